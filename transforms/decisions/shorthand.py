"""What people write short for several columns, `due=2027-06` and `quantity=5 units`, and how a row reads so written.

The promise: what `write_short` writes of a row, `expand_corrections` reads back as the values of that row.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from schemas.values import ValueRefused

PERIODS = ("announced", "due", "effective")
QUANTITY = "quantity"
_AMOUNT = ("quantity_value", "quantity_value_max", "quantity_unit")
_SHORT_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_SPAN = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)/(?P<end>\d{4}-\d\d-\d\d) (?P<precision>\w+)")
_RANGE = re.compile(r"(?P<value>\S+) to (?P<most>\S+)(?: (?P<unit>.*))?")


def list_short(fields: Iterable[str]) -> list[str]:
    """The columns as people write them: the parts of a date or an amount stand as one, in the place of the first."""
    return list(dict.fromkeys(_shorten(field) for field in fields))


def _shorten(field: str) -> str:
    name = field.partition("_")[0]
    return name if name in PERIODS or field in _AMOUNT else field


def write_short(row: Mapping[str, Any], name: str) -> str:
    """What a row says in one of the columns of `list_short`; empty where it says nothing."""
    if name in PERIODS:
        return _write_period(*(row[f"{name}_{part}"] for part in ("start_on", "end_on", "precision")))
    if name == QUANTITY:
        return _write_quantity(*(row[field] for field in _AMOUNT))
    value = row[name]
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _write_period(start: date | None, end: date | None, precision: str | None) -> str:
    if start is None or end is None:
        return ""
    for text in (f"{start:%Y}", f"{start:%Y-%m}", start.isoformat()):
        if _read_period(text) == (start.isoformat(), end.isoformat(), precision):
            return text
    return f"{start}/{end} {precision}"


def _write_quantity(value: float | None, most: float | None, unit: str | None) -> str:
    if value is None:
        return ""
    upper = f" to {_write_number(most)}" if most is not None else ""
    return f"{_write_number(value)}{upper} {unit or ''}".strip()


def _write_number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def expand_corrections(pairs: Sequence[str]) -> dict[str, str]:
    """Column -> text of what a person wrote as `column=text`.

    `due=2027-06` stands for the three columns of a date, also as a year, a day, or `2027-07-01/2027-09-30 quarter`, and
    `quantity=5 units` for value and unit, also as `3 to 3.5 percent_of_gdp`; with nothing behind the sign they are
    cleared. Raises `ValueRefused` for a pair that cannot be read.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        field, sign, text = pair.partition("=")
        if not sign or not field.strip():
            raise ValueRefused(f"{pair!r} is no correction", "write it as column=value")
        found |= _expand(field.strip(), " ".join(text.split()))
    return found


def _expand(field: str, text: str) -> dict[str, str]:
    if field in PERIODS:
        return dict(
            zip((f"{field}_start_on", f"{field}_end_on", f"{field}_precision"), _read_period(text), strict=True)
        )
    if field == QUANTITY:
        return dict(zip(_AMOUNT, _read_quantity(text), strict=True))
    return {field: text}


def _read_quantity(text: str) -> tuple[str, str, str]:
    """Value, upper value and unit."""
    if found := _RANGE.fullmatch(text):
        return found["value"], found["most"], found["unit"] or ""
    value, _, unit = text.partition(" ")
    return value, "", unit


def _read_period(text: str) -> tuple[str, str, str]:
    """First day, last day and precision of a year, a month, a day, or a span with its precision."""
    if not text:
        return "", "", ""
    if span := _SPAN.fullmatch(text):
        return span["start"], span["end"], span["precision"]
    found = _SHORT_DAY.fullmatch(text)
    if not found:
        raise ValueRefused(f"{text!r} is no year, month or day", "write it as 2027, 2027-03 or 2027-03-31")
    year, month, day = (int(part) if part else 0 for part in found.group("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueRefused(f"{text!r} is in no calendar: {error}", "write it as 2027, 2027-03 or 2027-03-31") from error
    if day:
        return text, text, "day"
    last_month = month or 12
    last = date(year, last_month, monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat(), "month" if month else "year"
