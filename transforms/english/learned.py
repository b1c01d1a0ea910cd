"""What the model adds to the rules: records of wordings that no rule knows, and doubt of some that a rule found.

The model judges sentences; who and how binding it says as well. When, how much, where and by what paper is then read as
for any rule, at the word that says it most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import group_actors
from transforms.english.attribution import find_voice
from transforms.english.extraction import Draft, is_own_words, localise, read_facts
from transforms.english.frames import Frame, Trigger
from transforms.english.gate import sentence_text
from transforms.english.judging import judge_sentences, speaks_of_defence
from transforms.english.making import make_record
from transforms.english.parse import parse_sentences
from transforms.english.predicates import climb
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.learned.model import Judgement, Model
from transforms.records import Candidate, Record
from transforms.rule_book import make_named_rule

LIKELY, UNLIKELY = 2.0, -4.0
"""Log-odds from which a sentence is taken to say what no rule found in it, and below which what a rule found is not
believed. Chosen on texts that were not learned from, see docs/accuracy.md."""
DOUBTED = "article"
"""The type of document whose records are doubted: official texts speak in formulas that the rules know better."""
FIGURES = frozenset({"budget_share"})
"""Kinds that are told from others by what their figure counts, and not by their words."""
ROLES = {
    "force_deployment": "send", "personnel_exchange": "send", "arms_transfer": "transfer", "capability": "own",
    "third_party_support": "support", "budget_amount": "spend",
}  # fmt: skip
"""How actors take part in a kind, where it is not by each other's side."""


def complete_draft(draft: Draft, model: Model, document_type: str) -> tuple[list[Record], list[Candidate]]:
    """The records of a draft as the model leaves them, those that it adds, and the candidates."""
    if not draft.docs and not speaks_of_defence(draft.scene.text):
        return draft.records, draft.candidates
    if not draft.docs:
        draft = replace(draft, facts=read_facts(draft.scene, draft.facts.instruments))
    judged = judge_sentences(model, draft.scene)
    unlikely = [record for record in draft.records if _is_unlikely(draft.scene, judged, record, document_type)]
    kept = [record for record in draft.records if record not in unlikely]
    doubted = [Candidate(one.kind, "vague", one.start, one.end, one.rule_id) for one in unlikely]
    added = list(_add_records(draft, judged, kept, document_type))
    return sorted([*kept, *added], key=lambda record: record.start), [*draft.candidates, *doubted]


def _is_unlikely(scene: Scene, judged: Mapping[int, Sequence[Judgement]], record: Record, document_type: str) -> bool:
    is_named = record.rule_id == make_named_rule(record.kind, "").rule_id
    if document_type != DOUBTED or record.tier == "explicit" or record.kind in FIGURES or is_named:
        return False  # what the register names is of its kind whatever stands beside it
    numbers = range(scene.number_at(record.start), scene.number_at(record.end - 1) + 1)
    said = (one.odds for number in numbers for one in judged.get(number, ()) if one.kind == record.kind)
    return max(said, default=-inf) < UNLIKELY


def _add_records(
    draft: Draft, judged: Mapping[int, Sequence[Judgement]], kept: Sequence[Record], document_type: str
) -> Iterator[Record]:
    """The surest first; what the text has said of the same kind and actors before is not said again, and a heading says
    nothing that its story does not."""
    sentences = draft.scene.sentences
    said = [(number, one) for number, told in judged.items() for one in told if sentences[number].kind != "heading"]
    likely = [(one.odds, number, one) for number, one in said if one.odds >= LIKELY]
    known = [*kept, *draft.records]
    for _, number, judgement in sorted(likely, key=lambda item: (-item[0], item[1], item[2].kind)):
        roles = _read_roles(judgement)
        if roles.parties and not any(_is_same(draft.scene, record, number, judgement.kind, roles) for record in known):
            record = _make(draft, number, judgement, roles, document_type)
            if isinstance(record, Record):
                known.append(record)
                yield record


def _read_roles(judgement: Judgement) -> Roles:
    """Who is likelier than not to take part, on the side that is likelier."""
    sides = {name: (party, other) for name, (party, other) in judgement.roles.items() if max(party, other) > 0}
    parties = tuple(sorted(name for name, (party, other) in sides.items() if party >= other))
    return Roles(parties, tuple(sorted(name for name in sides if name not in parties)), is_inferred=True)


def _is_same(scene: Scene, record: Record, number: int, kind: str, roles: Roles) -> bool:
    if record.kind != kind:
        return False
    actors, others = {*roles.parties, *roles.counterparts}, {*record.parties, *record.counterparts}
    return scene.number_at(record.start) == number or bool(actors & others)


def _make(
    draft: Draft, number: int, judgement: Judgement, roles: Roles, document_type: str
) -> Record | Candidate | None:
    scene, sentence = draft.scene, draft.scene.sentences[number]
    doc = draft.docs.get(number) or next(parse_sentences([sentence_text(scene, number)]))
    anchor = _find_word(doc, judgement.place - sentence.start)
    rule = make_named_rule(judgement.kind, ROLES.get(judgement.kind, "mutual"), "likely")
    frame = Frame(Trigger(rule, anchor.idx, anchor.idx + len(anchor)), anchor, climb(anchor))
    groups = group_actors(scene.text, scene.mentions, scene.lists, sentence.start, sentence.end)
    before = scene.text[scene.sentences[number - 1].start : sentence.start] if number else ""
    voice = find_voice(doc, anchor, groups, is_own_words(document_type), before, scene.officials)
    facts = localise(draft.facts, doc, sentence.start, sentence.end, scene.published_on)
    standing = max(judgement.standings, key=judgement.standings.__getitem__)
    made = make_record(frame, scene, sentence.start, roles, standing, False, voice, facts)
    return replace(made, start=sentence.start, end=sentence.end)  # what was judged is the sentence


def _find_word(doc: Doc, place: int) -> Token:
    """The word at an offset of a sentence; the one that governs it where a mark of punctuation stands there."""
    token = next((token for token in reversed(doc) if token.idx <= place), doc[0])
    return token.head if token.is_punct else token
