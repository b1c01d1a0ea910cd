"""Lines of a main text that are no part of it: before its title, by-lines and dates, what follows its end."""

from collections.abc import Collection

from sources.readers.signs import load_lines

_ABOUT = ("by_lines", "date_lines", "about_lines", "head_lines")
_LAST = ("teaser_lines", "furniture_lines")
_LENGTH_MAX = 400
"""Characters of a line above which it is text."""
_HEAD_LINES = 6
_TAIL_SHARE_MAX = 0.45
"""Share of a text that may be cut off behind a line such as "Related content"."""


def drop_furniture_lines(text: str, title: str, before: Collection[str] = ()) -> str:
    """The lines of a text that belong to it. A text of which nothing would be left stays as it is.

    `before` holds what stands on the page before its title.
    """
    lines = [row for line in map(str.strip, text.split("\n")) if line and (row := _read_row(line)) is not None]
    kept = _cut_tail(_cut_head(lines, title, before))
    kept = [line for line in kept if not _is_line(line.strip(), "furniture_lines")]
    return "\n\n".join(kept) if kept else text


def _read_row(line: str) -> str | None:
    """A line; of a table's row its cells, and nothing of the line that only draws."""
    if not (line.startswith("|") and line.endswith("|")):
        return line
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return " | ".join(cell for cell in cells if cell) if any(cell.strip("-: ") for cell in cells) else None


def _cut_head(lines: list[str], title: str, before: Collection[str]) -> list[str]:
    """What stands before the title goes, and by-lines and date lines before the first paragraph."""
    head = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if _plain(line) == _plain(title)), None)
    rest = lines[head:] if head else lines
    first = next((n for n, line in enumerate(rest) if len(line) > 120), _HEAD_LINES)
    return [
        line
        for n, line in enumerate(rest)
        if n >= min(first, _HEAD_LINES) or not (_is_meta(line.strip()) or " ".join(line.split()) in before)
    ]


def _is_meta(line: str) -> bool:
    return any(_is_line(line, name) for name in _ABOUT)


def _is_line(line: str, name: str) -> bool:
    return len(line) <= _LENGTH_MAX and load_lines(name).fullmatch(line) is not None


def _cut_tail(lines: list[str]) -> list[str]:
    total = sum(len(line) for line in lines)
    left = 0
    cut = len(lines)
    for n in range(len(lines) - 1, 0, -1):
        left += len(lines[n])
        if left > _TAIL_SHARE_MAX * total:
            break
        line = lines[n].strip(" -#*")
        if _is_line(line, "tail_lines") or _is_line(line, "about_lines"):
            cut = n
    while cut > 1 and any(_is_line(lines[cut - 1].strip(), name) for name in _LAST):
        cut -= 1
    return lines[:cut]


def _plain(line: str) -> str:
    return " ".join(line.strip("#* ").split()).casefold()
