"""Pages that are no documents although the server says 200: "not found", a login wall, a check for robots.

The promise: evidence, not suspicion. Such a page says in its title, heading or first lines what it is, and says little
else; a text of some length that states its date is read, whatever words its headline has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.raw import Problem
from sources.readers.signs import load_refusals

_TEXT_MAX = 800
_DATED_TEXT_MAX = 300
"""Characters of a text that states its date above which it is an article."""
_LINE_MAX = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page says in short: its titles and headings, its text, whether it states when it was published."""

    heads: Sequence[str]
    text: str
    is_dated: bool


def refuse_page(tree: Any, url: str, evidence: Evidence) -> Problem | None:
    """The problem of a page that is no document; None for one that may be."""
    text = evidence.text.strip()
    if len(text) > (_DATED_TEXT_MAX if evidence.is_dated else _TEXT_MAX):
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    said = [" ".join(line.split()) for line in (*evidence.heads, *lines[:3]) if line]
    parts = [part for line in said for part in (line, *re.split(r"\s[|–—:-]\s|(?<=[.!?])\s", line))]
    if tree.xpath("boolean(//input[@type='password'])") and len(text) < _DATED_TEXT_MAX:
        parts.append("sign in")
    for rule, what, remedy, sign in load_refusals():
        found = next((part for part in parts if len(part) <= _LINE_MAX and sign.fullmatch(part)), None)
        if found is not None:
            reason = (
                f"the page is no document: it says {what!r} ({found[:100]!r}) and has {len(text)} characters of text"
            )
            return Problem(url, rule, reason, remedy, text[:500] or None)
    return None
