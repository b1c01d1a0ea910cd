"""The day a text was published, from the date as its publisher writes it: in feeds, page headers and plain text.

The promise: a day is read or refused, never guessed; a moment is one only where its zone is stated. A moment with a
time zone counts as the day in that zone, and a date such as 03/04/2025, which two continents read differently, is
refused.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = date(1900, 1, 1)
EPOCH = date(1970, 1, 1)
FUTURE_LIMIT = timedelta(days=2)
"""Publishers east of us, and clocks that run fast, may date a text a little after we fetched it."""

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_REST = r"(?:[\sT,|].*)?$"  # a time, a zone, a place: anything that is set off from the date
_FLAGS = re.IGNORECASE | re.ASCII | re.DOTALL
_PATTERNS = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"(?P<year>\d{{4}})(?P<cut>[-/.])(?P<month>\d{{1,2}})(?P=cut)(?P<day>\d{{1,2}}){_REST}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_REST}",
        r"(?P<year>\d{4})年\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})日",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}){_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+[\d:]+\s+(?:[a-z]+\s+)?(?P<year>\d{{4}})$",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){_REST}",
    )
)
_SLASHED = re.compile(rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>\d{{4}}){_REST}", _FLAGS)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is refused: the rule that it breaks, what is wrong, what to do."""

    rule: str
    reason: str
    remedy: str


def read_publication_date(written: str | None, retrieved_at: datetime) -> date | Refusal:
    """The day of publication, or why there is none. `retrieved_at` is when the text was fetched."""
    if not written or not written.strip():
        return Refusal(
            "no_publication_date",
            "the item states no date of publication",
            "add the date: a `Published: YYYY-MM-DD` line, or the date element of the feed or page",
        )
    numbers = _read_numbers(" ".join(written.split()))
    if isinstance(numbers, Refusal):
        return numbers
    try:
        day = date(*numbers)
    except ValueError:
        return _make_impossible(written, "the calendar has no such day")
    return _check_day(day, written, retrieved_at)


def read_moment(written: str | None, day: date) -> tuple[datetime, str] | None:
    """The moment of publication (UTC) and its zone as `+09:00`; None where no time with a zone is stated.

    `day` is the day that was read of it: a moment of another one is none.
    """
    found = _parse_moment(" ".join((written or "").split()))
    if found is None or found.tzinfo is None or found.date() != day:
        return None
    offset = found.strftime("%z")
    return found.astimezone(UTC), f"{offset[:3]}:{offset[3:5]}"


def _parse_moment(written: str) -> datetime | None:
    """ISO 8601, or RFC 2822 as feeds write it; there `-0000` says that the zone is unknown."""
    if ":" not in written:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError):
            return parse(written)
    return None


def _read_numbers(written: str) -> tuple[int, int, int] | Refusal:
    """Year, month and day as written."""
    for pattern in _PATTERNS:
        if found := pattern.match(written):
            return int(found["year"]), _read_month(found["month"]), int(found["day"])
    if found := _SLASHED.match(written):
        return _read_slashed(written, int(found["first"]), int(found["second"]), int(found["year"]))
    return Refusal(
        "unreadable_publication_date",
        f"{written!r} is no day",
        "write the date of publication as YYYY-MM-DD, or give day, month and year",
    )


def _read_month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS[written[:3].lower()]


def _read_slashed(written: str, first: int, second: int, year: int) -> tuple[int, int, int] | Refusal:
    if first <= 12 and second <= 12 and first != second:
        reason = f"{written!r} is two different days, as Americans and as others read it"
        return Refusal("ambiguous_publication_date", reason, "write the date of publication as YYYY-MM-DD")
    return (year, first, second) if first <= 12 else (year, second, first)


_CHECKS: tuple[tuple[Callable[[date], bool], str], ...] = (
    (lambda day: day == EPOCH, "is what a machine writes for no date"),
    (lambda day: day < EARLIEST, f"is before {EARLIEST.year}"),
)


def _check_day(day: date, written: str, retrieved_at: datetime) -> date | Refusal:
    for is_wrong, reason in _CHECKS:
        if is_wrong(day):
            return _make_impossible(written, f"{day.isoformat()} {reason}")
    if day > retrieved_at.date() + FUTURE_LIMIT:
        return Refusal(
            "publication_date_after_retrieval",
            f"{written!r} is after the day on which the text was fetched ({retrieved_at.date().isoformat()})",
            "look at the page: the date may be that of an event; correct it in the source",
        )
    return day


def _make_impossible(written: str, reason: str) -> Refusal:
    return Refusal(
        "impossible_publication_date",
        f"{written!r} is no date of publication: {reason}",
        "correct the date in the source, as YYYY-MM-DD",
    )
