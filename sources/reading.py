"""What a fetch holds: read as its entry point, or as the list that led to it, says."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.raw import RawRecord, ReadResult
from sources.catalogue import Source
from sources.entry_points import ANY_HOST, EntryPoint
from sources.isolation import Bounds
from sources.readers.apart import read_apart
from sources.readers.endings import find_ending
from sources.readers.scrub import scrub_result
from sources.snapshots import Fetch, load_snapshot
from sources.web.links_apart import find_links_apart

_LARGE = (".pdf", ".xlsx")
"""What is costly to read, and the same danger from a folder as from the web."""
IN_FOLDER = Bounds(cpu_seconds_max=60, memory_max=2_000_000_000, output_max=1_000_000_000)
"""Room for the largest table that is read at all: what somebody laid into a folder is no stranger's."""

COSTLY_MAX = 3
"""Items in a row that are too costly, after which the next ones of a source get two seconds each."""


def choose_bounds(is_large: bool, costly_count: int) -> Bounds:
    """What an item may take. A source whose last items were all too costly is given little for the next one."""
    if costly_count >= COSTLY_MAX:
        return Bounds(seconds_max=30.0, cpu_seconds_max=2)
    return Bounds(cpu_seconds_max=60) if is_large else Bounds()


def read_fetch(home: Path, source: Source, fetch: Fetch, costly_count: int = 0) -> ReadResult:
    """Texts, figures and problems of a fetch. A list that is followed holds no text: its texts are behind its links.

    `costly_count` is how many fetches of the source just before it were too costly to read.

    Where a source may ask any host, the publisher of a text is the host that gave it, which nobody can make up.
    Raises `SnapshotError` where the snapshot is missing or damaged.
    """
    content, url = load_snapshot(home, fetch.sha256), fetch.url
    said = fetch.listed or {}
    entry = next((entry for entry in source.entry_points if entry.url == url), None)
    if entry is None and said.get("kind"):
        entry = EntryPoint(url, said["kind"], follow=1)
    if entry and entry.follow:
        return scrub_result(ReadResult(problems=find_links_apart(content, fetch.final_url or url, entry).problems))
    kind = entry.kind if entry else ""
    how: dict[str, Any] = {"source_format": source.source_format, "media_type": fetch.media_type, "kind": kind}
    is_large = find_ending(content, url, fetch.media_type, kind) in _LARGE
    bounds = choose_bounds(is_large, costly_count) if is_large or source.entry_points else IN_FOLDER
    result = read_apart(content, url, bounds, selectors=source.selectors, **how)
    if ANY_HOST in source.hosts:
        publisher = urlsplit(fetch.final_url or url).hostname or None
        result = replace(result, records=tuple(replace(record, publisher=publisher) for record in result.records))
    if len(result.records) != 1:
        return result
    return replace(result, records=(_complete(result.records[0], said.get("title"), said.get("published")),))


def _complete(record: RawRecord, title: str | None, published: str | None) -> RawRecord:
    """A text with what its list says of it, where it does not say so itself."""
    return replace(record, title=record.title or title, published=record.published or published)
