"""What `defcoop extract` prints of a document: its records in the nested form of the record contract, or a table."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.commands.reading import LocalDocument, make_document_row
from pipeline.errors import PipelineError
from pipeline.extraction.extractors import Extract
from pipeline.output import render_table

LOG = logging.getLogger("defcoop")


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing one document: the problems that it had, and counts that may be summed."""

    problems: list[PipelineError]
    counts: Mapping[str, int]


def print_records(document: LocalDocument, form: str, extract: Extract) -> Printed:
    """Print what one document states, unless it could not be read at all."""
    mentions, _, rejected = extract([make_document_row(document)])
    problems = judge_rejections(document, rejected)
    if problems and not mentions:
        return Printed(problems, {})
    records = [make_record(row) for row in sorted(mentions, key=lambda row: (row["evidence_start"], row["kind"]))]
    day = document.published_on.isoformat()
    if form == "jsonl":
        printed = {"document_id": document.document_id, "published_on": day, "records": records}
        print(json.dumps(printed, ensure_ascii=False), flush=True)
    else:
        print(f"{document.document_id} ({day}), {len(records)} records")
        rows = [(r["kind"], r["parties"], r["standing"], r["evidence"][0]["text"]) for r in records]
        print(render_table(("kind", "parties", "standing", "evidence"), rows), flush=True)
    return Printed(problems, {"records": len(records)})


def judge_rejections(document: LocalDocument, rejected: Sequence[Mapping[str, Any]]) -> list[PipelineError]:
    """The rejections that left something unread, as errors; refused records of a model are only told in the log."""
    problems = []
    for row in rejected:
        if row["rule"].startswith("record_"):
            LOG.warning("%s: %s", document.document_id, row["reason"])
        else:
            problems.append(PipelineError(f"{document.document_id}: {row['reason']}", row["remedy"]))
    return problems


def make_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `mentions` in the nested form of the record contract."""
    kept = ("kind", "parties", "counterparts", "standing")
    more = ("domains", "instrument", "place", "speaker", "act", "voice", "condition", "confidence", "tier", "rule_id")
    evidence = {"start": row["evidence_start"], "end": row["evidence_end"], "text": row["evidence_text"]}
    return {
        **{name: row[name] for name in kept},
        "quantity": _make_quantity(row),
        **{f"{name}_on": _make_period(row, name) for name in ("announced", "due", "effective")},
        **{name: row[name] for name in more},
        "evidence": [evidence],
    }


def _make_quantity(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["quantity_value"] is None:
        return None
    optional = {name: row[f"quantity_{name}"] for name in ("value_max", "basis", "qualifier")}
    found = {name: value for name, value in optional.items() if value is not None}
    return {"value": row["quantity_value"], "unit": row["quantity_unit"], **found}


def _make_period(row: Mapping[str, Any], name: str) -> dict[str, str] | None:
    start, end = row[f"{name}_start_on"], row[f"{name}_end_on"]
    if start is None or end is None:
        return None
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": row[f"{name}_precision"]}
