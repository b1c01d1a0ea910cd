"""Exports of a published file: every exported table as Parquet and as CSV, and the descriptor of both.

The same warehouse gives the same bytes: rows are sorted by their key, and one thread writes. DuckDB reads and writes;
no row passes through Python. Whole texts leave only where `sources.is_redistributable` says so.
"""

# ruff: noqa: S608 - names in statements come from the declarations, paths are quoted
import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import duckdb

from schemas.contract import Column, Table
from schemas.datapackage import EXPORTED, ExportedFile, Publisher, describe_package
from schemas.ddl import quote_name, quote_text
from warehouse.disk import sync_path, write_text
from warehouse.kept import read_version

DESCRIPTOR = "datapackage.json"
PARTITION_ROWS = 500_000
"""A table of documents or of what they say is cut by year of publication from this many rows on: below, a file of a
year is too small to be worth its opening."""
YEAR = "published_year"
_PARQUET = "format parquet, compression zstd, row_group_size 122880"
_CSV = "format csv, header"


def write_exports(published: Path, folder: Path, partition_rows: int = PARTITION_ROWS) -> None:
    """Write all exports of a published file into an empty folder, the descriptor last; all of it reaches the disk."""
    spill = folder.with_name(f"{folder.name}.spill")
    try:
        with duckdb.connect() as con:
            _prepare(con, published, spill)
            files = [file for table in EXPORTED for file in _export_table(con, folder, table, partition_rows)]
            publishers = {"": _list_publishers(con)}
            publishers |= {t.name: _list_publishers(con, t) for t in EXPORTED if "source_id" in t.column_names}
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    version = read_version(published)
    created = f"{version.published_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    described = describe_package(version.version_id, created, files, publishers)
    write_text(folder / DESCRIPTOR, json.dumps(described, indent=1, ensure_ascii=False) + "\n")
    for path in folder.rglob("*"):
        sync_path(path)


def _prepare(con: duckdb.DuckDBPyConnection, published: Path, spill: Path) -> None:
    con.execute(f"attach {quote_text(str(published))} as published (read_only)")
    con.execute("use published")
    con.execute("set TimeZone = 'UTC'")
    con.execute("set threads = 1")
    # what statistics say of the rows of a day would decide which columns of a Parquet file may be null
    con.execute("set disabled_optimizers = 'statistics_propagation'")
    con.execute(f"set temp_directory = {quote_text(str(spill))}")


def _export_table(
    con: duckdb.DuckDBPyConnection, folder: Path, table: Table, partition_rows: int
) -> list[ExportedFile]:
    """Both forms of one table."""
    (rows,) = con.execute(f"select count(*) from {quote_name(table.name)}").fetchall()[0]
    year = _year_of(table) if rows >= partition_rows else None
    csv, parquet = folder / "csv" / f"{table.name}.csv", folder / "parquet" / table.name
    csv.parent.mkdir(parents=True, exist_ok=True)
    parquet.mkdir(parents=True)
    con.execute(f"copy ({_select(table, _csv_value)}) to {quote_text(str(csv))} ({_CSV})")
    if year:
        target, options = parquet, f"{_PARQUET}, partition_by ({YEAR}), overwrite_or_ignore"
    else:
        target, options = parquet / "data_0.parquet", _PARQUET
    con.execute(f"copy ({_select(table, _plain_value, year)}) to {quote_text(str(target))} ({options})")
    paths = [csv, *sorted(parquet.rglob("*.parquet"))]
    return [_measure(folder, path, table, rows if path == csv else None) for path in paths]


def _select(table: Table, value: Callable[[Table, Column], str], year: str | None = None) -> str:
    """Rows of a table in the order of its key, and before that of the year that they are cut by."""
    columns = [f"{value(table, column)} as {quote_name(column.name)}" for column in table.columns]
    order = [f"t.{quote_name(name)}" for name in table.key]
    if year:
        columns, order = [*columns, f"{year} as {YEAR}"], [YEAR, *order]
    return f"select {', '.join(columns)} from {quote_name(table.name)} t order by {', '.join(order)}"


def _plain_value(table: Table, column: Column) -> str:
    """A column, or its text where the source may be passed on."""
    name = f"t.{quote_name(column.name)}"
    if not column.is_source_text:
        return name
    return f"case when t.source_id in (select source_id from sources where is_redistributable) then {name} end"


def _csv_value(table: Table, column: Column) -> str:
    name = _plain_value(table, column)
    if column.type == "text_list":
        return f"cast(to_json({name}) as varchar)"
    return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ')" if column.type == "timestamp" else name


def _year_of(table: Table) -> str | None:
    """The year of publication of a row, where the table has one of its own or by its document."""
    if any(column.name == "published_on" and not column.nullable for column in table.columns):
        return "year(t.published_on)"
    if any(column.references == "documents" for column in table.columns):
        return "(select year(d.published_on) from documents d where d.document_id = t.document_id)"
    return None


def _measure(folder: Path, path: Path, table: Table, rows: int | None) -> ExportedFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ExportedFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest, table, rows)


def _list_publishers(con: duckdb.DuckDBPyConnection, table: Table | None = None) -> list[Publisher]:
    """Publishers in the order of their ids; of a table, those that it has rows of."""
    where = f"where source_id in (select source_id from {quote_name(table.name)})" if table else ""
    statement = f"select source_id, title, licence, url from sources {where} order by source_id"
    return [Publisher(*row) for row in con.execute(statement).fetchall()]
