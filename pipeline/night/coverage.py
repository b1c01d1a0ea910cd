"""Coverage: what was asked of the web as rows of `requests`, and who is told when a source gives less than it used to.

Requests wait in their journals until a night publishes something: a night that brings nothing new touches no table.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.alerts import incidents
from pipeline.alerts.faults import report_incident
from pipeline.home.files import list_names
from pipeline.settings import Settings
from schemas.documents import REQUESTS
from sources.catalogue import list_source_ids
from sources.web.journal import Request, read_requests
from warehouse.errors import QueryError
from warehouse.query import query

Row = dict[str, Any]
_QUIET = """
    select source_id, is_silent, last_given_on, silent_days, usual_gap_days, recent_documents_count,
        usual_documents_count
    from source_silence($day) where is_silent or is_thin order by source_id
"""


def list_request_rows(settings: Settings, run_id: str) -> list[Row]:
    """Rows of `requests` that the published warehouse does not hold yet, and all of this run; of known sources."""
    loaded = _read_loaded(settings)
    rows: list[Row] = []
    for source_id in list_source_ids(settings.catalogue):
        folder = settings.home / "requests" / source_id
        for name in (Path(name).stem for name in list_names(folder)):
            if name == run_id or (source_id, name) not in loaded:
                requests = read_requests([folder / f"{name}.jsonl"])
                rows += [_make_row(source_id, name, request) for request in requests]
    return rows


def _read_loaded(settings: Settings) -> set[tuple[str, str]]:
    if not settings.published.exists():
        return set()
    try:
        found = query(settings.published, "select distinct source_id, run_id from requests").rows
    except QueryError:  # a file of an older declaration has no such table
        return set()
    return {(source_id, run_id) for source_id, run_id in found}


def _make_row(source_id: str, run_id: str, request: Request) -> Row:
    row = {name: getattr(request, name, None) for name in REQUESTS.column_names}
    return row | {
        "source_id": source_id,
        "run_id": run_id,
        "asked_at": datetime.fromisoformat(request.asked_at),
        "attempts_count": request.attempts,
        "wire_bytes_count": request.wire_count,
    }


def alert_quiet_sources(settings: Settings, run_id: str, at: datetime) -> list[str]:
    """Report each source that falls below its own history; returns their ids. People are told once of each."""
    if not settings.published.exists():
        return []
    try:
        found = query(settings.published, _QUIET, {"day": at.date().isoformat()}).rows
    except QueryError:  # a file of an older declaration, on a night that brings nothing new
        return []
    for row in found:
        subject = f"defcoop: source {row[0]} {'is silent' if row[1] else 'gives less than it used to'}"
        body = "\n\n".join(_describe(run_id, row))
        report_incident(settings, run_id, "coverage", row[0], incidents.WARNING, subject, body)
    return [row[0] for row in found]


def _describe(run_id: str, row: tuple[Any, ...]) -> Iterator[str]:
    """What is missing, since when, and what to do."""
    source_id, is_silent, last_given_on, silent_days, gap, recent, usual = row
    yield f"Run: {run_id}"
    if is_silent:
        yield (
            f"Source {source_id} last gave something new on {last_given_on}, {silent_days} days ago; its usual gap is "
            f"{gap:g} days."
        )
    else:
        said = f"Source {source_id} gave {recent} documents of the last 28 days, and usually gives {usual:g}"
        yield f"{said}. It last gave something new on {last_given_on}."
    yield (
        f"Remedy: run `defcoop sources check {source_id}`, or open its entry points in a browser: an address, a "
        "selector or a format may have changed. Where its publisher does publish less, acknowledge the alert."
    )
    yield "See: how its requests ended, in the table `requests`; what it gave, in the view `source_coverage`"
