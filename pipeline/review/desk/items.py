"""One commitment as the desk shows it: its columns as people write them, its evidence in its sentences, what is like it
and what was decided on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.review.decided import list_decisions_on
from pipeline.review.desk.queues import SECOND, Ask, Judged
from pipeline.settings import Settings
from schemas.contract import Column
from schemas.decisions import CORRECTABLE
from transforms.decisions.context import mark_context
from transforms.decisions.shorthand import PERIODS, QUANTITY, list_short, write_short
from warehouse.decisions import find_owners
from warehouse.reading import open_warehouse
from warehouse.reviewing import find_target, list_alike, list_evidence

Row = dict[str, Any]
MENTIONS_MAX = 9
"""Mentions that the desk shows of a commitment: one digit each."""
_HINTS = dict.fromkeys(PERIODS, "2027, 2027-06, 2027-06-30 or 2027-07-01/2027-09-30 quarter") | {
    QUANTITY: "2 percent_of_gdp, or 3 to 3.5 percent_of_gdp",
    "parties": "ids, as JPN, NATO",
    "counterparts": "ids, as JPN, NATO",
}


def find_commitment(settings: Settings, target_id: str) -> str:
    """The commitment that an id stands for now: a former id's, a mention's. Raises `QueryError` for an unknown one."""
    target = find_target(settings.published, target_id)
    if not target_id.startswith("m-"):
        return str(target["commitment_id"])
    with open_warehouse(settings.published) as con:
        return find_owners(con, [target_id]).get(target_id, "")


def describe_item(settings: Settings, ask: Ask, reviewer: str, judged: Judged, commitment_id: str) -> Row:
    """All that the page of a commitment shows. Raises `QueryError` for an unknown id.

    In a second look what others decided is not shown before this reviewer has judged; which pairs they judged is.
    """
    row = find_target(settings.published, commitment_id)
    evidence = list_evidence(settings.published, commitment_id)
    is_second = ask.queue == SECOND
    is_blind = is_second and judged.is_open(commitment_id, reviewer, ask.by)
    pairs = judged.pairs.get(commitment_id, {}) if is_second else {}
    told = [name for name, judges in pairs.items() if reviewer not in judges]
    names = {commitment_id, *(mention["mention_id"] for mention in evidence)}
    return {
        "row": row,
        "seen": row["recorded_from"].isoformat(),
        "fields": list_fields(commitment_id, row),
        "mentions": [_describe_mention(mention, row["mention_id"]) for mention in evidence[:MENTIONS_MAX]],
        "hidden_count": max(len(evidence) - MENTIONS_MAX, 0),
        "alike": _list_alike(settings, commitment_id, told),
        "is_blind": is_blind,
        "decisions": [] if is_blind else list_decisions_on(settings, names),
    }


def _list_alike(settings: Settings, commitment_id: str, told: Sequence[str]) -> list[Row]:
    """What may be the same: first the other ends of pairs that others judged, and this reviewer has not."""
    pairs = [find_target(settings.published, name) for name in told]
    alike = [row for row in list_alike(settings.published, commitment_id) if row["commitment_id"] not in told]
    return [{**row, "says": say_other(row), "is_told": row in pairs} for row in (*pairs, *alike)]


def say_other(row: Mapping[str, Any]) -> str:
    """Another commitment in a few words."""
    actors = ", ".join([*row["parties"], *row["counterparts"]])
    return f"{actors}, {row['standing']}, first seen {row['first_seen_on']}"


def list_fields(target_id: str, row: Mapping[str, Any]) -> list[Row]:
    """The columns of a target that a person may correct, each with its text, and the values it may have."""
    table, fields = CORRECTABLE[target_id[0]]
    return [
        {
            "name": name,
            "text": write_short(row, name),
            "was": write_short(row, name),
            "options": _list_options(table.column(name)) if name in fields else (),
            "hint": _HINTS.get(name, ""),
        }
        for name in list_short(fields)
    ]


def _list_options(column: Column) -> tuple[str, ...]:
    if column.type != "text" or not column.allowed:
        return ()
    return (*([""] if column.nullable else []), *column.allowed)


def list_corrections(settings: Settings, target_id: str, given: Mapping[str, str]) -> list[str]:
    """What a person changed in a form and is not so already, as `column=text`.

    A column of which the form gives what it was shown as stays, also where it has become another meanwhile.
    """
    target = find_target(settings.published, target_id)
    if target_id.startswith("m-"):
        (target,) = list_evidence(settings.published, target_id)  # as it was corrected before
    fields = list_fields(target_id, target)
    return [
        f"{field['name']}={text}"
        for field in fields
        if (text := " ".join(_read_typed(given, target_id, field).split())) != field["text"]
    ]


def overlay_fields(item: Row, given: Mapping[str, str]) -> None:
    """Put what a person had typed back into the fields of the page, after a decision was refused."""
    targets = [(item["row"]["commitment_id"], item["fields"])]
    targets += [(mention["mention_id"], mention["fields"]) for mention in item["mentions"]]
    for target_id, fields in targets:
        for field in fields:
            field["text"] = _read_typed(given, target_id, field)


def _read_typed(given: Mapping[str, str], target_id: str, field: Row) -> str:
    """What a person typed into a field; where it was left as it was shown, what it is now."""
    name = f"{target_id}.{field['name']}"
    typed = given.get(name, field["text"])
    return str(field["text"] if typed == given.get(f"{name}.was", field["text"]) else typed)


def _describe_mention(row: Row, best_id: str | None) -> Row:
    start = row["evidence_start"] - row["text_start"]
    return {
        **row,
        "is_best": row["mention_id"] == best_id,
        "context": mark_context(row["text"], start, start + len(row["evidence_text"])),
        "fields": list_fields(row["mention_id"], row),
    }
