"""CSS selectors of a publisher's pages, as its catalogue file gives them, for what the general reader does not find."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from cssselect import GenericTranslator, SelectorError


@dataclass(frozen=True, slots=True)
class Selectors:
    """Where a page has what; an empty one leaves it to the general reader.

    `text` may match several elements, which follow each other; of the others the first counts. `date_format` says how
    the date is written, in the letters of `strptime` with English names. What `drop` matches is taken out first.
    """

    title: str = ""
    text: str = ""
    date: str = ""
    date_format: str = ""
    author: str = ""
    drop: str = ""


_NAMES = tuple(field.name for field in fields(Selectors))
_PIECES = {"d": r"\d{1,2}", "m": r"\d{1,2}", "H": r"\d{1,2}", "I": r"\d{1,2}", "M": r"\d{2}", "S": r"\d{2}"} | {
    "Y": r"\d{4}", "y": r"\d{2}", "B": r"[^\W\d_]+", "b": r"[^\W\d_]+", "A": r"[^\W\d_]+", "a": r"[^\W\d_]+"
} | {"p": r"[AaPp][Mm]", "z": r"(?:Z|[+-]\d{2}:?\d{2})", "%": "%"}  # fmt: skip
_DAYS = tuple(datetime(year, month, day) for year, month, day in ((2024, 2, 28), (1999, 12, 3)))


def read_selectors(given: Any) -> Selectors:
    """Selectors from YAML. Raises `ValueError` that says what is wrong and what to write."""
    if not isinstance(given, Mapping) or not given:
        raise ValueError("selectors must be lines of `name: CSS selector`")
    if unknown := sorted(str(name) for name in set(given) - set(_NAMES)):
        raise ValueError(f"selectors have an unknown name {', '.join(unknown)}: spell one of {', '.join(_NAMES)}")
    for name, value in given.items():
        if name == "date_format":
            _check_format(value)
        else:
            check_selector(f"the selector {name}", value)
    found = Selectors(**given)
    if found.date_format and not found.date:
        raise ValueError("selectors have a date_format without a date: add the selector of the date")
    return found


def check_selector(where: str, value: Any) -> str:
    """A CSS selector. Raises `ValueError` where it is none."""
    try:
        GenericTranslator().css_to_xpath(value)
    except (SelectorError, TypeError, AttributeError) as error:
        raise ValueError(f"{where} is {value!r}, no CSS selector: {error}") from error
    return str(value)


def read_date(written: str, date_format: str) -> str | None:
    """The date that stands somewhere in a text in this format, as ISO 8601; None where there is none."""
    found = re.search(_make_pattern(date_format), " ".join(written.split()))
    if found is None:
        return None
    try:
        moment = datetime.strptime(found[0], date_format)
    except ValueError:
        return None
    return moment.isoformat() if re.search("%[HI]", date_format) else moment.date().isoformat()


def _make_pattern(date_format: str) -> str:
    pieces = re.split(r"%(.)", date_format)
    plain = [r"\s+".join(re.escape(word) for word in re.split(r"\s+", piece)) for piece in pieces[::2]]
    letters = [_PIECES[letter] for letter in pieces[1::2]]
    between = "".join(text + letter for text, letter in zip(plain, [*letters, ""], strict=True))
    return rf"(?<!\d){between}(?!\d)"


def _check_format(value: Any) -> None:
    """A format that says which day it is, whatever the day."""
    remedy = "write it in the letters of strptime, such as `%d %B %Y`"
    if not isinstance(value, str) or not set(re.findall("%(.)", value)) <= set(_PIECES):
        raise ValueError(f"date_format is {value!r}: {remedy}")
    if value.lower().count("%y") != 1:  # read back without its year it would be another day, or none
        raise ValueError(f"date_format is {value!r}, which does not give day, month and year: {remedy}")
    try:
        read = [datetime.strptime(day.strftime(value), value) for day in _DAYS]
    except ValueError as error:
        raise ValueError(f"date_format is {value!r}, which cannot be read back: {remedy}") from error
    if any(found.date() != day.date() for found, day in zip(read, _DAYS, strict=True)):
        raise ValueError(f"date_format is {value!r}, which does not give day, month and year: {remedy}")
