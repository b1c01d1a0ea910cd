"""Write, audit, publish: what is not loaded yet, the candidate that holds it, the judgement, the swap.

The published file is never written. A night that brings nothing new leaves it as it is, and says so.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import schemas
from pipeline.home.batches import join_tables, read_note
from pipeline.home.ledger import read_alerts, read_entries, read_entry
from pipeline.home.pending import STAGES, list_unloaded
from pipeline.night.coverage import list_request_rows
from pipeline.night.resolve import commitments_folder, fingerprint_package, hash_checks, hash_warehouse, make_key
from pipeline.night.trends import add_trends
from pipeline.settings import Settings
from schemas.commitments import ACTOR_MEMBERSHIPS, ACTORS, COMMITMENT_HISTORY, COMMITMENTS, KINDS, TRANSITIONS
from schemas.contract import Table
from schemas.documents import REQUESTS, SOURCES
from schemas.frames import to_arrow
from schemas.indicators import INDICATOR_SERIES, PLEDGE_PARTS
from schemas.lives import load_kinds, load_transitions
from schemas.operations import ALERTS
from schemas.registers import load_actors, load_memberships
from schemas.resolution import RESOLVED_TABLES, SCOPE
from schemas.series import load_pledge_parts, load_series
from schemas.stages import DOCUMENTS_STAGE, STAGE_TABLES
from sources.catalogue import list_source_ids, load_sound_sources, source_row
from warehouse.query import query
from warehouse.settled import Origin, read_origin
from warehouse.touched import Touched

LOG = logging.getLogger("defcoop")
Bounds = dict[str, tuple[int, int, int]]


def reference_tables(settings: Settings) -> dict[str, pa.Table]:
    """Tables that are declared, not fetched: sources, actors, memberships, kinds and their transitions, series."""
    sources = list_source_rows(settings)
    actors = [{name: getattr(actor, name) for name in ACTORS.column_names} for actor in load_actors()]
    memberships = [asdict(membership) for membership in load_memberships()]
    return {
        "sources": to_arrow(SOURCES, sources),
        "actors": to_arrow(ACTORS, actors),
        "actor_memberships": to_arrow(ACTOR_MEMBERSHIPS, memberships),
        "kinds": to_arrow(KINDS, [asdict(kind) for kind in load_kinds()]),
        "transitions": to_arrow(TRANSITIONS, [asdict(transition) for transition in load_transitions()]),
        "indicator_series": to_arrow(INDICATOR_SERIES, [asdict(series) for series in load_series()]),
        "pledge_parts": to_arrow(PLEDGE_PARTS, [asdict(part) for part in load_pledge_parts()]),
    }


def list_source_rows(settings: Settings) -> list[dict[str, Any]]:
    """Rows of `sources`; of a source whose file is broken tonight, the row that is published."""
    rows = [add_trends(settings, source_row(source)) for source in load_sound_sources(settings.catalogue)]
    broken = set(list_source_ids(settings.catalogue)) - {row["source_id"] for row in rows}
    if broken and settings.published.exists():
        found = query(settings.published, "select * from sources")
        published = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        kept = [row for row in published if row["source_id"] in broken]
        rows += [{name: row.get(name) for name in SOURCES.column_names} for row in kept]
    return rows


def fingerprint(settings: Settings) -> str:
    """A hash of everything but batches that the warehouse is made from: declarations, views, reference tables."""
    tables = {name: table.to_pylist() for name, table in reference_tables(settings).items()}
    parts = [json.dumps(tables, sort_keys=True, default=str), make_key(settings)]
    parts += [fingerprint_package(schemas), hash_warehouse()]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def find_touched(settings: Settings, run_id: str) -> Touched | None:
    """What a run has touched; None where all rows are to be judged.

    That is so where the resolution is a whole one, or where the published file was judged by other checks.
    """
    scope = commitments_folder(settings) / f"{SCOPE.name}.parquet"
    return Touched(run_id, scope) if scope.exists() and is_judged_alike(settings) else None


def is_judged_alike(settings: Settings) -> bool:
    """Whether the published file was made and judged by the declarations, views and checks of now."""
    return read_origin(settings.published).judged_by == hash_checks()


def is_unchanged(settings: Settings) -> bool:
    """Whether the published warehouse already holds all that there is."""
    if not settings.published.exists() or list_unloaded(settings):
        return False
    return read_origin(settings.published).made_from == fingerprint(settings)


def measure_bounds(settings: Settings, run_id: str) -> Bounds:
    """For each source: the least and the most it should give, and what it gave tonight; a rebuild asks no source."""
    if read_entry(settings, run_id, "rebuild"):
        return {}
    seen = {entry["source_id"]: entry["seen"] for entry in read_entries(settings, run_id, "ingest-")}
    asked = read_entry(settings, run_id, "window")  # a run that reads one source back judges no other
    return {
        source.source_id: (source.documents_min, source.documents_max, seen.get(source.source_id, 0))
        for source in load_sound_sources(settings.catalogue)
        if asked is None or asked["source_id"] == source.source_id
    }


def find_unread_sources(settings: Settings, run_id: str) -> tuple[list[str], list[str]]:
    """All sources of the catalogue, and those that a night could not read."""
    known = list_source_ids(settings.catalogue)
    read = {entry["source_id"] for entry in read_entries(settings, run_id, "ingest-")}
    return known, [name for name in known if name not in read]


def find_dry_sources(bounds: Bounds) -> list[str]:
    """Sources that gave fewer documents than their minimum."""
    return sorted(name for name, (least, _, seen) in bounds.items() if seen < least)


def gather_new_rows(settings: Settings, at: datetime, run_id: str) -> dict[str, pa.Table]:
    """Every row that is not loaded yet, table by table; the commitments as they would be recorded now."""
    unloaded = list_unloaded(settings)
    tables: dict[str, list[pa.Table]] = {}
    for stage in STAGES:
        batch_ids = [name for where, name in unloaded if where == stage]
        for table in STAGE_TABLES[stage] if batch_ids else ():
            tables.setdefault(table.name, []).append(join_tables(settings.home, stage, batch_ids, table))
    joined = {name: pa.concat_tables(parts) for name, parts in tables.items()}
    requests = {REQUESTS.name: to_arrow(REQUESTS, list_request_rows(settings, run_id))}
    return joined | requests | reference_tables(settings) | _read_commitments(settings, at)


def _read_commitments(settings: Settings, at: datetime) -> dict[str, pa.Table]:
    folder = commitments_folder(settings)
    tables = {table.name: _read_resolved(folder, table) for table in RESOLVED_TABLES}
    for table in (COMMITMENTS, COMMITMENT_HISTORY):
        tables[table.name] = _add_times(table, tables[table.name], at)
    return tables


def _add_times(table: Table, found: pa.Table, at: datetime) -> pa.Table:
    """The rows as they would be recorded now."""
    times = table.column("recorded_from"), table.column("recorded_to")
    moment = pa.timestamp("us", tz="UTC")
    found = found.append_column(times[0].name, pa.array([at] * len(found), moment))
    return found.append_column(times[1].name, pa.nulls(len(found), moment))


def _read_resolved(folder: Path, table: Table) -> pa.Table:
    return pq.read_table(folder / f"{table.name}.parquet")


def count_new_rows(settings: Settings) -> dict[str, int]:
    """Documents, mentions and rejections that the next publication adds."""
    unloaded = list_unloaded(settings)
    counts = {"documents": 0, "mentions": 0, "rejections": 0}
    for stage, batch_id in unloaded:
        for table in STAGE_TABLES[stage]:
            if table.name in counts:
                path = settings.home / "stages" / stage / batch_id / f"{table.name}.parquet"
                counts[table.name] += pq.read_metadata(path).num_rows
    return counts


def make_run_row(
    run_id: str, started_at: datetime, at: datetime, counts: Mapping[str, int], origin: Origin
) -> dict[str, Any]:
    """A row of `runs` for a night that publishes."""
    return {
        "run_id": run_id,
        "started_at": started_at,
        "published_at": at,
        "outcome": "published",
        "documents_count": counts["documents"],
        "mentions_count": counts["mentions"],
        "rejections_count": counts["rejections"],
        **asdict(origin),
    }


def list_alert_rows(settings: Settings) -> list[dict[str, Any]]:
    """The ledger of alerts as rows of `alerts`."""
    return [
        {name: alert.get(name) for name in ALERTS.column_names}
        | {"raised_at": datetime.fromisoformat(alert["raised_at"])}
        for alert in read_alerts(settings)
    ]


def make_finding_rows(findings: list[Any]) -> list[dict[str, Any]]:
    """Findings of an audit as plain rows."""
    return [asdict(finding) for finding in findings]


def list_hints(settings: Settings) -> str:
    """The batches that are not published, and how a person takes one out."""
    batches = [name for stage, name in list_unloaded(settings) if stage == DOCUMENTS_STAGE]
    lines = [f"  {name} of {read_note(settings.home, name)['source_id']}" for name in batches]
    if not lines:
        return "No batch is waiting: mend the source or its bounds in the catalogue, then run the night again."
    advice = "If a source is wrong and stays wrong, take its batch out: defcoop discard BATCH --reason WHY"
    return "\n".join(["Batches that wait to be published:", *lines, advice])
