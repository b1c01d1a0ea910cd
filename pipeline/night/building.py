"""Building, auditing and publishing the next warehouse: the calls into `warehouse`, in order."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.alerts.faults import alert_failed_audit
from pipeline.errors import PipelineError
from pipeline.home import ledger
from pipeline.home.batches import batch_folder
from pipeline.home.pending import list_unloaded
from pipeline.night import publication
from pipeline.night.coverage import list_request_rows
from pipeline.night.exporting import keep_before_swap
from pipeline.night.publication import make_finding_rows
from pipeline.night.resolve import commitments_folder, make_origin, prune_commitments
from pipeline.review.decisions import load_decisions
from pipeline.settings import Settings
from schemas.documents import REQUESTS
from schemas.operations import ALERTS, RUNS, VALIDATIONS
from schemas.stages import find_table
from warehouse.audit import audit_candidate
from warehouse.build import add_rows, load_batches, load_commitments, load_rows, open_candidate, replace_table
from warehouse.derived import derive_all
from warehouse.findings import Finding
from warehouse.nights import judge_sources
from warehouse.publish import keep_failed, publish
from warehouse.query import query
from warehouse.report import write_audit_page
from warehouse.retention import drop_unkept

Rows = list[dict[str, Any]]


def build(settings: Settings, run_id: str, at: datetime) -> None:
    """Build the candidate: the published file and everything that it does not hold, in one transaction."""
    con = open_candidate(settings.published, settings.candidate)
    try:
        _load(con, settings, run_id, at)
        con.commit()
    finally:
        con.close()


def _load(con: Any, settings: Settings, run_id: str, at: datetime) -> None:
    for name, table in publication.reference_tables(settings).items():
        replace_table(con, find_table(name), table)
    for stage, pairs in groupby(list_unloaded(settings), key=itemgetter(0)):
        load_batches(con, stage, {name: batch_folder(settings.home, stage, name) for _, name in pairs}, run_id)
    load_rows(con, REQUESTS, list_request_rows(settings, run_id))
    load_commitments(con, commitments_folder(settings), at)
    drop_unkept(con)
    if settings.published.exists() and not publication.is_judged_alike(settings):
        derive_all(con)
    load_decisions(con, settings)
    counts = publication.count_new_rows(settings)
    origin = make_origin(settings, publication.fingerprint(settings))
    load_rows(con, RUNS, [publication.make_run_row(run_id, at, settings.clock(), counts, origin)])
    load_rows(con, ALERTS, publication.list_alert_rows(settings))
    load_rows(con, VALIDATIONS, _make_validations(run_id, _read_row_findings(settings, run_id)))


def audit(settings: Settings, run_id: str) -> Rows:
    """Audit the candidate; returns its critical failures, after keeping it aside and telling people.

    Raises `PipelineError` where the candidate is another run's.
    """
    check_own(settings.candidate, run_id)
    found = make_finding_rows(_judge(settings, run_id))
    add_rows(settings.candidate, VALIDATIONS, _make_validations(run_id, found))
    findings = _read_row_findings(settings, run_id) + found
    ledger.write_entry(settings, run_id, "audit", {"findings": findings})
    failures = [row for row in findings if row["severity"] == "critical" and not row["is_passed"]]
    places = {"published warehouse": settings.published, "this run": settings.home / "runs" / run_id}
    if failures:
        places["refused candidate"] = keep_failed(settings.candidate, settings.home / "warehouse" / "failed", run_id)
    write_audit_page(settings.home, run_id, findings, places)
    if failures:
        alert_failed_audit(settings, run_id, failures, publication.list_hints(settings))
    return failures


def _judge(settings: Settings, run_id: str) -> list[Finding]:
    """The candidate as a whole; a back-fill of one source and a rebuild are held against no other night."""
    bounds, touched = publication.measure_bounds(settings, run_id), publication.find_touched(settings, run_id)
    if any(ledger.read_entry(settings, run_id, name) for name in ("window", "rebuild")):
        return audit_candidate(settings.candidate, bounds, touched)
    known, unread = publication.find_unread_sources(settings, run_id)
    return [*audit_candidate(settings.candidate, bounds, touched, run_id), judge_sources(unread, len(known))]


def publish_audited(settings: Settings, run_id: str) -> None:
    """Swap the candidate of a run in. Where there is none, this run was killed after it had swapped it in.

    Raises `PipelineError` where another run has built since: what it built this run has not audited.
    """
    if settings.candidate.exists():
        check_own(settings.candidate, run_id)
        keep_before_swap(settings)
        publish(settings.candidate, settings.published)
    else:
        check_own(settings.published, run_id)
    prune_commitments(settings)


def check_own(warehouse: Path, run_id: str) -> None:
    """Return where a run has made this file, the candidate or what is published. Raises `PipelineError` otherwise."""
    found = query(warehouse, "select run_id from runs order by started_at, run_id").rows if warehouse.exists() else []
    if (run_id,) not in [tuple(row) for row in found]:
        other = f"it is of run {found[-1][0]}" if found else "it is not there"
        raise PipelineError(
            f"{warehouse.name} is not what run {run_id} has built: {other}",
            "let one night run on a home at a time; the next one publishes what this one fetched",
        )


def _read_row_findings(settings: Settings, run_id: str) -> Rows:
    entry = ledger.read_entry(settings, run_id, "validations") or {"findings": []}
    findings: Rows = entry["findings"]
    return findings


def _make_validations(run_id: str, findings: Sequence[dict[str, Any]]) -> Rows:
    """Findings as rows of the file that they judge: a published file says how it was judged."""
    return [{"run_id": run_id, **row} for row in findings]
