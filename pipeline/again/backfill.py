"""Back-fill a source: read it further back than a night looks, by the steps of a night, in a run of its own.

What was begun is written down, so that a back-fill that was killed goes on: what was answered is not asked again, what
was read is not read again. Done twice it changes nothing.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.alerts.telling import tell
from pipeline.errors import AlreadyTold, PipelineError
from pipeline.home import ledger
from pipeline.home.files import read_json, write_json
from pipeline.night.trends import begin_trends, read_trends
from pipeline.run import FAILED, REFUSED, export_settings, run_direct
from pipeline.settings import Settings, load_settings, prepare_home
from schemas.nights import BACKFILL
from sources.catalogue import CatalogueError, list_source_ids, load_source
from warehouse.query import query

LOG = logging.getLogger("defcoop")
RUNNING, DONE = "running", "done"
_GAVE = """
    select count(*), min(published_on), max(published_on) from documents
    where source_id = $source and published_on between $since and $until
"""


@dataclass(frozen=True, slots=True)
class Backfilled:
    """How a back-fill ended: the run, its outcome, and lines for a person."""

    run_id: str
    outcome: str
    is_complete: bool
    lines: tuple[str, ...]


def run_backfill(settings: Settings, source_id: str, since: date, until: date | None = None) -> Backfilled:
    """Back-fill a source from one day to another, or to now. Raises `PipelineError` where it cannot even begin."""
    at = settings.clock()
    last = until or at.astimezone(UTC).date()
    if since > last:
        raise PipelineError(f"--since {since} is after --until {last}", "give the earlier day first")
    if source_id not in list_source_ids(settings.catalogue):
        known = ", ".join(list_source_ids(settings.catalogue))
        raise PipelineError(f"no source {source_id!r} in {settings.catalogue}", f"use one of: {known}")
    try:
        load_source(settings.catalogue, source_id)
    except CatalogueError as error:
        raise PipelineError(str(error), "mend the file") from error
    prepare_home(settings)
    export_settings(settings)
    with ledger.lock_home(settings.home):
        begin_trends(settings)
        run_id, window = _begin(settings, source_id, since, until, at)
        is_done = run_direct(settings, run_id, [source_id])
        outcome = str((ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome"))
        if not is_done and outcome != REFUSED:
            outcome = FAILED
            ledger.write_entry(settings, run_id, "outcome", {"outcome": FAILED})
        tell(settings, run_id)
        entry = ledger.read_entry(settings, run_id, f"ingest-{source_id}") or {}
        is_complete = is_done and not entry.get("unanswered", 1) and not entry["cut"]
        if is_complete:
            write_json(_record_path(settings, source_id), window | {"state": DONE})
        lines = tuple(_describe(settings, source_id, window, entry, is_complete))
        return Backfilled(run_id, outcome, is_complete, lines)


def backfill_by_form(form: Mapping[str, Any]) -> list[str]:
    """Back-fill what a form asks for: `source_id`, `since`, `until`, days as ISO 8601. Returns what a person is told.

    Raises `AlreadyTold` where it failed or was refused, `PipelineError` where it cannot even begin.
    """
    until = date.fromisoformat(form["until"]) if form.get("until") else None
    done = run_backfill(load_settings(), str(form["source_id"]), date.fromisoformat(form["since"]), until)
    for line in done.lines:
        LOG.info("%s", line)
    if done.outcome in (FAILED, REFUSED):
        raise AlreadyTold(f"run {done.run_id}: {done.outcome}", "mend what the alert names and start it again")
    return list(done.lines)


def _begin(
    settings: Settings, source_id: str, since: date, until: date | None, at: datetime
) -> tuple[str, dict[str, Any]]:
    """The run and its window; one of the same days that was not finished is gone on with."""
    path = _record_path(settings, source_id)
    asked = {"source_id": source_id, "since": since.isoformat(), "until": until.isoformat() if until else None}
    known = read_json(path) if path.exists() else {}
    is_same = known.get("state") == RUNNING and all(known.get(name) == value for name, value in asked.items())
    run_id = f"{BACKFILL}{source_id}-{at:%Y%m%dT%H%M%SZ}"
    earlier = [name for name in known.get("runs", []) if name != run_id] if is_same else []
    window = {**asked, "last": (until or at.astimezone(UTC).date()).isoformat(), "runs": [*earlier, run_id]}
    write_json(path, window | {"state": RUNNING})
    ledger.start_night(settings, run_id)
    ledger.write_entry(settings, run_id, "window", window)
    ledger.write_entry(settings, run_id, "outcome", {"outcome": "running"})
    return run_id, window


def _record_path(settings: Settings, source_id: str) -> Path:
    return settings.home / "backfills" / f"{source_id}.json"


def _describe(
    settings: Settings, source_id: str, window: dict[str, Any], entry: dict[str, Any], is_complete: bool
) -> list[str]:
    """How far back it got, in words."""
    new = entry.get("new", {}).get("documents", 0)
    parameters = {"source": source_id, "since": window["since"], "until": window["last"]}
    rows = query(settings.published, _GAVE, parameters).rows if settings.published.exists() else [(0, None, None)]
    count, first, last = rows[0]
    lines = [f"asked       {source_id}, {window['since']} to {window['last']}"]
    span = f", {first} to {last}" if first else ""
    lines += [f"documents   {new} new; {count} of these days are in the warehouse{span}"]
    if first is None:
        lines += ["reached     nothing of these days: its publisher lists none, or they could not be read"]
    elif first.isoformat() > window["since"]:
        lines += [f"reached     {first}: its publisher lists nothing older, or gave nothing before"]
    else:
        lines += [f"reached     {first}"]
    if entry.get("cut"):
        lines += [f"cut         {entry['cut']} lists led to the most that are followed: ask for fewer days at a time"]
    if not is_complete:
        count = entry.get("unanswered")
        if count == 0 and entry["cut"]:
            return [
                *lines,
                "not done    it does not count until shorter stretches, which were not cut off, reach as far",
            ]
        said = f"{count} addresses gave no answer" if count else "the run did not come to its end"
        return [*lines, f"not done    {said}: run it again, it goes on where it stopped"]
    counts_from = read_trends(settings, source_id)
    return [*lines, f"trends      {_say_trends(counts_from)}"]


def _say_trends(day: date | None) -> str:
    if day is None:
        return "it does not count yet: back-fill it up to now, without --until"
    return "it counts from the beginning" if day.year == 1900 else f"it counts from {day}"
