"""From a document to its records: sentences, gate, parse, frames, roles, standing, slots; and what was no commitment.

`extract_document` is the whole path of one text. It asks for nothing but the text, its title, publisher and day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc

from transforms.english.actor_groups import Group, group_actors
from transforms.english.attribution import Voice, find_voice
from transforms.english.continuing import find_earlier, give_on, is_known
from transforms.english.echoes import drop_echoes
from transforms.english.followups import complete_records
from transforms.english.frames import Frame, Trigger, build_frames
from transforms.english.gate import gate_sentences, sentence_text
from transforms.english.laid_down import fit_to_paper
from transforms.english.leads import Lead, read_lead
from transforms.english.making import make_record
from transforms.english.meetings import weigh_meeting
from transforms.english.objections import find_objection
from transforms.english.papers import find_sides, weigh_paper
from transforms.english.parse import parse_sentences
from transforms.english.partners import fill_roles, pair_up
from transforms.english.predicates import list_tail
from transforms.english.roles import assign_roles
from transforms.english.scene import Scene, read_scene
from transforms.english.sentences import Sentence
from transforms.english.share_parts import bind_parts
from transforms.english.shares import KIND as SHARE
from transforms.english.shares import continue_share, keep_shares, narrow_facts, spread_series
from transforms.english.slots import (
    Facts,
    clause_span,
)
from transforms.english.standing import decide_standing
from transforms.english.standing_by_kind import fit_standing
from transforms.english.standing_of_forces import is_sent_away
from transforms.english.threads import join_threads
from transforms.records import Candidate, Record, merge_records
from transforms.rule_book import Shortlist
from transforms.words.actors import find_actors
from transforms.words.dates import DateMention, find_dates
from transforms.words.instruments import InstrumentMention, find_instruments
from transforms.words.quantities import find_quantities
from transforms.words.quantity_mention import QuantityMention
from transforms.words.spans import items_within

VERSION = "rules-4"
_OWN_WORDS = ("declaration", "statement")


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What the lexical layer found in the whole text, by offset."""

    dates: list[DateMention]
    quantities: list[QuantityMention]
    instruments: list[InstrumentMention]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules found in a text, and by what: its scene and facts, and its parsed sentences by number."""

    scene: Scene
    facts: TextFacts
    docs: dict[int, Doc]
    records: list[Record]
    candidates: list[Candidate]


def extract_document(
    text: str,
    published_on: date,
    title: str = "",
    publisher: str = "",
    document_type: str = "article",
    listed: Shortlist | None = None,
) -> tuple[list[Record], list[Candidate]]:
    """The records and the rejected candidates of a normalised text, in its order; by all rules, or those `listed`."""
    draft = draft_document(read_scene(text, published_on, title, publisher), document_type, listed)
    return draft.records, draft.candidates


def draft_document(scene: Scene, document_type: str = "article", listed: Shortlist | None = None) -> Draft:
    """The same, with what it was found by."""
    instruments = find_instruments(scene.text)
    passed = dict(gate_sentences(scene, instruments, listed))
    if not passed or not (scene.mentions or find_actors(scene.title, scene.published_on) or scene.publisher):
        # nothing triggers, or nobody is named who could be bound
        return Draft(scene, TextFacts([], [], instruments), {}, [], [])
    facts = read_facts(scene, instruments)
    gated = {n: own for n in passed if (own := keep_shares(passed[n], n, scene, facts.quantities))}
    wanted = sorted({*gated, *(lead for n in gated if (lead := scene.sentences[n].lead) is not None)})
    docs = dict(zip(wanted, parse_sentences(sentence_text(scene, n) for n in wanted), strict=True))
    records: list[Record] = []
    candidates: list[Candidate] = []
    for number in sorted(gated):
        for found in _read_sentence(scene, number, docs, gated[number], facts, document_type, records):
            (records if isinstance(found, Record) else candidates).append(found)  # type: ignore[arg-type]
    kept = drop_echoes(bind_parts(join_threads(merge_records(records, scene), scene), scene), scene)
    return Draft(scene, facts, docs, complete_records(kept, scene, facts.dates, facts.quantities), candidates)


def read_facts(scene: Scene, instruments: list[InstrumentMention]) -> TextFacts:
    """What the lexical layer finds in a text, of which the instruments are known."""
    return TextFacts(find_dates(scene.text, scene.published_on), find_quantities(scene.text), instruments)


def _read_sentence(
    scene: Scene,
    number: int,
    docs: dict[int, Doc],
    triggers: list[Trigger],
    facts: TextFacts,
    document_type: str,
    said: Sequence[Record],
) -> Iterator[Record | Candidate]:
    sentence = scene.sentences[number]
    doc = docs[number]
    groups = group_actors(scene.text, scene.mentions, scene.lists, sentence.start, sentence.end)
    lead = _find_lead(scene, number, docs)
    local = localise(facts, doc, sentence.start, sentence.end, scene.published_on)
    frames, weaker = build_frames(doc, triggers)
    leader: Record | None = None
    for frame in frames:
        before = scene.text[scene.sentences[number - 1].start : sentence.start] if number else ""
        voice = find_voice(doc, frame.anchor, groups, is_own_words(document_type), before, scene.officials)
        if voice.speaker and not voice.actor_ids:
            voice = replace(voice, actor_ids=scene.resolve(voice.speaker, number))
        own = narrow_facts(frame, local)
        found = _read_frame(frame, scene, number, groups, lead, voice, own, said)
        if frame.rule.kind == SHARE:
            found = continue_share(frame, found, leader, groups, own, sentence.start)
            leader = found if isinstance(found, Record) else leader
        yield from (spread_series(found, scene) if isinstance(found, Record) else (found,))
        if isinstance(found, Candidate) and found.reason in ("vague", "no_authority", "out_of_domain"):
            others = [other for other in weaker if other.anchor == frame.anchor]
            yield from (_read_frame(other, scene, number, groups, lead, voice, local, said) for other in others[:1])


def is_own_words(document_type: str) -> bool:
    """Whether a document of this type is the word of those that it names."""
    return document_type in _OWN_WORDS


def _find_lead(scene: Scene, number: int, docs: dict[int, Doc]) -> Lead | None:
    position = scene.sentences[number].lead
    if position is None or position not in docs:
        return None
    start, end = scene.sentences[position].start, scene.sentences[position].end
    groups = group_actors(scene.text, scene.mentions, scene.lists, start, end)
    return read_lead(Sentence(docs[position], groups, scene, position))


def localise(facts: TextFacts, doc: Doc, start: int, end: int, published_on: date) -> Facts:
    """The facts of one sentence, by its own offsets."""

    def shift(mentions: list) -> list:  # type: ignore[type-arg]
        return [replace(m, start=m.start - start, end=m.end - start) for m in items_within(mentions, start, end)]

    return Facts(doc, shift(facts.dates), shift(facts.quantities), shift(facts.instruments), published_on)


def _read_frame(
    frame: Frame,
    scene: Scene,
    number: int,
    groups: list[Group],
    lead: Lead | None,
    voice: Voice,
    facts: Facts,
    said: Sequence[Record],
) -> Record | Candidate:
    quoted = voice.actor_ids if voice.voice == "official_quote" else ()
    fallback = lead.actor_ids if lead else ()
    context = Sentence(facts.doc, groups, scene, number, quoted, fallback)
    standing = decide_standing(frame.anchor, frame.chain, lead.standing if lead else None)
    above = scene.text[scene.sentences[number - 1].start : scene.sentences[number].start] if number else ""
    laid_down = fit_to_paper(frame.rule.kind, standing.value, frame.chain, above)
    fitted = fit_standing(frame.rule, laid_down, frame.chain, list_tail(frame.anchor))
    fitted = weigh_paper(frame, fitted, scene, scene.sentences[number].start)
    if standing.reason == "request" and is_sent_away(frame.rule, frame.chain):
        fitted, standing = "called_for", replace(standing, reason=None)
    why = None if fitted and standing.reason == "vague" else standing.reason
    standing = replace(standing, value=fitted, reason=why or (None if fitted else "status_report"))
    if frame.rule.kind == "consultation" and standing.value:
        value, why = weigh_meeting(frame.anchor, frame.chain, standing.value, facts, not frame.rule.is_dated)
        standing = replace(standing, value=value, reason=why)
    roles = assign_roles(frame.rule, frame.anchor, frame.chain, context)
    roles = fill_roles(frame, roles, facts.instruments)
    named = frame.trigger.instrument
    # nobody has an agreement with himself: a joint text that names one means both
    if named is not None and named.is_generic and len(roles.parties) == 1 and not roles.counterparts:
        is_joint = voice.voice == "official_text" and len(scene.signatories) == 2
        roles = replace(roles, parties=scene.join_pair(roles.parties)) if is_joint else roles
    roles = pair_up(frame, roles, scene, number, groups)
    roles = find_sides(frame, give_on(frame, roles, voice.actor_ids, said), scene, number, groups)
    before = None if roles.parties else find_earlier(frame, scene, number, said)
    if before is not None:
        roles = replace(roles, parties=before.parties, counterparts=before.counterparts, is_inferred=True)
    start, end = clause_span(frame.anchor, frame.chain, roles.tokens)
    offset = scene.sentences[number].start
    reason = standing.reason or find_objection(frame, roles, standing.value or "", voice, facts)
    if reason or standing.value is None:
        return Candidate(frame.rule.kind, reason or "vague", offset + start, offset + end, frame.rule.rule_id)
    record = make_record(frame, scene, offset, roles, standing.value, standing.is_explicit, voice, facts)
    is_again = before is not None or is_known(frame)
    return replace(record, link="continues") if is_again and isinstance(record, Record) else record
