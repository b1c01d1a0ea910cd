"""PDF files by pypdfium2: lines healed into paragraphs, rows of tables kept apart, running heads left out.

Where each page begins in the text is kept, so that a citation can say the page. A scanned page has no text: it is a
problem that says so, beside the text of the others.
"""

import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2

from schemas.raw import Anchor, Problem, RawRecord, ReadResult
from sources.readers.pdf_layout import Line, read_pages

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.I)
_SENTENCE_END = re.compile(r"[.!?:;”\"’)\]]$")
_LIST_ITEM = re.compile(r"^(?:[-•–▪*]|\d{1,3}[.)]|\([a-z0-9]\))\s")
_FIGURE = re.compile(r"[(+-]?[€$£]?\d[\d.,]*(?:e|%)?\)?|\.\.+|…|[-–—]|n/?a", re.I)
_DATED = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+\d{1,2},?\s+\d{4}|\d{4}-\d{2}-\d{2})\b"
)
_HEAD_LINES = 10
"""Lines of text at the top in which a date is that of the document; further down it is that of something else."""
_FIGURES_MIN = 2
"""Figures of a line by which it is a row of a table, where they are half of its words."""
_REMEDY = "have it recognised (OCR) and add the text; the snapshot is kept"


def read_pdf(content: bytes, url: str) -> ReadResult:
    """One record from a PDF; a problem where it cannot be opened or holds no text, and one for scanned pages."""
    try:
        pages = read_pages(content)
    except pypdfium2.PdfiumError as error:
        reason, remedy = f"the file is no readable PDF: {error}", "fetch it again: it may be cut off or encrypted"
        return ReadResult(problems=(Problem(url, "unreadable_pdf", reason, remedy),))
    lines = _drop_running_lines(pages.lines)
    text, anchors = _join_lines(lines, pages.title)
    problems = _tell_scans(url, pages.pictures, len(pages.lines))
    if not text:
        blank = Problem(url, "no_text", "the PDF has pages and nothing on them", "look at the file")
        return ReadResult(problems=problems or (blank,))
    dated = _DATED.search("\n".join([line.text for line in lines if line.text][:_HEAD_LINES]))
    is_shown = bool(pages.title) and pages.title in " ".join(line.text for line in lines)
    title = pages.title if is_shown else text.split("\n", 1)[0]
    record = RawRecord(url, title, text, dated.group(1) if dated else pages.created, anchors=anchors)
    return ReadResult(records=(record,), problems=problems)


def _tell_scans(url: str, pictures: Sequence[int], count: int) -> tuple[Problem, ...]:
    if not pictures:
        return ()
    which = "all pages are" if len(pictures) == count else f"{len(pictures)} of {count} pages are"
    named = f" (page {', '.join(map(str, pictures[:20]))})" if len(pictures) < count else ""
    return (Problem(url, "needs_ocr", f"{which} pictures without text{named}", _REMEDY),)


def _drop_running_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines but page numbers and what stands at the edge of most pages."""
    edges = Counter(text for page in pages for text in {line.text for line in (*page[:2], *page[-2:])} if text)
    running = {text for text, count in edges.items() if len(pages) > 1 and count > max(1, len(pages) // 2)}
    return [line for page in pages for line in page if line.text not in running and not _PAGE_NUMBER.match(line.text)]


def _join_lines(lines: Sequence[Line], title: str) -> tuple[str, tuple[Anchor, ...]]:
    """Lines as paragraphs, and where each page begins in them.

    A line joins the one before, unless that was short and ended, or this starts a list item, or either is a row of a
    table. The line of the title stands alone.
    """
    width = max((len(line.text) for line in lines), default=0)
    paragraphs: list[str] = []
    anchors: list[Anchor] = []
    previous, length = Line(0, ""), 0
    for line in lines:
        if not line.text:
            previous = line
            continue
        joins = previous.text and not _stands_alone(previous, line, title)
        joins = joins and not _ends_paragraph(previous.text, previous.width or width)
        start = length + (1 if joins else 2) if paragraphs else 0
        if not anchors or anchors[-1].number != str(line.page):
            anchors.append(Anchor("page", str(line.page), start))
        if joins:
            paragraphs[-1] += f" {line.text}"
        else:
            paragraphs.append(line.text)
        previous, length = line, start + len(line.text)
    return "\n\n".join(paragraphs), tuple(anchors)


def _stands_alone(previous: Line, line: Line, title: str) -> bool:
    is_item = _LIST_ITEM.match(line.text) is not None or title in (line.text, previous.text)
    return is_item or _is_row(line.text) or _is_row(previous.text) or previous.width != line.width


def _is_row(line: str) -> bool:
    words = line.split()
    figures = sum(_FIGURE.fullmatch(word) is not None for word in words)
    return figures >= _FIGURES_MIN and figures >= 0.5 * len(words) and len(words) > _FIGURES_MIN


def _ends_paragraph(line: str, width: int) -> bool:
    is_short = len(line) < 0.75 * width
    return is_short and (bool(_SENTENCE_END.search(line)) or len(line) < 0.6 * width)
