"""What one run has touched, so that an audit need not look again at what it has not.

A published file was judged whole. Where a run brings batches and a delta of commitments, and declarations and checks
are the same as then, all other rows are the rows that passed. A check says in its header which tables may be narrowed
to the touched rows without missing anything (`Touched: mentions`); what it reads beside them stays whole.
"""

# ruff: noqa: S608 - names in statements come from the declarations
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.commitments import COMMITMENT_EVIDENCE, COMMITMENT_HISTORY, COMMITMENT_PARTIES, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import quote_name
from schemas.resolution import SCOPE
from schemas.stages import STAGE_TABLES
from warehouse.parquet import select_files

BATCH_TABLES = tuple(dict.fromkeys(table.name for tables in STAGE_TABLES.values() for table in tables))
COMMITMENT_TABLES = tuple(
    table.name for table in (COMMITMENTS, COMMITMENT_PARTIES, COMMITMENT_EVIDENCE, COMMITMENT_HISTORY)
)
NARROWED = (*BATCH_TABLES, *COMMITMENT_TABLES)


@dataclass(frozen=True, slots=True)
class Touched:
    """The run whose batches are new, and the file of the commitments that its resolution speaks of."""

    run_id: str
    scope: Path


def find_touched(con: duckdb.DuckDBPyConnection, touched: Touched) -> None:
    """Keep the rows that a run touched in temporary tables, one a table; a mention's other evidence is among them."""
    con.execute(f"create temp table touched_ids as {select_files(con, SCOPE, [touched.scope])}")
    for name in BATCH_TABLES:
        _keep(con, name, f"batch_id in (select batch_id from loads where run_id = '{touched.run_id}')")
    for name in COMMITMENT_TABLES:
        _keep(con, name, "commitment_id in (select commitment_id from touched_ids)")
    con.execute("""
        insert into touched_commitment_evidence from commitment_evidence
        where mention_id in (select mention_id from touched_commitment_evidence)
            and commitment_id not in (select commitment_id from touched_ids)
    """)


@contextmanager
def narrow(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Iterator[None]:
    """Let the names of these tables stand for their touched rows."""
    for name in names:
        con.execute(f"create temp view {quote_name(name)} as from touched_{name}")
    try:
        yield
    finally:
        for name in names:
            con.execute(f"drop view temp.{quote_name(name)}")


def select_keys(table: Table) -> str:
    """The condition on rows of a table that share their key with a touched row."""
    key = ", ".join(quote_name(name) for name in table.key)
    return f"({key}) in (select ({key}) from touched_{table.name})"


def _keep(con: duckdb.DuckDBPyConnection, name: str, condition: str) -> None:
    con.execute(f"create temp table touched_{name} as from {quote_name(name)} where {condition}")
