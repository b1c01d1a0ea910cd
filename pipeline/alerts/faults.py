"""What goes wrong in a night, as incidents: a failed audit, a source that cannot be read, a failed step, an export.

Each is written down where it happens; `pipeline.alerts.telling` puts it into messages and sends them.
"""

import contextlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.alerts import incidents
from pipeline.alerts.telling import tell, tell_unkept
from pipeline.errors import AlreadyTold, PipelineError, SourceFailed, explain_error
from pipeline.home.ledger import (
    clean_run_id,
    is_of_record,
    name_night,
    read_entries,
    read_entry,
    start_night,
    write_entry,
)
from pipeline.observing import send_metrics
from pipeline.settings import Settings, load_settings, prepare_home
from warehouse.findings import describe_count

LOG = logging.getLogger("defcoop")
SHOWN_CHECKS = 10
FAILED = "failed"
OF_NIGHTS = ("audit", "step", "export", "night")
OF_SOURCES = ("source", "coverage")
EXTRACTS = "extract_batch"
"""The one task that may run where the home of record is not."""


def report_incident(
    settings: Settings, run_id: str, kind: str, scope: str, severity: str, subject: str, body: str
) -> None:
    """Write down what went wrong: the log, the incident. People are told by `pipeline.alerts.telling.tell`.

    Where the disk is full they are told at once, as far as that goes.
    """
    LOG.log(logging.ERROR if severity == incidents.CRITICAL else logging.WARNING, "%s\n%s", subject, body)
    try:
        incidents.sight(settings, run_id, kind, scope, severity, subject, body)
    except OSError as error:
        LOG.warning("alert not kept: %s", explain_error(error))
        tell_unkept(settings, run_id, severity, subject, body)


def heal_after(settings: Settings, run_id: str) -> None:
    """After a night that came to its end: what it looked at and did not see is healed."""
    looked_at = {entry["source_id"] for entry in read_entries(settings, run_id, "ingest-")}

    def is_looked_at(incident: incidents.Incident) -> bool:
        return incident.kind in OF_NIGHTS or (incident.kind in OF_SOURCES and incident.scope in looked_at)

    incidents.heal(settings, run_id, is_looked_at)


def alert_failed_audit(settings: Settings, run_id: str, failures: Iterable[Mapping[str, Any]], hints: str) -> None:
    """One alert for all failed checks of an audit: each check, its rows, its remedy."""
    failed = list(failures)
    names = ", ".join(str(failure["check_name"]) for failure in failed[:3]) + (", …" if len(failed) > 3 else "")
    parts = [
        f"Run: {run_id}",
        "The audit refused the candidate. The published warehouse stands as it was.",
        *(_describe_failure(failure) for failure in failed[:SHOWN_CHECKS]),
        *([f"… and {len(failed) - SHOWN_CHECKS} more checks"] if len(failed) > SHOWN_CHECKS else []),
        hints,
    ]
    subject = f"defcoop: audit failed: {names}"
    report_incident(settings, run_id, "audit", "", incidents.CRITICAL, subject, "\n\n".join(parts))


def alert_failed_step(settings: Settings, run_id: str, step: str, error: BaseException) -> None:
    """An alert for a step that ended in an error. What was told already is not told again."""
    if isinstance(error, AlreadyTold):
        return
    said, remedy = _say(error)
    body = (
        f"Run: {run_id}\n\nCheck: task {step}\n\nRows: none were published by it; what was fetched stays\n\n"
        f"Error: {said}\n\nRemedy: {remedy}; then run the night again: it goes on where it stopped"
    )
    if isinstance(error, SourceFailed):
        subject = f"defcoop: source {error.source_id} could not be read"
        report_incident(settings, run_id, "source", error.source_id, incidents.CRITICAL, subject, body)
        return
    task = step.split()[0]
    report_incident(settings, run_id, "step", task, incidents.CRITICAL, f"defcoop: task {task} failed", body)


def alert_failed_export(settings: Settings, run_id: str, error: BaseException) -> None:
    """An alert for exports that could not be written; what was published stands."""
    said, remedy = _say(error)
    body = (
        f"Run: {run_id}\n\nThe warehouse is published and stands; its version is not kept or its exports are not "
        f"written.\n\nError: {said}\n\nRemedy: {remedy}; the next night writes them, also where it brings nothing new"
    )
    report_incident(settings, run_id, "export", "", incidents.WARNING, "defcoop: export failed", body)


def _say(error: BaseException) -> tuple[str, str]:
    """What happened, and the remedy."""
    known = explain_error(error)
    if isinstance(known, PipelineError):
        return known.what, known.remedy
    return f"{type(known).__name__}: {known}", "mend the cause (`-v` shows the logs)"


def alert_failed_task(context: Mapping[str, Any]) -> None:
    """Airflow's `on_failure_callback`: an alert that names the task, the run and the remedy.

    A machine that only extracts keeps no incidents: there Airflow's log has the error. Of its failure tells the DAG,
    whose callback gets the same context with a `reason`, and is called where the home of record is.
    """
    settings = load_settings()
    if "reason" in context:
        _alert_failed_run(settings, context)
        return
    if context["ti"].task_id == EXTRACTS and settings.store and not is_of_record(settings):
        return
    run_id = _name_night(context)
    with contextlib.suppress(OSError):  # on a full disk the alert matters more
        start_night(settings, run_id)
    error = context.get("exception") or find_error(settings)
    alert_failed_step(settings, run_id, _name_task(context["ti"]), error)
    if isinstance(error, SourceFailed):  # sources are told of together, when the night ends
        return
    tell(settings, run_id)
    with contextlib.suppress(OSError):
        if read_entry(settings, run_id, "outcome") is None:  # of a night by hand it says that it runs
            write_entry(settings, run_id, "outcome", {"outcome": FAILED})
            send_metrics(settings, run_id, FAILED)


def find_error(settings: Settings) -> PipelineError:
    """Why a task failed that left no error. Where the home cannot be written, Airflow cannot even open its log."""
    try:
        prepare_home(settings)
    except PipelineError as error:
        return error
    return PipelineError("it could not begin, or its process was ended", "the log of the scheduler says why: mend that")


def _name_night(context: Mapping[str, Any]) -> str:
    """The night of a task; a callback that runs without its task may not see the event that named it."""
    try:
        return name_night(context)
    except Exception:
        return clean_run_id(str(context["run_id"]))


def _alert_failed_run(settings: Settings, context: Mapping[str, Any]) -> None:
    standing = (i for i in incidents.list_incidents(settings) if i.state != incidents.HEALED)
    if not settings.store or any(incident.kind == "step" for incident in standing):
        return  # a task that failed here has told, or people know already that the nights fail
    run_id = _name_night(context)
    error = PipelineError("it failed on a machine that only extracts", "its log in Airflow says why: mend that")
    alert_failed_step(settings, run_id, EXTRACTS, error)
    tell(settings, run_id)


def _name_task(instance: Any) -> str:
    """The task's id, and which of its copies it is, so that each copy that fails has its own alert."""
    number = getattr(instance, "map_index", -1)
    return str(instance.task_id) if number is None or number < 0 else f"{instance.task_id} [{number}]"


def _describe_failure(failure: Mapping[str, Any]) -> str:
    return "\n".join(
        (
            f"Check: {failure['check_name']} (table {failure['table_name']})",
            f"Rows: {describe_count(failure)}",
            f"First rows: {failure['details'] or 'none to show'}",
            f"Remedy: {failure['remedy'] or 'look at the audit page'}",
        )
    )
