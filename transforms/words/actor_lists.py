"""Enumerations of actors on the surface: "Germany, France, Spain, and other countries", "US-Japan", "between X and Y".

A list ends where a clause does: "signed by Japan, and France will" is no list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


class Mention(Protocol):
    """What a list is made of."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def actor_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ActorList:
    """Actors named side by side; `is_open` where the text adds others that it does not name."""

    start: int
    end: int
    actor_ids: tuple[str, ...]
    is_open: bool
    excluded: tuple[str, ...] = ()


_ARTICLE = r"(?:the |both |with |by |between |from |its |his |her |their |fellow |also |that of |those of )*"
_CONJUNCTION = (
    r"(?:and|or|nor|&|as well as|along with|together with|alongside|plus|but also|and also|and then|and even)"
)
_COMMA = re.compile(rf"(?:[’']s?)?[,;] {_ARTICLE}$")
_AND = re.compile(rf"(?:[’']s?)? {_CONJUNCTION} {_ARTICLE}$")
_COMMA_AND = re.compile(rf"(?:[’']s?)?[,;] {_CONJUNCTION} {_ARTICLE}$")
_HYPHEN = re.compile(r"[-‐‑–—/]$")
_EXCEPT = re.compile(
    rf"(?:,| \(|,? and)? ?(?:except(?: for)?|excluding|with the exception of|other than|apart from|aside from|"
    rf"minus|but not|without) {_ARTICLE}$"
)
_OPEN = re.compile(
    r",? (?:and|or|as well as|along with|plus) (?:(?:several|many|some|various|a number of|dozens of|two|three|"
    r"four|five|six|seven|eight|nine|ten|\d+) )?"
    r"(?:other|others|more|additional|further)\b(?: (?:[\w-]+ ){0,2}?(?:countries|nations|states|allies|"
    r"partners|members))?|"
    r",? among (?:others|other (?:countries|nations))|, etc\b\.?"
)
_FINITE = re.compile(
    r" (?:will|would|has|have|had|is|are|was|were|may|might|can|could|shall|should|must|said|says|also|plans?|"
    r"intends?|agrees?|signs?|sends?|holds?|"
    r"wants?|announce[sd]?|did|does|do|[a-z]{3,}ed)\b"
)
_SINGULAR = re.compile(r" (?:has|is|was|says|plans|intends|wants|does|sends|agrees|announces)\b")
_OBJECT_BEFORE = re.compile(r"\b(?:by|with|from|to|against|in|for|visited|told) (?:the )?$", re.IGNORECASE)
_SCENE_BEFORE = re.compile(
    r"(?:^|[.!?\n“\"][ ”\"]?)(?:In|From|At|Across|Outside|Unlike|Like|For|Besides|Within) (?:the )?$"
)


def find_actor_lists(mentions: Sequence[Mention], text: str) -> list[ActorList]:
    """Lists in the order of the text; an actor named once with "and other countries" is an open list of one."""
    spelled = _join_abbreviations(mentions, text)
    return [found for run in _split_runs(spelled, text) if (found := _make_list(run, text))]


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A mention with its abbreviation behind it: "the Republic of Korea (ROK)"."""

    start: int
    end: int
    actor_id: str


def _join_abbreviations(mentions: Sequence[Mention], text: str) -> list[Mention]:
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        is_short = last is not None and text[last.end : mention.start] in (" (", " (“", " (the ")
        if last is not None and is_short and last.actor_id == mention.actor_id:
            end = text.find(")", mention.end, mention.end + 3)
            joined[-1] = _Spelled(last.start, end + 1 if end >= 0 else mention.end, last.actor_id)
        else:
            joined.append(mention)
    return joined


@dataclass(frozen=True, slots=True)
class _Item:
    mention: Mention
    joint: str  # how it is tied to the one before: "", "comma", "and", "comma_and", "hyphen", "except"


def _split_runs(mentions: Sequence[Mention], text: str) -> Iterator[list[_Item]]:
    run: list[_Item] = []
    for mention in mentions:
        joint = _read_joint(text[run[-1].mention.end : mention.start]) if run else ""
        if run and not joint:
            yield from _settle(run, text)
            run = []
        run.append(_Item(mention, joint))
    if run:
        yield from _settle(run, text)


def _read_joint(gap: str) -> str:
    if len(gap) > 60 or "\n\n" in gap:
        return ""
    gap = gap.replace("\n", " ").replace("\u00a0", " ")
    for joint, pattern in (
        ("hyphen", _HYPHEN), ("comma", _COMMA), ("and", _AND), ("comma_and", _COMMA_AND), ("except", _EXCEPT)
    ):  # fmt: skip
        if pattern.match(gap):
            return joint
    return ""


def _settle(run: list[_Item], text: str) -> Iterator[list[_Item]]:
    """Cut a run where a clause ends: a scene set by the first name, a second clause, commas alone."""
    if len(run) > 1 and run[1].joint == "comma" and _sets_scene(run[0], text):
        run = run[1:]
    before: set[str] = set()
    for index, item in enumerate(run[1:], 1):
        if _opens_clause(item, run[0].mention, before, text):
            yield from _cut_commas(run[:index], text)
            yield from _settle([_Item(item.mention, ""), *run[index + 1 :]], text)
            return
        before.add(item.joint)
    yield from _cut_commas(run, text)


_OPENING = re.compile(
    r"(?:^|[.!?\n“\"] ?)(?:In|At|During|After|Following|Before|Ahead of|On the sidelines of|Meeting|Speaking)\b"
    r"[^,.;\n]{0,80} (?:in|at|of) (?:the )?$"
)


def _sets_scene(item: _Item, text: str) -> bool:
    if _OPENING.search(text[max(0, item.mention.start - 110) : item.mention.start]):
        return True
    return bool(_SCENE_BEFORE.search(text[max(0, item.mention.start - 16) : item.mention.start]))


def _opens_clause(item: _Item, first: Mention, before: set[str], text: str) -> bool:
    """Whether this name is the subject of a clause of its own; `before` are the joints between it and the first."""
    if item.joint == "comma_and":
        return "comma" not in before and bool(_FINITE.match(text, item.mention.end))
    if item.joint == "comma" and before & {"and", "comma_and"}:
        return bool(_FINITE.match(text, item.mention.end))
    if item.joint == "and" and _SINGULAR.match(text, item.mention.end):
        return bool(_OBJECT_BEFORE.search(text[max(0, first.start - 14) : first.start]))
    return False


def _cut_commas(run: list[_Item], text: str) -> Iterator[list[_Item]]:
    """Commas alone tie names together only where there are three, or more follow without a name."""
    joints = [item.joint for item in run[1:]]
    if joints and all(joint == "comma" for joint in joints) and len(run) < 3 and not _read_open(run, text):
        yield from ([_Item(item.mention, "")] for item in run)
    else:
        yield run


def _read_open(run: list[_Item], text: str) -> int | None:
    match = _OPEN.match(text, run[-1].mention.end)
    return match.end() if match else None


def _make_list(run: list[_Item], text: str) -> ActorList | None:
    cut = next((index for index, item in enumerate(run) if item.joint == "except"), len(run))
    named = {item.mention.actor_id for item in run[:cut]}
    excluded = {item.mention.actor_id for item in run[cut:]} - named
    open_end = _read_open(run, text)
    if len(named) < 2 and open_end is None and not excluded:
        return None
    end = run[-1].mention.end if open_end is None else open_end
    return ActorList(run[0].mention.start, end, tuple(sorted(named)), open_end is not None, tuple(sorted(excluded)))
