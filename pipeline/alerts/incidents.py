"""Incidents: what went wrong, from the night that first saw it to the night that healed it.

An incident is known by its kind and what it is about (`scope`): ten nights that fail in the same way are one. It lives
in a file of the home's `incidents/`; what people are to be told of it stands there as `untold` until a message says it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pipeline.home.files import list_names, read_json, write_json
from pipeline.settings import Settings
from transforms.identity import make_id

FOLDER = "incidents"
OPEN, ACKNOWLEDGED, HEALED = "open", "acknowledged", "healed"
CRITICAL, WARNING = "critical", "warning"
RUNS_KEPT = 10
"""The latest runs that an incident lists: one that a watch sees every hour must not grow without end."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `runs` are the first run that saw it and the latest ones, `runs_count` counts all; `told_at` is
    when a message last spoke of it."""

    incident_id: str
    kind: str
    scope: str
    severity: str
    subject: str
    body: str
    opened_at: str
    seen_at: str
    runs: tuple[str, ...]
    runs_count: int = 1
    state: str = OPEN
    untold: str | None = "opened"
    told_at: str | None = None
    acknowledged_by: str | None = None
    acknowledged_why: str | None = None
    healed_at: str | None = None

    @property
    def nights(self) -> int:
        """How many runs saw it."""
        return self.runs_count


def sight(
    settings: Settings, run_id: str, kind: str, scope: str, severity: str, subject: str, body: str
) -> tuple[Incident, bool]:
    """Write down that a run saw something; returns its incident, and whether people are to be told of it.

    Raises `OSError` where it cannot be kept.
    """
    at = settings.clock()
    known = find_standing(settings, kind, scope)
    if known is None:
        incident_id = make_id("i", kind, scope, run_id)
        found = Incident(incident_id, kind, scope, severity, subject, body, at.isoformat(), at.isoformat(), (run_id,))
    else:
        found = see_again(known, run_id, severity, subject, body, at, timedelta(days=settings.remind_days))
    write_incident(settings, found)
    return found, found.untold is not None


def see_again(
    known: Incident, run_id: str, severity: str, subject: str, body: str, at: datetime, remind_after: timedelta
) -> Incident:
    """An incident that was there is seen again: people are told where it became worse, fails in another
    way, or was left for too long."""
    is_new_run = run_id not in known.runs
    is_worse = severity == CRITICAL and known.severity != CRITICAL
    is_other = subject != known.subject and is_new_run
    is_due = known.told_at is not None and at - datetime.fromisoformat(known.told_at) >= remind_after
    untold = known.untold
    if is_worse:
        untold = untold or "worse"
    elif is_other:
        untold = untold or "changed"
    elif is_due and known.state == OPEN:
        untold = untold or "reminded"
    return replace(
        known,
        severity=CRITICAL if is_worse else known.severity,
        subject=subject if is_new_run else known.subject,
        body=_join_bodies(known, run_id, body),
        seen_at=at.isoformat(),
        runs=(known.runs[0], *known.runs[1:][1 - RUNS_KEPT :], run_id) if is_new_run else known.runs,
        runs_count=known.runs_count + is_new_run,
        state=OPEN if is_worse else known.state,
        untold=untold,
    )


def _join_bodies(known: Incident, run_id: str, body: str) -> str:
    """The body of tonight; what the same night saw before stays above it."""
    if run_id not in known.runs:
        return body
    return known.body if body in known.body else f"{known.body}\n\n{body}"


def heal(settings: Settings, run_id: str, is_looked_at: Callable[[Incident], bool]) -> list[Incident]:
    """Close what a run looked at and did not see. An incident that nobody was told of heals in silence."""
    healed = []
    for incident in list_incidents(settings):
        if incident.state == HEALED or run_id in incident.runs or not is_looked_at(incident):
            continue
        untold = "healed" if incident.told_at else None
        done = replace(incident, state=HEALED, healed_at=settings.clock().isoformat(), untold=untold)
        write_incident(settings, done)
        healed.append(done)
    return healed


def acknowledge(settings: Settings, incident: Incident, who: str, why: str) -> Incident:
    """Write down that somebody has it in hand: nobody is reminded of it, and its end is still told."""
    done = replace(incident, state=ACKNOWLEDGED, acknowledged_by=who, acknowledged_why=why)
    write_incident(settings, done)
    return done


def mark_told(settings: Settings, incident: Incident) -> None:
    """Write down that a message speaks of what was untold."""
    write_incident(settings, replace(incident, untold=None, told_at=settings.clock().isoformat()))


def find_standing(settings: Settings, kind: str, scope: str) -> Incident | None:
    """The incident of a kind and scope that is not healed."""
    found = [i for i in list_incidents(settings) if (i.kind, i.scope) == (kind, scope) and i.state != HEALED]
    return found[-1] if found else None


def list_incidents(settings: Settings) -> list[Incident]:
    """All incidents, the oldest first."""
    folder = settings.home / FOLDER
    found = [_from_json(read_json(folder / name)) for name in list_names(folder)]
    return sorted(found, key=lambda incident: (incident.opened_at, incident.incident_id))


def list_seen(settings: Settings, run_id: str) -> list[Incident]:
    """What one run saw."""
    return [incident for incident in list_incidents(settings) if run_id in incident.runs]


def list_pressing(settings: Settings, run_id: str) -> list[Incident]:
    """What one run saw that somebody must do something about: all but a silence that an earlier run has told of."""
    return [i for i in list_seen(settings, run_id) if i.kind != "coverage" or i.runs[0] == run_id]


def write_incident(settings: Settings, incident: Incident) -> None:
    """Keep an incident."""
    write_json(settings.home / FOLDER / f"{incident.incident_id}.json", asdict(incident))


def _from_json(read: dict[str, Any]) -> Incident:
    return Incident(**{"runs_count": len(read["runs"]), **read, "runs": tuple(read["runs"])})
