"""RSS and Atom feeds by feedparser, JSON Feed by itself: one record an entry."""

import io
import re
import sys
from typing import Any

import feedparser

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.charset import decode_text
from sources.readers.json_feed import is_json, read_json_feed
from sources.readers.markup import html_to_text

ENTRIES_MAX = 2000
"""Entries of one feed that are read."""
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.I)
_REMEDY = "open the address in a browser: the feed may have moved, or ask for a login"


def read_feed(content: bytes, url: str) -> ReadResult:
    """The entries of a feed; a problem where it is no feed, is cut off, or has no entries."""
    if is_json(content):
        return read_json_feed(content, url)
    try:
        feed = parse_feed(content)
    except Exception as error:  # the parser lets through whatever a broken part of a feed leads to
        reason = f"the feed cannot be read: {type(error).__name__}: {error}"
        return ReadResult(problems=(Problem(url, "malformed_feed", reason, _REMEDY, _head(content)),))
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


def parse_feed(content: bytes) -> Any:
    """What feedparser makes of a feed. What it stumbles over, such as references to no character, is taken out."""
    try:
        return feedparser.parse(io.BytesIO(content))  # bare bytes would be tried as the name of a file first
    except (ValueError, LookupError, OverflowError):
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_text(content))
        return feedparser.parse(io.BytesIO(_REFERENCE.sub(_resolve, text).encode("utf-8", "replace")))


def _resolve(found: re.Match[str]) -> str:
    """A reference to a character as it stands, U+FFFD for one to none."""
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits, base) if len(digits) < 10 else sys.maxunicode + 1
    return "\ufffd" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else found[0]


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
