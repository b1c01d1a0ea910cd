"""Texts with marked mentions: `[JPN Tokyo] said so` is a text whose word "Tokyo" stands for Japan."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"\[[A-Z0-9_]+ ([^\]]+)\]")


def read_lines(table: str) -> list[str]:
    """The lines of a table, without blank ones."""
    return [line.strip() for line in table.splitlines() if line.strip()]


def read_rows(table: str) -> list[tuple[str, ...]]:
    """The lines of a table, split at its bars."""
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in read_lines(table)]


def strip_marks(line: str) -> str:
    """The text without its marks."""
    return _MARK.sub(r"\1", line)


def mark(text: str, mentions: Iterable[tuple[int, int, str]]) -> str:
    """The text with a mark for each (start, end, id), which are in order."""
    parts, done = [], 0
    for start, end, name in mentions:
        parts.append(f"{text[done:start]}[{name} {text[start:end]}]")
        done = end
    return "".join(parts) + text[done:]


def find_bracketed(text: str) -> tuple[str, list[str]]:
    """A text without its plain brackets, and what stood in them."""
    return re.sub(r"[\[\]]", "", text), re.findall(r"\[([^\]]*)\]", text)
