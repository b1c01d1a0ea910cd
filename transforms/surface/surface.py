"""From a French or German document to its records, without a parser: sentences, triggers, frames, actors, standing.

Confident silence comes before a doubtful record: where a frame does not say clearly who does what, the candidate is
kept with a reason. Records are of three kinds: budget_share, information_sharing, joint_training.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.english.attribution import Voice
from transforms.english.scene import Scene
from transforms.english.times import Times
from transforms.records import Candidate, Record, merge_records
from transforms.surface.surface_actors import find_surface_actors
from transforms.surface.surface_book import SurfaceBook, SurfaceRule, load_book
from transforms.surface.surface_facts import find_surface_dates, find_surface_quantities
from transforms.surface.surface_frames import Frame, Verdict, cut_frames, judge_frame, list_taking_part
from transforms.surface.surface_roles import Parties, Told, find_addressed, find_parties
from transforms.words.actors import ActorMention
from transforms.words.dates import DateMention
from transforms.words.segments import Sentence, split_sentences
from transforms.words.typography import fold_typography

_OPEN = ("planned", "agreed", "proposed", "called_for", "denied")
_PAST = ("completed", "under_way", "agreed", "suspended")
_OFFICIAL = ("declaration", "statement")
_HISTORY_YEARS = 25
_PLAIN = str.maketrans({"\n": " "})


@dataclass(frozen=True)
class _Page:
    """A document, folded, and what its sentences told of before the one that is read."""

    text: str
    published_on: date
    document_type: str
    book: SurfaceBook
    mentions: Sequence[ActorMention]


@dataclass(frozen=True)
class _Scene:
    """A sentence that is read: its text, the text with the sentence before, its actors, and those told of before."""

    page: _Page
    sentence: Sentence
    text: str
    context: str
    mentions: list[ActorMention]
    told: Sequence[Told]


def extract_surface(
    text: str,
    published_on: date,
    title: str = "",
    publisher: str = "",
    document_type: str = "article",
    *,
    language: str,
) -> tuple[list[Record], list[Candidate]]:
    """The records and the rejected candidates of a normalised text in a language of `surface_book.LANGUAGES`."""
    book = load_book(language)
    folded = fold_typography(text).translate(_PLAIN)
    page = _Page(folded, published_on, document_type, book, find_surface_actors(folded, published_on, book))
    sentences = join_sentences(text, split_sentences(text), book)
    records: list[Record] = []
    candidates: list[Candidate] = []
    told: list[Told] = []
    for sentence in sentences:
        for found in _read_sentence(page, sentence, told):
            (records if isinstance(found, Record) else candidates).append(found)  # type: ignore[arg-type]
        told.append(_tell(page, sentence))
    scene = Scene(text, title, publisher, published_on, tuple(sentences))
    return merge_records(records, scene), candidates


def join_sentences(text: str, sentences: Sequence[Sentence], book: SurfaceBook) -> list[Sentence]:
    """The sentences, those joined again that an abbreviation or a German ordinal ("am 3. Mai") cut in two."""
    joined: list[Sentence] = []
    for sentence in sentences:
        last = joined[-1] if joined else sentence
        is_cut = last is not sentence and "\n" not in text[last.end : sentence.start]
        if is_cut and book.patterns["abbreviation"].search(text[last.start : last.end]):
            joined[-1] = replace(last, end=sentence.end, kind=sentence.kind)
        else:
            joined.append(sentence)
    return joined


def _local(page: _Page, sentence: Sentence) -> list[ActorMention]:
    return [
        replace(mention, start=mention.start - sentence.start, end=mention.end - sentence.start)
        for mention in page.mentions
        if sentence.start <= mention.start and mention.end <= sentence.end
    ]


def _tell(page: _Page, sentence: Sentence) -> Told:
    text = page.text[sentence.start : sentence.end]
    rows = list_taking_part(Frame(text), _local(page, sentence), page.book)
    return Told(tuple(tuple(m.actor_id for m in row) for row in rows), sentence.start)


def _read_sentence(page: _Page, sentence: Sentence, told: Sequence[Told]) -> Iterator[Record | Candidate]:
    text = page.text[sentence.start : sentence.end]
    rules = [rule for rule in page.book.rules if rule.match.search(text)]
    if not rules:
        return
    scene = _Scene(page, sentence, text, _find_context(page, sentence, told), _local(page, sentence), told)
    for frame in cut_frames(text, page.book):
        for kind in dict.fromkeys(rule.kind for rule in rules):
            found = [
                _read_frame(scene, frame, rule, match.start())
                for rule in rules
                if rule.kind == kind and (match := rule.match.search(frame.text))
            ]
            yield from ([one for one in found if isinstance(one, Record)] or found)[:1]


def _find_context(page: _Page, sentence: Sentence, told: Sequence[Told]) -> str:
    """The sentence with the one before it."""
    return page.text[told[-1].start if told else sentence.start : sentence.end]


def _read_frame(scene: _Scene, frame: Frame, rule: SurfaceRule, at: int) -> Record | Candidate:
    book, offset, mentions = scene.page.book, scene.sentence.start, scene.mentions
    start, end = _frame_span(frame)
    refuse = Candidate(rule.kind, "out_of_domain", offset + start, offset + end, rule.rule_id)
    if rule.unless.search(scene.text) or (rule.near and not rule.near.search(scene.context)):
        return refuse
    who = frame.who or (0, 0)
    speakers = tuple(dict.fromkeys(m.actor_id for m in mentions if who[0] <= m.start < who[1]))
    parties = find_parties(frame, scene.text, rule, at, mentions, speakers, scene.told, book)
    verdict = judge_frame(frame, scene.text, rule, bool(set(speakers) - set(parties.ids)), book)
    if verdict.standing == "called_for":
        parties = find_addressed(frame, at, mentions)
    reason = verdict.reason or parties.reason or _find_objection(rule, parties, mentions)
    if reason or verdict.standing is None:
        return replace(refuse, reason=reason or "vague")
    return _make_record(scene, frame, rule, parties, verdict, (start, end))


def _frame_span(frame: Frame) -> tuple[int, int]:
    """From the first to the last word of a frame."""
    inside = frame.text.strip("\u2003 ,;:.")
    start = frame.text.index(inside)
    return start, start + len(inside)


def _find_objection(rule: SurfaceRule, parties: Parties, mentions: Sequence[ActorMention]) -> str | None:
    if any(mention.is_former and mention.actor_id in parties.ids for mention in mentions):
        return "no_authority"
    is_group = any(len(name) != 3 or not name.isalpha() for name in parties.ids)
    return "vague" if rule.roles == "mutual" and len(parties.ids) < 2 and not is_group else None


def _make_record(
    scene: _Scene, frame: Frame, rule: SurfaceRule, parties: Parties, verdict: Verdict, span: tuple[int, int]
) -> Record | Candidate:
    page, book, offset = scene.page, scene.page.book, scene.sentence.start
    standing = verdict.standing or ""
    dates = find_surface_dates(frame.text, page.published_on, verdict.is_past, book)
    shift = [replace(d, start=d.start + offset, end=d.end + offset) for d in dates]
    times = _place_dates(shift, standing, page.published_on)
    if standing == "under_way" and times.due and times.due.role == "on" and times.due.start_on > page.published_on:
        standing = "planned"
    is_over = standing in _PAST and book.patterns["history"].search(scene.text)
    if is_over or _is_history(shift, page.published_on):
        return Candidate(rule.kind, "history", offset + span[0], offset + span[1], rule.rule_id)
    unit = "percent_of_gdp" if rule.kind == "budget_share" else "personnel"
    wanted = rule.kind != "information_sharing"
    amounts = [q for q in find_surface_quantities(frame.text, book) if q.unit == unit and wanted]
    quantity = replace(amounts[0], start=amounts[0].start + offset, end=amounts[0].end + offset) if amounts else None
    words = frame.text[span[0] : span[1]]
    return Record(
        kind=rule.kind, parties=parties.ids, counterparts=(), standing=standing, quantity=quantity, times=times,
        domains=tuple(sorted(name for name, pattern in book.domains.items() if pattern.search(words))),
        instrument=None, place=None, start=offset + span[0], end=offset + span[1],
        voice=_find_voice(scene, frame), act=_find_act(standing, words, book), condition=None,
        tier="inferred" if parties.is_inferred else "explicit", rule_id=rule.rule_id,
    )  # fmt: skip


def _place_dates(dates: Sequence[DateMention], standing: str, published_on: date) -> Times:
    found: dict[str, DateMention] = {}
    for mention in dates:
        found.setdefault(_read_clock(mention, standing, published_on), mention)
    return Times(found.get("announced"), found.get("due"), found.get("effective"))


def _read_clock(mention: DateMention, standing: str, published_on: date) -> str:
    is_ahead, is_open = mention.end_on >= published_on, standing in _OPEN
    if mention.role == "said" and is_open:
        return "announced"
    has_begun = standing == "under_way" and mention.start_on == mention.end_on <= published_on
    if standing in ("completed", "in_force") or has_begun:
        return "effective"
    if is_ahead and mention.role != "since":
        return "due"
    return "announced" if is_open else "effective"


def _is_history(dates: Sequence[DateMention], published_on: date) -> bool:
    return any(published_on.year - mention.end_on.year > _HISTORY_YEARS for mention in dates)


def _find_voice(scene: _Scene, frame: Frame) -> Voice:
    if frame.who is None:
        return Voice("official_text" if scene.page.document_type in _OFFICIAL else "reported_as_fact")
    is_quoted = bool(scene.page.book.patterns["quoted"].search(scene.text))
    speaker = scene.text[frame.who[0] : frame.who[1]].strip(" ,")
    return Voice("official_quote" if is_quoted else "official_paraphrase", speaker)


def _find_act(standing: str, words: str, book: SurfaceBook) -> str:
    fixed = {"denied": "denies", "suspended": "withdraws"}
    if standing in fixed:
        return fixed[standing]
    named = next((name for name, pattern in book.acts.items() if pattern.search(words)), None)
    return named or ("reports_status" if standing in ("completed", "under_way", "in_force") else "announces")
