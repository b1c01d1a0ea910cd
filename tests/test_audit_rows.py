"""The audit of rows: what is right passes, every wrong cell is caught, nothing passes because nothing was looked at."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.contract import Column, Table
from schemas.expectations import Check, list_checks
from schemas.frames import to_arrow
from schemas.indicators import INDICATORS
from schemas.mentions import MENTIONS
from schemas.stages import ALL_TABLES, find_table
from tests.warehouse_world import PLEDGE, make_document, make_indicator, make_mention, make_share
from warehouse.audit import audit_rows
from warehouse.expect import run_checks
from warehouse.findings import Finding

Row = dict[str, Any]
PATTERNS = {
    "sha256": "a" * 64, "text_sha256": "b" * 64, "evidence_sha256": "e" * 64, "published_zone": "+09:00",
    "language": "en", "country_id": "NOR", "quantity_unit": "USD",
}  # fmt: skip
BELOW: dict[str, Any] = {"date": date(1899, 12, 31), "integer": -1, "number": -0.5}
ABOVE: dict[str, Any] = {"date": date(2101, 1, 1), "integer": 10**6, "number": 1e6}
OF_COMMITMENTS: dict[str, Row] = {
    "share_of_gdp_is_possible": make_share(51.0),
    "share_of_gdp_is_usual": make_share(25.5),
    "range_is_in_order": make_share(3.0, quantity_value_max=2.0),
    "due_is_not_before_announced": {"due_end_on": date(2025, 1, 1), "announced_start_on": date(2025, 1, 2)},
    "agreement_has_two_sides": {
        "kind": "logistics_support", "standing": "in_force", "parties": ["JPN"], "counterparts": []
    },
}  # fmt: skip
RULE_BREAKERS: dict[str, Row] = {
    "documents.not_its_own_duplicate": {"document_id": "d-100", "duplicate_of": "d-100"},
    "documents.not_its_own_version": {"document_id": "d-100", "superseded_by": "d-100"},
    "mentions.evidence_has_length": {"evidence_start": 9, "evidence_end": 9},
    "mentions.due_ends_after_it_starts": {"due_start_on": date(2025, 1, 2), "due_end_on": date(2025, 1, 1)},
    "mentions.has_a_party": {"parties": []},
    "indicators.share_of_gdp_is_usual": {"share_of_gdp_pct": 34.5},
    "commitment_history.changed_by_its_report": {"changed_on": date(2025, 1, 2), "reported_on": date(2025, 1, 1)},
    "commitments.seen_in_order": {"first_seen_on": date(2025, 1, 2), "last_seen_on": date(2025, 1, 1)},
    **{f"{table}.{name}": row for table in ("mentions", "commitments") for name, row in OF_COMMITMENTS.items()},
}


def valid_value(column: Column, number: int) -> Any:
    """A value that the declaration allows; texts differ from number to number."""
    if column.allowed:
        term = column.allowed[number % len(column.allowed)]
        return [term] if column.type == "text_list" else term
    if column.name == "decision_id":
        return f"v-{number:020x}"
    if column.type == "integer":
        return int(column.minimum or 0)
    values: dict[str, Any] = {
        "text": PATTERNS.get(column.name, f"{column.name}-{number}"), "text_list": ["NOR"], "boolean": True,
        "number": 1.0, "date": date(2025, 1, 1), "timestamp": datetime(2025, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return values[column.type]


def valid_row(table: Table, number: int = 0) -> Row:
    """A row that its table allows, of another key than all others of other numbers."""
    return {column.name: valid_value(column, number) for column in table.columns}


def corruptions(table: Table) -> Iterator[tuple[str, Row]]:
    """For each constraint of each column: the check that must fail, and one cell that breaks it."""
    for column in table.columns:
        name = f"{table.name}.{column.name}"
        if not column.nullable:
            yield f"{name}.not_null", {column.name: None}
        if column.allowed:
            wrong: Any = ["no such term"] if column.type == "text_list" else "no such term"
            yield f"{name}.{'elements' if column.type == 'text_list' else 'in_set'}", {column.name: wrong}
        if column.pattern:
            yield f"{name}.pattern", {column.name: "Not This!"}
        if column.minimum is not None:
            yield f"{name}.between", {column.name: BELOW[column.type]}
        if column.maximum is not None:
            yield f"{name}.between", {column.name: ABOVE[column.type]}
    for rule in table.rules:
        yield f"{table.name}.{rule.name}", RULE_BREAKERS[f"{table.name}.{rule.name}"]


def audit(table: Table, rows: list[Row]) -> dict[str, Finding]:
    return {finding.check_name: finding for finding in audit_rows({table.name: to_arrow(table, rows)})}


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_rows_that_are_as_declared_pass_every_check(table: Table) -> None:
    findings = audit(table, [valid_row(table, number) for number in range(3)])
    assert [finding for finding in findings.values() if not finding.is_passed] == []
    assert {finding.rows_count for finding in findings.values()} == {3}
    assert set(findings) == {check.name for check in list_checks(table)}


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_every_single_wrong_cell_is_caught(table: Table) -> None:
    broken = list(corruptions(table))
    rows = [valid_row(table, number) | cells for number, (_, cells) in enumerate(broken)]
    findings = audit(table, [*rows, valid_row(table, len(rows))])
    expected: dict[str, int] = {}
    for name, _ in broken:
        expected[name] = expected.get(name, 0) + 1
    caught = {name: finding.failures_count for name, finding in findings.items() if not finding.is_passed}
    assert {name: count for name, count in expected.items() if caught.get(name, 0) < count} == {}
    assert all(findings[name].details for name in expected)


@pytest.mark.parametrize("table", [table for table in ALL_TABLES if len(table.key) > 1], ids=lambda table: table.name)
def test_two_rows_of_one_key_are_caught(table: Table) -> None:
    finding = audit(table, [valid_row(table, 1), valid_row(table, 1), valid_row(table, 2)])[f"{table.name}.key"]
    assert (finding.is_passed, finding.severity, finding.failures_count) == (False, "critical", 2)


def test_a_missing_value_breaks_no_bound_pattern_or_list_where_it_may_be_missing() -> None:
    row = valid_row(MENTIONS) | {column.name: None for column in MENTIONS.columns if column.nullable}
    assert all(finding.is_passed for finding in audit(MENTIONS, [row]).values())


def test_a_failing_row_is_shown_with_its_key_its_value_and_where_it_came_from() -> None:
    rows = [make_indicator("NOR", 2024, 2.2), make_indicator("LVA", 2024, 200.0)]
    finding = audit(INDICATORS, rows)["indicators.share_of_gdp_pct.between"]
    assert finding.details is not None
    for words in ("country_id=LVA", "year=2024", "vintage=2025", "share_of_gdp_pct=200", "source_id=gazette"):
        assert words in finding.details
    assert finding.remedy is not None
    assert f"at most {INDICATORS.column('share_of_gdp_pct').maximum}" in finding.remedy


def test_a_failing_mention_is_shown_with_its_sentence() -> None:
    mention = make_mention(1, make_document(1, PLEDGE), PLEDGE, kind="budget_share", **make_share(200.0))
    finding = audit(MENTIONS, [mention])["mentions.share_of_gdp_is_possible"]
    assert finding.details is not None
    assert PLEDGE in finding.details
    assert "mention_id=m-100" in finding.details


def test_only_the_first_rows_are_shown_and_all_are_counted() -> None:
    rows = [make_indicator("NOR", 1950, 199.0, vintage=f"v-{number}") for number in range(3000)]
    finding = audit(INDICATORS, rows)["indicators.share_of_gdp_pct.between"]
    assert finding.failures_count == 3000
    assert finding.details is not None
    assert len(finding.details.splitlines()) == 5


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "logistics_support", "standing": "in_force", "parties": ["AUS", "JPN"], "counterparts": []},
        {"kind": "arms_transfer", "standing": "agreed", "parties": ["DEU"], "counterparts": ["UKR"]},
        {"kind": "information_sharing", "standing": "in_force", "parties": ["NATO"], "counterparts": []},
        {"kind": "logistics_support", "standing": "proposed", "parties": ["JPN"], "counterparts": []},
        {"kind": "capability", "standing": "agreed", "parties": ["JPN"], "counterparts": []},
    ],
    ids=["two parties", "giver and receiver", "an alliance among itself", "not agreed yet", "alone"],
)
def test_what_has_two_sides_or_needs_none_is_no_warning(row: Row) -> None:
    found = audit(MENTIONS, [valid_row(MENTIONS) | row])["mentions.agreement_has_two_sides"]
    assert (found.is_passed, found.severity) == (True, "warning")


def test_no_rows_is_said_and_not_hidden_behind_a_pass() -> None:
    findings = audit(INDICATORS, [])
    assert findings
    assert {finding.rows_count for finding in findings.values()} == {0}


def test_a_check_that_cannot_be_computed_has_failed() -> None:
    check = Check("t.nowhere", "ExpectColumnValuesToNotBeNull", {"column": "nowhere"}, (), "warning", "look")
    import pandas as pd

    (outcome,) = run_checks([check], pd.DataFrame({"here": [1, 2]}))
    assert (outcome.is_passed, outcome.failures_count) == (False, 2)
    assert outcome.error is not None
    assert "nowhere" in outcome.error


def test_a_table_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(KeyError, match="no table 'colours'"):
        audit_rows({"colours": to_arrow(find_table("actors"), [])})


def test_the_audit_prints_and_warns_nothing_and_is_imported_without_its_library(root: Path) -> None:
    code = (
        "import sys; import warehouse.audit as a; assert 'great_expectations' not in sys.modules;"
        "from schemas.frames import to_arrow; from schemas.indicators import INDICATORS as t;"
        "from tests.warehouse_world import make_indicator;"
        "print(len(a.audit_rows({t.name: to_arrow(t, [make_indicator('NOR', 2024, 2.2)])})))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == (str(len(list_checks(INDICATORS))), "")
