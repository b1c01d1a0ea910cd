"""Build the candidate: a copy of the published file, brought to the declared shape, and everything that is new.

All of a build is one transaction, which `open_candidate` begins and the caller commits. Loading a batch again gives
what loading it once gives, and the order of batches does not matter. After every load the rows are counted.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.commitments import COMMITMENT_EVIDENCE, COMMITMENT_HISTORY, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import list_columns, quote_name
from schemas.documents import DOCUMENTS, DOCUMENTS_SEEN
from schemas.frames import to_arrow
from schemas.indicators import FIGURE_KEY, INDICATORS
from schemas.operations import LOADS, REJECTIONS
from schemas.resolution import ALIASES, DUPLICATES, RESOLVED_TABLES, SCOPE
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE, STAGE_TABLES
from warehouse import versions
from warehouse.derived import Delta, derive_of_batches, derive_of_commitments
from warehouse.errors import LoadError
from warehouse.migrate import migrate_tables
from warehouse.parquet import count_rows, select_files
from warehouse.reading import open_warehouse
from warehouse.storage import NEW_FILE, TIDY_A_LITTLE, TIDY_NOTHING, copy_published, spare_memory
from warehouse.views import create_views, drop_views

INCOMING = "incoming_rows"
_READ_BY_DERIVED = (COMMITMENTS, COMMITMENT_HISTORY, COMMITMENT_EVIDENCE)
"""Tables of commitments that the derived ones are made from."""
__all__ = [
    "add_rows",
    "list_loaded",
    "load_batch",
    "load_batches",
    "load_commitments",
    "load_rows",
    "open_candidate",
    "replace_table",
]


def open_candidate(published: Path, candidate: Path) -> duckdb.DuckDBPyConnection:
    """A new candidate in the declared shape, with the published rows, inside a transaction.

    A candidate that is there already is a leftover and is removed. Raises `SchemaDriftError` where published rows do
    not fit their new declaration.
    """
    remove_file(candidate)
    candidate.parent.mkdir(parents=True, exist_ok=True)
    if published.exists():
        copy_published(published, candidate)
    con = duckdb.connect(str(candidate), config=NEW_FILE)
    try:
        con.execute("set TimeZone = 'UTC'")
        if published.exists():
            con.execute(TIDY_A_LITTLE)
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
    """Load one batch of a stage; see `load_batches`."""
    return load_batches(con, stage, {batch_id: folder}, run_id)


def load_batches(con: duckdb.DuckDBPyConnection, stage: str, folders: Mapping[str, Path], run_id: str) -> int:
    """Load batches of a stage, by id, from the Parquet files of their folders; returns their rows.

    What was loaded of them before is replaced. Raises `LoadError` where not every row arrived under its batch's id, or
    where a file does not fit its table.
    """
    counts = dict.fromkeys(folders, 0)
    has_figures = False
    for table in STAGE_TABLES[stage]:
        files = {batch_id: folder / f"{table.name}.parquet" for batch_id, folder in folders.items()}
        expected = {batch_id: count_rows(file) for batch_id, file in files.items()}
        is_replaced = _delete_batches(con, table, stage, list(files))
        has_figures |= table == INDICATORS and (is_replaced or any(expected.values()))
        _insert_files(con, table, [file for batch_id, file in files.items() if expected[batch_id]])
        _expect_batches(con, table, stage, expected)
        counts = {batch_id: count + expected[batch_id] for batch_id, count in counts.items()}
    if has_figures:
        record_figures(con)
    if stage == MENTIONS_STAGE:
        derive_of_batches(con, list(folders))
    rows = [{"batch_id": batch_id, "stage": stage, "run_id": run_id, "rows_count": n} for batch_id, n in counts.items()]
    load_rows(con, LOADS, rows)
    return sum(counts.values())


def _delete_batches(con: duckdb.DuckDBPyConnection, table: Table, stage: str, batch_ids: list[str]) -> bool:
    """Remove what was loaded of batches before, if anything. What `loads` does not list has left no rows."""
    known = con.execute("select batch_id from loads where stage = ?", [stage]).fetchall()
    again = sorted({batch_id for (batch_id,) in known} & set(batch_ids))
    if again:
        con.execute(f"delete from {quote_name(table.name)} where {_of_batches(table, stage)}", [again])
    return bool(again)


def _insert_files(con: duckdb.DuckDBPyConnection, table: Table, files: Sequence[Path]) -> None:
    if files:
        con.execute(f"insert into {quote_name(table.name)} ({list_columns(table)}) {select_files(con, table, files)}")


def _of_batches(table: Table, stage: str) -> str:
    """Which rows of a table some batches of a stage wrote. Both stages write rejections, and each row says which."""
    condition = "batch_id in (select unnest(?))"
    if table.name == REJECTIONS.name:
        condition += f" and stage {'<>' if stage == DOCUMENTS_STAGE else '='} 'mentions'"
    return condition


def _expect_batches(con: duckdb.DuckDBPyConnection, table: Table, stage: str, expected: Mapping[str, int]) -> None:
    condition = _of_batches(table, stage)
    statement = f"select batch_id, count(*) from {quote_name(table.name)} where {condition} group by batch_id"
    found = dict(con.execute(statement, [list(expected)]).fetchall())
    for batch_id, count in expected.items():
        _expect(table, count, found.get(batch_id, 0))


def record_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Say of every figure when it was fetched, and when its source had corrected it.

    Two figures of one moment that contradict each other are both current, and the audit refuses them.
    """
    key = ", ".join(f"i.{quote_name(name)}" for name in FIGURE_KEY)
    con.execute(f"""
        update indicators set recorded_from = timed.retrieved_at, recorded_to = timed.until
        from (
            select i.rowid as row_number, f.retrieved_at, min(f.retrieved_at) over (
                partition by {key} order by f.retrieved_at
                range between interval 1 microsecond following and unbounded following
            ) as until
            from indicators i join fetches f using (fetch_id)
        ) timed
        where timed.row_number = indicators.rowid and (
            indicators.recorded_from is distinct from timed.retrieved_at
            or indicators.recorded_to is distinct from timed.until
        )
    """)


def load_commitments(con: duckdb.DuckDBPyConnection, folder: Path, at: datetime) -> None:
    """Record a resolution of mentions as known from `at` on, and mark near-duplicate documents.

    The folder holds one Parquet file a table of `schemas.resolution`: `commitments`, `commitment_parties`,
    `commitment_evidence`, `commitment_history` (without the columns of recording), `duplicates` and, where there are
    any, `aliases`.

    Without `scope.parquet` the resolution is full: it speaks of all commitments and all documents. A current
    commitment that it does not hold is closed, and a document that `duplicates` does not list repeats none.

    With `scope.parquet` (one column, `commitment_id`) it is a delta: it speaks of the listed ids only. Each of the four
    tables holds all current rows of the listed commitments and no others, not only what changed. A listed id without
    a row in `commitments` is withdrawn: it is closed, its history too, and its parties and evidence go. All other
    commitments stay as they are. `duplicates` lists the documents whose mark may have changed, with null for one that
    repeats none any more; others keep their mark.

    In both, a commitment whose content is the same keeps its row, so that loading the same again changes nothing;
    aliases are added, or led elsewhere, and removed where they are ids of commitments again.

    Raises `LoadError` where something is already recorded at a later moment, a file does not fit its table, two rows
    share a key, or a row is of a commitment that `scope.parquet` does not list.
    """
    versions.refuse_the_past(con, at)
    listed = _load_scope(con, folder)
    if listed is None:
        _record(con, folder, at, is_delta=False)
        return
    with spare_memory(con, listed):
        _record(con, folder, at, is_delta=True)


def _record(con: duckdb.DuckDBPyConnection, folder: Path, at: datetime, is_delta: bool) -> None:
    """Record a resolution, and make anew what is made of its tables."""
    resolved = {table.name: _select_resolved(con, table, folder, is_delta) for table in (*RESOLVED_TABLES, DUPLICATES)}
    for table in versions.VERSIONED_TABLES:
        versions.record_rows(con, table, resolved[table.name], at)
    for table in versions.NOW_TABLES:
        versions.replace_rows(con, table, resolved[table.name])
    versions.mark_duplicates(con, resolved[DUPLICATES.name])
    if (folder / f"{ALIASES.name}.parquet").exists():
        versions.add_aliases(con, _select_resolved(con, ALIASES, folder, is_delta).statement, at)
    count_documents_seen(con)
    derive_of_commitments(con, _describe_delta(resolved, at) if is_delta else None)


def _describe_delta(resolved: Mapping[str, versions.Resolved], at: datetime) -> Delta:
    rows = {table.name: resolved[table.name].select_now(table, at) for table in _READ_BY_DERIVED}
    return Delta(resolved[COMMITMENTS.name].scope, rows)


def _load_scope(con: duckdb.DuckDBPyConnection, folder: Path) -> int | None:
    """Keep the ids that a delta speaks of in a temporary table; how many they are, or None where there is no list."""
    file = folder / f"{SCOPE.name}.parquet"
    con.execute(f"drop table if exists {versions.TOUCHED}")
    if not file.exists():
        return None
    con.execute(f"create temp table {versions.TOUCHED} as {select_files(con, SCOPE, [file])}")
    return count_rows(file)


def _select_resolved(con: duckdb.DuckDBPyConnection, table: Table, folder: Path, is_delta: bool) -> versions.Resolved:
    return versions.Resolved(select_files(con, table, [folder / f"{table.name}.parquet"]), is_delta)


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
        con.execute(TIDY_NOTHING)
        con.begin()
        load_rows(con, table, rows)
        con.commit()


def replace_table(con: duckdb.DuckDBPyConnection, table: Table, data: pa.Table) -> None:
    """Give a table these rows and no others. Raises `LoadError` where not all of them arrived."""
    con.execute(f"delete from {quote_name(table.name)}")
    insert_rows(con, table, data)
    _expect(table, data.num_rows, _count_rows(con, table))


def insert_rows(con: duckdb.DuckDBPyConnection, table: Table, data: pa.Table) -> None:
    """Append rows that have the declared columns."""
    con.register(INCOMING, data)
    names = list_columns(table)
    con.execute(f"insert into {quote_name(table.name)} ({names}) select {names} from {INCOMING}")
    con.unregister(INCOMING)


def count_documents_seen(con: duckdb.DuckDBPyConnection) -> None:
    """Derive `documents_seen` from `documents`."""
    con.execute(f"delete from {quote_name(DOCUMENTS_SEEN.name)}")
    con.execute(f"""
        insert into {quote_name(DOCUMENTS_SEEN.name)} ({list_columns(DOCUMENTS_SEEN)})
        select source_id, published_on, count(*), count(coalesce(duplicate_of, superseded_by))
        from {quote_name(DOCUMENTS.name)} group by all order by all
    """)


def _count_rows(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    rows = con.execute(f"select count(*) from {quote_name(table.name)}").fetchall()
    return int(rows[0][0])


def _expect(table: Table, expected: int, found: int) -> None:
    if expected != found:
        what = f"table {table.name}: {expected} rows were to be there after loading, {found} are"
        raise LoadError(f"{what}: look for rows of another batch in the files; the published warehouse stands")
