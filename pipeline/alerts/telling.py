"""Messages: what is untold of the incidents is put into words, grouped, and delivered through the channels.

A message is a file of the home's `alerts/` before anything is sent, so a kill loses none; it lists the channels that it
waits for. A channel that fails is itself an incident, and its fallback takes over.
"""

import contextlib
import fcntl
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.alerts import incidents
from pipeline.alerts.channels import Alerting, Message, choose_channels, load_alerting
from pipeline.alerts.incidents import Incident
from pipeline.alerts.sending import SendError, send
from pipeline.alerts.wording import describe_incidents, make_subject
from pipeline.errors import PipelineError, explain_error
from pipeline.home.ledger import read_alerts, write_alert
from pipeline.settings import Settings
from transforms.identity import make_id

LOG = logging.getLogger("defcoop")
Alert = dict[str, Any]
ROUNDS = 2
"""A failed channel is told through the others: that is the second round."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a delivery needs: the settings, the channels, the run in whose name it is made, the channels that failed."""

    settings: Settings
    alerting: Alerting
    run_id: str
    failed: dict[str, str] = field(default_factory=dict)


def tell(settings: Settings, run_id: str) -> None:
    """Tell people what they do not know yet. Nothing that goes wrong here changes the night: it is logged."""
    try:
        with _hold(settings):
            desk = _Desk(settings, _load(settings, run_id), run_id)
            for _ in range(ROUNDS):
                _write_messages(desk)
                _deliver_all(desk)
    except Exception as error:  # the night has its outcome; what is untold waits for the next hour
        LOG.warning("alerts not delivered: %s — see `defcoop alerts list`", explain_error(error))


def find_channels(settings: Settings, incident: Incident) -> list[str]:
    """The channels that took the messages about an incident; the log always has it."""
    alerts = [alert for alert in read_alerts(settings) if incident.incident_id in (alert.get("incidents") or ())]
    return sorted({"log", *(name for alert in alerts for name in alert["channels"])}, key=lambda n: (n != "log", n))


def tell_unkept(settings: Settings, run_id: str, severity: str, subject: str, body: str) -> None:
    """Tell people of what cannot be written down, as on a full disk: once, through each channel of its severity."""
    alert = {"alert_id": make_id("a", run_id, subject), "severity": severity, "subject": subject, "body": body}
    with contextlib.suppress(PipelineError):
        alerting = load_alerting(settings)
        for name in choose_channels(alerting, severity):
            try:
                send(settings, alerting.channels[name], Message(**_name_message(alert), data=alert))
            except SendError as error:
                LOG.warning("alert not delivered by %s: %s", name, error)


@contextmanager
def _hold(settings: Settings) -> Iterator[None]:
    """One teller at a time: tasks that fail together must not send the same message twice."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / ".alerts.lock").open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _load(settings: Settings, run_id: str) -> Alerting:
    """The channels as set; where their file is wrong, mail to the recipients of the settings, and an incident."""
    try:
        alerting = load_alerting(settings)
        incidents.heal(settings, run_id, lambda i: (i.kind, i.scope) == ("channel", "file"))
        return alerting
    except PipelineError as error:
        LOG.error("%s", error)
        subject = "defcoop: the file of channels cannot be used"
        incidents.sight(settings, run_id, "channel", "file", incidents.CRITICAL, subject, str(error))
        return load_alerting(settings.model_copy(update={"alerting": None}))


def _write_messages(desk: _Desk) -> None:
    """A message for each kind and occasion that is untold; the incidents then count as told."""

    def sort_key(incident: Incident) -> tuple[str, str]:
        return (str(incident.untold), incident.kind)

    untold = sorted((i for i in incidents.list_incidents(desk.settings) if i.untold), key=sort_key)
    for (occasion, _), group in groupby(untold, key=sort_key):
        members = list(group)
        write_alert(desk.settings, _compose(desk, occasion, members))
        for incident in members:
            incidents.mark_told(desk.settings, incident)


def _compose(desk: _Desk, occasion: str, members: list[Incident]) -> Alert:
    severity = incidents.CRITICAL if any(i.severity == incidents.CRITICAL for i in members) else incidents.WARNING
    routes = choose_channels(desk.alerting, severity)
    mute = _list_mute(desk.alerting, members) if occasion != "healed" else set()
    ids = [incident.incident_id for incident in members]
    return {
        "alert_id": make_id("a", occasion, *(f"{incident.incident_id}:{incident.nights}" for incident in members)),
        "run_id": desk.run_id,
        "raised_at": desk.settings.clock().isoformat(),
        "occasion": occasion,
        "incidents": ids,
        "severity": severity,
        "subject": make_subject(occasion, members),
        "body": describe_incidents(desk.settings, occasion, members),
        "channels": ["log"],
        "waiting": [name for name in routes if name not in mute],
        "undelivered": {},
    }


def _list_mute(alerting: Alerting, members: list[Incident]) -> set[str]:
    """The channels that cannot tell of their own fault: those that failed, and for which no other takes over."""
    failed = {incident.scope for incident in members if incident.kind == "channel"}
    return {name for name in failed & alerting.channels.keys() if not alerting.channels[name].fallback}


def _deliver_all(desk: _Desk) -> None:
    for alert in read_alerts(desk.settings):
        if alert.get("waiting"):
            _deliver(desk, alert)


def _deliver(desk: _Desk, alert: Alert) -> None:
    """Send a message through each channel that it waits for, unless that is quiet now."""
    routes = choose_channels(desk.alerting, alert["severity"])
    for name in list(alert["waiting"]):
        if name in routes and routes[name].is_quiet(desk.settings.clock()):
            continue
        is_gone = name not in desk.alerting.channels
        if is_gone:
            alert["undelivered"][name] = "no longer a channel"
        if is_gone or _send_or_fall_back(desk, alert, name):
            alert["waiting"].remove(name)
        write_alert(desk.settings, alert)


def _send_or_fall_back(desk: _Desk, alert: Alert, name: str) -> bool:
    """Whether a channel, or one that takes over for it, has the message."""
    tried: set[str] = set()
    following: str | None = name
    while following is not None and following not in tried:
        tried.add(following)
        if following in alert["channels"] or _send(desk, alert, following):
            return True
        following = desk.alerting.channels[following].fallback
    return False


def _send(desk: _Desk, alert: Alert, name: str) -> bool:
    """Whether a channel took a message; one that failed just now is not asked again."""
    if name not in desk.failed:
        message = Message(**_name_message(alert), data=_make_data(alert))
        try:
            send(desk.settings, desk.alerting.channels[name], message)
        except SendError as error:
            LOG.warning("alert not delivered by %s: %s", name, error)
            desk.failed[name] = str(error)
            _report_channel(desk, name, str(error))
    if name in desk.failed:
        alert["undelivered"][name] = desk.failed[name]
        return False
    alert["channels"].append(name)
    alert["undelivered"].pop(name, None)
    incidents.heal(desk.settings, alert["alert_id"], lambda i: (i.kind, i.scope) == ("channel", name))
    return True


def _report_channel(desk: _Desk, name: str, reason: str) -> None:
    subject = f"defcoop: channel {name} did not take a message"
    body = f"Channel: {name}\nError: {reason}\nRemedy: mend the channel, then try it: defcoop alerts test {name}"
    incidents.sight(desk.settings, desk.run_id, "channel", name, incidents.WARNING, subject, body)


def _name_message(alert: Mapping[str, Any]) -> dict[str, str]:
    return {"message_id": alert["alert_id"], **{name: alert[name] for name in ("severity", "subject", "body")}}


def _make_data(alert: Mapping[str, Any]) -> dict[str, Any]:
    """A message as data: what a webhook is sent."""
    names = ("alert_id", "run_id", "raised_at", "occasion", "incidents", "severity", "subject", "body")
    return {"type": "defcoop.alert", **{name: alert[name] for name in names}}
