"""What the model adds to the rules: records of wordings that no rule knows, and doubt of what a rule found or inferred.

The model judges sentences; who and how binding it says as well. When, how much, where and by what paper is then read as
for any rule, at the word that says it most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import group_actors
from transforms.english.acts import fit_act
from transforms.english.attribution import find_voice
from transforms.english.echoes import is_general, is_same_deal
from transforms.english.extraction import Draft, is_own_words, localise, read_facts
from transforms.english.frames import Frame, Trigger
from transforms.english.gate import sentence_text
from transforms.english.judging import is_report, judge_sentences, speaks_of_defence
from transforms.english.making import make_record
from transforms.english.objections import find_objection
from transforms.english.parse import parse_sentences
from transforms.english.predicates import climb
from transforms.english.retelling import tells_again
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.english.sureness import grade
from transforms.learned.model import LEAST, Judgement, Model
from transforms.records import Candidate, Record
from transforms.rule_book import load_pattern, make_named_rule
from transforms.words.spans import items_within

Judged = Mapping[int, Sequence[Judgement]]
ARTICLE = "article"
"""The type of document in which rules are doubted: official texts speak in formulas that they know better."""
LIKELY, LIKELY_IN_ARTICLE = 3.0, 2.5
"""Log-odds from which a sentence is taken to say what no rule found in it. What the model does not even name is not
believed. These and `SURE` were chosen on texts that were not learned from, see docs/accuracy.md."""
UNLIKELY = -3.0
"""Log-odds below which is doubted what a rule found in a text that reports what others say. In one that does not, only
what the model does not even name is doubted, and nothing that is said plainly. Chosen on those texts as well."""
SURE = 2.0
"""By how much the model must be surer of another standing than of that of a rule, or of every actor that it takes part
or does not, to be believed against the rule."""
FIGURES = frozenset({"budget_share"})
"""Kinds that are told from others by what their figure counts, and not by their words."""
_POINTING = load_pattern("pointing")
GRANTED = frozenset({"access_and_status", "mutual_defence"})
"""Kinds that whole agreements are of: sentences that say what a named one grants explain it."""
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
    is_article, is_reported = document_type == ARTICLE, is_report(draft.scene.text)
    left = [_weigh(draft.scene, judged, r, is_reported) if is_article else r for r in draft.records]
    kept = [record for record in left if isinstance(record, Record)]
    doubted = [candidate for candidate in left if isinstance(candidate, Candidate)]
    added = list(_add_records(draft, judged, kept, document_type))
    if is_article:
        kept = [_grade(draft.scene, judged, record, is_added=False) for record in kept]
        added = [_grade(draft.scene, judged, record, is_added=True) for record in added]
    return sorted([*kept, *added], key=lambda record: record.start), [*draft.candidates, *doubted]


def _weigh(scene: Scene, judged: Judged, record: Record, is_reported: bool) -> Record | Candidate:
    """A record of the rules as the model leaves it: doubted, with other actors or another standing, or as it was."""
    is_named = record.rule_id == make_named_rule(record.kind, "").rule_id
    is_plain = record.tier == "explicit"
    if is_named or record.kind in FIGURES or (is_plain and not is_reported):
        return record  # what the register names is of its kind whatever stands beside it
    told = _list_judgements(scene, judged, record)
    if told is None:
        return record
    judgement = max(told, key=lambda one: one.odds, default=None)
    if judgement is None or (is_reported and judgement.odds < UNLIKELY):
        return Candidate(record.kind, "vague", record.start, record.end, record.rule_id)
    return record if is_plain else _correct(record, judgement)


def _list_judgements(scene: Scene, judged: Judged, record: Record) -> list[Judgement] | None:
    """What the model says of the record's kind in its sentences, nothing where it is unlikely; None where it read none
    of them."""
    numbers = range(scene.number_at(record.start), scene.number_at(record.end - 1) + 1)
    read = [judged[number] for number in numbers if number in judged]
    return [one for told in read for one in told if one.kind == record.kind] if read else None


def _grade(scene: Scene, judged: Judged, record: Record, is_added: bool) -> Record:
    told = _list_judgements(scene, judged, record)
    if told is None or record.kind in FIGURES:
        return record
    return grade(record, max((one.odds for one in told), default=LEAST), is_added)


def _correct(record: Record, judgement: Judgement) -> Record:
    """The record with the standing and the actors of the model, where it is sure of them; then nothing is plain."""
    standing, roles = _read_standing(judgement), _read_roles(judgement)
    is_surer = judgement.standings[standing] - judgement.standings[record.standing] > SURE
    if is_surer and record.standing != "in_force":  # for which there are few words, and the rules know them
        act = fit_act(record.act, standing)
        record = replace(record, standing=standing, act=act, tier="weak")
    is_sure = bool(roles.parties) and all(abs(max(sides)) > SURE for sides in judgement.roles.values())
    is_sure = is_sure and record.actors <= judgement.roles.keys()  # whom the register adds it has not seen
    sides = roles.parties, roles.counterparts
    if is_sure and sides != (record.parties, record.counterparts):
        record = replace(record, parties=roles.parties, counterparts=roles.counterparts, tier="weak")
    return record


def _add_records(draft: Draft, judged: Judged, kept: Sequence[Record], document_type: str) -> Iterator[Record]:
    """The surest first; what only tells again is left out, and a heading says nothing that its story does not."""
    sentences = draft.scene.sentences
    said = [(number, one) for number, told in judged.items() for one in told if sentences[number].kind != "heading"]
    least = LIKELY_IN_ARTICLE if document_type == ARTICLE else LIKELY
    likely = [(one.odds, number, one) for number, one in said if one.odds >= least]
    known = [*kept]
    for _, number, judgement in sorted(likely, key=lambda item: (-item[0], item[1], item[2].kind)):
        roles = _read_roles(judgement)
        is_told = any(_tells(draft.scene, one, number, judgement.kind, roles) for one in (*known, *draft.records))
        if roles.parties and not is_told:
            record = _make(draft, number, judgement, roles, document_type)
            is_new = isinstance(record, Record) and not any(_is_other_word(draft.scene, record, one) for one in known)
            if is_new and isinstance(record, Record) and not _is_retold(draft.scene, number, record, known):
                known.append(record)
                yield record


def _is_other_word(scene: Scene, record: Record, other: Record) -> bool:
    return is_general(record, other, scene) or is_same_deal(record, other, scene)


def _is_retold(scene: Scene, number: int, record: Record, known: Sequence[Record]) -> bool:
    sentence = scene.sentences[number]
    named = {mention.actor_id for mention in items_within(scene.mentions, sentence.start, sentence.end)}
    is_pointing = not named & record.actors or bool(_POINTING.match(scene.text[sentence.start : sentence.end]))
    return any(tells_again(record, other, is_pointing) for other in known)


def _read_roles(judgement: Judgement) -> Roles:
    """Who is likelier than not to take part, on the side that is likelier."""
    sides = {name: (party, other) for name, (party, other) in judgement.roles.items() if max(party, other) > 0}
    parties = tuple(sorted(name for name, (party, other) in sides.items() if party >= other))
    return Roles(parties, tuple(sorted(name for name in sides if name not in parties)), is_inferred=True)


def _read_standing(judgement: Judgement) -> str:
    return max(judgement.standings, key=judgement.standings.__getitem__)


def _tells(scene: Scene, record: Record, number: int, kind: str, roles: Roles) -> bool:
    """Whether a record of the sentence says it already, or that of a paper that is named, which grants it."""
    is_granted = record.instrument is not None and kind in GRANTED
    if is_granted and record.actors == {*roles.parties, *roles.counterparts}:
        return True
    return record.kind == kind and scene.number_at(record.start) == number


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
    standing = _read_standing(judgement)
    if reason := find_objection(frame, roles, standing, voice, facts):
        return Candidate(judgement.kind, reason, sentence.start, sentence.end, rule.rule_id)
    made = make_record(frame, scene, sentence.start, roles, standing, False, voice, facts)
    return replace(made, start=sentence.start, end=sentence.end)  # what was judged is the sentence


def _find_word(doc: Doc, place: int) -> Token:
    """The word at an offset of a sentence; the one that governs it where a mark of punctuation stands there."""
    token = next((token for token in reversed(doc) if token.idx <= place), doc[0])
    return token.head if token.is_punct else token
