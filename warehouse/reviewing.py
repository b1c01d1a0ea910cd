"""What a reviewer looks at: the queue, whether a target is there, its evidence with the text around it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from schemas.ddl import quote_name
from schemas.decisions import CORRECTABLE
from warehouse.decisions import find_commitments, find_current_ids, find_mentions, find_owners
from warehouse.errors import QueryError
from warehouse.questions import Question, ask_question, make_question
from warehouse.reading import Result, open_warehouse, run
from warehouse.scripts import load_scripts

Row = dict[str, Any]
AROUND = 1500
"""Characters of a document's text on each side of the evidence, enough for the sentences before and after."""
NAMES = {"m": "mention", "c": "commitment"}

_EVIDENCE = """
    with chosen as (
        select mention_id from mentions where mention_id = $id
        union select mention_id from commitment_evidence where commitment_id = $id
    )
    select m.*, d.title, d.published_on, d.publisher, d.url, d.duplicate_of, s.reliability_grade,
        if(d.text is null, m.evidence_start, greatest(m.evidence_start - $around, 0)) as text_start,
        coalesce(substring(d.text, greatest(m.evidence_start - $around, 0) + 1,
            m.evidence_end - greatest(m.evidence_start - $around, 0) + $around), m.evidence_text) as text
    from corrected_mentions m
    join chosen using (mention_id)
    join documents d using (document_id)
    left join sources s using (source_id)
    order by d.published_on, m.document_id, m.evidence_start, m.mention_id
"""
_ALIKE = """
    select o.commitment_id, o.kind, o.parties, o.counterparts, o.standing, o.first_seen_on, o.evidence_text
    from current_commitments c
    join current_commitments o on o.block_id = c.block_id and o.kind = c.kind and o.commitment_id <> c.commitment_id
    where c.commitment_id = $id
    order by len(list_intersect(o.parties || o.counterparts, c.parties || c.counterparts)) desc,
        abs(date_diff('day', o.first_seen_on, c.first_seen_on)), o.commitment_id
    limit $most
"""
_VERSIONS = "select * from commitments where commitment_id in (select unnest($names)) order by recorded_from"


def list_queue(path: Path, given: Mapping[str, str]) -> Result:
    """The queue, by `kind`, `actor`, `source`, `commitment`, `limit`. Raises `QueryError` where one is wrong."""
    return ask_question(path, _queue(), given)


@cache
def _queue() -> Question:
    (script,) = (script for script in load_scripts("review") if script.name == "queue")
    return make_question("review", script)


def find_target(path: Path, target_id: str) -> Row:
    """The mention, or the current row of the commitment, of this id; an alias leads to its commitment.

    Raises `QueryError` with the nearest ids where there is none.
    """
    letter = target_id[:1]
    if letter not in NAMES or target_id[1:2] != "-":
        raise QueryError(f"no id {target_id!r}: a decision is about a mention (m-…) or a commitment (c-…)")
    with open_warehouse(path) as con:
        find = find_mentions if letter == "m" else find_commitments
        found = find(con, [target_id])
        if target_id not in found:
            near = ", ".join(_find_near(con, target_id)) or "none yet"
            raise QueryError(f"no {NAMES[letter]} {target_id}: the nearest ids are {near}")
        return found[target_id]


def _find_near(con: duckdb.DuckDBPyConnection, target_id: str) -> list[str]:
    table = CORRECTABLE[target_id[0]][0]
    name = quote_name(table.key[0])
    statement = f"""
        select {name} from {quote_name(table.name)} group by {name}
        order by starts_with({name}, $id) desc, levenshtein({name}, $id), {name} limit 3
    """  # noqa: S608 - names of a declaration
    return [str(row[0]) for row in run(con, statement, {"id": target_id}).rows]


def list_evidence(path: Path, target_id: str) -> list[Row]:
    """The mention, or the mentions of the commitment, of this id, in the order of publication.

    Each has `text`, the part of its document around the evidence, which begins at `text_start`.
    """
    with open_warehouse(path) as con:
        return _rows(run(con, _EVIDENCE, {"id": target_id, "around": AROUND}))


def _rows(found: Result) -> list[Row]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def list_alike(path: Path, commitment_id: str, most: int = 5) -> list[Row]:
    """Commitments that may be the same as this one: of its block, those with the most actors in common and seen nearest
    to it first. None for a commitment that is not there, or that was rejected."""
    with open_warehouse(path) as con:
        return _rows(run(con, _ALIKE, {"id": commitment_id, "most": most}))


def list_shown(path: Path, moments: Mapping[str, tuple[str, datetime]]) -> dict[str, tuple[str, Row]]:
    """What a person had before them: by the given name, of a target and a moment, the commitment that the target is or
    proves now, and its row as it was at that moment; of a moment before the first, the first."""
    targets = {target for target, _ in moments.values()}
    with open_warehouse(path) as con:
        owners = find_owners(con, targets)
        owners |= find_current_ids(con, targets)
        rows = _rows(run(con, _VERSIONS, {"names": sorted(set(owners.values()))}))
    versions: dict[str, list[Row]] = {}
    for row in rows:
        versions.setdefault(row["commitment_id"], []).append(row)
    found = {}
    for name, (target, moment) in moments.items():
        if owner := owners.get(target):
            known = [row for row in versions[owner] if row["recorded_from"] <= moment]
            found[name] = owner, (known or versions[owner][:1])[-1]
    return found


def explain_queue(path: Path, commitment_id: str) -> tuple[float, list[str]] | None:
    """Score and reasons of a commitment in the queue; none where it is not in it."""
    found = list_queue(path, {"commitment": commitment_id})
    score, reasons = (found.columns.index(name) for name in ("score", "reasons"))
    return (found.rows[0][score], found.rows[0][reasons]) if found.rows else None
