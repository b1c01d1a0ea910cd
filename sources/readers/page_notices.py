"""Notices by which a page says that it was corrected or updated: told apart from its text, and kept beside it."""

from typing import Any

from sources.readers.fragments import list_words
from sources.readers.signs import load_lines

NOTICE_MAX = 600
"""Characters of one notice."""
_CLASSES = frozenset("correction corrections clarification corrigendum erratum".split())


def part_notices(text: str, tree: Any) -> tuple[str, tuple[str, ...]]:
    """A text without its notices, and the notices, those of marked elements of the page included."""
    lines = text.split("\n\n")
    notices, kept = [], []
    waits = False
    for line in lines:
        if load_lines("notice_headings").fullmatch(line) and line is not lines[0]:
            waits = True
        elif len(line) <= NOTICE_MAX and (waits or load_lines("notices").fullmatch(line)):
            notices.append(line.strip())
            waits = False
        else:
            kept.append(line)
            waits = False
    marked = [_plain(node) for node in tree.iter("p", "div", "aside", "section", "li") if list_words(node) & _CLASSES]
    notices += [
        one for one in marked if 10 < len(one) <= NOTICE_MAX and not any(_alike(one, known) for known in notices)
    ]
    return ("\n\n".join(kept), tuple(dict.fromkeys(notices))) if any(kept) else (text, ())


def _plain(node: Any) -> str:
    return " ".join(node.text_content().split())


def _alike(one: str, other: str) -> bool:
    return one in other or other in one
