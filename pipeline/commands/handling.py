"""What people do with incidents: list them, read one, say that it is in hand, try the channels."""

from pipeline.alerts import incidents
from pipeline.alerts.channels import Message, load_alerting
from pipeline.alerts.incidents import Incident
from pipeline.alerts.sending import SendError, send
from pipeline.alerts.wording import RUNBOOK
from pipeline.errors import PipelineError
from pipeline.home.ledger import read_alerts
from pipeline.output import print_rows
from pipeline.settings import load_settings
from transforms.identity import make_id

HEADER = ("incident", "kind", "about", "severity", "state", "since", "last seen", "runs", "subject")


def print_incidents(is_all: bool, form: str) -> None:
    """Print one row an incident."""
    found = [i for i in incidents.list_incidents(load_settings()) if is_all or i.state != incidents.HEALED]
    rows = [
        (i.incident_id, i.kind, i.scope, i.severity, i.state, i.opened_at[:16], i.seen_at[:16], i.nights, i.subject)
        for i in found
    ]
    print_rows(HEADER, rows, form)


def describe_incident(incident_id: str) -> str:
    """An incident with its messages, for a person. Raises `PipelineError` for an unknown id."""
    incident = _find(incident_id)
    facts = {
        "incident": incident.incident_id,
        "state": incident.state,
        "severity": incident.severity,
        "since": incident.opened_at,
        "last seen": f"{incident.seen_at}, by {incident.runs[-1]}",
        "runs": incident.nights,
        "in hand": incident.acknowledged_by and f"{incident.acknowledged_by}: {incident.acknowledged_why}",
        "healed": incident.healed_at,
        "runbook": f"{RUNBOOK}#{incident.kind}",
    }
    lines = [f"{name:<12}{value}" for name, value in facts.items() if value is not None]
    lines += [
        f"{'message':<12}{alert['raised_at']} {alert['occasion']}: {_describe_delivery(alert)}"
        for alert in read_alerts(load_settings())
        if incident_id in (alert.get("incidents") or ())
    ]
    return "\n".join([*lines, "", incident.subject, "", incident.body])


def _describe_delivery(alert: dict[str, object]) -> str:
    waiting, undelivered = alert.get("waiting") or [], alert.get("undelivered") or {}
    said = [", ".join(str(name) for name in alert["channels"])]  # type: ignore[attr-defined]
    said += [f"waits for {', '.join(waiting)}"] if isinstance(waiting, list) and waiting else []
    said += [f"{name}: {why}" for name, why in undelivered.items()] if isinstance(undelivered, dict) else []
    return "; ".join(said)


def acknowledge_all(incident_ids: list[str], who: str | None, why: str) -> list[str]:
    """Say that incidents are in hand; a line each. Raises `PipelineError` for a wrong id or no name."""
    settings = load_settings()
    name = who or settings.reviewer
    if not name.strip() or not why.strip():
        raise PipelineError("nobody says so, or no reason is given", "give --who or set DEFCOOP_REVIEWER, and --reason")
    found = [_find(incident_id) for incident_id in incident_ids]
    for incident in found:
        if incident.state == incidents.HEALED:
            raise PipelineError(f"incident {incident.incident_id} is healed", "nothing is left to do about it")
    return [
        f"{incidents.acknowledge(settings, incident, name, why).incident_id}: in hand, {name}" for incident in found
    ]


def try_channels(names: list[str]) -> bool:
    """Send a test through channels, print what became of each; whether all took it."""
    settings = load_settings()
    alerting = load_alerting(settings)
    if not alerting.channels:
        raise PipelineError("no channel is set", "set DEFCOOP_ALERT_EMAIL_TO, or DEFCOOP_ALERTING with channels")
    for name in names:
        if name not in alerting.channels:
            raise PipelineError(f"no channel {name!r}", f"use one of {', '.join(alerting.channels)}")
    subject, body = "defcoop: a test of this channel", "Nothing is wrong. Somebody ran `defcoop alerts test`."
    at = settings.clock().isoformat()
    is_good = True
    for name in names or list(alerting.channels):
        data = {"type": "defcoop.test", "raised_at": at, "subject": subject, "body": body}
        message = Message(make_id("a", "test", name, at), incidents.WARNING, subject, body, data)
        try:
            send(settings, alerting.channels[name], message)
            print(f"{name}: sent")
        except SendError as error:
            is_good = False
            print(f"{name}: not sent: {error}")
    return is_good


def _find(incident_id: str) -> Incident:
    for incident in incidents.list_incidents(load_settings()):
        if incident.incident_id == incident_id:
            return incident
    raise PipelineError(f"no incident {incident_id!r}", "list them: defcoop alerts list --all")
