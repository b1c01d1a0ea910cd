"""Plain text: the title, `Published:` and other header lines, an empty line, the body."""

import re

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.charset import UndecodableError, decode_text

_HEADER = re.compile(r"^(Published|Source|Language|URL):\s*(.+?)\s*$", re.I)


def read_text(content: bytes, url: str, charset: str = "") -> ReadResult:
    """One record from a plain-text item; a problem where the bytes are not text."""
    try:
        text = decode_text(content, charset)
    except UndecodableError as error:
        return ReadResult(problems=(Problem(url, "undecodable", str(error), "save it again as UTF-8"),))
    title, headers, body = split_headers(text)
    record = RawRecord(
        location=url,
        title=title,
        text=body,
        published=headers.get("published"),
        url=headers.get("url"),
        language=headers.get("language"),
    )
    return ReadResult(records=(record,))


def split_headers(text: str) -> tuple[str | None, dict[str, str], str]:
    """Title, header lines by lower-case name, and body. Without header lines everything is body."""
    lines = text.splitlines()
    headers: dict[str, str] = {}
    position = 1
    while position < len(lines) and (match := _HEADER.match(lines[position])):
        headers[match.group(1).lower()] = match.group(2)
        position += 1
    title = lines[0].strip() or None if lines else None
    if not headers:
        return title, headers, text
    return title, headers, "\n".join(lines[position:]).strip("\n")
