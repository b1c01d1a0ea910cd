"""Text from bytes, by evidence: byte-order mark, UTF-8, declaration, what the server claims, then statistics."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
# What browsers read under these labels: pages that claim the left one are written in the right one.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
_SAMPLE = 50_000
_MAX_CHAOS = 0.2


class UndecodableError(ValueError):
    """The bytes are not text in any encoding that the evidence supports."""


def decode_text(content: bytes, claimed: str = "") -> str:
    """The text of some bytes; `claimed` is what a server names. Raises `UndecodableError` for binary data."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-8", _find_declared(content), _find_codec(claimed)):
        text = _try_decode(content, encoding)
        if text is not None and "\x00" not in text:
            return text
    return _guess(content)


def _find_declared(content: bytes) -> str:
    declared = _DECLARED.search(content[:2048])
    return _find_codec(declared.group(1).decode("ascii")) if declared else ""


def _find_codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    return (
        "" if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)
    )  # no declaration could be read in one


def _try_decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):  # some codecs raise the wider of the two, or are none of text
        return None


def _guess(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None or best.chaos > _MAX_CHAOS or b"\x00" in content:
        raise UndecodableError("the bytes are not text in a known encoding")
    return content.decode(best.encoding, "replace")
