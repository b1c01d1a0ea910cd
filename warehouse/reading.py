"""Read a warehouse file: read-only connections, results, and errors that say what there is instead."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryError

SWAPS_MAX = 10
READ_ONLY = "the published warehouse is read-only; copy the file and open the copy to change it"
LIST_TABLES = """
    select table_name from duckdb_tables() where not internal
    union all select view_name from duckdb_views() where not internal
    order by all
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection, in UTC. Raises `QueryError` where the file is missing or is none of ours."""
    if not path.exists():
        raise QueryError(f"no warehouse at {path}: run `defcoop nightly` first")
    try:
        con = _connect(path)
    except duckdb.Error as error:
        raise QueryError(
            f"{path} cannot be opened: {_first_line(error)}: close what writes it, or restore it"
        ) from error
    with con:
        con.execute("set TimeZone = 'UTC'")
        con.execute("set enable_external_access = false")  # a question reads the warehouse, and no other file
        yield con


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one file. DuckDB opens a path three times, and reads the header at the second: where a
    night swaps the file in between, header and rows are of two files. Then, and only then, it is opened again."""
    for _ in range(SWAPS_MAX):
        before = path.stat().st_ino
        try:
            con = duckdb.connect(str(path), read_only=True)
        except duckdb.Error:
            if path.stat().st_ino == before:
                raise
            continue
        if path.stat().st_ino == before:
            return con
        con.close()
    return duckdb.connect(str(path), read_only=True)


def query(path: Path, statement: str, parameters: Mapping[str, Any] | None = None, most: int | None = None) -> Result:
    """Run one statement; values of `$name` come from the parameters; `most` rows are read where it is given.

    Raises `QueryError` that names the known tables or columns where the statement names an unknown one.
    """
    with open_warehouse(path) as con:
        return run(con, statement, parameters, most)


def run(
    con: duckdb.DuckDBPyConnection,
    statement: str,
    parameters: Mapping[str, Any] | None = None,
    most: int | None = None,
) -> Result:
    """Run one statement on an open connection. Raises `QueryError`, also for several statements."""
    try:
        if len(duckdb.extract_statements(statement)) > 1:
            raise QueryError("more than one statement: run them one by one")
        done = con.execute(statement, dict(parameters) if parameters else None)
        if done is None:
            raise QueryError("nothing to run: write one SQL statement")
        rows = done.fetchall() if most is None else done.fetchmany(most)
        return Result(tuple(column[0] for column in done.description), rows)
    except duckdb.Error as error:
        raise QueryError(_explain(con, error)) from error


def list_tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of all tables and views, sorted."""
    return [name for (name,) in con.execute(LIST_TABLES).fetchall()]


def suggest(name: str, known: list[str]) -> str:
    """The known names, the likeliest first."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    return ", ".join([*near, *(other for other in known if other not in near)])


def suggest_near(name: str, known: Sequence[str], most: int = 3, rest: int = 20) -> str:
    """`did you mean a, b`, or the first of the known names where none is near."""
    near = difflib.get_close_matches(name, known, n=most, cutoff=0.6)
    if near or not rest:
        return f"did you mean {', '.join(near)}" if near else ""
    more = f" and {len(known) - rest} more" if len(known) > rest else ""
    return f"use one of {', '.join(known[:rest])}{more}"


def _explain(con: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    text = _first_line(error)
    if "read-only" in text:
        return f"{text}: {READ_ONLY}"
    if isinstance(error, duckdb.CatalogException) and text.startswith("Catalog Error: Table with name"):
        name = text.split("Table with name ")[1].split()[0].strip('"')
        return f"no table {name!r}: use one of {suggest(name, list_tables(con))}"
    return " ".join(str(error).split("LINE 1:")[0].split())


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
