"""Which reader an item is for: in a folder by its ending; on the web by what it should be, is, and claims."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

_OF_KIND = {"feed": ".xml", "page": ".html", "pdf": ".pdf", "text": ".txt"}
_OF_MEDIA_TYPE = {
    "application/atom+xml": ".xml",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/rdf+xml": ".xml",
    "application/rss+xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
_SIGNS = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"PK\x03\x04"), ".xlsx"),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S),
        ".html",
    ),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S), ".xml"),
)
_TABLES = (".csv", ".json", ".pdf", ".xlsx")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_HEAD = 2000
_MARKS = (b"\xef\xbb\xbf",)


def find_ending(content: bytes, url: str, media_type: str | None = None, kind: str = "") -> str:
    """The ending under which the reader of an item is known; empty where nothing says what it is.

    An item of a folder is what its ending says. On the web an address may end anyhow: an entry point is what the
    catalogue says it is, so that a login page in the place of a feed is refused and not read as an article; anything
    else is what its first bytes show, then what the server claims, then what the address ends with.
    """
    parts = urlsplit(url)
    ending = PurePosixPath(parts.path if parts.scheme in ("http", "https") else url).suffix.lower()
    if parts.scheme not in ("http", "https"):
        return ending
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    claimed = _OF_MEDIA_TYPE.get((media_type or "").partition(";")[0].strip().lower(), "")
    shown = _find_sign(content)
    if kind != "statistics":
        return shown or claimed or ending
    found = shown or (".csv" if claimed == ".txt" else claimed) or ending
    return found if found in _TABLES else ""


def find_charset(media_type: str | None) -> str:
    """The charset that a server claims; empty where it claims none."""
    found = _CHARSET.search(media_type or "")
    return found[1] if found else ""


def _find_sign(content: bytes) -> str:
    head = content[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return next((ending for sign, ending in _SIGNS if sign.match(head)), "")
