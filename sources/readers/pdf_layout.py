"""The lines of a PDF's pages in reading order: two columns one after the other, and which pages are pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

# PDFium writes \x02 for a hyphen at the end of a line and drops the line end; some files keep both.
_HYPHENATED = re.compile(r"(\w+)(?:[\x02\ufffe]\n?|[\u00ad\u2010-]\n)(\w+)")
_SECOND_WORDS = frozenset("based clad related scale sharing term".split())
_LETTERS_MIN = 20
"""Letters of a page with a picture of its size below which it is a scan."""
_COVERED_MIN = 0.5
_ROWS_MIN = 6
_CROSSING_MAX = 0.25
_COLUMN_MIN = 0.22
"""Share of a page's width that the lines of a column fill at least."""
_DIGITS_MAX = 0.25
"""Share of digits above which two columns are a table."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `width` is how long full lines are where it stands, 0 where the whole document says it."""

    page: int
    text: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a PDF: their lines, which of them are pictures without text, what the file states of itself."""

    lines: tuple[tuple[Line, ...], ...]
    pictures: tuple[int, ...]
    title: str
    created: str | None


def read_pages(content: bytes) -> Pages:
    """The pages of a PDF, counted from 1. Raises `PdfiumError` where it cannot be opened."""
    document = pypdfium2.PdfDocument(content)
    try:
        lines, pictures = [], []
        for number, page in enumerate(document, 1):
            found = _read_page(page, number)
            lines.append(found)
            if sum(char.isalpha() for line in found for char in line.text) < _LETTERS_MIN and _is_picture(page, found):
                pictures.append(number)
        title = " ".join(document.get_metadata_value("Title").split())
        stamp = re.match(r"D:(\d{4})(\d{2})(\d{2})", document.get_metadata_value("CreationDate"))
    finally:
        document.close()
    return Pages(tuple(lines), tuple(pictures), title, "-".join(stamp.groups()) if stamp else None)


def heal_hyphens(text: str) -> str:
    """The text with words whole that a line end cut in two; the hyphen stays where it belongs to the word."""
    plain = text.replace("\r\n", "\n")

    def join(found: re.Match[str]) -> str:
        first, second = found.groups()
        is_compound = not second[0].islower() or second in _SECOND_WORDS or f"{first}-{second}" in plain
        return f"{first}-{second}" if is_compound else first + second

    return _HYPHENATED.sub(join, plain)


def _read_page(page: Any, number: int) -> tuple[Line, ...]:
    textpage = page.get_textpage()
    regions = _find_regions(textpage, page.get_width())
    if not regions:
        return tuple(Line(number, line.strip()) for line in heal_hyphens(textpage.get_text_bounded()).split("\n"))
    found = []
    for region in regions:
        lines = [line.strip() for line in heal_hyphens(textpage.get_text_bounded(*region)).split("\n")]
        width = max((len(line) for line in lines), default=0)
        found += [Line(number, line, width) for line in lines]
    return tuple(found)


def _find_regions(textpage: Any, width: float) -> list[Box]:
    """The parts of a page of two columns in reading order; none where it has one."""
    boxes: list[Box] = [textpage.get_rect(number) for number in range(textpage.count_rects())]
    gutter = _find_gutter(boxes, width)
    if gutter is None or _are_figures(textpage, boxes, gutter, width):
        return []
    regions: list[Box] = []
    band: list[Box] = []
    was_full = False
    for box in sorted(boxes, key=lambda box: -box[3]):
        is_full = _crosses(box, gutter)
        if band and is_full != was_full:
            regions += _cut_band(band, gutter, width, is_full=was_full)
            band = []
        band.append(box)
        was_full = is_full
    return regions + _cut_band(band, gutter, width, is_full=was_full)


def _find_gutter(boxes: Sequence[Box], width: float) -> float | None:
    """Where few lines cross the middle of a page, and many stand on both sides."""
    if len(boxes) < 2 * _ROWS_MIN:
        return None
    places = [width * share / 100 for share in range(35, 66)]
    free = min(places, key=lambda place: (sum(_crosses(box, place) for box in boxes), abs(place - width / 2)))
    if sum(_crosses(box, free) for box in boxes) > _CROSSING_MAX * len(boxes):
        return None
    sides = [[box for box in boxes if box[2] <= free + 1], [box for box in boxes if box[0] >= free - 1]]
    is_column = all(_count_rows(side) >= _ROWS_MIN and _fill(side) >= _COLUMN_MIN * width for side in sides)
    return free if is_column and _overlap(*sides) else None


def _crosses(box: Box, place: float) -> bool:
    return box[0] < place - 1 and box[2] > place + 1


def _count_rows(boxes: Sequence[Box]) -> int:
    return len({round(box[1] / 4) for box in boxes})


def _fill(boxes: Sequence[Box]) -> float:
    """How wide the rows of a side are, in the middle of all."""
    rows: dict[int, list[Box]] = {}
    for box in boxes:
        rows.setdefault(round(box[1] / 4), []).append(box)
    spans = sorted(max(box[2] for box in row) - min(box[0] for box in row) for row in rows.values())
    return spans[len(spans) // 2]


def _overlap(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Whether two sides stand beside each other and not one below the other."""
    lowest = max(min(box[1] for box in side) for side in (left, right))
    highest = min(max(box[3] for box in side) for side in (left, right))
    return highest - lowest > 0.5 * (max(box[3] for box in left) - min(box[1] for box in left))


def _are_figures(textpage: Any, boxes: Sequence[Box], gutter: float, width: float) -> bool:
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    for left, right in ((0.0, gutter), (gutter, width)):
        said = [char for char in textpage.get_text_bounded(left, bottom - 1, right, top + 1) if char.isalnum()]
        if sum(char.isdigit() for char in said) > _DIGITS_MAX * len(said):
            return True
    return False


def _cut_band(band: Sequence[Box], gutter: float, width: float, *, is_full: bool) -> list[Box]:
    bottom, top = min(box[1] for box in band) - 1, max(box[3] for box in band) + 1
    if is_full:
        return [(0.0, bottom, width, top)]
    return [(0.0, bottom, gutter, top), (gutter, bottom, width, top)]


def _is_picture(page: Any, lines: Sequence[Line]) -> bool:
    """Whether a page without text has something drawn; one with a few letters, a picture of its size."""
    objects = list(page.get_objects(max_depth=3))
    if not any(line.text for line in lines):
        return bool(objects)
    width, height = page.get_size()
    pictures = (one.get_bounds() for one in objects if one.type == pdfium.FPDF_PAGEOBJ_IMAGE)
    return any((right - left) * (top - low) > _COVERED_MIN * width * height for left, low, right, top in pictures)
