"""Rebuild: all that comes after the snapshots is made anew from them, night by night, as the nights made it.

A night is every fetch of one moment (`retrieved_at`), read, extracted and published with the clock of that moment, so
that what we came to know when is the same again. Decisions count from the moment at which they were made. Killed, it
is run again and goes on. Whatever was never a snapshot is not made anew: what requests ended in, and old alerts.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pipeline import steps
from pipeline.errors import AuditFailed, PipelineError
from pipeline.home import ledger
from pipeline.home.batches import read_notes
from pipeline.home.files import list_names, write_json
from pipeline.night import ingest, resolve
from pipeline.night.trends import begin_trends
from pipeline.review import decisions
from pipeline.run import export_settings
from pipeline.settings import Settings, prepare_home
from schemas.stages import DOCUMENTS_STAGE
from sources.catalogue import list_source_ids, load_source
from sources.snapshots import Fetch, SnapshotError, list_fetches, load_snapshot

CLOCK = "DEFCOOP_NOW"
_STEPS = ("validate_rows", "build_candidate", "audit_candidate", "publish_candidate")
Plan = Mapping[datetime, Mapping[str, list[Fetch]]]


def rebuild(settings: Settings) -> list[str]:
    """Make stages, warehouse and exports anew; returns lines for a person.

    Raises `PipelineError` where the home holds more than snapshots and their fetches, where there are none, or where
    the audit refuses a night.
    """
    prepare_home(settings)
    export_settings(settings)
    with ledger.lock_home(settings.home):
        _begin(settings)
        begin_trends(settings)
        plan, lost = _plan(settings)
        for at in sorted(plan):
            with _clock(at):
                _make_night(settings.model_copy(update={"now": at}), plan[at])
        _make_night(settings, {})  # what was decided since the last of them
        steps.export_published(ledger.make_run_id(settings.clock()))
        (settings.home / ledger.REBUILDING).unlink()
    return list(_describe(settings, plan, lost))


def _begin(settings: Settings) -> None:
    """Refuse a home that holds anything that would be mixed with what is made anew."""
    is_begun = (settings.home / ledger.REBUILDING).exists()
    if not is_begun and (settings.published.exists() or list_names(settings.home / "stages" / DOCUMENTS_STAGE)):
        what = f"{settings.home} holds more than snapshots"
        raise PipelineError(what, "move it aside, and copy its snapshots/ and fetches/ alone into a new folder")
    if not list_names(settings.home / "fetches"):
        raise PipelineError(f"no fetches in {settings.home}", "copy snapshots/ and fetches/ of a backup into it")
    write_json(settings.home / ledger.REBUILDING, {"begun_at": datetime.now().astimezone().isoformat()})


def _plan(settings: Settings) -> tuple[Plan, Counter[str]]:
    """The fetches of each night by source, and how many of each source have no snapshot, or no source any more."""
    plan: dict[datetime, dict[str, list[Fetch]]] = {}
    lost: Counter[str] = Counter()
    known = set(list_source_ids(settings.catalogue))
    for source_id in list_names(settings.home / "fetches"):
        for fetch in list_fetches(settings.home, source_id):
            if source_id in known and _is_kept(settings.home, fetch):
                nights = plan.setdefault(datetime.fromisoformat(fetch.retrieved_at), {})
                nights.setdefault(source_id, []).append(fetch)
            else:
                lost[source_id] += 1
    return plan, lost


def _is_kept(home: Path, fetch: Fetch) -> bool:
    try:
        load_snapshot(home, fetch.sha256)
    except SnapshotError:
        return False
    return True


@contextmanager
def _clock(at: datetime) -> Iterator[None]:
    """Every step of a night reads its settings anew: the clock is handed on as they are."""
    before = os.environ.get(CLOCK)
    os.environ[CLOCK] = at.isoformat()
    try:
        yield
    finally:
        os.environ.pop(CLOCK)
        if before is not None:
            os.environ[CLOCK] = before


def _make_night(settings: Settings, fetches: Mapping[str, list[Fetch]]) -> None:
    """One night from its snapshots to its publication; one that is published already is left as it is."""
    run_id = ledger.make_run_id(settings.clock())
    outcome = (ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome")
    if fetches and outcome in (steps.PUBLISHED, steps.UNCHANGED):
        return  # a rebuild that was cut off has made it: what came after it is recorded already
    ledger.start_night(settings, run_id)
    ledger.write_entry(settings, run_id, "rebuild", {"sources": sorted(fetches)})
    for source_id, found in fetches.items():
        _read(settings, source_id, found)
    for batch_id in steps.list_pending_batches():
        steps.extract_batch(batch_id)
    decisions.take_decisions(settings, until=settings.clock())
    resolve.resolve(settings)
    try:
        for name in _STEPS:
            getattr(steps, name)(run_id)
    except AuditFailed as error:
        remedy = "take the batch out that the audit page names (defcoop discard BATCH --reason …), then rebuild again"
        raise PipelineError(error.what, remedy) from error


def _read(settings: Settings, source_id: str, found: list[Fetch]) -> None:
    """Read what a source gave in a night into its batches, as the night read it."""
    source = load_source(settings.catalogue, source_id)
    done = {name for note in read_notes(settings.home, source_id) for name in note["fetch_ids"]}
    new = sorted((fetch for fetch in found if fetch.fetch_id not in done), key=lambda fetch: fetch.fetch_id)
    for first in range(0, len(new), settings.batch_size):
        ingest.make_batch(settings, source, new[first : first + settings.batch_size], [])


def _describe(settings: Settings, plan: Plan, lost: Counter[str]) -> Iterator[str]:
    count = sum(len(found) for night in plan.values() for found in night.values())
    yield f"rebuilt     {count} snapshots of {len(plan)} nights; it lies in {settings.published}"
    for source_id, missing in sorted(lost.items()):
        yield f"missing     {missing} fetches of {source_id} have no snapshot that may be kept, or no source any more"
