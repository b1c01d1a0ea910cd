"""The dead man's switch: a night that did not begin, or did not end. For a scheduler of its own, every hour.

It reads the home folder alone, so it also speaks where Airflow is down.
"""

import logging
from datetime import datetime, timedelta

from pipeline import ledger
from pipeline.alerts import report_incident
from pipeline.incidents import CRITICAL, heal
from pipeline.settings import Settings
from pipeline.telling import tell
from schemas.terms import list_terms

LOG = logging.getLogger("defcoop")


def watch_nights(settings: Settings) -> bool:
    """Tell people where the last night that ended is too long ago, and deliver what waits. Whether all is well.

    A night that was refused or failed has ended: it has its own incident.
    """
    run_id = f"watch-{settings.clock():%Y%m%dT%H%M%SZ}"
    last = find_last_end(settings)
    hours = settings.night_hours_max
    is_missing = last is None or settings.clock() - last[1] > timedelta(hours=hours)
    if is_missing:
        report_incident(settings, run_id, "night", "", CRITICAL, "defcoop: a night is missing", _describe(last, hours))
    else:
        heal(settings, run_id, lambda incident: (incident.kind, incident.scope) == ("night", ""))
    tell(settings, run_id)
    return not is_missing


def find_last_end(settings: Settings) -> tuple[str, datetime] | None:
    """The last night that came to an end, and when it began."""
    for run_id in reversed(ledger.list_nights(settings)):
        outcome = (ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome")
        if outcome in list_terms("outcomes"):
            return run_id, ledger.start_night(settings, run_id)
    return None


def _describe(last: tuple[str, datetime] | None, hours: int) -> str:
    known = (
        f"The last that ended is {last[0]}, begun {last[1]:%Y-%m-%d %H:%M} UTC." if last else "No night has ended yet."
    )
    return (
        f"{known}\nExpected: one every {hours} hours (DEFCOOP_NIGHT_HOURS_MAX).\n"
        "Remedy: see that the scheduler runs, and what the last night waits for (`defcoop status`); then run `defcoop "
        "nightly`: it goes on where it stopped"
    )
