"""The day that a page shows for itself: a date that stands alone beside its title, as publishers write one.

The promise: a date is read off the page's head or refused, never guessed. A date inside a sentence, in a teaser, in a
footer, or said to be that of an update, a review or an event is not taken for the day of publication.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources.readers.fragments import Fragment, is_aside, list_words

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_DATE = (
    rf"(?:\d{{4}}(?P<cut>[-/.])\d{{1,2}}(?P=cut)\d{{1,2}}|{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+\d{{4}}"
    rf"|{_MONTH}\s+{_DAY},?\s+\d{{4}}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}|\d{{4}}年\s?\d{{1,2}}月\s?\d{{1,2}}日"
    rf"|(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>\d{{4}}))"
)
_TIME = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?-i:\(?(?:GMT|UTC|[A-Z]{2,4}T|ET|CET|IST|[+-]\d{2}:?\d{2})(?:[+-]\d{1,2})?\)?)"
_LABEL = (
    r"(?:[\w ./’'-]{1,40}[:,]\s)?(?:(?:(?:first\s+|last\s+)?(?:published|debated|delivered|given|adopted|signed|posted"
    r"|issued|released|created|submitted|uploaded|updated|modified|revised|reviewed|edited|amended|changed|dated?"
    r"|publication date|date of (?:publication|issue|release)|(?:press |news )?release(?: date)?|date published"
    r"|(?:for )?immediate release)|on)(?:\s+(?:on|at|in))?\s*[:|–-]?\s*)+"
)
_PLACE = r"(?:(?!(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,)(?-i:[^\W\d_a-z][\w.’'-]*(?:\s+[\w.’'-]+){0,3}),\s+)?"
_REST = rf"(?:\s*[,|·•@–-]?\s*(?:at\s+)?{_TIME})?(?:\s*{_ZONE})?(?:\s*[|·•–-].{{0,80}}|\s*,?\s*by\s.{{1,80}}|\s*)"
_ALONE = re.compile(
    rf"(?:{_LABEL})?{_PLACE}(?:{_WEEKDAY})?(?P<day>{_DATE}(?:\s*[,|·•@–-]?\s*(?:at\s+)?{_TIME})?(?:\s*{_ZONE})?){_REST}",
    re.I,
)
_ANY = re.compile(_DATE, re.I)
_BRACKETED = re.compile(rf"[^().]{{1,60}}\(\s*(?P<day>{_DATE})\s*\)", re.I)
_NAMED = re.compile(_LABEL, re.I)
_OTHER = re.compile(
    r"\b(?:updated?|modified|revised?|reviewed|review|edited|amended|corrected|changed|next|expires?|accessed|event"
    r"|deadline|until|valid|closing|archived?|retrieved)\b",
    re.I,
)
_CHANGED = re.compile(r"\b(?:updated?|modified|revised|edited|amended|corrected|changed)\b", re.I)
_LENGTH_MAX = 200
_BEFORE_MAX = 15
"""Fragments before a title in which its date may stand."""
_BEHIND_MAX = 20
"""Dates behind the text that are looked at."""
_WEEKDAYS = "mon tue wed thu fri sat sun".split()


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    written: str
    is_named: bool
    is_changed: bool
    is_classed: bool


def find_shown_dates(fragments: Sequence[Fragment], title: str, start: int | None) -> tuple[str | None, str | None]:
    """The dates of publication and of change that a page shows; `start` is where its text begins."""
    if start is None:
        return None, None
    heads = [n for n in range(start) if _holds_title(fragments[n].text, title)]
    head = heads[-1] if heads else max(start - _BEFORE_MAX, 0)
    found = list(_list_candidates(fragments, range(max(head - _BEFORE_MAX, 0), start), title))
    behind = _list_candidates(fragments, range(start, len(fragments)), title, only_named=True)
    ends = list(itertools.islice(behind, _BEHIND_MAX))
    changed = next((one.written for one in [*found, *ends] if one.is_changed), None)
    own = [one for one in found if not one.is_changed] or [one for one in found if one.is_classed]
    below = [one for one in own if one.index > head]
    named = [one for one in own if one.is_named]
    above = list(reversed([one for one in own if one.index <= head]))
    last = [one for one in ends if not one.is_changed]
    best = next(iter([*(one for one in named if one in below), *below, *above, *last]), None)
    return (best.written if best else None), changed


def _holds_title(text: str, title: str) -> bool:
    return len(text) >= 8 and (text.casefold() in title.casefold() or title.casefold() in text.casefold())


def _list_candidates(
    fragments: Sequence[Fragment], places: range, title: str, *, only_named: bool = False
) -> Iterator[_Candidate]:
    for index in places:
        fragment = fragments[index]
        label = fragments[index - 1].text if index and len(fragments[index - 1].text) <= 30 else ""
        moment = _read_attribute(fragment.node)
        shown = _read_alone(fragment)
        if shown is None and moment is None:
            continue
        label = "" if _ANY.search(label) else label  # it has a date of its own
        told = f"{label} {fragment.text}"
        is_named = bool(_NAMED.match(fragment.text) or _NAMED.fullmatch(label))
        is_told = bool(_CHANGED.search(told.partition("|")[0]))
        is_classed = not is_told and _is_classed(fragment.node)
        is_changed = is_told or is_classed
        is_other = is_changed or bool(_OTHER.search(told.partition("|")[0]))
        if (only_named and not (is_named or is_changed)) or is_aside(fragment.node, title):
            continue
        if is_changed or not is_other:
            yield _Candidate(index, moment or shown or "", is_named, is_changed, is_classed)


def _read_attribute(node: Any) -> str | None:
    """What the `time` element around a fragment says."""
    for outer in (node, *list(node.iterancestors())[:2]):
        if outer.tag == "time" and (outer.get("datetime") or "").strip():
            return str(outer.get("datetime")).strip()
    return None


def _read_alone(fragment: Fragment) -> str | None:
    """The date of a fragment, or of the short block that it stands in, that is nothing but a date."""
    if (found := _read_plain(fragment.text)) is not None:
        return found
    if not re.search(r"\d", fragment.text) or fragment.node.tag in ("body", "td", "article", "main", "section"):
        return None
    return _read_plain(" ".join(fragment.node.text_content().split())) if len(fragment.node) else None


def _read_plain(text: str) -> str | None:
    if not 6 <= len(text) <= _LENGTH_MAX:
        return None
    found = _ALONE.fullmatch(text.strip(" -–|·•")) or _BRACKETED.fullmatch(text)
    if found is None:
        return None
    return (_read_slashed(found) if found["first"] else None) or found["day"]


def _read_slashed(found: re.Match[str]) -> str | None:
    """A date such as 03/04/2025 that its weekday makes plain."""
    if not found.groupdict().get("weekday"):
        return None
    year, first, second = int(found["year"]), int(found["first"]), int(found["second"])
    wanted = _WEEKDAYS.index(found["weekday"].lower())
    days = []
    for month, day in {(first, second), (second, first)}:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    fitting = [day for day in days if day.weekday() == wanted]
    return fitting[0].isoformat() if len(fitting) == 1 else None


def _is_classed(node: Any) -> bool:
    """Whether the class of the element, or of the one around it, says that it is about a change."""
    outer = node.getparent()
    return any(_CHANGED.search(" ".join(list_words(one))) for one in (node, outer) if one is not None)
