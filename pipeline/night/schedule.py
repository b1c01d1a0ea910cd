"""Whether a source of the web is due tonight. One that is not is left alone, and counts with what it listed last."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.home.files import list_names
from pipeline.home.ledger import read_entry
from pipeline.night.ingest import COUNTS
from pipeline.settings import Settings
from sources.catalogue import Source
from sources.web.journal import read_requests

PERIODS = {"weekly": timedelta(days=7), "monthly": timedelta(days=30)}
"""How long a source is left alone after it was asked; one that is asked nightly has no period."""
SLACK = timedelta(hours=12)
"""A night may begin a little earlier in the day than the one a period before."""


def rest_source(settings: Settings, source: Source, at: datetime, run_id: str) -> dict[str, Any] | None:
    """The entry of a night for a source that is not due; None for one that is to be asked.

    A round in which every address failed does not count, and an entry point that was never asked makes a source due.
    """
    period = PERIODS.get(source.schedule)
    found = _find_last_round(settings, source, at, run_id) if period else None
    if period is None or found is None:
        return None
    asked_at, entry = found
    if at - asked_at >= period - SLACK:
        return None
    due_on = (asked_at + period).date().isoformat()
    kept = {name: entry[name] for name in ("source_id", "fetch_ids", "seen")}
    return {**kept, "items": 0, "new": dict.fromkeys(COUNTS, 0), "schedule": source.schedule, "due_on": due_on}


def _find_last_round(
    settings: Settings, source: Source, at: datetime, run_id: str
) -> tuple[datetime, Mapping[str, Any]] | None:
    """When the source was last asked and answered, and the entry of that night."""
    folder = settings.home / "requests" / source.source_id
    names = [Path(name).stem for name in list_names(folder)]
    asked = {line.url for line in read_requests(folder / f"{name}.jsonl" for name in names)}
    if not {entry.url for entry in source.entry_points} <= asked:
        return None
    rounds: list[tuple[datetime, Mapping[str, Any]]] = []
    for name in names:
        night = read_entry(settings, name, "night")
        entry = read_entry(settings, name, f"ingest-{source.source_id}")
        if name == run_id or night is None or entry is None or _has_failed(folder / f"{name}.jsonl"):
            continue
        if (started_at := datetime.fromisoformat(night["started_at"])) <= at:
            rounds.append((started_at, entry))
    return max(rounds, key=lambda found: found[0], default=None)


def _has_failed(journal: Path) -> bool:
    """Whether no address gave an answer. A night that went on with a killed one may have had none left to ask."""
    lines = read_requests([journal])
    return bool(lines) and all(line.status == "failed" for line in lines)
