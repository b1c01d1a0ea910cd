"""The reader of an item, chosen by what it is. Brings all readers in: only the process that reads should."""

from collections.abc import Callable

from schemas.raw import Problem, ReadResult
from sources.readers.endings import find_charset, find_ending
from sources.readers.feed import read_feed
from sources.readers.nato import read_nato_pdf
from sources.readers.page import read_page
from sources.readers.pdf import read_pdf
from sources.readers.scrub import scrub_result
from sources.readers.statistics import read_statistics, read_workbook
from sources.readers.text import read_text
from sources.readers.world_bank import read_world_bank_json
from sources.selectors import Selectors

SIZE_LIMIT = 20_000_000
"""Bytes; a larger item is kept as a snapshot and not read."""
MARKUP_LIMIT = 4_000_000
"""Bytes; the same for pages and feeds, since reading markup takes more than linear time."""

_READERS: dict[str, Callable[..., ReadResult]] = {
    ".xml": read_feed,
    ".html": read_page,
    ".htm": read_page,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".csv": read_statistics,
    ".xlsx": read_workbook,
    ".json": read_world_bank_json,
}
_DECODING = (read_page, read_text)
_READERS_OF_STATISTICS = {**_READERS, ".pdf": read_nato_pdf}


def read_records(
    content: bytes,
    url: str,
    source_format: str = "",
    media_type: str | None = None,
    kind: str = "",
    selectors: Selectors | None = None,
) -> ReadResult:
    """What an item holds, read by its ending; by its kind, content and media type where it comes from the web.

    A PDF of a source of statistics is a table, any other a text. `selectors` are those of the source's pages.
    """
    if not content:
        return _refused(url, "empty", "the item has no bytes", "fetch it again, or remove it at the source")
    suffix = find_ending(content, url, media_type, kind)
    limit = MARKUP_LIMIT if suffix in (".xml", ".html", ".htm") else SIZE_LIMIT
    if len(content) > limit:
        reason = f"{len(content):,} bytes, more than {limit:,}"
        return _refused(url, "too_large", reason, "the snapshot is kept; split the item or raise the limit")
    reader = (_READERS_OF_STATISTICS if (kind or source_format) == "statistics" else _READERS).get(suffix)
    if reader is None:
        return _refused(url, "unknown_format", "no reader for what it is", "rename it, or leave it out of the source")
    charset = find_charset(media_type)
    more = {"selectors": selectors} if reader is read_page else {}
    result = reader(content, url, charset, **more) if reader in _DECODING else reader(content, url)
    if not (result.records or result.figures or result.problems):
        return _refused(
            url, "empty_table", "the item has a header and no rows", "fetch it again, or remove it at the source"
        )
    return scrub_result(result)


def _refused(url: str, rule: str, reason: str, remedy: str) -> ReadResult:
    return ReadResult(problems=(Problem(url, rule, reason, remedy),))
