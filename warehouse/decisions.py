"""Decisions in a candidate: what is there of the things that they name, and the rows that say what became of them."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from schemas.decisions import DECISIONS
from schemas.frames import to_arrow
from schemas.operations import REJECTIONS
from warehouse.build import load_rows, replace_table

Row = dict[str, Any]
_MENTIONS = "select * from mentions where mention_id in (select unnest($names))"
_COMMITMENTS = """
    select named.name, {columns}
    from (
        select unnest($names) as name, unnest($names) as commitment_id
        union select alias_id, commitment_id from commitment_aliases where alias_id in (select unnest($names))
    ) named
    join commitments c using (commitment_id)
    where c.recorded_to is null
    order by named.name <> c.commitment_id, named.name
"""
_FOLLOWING = "select document_id, superseded_by from documents where document_id in (select unnest($names))"
_MENTIONS_OF = "select * from mentions where document_id in (select unnest($names))"
_OWNERS = "select mention_id, commitment_id from commitment_evidence where mention_id in (select unnest($names))"


def find_mentions(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, Row]:
    """The mentions of these ids that are there."""
    return {row["mention_id"]: row for row in _select(con, _MENTIONS, names)}


def find_commitments(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, Row]:
    """The current rows of the commitments that have one of these ids, or had it: an alias leads to its commitment."""
    found: dict[str, Row] = {}
    for row in _select(con, _COMMITMENTS.format(columns="c.*"), names):
        found.setdefault(row.pop("name"), row)
    return found


def find_current_ids(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    """The ids that the commitments which have one of these ids, or had it, have now."""
    found: dict[str, str] = {}
    for row in _select(con, _COMMITMENTS.format(columns="c.commitment_id"), names):
        found.setdefault(row["name"], row["commitment_id"])
    return found


def find_owners(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    """Mention -> the commitment that it is evidence of."""
    return {row["mention_id"]: row["commitment_id"] for row in _select(con, _OWNERS, names)}


def read_following(con: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> dict[str, str | None]:
    """Document -> the version that replaced it, if any."""
    return {row["document_id"]: row["superseded_by"] for row in _select(con, _FOLLOWING, document_ids)}


def list_mentions_of(con: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> list[Row]:
    """The mentions of these documents."""
    return _select(con, _MENTIONS_OF, document_ids)


def list_recorded(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The decisions that a file holds."""
    return _fetch(con, "select * from decisions order by decision_id")


def _select(con: duckdb.DuckDBPyConnection, statement: str, names: Iterable[str]) -> list[Row]:
    wanted = sorted(names)
    return _fetch(con, statement, {"names": wanted}) if wanted else []


def _fetch(con: duckdb.DuckDBPyConnection, statement: str, parameters: dict[str, list[str]] | None = None) -> list[Row]:
    done = con.execute(statement, parameters)
    columns = [column[0] for column in done.description]
    return [dict(zip(columns, row, strict=True)) for row in done.fetchall()]


def record_decisions(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], rejections: Sequence[Row]) -> None:
    """Give the table of decisions these rows and no others, and the rejections of their lines likewise."""
    replace_table(con, DECISIONS, to_arrow(DECISIONS, rows))
    con.execute("delete from rejections where stage = 'decisions'")
    load_rows(con, REJECTIONS, rejections)
