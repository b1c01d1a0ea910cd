"""Parquet files as rows of a declared table: DuckDB reads them where they lie, nothing of them is kept in Python.

A file may be of an older declaration: a column that may be null and is not in it is null. Only columns that differ in
the width of their type are cast, so that no value can be changed or lost on its way.
"""

# ruff: noqa: S608 - names in statements come from the declarations, paths are quoted
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.contract import Column, Table
from schemas.ddl import SQL_TYPES, quote_name, quote_text
from warehouse.errors import LoadError

WIDENED = {
    "BIGINT": frozenset({"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"}),
    "DOUBLE": frozenset({"FLOAT"}),
}
"""Types of a file that a declared type holds without loss."""
ALL_NULL = '"NULL"'
"""What DuckDB calls the type of a column that was written without a value."""


def select_files(con: duckdb.DuckDBPyConnection, table: Table, files: Sequence[Path]) -> str:
    """A statement that gives the rows of files with exactly the declared columns and types.

    Raises `LoadError` for a file that cannot be read, a column that is not there and must not be null, or one whose
    type is another.
    """
    shapes = [read_shape(con, file) for file in files]
    columns = ", ".join(_select_column(table, column, shapes) for column in table.columns)
    return f"select {columns} from {scan_files(files)}"


def scan_files(files: Sequence[Path]) -> str:
    """The table function that reads files, columns matched by name."""
    return f"read_parquet([{', '.join(quote_text(str(file)) for file in files)}], union_by_name = true)"


def count_rows(file: Path) -> int:
    """The rows of a file as its footer says. Raises `LoadError` where it cannot be read."""
    try:
        return int(pq.read_metadata(file).num_rows)
    except (OSError, pa.ArrowInvalid) as error:
        raise LoadError(f"{file} cannot be read: {error}: make it anew") from error


def read_shape(con: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    """Names and SQL types of the columns of a file. Raises `LoadError` where it cannot be read."""
    try:
        found = con.execute(f"describe from {scan_files([file])}").fetchall()
    except duckdb.Error as error:
        raise LoadError(f"{file} cannot be read: {str(error).splitlines()[0]}: make it anew") from error
    return {row[0]: row[1] for row in found}


def _select_column(table: Table, column: Column, shapes: Sequence[dict[str, str]]) -> str:
    declared, name = SQL_TYPES[column.type], quote_name(column.name)
    for shape in shapes:
        _expect_fit(table, column, shape)
    if not any(column.name in shape for shape in shapes):
        return f"cast(null as {declared}) as {name}"
    is_same = all(shape.get(column.name, declared) == declared for shape in shapes)
    return name if is_same else f"cast({name} as {declared}) as {name}"


def _expect_fit(table: Table, column: Column, shape: dict[str, str]) -> None:
    declared, found = SQL_TYPES[column.type], shape.get(column.name)
    if found is None and not column.nullable:
        have = ", ".join(shape)
        raise LoadError(f"rows for {table.name} have no column {column.name} (they have {have}): make them anew")
    if found not in (None, declared, ALL_NULL) and found not in WIDENED.get(declared, ()):
        where = f"{table.name}.{column.name}"
        raise LoadError(f"{where}: the file has {found}, declared is {declared}: make the rows anew")
