"""Alerts: a failed audit, a dry source, a failed task. Always to the log and the ledger, and by mail where asked.

Mail goes through Airflow's `SmtpNotifier` and its connection `smtp_default`. A mail server that is down changes
nothing about the night: the alert stays in the ledger, with the reason why it was not delivered.
"""

import contextlib
import html
import json
import logging
import os
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.errors import AuditFailed, PipelineError, explain_error
from pipeline.ledger import clean_run_id, read_alerts, start_night, write_alert
from pipeline.settings import Settings, load_settings
from transforms.identity import make_id
from warehouse.findings import describe_count

LOG = logging.getLogger("defcoop")
SMTP_CONNECTION = "AIRFLOW_CONN_SMTP_DEFAULT"
SMTP_TIMEOUT = 15
SHOWN_CHECKS = 10


def raise_alert(settings: Settings, run_id: str, severity: str, subject: str, body: str) -> dict[str, Any]:
    """Tell people once: log, ledger, then mail. The same subject of the same run is not sent twice."""
    alert_id = make_id("a", run_id, subject)
    known = [alert for alert in read_alerts(settings) if alert["alert_id"] == alert_id]
    if known:
        return known[0]
    alert = {
        "alert_id": alert_id,
        "run_id": run_id,
        "raised_at": settings.clock().isoformat(),
        "severity": severity,
        "subject": subject,
        "body": body,
        "channels": ["log"],
        "undelivered": None,
    }
    LOG.error("%s\n%s", subject, body)
    _keep(settings, alert)
    if settings.recipients:
        alert |= _deliver(settings, subject, body)
        _keep(settings, alert)
    return alert


def _keep(settings: Settings, alert: Mapping[str, Any]) -> None:
    """Write an alert down; where the disk is full it is still sent."""
    try:
        write_alert(settings, alert)
    except OSError as error:
        LOG.warning("alert not kept: %s", explain_error(error))


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
    raise_alert(settings, run_id, "critical", f"defcoop: audit failed: {names}", "\n\n".join(parts))


def alert_failed_step(settings: Settings, run_id: str, step: str, error: BaseException) -> None:
    """An alert for a step that ended in an error. A failed audit has sent its own."""
    if isinstance(error, AuditFailed):
        return
    said, remedy = _say(error)
    body = (
        f"Run: {run_id}\n\nCheck: task {step}\n\nRows: none were published by it; what was fetched stays\n\n"
        f"Error: {said}\n\nRemedy: {remedy}; then run the night again: it goes on where it stopped"
    )
    raise_alert(settings, run_id, "critical", f"defcoop: task {step} failed", body)


def alert_failed_export(settings: Settings, run_id: str, error: BaseException) -> None:
    """An alert for exports that could not be written; what was published stands."""
    said, remedy = _say(error)
    body = (
        f"Run: {run_id}\n\nThe warehouse is published and stands; its version is not kept or its exports are not "
        f"written.\n\nError: {said}\n\nRemedy: {remedy}; the next night writes them, also where it brings nothing new"
    )
    raise_alert(settings, run_id, "warning", "defcoop: export failed", body)


def _say(error: BaseException) -> tuple[str, str]:
    """What happened, and the remedy."""
    known = explain_error(error)
    if isinstance(known, PipelineError):
        return known.what, known.remedy
    return f"{type(known).__name__}: {known}", "mend the cause (`-v` shows the logs)"


def alert_failed_task(context: Mapping[str, Any]) -> None:
    """Airflow's `on_failure_callback`: an alert that names the task, the run and the remedy."""
    settings = load_settings()
    params = context.get("params") or {}
    run_id = clean_run_id(str(params.get("night_id") or context["run_id"]))
    with contextlib.suppress(OSError):  # on a full disk the alert matters more
        start_night(settings, run_id)
    error = context.get("exception") or RuntimeError("no exception was handed over")
    alert_failed_step(settings, run_id, _name_task(context["ti"]), error)


def _name_task(instance: Any) -> str:
    """The task's id, and which of its copies it is, so that each copy that fails has its own alert."""
    number = getattr(instance, "map_index", -1)
    return str(instance.task_id) if number is None or number < 0 else f"{instance.task_id} [{number}]"


def connect_mail(settings: Settings) -> None:
    """Give Airflow its mail connection from our settings, where it has none of its own."""
    if settings.smtp_host and SMTP_CONNECTION not in os.environ:
        extra = {"disable_tls": True, "disable_ssl": True, "timeout": SMTP_TIMEOUT, "retry_limit": 1}
        connection = {"conn_type": "smtp", "host": settings.smtp_host, "port": settings.smtp_port, "extra": extra}
        os.environ[SMTP_CONNECTION] = json.dumps(connection)


def _deliver(settings: Settings, subject: str, body: str) -> dict[str, Any]:
    connect_mail(settings)
    try:
        _send_mail(settings, subject, body)
    except Exception as error:  # whatever a mail server does must not change the night
        reason = f"{type(error).__name__}: {error}"
        LOG.warning("alert not delivered by mail: %s — check %s or DEFCOOP_SMTP_HOST", reason, SMTP_CONNECTION)
        return {"undelivered": reason}
    return {"channels": ["log", "email"]}


def _send_mail(settings: Settings, subject: str, body: str) -> None:
    if SMTP_CONNECTION not in os.environ:
        raise RuntimeError("no mail server is set")
    os.environ.setdefault("AIRFLOW_HOME", str(settings.home / "airflow"))
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    # notify() and not the notifier itself: calling it would render braces of a source's text as a template
    SmtpNotifier(
        to=settings.recipients,
        from_email=settings.alert_email_from,
        subject=subject,
        html_content=f"<pre>{html.escape(body)}</pre>",
    ).notify({})


def _describe_failure(failure: Mapping[str, Any]) -> str:
    return "\n".join(
        (
            f"Check: {failure['check_name']} (table {failure['table_name']})",
            f"Rows: {describe_count(failure)}",
            f"First rows: {failure['details'] or 'none to show'}",
            f"Remedy: {failure['remedy'] or 'look at the audit page'}",
        )
    )
