"""A decision as a line of a reviewer's file, and what people write short for several columns."""

import csv
import io
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from schemas.decisions import DECISION_FILE, NOT_SAME, SAME
from schemas.values import ValueRefused
from transforms.identity import make_id

Row = dict[str, Any]
HEADER = ",".join(DECISION_FILE.column_names)
_PERIODS = ("announced", "due", "effective")
_SHORT_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def make_decision(
    verdict: str,
    target_id: str,
    reviewer_name: str,
    decided_at: datetime,
    reason: str,
    field: str | None = None,
    value: str | None = None,
) -> Row:
    """A decision with its id, which is a hash of the rest. Of two mentions the lesser id is the target."""
    if verdict in (SAME, NOT_SAME) and value is not None and value < target_id:
        target_id, value = value, target_id
    moment = decided_at.astimezone(UTC)
    field, value, reviewer_name, reason = (clean_text(text or "") for text in (field, value, reviewer_name, reason))
    content = (verdict, target_id, field, value, reviewer_name, moment.isoformat(), reason)
    return {
        "decision_id": make_id("v", *content),
        "verdict": verdict,
        "target_id": target_id,
        "field": field or None,
        "value": value or None,
        "reviewer_name": reviewer_name,
        "decided_at": moment,
        "reason": reason,
    }


def clean_text(text: str) -> str:
    """A text on one line, without control characters: a decision is one line of its file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def write_line(decision: Mapping[str, Any], order: Sequence[str] = DECISION_FILE.column_names) -> str:
    """A decision as one line of CSV, without its end, for a file with its columns in this order."""
    buffer = io.StringIO()
    cells = {**decision, "decided_at": decision["decided_at"].isoformat()}
    csv.writer(buffer, lineterminator="").writerow(cells[name] or "" for name in order)
    return buffer.getvalue()


def name_file(reviewer_name: str) -> str:
    """The file of a reviewer: the name in small letters, joined by hyphens. Names of other scripts are kept."""
    stem = re.sub(r"\W+", "-", reviewer_name.casefold()).strip("-_")[:80]
    return f"{stem or 'reviewer'}.csv"


def expand_corrections(pairs: Sequence[str]) -> dict[str, str]:
    """Column -> text of what a person wrote as `column=text`.

    `due=2027-06` stands for the three columns of a date, also as a year or a day, and `quantity=5 units` for value and
    unit; with nothing behind the sign they are cleared. Raises `ValueRefused` for a pair that cannot be read.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        field, sign, text = pair.partition("=")
        if not sign or not field.strip():
            raise ValueRefused(f"{pair!r} is no correction", "write it as column=value")
        found |= _expand(field.strip(), " ".join(text.split()))
    return found


def _expand(field: str, text: str) -> dict[str, str]:
    if field in _PERIODS:
        return dict(
            zip((f"{field}_start_on", f"{field}_end_on", f"{field}_precision"), _read_period(text), strict=True)
        )
    if field == "quantity":
        value, _, unit = text.partition(" ")
        return {"quantity_value": value, "quantity_unit": unit, "quantity_value_max": ""}
    return {field: text}


def _read_period(text: str) -> tuple[str, str, str]:
    """First day, last day and precision of a year, a month or a day."""
    if not text:
        return "", "", ""
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
