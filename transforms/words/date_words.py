"""The words that dates are made of, as patterns, and what a rule of the date grammar gives back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from schemas.fiscal_years import FiscalRule
from transforms.words.numbers import WORDS
from transforms.words.periods import Period

_MONTHS = "january february march april may june july august september october november december".split()
_SHORT = "jan feb mar apr jun jul aug sep sept oct nov dec".split()
MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, 1)}
MONTH_NUMBERS |= {short: next(n for m, n in MONTH_NUMBERS.items() if m.startswith(short[:3])) for short in _SHORT}
WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": -1,
    "last": -1,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def _cased(words: list[str]) -> str:
    return "(?-i:" + "|".join(form for word in words for form in (word.capitalize(), word.upper())) + ")"


S = r"(?: {1,3}\n?|\n)"
MONTH = _cased(_MONTHS)
"""A month in full; capitals count, so that neither "may" nor "march" is one."""
ANY_MONTH = rf"(?:{MONTH}|{_cased(_SHORT)}\b\.?)"
"""A month in full or abbreviated, for use beside a day or a year."""
PLAIN_MONTH = _cased([m for m in _MONTHS if m not in ("may", "march")])
WEEKDAY = _cased(list(WEEKDAYS))
YEAR = r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?![0-9])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?)?(?![0-9%]|[.,:][0-9]|[a-z]|-[a-z])"
COUNT = rf"(?:{WORDS}|[0-9]{{1,3}})"
UNIT = r"(?:day|week|month|year|decade)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"


@dataclass(frozen=True)
class Anchor:
    """What relative words hang on: the day of publication, the country's fiscal rule, the hemisphere."""

    on: date
    fiscal_rule: FiscalRule
    is_southern: bool


@dataclass(frozen=True)
class Reading:
    """What a rule makes of a match: one period, or one a year where the text names none; and a role if it has one."""

    choices: tuple[Period, ...]
    role: str | None = None


Builder = Callable[[re.Match[str], Anchor], Reading | None]


@dataclass(frozen=True)
class DateRule:
    """A pattern and what it means; where the pattern has a group `core`, only that is the mention."""

    pattern: re.Pattern[str]
    build: Builder


def make_rule(pattern: str, build: Builder) -> DateRule:
    """A rule whose pattern ignores case, except where it says otherwise, and knows ASCII letters only."""
    return DateRule(re.compile(pattern, re.IGNORECASE | re.ASCII), build)


def read_month(word: str) -> int:
    """The number of a month by its name or abbreviation."""
    return MONTH_NUMBERS[word.lower().rstrip(".")]


def read_day(text: str) -> int:
    """The number of a day, without its ordinal ending."""
    return int(re.sub(r"\D", "", text))


def read_each_year(build: Callable[[int], Period], anchor: Anchor) -> Reading | None:
    """One reading for the year of publication and each year beside it; None where none of them exists."""
    choices: list[Period] = []
    for year in range(anchor.on.year - 1, anchor.on.year + 2):
        try:
            choices.append(build(year))
        except ValueError:  # 29 February exists in some years only
            continue
    return Reading(tuple(choices)) if choices else None
