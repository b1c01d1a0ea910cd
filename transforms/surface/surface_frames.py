"""A sentence cut into frames, and how binding what a frame says is, for languages that are read on the surface.

A frame keeps the length of its sentence: what belongs to another clause or to whoever speaks is blanked, so that
offsets hold. What a frame does not say clearly is rejected with a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.surface.surface_book import SurfaceBook, SurfaceRule
from transforms.words.actors import ActorMention

_FIRST = ("denied", "called_for", "suspended", "proposed", "in_force", "agreed")
_SINCE = ("in_force", "suspended")
_BLANK = "\u2003"


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause; `after` is where the noun ends that a relative clause speaks of, `who` the span of the speaker,
    `is_reported` whether all of it is what he said ("a dit que")."""

    text: str
    after: int | None = None
    who: tuple[int, int] | None = None
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing, or the reason why there is none. `is_past` where the sentence tells what was."""

    standing: str | None
    reason: str | None = None
    is_past: bool = False


def cut_frames(text: str, book: SurfaceBook) -> list[Frame]:
    """The clauses of a sentence: what stands between its breaks, without asides, and each relative clause."""
    who, spans = _find_speaker(text, book)
    is_reported = any(start == 0 for start, _ in spans)
    opening = book.patterns["opening"].match(text)
    spans += [opening.span()] if opening else []
    relatives = _find_relatives(text, book)
    frames = [Frame(_keep(text, start, end), start, who) for start, end in relatives]
    main = _blank(text, [*spans, *relatives])
    starts = [0, *(match.end() for match in book.patterns["break"].finditer(main))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        frames.append(Frame(_keep(main, start, end), None, who, is_reported))
    return frames


def _find_speaker(text: str, book: SurfaceBook) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Who speaks, and the spans that only say so."""
    matrix, aside = book.patterns["matrix"].match(text), book.patterns["aside"].search(text)
    spans = [match.span() for match in (matrix, aside) if match]
    named = aside or matrix
    if named is None:
        return None, spans
    group = next((name for name, value in named.groupdict().items() if value), None)
    return named.span(group) if group else None, spans


def _find_relatives(text: str, book: SurfaceBook) -> list[tuple[int, int]]:
    found = []
    for match in book.patterns["relative"].finditer(text):
        rest = text[match.end() :]
        if text[match.end() : match.end() + 1].isupper() or re.match(r"\w+(?:isch|üd)\w*\s", rest):
            continue  # ", die Schweiz und", ", die polnische Marine": a list goes on
        end = re.search(r"[,;.:](?!\d)", rest)
        found.append((match.start(), match.end() + (end.start() if end else len(rest))))
    return [span for place, span in enumerate(found) if not place or span[0] >= found[place - 1][1]]


def _keep(text: str, start: int, end: int) -> str:
    return _BLANK * start + text[start:end] + _BLANK * (len(text) - end)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def judge_frame(frame: Frame, text: str, rule: SurfaceRule, is_told: bool, book: SurfaceBook) -> Verdict:
    """How binding a frame is. `text` is its sentence; `is_told`: another actor than its party speaks."""
    past = bool(rule.tenses["completed"].search(frame.text))
    if book.patterns["nobody"].search(text):
        return Verdict(None, "no_authority")
    if book.patterns["we"].search(text):
        return Verdict(None, "no_authority")
    is_undone = book.patterns["undone"].search(frame.text) and not book.predicates["suspended"].search(frame.text)
    if is_undone or book.patterns["hypothetical"].search(text):
        return Verdict(None, "hypothetical")
    if book.patterns["negation"].search(book.patterns["not_negation"].sub("", frame.text)):
        return _judge_negated(frame, rule, book)
    for name in _FIRST:
        if book.predicates[name].search(text if frame.who and name == "called_for" else frame.text):
            was_open = name == "proposed" and book.patterns["pluperfect"].search(frame.text)
            is_past = name in _SINCE or (name == "agreed" and rule.kind == "information_sharing")
            return Verdict(None, "status_report") if was_open else Verdict(name, is_past=is_past)
    if book.must.search(frame.text):
        return _judge_duty(frame, is_told, book)
    return _judge_tense(frame, rule, past, book)


def _judge_negated(frame: Frame, rule: SurfaceRule, book: SurfaceBook) -> Verdict:
    is_refused = rule.tenses["planned"].search(frame.text) or book.predicates["intended"].search(frame.text)
    return Verdict("denied") if is_refused else Verdict(None, "status_report")


def _judge_duty(frame: Frame, is_told: bool, book: SurfaceBook) -> Verdict:
    if is_told:
        return Verdict("called_for")
    is_thing = book.patterns["thing"].search(frame.text)
    return Verdict("planned") if is_thing else Verdict(None, "evaluation")


def _judge_tense(frame: Frame, rule: SurfaceRule, past: bool, book: SurfaceBook) -> Verdict:
    is_planned = rule.tenses["planned"].search(frame.text)
    if rule.tenses["conditional"].search(frame.text):
        return Verdict("planned") if book.future_in_past and frame.is_reported else Verdict(None, "hypothetical")
    if rule.kind == "joint_training" and book.predicates["begun"].search(frame.text):
        return Verdict("under_way", is_past=True)
    if is_planned or book.predicates["intended"].search(frame.text):
        return Verdict("planned")
    if past:
        return Verdict("completed", is_past=True)
    if rule.tenses["under_way"].search(frame.text) or book.predicates["begun"].search(frame.text):
        return Verdict("under_way")
    return Verdict(None, "vague")


def list_taking_part(frame: Frame, mentions: list[ActorMention], book: SurfaceBook) -> list[list[ActorMention]]:
    """The actors of a frame in enumerations, without places, opponents and addressees of deeds."""
    rows: list[list[ActorMention]] = []
    for mention in _list_acting(frame, mentions, book):
        gap = frame.text[rows[-1][-1].end : mention.start] if rows else ""
        if rows and (gap == "-" or book.patterns["joined"].fullmatch(gap)):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return rows


def _list_acting(frame: Frame, mentions: list[ActorMention], book: SurfaceBook) -> Iterator[ActorMention]:
    last: tuple[int, bool] | None = None  # where the mention before ended, and whether it took part
    for mention in mentions:
        if frame.text[mention.start : mention.end].strip(_BLANK) == "":
            continue
        before = frame.text[max(0, mention.start - 60) : mention.start].replace(_BLANK, " ")
        acts = not (_is_scenery(before, mention, book) or book.patterns["against"].search(before))
        if last and book.patterns["joined"].fullmatch(frame.text[last[0] : mention.start]):
            acts = acts and last[1]
        last = mention.end, acts
        if acts:
            yield mention


def _is_scenery(before: str, mention: ActorMention, book: SurfaceBook) -> bool:
    return mention.form in ("name", "capital", "organisation") and bool(book.patterns["place"].search(before))
