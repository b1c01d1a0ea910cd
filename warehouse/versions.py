"""Two clocks: what was recorded of a commitment, from when to when.

A commitment whose content is unchanged keeps its row. A changed one gets its row closed and a new one opened at the
same moment, so that at every moment exactly one row of it is current; one that mentions no longer give is closed.
Everything is done by sets, over Parquet files that DuckDB reads where they lie.
"""

# ruff: noqa: S608 - names in statements come from the declarations, values are bound
from dataclasses import dataclass
from datetime import datetime

import duckdb

from schemas.commitments import COMMITMENT_EVIDENCE, COMMITMENT_HISTORY, COMMITMENT_PARTIES, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import list_columns, quote_name, quote_text
from schemas.resolution import RECORDED
from warehouse.errors import LoadError

VERSIONED_TABLES: tuple[Table, ...] = (COMMITMENTS, COMMITMENT_HISTORY)
"""Tables of two clocks."""
NOW_TABLES: tuple[Table, ...] = (COMMITMENT_PARTIES, COMMITMENT_EVIDENCE)
"""Tables that say how things are now, and keep no versions."""
CLUSTERED = {COMMITMENTS.name: "kind, last_seen_on", COMMITMENT_PARTIES.name: "actor_id"}
"""The order in which rows of a whole resolution are written: questions are of a kind or an actor, and skip the rest."""
TOLD_FIRST = {COMMITMENTS.name: ("mentions_count", "documents_count", "last_seen_on", "confidence")}
"""What nearly every new mention changes of a row: where it differs, the wide columns need not be compared."""
TOUCHED = "touched_commitments"
"""A temporary table of the ids that a resolution speaks of; there only where it does not speak of all."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Rows of a resolution: a statement that gives them, and whether only those of `TOUCHED` are meant."""

    statement: str
    is_delta: bool = False

    @property
    def scope(self) -> str:
        """The condition on rows of the warehouse that the resolution speaks of."""
        return f"commitment_id in (select commitment_id from {TOUCHED})" if self.is_delta else "true"

    def select_now(self, table: Table, at: datetime) -> str:
        """The statement that gives its rows as the current ones of a table, recorded at a moment."""
        times = {
            "recorded_from": f"timestamptz {quote_text(at.isoformat())}",
            "recorded_to": "cast(null as timestamptz)",
        }
        columns = [f"{times[name]} as {name}" if name in times else quote_name(name) for name in table.column_names]
        return f"select {', '.join(columns)} from ({self.statement})"

    def order(self, table: Table) -> str:
        """The order in which its rows are written, if any; the few of a delta are not worth it."""
        return "" if self.is_delta or table.name not in CLUSTERED else f"order by {CLUSTERED[table.name]}"


def record_rows(con: duckdb.DuckDBPyConnection, table: Table, rows: Resolved, at: datetime) -> None:
    """Make these the current rows of a table of two clocks: what differs from them is closed, what is new is opened.

    Raises `LoadError` where two of the rows share a key, or one is outside of what the resolution speaks of.
    """
    name = quote_name(table.name)
    content = [quote_name(column) for column in table.column_names if column not in RECORDED]
    keys = [quote_name(column) for column in table.key if column not in RECORDED]
    con.execute(f"create or replace temp view resolved as {rows.statement}")
    same = " and ".join(f"new.{column} is not distinct from old.{column}" for column in content if column not in keys)
    old_rows = _find_rows(con, name, f"recorded_to is null and {rows.scope}", rows.is_delta, _match(table, keys))
    con.execute(f"""
        create or replace temp table kept_rows as
        select old.row_place, {", ".join(f"old.{key}" for key in keys)}
        from {old_rows} old join resolved new using ({", ".join(keys)})
        where {same}
    """)
    is_stale = "rowid in (select row_place from old_places anti join kept_rows using (row_place))"
    con.execute(f"delete from {name} where recorded_from = $at and {is_stale}", {"at": at})
    con.execute(f"update {name} set recorded_to = $at where {is_stale}", {"at": at})
    con.execute(
        f"""
        insert into {name} ({list_columns(table)})
        select {", ".join(content)}, $at, null from resolved new anti join kept_rows using ({", ".join(keys)})
        {rows.order(table)}
        """,
        {"at": at},
    )
    _expect_current(con, table, keys, rows, at)
    con.execute("drop view resolved; drop table kept_rows")


def replace_rows(con: duckdb.DuckDBPyConnection, table: Table, rows: Resolved) -> None:
    """Make these the rows of a table without versions, or those of the touched commitments; equal ones stay in place.

    Raises `LoadError` where not all of them arrived.
    """
    name, columns = quote_name(table.name), list_columns(table)
    con.execute(f"create or replace temp view resolved as {rows.statement}")
    old_rows = _find_rows(con, name, rows.scope, rows.is_delta)
    known, before = _count(con, "old_places"), _count(con, name)
    same = " and ".join(f"r.{column} is not distinct from o.{column}" for column in columns.split(", "))
    con.execute(f"""
        delete from {name}
        where rowid in (select row_place from {old_rows} o where not exists (from resolved r where {same}))
    """)
    con.execute(f"""
        insert into {name} ({columns})
        select {columns} from resolved r where not exists (from {old_rows} o where {same}) {rows.order(table)}
    """)
    found = known + _count(con, name) - before - _count(con, f"resolved where not ({rows.scope})")
    count = _count(con, "resolved")
    con.execute("drop view resolved")
    if found != count:
        raise LoadError(f"{table.name}: {count} rows were resolved and {found} are there: {_OUTSIDE}")


def _match(table: Table, keys: list[str]) -> str:
    """What tells of most rows that they differ from what is resolved, without their wide columns; empty for none."""
    told = TOLD_FIRST.get(table.name, ())
    same = [f"new.{name} is not distinct from old.{name}" for name in (*keys, *told)]
    return f"semi join resolved new on {' and '.join(same)}" if told else ""


def _find_rows(con: duckdb.DuckDBPyConnection, name: str, condition: str, is_delta: bool, match: str = "") -> str:
    """Keep where the rows lie that a condition means, as `old_places`; returns the name by which the rows are read.

    The ids of a table are passed once, and its wide columns are read for these rows alone, or those of them that match:
    for the few of a delta now, for those of a whole resolution where they lie.
    """
    found = "rowid as row_place, commitment_id" if is_delta else "rowid as row_place"
    con.execute(f"create or replace temp table old_places as select {found} from {name} where {condition}")
    if not is_delta:
        rows = f"select rowid as row_place, * from {name} where rowid in (from old_places)"
        con.execute(f"create or replace temp view old_rows_there as {rows}")
        return "old_rows_there"
    if match:
        rows = f"(select old.row_place, old.commitment_id from ({_read_rows(name)}) old {match})"
        con.execute(f"create or replace temp table matching_places as {rows}")
    places = "matching_places" if match else "old_places"
    con.execute(f"create or replace temp table old_rows as {_read_rows(name, places)}")
    return "old_rows"


def _read_rows(name: str, places: str = "old_places") -> str:
    """The id of a row is known with its place, and not read again."""
    return f"""
        from {places} join (
            select rowid as row_place, * exclude (commitment_id) from {name}
            where rowid in (select row_place from {places})
        ) using (row_place)
    """


def mark_duplicates(con: duckdb.DuckDBPyConnection, rows: Resolved) -> None:
    """Say of every document, or of those that a delta lists, what it repeats, its group, and which version it is."""
    con.execute(f"create or replace temp table duplicates_found as {rows.statement}")
    if not rows.is_delta:
        con.execute("""
            insert into duplicates_found (document_id)
            select document_id from documents where document_id not in (select document_id from duplicates_found)
        """)
    con.execute("""
        update documents set duplicate_of = f.duplicate_of, superseded_by = f.superseded_by,
            independence_group = f.in_group, version = f.number
        from (
            select *, coalesce(version, 1) as number,
                coalesce(independence_group, duplicate_of, document_id) as in_group
            from duplicates_found
        ) f
        where f.document_id = documents.document_id
            and documents.rowid in (
                select rowid from documents where document_id in (select document_id from duplicates_found)
            )
            and (documents.duplicate_of, documents.superseded_by, documents.independence_group, documents.version)
            is distinct from (f.duplicate_of, f.superseded_by, f.in_group, f.number)
    """)
    con.execute("drop table duplicates_found")


def add_aliases(con: duckdb.DuckDBPyConnection, statement: str, at: datetime) -> None:
    """Add aliases that are not known, as of `at`; a known one keeps its moment and may lead elsewhere.

    An alias that is the id of a current commitment again, because a reviewer or an older text parted the two, goes.

    Raises `LoadError` where one alias leads to two commitments.
    """
    con.execute(f"create or replace temp table aliases_found as {statement}")
    twice = "select alias_id from aliases_found group by alias_id having count(*) > 1 order by all limit 1"
    for (alias_id,) in con.execute(twice).fetchall():
        raise LoadError(f"alias {alias_id} leads to two commitments: mend the resolution of mentions")
    con.execute("""
        update commitment_aliases set commitment_id = found.commitment_id, reason = found.reason
        from aliases_found found
        where found.alias_id = commitment_aliases.alias_id
            and (found.commitment_id, found.reason) <> (commitment_aliases.commitment_id, commitment_aliases.reason)
    """)
    con.execute(
        """
        insert into commitment_aliases (alias_id, commitment_id, reason, recorded_at)
        select alias_id, commitment_id, reason, $at from aliases_found anti join commitment_aliases using (alias_id)
        """,
        {"at": at},
    )
    con.execute("""
        delete from commitment_aliases
        where alias_id in (select commitment_id from commitments where recorded_to is null)
    """)
    con.execute("drop table aliases_found")


def refuse_the_past(con: duckdb.DuckDBPyConnection, at: datetime) -> None:
    """Raises `LoadError` where a later moment is already recorded."""
    statement = "select greatest(max(recorded_from), max(recorded_to)) from commitments"
    ((latest,),) = con.execute(statement).fetchall()
    if latest is not None and latest > at:
        what = f"commitments are already recorded at {latest:%Y-%m-%d %H:%M:%S} UTC, later than {at:%Y-%m-%d %H:%M:%S}"
        raise LoadError(f"{what}: set the clock right, or take DEFCOOP_NOW away; what was recorded is not rewritten")


_OUTSIDE = "look for rows of commitments that scope.parquet does not list; mend the resolution of mentions"


def _expect_current(
    con: duckdb.DuckDBPyConnection, table: Table, keys: list[str], rows: Resolved, at: datetime
) -> None:
    """What is current of what the resolution speaks of: rows that were kept, and rows of this moment."""
    name, key = quote_name(table.name), ", ".join(keys)
    expected = _count(con, "resolved")
    statement = f"""
        select count(*), count(distinct ({key})) from (
            select {key} from kept_rows
            union all
            select {key} from {name}
            where recorded_from = $at and recorded_to is null and {rows.scope}
                and rowid not in (select row_place from kept_rows)
        )
    """
    ((found, distinct),) = con.execute(statement, {"at": at}).fetchall()
    if distinct != found:
        what = f"{table.name}: {found} rows are current and have {distinct} keys"
        raise LoadError(f"{what}: two resolved rows share a key; mend the resolution of mentions")
    if found != expected:
        raise LoadError(f"{table.name}: {expected} rows were resolved and {found} are current: {_OUTSIDE}")


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    ((count,),) = con.execute(f"select count(*) from {rows}").fetchall()
    return int(count)
