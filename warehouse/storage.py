"""The format that the published file is written in: one that the tools of analysts can open.

A file in DuckDB's own latest format opens in no client before 2.0: not with the drivers that database tools and R come
with. Written for `STORAGE_VERSION` it opens in every client from that version on, holds the same, and is as large.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.ddl import quote_name, quote_text
from warehouse.disk import copy_file

STORAGE_VERSION = "v1.4.0"
NEW_FILE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": STORAGE_VERSION}
"""Options of a connection that makes a file; a file that is there keeps the format that it has."""
TIDY_A_LITTLE = "set max_vacuum_tasks = 1"
"""How much is tidied when the log is folded into a file that was built before: a little of each table. The default
would write most of a large file anew for a few new rows, and leave the next nights nothing to do."""
TIDY_NOTHING = "set max_vacuum_tasks = 0"
"""For what is still to be added to a candidate that was tidied when it was built."""
FEW = 50_000
"""Commitments of a delta up to which little memory holds all that is kept beside the blocks that are passed."""
LITTLE_MEMORY = 500_000_000
"""Bytes for each thread that are enough to look for few rows in large tables."""


@contextmanager
def spare_memory(con: duckdb.DuckDBPyConnection, commitments_count: int) -> Iterator[None]:
    """Look for the rows of few commitments in little memory, which is given to block after block.

    Blocks of large tables are passed once or twice. With much memory each of them takes new memory from the system,
    which costs more than reading it again. What does not fit is spilled beside the file, as ever. Nothing is changed
    for many of them, or where there is no more memory than this.
    """
    settings = "current_setting('memory_limit') as text, current_setting('threads')"
    ((text, threads, known),) = con.execute(f"select {settings}, parse_formatted_bytes(text)").fetchall()
    little = threads * LITTLE_MEMORY
    if commitments_count > FEW or known <= little:
        yield
        return
    con.execute(f"set memory_limit = '{little}B'")
    yield
    con.execute(f"set memory_limit = {quote_text(text)}")  # not after an error, which ends the transaction and the file


def copy_published(published: Path, candidate: Path) -> None:
    """Copy a published file. One of another format is written anew: its tables, which is all that is taken from it."""
    if read_storage_version(published) == STORAGE_VERSION:
        copy_file(published, candidate)
        return
    with duckdb.connect(str(candidate), config=NEW_FILE) as con:
        con.execute(f"attach {quote_text(str(published))} as published (read_only)")
        names = "select table_name from duckdb_tables() where database_name = 'published' and not internal order by all"
        for (name,) in con.execute(names).fetchall():
            con.execute(f"create table {quote_name(name)} as from published.{quote_name(name)}")


def read_storage_version(path: Path) -> str:
    """The oldest version of DuckDB that a file is written for, as `v1.4.0`."""
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchall()
    return str(found[0][0]).rstrip("+")
