"""A decision as a line of a reviewer's file."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from schemas.decisions import DECISION_FILE, NOT_SAME, SAME
from transforms.identity import make_id

Row = dict[str, Any]
HEADER = ",".join(DECISION_FILE.column_names)


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
