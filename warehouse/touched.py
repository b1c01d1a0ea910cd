"""What one run has touched, so that an audit need not look again at what it has not.

A published file was judged whole. Where a run brings batches and a delta of commitments, and declarations and checks
are the same as then, all other rows are the rows that passed. A check says in its header which tables may be narrowed
to the touched rows without missing anything (`Touched: mentions`); what it reads beside them stays whole.
"""

# ruff: noqa: S608 - names in statements come from the declarations
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.commitments import COMMITMENT_EVIDENCE, COMMITMENT_HISTORY, COMMITMENT_PARTIES, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import quote_name, quote_text
from schemas.documents import DOCUMENTS
from schemas.resolution import SCOPE
from schemas.stages import STAGE_TABLES, find_table
from warehouse.parquet import select_files
from warehouse.scripts import load_scripts

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
    """Keep the rows that a run touched in temporary tables, one a table.

    A mention's other evidence is among them, and the documents that touched mentions and candidates name.
    """
    con.execute(f"create temp table touched_ids as {select_files(con, SCOPE, [touched.scope])}")
    is_new = f"batch_id in (select batch_id from loads where run_id = {quote_text(touched.run_id)})"
    for name in BATCH_TABLES:
        if name != DOCUMENTS.name:
            _keep(con, name, is_new)
    named = " union all ".join(f"select document_id from touched_{name}" for name in ("mentions", "candidates"))
    _keep(con, DOCUMENTS.name, f"{is_new} or document_id in ({named})")
    for name in COMMITMENT_TABLES:
        _keep(con, name, "commitment_id in (select commitment_id from touched_ids)")
    evidence = COMMITMENT_EVIDENCE.name
    others = _find(con, evidence, f"mention_id in (select mention_id from touched_{evidence})")
    con.execute(f"insert into touched_{evidence} {others} and commitment_id not in (from touched_ids)")


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
    """The rows of a table that share their key with a touched row; all of a touched commitment are touched."""
    if table.name in COMMITMENT_TABLES:
        return f"touched_{table.name}"
    key = ", ".join(quote_name(name) for name in table.key)
    return f"{quote_name(table.name)} where ({key}) in (select ({key}) from touched_{table.name})"


def _keep(con: duckdb.DuckDBPyConnection, name: str, condition: str) -> None:
    con.execute(f"create temp table touched_{name} as {_find(con, name, condition)}")


def _find(con: duckdb.DuckDBPyConnection, name: str, condition: str) -> str:
    """A statement that gives the rows: found by the columns of the condition, the others are read for these alone."""
    rows = f"select rowid as row_place from {quote_name(name)} where {condition}"
    con.execute(f"create or replace temp table touched_places as {rows}")
    return f"select {_list_read(name)} from {quote_name(name)} where rowid in (from touched_places)"


def _list_read(name: str) -> str:
    """The columns of a table that a check of its touched rows reads, and its key: the others are long and many."""
    words = {
        word
        for script in load_scripts("integrity")
        if name in script.value("Touched").split(", ")
        for word in re.findall(r"\w+", script.statement)
    }
    table = find_table(name)
    return ", ".join(quote_name(column) for column in table.column_names if column in words | {*table.key})
