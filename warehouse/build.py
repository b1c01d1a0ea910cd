"""Build the candidate: a copy of the published file, brought to the declared shape, and everything that is new.

All of a build is one transaction, which `open_candidate` begins and the caller commits. Loading a batch again gives
what loading it once gives, and the order of batches does not matter. After every load the rows are counted.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.contract import Table
from schemas.ddl import list_columns, quote_name
from schemas.documents import DOCUMENTS, DOCUMENTS_SEEN
from schemas.frames import ARROW_TYPES, to_arrow
from schemas.indicators import INDICATORS
from schemas.operations import LOADS, REJECTIONS
from schemas.stages import DOCUMENTS_STAGE, STAGE_TABLES
from warehouse import versions
from warehouse.errors import LoadError
from warehouse.migrate import migrate_tables
from warehouse.reading import open_warehouse
from warehouse.views import create_views, drop_views

INCOMING = "incoming_rows"
__all__ = ["add_rows", "list_loaded", "load_batch", "load_commitments", "load_rows", "open_candidate", "replace_table"]


def open_candidate(published: Path, candidate: Path) -> duckdb.DuckDBPyConnection:
    """A new candidate in the declared shape, with the published rows, inside a transaction.

    A candidate that is there already is a leftover and is removed. Raises `SchemaDriftError` where published rows do
    not fit their new declaration.
    """
    remove_file(candidate)
    candidate.parent.mkdir(parents=True, exist_ok=True)
    if published.exists():
        shutil.copyfile(published, candidate)
    con = duckdb.connect(str(candidate))
    try:
        con.execute("set TimeZone = 'UTC'")
        con.begin()
        drop_views(con)
        migrate_tables(con)
        create_views(con)
    except BaseException:
        con.close()
        raise
    return con


def remove_file(path: Path) -> None:
    """Remove a DuckDB file and its log, where they are there."""
    for name in (path.name, f"{path.name}.wal"):
        path.with_name(name).unlink(missing_ok=True)


def list_loaded(path: Path) -> list[tuple[str, str]]:
    """Batch and stage of everything that a file holds, sorted. Raises `QueryError` where it cannot be opened."""
    with open_warehouse(path) as con:
        return con.execute("select batch_id, stage from loads order by all").fetchall()


def load_batch(con: duckdb.DuckDBPyConnection, stage: str, batch_id: str, folder: Path, run_id: str) -> int:
    """Load one batch of a stage from its Parquet files; returns its rows. What was loaded of it before is replaced.

    Raises `LoadError` where not every row arrived under the batch's id.
    """
    tables = {table: pq.read_table(folder / f"{table.name}.parquet") for table in STAGE_TABLES[stage]}
    for table, data in tables.items():
        condition, values = _select_batch(table, stage, batch_id)
        con.execute(f"delete from {quote_name(table.name)} where {condition}", values)
        insert_rows(con, table, data)
        _expect_count(con, table, condition, values, data.num_rows)
    if INDICATORS in tables:
        keep_newest_figures(con)
    count = sum(int(data.num_rows) for data in tables.values())
    load_rows(con, LOADS, [{"batch_id": batch_id, "stage": stage, "run_id": run_id, "rows_count": count}])
    if stage == DOCUMENTS_STAGE:
        count_documents_seen(con)
    return count


def keep_newest_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Let a figure that its source has corrected replace the older one, which stays in its batch and snapshot."""
    key = ", ".join(quote_name(name) for name in INDICATORS.key)
    con.execute(f"""
        delete from indicators where ({key}, fetch_id) not in (
            select ({key}, fetch_id) from indicators left join fetches using (fetch_id)
            qualify rank() over (partition by {key} order by retrieved_at desc nulls first) = 1
        )
    """)


def load_commitments(con: duckdb.DuckDBPyConnection, folder: Path, at: Any) -> None:
    """Record a resolution of all mentions as known from `at` on, and mark near-duplicate documents.

    Raises `LoadError` where something is already recorded at a later moment.
    """
    names = ("commitments", "commitment_parties", "commitment_evidence", "commitment_history", "duplicates")
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in names}
    versions.record_commitments(con, tables["commitments"], tables["commitment_history"], at)
    for table in versions.NOW_TABLES:
        replace_table(con, table, tables[table.name])
    versions.mark_duplicates(con, tables["duplicates"])
    count_documents_seen(con)


def load_rows(con: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Load rows; a row of the same key is replaced. Raises `LoadError` where not all of them arrived."""
    data = to_arrow(table, rows)
    keys = " and ".join(f"old.{quote_name(name)} is not distinct from new.{quote_name(name)}" for name in table.key)
    con.register(INCOMING, data)
    con.execute(f"delete from {quote_name(table.name)} old using {INCOMING} new where {keys}")
    con.unregister(INCOMING)
    before = _count_rows(con, table)
    insert_rows(con, table, data)
    _expect(table, before + data.num_rows, _count_rows(con, table))


def add_rows(path: Path, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Load rows into a candidate that is built and closed. Raises `LoadError` where not all of them arrived."""
    with duckdb.connect(str(path)) as con:
        con.begin()
        load_rows(con, table, rows)
        con.commit()


def replace_table(con: duckdb.DuckDBPyConnection, table: Table, data: pa.Table) -> None:
    """Give a table these rows and no others. Raises `LoadError` where not all of them arrived."""
    con.execute(f"delete from {quote_name(table.name)}")
    insert_rows(con, table, data)
    _expect(table, data.num_rows, _count_rows(con, table))


def insert_rows(con: duckdb.DuckDBPyConnection, table: Table, data: pa.Table) -> None:
    """Append rows. A column that may be null and is not there is null: files of an older declaration stay readable."""
    con.register(INCOMING, conform(table, data))
    names = list_columns(table)
    con.execute(f"insert into {quote_name(table.name)} ({names}) select {names} from {INCOMING}")
    con.unregister(INCOMING)


def conform(table: Table, data: pa.Table) -> pa.Table:
    """Arrow rows with exactly the declared columns and types.

    Raises `LoadError` for a column that is not there and must not be null, or that does not fit its type.
    """
    arrays = {}
    for column in table.columns:
        kind = ARROW_TYPES[column.type]
        if column.name not in data.column_names and not column.nullable:
            have = ", ".join(data.column_names)
            raise LoadError(f"rows for {table.name} have no column {column.name} (they have {have}): make them anew")
        try:
            found = column.name in data.column_names
            arrays[column.name] = data[column.name].cast(kind) if found else pa.nulls(data.num_rows, kind)
        except pa.ArrowInvalid as error:
            raise LoadError(f"{table.name}.{column.name}: {error}: make the rows anew") from error
    return pa.table(arrays)


def count_documents_seen(con: duckdb.DuckDBPyConnection) -> None:
    """Derive `documents_seen` from `documents`."""
    con.execute(f"delete from {quote_name(DOCUMENTS_SEEN.name)}")
    con.execute(f"""
        insert into {quote_name(DOCUMENTS_SEEN.name)} ({list_columns(DOCUMENTS_SEEN)})
        select source_id, published_on, count(*), count(duplicate_of)
        from {quote_name(DOCUMENTS.name)} group by all order by all
    """)


def _select_batch(table: Table, stage: str, batch_id: str) -> tuple[str, list[str]]:
    """Which rows of a table a batch of a stage wrote. Both stages write rejections, and each row says which."""
    if table.name == REJECTIONS.name:
        sign = "<>" if stage == DOCUMENTS_STAGE else "="
        return f"batch_id = ? and stage {sign} 'mentions'", [batch_id]
    return "batch_id = ?", [batch_id]


def _count_rows(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    rows = con.execute(f"select count(*) from {quote_name(table.name)}").fetchall()
    return int(rows[0][0])


def _expect_count(
    con: duckdb.DuckDBPyConnection, table: Table, condition: str, values: list[str], expected: int
) -> None:
    statement = f"select count(*) from {quote_name(table.name)} where {condition}"
    _expect(table, expected, int(con.execute(statement, values).fetchall()[0][0]))


def _expect(table: Table, expected: int, found: int) -> None:
    if expected != found:
        what = f"table {table.name}: {expected} rows were to be there after loading, {found} are"
        raise LoadError(f"{what}: look for rows of another batch in the files; the published warehouse stands")
