"""What an audit found: one frozen row a check, and the words for rows that failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.contract import Severity

SHOWN_ROWS = 5
VALUE_WIDTH = 300
ORIGINS = ("evidence_text", "rule_id", "document_id", "source_id", "batch_id")
"""Columns that lead from a failing row to where it came from, shown where a table has them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of an audit: the columns of `validations`, but for the run.

    A check that could not be judged has not failed, and says why.
    """

    check_name: str
    table_name: str
    severity: Severity
    is_passed: bool
    rows_count: int
    failures_count: int
    details: str | None
    remedy: str | None
    unjudged_because: str | None = None


def choose_columns(columns: Sequence[str], shown: Iterable[str]) -> list[str]:
    """The columns of a failing row that people need: its key, what was checked, and where it came from."""
    return [name for name in dict.fromkeys((*shown, *ORIGINS)) if name in columns]


def describe_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Failing rows, one a line, as `column=value`."""
    return "\n".join(", ".join(f"{name}={_show(value)}" for name, value in row.items()) for row in rows)


def describe_count(row: Mapping[str, Any]) -> str:
    """How many rows of a finding failed, in words; a check of a count has none that failed, but some that lack."""
    found, looked_at = f"{row['failures_count']:,}", f"{row['rows_count']:,}"
    if row["check_name"].endswith((".floor", ".documents_min")):
        return f"{looked_at} there, {found} missing"
    if row["check_name"].endswith(".documents_max"):
        return f"{looked_at} there, {found} too many"
    if row["check_name"].startswith("night.") and row["table_name"] != "sources":
        return f"{looked_at} rows tonight"
    return f"{found} failed of {looked_at} looked at"


def _show(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return "null"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_show(item) for item in value) + "]"
    text = " ".join(str(value).split()).removesuffix(" 00:00:00")
    text = text.removesuffix(".0") if isinstance(value, float) else text
    return text if len(text) <= VALUE_WIDTH else text[: VALUE_WIDTH - 1] + "…"
