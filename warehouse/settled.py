"""What is published, side by side with what waits: the rows that a resolution of new mentions needs, and no others.

A night that adds to the published commitments reads the mentions of the blocks that the new ones fall into, of each
block the commitments that were spoken of last. Everything here is done by sets and only reads.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.contract import Table
from schemas.ddl import SQL_TYPES, list_columns, quote_text
from schemas.documents import DOCUMENTS
from schemas.mentions import MENTIONS
from warehouse.errors import QueryError
from warehouse.parquet import select_files
from warehouse.reading import query

Row = dict[str, Any]
Ids = Iterable[str]
LINK_COLUMNS = ("duplicate_of", "independence_group", "version", "superseded_by")
DOCUMENT_COLUMNS = ("document_id", "published_on", "title", "url", "source_id", *LINK_COLUMNS)
"""What a resolution reads of a document, besides the grade of its source."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the published file was made from: a hash of everything, of what resolved it, of what reviewers decided.

    `judged_by` is one of the checks that all its rows have passed.
    """

    made_from: str | None = None
    resolved_with: str | None = None
    decided_with: str | None = None
    judged_by: str | None = None


@dataclass(frozen=True, slots=True)
class TouchedBlock:
    """A block that new mentions fall into, and from which day on; or one that is to be read as a whole."""

    block_id: str
    from_on: date
    is_whole: bool = False


def read_origin(path: Path) -> Origin:
    """The origin that stands in the published file itself: a kill after the swap cannot part the two."""
    statement = """
        select made_from, resolved_with, decided_with, judged_by from runs order by started_at desc, run_id desc limit 1
    """
    if not path.exists():
        return Origin()
    try:
        found = query(path, statement).rows
    except QueryError:  # a file of an older declaration, which does not say it
        return Origin()
    return Origin(*found[0]) if found else Origin()


@contextmanager
def open_settled(
    published: Path, documents: Sequence[Path], mentions: Sequence[Path], is_delta: bool
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the published file, if any, as `settled`, and views `all_documents` and `all_mentions`.

    `documents` and `mentions` are Parquet files: of the batches that wait, for a delta, and the views hold what is
    published as well; otherwise of all batches. A row without a value where one is required is left out: the audit
    names it and refuses it. Raises `LoadError` where a file does not fit its table.
    """
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        if published.exists():
            con.execute(f"attach {quote_text(str(published))} as settled (read_only)")
        for table, files in ((DOCUMENTS, documents), (MENTIONS, mentions)):
            _create_views(con, table, files, is_delta)
        yield con


def _create_views(con: duckdb.DuckDBPyConnection, table: Table, files: Sequence[Path], is_delta: bool) -> None:
    required = " and ".join(f'"{column.name}" is not null' for column in table.columns if not column.nullable)
    empty = ", ".join(f'null::{SQL_TYPES[column.type]} as "{column.name}"' for column in table.columns)
    found = select_files(con, table, files) if files else f"select {empty} where false"
    con.execute(f"create temp view new_{table.name} as select * from ({found}) where {required}")
    old = f"select {list_columns(table)} from settled.{table.name} union all by name" if is_delta else ""
    con.execute(f"create temp view all_{table.name} as {old} select {list_columns(table)} from new_{table.name}")


def select_rows(con: duckdb.DuckDBPyConnection, statement: str, **tables: pa.Table) -> list[Row]:
    """The rows of a statement, which may name these tables."""
    for name, table in tables.items():
        con.register(name, table)
    rows: list[Row] = con.sql(statement).to_arrow_table().to_pylist()
    for name in tables:
        con.unregister(name)
    return rows


def list_ids(ids: Ids) -> pa.Table:
    """Ids as a table of one column, `id`."""
    return pa.table({"id": pa.array(sorted(set(ids)), pa.string())})


def read_mentions(con: duckdb.DuckDBPyConnection, mention_ids: Ids | None = None) -> list[Row]:
    """The mentions of these ids that are there, or all."""
    statement = f"select {list_columns(MENTIONS)} from all_mentions"
    if mention_ids is None:
        return select_rows(con, statement)
    return select_rows(con, f"{statement} where mention_id in (select id from wanted)", wanted=list_ids(mention_ids))


def list_mentions_in(con: duckdb.DuckDBPyConnection, document_ids: Ids) -> list[Row]:
    """The mentions of these documents, also those that wait."""
    statement = f"select {list_columns(MENTIONS)} from all_mentions where document_id in (select id from wanted)"
    return select_rows(con, statement, wanted=list_ids(document_ids))


def read_documents(con: duckdb.DuckDBPyConnection, document_ids: Ids) -> list[Row]:
    """What a resolution reads of these documents."""
    columns = ", ".join(DOCUMENT_COLUMNS)
    statement = f"select {columns} from all_documents where document_id in (select id from wanted)"
    return select_rows(con, statement, wanted=list_ids(document_ids))


def read_fingerprints(con: duckdb.DuckDBPyConnection, since: date, before: timedelta = timedelta()) -> list[Row]:
    """Documents published since some time before a day, and all versions of those published since that day.

    With their fingerprints, and what links them to others as far as it is known; with the texts of those alone that an
    older night has stored without a fingerprint.
    """
    first = since - before if since > date.min + before else date.min
    columns = ", ".join(("document_id", "language", "published_on", "retrieved_at", "series_id", "fingerprint"))
    days = {"since": quote_text(str(since)), "first": quote_text(str(first))}
    statement = """
        select {columns}, case when fingerprint is null then text end as text from all_documents
        where published_on >= {first}
            or series_id in (select series_id from all_documents where published_on >= {since})
    """
    return select_rows(con, statement.format(columns=f"{columns}, {', '.join(LINK_COLUMNS)}", **days))


def find_new(con: duckdb.DuckDBPyConnection) -> tuple[date | None, list[str]]:
    """The first day of the documents that wait, and the mentions that wait."""
    ((first,),) = con.execute("select min(published_on) from new_documents").fetchall()
    return first, [name for (name,) in con.execute("select mention_id from new_mentions").fetchall()]


def list_mentions_of(con: duckdb.DuckDBPyConnection, document_ids: Ids) -> list[str]:
    """The published mentions of these documents."""
    statement = "select mention_id from settled.mentions where document_id in (select id from wanted)"
    return [row["mention_id"] for row in select_rows(con, statement, wanted=list_ids(document_ids))]


def read_decided(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Every id that a published decision names, and of what it holds for now."""
    statement = """
        select distinct unnest([target_id, value, mention_id, other_mention_id]) as id from settled.decisions
    """
    return {row["id"] for row in select_rows(con, statement) if row["id"] is not None}


def _has_table(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether the published file has a table; one of an older declaration may not, and there may be no file."""
    statement = "select count(*) from duckdb_tables() where database_name = 'settled' and table_name = ?"
    return con.execute(statement, [name]).fetchall() != [(0,)]


def read_aliases(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every published alias and the commitment that it leads to."""
    if not _has_table(con, "commitment_aliases"):
        return {}
    statement = "select alias_id, commitment_id from settled.commitment_aliases"
    return {row["alias_id"]: row["commitment_id"] for row in select_rows(con, statement)}


def list_former(con: duckdb.DuckDBPyConnection, mention_ids: Ids) -> list[Row]:
    """The commitments that were published, are not there now, and were proved best by one of these mentions.

    Each has its id, that mention, and the times of its first and its last row.
    """
    if not _has_table(con, "commitments"):
        return []
    statement = """
        select commitment_id, max_by(mention_id, recorded_from) as mention_id,
            min(recorded_from) as begun_at, max(recorded_to) as ended_at
        from settled.commitments
        where commitment_id in (
            select commitment_id from settled.commitments
            where recorded_to is not null and mention_id in (select id from wanted)
        )
        group by commitment_id
        having count(*) = count(recorded_to) and max_by(mention_id, recorded_from) in (select id from wanted)
    """
    return select_rows(con, statement, wanted=list_ids(mention_ids))


def read_lives(con: duckdb.DuckDBPyConnection, ids: Ids) -> list[Row]:
    """Since when each of these commitments is published, and whether it was away between two of its rows."""
    statement = """
        select commitment_id, min(recorded_from) as begun_at, bool_or(is_back) as came_back
        from (
            select commitment_id, recorded_from, coalesce(recorded_from > lag(recorded_to) over (
                partition by commitment_id order by recorded_from), false) as is_back
            from settled.commitments where commitment_id in (select id from wanted)
        )
        group by all
    """
    return select_rows(con, statement, wanted=list_ids(ids))


def find_commitments(con: duckdb.DuckDBPyConnection, ids: Ids) -> dict[str, str]:
    """Block by commitment, of the current commitments that have one of these ids or one of these mentions."""
    statement = """
        select commitment_id, block_id from settled.commitments
        where recorded_to is null and (
            commitment_id in (select id from wanted)
            or commitment_id in (
                select commitment_id from settled.commitment_aliases where alias_id in (select id from wanted)
            )
            or commitment_id in (
                select commitment_id from settled.commitment_evidence where mention_id in (select id from wanted)
            )
        )
    """
    return {row["commitment_id"]: row["block_id"] for row in select_rows(con, statement, wanted=list_ids(ids))}


def find_current(con: duckdb.DuckDBPyConnection, ids: Ids) -> set[str]:
    """Those of these ids that are current commitments."""
    statement = """
        select commitment_id from settled.commitments
        where recorded_to is null and commitment_id in (select id from wanted)
    """
    return {row["commitment_id"] for row in select_rows(con, statement, wanted=list_ids(ids))}


def read_owners(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every published mention and its commitment."""
    if not _has_table(con, "commitment_evidence"):
        return {}
    statement = "select mention_id, commitment_id from settled.commitment_evidence"
    return {row["mention_id"]: row["commitment_id"] for row in select_rows(con, statement)}


def find_members(
    con: duckdb.DuckDBPyConnection, blocks: Sequence[TouchedBlock], commitments: Mapping[str, str], looked_at: int
) -> dict[str, str]:
    """Mention -> commitment, for the published commitments that new mentions of these blocks may join.

    Of a block those that were spoken of since its first new mention, and of the others the last `looked_at` of each
    instrument and of none; all of a block that is whole; and all of `commitments`.
    """
    statement = """
        with ranked as (
            select c.commitment_id, b.is_whole or c.last_seen_on >= b.from_on as is_near,
                rank() over (
                    partition by c.block_id, c.instrument, b.is_whole or c.last_seen_on >= b.from_on
                    order by c.last_seen_on desc
                ) as place
            from settled.commitments c
            join touched b using (block_id)
            where c.recorded_to is null
        ),
        chosen as (
            select commitment_id from ranked where is_near or place <= $looked_at
            union select id from wanted
        )
        select mention_id, commitment_id from settled.commitment_evidence join chosen using (commitment_id)
    """
    touched = pa.table(
        {
            "block_id": pa.array([block.block_id for block in blocks], pa.string()),
            "from_on": pa.array([block.from_on for block in blocks], pa.date32()),
            "is_whole": pa.array([block.is_whole for block in blocks], pa.bool_()),
        }
    )
    statement = statement.replace("$looked_at", str(int(looked_at)))
    rows = select_rows(con, statement, touched=touched, wanted=list_ids(commitments))
    return {row["mention_id"]: row["commitment_id"] for row in rows}
