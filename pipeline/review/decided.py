"""Decisions as they stand now: what the published file holds of them, and what only the next night will apply."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.review.decisions import read_folder
from pipeline.settings import Settings
from schemas.decisions import DECISIONS, MISSING, UNDO
from transforms.decisions.judging import find_undone, list_named
from warehouse.decisions import find_owners, list_recorded
from warehouse.reading import open_warehouse

Row = dict[str, Any]
PENDING = "pending"


def list_decisions(settings: Settings) -> list[Row]:
    """Every decision of the files and of the published warehouse, the latest first, with its state.

    `pending` stands before a state that the next night will give it, and alone where that night will judge it.
    """
    written, _ = read_folder(settings)
    with open_warehouse(settings.published) as con:
        recorded = {row["decision_id"]: row for row in list_recorded(con)}
    undone = find_undone(written)
    rows = {row["decision_id"]: {**row, "state": _foresee(row, recorded, undone)} for row in written}
    for name, row in recorded.items():
        if name not in rows:
            rows[name] = {**row, "state": MISSING if row["state"] == MISSING else f"{PENDING} {MISSING}"}
    return sorted(rows.values(), key=lambda row: (row["decided_at"], row["decision_id"]), reverse=True)


def _foresee(row: Mapping[str, Any], recorded: Mapping[str, Row], undone: set[str]) -> str:
    name = row["decision_id"]
    if name in undone:
        return "undone" if recorded.get(name, {}).get("is_undone") else f"{PENDING} undone"
    known = recorded.get(name)
    return PENDING if known is None or known["is_undone"] or known["state"] == MISSING else str(known["state"])


def describe_pending(settings: Settings) -> dict[str, str]:
    """Commitment or mention -> the decisions on it that wait for the next night, in words."""
    waiting = [row for row in list_decisions(settings) if row["state"] == PENDING and row["verdict"] != UNDO]
    names = {name for row in waiting for name in list_named(row)}
    with open_warehouse(settings.published) as con:
        owners = find_owners(con, names)
    found: dict[str, list[str]] = {}
    for row in waiting:
        named = list_named(row)
        for name in {*named, *(owners[name] for name in named if name in owners)}:
            found.setdefault(name, []).append(describe_decision(row))
    return {name: "; ".join(words) for name, words in found.items()}


def list_decisions_on(settings: Settings, names: Iterable[str]) -> list[Row]:
    """The decisions that name one of these ids, and those that take one of them back."""
    wanted = set(names)
    rows = list_decisions(settings)
    about = {row["decision_id"] for row in rows if wanted & set(list_named(row))}
    return [
        row for row in rows if row["decision_id"] in about or (row["verdict"] == UNDO and row["target_id"] in about)
    ]


def describe_decision(row: Mapping[str, Any]) -> str:
    """What was decided and by whom, in a few words."""
    verdict = str(row["verdict"]).replace("_", "-")
    what = f"{verdict} {row['field']}={row['value'] or ''}" if row["field"] else verdict
    return f"{what} by {row['reviewer_name']}"


COLUMNS = ("decision_id", "verdict", "target_id", "field", "value", "state", "reviewer_name", "decided_at", "reason")
"""What is listed of a decision."""
assert set(COLUMNS) <= set(DECISIONS.column_names)
