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

NOW_TABLES: tuple[Table, ...] = (COMMITMENT_PARTIES, COMMITMENT_EVIDENCE, COMMITMENT_HISTORY)
"""Tables that say how things are now, and keep no versions."""
RECORDED = ("recorded_from", "recorded_to")
CONTENT = tuple(name for name in COMMITMENTS.column_names if name not in RECORDED)
_SAME = " and ".join(f"new.{quote_name(name)} is not distinct from commitments.{quote_name(name)}" for name in CONTENT)
_IS_STALE = f"recorded_to is null and not exists (select 1 from resolved new where {_SAME})"


def record_commitments(con: duckdb.DuckDBPyConnection, resolved: pa.Table, at: datetime) -> None:
    """Record commitments as known from `at` on. Raises `LoadError` where a later moment is already recorded."""
    _refuse_the_past(con, at)
    con.register("resolved", resolved)
    con.execute(f"delete from commitments where recorded_from = $at and {_IS_STALE}", {"at": at})
    con.execute(f"update commitments set recorded_to = $at where {_IS_STALE}", {"at": at})
    content = ", ".join(quote_name(name) for name in CONTENT)
    con.execute(
        f"""
        insert into commitments ({list_columns(COMMITMENTS)})
        select {content}, $at, null from resolved
        where commitment_id not in (select commitment_id from commitments where recorded_to is null)
        """,
        {"at": at},
    )
    con.unregister("resolved")
    _expect_current(con, resolved.num_rows)


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


def _refuse_the_past(con: duckdb.DuckDBPyConnection, at: datetime) -> None:
    statement = "select max(greatest(recorded_from, recorded_to)) from commitments"
    (latest,) = con.execute(statement).fetchall()[0]
    if latest is not None and latest > at:
        what = f"commitments are already recorded at {latest:%Y-%m-%d %H:%M:%S} UTC, later than {at:%Y-%m-%d %H:%M:%S}"
        raise LoadError(f"{what}: set the clock right, or take DEFCOOP_NOW away; what was recorded is not rewritten")


def _expect_current(con: duckdb.DuckDBPyConnection, expected: int) -> None:
    (found,) = con.execute(
        "select count(distinct commitment_id) from commitments where recorded_to is null"
    ).fetchall()[0]
    if found != expected:
        what = f"{expected} commitments were resolved and {found} are current after recording them"
        raise LoadError(f"{what}: two resolved commitments share an id; mend the resolution of mentions")
