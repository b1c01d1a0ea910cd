"""What one request gave, and what its status and headers mean: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sources.web.errors import WebError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TEMPORARY = frozenset({429, 500, 502, 503, 504})
HEADER_MAX = 1000
"""Characters of a header that is kept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the last hop. `content` is None where the server says that nothing changed."""

    final_url: str
    http_status: int
    content: bytes | None
    media_type: str | None
    etag: str | None
    last_modified: str | None
    duration_ms: int
    wire_count: int
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of an answer that mean something to us; the first of each name counts."""

    values: dict[str, str]

    def get(self, name: str) -> str | None:
        """A header, cut at a bound; None where it is missing or empty."""
        return self.values.get(name, "").strip()[:HEADER_MAX] or None


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers as they came over the wire."""
    values: dict[str, str] = {}
    for name, value in raw:
        values.setdefault(name.decode("latin-1").lower(), _decode(value))
    return Headers(values)


def _decode(value: bytes) -> str:
    """A header is ASCII; what else servers send is UTF-8 more often than Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def expect_content(status: int, headers: Headers, now: datetime) -> None:
    """Raise the `WebError` of a status that brings no content. A 304 is the caller's to judge."""
    if status in (200, 203):
        return
    if status in TEMPORARY:
        wait = read_wait(headers.get("retry-after"), now)
        said = "asks to be left alone for a while" if status == 429 else "has a failure of its own"
        remedy = "it is asked again next night; if it stays, look at the address"
        raise WebError(
            f"http_{status}",
            f"the server answers {status}: it {said}",
            remedy,
            http_status=status,
            is_temporary=True,
            wait_seconds=wait,
        )
    if status in (404, 410):
        reason, remedy = "there is nothing there", "find where it moved and mend the catalogue"
    elif status in (401, 403, 407, 451):
        reason, remedy = "it does not let us in", "look at the publisher's terms; ask them, or leave it out"
    else:
        reason, remedy = "it brings no content", "open the address in a browser and mend the catalogue"
    raise WebError(f"http_{status}", f"the server answers {status}: {reason}", remedy, http_status=status)


def read_wait(text: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, as seconds or a date (RFC 9110, 10.2.3); None where it says none."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds(), 0.0)
