"""Make the tables that are derived from others: whole, or of what a night has touched.

Made of the touched alone or whole, they are the same: `schemas.derived` declares each with the statement that makes it.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from collections.abc import Sequence

import duckdb

from schemas.commitments import COMMITMENT_HISTORY, COMMITMENTS
from schemas.ddl import list_columns, quote_name
from schemas.derived import BY_BATCH, BY_COMMITMENT, OF_ALL, Derived

_READ = (COMMITMENTS.name, COMMITMENT_HISTORY.name)


def derive_of_commitments(con: duckdb.DuckDBPyConnection, scope: str | None) -> None:
    """Make what is derived of commitments: of those that a condition means, or of all. A table that is empty, as in a
    file of before it was declared, is made whole."""
    for derived in BY_COMMITMENT:
        condition = scope if scope and _has_rows(con, derived) else None
        named = {name: name if condition is None else f"(from {name} where {condition})" for name in _READ}
        _make(con, derived, derived.statement.format(**named, scope=condition or "true"), condition)
    for derived in OF_ALL:
        _make(con, derived, derived.statement)


def derive_of_batches(con: duckdb.DuckDBPyConnection, batch_ids: Sequence[str]) -> None:
    """Make what is derived of these batches, or of all where nothing is yet."""
    con.execute("create or replace temp table derived_batches as select unnest(?) as batch_id", [list(batch_ids)])
    for derived in BY_BATCH:
        condition = "batch_id in (from derived_batches)" if _has_rows(con, derived) else None
        _make(con, derived, derived.statement.format(batches=condition or "true"), condition)
    con.execute("drop table derived_batches")


def _make(con: duckdb.DuckDBPyConnection, derived: Derived, statement: str, condition: str | None = None) -> None:
    """Replace the rows that a condition means, or all; all are written in their order, the few of a night are not."""
    name, columns = quote_name(derived.table.name), list_columns(derived.table)
    con.execute(f"delete from {name} where {condition or 'true'}")
    order = f"order by {derived.order}" if derived.order and condition is None else ""
    con.execute(f"insert into {name} ({columns}) select {columns} from ({statement}) {order}")


def _has_rows(con: duckdb.DuckDBPyConnection, derived: Derived) -> bool:
    return con.execute(f"select 1 from {quote_name(derived.table.name)} limit 1").fetchall() != []
