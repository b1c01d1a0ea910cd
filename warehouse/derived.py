"""Make the tables that are derived from others: whole, or of what a night has touched.

Made of the touched alone or whole, they are the same: `schemas.derived` declares each with the statement that makes it.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from schemas.ddl import list_columns, quote_name
from schemas.derived import BY_BATCH, BY_COMMITMENT, BY_DENIAL, COMMITMENT_LINKS, Derived

LINKS = COMMITMENT_LINKS.name


@dataclass(frozen=True, slots=True)
class Delta:
    """Commitments that a night has touched: the condition on their ids, and, by table, the statement that gives their
    rows of now, which need not be searched for in all of it."""

    scope: str
    rows: Mapping[str, str]


def derive_of_commitments(con: duckdb.DuckDBPyConnection, delta: Delta | None = None) -> None:
    """Make what is derived of commitments: of those that a night has touched, or of all."""
    if delta:
        _derive_of_touched(con, delta)
        return
    for derived in BY_COMMITMENT:
        _make(con, derived, derived.statement)
    _make(con, BY_DENIAL, BY_DENIAL.statement.format(links="true"))


def _derive_of_touched(con: duckdb.DuckDBPyConnection, delta: Delta) -> None:
    """Make anew what is derived of some commitments; and hold denials against the nearest affirmations anew by every
    link of one of them: of what it says now, or of what it said before."""
    links = f"select link from {LINKS} where {delta.scope}"
    con.execute(f"create temp table touched_links as {links}")
    with _shadow(con, delta.rows):
        for derived in BY_COMMITMENT:
            _make(con, derived, derived.statement, delta.scope)
    con.execute(f"insert into touched_links {links}")
    condition = "link in (from touched_links)"
    _make(con, BY_DENIAL, BY_DENIAL.statement.format(links=condition), condition)
    con.execute("drop table touched_links")


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
def _shadow(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str]) -> Iterator[None]:
    """Let the names of the tables that are read stand for some of their rows."""
    for name, statement in rows.items():
        con.execute(f"create temp table {quote_name(name)} as {statement}")
    yield
    for name in rows:  # not after an error, which has ended the transaction: this would fail and hide it
        con.execute(f"drop table temp.{quote_name(name)}")


def _make(con: duckdb.DuckDBPyConnection, derived: Derived, statement: str, condition: str | None = None) -> None:
    """Replace the rows that a condition means, or all; all are written in their order, the few of a night are not."""
    name, columns = quote_name(derived.table.name), list_columns(derived.table)
    con.execute(f"delete from {name} where {derived.within} and {condition or 'true'}")
    order = f"order by {derived.order}" if derived.order and condition is None else ""
    con.execute(f"insert into {name} ({columns}) select {columns} from ({statement}) {order}")


def _has_rows(con: duckdb.DuckDBPyConnection, derived: Derived) -> bool:
    return con.execute(f"select 1 from {quote_name(derived.table.name)} limit 1").fetchall() != []
