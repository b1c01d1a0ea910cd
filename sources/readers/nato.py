"""NATO's tables of defence expenditure, as a workbook and as a PDF: the table of shares of GDP.

Layout followed: the editions of 2024, 2025 and 2026 (`def-exp-2025-en.xlsx` and `.pdf`). The workbook has a sheet a
table, with the title in the first cell: `Table 3: Defence expenditure as a share of GDP and annual real change`, since
2026 `Core defence expenditure`. Below stand two blocks, `Share of real GDP (%)` and `Annual real change (%)`, each with
a header of years, of which `2025e` is an estimate, and rows by country until `NATO Europe and Canada` and `NATO Total`;
`Notes:` end the sheet and explain the asterisk behind a name. The PDF has the same table as lines of text; the edition
of 2026 is a picture without text. The edition is the year in the file's name, else the last year of the table. The
tables print two digits; the workbook holds more, which are rounded to those that are printed, so that both say the
same.
"""

import re
from collections.abc import Iterator, Sequence

import pypdfium2

from schemas.raw import Problem, ReadResult
from sources.readers.pdf_layout import read_pages
from sources.readers.shares import Cell, CountryRow, Edition, clean_year, read_country_rows
from sources.readers.workbook import Row, Sheet, find_years, text_of, values_of

SERIES = "NATO Defence Expenditure"
_TITLE = re.compile(r"table\s*\d+\s*[a-z]?\s*:?.*\bshare of (?:real )?gdp\b", re.I)
_BLOCK = re.compile(r"share of (?:real )?gdp\b", re.I)
_NEXT = re.compile(r"(?:annual real change|table\s*\d|notes?\b)", re.I)
_NAMED = re.compile(r"def-exp-(\d{4})", re.I)
_VALUE = r"(?:-?\d+(?:\.\d+)?|\.\.+|…|[-–—])"
_LINE = re.compile(rf"(?P<name>[^\W\d_][^\d]*?)\s+(?P<values>{_VALUE}(?:\s+{_VALUE})*)(?P<rest>\s.*)?")
_YEARS = re.compile(r"(?:\d{4}\s?e?\s*)+", re.I)
_LAYOUT = "look at the table, and mend the reader where the layout changed"
_HEADER_WITHIN = 6


def is_nato_sheet(sheet: Sheet) -> bool:
    """Whether one of the first rows is the title of the table of shares."""
    return any(_TITLE.match(text_of(value)) for row in sheet.rows[:_HEADER_WITHIN] for value in values_of(row)[:1])


def read_nato_workbook(sheet: Sheet, url: str) -> ReadResult:
    """The shares of the sheet that holds the table of shares; problems for what is no share."""
    place = f"{url}#{sheet.name}"
    first = [text_of(row[0].value) if row else "" for row in sheet.rows]
    start = next((i for i, text in enumerate(first) if _BLOCK.match(text)), None)
    if start is None:
        reason = "no row begins with 'Share of real GDP'"
        return ReadResult(problems=(Problem(place, "missing_header", reason, _LAYOUT),))
    header = next((i for i in range(start, min(start + _HEADER_WITHIN, len(first))) if _has_years(sheet.rows[i])), None)
    if header is None:
        reason = "no row of years stands below 'Share of real GDP'"
        return ReadResult(problems=(Problem(f"{place}!A{start + 1}", "missing_header", reason, _LAYOUT),))
    years, problems = find_years(sheet.rows[header], place, frozenset({"", first[header].lower()}))
    end = next((i for i in range(header + 1, len(first)) if _NEXT.match(first[i])), len(first))
    notes = [text for text in first[end:] if text.startswith("*")]
    rows = _list_countries(sheet.rows[header + 1 : end], place, years, " ".join(notes).lstrip("* ") or None)
    result = read_country_rows(rows, _edition(url, list(years.values())))
    return ReadResult(figures=result.figures, problems=(*problems, *result.problems))


def read_nato_pdf(content: bytes, url: str) -> ReadResult:
    """The shares of the PDF with the tables; problems for what is no share, or where the file holds no such table."""
    try:
        pages = [[line.text for line in page] for page in read_pages(content).lines]
    except pypdfium2.PdfiumError as error:
        reason, remedy = f"the file is no readable PDF: {error}", "fetch it again: it may be cut off or encrypted"
        return ReadResult(problems=(Problem(url, "unreadable_pdf", reason, remedy),))
    if not any(line for page in pages for line in page):
        remedy = "it is a picture of the tables: take the workbook that stands beside it"
        return ReadResult(problems=(Problem(url, "needs_ocr", "the PDF has pages and no text", remedy),))
    lines = [
        (f"{url}#page-{page}-line-{number}", line)
        for page, found in enumerate(pages, 1)
        for number, line in enumerate(found, 1)
        if line
    ]
    return _read_lines(lines, url)


def _read_lines(lines: list[tuple[str, str]], url: str) -> ReadResult:
    """The first table of shares that has a line of years: a list of contents names it too."""
    for start, (_, line) in enumerate(lines):
        if _TITLE.match(line):
            header = next(
                (i for i in range(start, start + 12) if i < len(lines) and _YEARS.fullmatch(lines[i][1])), None
            )
            if header is not None:
                return _read_table(lines, header, url)
    reason = "no line of years stands below a title 'Table 3: Defence expenditure as a share of GDP'"
    return ReadResult(problems=(Problem(url, "missing_header", reason, _LAYOUT),))


def _read_table(lines: list[tuple[str, str]], header: int, url: str) -> ReadResult:
    years = [year for found in re.findall(r"\d{4}\s?e?", lines[header][1], re.I) if (year := clean_year(found))]
    end = next((i for i in range(header + 1, len(lines)) if _NEXT.match(lines[i][1])), len(lines))
    rows, problems = [], []
    for place, line in lines[header + 1 : end]:
        if (found := _LINE.fullmatch(line)) is None:
            continue
        values = found["values"].split()
        if len(values) != len(years) or found["rest"]:
            reason = f"{len(values)} values for {len(years)} years, or something behind them"
            problems.append(Problem(place, "wrong_length", reason, "look at the table: its line was read askew", line))
            continue
        cells = tuple(Cell(place, year, value) for year, value in zip(years, values, strict=True))
        rows.append(CountryRow(place, found["name"], cells))
    result = read_country_rows(rows, _edition(url, years))
    return ReadResult(figures=result.figures, problems=(*problems, *result.problems))


def _has_years(row: Row) -> bool:
    return sum(clean_year(text_of(value)) is not None for value in values_of(row)) >= 2


def _edition(url: str, years: Sequence[str]) -> Edition:
    named = _NAMED.search(url)
    return Edition(SERIES, named.group(1) if named else max(year[:4] for year in years), digits=2)


def _list_countries(rows: Sequence[Row], place: str, years: dict[int, str], note: str | None) -> Iterator[CountryRow]:
    for row in rows:
        if name := text_of(row[0].value):
            cells = tuple(
                Cell(f"{place}!{row[column].coordinate}", year, row[column].value)
                for column, year in years.items()
                if column < len(row) and row[column].value is not None
            )
            yield CountryRow(f"{place}!{row[0].coordinate}", name, cells, note=note if "*" in name else None)
