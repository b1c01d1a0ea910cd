"""Texts as they can be stored: half characters, which JSON and XML can name but no encoding can write, are replaced."""

import re
from dataclasses import fields, replace
from typing import Any

from schemas.raw import ReadResult

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def scrub_text(text: str) -> str:
    """The text with U+FFFD in the place of each half character."""
    return _HALF_CHARACTER.sub("\ufffd", text)


def scrub_result(result: ReadResult) -> ReadResult:
    """The same for every text of a result."""
    parts = {name: tuple(map(_scrub, getattr(result, name))) for name in ("records", "figures", "problems")}
    return ReadResult(**parts)


def _scrub(part: Any) -> Any:
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    clean = {name: _scrub_value(value) for name, value in values.items()}
    return replace(part, **clean) if clean != values else part


def _scrub_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_scrub_value, value))
    return scrub_text(value) if isinstance(value, str) else value
