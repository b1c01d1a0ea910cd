"""When a text says that something is, was or will be: dates found and resolved against the day of publication.

The promise: mentions are sorted, do not overlap, and what is no date of the calendar (30 February) is not found.
What surprises: the preposition is no part of a mention; it gives the role ("by 2035" is `2035`, role `due`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.fiscal_years import find_fiscal_rule
from transforms.words import date_absolute, date_relative
from transforms.words.date_context import apply_modifier, find_role, find_tense, join_choices, pick_period
from transforms.words.date_words import Anchor, DateRule, Reading, S
from transforms.words.periods import MAX_YEAR, MIN_YEAR, Period
from transforms.words.typography import fold_typography

_RULES = (*date_absolute.RULES, *date_relative.RULES)
_RANGE_WORD = re.compile(rf"(?:{S}?-{S}?|{S}(?:to|through|thru|until|till){S})(?:the{S})?", re.IGNORECASE | re.ASCII)
_RANGE_AND = re.compile(rf"{S}and{S}(?:the{S})?", re.IGNORECASE | re.ASCII)
_BETWEEN = re.compile(rf"\bbetween{S}(?:the{S})?$", re.IGNORECASE | re.ASCII)
_MOVED = re.compile(
    r"\b(?:delay|postpon|push|mov|shift|brought|bring|deferr?)[a-z]*\b[^.;\n]{0,40}$", re.IGNORECASE | re.ASCII
)
_BESIDE = 60
_AROUND = 200


@dataclass(frozen=True)
class DateMention:
    """A date in a text: character offsets, the days it covers (both included), its precision and its role."""

    start: int
    end: int
    start_on: date
    end_on: date
    precision: str
    role: str


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    reading: Reading
    is_range: bool = False


def find_dates(
    text: str, published_on: date, fiscal_country: str | None = None, southern: bool = False
) -> list[DateMention]:
    """The dates of a text, in its order, none overlapping another.

    `fiscal_country` (ISO 3166-1 alpha-3) says whose fiscal years "FY2027" and "2027-28" are, the calendar's where
    it is None; `southern` turns the seasons round. Raises nothing, whatever the text.
    """
    anchor = Anchor(published_on, find_fiscal_rule(fiscal_country), southern)
    folded = fold_typography(text)
    found = _join_ranges(folded, _drop_overlaps(_scan(folded, anchor)))
    mentions: list[DateMention] = []
    for item in found:
        floor = mentions[-1].end if mentions else 0
        mentions.extend(_make_mention(folded, floor, item, anchor))
    return mentions


def _scan(text: str, anchor: Anchor) -> Iterator[_Found]:
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            reading = _read(rule, match, anchor)
            if reading:
                start, end = match.span("core" if "core" in rule.pattern.groupindex else 0)
                yield _Found(start, end, reading)


def _read(rule: DateRule, match: re.Match[str], anchor: Anchor) -> Reading | None:
    try:
        reading = rule.build(match, anchor)
    except (ValueError, OverflowError):  # the calendar has no such day or year: it is not a date
        return None
    if reading is None or not all(_is_in_range(period) for period in reading.choices):
        return None
    return reading


def _is_in_range(period: Period) -> bool:
    return period.start_on.year >= MIN_YEAR and period.end_on.year <= MAX_YEAR


def _drop_overlaps(found: Iterator[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _join_ranges(text: str, found: list[_Found]) -> list[_Found]:
    joined: list[_Found] = []
    for item in found:
        both = _join(text, joined[-1], item) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(item)
    return joined


def _join(text: str, first: _Found, last: _Found) -> _Found | None:
    gap, before = text[first.end : last.start], text[max(0, first.start - _BESIDE) : first.start]
    if first.is_range or first.reading.role or last.reading.role or len(gap) > 20 or _MOVED.search(before):
        return None
    is_and = _RANGE_AND.fullmatch(gap) and (_BETWEEN.search(before) or _are_next_years(first, last))
    if not _RANGE_WORD.fullmatch(gap) and not is_and:
        return None
    choices = join_choices(first.reading.choices, last.reading.choices)
    return _Found(first.start, last.end, Reading(choices, "on"), is_range=True) if choices else None


def _are_next_years(first: _Found, last: _Found) -> bool:
    """ "In 2026 and 2027" is one span of two years."""
    one, other = first.reading.choices[0], last.reading.choices[0]
    return one.precision == other.precision == "year" and other.start_on.year == one.start_on.year + 1


def _make_mention(text: str, floor: int, item: _Found, anchor: Anchor) -> Iterator[DateMention]:
    wide = text[max(0, item.start - _AROUND) : item.start]
    after = text[item.end : item.end + _AROUND]
    choices = item.reading.choices
    tense = find_tense(wide, after) if len(choices) > 1 else None
    period = pick_period(choices, tense, anchor.on)
    length, period = apply_modifier(text[max(floor, item.start - _BESIDE) : item.start], period, anchor.on)
    start = item.start - length
    before = text[max(floor, start - _BESIDE) : start]
    role = item.reading.role or find_role(before, text[start : item.end], after)
    mention = DateMention(start, item.end, period.start_on, period.end_on, period.precision, role)
    if period.start_on.year >= MIN_YEAR and period.start_on <= period.end_on:
        yield mention
