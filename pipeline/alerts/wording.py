"""The words of alerts: what happened, since when, how bad, what is still published, what to do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.alerts.incidents import Incident
from pipeline.settings import Settings
from schemas.terms import load_terms

SHOWN = 10
"""Incidents of one message that are told in full."""
RUNBOOK = "docs/runbook.md"
_MANY = {
    "source": "{count} sources could not be read",
    "coverage": "{count} sources give less than they used to",
    "step": "{count} steps failed",
    "dag": "{count} files of DAGs cannot be read",
    "channel": "{count} channels did not take a message",
}
_PREFIX = {"worse": "became critical: ", "changed": "changed: ", "reminded": "still there: ", "healed": "all clear: "}


def make_subject(occasion: str, members: list[Incident]) -> str:
    """One line for one or more incidents of a kind."""
    first = members[0]
    if len(members) == 1:
        said = first.subject.removeprefix("defcoop: ")
    else:
        names = ", ".join(incident.scope for incident in members[:3]) + (", …" if len(members) > 3 else "")
        said = f"{_MANY.get(first.kind, '{count} incidents of ' + first.kind).format(count=len(members))}: {names}"
    return f"defcoop: {_PREFIX.get(occasion, '')}{said}"


def describe_incidents(settings: Settings, occasion: str, members: list[Incident]) -> str:
    """The body of a message."""
    parts = [_describe(settings, occasion, incident) for incident in members[:SHOWN]]
    if len(members) > SHOWN:
        parts.append(f"… and {len(members) - SHOWN} more: defcoop alerts list")
    parts.append(_describe_published(settings))
    if occasion != "healed":
        ids = " ".join(incident.incident_id for incident in members[:SHOWN])
        parts.append(f"Runbook: {RUNBOOK}#{members[0].kind}")
        parts.append(f"In hand? Nobody is reminded after: defcoop alerts ack {ids} --reason WHY")
    return "\n\n".join(parts)


def _describe(settings: Settings, occasion: str, incident: Incident) -> str:
    since = f"Since: {_moment(incident.opened_at)} ({incident.runs[0]}), seen by {say_count(incident.nights, 'run')}"
    if occasion == "healed":
        return f"Healed: {incident.subject.removeprefix('defcoop: ')}\n{since}\nUntil: {_moment(incident.healed_at)}"
    bad = f"How bad: {incident.severity}: {load_terms()['incident_kinds'][incident.kind]}"
    page = link_audit_page(settings, incident.runs[-1])
    links = [f"Audit page: {page}"] if page else []
    return "\n".join([f"What: {incident.subject.removeprefix('defcoop: ')}", since, bad, "", incident.body, *links])


def _describe_published(settings: Settings) -> str:
    if not settings.published.exists():
        return "Published: nothing yet"
    at = datetime.fromtimestamp(settings.published.stat().st_mtime, UTC)
    return f"Published: {settings.published}, of {at:%Y-%m-%d %H:%M} UTC; analysts go on with it"


def link_audit_page(settings: Settings, run_id: str) -> str | None:
    """Where the audit page of a run opens; None where it has none."""
    page = settings.home / "audits" / f"{run_id}.html"
    return make_link(settings, page) if page.exists() else None


def make_link(settings: Settings, path: Path) -> str:
    """A link to a file of the home: below the address where the home is served, else on this machine."""
    if settings.base_url:
        return f"{settings.base_url.rstrip('/')}/{path.relative_to(settings.home).as_posix()}"
    return path.absolute().as_uri()


def _moment(iso: Any) -> str:
    return f"{datetime.fromisoformat(str(iso)).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def say_count(count: int, noun: str) -> str:
    """A count with its noun: "1 warning", "2 warnings"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
