"""From a text that a person wrote to the value of a column, held against the column's declaration."""

import math
import re
from datetime import UTC, date, datetime
from typing import Any

from schemas.contract import Column


class ValueRefused(ValueError):
    """A text is no value of its column; the message says what is wrong, `remedy` what would be right."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def parse_value(column: Column, text: str | None) -> Any:
    """The value that a text stands for; an empty text is none. The elements of a list are parted by commas.

    Raises `ValueRefused` for a text of another type, or a value that the declaration does not allow.
    """
    written = " ".join((text or "").split())
    if column.type == "text_list":
        elements = sorted({part.strip() for part in written.split(",") if part.strip()})
        for element in elements:
            _check(column, element)
        return elements
    if not written:
        if not column.nullable:
            raise ValueRefused(f"{column.name} is empty", "give a value: it must not be empty")
        return None
    value = _read(column, written)
    _check(column, value)
    return value


def _read(column: Column, written: str) -> Any:
    try:
        return _READERS[column.type](written)
    except ValueError as error:
        raise ValueRefused(f"{written!r} is no {column.type} ({column.name})", _REMEDIES[column.type]) from error


def _read_number(written: str) -> float:
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(written)
    return value


def _read_moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(written)
    return moment.astimezone(UTC)


_READERS: dict[str, Any] = {
    "text": str,
    "integer": int,
    "number": _read_number,
    "date": date.fromisoformat,
    "timestamp": _read_moment,
}
_REMEDIES = {
    "integer": "write it in digits",
    "number": "write it in digits, with a decimal point",
    "date": "write it as 2027-03-31",
    "timestamp": "write it as 2027-03-31T09:00:00+00:00, with its offset from UTC",
}


def _check(column: Column, value: Any) -> None:
    if column.allowed and value not in column.allowed:
        raise ValueRefused(f"{value!r} is no value of {column.name}", f"use one of: {', '.join(column.allowed)}")
    if column.pattern and not re.search(column.pattern, str(value)):
        raise ValueRefused(f"{value!r} is no value of {column.name}", f"it must match {column.pattern}")
    comparable: Any = value.isoformat() if isinstance(value, date) else value
    if column.minimum is not None and comparable < column.minimum:
        raise ValueRefused(f"{value} is too little for {column.name}", f"give at least {column.minimum}")
    if column.maximum is not None and comparable > column.maximum:
        raise ValueRefused(f"{value} is too much for {column.name}", f"give at most {column.maximum}")
