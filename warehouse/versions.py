"""Two clocks: what was recorded of a commitment, from when to when.

A commitment whose content is unchanged keeps its row. A changed one gets its row closed and a new one opened at the
same moment, so that at every moment exactly one row of it is current; one that mentions no longer give is closed.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from datetime import datetime

import duckdb
import pyarrow as pa

from schemas.commitments import COMMITMENT_EVIDENCE, COMMITMENT_HISTORY, COMMITMENT_PARTIES, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import list_columns, quote_name
from warehouse.errors import LoadError

NOW_TABLES: tuple[Table, ...] = (COMMITMENT_PARTIES, COMMITMENT_EVIDENCE)
"""Tables that say how things are now, and keep no versions."""
RECORDED = ("recorded_from", "recorded_to")


def record_commitments(con: duckdb.DuckDBPyConnection, resolved: pa.Table, history: pa.Table, at: datetime) -> None:
    """Record commitments and their history as known from `at` on.

    Raises `LoadError` where a later moment is already recorded.
    """
    refuse_the_past(con, at)
    record_rows(con, COMMITMENTS, resolved, at)
    record_rows(con, COMMITMENT_HISTORY, history, at)


def record_rows(con: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table, at: datetime) -> None:
    """Make these the current rows of a table of two clocks: what differs from them is closed, what is new is opened.

    Raises `LoadError` where two of the rows share a key.
    """
    name = quote_name(table.name)
    content = [quote_name(column) for column in table.column_names if column not in RECORDED]
    keys = [quote_name(column) for column in table.key if column not in RECORDED]
    same = " and ".join(f"new.{column} is not distinct from {name}.{column}" for column in content)
    is_stale = f"recorded_to is null and not exists (select 1 from resolved new where {same})"
    con.register("resolved", rows)
    con.execute(f"delete from {name} where recorded_from = $at and {is_stale}", {"at": at})
    con.execute(f"update {name} set recorded_to = $at where {is_stale}", {"at": at})
    con.execute(
        f"""
        insert into {name} ({list_columns(table)})
        select {", ".join(content)}, $at, null from resolved
        where ({", ".join(keys)}) not in (select ({", ".join(keys)}) from {name} where recorded_to is null)
        """,
        {"at": at},
    )
    con.unregister("resolved")
    _expect_current(con, table, keys, rows.num_rows)


def mark_duplicates(con: duckdb.DuckDBPyConnection, duplicates: pa.Table) -> None:
    """Say of every document which earlier one it repeats, if any."""
    con.register("duplicates_found", duplicates)
    con.execute("""
        update documents set duplicate_of = found.duplicate_of
        from (
            select documents.document_id, duplicates_found.duplicate_of
            from documents left join duplicates_found using (document_id)
        ) found
        where found.document_id = documents.document_id and found.duplicate_of is distinct from documents.duplicate_of
    """)
    con.unregister("duplicates_found")


def refuse_the_past(con: duckdb.DuckDBPyConnection, at: datetime) -> None:
    statement = "select max(greatest(recorded_from, recorded_to)) from commitments"
    (latest,) = con.execute(statement).fetchall()[0]
    if latest is not None and latest > at:
        what = f"commitments are already recorded at {latest:%Y-%m-%d %H:%M:%S} UTC, later than {at:%Y-%m-%d %H:%M:%S}"
        raise LoadError(f"{what}: set the clock right, or take DEFCOOP_NOW away; what was recorded is not rewritten")


def _expect_current(con: duckdb.DuckDBPyConnection, table: Table, keys: list[str], expected: int) -> None:
    statement = f"select count(distinct ({', '.join(keys)})) from {quote_name(table.name)} where recorded_to is null"
    (found,) = con.execute(statement).fetchall()[0]
    if found != expected:
        what = f"{table.name}: {expected} rows were resolved and {found} are current after recording them"
        raise LoadError(f"{what}: two resolved rows share a key; mend the resolution of mentions")
