"""From which day on a source counts in trends (`sources.trends_from`); kept in the home's `trends.json`.

The rule: the sources of a home's first night count from the beginning, for no trend was there that they could break.
One that is added later counts in no trend until it was back-filled, and then from the day back to which that got: a
source more is no rise.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.home.batches import list_batches, read_notes, read_table
from pipeline.home.files import read_json, write_json
from pipeline.home.ledger import read_entry
from pipeline.settings import Settings
from schemas.documents import DOCUMENTS
from schemas.stages import DOCUMENTS_STAGE
from sources.catalogue import list_source_ids
from sources.window import Window

BEGINNING = date(1900, 1, 1)


def begin_trends(settings: Settings) -> None:
    """Write down the sources that count from the beginning; done once in the life of a home."""
    path = settings.home / "trends.json"
    if not path.exists():
        known = set(list_source_ids(settings.catalogue))
        if settings.published.exists():  # of a home that is older than this rule
            from warehouse.query import query

            known = {row[0] for row in query(settings.published, "select source_id from sources").rows}
        write_json(path, dict.fromkeys(sorted(known), BEGINNING.isoformat()))


def add_trends(settings: Settings, row: dict[str, Any]) -> dict[str, Any]:
    """A row of `sources` with the day from which on it counts."""
    return row | {"trends_from": read_trends(settings, row["source_id"])}


def read_trends(settings: Settings, source_id: str) -> date | None:
    """The day from which on a source counts; None where it does not count yet."""
    path = settings.home / "trends.json"
    if not path.exists():
        return BEGINNING
    found = read_json(path).get(source_id)
    return date.fromisoformat(found) if found else None


def read_window(settings: Settings, run_id: str) -> Window | None:
    """The days that a run reads a source back for; None for a night."""
    found = read_entry(settings, run_id, "window")
    if found is None:
        return None
    return Window(date.fromisoformat(found["since"]), date.fromisoformat(found["last"]), tuple(found["runs"][:-1]))


def count_backfilled(settings: Settings, run_id: str, entry: Mapping[str, Any]) -> None:
    """Let a source count from the day back to which a run got, where that leaves no gap up to now.

    A run that was to end on an earlier day leaves none where the source counts from the day after that one already.
    """
    found, window = read_entry(settings, run_id, "window"), read_window(settings, run_id)
    if found is None or window is None or entry["unanswered"] or entry["cut"]:
        return
    known = read_trends(settings, entry["source_id"])
    if found["until"] and (known is None or known > window.until + timedelta(days=1)):
        return
    reached = min(_list_days(settings, entry["source_id"], window), default=window.until)
    if known is None or reached < known:
        path = settings.home / "trends.json"
        write_json(path, read_json(path) | {entry["source_id"]: reached.isoformat()})


def _list_days(settings: Settings, source_id: str, window: Window) -> list[date]:
    """Days of publication, within the window, of all documents of a source."""
    live = set(list_batches(settings.home, DOCUMENTS_STAGE))
    names = [note["batch_id"] for note in read_notes(settings.home, source_id) if note["batch_id"] in live]
    tables = (read_table(settings.home, DOCUMENTS_STAGE, name, DOCUMENTS, ["published_on"]) for name in names)
    days = (day for table in tables for day in table["published_on"].to_pylist())
    return [day for day in days if day is not None and window.since <= day <= window.until]
