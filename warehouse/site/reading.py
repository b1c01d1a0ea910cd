"""What the pages show, read from one published file: the queries of `queries/`, as rows by name."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import duckdb

from warehouse.scripts import load_scripts

Row = dict[str, Any]
_CHUNK = 2_000
LIMITS = {"pages": 100_000, "lines": 1_000}
"""Commitments that have a page of their own, and rows of one list on a page; the others are in the published file."""


def find_statement(name: str) -> str:
    """The statement of a query of the site."""
    return next(script.statement for script in load_scripts("site/queries") if script.name == name)


def read_rows(con: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """All rows of a query."""
    return list(stream_rows(con, name))


def stream_rows(con: duckdb.DuckDBPyConnection, name: str, ids: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a query, a part at a time, on a cursor of their own; of these commitments where it asks for them."""
    cursor = con.cursor()
    cursor.execute("set TimeZone = 'UTC'")
    statement = find_statement(name)
    cursor.execute(statement, _choose({**LIMITS, "ids": list(ids)}, statement))
    columns = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(_CHUNK):
        for row in rows:
            yield dict(zip(columns, row, strict=True))


def read_prints(con: duckdb.DuckDBPyConnection, name: str, ids: Sequence[str]) -> dict[str, int]:
    """A hash of all rows of each of these commitments in a query, without reading them."""
    cursor = con.cursor()
    cursor.execute("set TimeZone = 'UTC'")
    statement = find_statement(name)
    cursor.execute(
        f"select commitment_id, sum(hash(shown)::hugeint) from ({statement}) shown group by commitment_id",  # noqa: S608
        {"ids": list(ids)},
    )
    return dict(cursor.fetchall())


def _choose(given: Mapping[str, Any], statement: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if f"${name}" in statement}


class Grouped:
    """The groups of a stream that is sorted by `commitment_id`, taken in that order; what is passed over is skipped."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=lambda row: str(row["commitment_id"]))
        self._name, self._rows = "", list[Row]()

    def take(self, commitment_id: str) -> list[Row]:
        """The rows of one commitment; none where it has none. Ids must be asked for in ascending order."""
        while self._name < commitment_id:
            name, rows = next(self._groups, ("\U0010ffff", iter(())))
            self._name, self._rows = name, list(rows)
        return self._rows if self._name == commitment_id else []
