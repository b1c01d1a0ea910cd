"""`defcoop sources record`: keep what a source answers now, so that a test can serve it without the web."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import PipelineError
from pipeline.night.crawling import make_client
from pipeline.settings import Settings
from sources.catalogue import load_source
from sources.readers.endings import find_ending
from sources.snapshots import Fetch, load_snapshot
from sources.web.crawl import Outcome, Round, crawl

NOTE, SOURCE, ANSWERS = "recording.json", "source.yml", "answers"
HEADERS = {"Content-Type": "media_type", "ETag": "etag", "Last-Modified": "last_modified"}
"""The headers that are kept, and the fields of a fetch that hold them."""


def record_source(settings: Settings, source_id: str, folder: Path, sample: int) -> dict[str, Any]:
    """Ask a source and keep its file, its answers (bytes and headers) and the robots.txt of its hosts; the note of it.

    Raises `PipelineError` where the folder holds something, the source is a folder, or nobody says who asks.
    """
    source = load_source(settings.catalogue, source_id)
    if not source.entry_points:
        raise PipelineError(f"source {source_id} is a folder", "its items are what a test would serve: copy them")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PipelineError(f"{folder} is not an empty folder", "name a new one")
    entries = tuple(replace(entry, follow=min(entry.follow, sample)) for entry in source.entry_points)
    narrow = replace(source, entry_points=entries)
    with tempfile.TemporaryDirectory(prefix="defcoop-record-") as name:
        home = Path(name)
        with closing(make_client(settings, source)) as client:
            tour = Round(home, narrow, settings.clock(), home / "requests.jsonl", {})
            outcomes = list(crawl(client, tour))
        (folder / ANSWERS).mkdir(parents=True, exist_ok=True)
        note = {
            "source_id": source_id,
            "recorded_at": settings.clock().isoformat(timespec="seconds"),
            "robots": _read_robots(settings.home / "web" / "robots", outcomes),
            "answers": [_keep(home, folder, number, outcome) for number, outcome in enumerate(outcomes, 1)],
        }
    shutil.copyfile(settings.catalogue / f"{source_id}.yml", folder / SOURCE)
    (folder / NOTE).write_text(json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return note


def _keep(home: Path, folder: Path, number: int, outcome: Outcome) -> dict[str, Any]:
    """The line of one answer; its bytes are a file beside it."""
    if outcome.fetch is None:
        error = outcome.error
        said = {"rule": error.rule, "http_status": error.http_status, "reason": error.reason} if error else {}
        return {"url": outcome.url, "failed": said}
    fetch = outcome.fetch
    content = load_snapshot(home, fetch.sha256)
    file = f"{number:02}{find_ending(content, fetch.url, fetch.media_type) or '.bin'}"
    (folder / ANSWERS / file).write_bytes(content)
    return {
        "url": fetch.url,
        "final_url": fetch.final_url,
        "http_status": fetch.http_status,
        "headers": _list_headers(fetch),
        "file": file,
    }


def _list_headers(fetch: Fetch) -> dict[str, str]:
    return {name: value for name, field in HEADERS.items() if (value := getattr(fetch, field))}


def _read_robots(folder: Path, outcomes: Iterable[Outcome]) -> dict[str, str]:
    """What the robots.txt of each host that was asked said, by its origin."""
    addresses = {
        url for outcome in outcomes for url in (outcome.url, outcome.fetch.final_url if outcome.fetch else None)
    }
    asked = {urlsplit(url).netloc for url in addresses if url}
    notes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {note["origin"]: note["text"] for note in notes if urlsplit(note["origin"]).netloc in asked}
