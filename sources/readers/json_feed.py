"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): one record an item."""

import json
from typing import Any

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.markup import html_to_text

ITEMS_MAX = 2000
"""Items of one feed that are read."""
_VERSION = "https://jsonfeed.org/version/1"
_REMEDY = "open the address in a browser: the feed may have moved, or ask for a login"


def is_json(content: bytes) -> bool:
    """Whether an item begins as JSON does."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_json_feed(content: bytes, url: str) -> ReadResult:
    """The items of a JSON Feed; problems for what is none, for items without an id, for a feed without items."""
    head = content[:500].decode("utf-8", "replace")
    try:
        feed = json.loads(decode_text(content))
    except (UndecodableError, ValueError, RecursionError) as error:
        return _refuse(url, "malformed_feed", f"the feed is malformed: {error}", head)
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or not version.replace("http://", "https://").startswith(_VERSION):
        return _refuse(url, "not_a_feed", "the item is JSON and no JSON Feed", head)
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        return _refuse(url, "empty_feed", "the feed has no entries", head)
    records, problems = [], []
    if len(items) > ITEMS_MAX:
        reason = f"the feed has {len(items):,} entries, the first {ITEMS_MAX:,} were read"
        problems.append(Problem(url, "too_many_entries", reason, "the snapshot is kept; ask for a feed of what is new"))
    for number, item in enumerate(items[:ITEMS_MAX], 1):
        if isinstance(item, dict):
            records.append(_read_item(item, f"{url}#entry-{number}", feed))
        else:
            reason = "the entry is no object"
            problems.append(Problem(f"{url}#entry-{number}", "malformed_feed", reason, _REMEDY, repr(item)[:500]))
    return ReadResult(records=tuple(records), problems=tuple(problems))


def _read_item(item: dict[str, Any], location: str, feed: dict[str, Any]) -> RawRecord:
    body = html_to_text(_text(item, "content_html") or "") or _text(item, "content_text") or _text(item, "summary")
    language = _text(item, "language") or _text(feed, "language")
    return RawRecord(
        location=location,
        title=html_to_text(_text(item, "title") or "") or None,
        text=body or "",
        published=_text(item, "date_published") or _text(item, "date_modified"),
        url=_text(item, "url") or _text(item, "external_url"),
        language=(language or "")[:2].lower() or None,
        guid=_text(item, "id") or (str(item["id"]) if isinstance(item.get("id"), int) else None),
    )


def _text(of: dict[str, Any], name: str) -> str | None:
    value = of.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _refuse(url: str, rule: str, reason: str, original: str) -> ReadResult:
    return ReadResult(problems=(Problem(url, rule, reason, _REMEDY, original),))
