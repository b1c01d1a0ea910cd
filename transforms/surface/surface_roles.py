"""Who is bound by what a frame says, for languages that are read on the surface.

The sentence's own actors come first, then whoever a relative clause hangs on, then those that "the three countries" or
"they" point back to. Where several stand apart and it is not clear which of them acts, nobody is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.surface.surface_book import SurfaceBook, SurfaceRule
from transforms.surface.surface_frames import Frame, list_taking_part
from transforms.words.actors import ActorMention

_REACH = 3


@dataclass(frozen=True, slots=True)
class Told:
    """The actors of an earlier sentence, by enumeration, and where it begins."""

    rows: tuple[tuple[str, ...], ...]
    start: int


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor ids, sorted; whether the context had to supply them; the reason why there are none."""

    ids: tuple[str, ...] = ()
    is_inferred: bool = False
    reason: str | None = None


def find_parties(
    frame: Frame, whole: str, rule: SurfaceRule, at: int, mentions: list[ActorMention], speakers: tuple[str, ...],
    told: Sequence[Told], book: SurfaceBook,
) -> Parties:  # fmt: skip
    """The parties of a trigger at an offset of the frame of a `whole` sentence; the speaker's where it names nobody."""
    rows = list_taking_part(frame, mentions, book)
    if not rows and frame.after is not None:
        noun = _find_antecedent(frame.after, whole, mentions, book)
        return _name(noun, is_inferred=True) if noun else Parties(reason="vague")
    if not rows:
        return _look_back(frame, rule, speakers, told, book)
    if rule.roles == "mutual":
        return _name([mention.actor_id for row in rows for mention in row])
    return _choose(rows, at)


def find_addressed(frame: Frame, at: int, mentions: Sequence[ActorMention]) -> Parties:
    """Of whom something is demanded: the last actor before the trigger, whatever stands before its name."""
    inside = [m for m in mentions if m.start < at and frame.text[m.start : m.end].strip("\u2003")]
    return _name([inside[-1].actor_id]) if inside else Parties(reason="vague")


def _choose(rows: list[list[ActorMention]], at: int) -> Parties:
    """The enumeration that acts alone: the only one, or the only one before the trigger."""
    distinct = {tuple(sorted({m.actor_id for m in row})) for row in rows}
    before = {tuple(sorted({m.actor_id for m in row})) for row in rows if row[0].start < at}
    for choice in (distinct, before):
        if len(choice) == 1:
            return _name(next(iter(choice)))
    return Parties(reason="vague")


def _find_antecedent(end: int, whole: str, mentions: list[ActorMention], book: SurfaceBook) -> list[str]:
    """The actor that ends just before a relative clause, and acts."""
    rows = list_taking_part(Frame(whole), [m for m in mentions if m.end <= end], book)
    return [rows[-1][-1].actor_id] if rows and end - 3 <= rows[-1][-1].end else []


def _look_back(
    frame: Frame, rule: SurfaceRule, speakers: tuple[str, ...], told: Sequence[Told], book: SurfaceBook
) -> Parties:
    text = frame.text.strip("\u2003")
    before = [one for one in reversed(told) if one.rows][:_REACH]
    if several := book.patterns["several"].search(text):
        return _find_several(several, before, book)
    is_meant = rule.roles != "mutual" and book.patterns["single"].search(text)
    if speakers and (is_meant or rule.roles == "own"):
        return _name(speakers, is_inferred=True)
    rows = {row for one in before[:1] for row in one.rows}
    return _name(next(iter(rows)), is_inferred=True) if is_meant and len(rows) == 1 else Parties(reason="no_authority")


def _find_several(several: re.Match[str], before: Sequence[Told], book: SurfaceBook) -> Parties:
    """As many actors as the words say, or more than one, in one of the sentences before."""
    wanted = book.counts.get(several["count"] or several.group().split()[0])
    for one in before:
        named = {name for row in one.rows for name in row}
        if len(named) == wanted or (wanted is None and len(named) > 1):
            return _name(named, is_inferred=True)
    return Parties(reason="no_authority")


def _name(ids: Sequence[str] | set[str], is_inferred: bool = False) -> Parties:
    return Parties(tuple(sorted(set(ids))), is_inferred)
