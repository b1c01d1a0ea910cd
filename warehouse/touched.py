"""What one run has touched, so that an audit need not look again at what it has not.

A published file was judged whole. Where a run brings batches and a delta of commitments, and declarations and checks
are the same as then, all other rows are the rows that passed. A check says in its header which tables may be narrowed
to the touched rows without missing anything (`Touched: mentions`), and which to those that touched rows name (`Named:
mentions`); what it reads beside them stays whole.
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
from schemas.derived import BY_COMMITMENT, BY_DENIAL
from schemas.documents import DOCUMENTS, FETCHES
from schemas.mentions import MENTIONS
from schemas.resolution import SCOPE
from schemas.stages import STAGE_TABLES, find_table
from warehouse.parquet import select_files
from warehouse.scripts import load_scripts

BATCH_TABLES = tuple(dict.fromkeys(table.name for tables in STAGE_TABLES.values() for table in tables))
COMMITMENT_TABLES = tuple(
    table.name for table in (COMMITMENTS, COMMITMENT_PARTIES, COMMITMENT_EVIDENCE, COMMITMENT_HISTORY)
)
DERIVED_OF_COMMITMENTS = tuple(derived.table.name for derived in BY_COMMITMENT if derived.table != BY_DENIAL.table)
NARROWED = (*BATCH_TABLES, *COMMITMENT_TABLES)
NARROWED_KEYS = (*NARROWED, *DERIVED_OF_COMMITMENTS)
"""Tables of which the touched rows are kept, and beside them those of which the touched keys can be found."""
NAMED = {
    MENTIONS.name: ("mention_id", (MENTIONS.name, COMMITMENT_EVIDENCE.name)),
    FETCHES.name: ("fetch_id", (FETCHES.name, DOCUMENTS.name)),
}
"""Tables whose rows are kept that touched rows name: their key, and whose rows name them. New rows name themselves, and
so any other row that has their key."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The run whose batches are new, and the file of the commitments that its resolution speaks of."""

    run_id: str
    scope: Path


def find_touched(con: duckdb.DuckDBPyConnection, touched: Touched) -> None:
    """Keep the rows that a run touched in temporary tables, one a table.

    A mention's other evidence is among them, and the documents that touched mentions and candidates name. Beside them
    lie rows that they name (`NAMED`), one table a table too.
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
    _keep_other_evidence(con)
    for name, (key, naming) in NAMED.items():
        ids = " union ".join(f"select {key} from touched_{other}" for other in naming)
        _keep(con, name, f"{key} in ({ids})", "Named")


def _keep_other_evidence(con: duckdb.DuckDBPyConnection) -> None:
    """Of the mentions of touched commitments: those rows that are of no touched one."""
    name = COMMITMENT_EVIDENCE.name
    con.execute(f"""
        create temp table other_places as
        select row_place
        from (
            select rowid as row_place from {name} where mention_id in (select mention_id from touched_{name})
        )
        anti join touched_{name}_places using (row_place)
    """)
    con.execute(f"""
        insert into touched_{name} by name
        select {", ".join(_list_read(name))} from {name} where rowid in (from other_places)
    """)


@contextmanager
def narrow(con: duckdb.DuckDBPyConnection, names: Sequence[str], named: Sequence[str] = ()) -> Iterator[None]:
    """Let the names of these tables stand for their touched rows, or for those that touched rows name."""
    stand_ins = {name: f"touched_{name}" for name in names} | {name: f"named_{name}" for name in named}
    for name, rows in stand_ins.items():
        con.execute(f"create temp view {quote_name(name)} as from {rows}")
    try:
        yield
    finally:
        for name in stand_ins:
            con.execute(f"drop view temp.{quote_name(name)}")


def select_keys(table: Table) -> str:
    """The rows of a table that share their key with a touched row; all of a touched commitment are touched."""
    if table.name in COMMITMENT_TABLES:
        return f"touched_{table.name}"
    if table.name in NAMED:
        return f"named_{table.name}"
    if table.name in DERIVED_OF_COMMITMENTS:
        name, ids = quote_name(table.name), "select commitment_id from touched_ids"
        return f"{name} where rowid in (select rowid from {name} where commitment_id in ({ids}))"
    key = ", ".join(quote_name(name) for name in table.key)
    return f"{quote_name(table.name)} where ({key}) in (select ({key}) from touched_{table.name})"


def _keep(con: duckdb.DuckDBPyConnection, name: str, condition: str, tag: str = "Touched") -> None:
    """Rows are found by the column of the condition, which is kept, and the others are read for these alone."""
    table, kept = quote_name(name), f"{tag.lower()}_{name}"
    found = condition.split()[0]
    con.execute(f"create temp table {kept}_places as select rowid as row_place, {found} from {table} where {condition}")
    others = ", ".join(column for column in _list_read(name, tag) if column != quote_name(found))
    con.execute(f"""
        create temp table {kept} as
        select * exclude (row_place)
        from {kept}_places
        join (select rowid as row_place, {others} from {table} where rowid in (select row_place from {kept}_places))
            using (row_place)
    """)


def _list_read(name: str, tag: str = "Touched") -> list[str]:
    """The columns of a table that a check of its touched rows reads, and its key: the others are long and many."""
    words = {
        word
        for script in load_scripts("integrity")
        if name in script.value(tag).split(", ")
        for word in re.findall(r"\w+", script.statement)
    }
    table = find_table(name)
    return [quote_name(column) for column in table.column_names if column in words | {*table.key}]
