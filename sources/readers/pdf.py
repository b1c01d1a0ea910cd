"""PDF files by pypdfium2: lines healed into paragraphs, running heads and page numbers left out."""

import re
from collections import Counter

import pypdfium2

from schemas.raw import Problem, RawRecord, ReadResult

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.I)
# PDFium writes \x02 for a hyphen at the end of a line and drops the line end; some files keep both.
_HYPHENATED = re.compile(r"(\w+)(?:[\x02\ufffe]|[\u00ad\u2010-]\n)(\w+)")
_SECOND_WORDS = frozenset("based clad related scale sharing term".split())
_SENTENCE_END = re.compile(r"[.!?:;”\"’)\]]$")
_LIST_ITEM = re.compile(r"^(?:[-•–▪*]|\d{1,3}[.)]|\([a-z0-9]\))\s")
_DATED = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+\d{1,2},?\s+\d{4}|\d{4}-\d{2}-\d{2})\b"
)

_HEAD_LINES = 10
"""Lines of text at the top in which a date is that of the document; further down it is that of something else."""


def read_pdf(content: bytes, url: str) -> ReadResult:
    """One record from a PDF; a problem where it cannot be opened or holds no text."""
    try:
        pages, stated_title, created = read_pages(content)
    except pypdfium2.PdfiumError as error:
        reason, remedy = f"the file is no readable PDF: {error}", "fetch it again: it may be cut off or encrypted"
        return ReadResult(problems=(Problem(url, "unreadable_pdf", reason, remedy),))
    lines = _drop_running_lines(pages)
    text = _join_lines(lines, stated_title)
    if not text:
        reason, remedy = "the PDF has pages and no text", "it may be scanned: have it recognised, then add the text"
        return ReadResult(problems=(Problem(url, "no_text", reason, remedy),))
    dated = _DATED.search("\n".join([line for line in lines if line][:_HEAD_LINES]))
    title = stated_title if stated_title and stated_title in " ".join(lines) else text.split("\n", 1)[0]
    record = RawRecord(url, title, text, dated.group(1) if dated else created)
    return ReadResult(records=(record,))


def read_pages(content: bytes) -> tuple[list[list[str]], str, str | None]:
    """The lines of each page, the title and the day of creation that the file states about itself.

    Raises `PdfiumError` where the file cannot be opened.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [_heal_hyphens(page.get_textpage().get_text_bounded()).split("\n") for page in document]
        title = " ".join(document.get_metadata_value("Title").split())
        stamp = re.match(r"D:(\d{4})(\d{2})(\d{2})", document.get_metadata_value("CreationDate"))
    finally:
        document.close()
    return [[line.strip() for line in page] for page in pages], title, "-".join(stamp.groups()) if stamp else None


def _heal_hyphens(text: str) -> str:
    """The text with words whole that a line end cut in two; the hyphen stays where it belongs to the word."""
    plain = text.replace("\r\n", "\n")

    def join(found: re.Match[str]) -> str:
        first, second = found.groups()
        is_compound = not second[0].islower() or second in _SECOND_WORDS or f"{first}-{second}" in plain
        return f"{first}-{second}" if is_compound else first + second

    return _HYPHENATED.sub(join, plain)


def _drop_running_lines(pages: list[list[str]]) -> list[str]:
    """All lines but page numbers and what stands at the edge of most pages."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    running = {line for line, count in edges.items() if len(pages) > 1 and count > max(1, len(pages) // 2)}
    return [line for page in pages for line in page if line not in running and not _PAGE_NUMBER.match(line)]


def _join_lines(lines: list[str], title: str) -> str:
    """Lines as paragraphs: a line joins the one before, unless that was short and ended or this starts a list item.

    The line of the title stands alone.
    """
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        starts = _LIST_ITEM.match(line) or title in (line, previous)
        joins = previous and line and not starts and not _ends_paragraph(previous, width)
        if joins:
            paragraphs[-1] += f" {line}"
        elif line:
            paragraphs.append(line)
        previous = line
    return "\n\n".join(paragraphs)


def _ends_paragraph(line: str, width: int) -> bool:
    is_short = len(line) < 0.75 * width
    return is_short and (bool(_SENTENCE_END.search(line)) or len(line) < 0.6 * width)
