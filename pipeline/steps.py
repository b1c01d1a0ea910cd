"""The steps of a night. Each is idempotent: done again, or after a kill, it ends where an undisturbed one ends.

Steps take ids and give counts; rows travel through files of the home folder. They know nothing of Airflow: a DAG hands
over its context only so that the night can be named. Each holds the home beside the others while it works, so that no
night by hand and no backup comes in between.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.errors import CONTACT_REMEDY, AuditFailed, PipelineError, name_source
from pipeline.home import batches, ledger
from pipeline.home.ledger import name_night as name_night  # the DAGs name their night by it
from pipeline.night import bulk, gathering, ingest, schedule, trends
from pipeline.observing import name_log, send_metrics
from pipeline.settings import Settings, load_settings, prepare_home
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import list_source_ids, load_sound_sources, load_source

LOG = logging.getLogger("defcoop")
UNCHANGED, BUILT, PUBLISHED, REFUSED, FAILED = "unchanged", "built", "published", "refused", "failed"


def pass_night(context: Mapping[str, Any]) -> None:
    """Write the night's name on the events of a task's outlets, for the DAG that they start."""
    for asset in context["task"].outlets:
        context["outlet_events"][asset].extra = {"night_id": name_night(context)}


@ledger.beside_others
def list_sources() -> list[str]:
    """Ids of all sources of the catalogue. Raises `CatalogueError` where there is none.

    Raises `PipelineError` where all are on the web and nobody says who asks.
    """
    settings = load_settings()
    prepare_home(settings)
    names = list_source_ids(settings.catalogue)
    sound = load_sound_sources(settings.catalogue)
    if not settings.contact.strip() and len(sound) == len(names) and all(source.entry_points for source in sound):
        what = f"all sources of {settings.catalogue} are on the web, and no contact is set"
        raise PipelineError(what, CONTACT_REMEDY)
    trends.begin_trends(settings)
    bulk.look_at_store(settings)
    return names


@ledger.beside_others
def ingest_source(source_id: str, run_id: str) -> dict[str, Any]:
    """List, keep, read: one source, where it is due. Returns its counts. Raises `PipelineError` that names it."""
    with name_log(run=run_id, source=source_id):
        return _ingest(load_settings(), source_id, run_id)


def _ingest(settings: Settings, source_id: str, run_id: str) -> dict[str, Any]:
    try:
        source = load_source(settings.catalogue, source_id)
        at = ledger.start_night(settings, run_id)
        window = trends.read_window(settings, run_id)
        resting = None if window else schedule.rest_source(settings, source, at, run_id)
        entry = resting or ingest.ingest(settings, source, at, run_id, window)
        ledger.write_entry(settings, run_id, f"ingest-{source_id}", entry)
        trends.count_backfilled(settings, run_id, entry)
    except Exception as error:
        raise name_source(source_id, error) from error
    bulk.put_early(settings, source_id)
    if resting:
        LOG.info("ingest %s: asked %s, not due before %s", source_id, source.schedule, resting["due_on"])
    if entry["new"]["fetches"] or entry["new"]["rejections"]:
        new = ", ".join(f"{count} {name}" for name, count in entry["new"].items() if count)
        LOG.info("ingest %s: %s", source_id, new)
    return {"source_id": source_id, **entry["new"]}


def add_counts(counts: Iterable[Mapping[str, Any]], context: Mapping[str, Any] | None = None) -> dict[str, int]:
    """What all sources gave together; passes the night's name on."""
    rows = list(counts)
    if context is not None:
        pass_night(context)
    return {name: sum(row[name] for row in rows) for name in ingest.COUNTS}


@ledger.beside_others
def list_pending_batches() -> list[str]:
    """Batches of documents that are not extracted yet, and those whose texts are still to go; the store holds them."""
    from pipeline.night import retention

    settings = load_settings()
    bulk.put_pending(settings)
    gathering.fetch_mentions(settings)
    done = set(batches.list_batches(settings.home, MENTIONS_STAGE))
    waiting = [name for name in batches.list_batches(settings.home, DOCUMENTS_STAGE) if name not in done]
    return [*waiting, *retention.list_undropped(settings)]


@ledger.beside_others
def extract_batch(batch_id: str) -> dict[str, int]:
    """Find what the documents of one batch say, and drop their texts where they may not be kept. Returns its counts.

    A home that does not hold the batch fetches it from the store, and leaves what was found there.
    """
    from pipeline.extraction import extractors
    from pipeline.night import retention

    settings = load_settings()
    counts = {"documents": 0, "mentions": 0}
    if gathering.is_away(settings, batch_id):
        counts = gathering.extract_away(settings, batch_id)
    elif batch_id not in batches.list_batches(settings.home, MENTIONS_STAGE):
        counts = extractors.extract_batch(settings, batch_id)
    if not gathering.is_away(settings, batch_id):
        retention.drop_texts(settings, batch_id)
    if counts["documents"]:
        LOG.info("extract %s: %d mentions in %d documents", batch_id, counts["mentions"], counts["documents"])
    return counts


@ledger.beside_others
def resolve_commitments() -> str:
    """Take the reviewers' decisions, and resolve the mentions of all batches. Returns the key of their folder."""
    from pipeline.night import resolve
    from pipeline.review import decisions

    settings = load_settings()
    gather_mentions(settings)
    decisions.take_decisions(settings)
    return resolve.resolve(settings)


def gather_mentions(settings: Settings) -> None:
    """Bring home what was extracted elsewhere, drop texts that may not be kept, put what is new or was replaced."""
    from pipeline.night import retention

    for batch_id in gathering.fetch_mentions(settings):
        retention.drop_texts(settings, batch_id)
    bulk.put_pending(settings)


@ledger.beside_others
def validate_rows(run_id: str) -> dict[str, int]:
    """Check every row that is not published yet; the findings go to the ledger, the audit judges them."""
    from pipeline.night import publication

    settings = load_settings()
    at = ledger.start_night(settings, run_id)
    findings: list[dict[str, Any]] = []
    if not publication.is_unchanged(settings):
        LOG.info("validate: checking the rows that are new")
        from warehouse.audit import audit_rows

        tables = publication.gather_new_rows(settings, at, run_id)
        findings = publication.make_finding_rows(audit_rows(tables))
    ledger.write_entry(settings, run_id, "validations", {"findings": findings})
    return {"checks": len(findings), "failed": sum(not finding["is_passed"] for finding in findings)}


def resolve_and_validate(context: Mapping[str, Any]) -> dict[str, int]:
    """Both steps for a DAG; passes the night's name on."""
    resolve_commitments()
    pass_night(context)
    return validate_rows(name_night(context))


@ledger.beside_others
def build_candidate(run_id: str) -> str:
    """Build the next warehouse, or find that nothing is new. A source that ran dry is judged in either case."""
    from pipeline.night import building, publication

    settings = load_settings()
    at = ledger.start_night(settings, run_id)
    dry = publication.find_dry_sources(publication.measure_bounds(settings, run_id))
    outcome = UNCHANGED if publication.is_unchanged(settings) and not dry else BUILT
    if outcome == BUILT:
        LOG.info("build: the next warehouse")
        building.build(settings, run_id, at)
    ledger.write_entry(settings, run_id, "build", {"outcome": outcome})
    return outcome


@ledger.beside_others
def audit_candidate(run_id: str) -> str:
    """Judge the candidate: rows, floors, bounds, integrity. Raises `AuditFailed` after telling people."""
    from pipeline.alerts.wording import link_audit_page
    from pipeline.night import building

    settings = load_settings()
    if (ledger.read_entry(settings, run_id, "build") or {}).get("outcome") == UNCHANGED:
        return UNCHANGED
    LOG.info("audit: rows, floors, bounds, integrity")
    failures = building.audit(settings, run_id)
    if failures:
        ledger.write_entry(settings, run_id, "outcome", {"outcome": REFUSED})
        send_metrics(settings, run_id, REFUSED)
        names = ", ".join(sorted({failure["check_name"] for failure in failures})[:5])
        page = link_audit_page(settings, run_id)
        raise AuditFailed(f"run {run_id}: audit failed: {names}", f"the published file stands; read {page}")
    return BUILT


@ledger.beside_others
def publish_candidate(run_id: str) -> str:
    """Swap the audited candidate in."""
    from pipeline.night import building

    settings = load_settings()
    built = (ledger.read_entry(settings, run_id, "build") or {}).get("outcome")
    outcome = UNCHANGED if built == UNCHANGED else PUBLISHED
    if outcome == PUBLISHED:
        building.publish_audited(settings, run_id)
    ledger.write_entry(settings, run_id, "outcome", {"outcome": outcome})
    return outcome


@ledger.beside_others
def export_published(run_id: str) -> dict[str, str]:
    """Keep the published version and write its exports. Where it fails people are told; the publication stands."""
    from pipeline.alerts.faults import alert_failed_export
    from pipeline.night import bulk_exports, exporting

    settings = load_settings()
    outcome = UNCHANGED
    try:
        if exporting.export_published(settings):
            LOG.info("export: CSV and Parquet")
            outcome = PUBLISHED
        bulk_exports.put_exports(settings)
    except Exception as error:
        LOG.debug("export", exc_info=True)
        alert_failed_export(settings, run_id, error)
        outcome = FAILED
    ledger.write_entry(settings, run_id, "export", {"outcome": outcome})
    return {"outcome": outcome}


@ledger.beside_others
def report_night(run_id: str) -> dict[str, Any]:
    """What the night did, in counts, and where its audit page is. What it did not see any more is healed and told."""
    from pipeline.alerts.digests import write_digests
    from pipeline.alerts.faults import heal_after
    from pipeline.alerts.telling import tell
    from pipeline.alerts.wording import link_audit_page
    from pipeline.night import coverage

    settings = load_settings()
    coverage.alert_quiet_sources(settings, run_id, ledger.start_night(settings, run_id))
    heal_after(settings, run_id)
    write_digests(settings, run_id)
    tell(settings, run_id)
    send_metrics(settings, run_id, str((ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome")))
    entries = ledger.read_entries(settings, run_id, "ingest-")
    outcome = ledger.read_entry(settings, run_id, "outcome") or {}
    counts = {name: sum(entry["new"][name] for entry in entries) for name in ingest.COUNTS}
    return {**outcome, **counts, "audit_page": link_audit_page(settings, run_id)}


def watch_nights() -> bool:
    """See that DAGs can be read and nights begin and end, and deliver what waits. Whether all is well."""
    from pipeline.alerts import watch

    return watch.watch(load_settings())


def discard_batch(batch_id: str, reason: str, settings: Settings | None = None) -> dict[str, Any]:
    """Take a batch out for good, before it is published: it is never loaded and its fetches are never read again.

    Raises `PipelineError` for an unknown batch, a published one, or an empty reason.
    """
    from pipeline.home import pending
    from pipeline.night import retention

    settings = settings or load_settings()
    if not reason.strip():
        raise PipelineError(f"no reason to discard {batch_id}", "say why: --reason WHY")
    unloaded = {name for stage, name in pending.list_unloaded(settings) if stage == DOCUMENTS_STAGE}
    if batch_id in batches.list_batches(settings.home, DOCUMENTS_STAGE) and batch_id not in unloaded:
        raise PipelineError(f"batch {batch_id} is published", "only a batch that waits can be discarded")
    note = {"batch_id": batch_id, "reason": reason, "discarded_at": settings.clock().isoformat()}
    batches.move_to_discarded(settings.home, batch_id, note)
    retention.drop_discarded(settings, batch_id)
    return note
