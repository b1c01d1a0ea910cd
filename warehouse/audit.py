"""The audit: every new row against its declaration, then the candidate as a whole.

Rows are judged by Great Expectations, over frames, before they are loaded. The candidate is judged by SQL: row-count
floors (an empty table passes every row check), unique keys over all nights, what each source gave, and the queries of
`integrity/`, each of which returns the rows that offend.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.contract import Table
from schemas.ddl import quote_name
from schemas.expectations import Check, add_helper_columns, list_checks
from schemas.frames import to_frame
from schemas.stages import ALL_TABLES, find_table
from warehouse.errors import WarehouseError
from warehouse.expect import Outcome, run_checks
from warehouse.findings import SHOWN_ROWS, Finding, choose_columns, describe_rows
from warehouse.nights import judge_night
from warehouse.parquet import count_rows
from warehouse.scripts import Script, load_scripts
from warehouse.storage import spare_memory
from warehouse.touched import NARROWED_KEYS, Touched, find_touched, narrow, select_keys

Bounds = Mapping[str, tuple[int, int, int]]
UNCOMPUTED = "the check could not be computed: report it with its message; nothing is published on a guess"
__all__ = ["Finding", "audit_candidate", "audit_rows"]


def audit_rows(tables: Mapping[str, pa.Table]) -> list[Finding]:
    """Check every row of these tables against its declaration; one finding a check.

    Raises `KeyError` for a table that is not declared.
    """
    return [finding for name in tables for finding in _audit_table(find_table(name), tables[name])]


def _audit_table(table: Table, data: pa.Table) -> Iterator[Finding]:
    frame = add_helper_columns(table, to_frame(data).reset_index(drop=True))
    for outcome in run_checks(list_checks(table), frame):
        yield _make_finding(table, data, outcome)


def _make_finding(table: Table, data: pa.Table, outcome: Outcome) -> Finding:
    check = outcome.check
    details = outcome.error or _describe_failing(table, data, check, outcome.failing)
    return Finding(
        check.name,
        table.name,
        "critical" if outcome.error else check.severity,
        outcome.is_passed,
        data.num_rows,
        outcome.failures_count,
        details,
        UNCOMPUTED if outcome.error else check.remedy,
    )


def _describe_failing(table: Table, data: pa.Table, check: Check, failing: tuple[int, ...]) -> str | None:
    if not failing:
        return None
    columns = choose_columns(table.column_names, check.columns)
    return describe_rows(data.select(columns).take(list(failing)).to_pylist())


def audit_candidate(
    candidate: Path, bounds: Bounds, touched: Touched | None = None, night: str | None = None
) -> list[Finding]:
    """Judge a candidate as a whole; one finding a check.

    `bounds` says for each source the least, the most, and what it gave; `night` is the run that is to be held against
    the last nights. Where it is said what a run has `touched`, the
    checks that allow it look at these rows alone: that is sound only where the published file was judged by the same
    checks. Raises `WarehouseError` where there is no candidate.
    """
    if not candidate.exists():
        raise WarehouseError(f"no candidate at {candidate}: build it first; run the night again")
    with duckdb.connect(str(candidate), read_only=True) as con:
        con.execute("set TimeZone = 'UTC'")
        if touched:
            with spare_memory(con, count_rows(touched.scope)):
                find_touched(con, touched)
                return [*_judge(con, bounds, is_narrow=True), *(judge_night(con, night) if night else ())]
        return [*_judge(con, bounds, is_narrow=False), *(judge_night(con, night) if night else ())]


def _judge(con: duckdb.DuckDBPyConnection, bounds: Bounds, is_narrow: bool) -> Iterator[Finding]:
    counts = _count_rows(con)
    yield from (_check_floor(table, counts[table.name]) for table in ALL_TABLES)
    yield from (_check_key(con, table, counts[table.name], is_narrow) for table in ALL_TABLES)
    yield from (finding for name, limits in bounds.items() for finding in _check_source(name, *limits))
    yield from (_check_integrity(con, script, counts, is_narrow) for script in load_scripts("integrity"))


def _count_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    counts = (f"select '{table.name}', count(*) from {quote_name(table.name)}" for table in ALL_TABLES)  # noqa: S608
    return dict(con.execute(" union all ".join(counts)).fetchall())


def _check_floor(table: Table, count: int) -> Finding:
    is_passed = count >= table.floor
    details = None if is_passed else f"{table.name} has {count} rows, and must have at least {table.floor}"
    remedy = f"find out which step lost the rows of {table.name}; a floor that is wrong stands in schemas/"
    missing = max(0, table.floor - count)
    return Finding(f"{table.name}.floor", table.name, "critical", is_passed, count, missing, details, remedy)


def _check_key(con: duckdb.DuckDBPyConnection, table: Table, count: int, is_narrow: bool) -> Finding:
    key = ", ".join(quote_name(name) for name in table.key)
    rows = select_keys(table) if is_narrow and table.name in NARROWED_KEYS else quote_name(table.name)
    statement = f"select {key}, count(*) as rows from {rows} group by {key} having count(*) > 1"  # noqa: S608
    remedy = "rows of different batches share a key: find out which is right, and discard the batch that is wrong"
    return _run_check(con, f"{table.name}.key_over_all_nights", table.name, statement, remedy, count)


def _check_source(source_id: str, least: int, most: int, seen: int) -> Iterator[Finding]:
    below, above = f"source.{source_id}.documents_min", f"source.{source_id}.documents_max"
    gave = f"source_id={source_id} gave {seen} documents"
    few = f"{gave}, and must give at least {least}" if seen < least else None
    many = f"{gave}, and is expected to give at most {most}" if seen > most else None
    remedy = f"look whether {source_id} has moved or changed its format; else set {{}} in its catalogue file"
    yield Finding(
        below, "documents", "critical", few is None, seen, max(0, least - seen), few, remedy.format("documents_min")
    )
    yield Finding(
        above, "documents", "warning", many is None, seen, max(0, seen - most), many, remedy.format("documents_max")
    )


def _check_integrity(
    con: duckdb.DuckDBPyConnection, script: Script, counts: Mapping[str, int], is_narrow: bool
) -> Finding:
    table_name = script.value("Table")
    severity = script.value("Severity", "critical")
    touched, named = (
        script.value(tag).split(", ") if is_narrow and script.value(tag) else [] for tag in ("Touched", "Named")
    )
    with narrow(con, touched, named):
        found = _run_check(
            con, f"integrity.{script.name}", table_name, script.statement, script.value("Remedy"), counts[table_name]
        )
    return found if severity == "critical" else replace(found, severity="warning")


def _run_check(
    con: duckdb.DuckDBPyConnection, name: str, table_name: str, statement: str, remedy: str, rows_count: int
) -> Finding:
    """A check that a statement finds nothing. One that cannot be computed has failed."""
    try:
        (count,) = con.execute(f"select count(*) from ({statement})").fetchall()[0]  # noqa: S608
        shown = con.execute(f"from ({statement}) limit {SHOWN_ROWS}") if count else None
    except duckdb.Error as error:
        return Finding(name, table_name, "critical", False, rows_count, rows_count, str(error), UNCOMPUTED)
    if shown is None:
        return Finding(name, table_name, "critical", True, rows_count, 0, None, remedy)
    columns = [column[0] for column in shown.description]
    details = describe_rows(dict(zip(columns, row, strict=True)) for row in shown.fetchall())
    return Finding(name, table_name, "critical", False, rows_count, count, details, remedy)
