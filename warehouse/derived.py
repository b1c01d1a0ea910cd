"""Make the tables that are derived from others: whole, or of what a night has touched.

Made of the touched alone or whole, they are the same: `schemas.derived` declares each with the statement that makes it.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from schemas.commitments import COMMITMENT_HISTORY, COMMITMENTS
from schemas.ddl import list_columns, quote_name
from schemas.derived import BY_BATCH, BY_COMMITMENT, OF_ALL, Derived

_READ = (COMMITMENTS.name, COMMITMENT_HISTORY.name)


def derive_of_commitments(con: duckdb.DuckDBPyConnection, scope: str | None) -> None:
    """Make what is derived of commitments: of those that a condition means, or of all. A table that is empty, as in a
    file of before it was declared, is made whole."""
    parts = [derived for derived in BY_COMMITMENT if scope and _has_rows(con, derived)]
    for derived in BY_COMMITMENT:
        if derived not in parts:
            _make(con, derived, derived.statement)
    if scope and parts:
        with _shadow(con, scope):
            for derived in parts:
                _make(con, derived, derived.statement, scope)
    for derived in OF_ALL:
        _make(con, derived, derived.statement)


def derive_all(con: duckdb.DuckDBPyConnection) -> None:
    """Make every derived table whole: by other declarations or views the rows of before may say something else."""
    derive_of_commitments(con, None)
    for derived in BY_BATCH:
        _make(con, derived, derived.statement.format(batches="true"))


def derive_of_batches(con: duckdb.DuckDBPyConnection, batch_ids: Sequence[str]) -> None:
    """Make what is derived of these batches, or of all where nothing is yet."""
    con.execute("create or replace temp table derived_batches as select unnest(?) as batch_id", [list(batch_ids)])
    for derived in BY_BATCH:
        condition = "batch_id in (from derived_batches)" if _has_rows(con, derived) else None
        _make(con, derived, derived.statement.format(batches=condition or "true"), condition)
    con.execute("drop table derived_batches")


@contextmanager
def _shadow(con: duckdb.DuckDBPyConnection, condition: str) -> Iterator[None]:
    """Let the names of the tables that are read stand for their rows of a condition, which are found by their ids."""
    ((database,),) = con.execute("select current_database()").fetchall()
    for name in _READ:
        table = f"{quote_name(database)}.main.{quote_name(name)}"
        rows = f"select * from {table} where rowid in (select rowid from {table} where {condition})"
        con.execute(f"create temp table {quote_name(name)} as {rows}")
    yield
    for name in _READ:  # not after an error, which has ended the transaction: this would fail and hide it
        con.execute(f"drop table temp.{quote_name(name)}")


def _make(con: duckdb.DuckDBPyConnection, derived: Derived, statement: str, condition: str | None = None) -> None:
    """Replace the rows that a condition means, or all; all are written in their order, the few of a night are not."""
    name, columns = quote_name(derived.table.name), list_columns(derived.table)
    con.execute(f"delete from {name} where {condition or 'true'}")
    order = f"order by {derived.order}" if derived.order and condition is None else ""
    con.execute(f"insert into {name} ({columns}) select {columns} from ({statement}) {order}")


def _has_rows(con: duckdb.DuckDBPyConnection, derived: Derived) -> bool:
    return con.execute(f"select 1 from {quote_name(derived.table.name)} limit 1").fetchall() != []
