"""The title of a page: the heading on it that the page also states, else the heading before its text; its by-line."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from sources.readers.fragments import Fragment

_HEADINGS = ("h1", "h2", "h3", "h4")
_HEADINGS_MAX = 100
_LABEL = re.compile(r"(?:title|subject|headline)\s*:?", re.I)
_WORDS_MIN = 3
"""Words of a heading by which it is no name of a section, such as "Press releases"."""
_BEFORE_MAX = 30
"""Fragments before the text in which a title or a by-line may stand."""
_NAMES = r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,4}"
_BYLINE = re.compile(
    rf"(?:(?:story|words|text|written)\s+)?by:?\s+(?P<names>{_NAMES}(?:(?:,| and|, and) {_NAMES}){{0,3}})\b.{{0,60}}",
    re.I,
)


def find_title(tree: Any, fragments: Sequence[Fragment], start: int | None, stated: Sequence[str]) -> str | None:
    """The title as it stands on the page. `start` is the fragment that begins its text, `stated` what it states."""
    found = {tag: itertools.islice(tree.iter(tag), _HEADINGS_MAX) for tag in _HEADINGS}
    headings = {tag: [text for node in nodes if (text := _read(node))] for tag, nodes in found.items()}
    every = [text for tag in _HEADINGS for text in headings[tag]]
    before = fragments[max(start - _BEFORE_MAX, 0) : start] if start else []
    labelled = [second.text for first, second in itertools.pairwise(before) if _LABEL.fullmatch(first.text)]
    own = [text for text in every if _is_long(text) and _agrees(text, stated)]
    long = [text for text in headings["h1"] if _is_long(text)]
    shown = [fragment.text for fragment in before if _is_long(fragment.text) and _agrees(fragment.text, stated)]
    near = [text for fragment in reversed(before) if (text := _read_heading(fragment.node))]
    best = [*own, *labelled, *long, *(text for text in near if _is_long(text)), *shown, *headings["h1"], *stated]
    return next(iter(best), None) or next(iter(every), None)


def find_author(fragments: Sequence[Fragment], start: int | None) -> str | None:
    """Who a by-line before the text names; None where there is none."""
    before = fragments[max(start - _BEFORE_MAX, 0) : start] if start else []
    for first, second in itertools.pairwise([*before, Fragment("", None)]):
        whole = f"{first.text} {second.text}" if first.text.lower() in ("by", "by:") else first.text
        if len(whole) <= 120 and (found := _BYLINE.fullmatch(whole)) is not None:
            return found["names"]
    return None


def _agrees(text: str, stated: Sequence[str]) -> bool:
    """Whether a heading is part of what the page states as its title."""
    plain = text.casefold()
    return any(plain in " ".join(title.split()).casefold() for title in stated)


def _is_long(text: str) -> bool:
    return len(text.split()) >= _WORDS_MIN


def _read_heading(node: Any) -> str | None:
    outer = next((one for one in (node, *list(node.iterancestors())[:3]) if one.tag in _HEADINGS), None)
    return None if outer is None else _read(outer)


def _read(node: Any) -> str | None:
    return " ".join(node.text_content().replace("\u200b", "").split()) or None
