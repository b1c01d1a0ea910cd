"""Dates and quantities of a sentence in a language that is read on the surface: a small grammar for each.

Dates are resolved against the day of publication. A month or a weekday without a year is the last one where the
sentence tells the past, and the next one where it does not.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from transforms.surface.surface_book import SurfaceBook
from transforms.words.dates import DateMention
from transforms.words.periods import (
    Period,
    day_of,
    join_periods,
    make_day,
    make_month,
    make_season,
    make_year,
    narrow_period,
)
from transforms.words.quantity_mention import QuantityMention

_YEAR = re.compile(
    r"(?<![\d.,-])(?:19|20)\d\d(?![\d%]|,\d)(?!\s(?:%|Prozent|pour cent|soldats|hommes|militaires|Soldat))"
)
_YEAR_NOUNS = frozenset("Jahr Jahre Jahres Ende Anfang Mitte Horizont".split())
_BESIDE = 30


def find_surface_quantities(text: str, book: SurfaceBook) -> list[QuantityMention]:
    """Shares of GDP and numbers of people, in order."""
    found = [*_find_shares(text, book), *_find_people(text, book)]
    return sorted(found, key=lambda mention: mention.start)


def _find_shares(text: str, book: SurfaceBook) -> Iterator[QuantityMention]:
    tail = book.quantities["percent"].pattern + book.quantities["gdp"].pattern
    ranges = book.quantities["range"].pattern
    pattern = re.compile(rf"(?<![\w,.])(?:{ranges}|(?P<single>{book.number})){tail}")
    for match in pattern.finditer(text):
        low, high = match["single"] or match["low"], match["high"]
        start, qualifier = _find_qualifier(text, match.start(), book)
        value, upper = _read_number(low, book), _read_number(high, book) if high else None
        if match["change"] and upper:  # "from 2 to 3 per cent" is 3
            value, upper = upper, None
        yield QuantityMention(start, match.end(), value, upper, "percent_of_gdp", None, qualifier)


def _find_people(text: str, book: SurfaceBook) -> Iterator[QuantityMention]:
    number = r"(?<![\w,.])(?P<number>\d{1,3}(?:[ .]\d{3})+|\d+)"
    for match in re.finditer(number + book.quantities["people"].pattern, text):
        start, qualifier = _find_qualifier(text, match.start(), book)
        value = float(re.sub(r"\D", "", match["number"]))
        yield QuantityMention(start, match.end(), value, None, "personnel", None, qualifier)


def _find_qualifier(text: str, start: int, book: SurfaceBook) -> tuple[int, str | None]:
    before = text[max(0, start - _BESIDE) : start]
    for name in ("at_least", "about", "up_to"):
        match = re.search(rf"\b{book.quantities[name].pattern}", before)
        if match:
            return start - len(match.group()), name
    return start, None


def _read_number(written: str, book: SurfaceBook) -> float:
    word = book.numbers.get(written)
    return float(word) if word is not None else float(written.replace(",", "."))


def find_surface_dates(text: str, published_on: date, is_past: bool, book: SurfaceBook) -> list[DateMention]:
    """The dates of a sentence, in order, none overlapping another; `role` is due, since, said (a weekday) or on."""
    kept: list[DateMention] = []
    found = _scan_dates(text, published_on, is_past, book)
    for start, end, period in sorted(found, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1].end:
            kept.append(_make_mention(text, start, end, period, book))
    return kept


def _scan_dates(text: str, day: date, is_past: bool, book: SurfaceBook) -> Iterator[tuple[int, int, Period]]:
    readers = {"days": _read_days, "day": _read_day, "month": _read_month, "season": _read_season}
    for name, reader in readers.items():
        for match in re.finditer(rf"(?<!\w)(?:{book.dates[name].pattern})(?!\w)", text):
            was = is_past or _is_since(text, match.start(), book)
            try:
                period = reader(match, day, was, book)
            except ValueError:  # the calendar has no such day
                continue
            if period:
                yield match.start(), match.end(), period
    for name, years in (("next_year", 1), ("this_year", 0), ("last_year", -1)):
        for match in re.finditer(rf"(?<!\w)(?:{book.dates[name].pattern})(?!\w)", text):
            yield match.start(), match.end(), make_year(day.year + years)
    for match in _YEAR.finditer(text):
        if _is_part_of_name(text, match.start()):
            continue
        yield match.start(), match.end(), make_year(int(match.group()))
    yield from _scan_weekdays(text, day, book)


def _is_part_of_name(text: str, start: int) -> bool:
    """Whether a year belongs to a name ("Vostok 2022"): a word with a capital stands before it, within the sentence."""
    before = re.search(r"(?P<word>[A-ZÀ-Ý][\w-]*)[ -]$", text[:start])
    return bool(before and text[: before.start()].strip() and before["word"] not in _YEAR_NOUNS)


def _is_since(text: str, start: int, book: SurfaceBook) -> bool:
    return bool(re.search(rf"(?<!\w){book.dates['since'].pattern}", text[max(0, start - _BESIDE) : start]))


def _read_days(match: re.Match[str], day: date, is_past: bool, book: SurfaceBook) -> Period | None:
    last = _read_day(match, day, is_past, book)
    month = match["month0"] or match["month"]
    first = make_day(last.start_on.year, book.months.index(month) + 1, _read_ordinal(match["first"]))
    return join_periods(first, last)


def _read_day(match: re.Match[str], day: date, is_past: bool, book: SurfaceBook) -> Period:
    month, number = book.months.index(match["month"]) + 1, _read_ordinal(match["day"])
    if match["year"]:
        return make_day(int(match["year"]), month, number)
    return _pick([make_day(year, month, number) for year in (day.year - 1, day.year, day.year + 1)], day, is_past)


def _read_month(match: re.Match[str], day: date, is_past: bool, book: SurfaceBook) -> Period:
    month = book.months.index(match["month"]) + 1
    if match["year"]:
        return make_month(int(match["year"]), month)
    return _pick([make_month(year, month) for year in (day.year - 1, day.year, day.year + 1)], day, is_past)


def _read_season(match: re.Match[str], day: date, is_past: bool, book: SurfaceBook) -> Period:
    name = book.seasons[match["season"]]
    if match["year"]:
        return make_season(int(match["year"]), name)
    return _pick([make_season(year, name) for year in (day.year - 1, day.year, day.year + 1)], day, is_past)


def _pick(choices: list[Period], day: date, is_past: bool) -> Period:
    """The last one that has begun, or the first that has not ended."""
    if is_past:
        return [period for period in choices if period.start_on <= day][-1]
    return next(period for period in choices if period.end_on >= day)


def _read_ordinal(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _scan_weekdays(text: str, day: date, book: SurfaceBook) -> Iterator[tuple[int, int, Period]]:
    """The last day of that name: what is planned for a weekday to come is not told from what was said on it."""
    for match in re.finditer(rf"\b(?:{'|'.join(book.weekdays)})\b", text):
        back = (day.weekday() - book.weekdays.index(match.group())) % 7
        yield match.start(), match.end(), day_of(day - timedelta(days=back))


def _make_mention(text: str, start: int, end: int, period: Period, book: SurfaceBook) -> DateMention:
    before = text[max(0, start - _BESIDE) : start]
    for name, part in (("late", "late"), ("early", "early")):
        if re.search(rf"\b{book.dates[name].pattern}", before):
            period = narrow_period(period, part)
    role = next((name for name in ("due", "since") if re.search(rf"(?<!\w){book.dates[name].pattern}", before)), "on")
    role = "said" if text[start:end] in book.weekdays else role
    return DateMention(start, end, period.start_on, period.end_on, period.precision, role)
