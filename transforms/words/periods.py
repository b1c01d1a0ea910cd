"""Spans of the calendar: a day, a half month, a fiscal year. Both ends are inclusive.

What surprises: a half year has no precision of its own in the record contract; it is a `year` with narrower ends.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.fiscal_years import FiscalRule

MIN_YEAR, MAX_YEAR = 1900, 2100
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True)
class Period:
    """From `start_on` to `end_on`, both included, with the precision that the wording has."""

    start_on: date
    end_on: date
    precision: str


def make_day(year: int, month: int, day: int) -> Period:
    """One day. Raises `ValueError` where the calendar has no such day."""
    on = date(year, month, day)
    return Period(on, on, "day")


def day_of(on: date) -> Period:
    """The day itself."""
    return Period(on, on, "day")


def week_of(on: date) -> Period:
    """The week from Monday to Sunday (ISO 8601) that holds a day."""
    monday = on - timedelta(days=on.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def make_month(year: int, month: int) -> Period:
    """A calendar month. Raises `ValueError` for a month outside 1..12."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def make_quarter(year: int, quarter: int) -> Period:
    """A calendar quarter, 1..4."""
    return Period(date(year, 3 * quarter - 2, 1), make_month(year, 3 * quarter).end_on, "quarter")


def make_year(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def make_decade(year: int) -> Period:
    """The decade that holds a year: 2024 -> 2020..2029."""
    first = year - year % 10
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def make_season(year: int, name: str, southern: bool = False) -> Period:
    """A meteorological season, named after the year in which it begins; winter in the north runs into the next one."""
    month = (_SEASON_MONTH[name] + (5 if southern else -1)) % 12 + 1
    first = date(year, month, 1)
    last = shift_months(first, 2)
    return Period(first, make_month(last.year, last.month).end_on, "season")


def make_fiscal_year(label: int, rule: FiscalRule) -> Period:
    """The fiscal year that a single-year label names: FY2027 begins then in Japan, ends then in the United States."""
    ends_later = (rule.month, rule.day) != (1, 1)
    return start_fiscal_year(label - 1 if rule.named_after == "end" and ends_later else label, rule)


def start_fiscal_year(year: int, rule: FiscalRule) -> Period:
    """The fiscal year that begins in a calendar year."""
    end = date(year + 1, rule.month, rule.day) - timedelta(days=1)
    return Period(date(year, rule.month, rule.day), end, "fiscal_year")


def fiscal_year_of(on: date, rule: FiscalRule) -> Period:
    """The fiscal year that holds a day."""
    started = (on.month, on.day) >= (rule.month, rule.day)
    return start_fiscal_year(on.year if started else on.year - 1, rule)


def shift_months(on: date, months: int) -> date:
    """The same day some months on; the last day of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def shift_days(on: date, unit: str, count: int) -> date:
    """`count` days, weeks, months, years or decades on (negative: back)."""
    if unit in ("day", "week"):
        return on + timedelta(days=count * (7 if unit == "week" else 1))
    return shift_months(on, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])


def period_of(on: date, unit: str) -> Period:
    """The day, week, month, quarter, year or decade that holds a day."""
    if unit == "week":
        return week_of(on)
    if unit == "month":
        return make_month(on.year, on.month)
    if unit == "quarter":
        return make_quarter(on.year, (on.month + 2) // 3)
    return {"day": day_of(on), "year": make_year(on.year), "decade": make_decade(on.year)}[unit]


def join_periods(first: Period, last: Period) -> Period | None:
    """From the start of the one to the end of the other; None where that runs backwards."""
    if first.start_on > last.end_on or first.start_on > last.start_on:
        return None
    return Period(first.start_on, last.end_on, last.precision)


def narrow_period(period: Period, part: str) -> Period:
    """The `early`, `mid`, `late`, `first half` or `second half` of a month, year or decade; others stay whole."""
    if period.precision == "month":
        return _narrow_month(period, part)
    if period.precision == "decade":
        return _narrow_decade(period, part)
    if period.precision in ("year", "fiscal_year"):
        first, last = {"early": (0, 3), "mid": (4, 7), "late": (8, 11), "first half": (0, 5), "second half": (6, 11)}[
            part
        ]
        return _take_months(period, first, last)
    return period


def _narrow_month(period: Period, part: str) -> Period:
    """A part of a month; of a range of months ("late June to July") the word narrows the first."""
    month = make_month(period.start_on.year, period.start_on.month)
    if period.end_on > month.end_on:
        return replace(period, start_on=_narrow_month(month, part).start_on)
    last = month.end_on.day
    days = {"early": (1, 15), "first half": (1, 15), "mid": (11, 20), "late": (16, last), "second half": (16, last)}[
        part
    ]
    start, end = (period.start_on.replace(day=day) for day in days)
    return Period(start, end, "half_month")


def _narrow_decade(period: Period, part: str) -> Period:
    years = {"early": (0, 3), "mid": (3, 6), "late": (6, 9), "first half": (0, 4), "second half": (5, 9)}[part]
    first, last = (period.start_on.year + offset for offset in years)
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def _take_months(period: Period, first: int, last: int) -> Period:
    start = shift_months(period.start_on, first)
    return replace(period, start_on=start, end_on=shift_months(period.start_on, last + 1) - timedelta(days=1))


def take_quarter(period: Period, quarter: int) -> Period:
    """The n-th quarter of a calendar or fiscal year; other periods stay whole."""
    if period.precision not in ("year", "fiscal_year"):
        return period
    return replace(_take_months(period, 3 * quarter - 3, 3 * quarter - 1), precision="quarter")


def take_week(period: Period, week: int) -> Period:
    """The n-th run of seven days of a month, -1 for the last; other periods stay whole."""
    if period.precision != "month":
        return period
    start = period.end_on - timedelta(days=6) if week < 0 else period.start_on + timedelta(days=7 * (week - 1))
    return Period(start, start + timedelta(days=6), "week")
