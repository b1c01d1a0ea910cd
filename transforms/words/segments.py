"""Layout and sentences: what is a heading, a bullet under which lead-in, a sentence, and what stands in quotes.

Layout is read before sentences: a bullet is a sentence of its own and knows the line that introduces its list. The
promise: sentences are in order, do not overlap, and `text[start:end]` is the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1200
"""Characters; a longer sentence is cut at a semicolon, a comma or a space, so that parsing stays linear."""

_PARAGRAPH = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[ \t]*(?:(?:[-*•‣▪–—·o]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\\\([a-z]\\\))[ \t]+)(?=\S)")
_INLINE_BULLET = re.compile(r"(?<=[.;:!?*>]) (?=[-•▪] (?:\*\*)?[A-Z“\"(])| (?=\*\*<u>)|(?<=</u>\*\*) ")
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,40}(?:, [A-Z][\w .]{2,20})?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
    r"(?: \([A-Z][\w /.]{1,20}\))?)"
    r"(?: [-–—]{1,2} |—|,? \([A-Z][^)\n]*(?:/|\d{4})[^)\n]*\) (?:[-–—]{1,2} )?)(?=[“\"A-Z])"
    r"|(?P<dated>[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?)"
    r"(?: \([A-Z][\w /.]{1,20}\))?(?: ?[-–—:]{1,2})? ?(?=[“\"A-Z])"
)
_MARKUP = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|[*_]{1,3}(?=\S)|<[^>\n]{1,20}>|>[ \t]+)+")
_CLOSING = r"[”\"’')\]*_]*(?:</?[a-z]{1,6}>)*"
_CLAUSE = r";(?= (?:and |but |while )?[A-Z][\w’'-]+ (?:has|have|had|will|would|is|are|was|were|plans|agreed|\w+ed)\b)"
"""A semicolon between two clauses with subjects of their own."""
_END = re.compile(rf"(?:[.!?…]+{_CLOSING}|[:;](?=\s+[-•▪] )|:\*\*|{_CLAUSE})(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Prof|St|No|Nos|Art|Sec|Fig|vs|approx|est|Inc|Ltd|Corp|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mt|Ft|Hon|Rev|Amb|Pres|i\.e|e\.g|cf|al)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_NUMERAL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}|(?:Article|Section|Sec|Art|Chapter)\.? \d{1,3})\.")
_SHORT_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}$")
_STARTS_SENTENCE = re.compile(r"\s+(?:</?[a-z]{1,6}>)*[“\"‘'(\[*_]*(?:[A-Z0-9]|[^\x00-\x7f])")
_STARTS_CLAUSE = re.compile(
    r"\s+(?:The|In|On|At|It|He|She|They|We|This|That|These|But|And|As|By|For|If|However|Under|Its|Their|Both|A|An|According)\b"
)
_CUT = re.compile(r"[;,]\s|\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document. `kind` is `heading`, `bullet` or `sentence`; `lead` is the place of the sentence that
    introduces the list of a bullet, None elsewhere; `paragraph` counts paragraphs, a list being one with its lead."""

    start: int
    end: int
    kind: str
    paragraph: int
    lead: int | None = None


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a normalised text."""
    found: list[Sentence] = []
    levels: list[tuple[str, int | None]] = []
    paragraph = -1
    for start, end, style in _split_lines(text):
        levels = _enter_level(levels, style, len(found) - 1)
        lead = levels[-1][1] if levels else None
        paragraph += lead is None
        kind = "bullet" if style else "heading" if _is_heading(text[start:end]) else "sentence"
        for left, right in _split_line(text, start, end):
            found.append(Sentence(left, right, kind, paragraph, lead))
    return found


def _enter_level(levels: list[tuple[str, int | None]], style: str, last: int) -> list[tuple[str, int | None]]:
    """The open lists at a line, each with its style of marker and its lead-in; a new style opens a list in the last."""
    if not style:
        return []
    styles = [known for known, _ in levels]
    if style in styles:
        return levels[: styles.index(style) + 1]
    return [*levels, (style, last if last >= 0 else None)]


def _split_lines(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _PARAGRAPH.finditer(text):
        position = match.start()
        for part in _INLINE_BULLET.split(match.group()):
            yield from _trim_line(text, position, position + len(part))
            position += len(part) + 1


def _trim_line(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """First and last offset of a line without marker, markup and white space, and the style of its marker."""
    bullet = _BULLET.match(text, start, end)
    style = _read_style(bullet.group().strip()) if bullet else ""
    start = bullet.end() if bullet else start
    markup = _MARKUP.match(text, start, end)
    start = markup.end() if markup else start
    dateline = _DATELINE.match(text, start, end)
    if dateline and not bullet:
        yield start, dateline.end("place" if dateline["place"] else "dated"), ""
        start = dateline.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end, style


def _read_style(marker: str) -> str:
    """The style of a list's marker: "2." is a number, "(a)" a letter in brackets, "-" itself."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker))


def _is_heading(line: str) -> bool:
    bare = line.rstrip("*_ ")
    return len(bare) < 120 and not bare.endswith((".", "!", "?", ":", ";", ",", "”", '"')) and len(bare.split()) < 18


def _split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, left, match.end(), match.start() + 1):
            yield from _cut_long(text, left, match.end())
            left = match.end()
            while left < end and text[left].isspace():
                left += 1
    if left < end:
        yield from _cut_long(text, left, end)


def _ends_sentence(text: str, start: int, end: int, dot: int) -> bool:
    if not _STARTS_SENTENCE.match(text, end):
        return False
    before = text[max(start, dot - 12) : dot]
    if _NUMERAL.fullmatch(text, start, dot):
        return False
    if text[dot - 1] == "." and _ABBREVIATION.search(before):
        return bool(_SHORT_DOTTED.search(before) and _STARTS_CLAUSE.match(text, end))
    return True


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cuts = [match.end() for match in _CUT.finditer(text, start + LONGEST // 2, start + LONGEST)]
        marked = [cut for cut in cuts if text[cut - 2] in ";,"]
        cut = (marked or cuts or [start + LONGEST])[-1]
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
