"""RSS and Atom feeds by feedparser: one record an entry."""

import io
from typing import Any

import feedparser

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.page import html_to_text

ENTRIES_MAX = 2000
"""Entries of one feed that are read."""
_REMEDY = "open the address in a browser: the feed may have moved, or ask for a login"


def read_feed(content: bytes, url: str) -> ReadResult:
    """The entries of a feed; a problem where it is no feed, is cut off, or has no entries."""
    feed = feedparser.parse(io.BytesIO(content))  # bare bytes would be tried as the name of a file first
    if feed.version == "":  # also what HTML served as a feed gives, without any other complaint
        return ReadResult(
            problems=(Problem(url, "not_a_feed", "the item is no RSS or Atom feed", _REMEDY, _head(content)),)
        )
    problems = []
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = f"the feed is malformed: {feed.bozo_exception}"
        problems.append(Problem(url, "malformed_feed", reason, "what could be read was read; tell the publisher"))
    if not feed.entries:
        problems.append(Problem(url, "empty_feed", "the feed has no entries", _REMEDY, _head(content)))
    if len(feed.entries) > ENTRIES_MAX:
        reason = f"the feed has {len(feed.entries):,} entries, the first {ENTRIES_MAX:,} were read"
        remedy = "the snapshot is kept; ask the publisher for a feed of what is new"
        problems.append(Problem(url, "too_many_entries", reason, remedy))
    language = (feed.feed.get("language") or "")[:2].lower() or None
    records = tuple(
        _read_entry(entry, number, url, language) for number, entry in enumerate(feed.entries[:ENTRIES_MAX], 1)
    )
    return ReadResult(records=records, problems=tuple(problems))


def _read_entry(entry: Any, number: int, url: str, language: str | None) -> RawRecord:
    contents = [part.get("value") for part in entry.get("content") or []]
    body = max((text or "" for text in [*contents, entry.get("summary")]), key=len)
    return RawRecord(
        location=f"{url}#entry-{number}",
        title=html_to_text(entry.get("title") or "") or None,
        text=html_to_text(body),
        published=entry.get("published") or entry.get("updated"),
        url=entry.get("link"),
        language=(entry.get("language") or language or "")[:2].lower() or None,
        guid=entry.get("id"),
    )


def _head(content: bytes) -> str:
    return content[:500].decode("utf-8", "replace")
