"""Readers: bytes as fetched -> texts, figures and problems. A reader never raises on bad content."""

from collections.abc import Callable
from pathlib import PurePosixPath

from schemas.raw import Problem, ReadResult
from sources.readers.feed import read_feed
from sources.readers.page import read_page
from sources.readers.pdf import read_pdf
from sources.readers.statistics import read_statistics
from sources.readers.text import read_text

SIZE_LIMIT = 20_000_000
"""Bytes; a larger item is kept as a snapshot and not read."""

_READERS: dict[str, Callable[[bytes, str], ReadResult]] = {
    ".xml": read_feed,
    ".html": read_page,
    ".htm": read_page,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".csv": read_statistics,
}


def read_records(content: bytes, url: str) -> ReadResult:
    """What an item holds, read by the format that its address ends with."""
    if not content:
        return _refused(url, "empty", "the item has no bytes", "fetch it again, or remove it at the source")
    if len(content) > SIZE_LIMIT:
        reason = f"{len(content):,} bytes, more than {SIZE_LIMIT:,}"
        return _refused(url, "too_large", reason, "the snapshot is kept; split the item or raise the limit")
    reader = _READERS.get(PurePosixPath(url).suffix.lower())
    if reader is None:
        return _refused(url, "unknown_format", "no reader for this ending", "rename it, or leave it out of the folder")
    return reader(content, url)


def _refused(url: str, rule: str, reason: str, remedy: str) -> ReadResult:
    return ReadResult(problems=(Problem(url, rule, reason, remedy),))
