"""The dead man's switch: a night that did not begin, or did not end, a DAG that cannot be read. Every hour.

It needs the home folder and the DAG files alone, so it also speaks where Airflow is down. Where no night has ended yet,
the first is waited for from the first look on: a new home is not late.
"""

import logging
from datetime import datetime, timedelta

from pipeline.alerts.faults import report_incident
from pipeline.alerts.incidents import CRITICAL, heal
from pipeline.alerts.telling import tell
from pipeline.dag_check import find_broken
from pipeline.home import ledger
from pipeline.home.files import read_json, write_json
from pipeline.settings import Settings
from schemas.terms import list_terms

LOG = logging.getLogger("defcoop")
WATCH = "watch.json"


def watch(settings: Settings) -> bool:
    """Look at the DAG files, then at the nights. Whether all is well."""
    is_readable = watch_dags(settings)
    return watch_nights(settings) and is_readable


def watch_dags(settings: Settings) -> bool:
    """An incident for each file of DAGs that cannot be read; one that can be is healed. Whether all can be.

    Nobody is told yet: `watch_nights` does that.
    """
    broken = find_broken(settings.dags) if settings.dags.is_dir() else {}
    run_id = _name_watch(settings)
    for name, error in broken.items():
        body = (
            f"File: {settings.dags / name}\nError: {error}\nThe other DAGs run; what this one starts does not.\n"
            "Remedy: mend the file or put the last version back; Airflow reads it again by itself"
        )
        report_incident(settings, run_id, "dag", name, CRITICAL, f"defcoop: DAG file {name} cannot be read", body)
    heal(settings, run_id, lambda incident: incident.kind == "dag" and incident.scope not in broken)
    return not broken


def watch_nights(settings: Settings) -> bool:
    """Tell people where the last night that ended is too long ago, and deliver what waits. Whether all is well.

    A night that was refused or failed has ended: it has its own incident.
    """
    run_id = _name_watch(settings)
    last = find_last_end(settings)
    hours = settings.night_hours_max
    since = last[1] if last else _start_watch(settings)
    is_missing = since is None or settings.clock() - since > timedelta(hours=hours)
    if is_missing:
        body = _describe(last, since, hours)
        report_incident(settings, run_id, "night", "", CRITICAL, "defcoop: a night is missing", body)
    else:
        heal(settings, run_id, lambda incident: (incident.kind, incident.scope) == ("night", ""))
    tell(settings, run_id)
    return not is_missing


def _name_watch(settings: Settings) -> str:
    return f"watch-{settings.clock():%Y%m%dT%H%M%SZ}"


def _start_watch(settings: Settings) -> datetime | None:
    """When this home was first looked at, which the first look writes down; none where it cannot: no night could begin.

    A first look of a clock that was ahead does not count.
    """
    path, now = settings.home / WATCH, settings.clock()
    try:
        started = datetime.fromisoformat(read_json(path)["started_at"]) if path.exists() else None
        if started is None or started > now:
            started = now
            write_json(path, {"started_at": now.isoformat()})
    except OSError:
        LOG.exception("the home cannot be written: %s", settings.home)
        return None
    return started


def find_last_end(settings: Settings) -> tuple[str, datetime] | None:
    """The last night that came to an end, and when it began."""
    for run_id in reversed(ledger.list_nights(settings)):
        outcome = (ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome")
        if outcome in list_terms("outcomes"):
            return run_id, ledger.start_night(settings, run_id)
    return None


def _describe(last: tuple[str, datetime] | None, since: datetime | None, hours: int) -> str:
    known = "None has ended, and the home cannot be written."
    if since:
        known = f"None has ended since {since:%Y-%m-%d %H:%M} UTC, the first look."
    if last:
        known = f"The last that ended is {last[0]}, begun {last[1]:%Y-%m-%d %H:%M} UTC."
    return (
        f"{known}\nExpected: one every {hours} hours (DEFCOOP_NIGHT_HOURS_MAX).\n"
        "Remedy: see that the scheduler runs, and what the last night waits for (`defcoop status`); then run `defcoop "
        "nightly`: it goes on where it stopped"
    )
