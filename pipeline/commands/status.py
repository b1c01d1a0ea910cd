"""What the home folder holds, for `defcoop status` and `defcoop sources`."""

from datetime import UTC, datetime
from typing import Any

from pipeline.alerts.incidents import HEALED, list_incidents
from pipeline.alerts.wording import say_count
from pipeline.home import batches, ledger
from pipeline.output import print_rows
from pipeline.settings import Settings, load_settings
from schemas.stages import DOCUMENTS_STAGE
from sources.catalogue import load_catalogue

Row = tuple[Any, ...]
LATEST = 5
GOOD = ("published", "unchanged")


def print_status(form: str) -> None:
    """Print one row a fact: the warehouse, the last runs, batches that wait or were taken out, incidents, alerts."""
    settings = load_settings()
    lists = (_judge_tonight, _list_warehouse, _list_latest_runs, _list_batches, _list_incidents, _list_alerts)
    rows = [row for make_rows in lists for row in make_rows(settings)]
    print_rows(("what", "id", "state", "when", "note"), rows, form)


def _judge_tonight(settings: Settings) -> list[Row]:
    """One row that says whether the last night was good, and else why not."""
    runs = [name for name in ledger.list_nights(settings) if ledger.read_entry(settings, name, "outcome")]
    if not runs:
        return [("tonight", "", "not good", "", "no night has run yet: run `defcoop nightly`")]
    run_id = runs[-1]
    outcome = (ledger.read_entry(settings, run_id, "outcome") or {})["outcome"]
    started_at = ledger.start_night(settings, run_id)
    hours = int((settings.clock() - started_at).total_seconds() // 3600)
    open_count = sum(incident.state != HEALED for incident in list_incidents(settings))
    faults = [f"it {'has not ended' if outcome == 'running' else 'was ' + outcome}"] if outcome not in GOOD else []
    faults += [f"it began {hours} hours ago, and one is due every {settings.night_hours_max}"] * (
        hours > settings.night_hours_max
    )
    faults += [f"{open_count} incidents are open: defcoop alerts list"] if open_count else []
    findings = (ledger.read_entry(settings, run_id, "audit") or {}).get("findings", [])
    warnings = sum(row["severity"] == "warning" and not row["is_passed"] for row in findings)
    entries = ledger.read_entries(settings, run_id, "ingest-")
    new = {name: sum(entry["new"][name] for entry in entries) for name in ("documents", "rejections")}
    counted = [say_count(new["documents"], "document"), say_count(new["rejections"], "rejection")]
    brought = ", ".join([*counted, f"{say_count(warnings, 'warning')} of the audit"])
    state = "not good" if faults else "good"
    return [("tonight", run_id, state, _shorten(started_at.isoformat()), "; ".join([*faults, brought]))]


def _list_warehouse(settings: Settings) -> list[Row]:
    path = settings.published
    state = f"{path.stat().st_size:,} bytes" if path.exists() else "none yet: run `defcoop nightly`"
    return [("warehouse", str(path), state, "", "")]


def _list_latest_runs(settings: Settings) -> list[Row]:
    rows: list[Row] = []
    for run_id in ledger.list_runs(settings)[-LATEST:]:
        outcome = (ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome", "not finished")
        started_at = (ledger.read_entry(settings, run_id, "night") or {})["started_at"]
        page = settings.home / "audits" / f"{run_id}.html"
        rows.append(("run", run_id, outcome, _shorten(started_at), str(page) if page.exists() else ""))
    return rows


def _list_batches(settings: Settings) -> list[Row]:
    from pipeline.home.pending import list_unloaded

    waiting = [name for stage, name in list_unloaded(settings) if stage == DOCUMENTS_STAGE]
    owners = {name: batches.read_note(settings.home, name)["source_id"] for name in waiting}
    rows: list[Row] = [("batch", name, "waits", "", owner) for name, owner in owners.items()]
    for name in batches.list_discarded(settings.home):
        note = batches.read_discard(settings.home, name)
        rows.append(("batch", name, "discarded", _shorten(note["discarded_at"]), note["reason"]))
    return rows


def _list_incidents(settings: Settings) -> list[Row]:
    found = [incident for incident in list_incidents(settings) if incident.state != HEALED]
    return [("incident", i.incident_id, i.state, _shorten(i.opened_at), i.subject) for i in found]


def _list_alerts(settings: Settings) -> list[Row]:
    alerts = sorted(ledger.read_alerts(settings), key=lambda alert: alert["raised_at"])[-LATEST:]
    return [("alert", a["alert_id"], ", ".join(a["channels"]), _shorten(a["raised_at"]), a["subject"]) for a in alerts]


def _shorten(moment: str) -> str:
    """An ISO moment to the second, in UTC."""
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def print_sources(form: str) -> None:
    """Print one row a source: what it is, its bounds, and what it gave in the last run."""
    settings = load_settings()
    seen = _read_last_seen(settings)
    rows = [
        (s.source_id, s.title, s.source_format, s.reliability_grade, s.is_official, s.documents_min, s.documents_max,
         seen.get(s.source_id), s.place)
        for s in load_catalogue(settings.catalogue)
    ]  # fmt: skip
    header = ("source", "title", "format", "grade", "official", "min", "max", "last seen", "location")
    print_rows(header, rows, form)


def _read_last_seen(settings: Settings) -> dict[str, Any]:
    for run_id in reversed(ledger.list_runs(settings)):
        entries = ledger.read_entries(settings, run_id, "ingest-")
        if entries:
            return {entry["source_id"]: entry["seen"] for entry in entries}
    return {}
