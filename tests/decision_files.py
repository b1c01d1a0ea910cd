"""Files of decisions for tests: short to write, and a world of mentions and commitments for them to name."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.warehouse_world import LINE, TRAINING, make_commitment, make_document, make_due, make_mention
from transforms.decisions.judging import Judged, Targets, judge_decisions
from transforms.decisions.reading import read_files
from transforms.decisions.writing import HEADER, make_decision, write_line

Row = dict[str, Any]
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
MENTIONS: dict[str, Row] = {
    row["mention_id"]: row
    for row in (
        *(make_mention(number, make_document(1, TRAINING), TRAINING, **make_due(2024)) for number in range(1, 5)),
        make_mention(
            5, make_document(2, LINE), LINE, kind="information_sharing", parties=["JPN"], counterparts=["NATO"]
        ),
    )
}
COMMITMENTS: dict[str, Row] = {
    f"c-{number}00": make_commitment(f"c-{number}00", MENTIONS[f"m-{number}00"]) for number in (1, 5)
}
THERE = Targets(MENTIONS, COMMITMENTS, {"m-100": "c-100", "m-200": "c-100", "m-500": "c-500"})


def decide(
    verdict: str,
    target_id: str,
    correction: str = "",
    at: int = 0,
    by: str = "Anna Berg",
    value: str | None = None,
    reason: str = "it reads so",
) -> Row:
    """A decision; `correction` as `column=text`, `at` in minutes after the first."""
    field, _, text = correction.partition("=")
    moment = FIRST + timedelta(minutes=at)
    return make_decision(verdict, target_id, by, moment, reason, field or None, text or value)


def write_file(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A file that holds these decisions."""
    return "\n".join([HEADER, *(write_line(row) for row in rows), ""]).encode()


def judge(rows: Sequence[Mapping[str, Any]], targets: Targets = THERE) -> Judged:
    """What becomes of decisions that stand in one file; every line of it must be read."""
    decisions, rejections = read_files({"anna.csv": write_file(rows)})
    assert rejections == []
    return judge_decisions(decisions, targets)


def states(judged: Judged) -> dict[str, str]:
    """State by decision id."""
    return {row["decision_id"]: row["state"] for row in judged.rows}
