"""SIPRI's military expenditure workbook: the sheet `Share of GDP`.

Layout followed: the editions of 2024 to 2026 (`SIPRI-Milex-data-1949-2025_v1.2.xlsx` and those before it). The first
four rows are title and legend; the header is row 6, with `Country`, `Notes` and a column a year, in some editions with
an empty column between them; regions are headings among the rows. Shares are fractions shown as percent. `...` is not
available, `xxx` is a country that did not exist. A blue figure is SIPRI's estimate, a red one highly uncertain. The
marks in `Notes` are explained on the sheet `Footnotes`. The edition is the year after the copyright sign of the title.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

from schemas.raw import Problem, ReadResult
from sources.readers.shares import Cell, CountryRow, Edition, is_number, read_country_rows
from sources.readers.workbook import Row, Sheet, find_years, text_of, values_of

SERIES = "SIPRI Military Expenditure Database"
SHEET, FOOTNOTES = "share of gdp", "footnotes"
_COUNTRY, _NOTES = "country", "notes"
_OTHER_COLUMNS = frozenset({"", _COUNTRY, _NOTES, "currency", "reporting year"})
_COPYRIGHT = re.compile(r"©\s*SIPRI\s*(\d{4})", re.I)
_REVISION = re.compile(r"_(v\d+(?:\.\d+)*)\.xlsx$", re.I)
_HEADER_WITHIN = 40
_MARK = re.compile(r"[*†‡§¶‖]|\d+")


def read_sipri(sheets: Sequence[Sheet], url: str) -> ReadResult:
    """The shares of a workbook that has a sheet `Share of GDP`; problems for what is no share."""
    sheet = next(sheet for sheet in sheets if sheet.name.strip().lower() == SHEET)
    place = f"{url}#{sheet.name}"
    header = _find_header(sheet.rows, _COUNTRY)
    if header is None:
        reason, remedy = f"no row begins with {_COUNTRY!r}", "look at the sheet: its header may have been renamed"
        return ReadResult(problems=(Problem(place, "missing_header", reason, remedy),))
    names = [text_of(value).lower() for value in values_of(sheet.rows[header])]
    years, problems = find_years(sheet.rows[header], place, _OTHER_COLUMNS)
    if not years:
        return ReadResult(problems=(*problems, Problem(place, "missing_column", "no column is a year", _LAYOUT)))
    vintage = _find_vintage(sheet.rows[:header], url)
    if vintage is None:
        reason = "neither title nor legend names the edition (© SIPRI and a year)"
        return ReadResult(problems=(Problem(place, "no_vintage", reason, _LAYOUT),))
    body = sheet.rows[header + 1 :]
    if _are_percent(body, years):
        reason = "the shares are no fractions of 1, as they were: their unit has changed"
        return ReadResult(problems=(Problem(place, "changed_unit", reason, _LAYOUT),))
    notes = names.index(_NOTES) if _NOTES in names else None
    footnotes = _read_footnotes(sheets)
    rows = _list_countries(body, place, years, names.index(_COUNTRY), notes, footnotes)
    result = read_country_rows(rows, Edition(SERIES, vintage, factor=100))
    return ReadResult(figures=result.figures, problems=(*problems, *result.problems))


_LAYOUT = "look at the sheet, and mend the reader where the layout changed"


def _find_header(rows: Sequence[Row], first: str) -> int | None:
    """The number of the first row in which a cell holds this word, whatever stands above it."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        if any(text_of(value).lower() == first for value in values_of(row)):
            return number
    return None


def _list_countries(
    rows: Sequence[Row], place: str, years: dict[int, str], country: int, notes: int | None, footnotes: dict[str, str]
) -> Iterator[CountryRow]:
    for row in rows:
        if not (name := text_of(row[country].value) if country < len(row) else ""):
            continue
        cells = tuple(
            Cell(f"{place}!{row[column].coordinate}", year, row[column].value, _find_mark(row[column]))
            for column, year in years.items()
            if column < len(row) and row[column].value is not None
        )
        marks = text_of(row[notes].value) if notes is not None and notes < len(row) else ""
        yield CountryRow(f"{place}!{row[country].coordinate}", name, cells, note=_explain(marks, footnotes))


def _find_vintage(above: Sequence[Row], url: str) -> str | None:
    title = " ".join(text_of(value) for row in above for value in values_of(row))
    edition, revision = _COPYRIGHT.search(title), _REVISION.search(url)
    return " ".join([edition.group(1), *([revision.group(1)] if revision else [])]) if edition else None


def _are_percent(rows: Sequence[Row], years: dict[int, str]) -> bool:
    """Whether the shares are numbers of percent: half of all states do not spend more than half of their GDP."""
    found = [row[column].value for row in rows for column in years if column < len(row)]
    numbers = [float(value) for value in found if is_number(value)]
    return bool(numbers) and median(numbers) > 0.5


def _find_mark(cell: Any) -> str:
    """`estimate` for a blue figure, `uncertain` for a red one."""
    try:
        color = cell.font.color if cell.value is not None and cell.font is not None else None
        if color is None or color.type not in ("rgb", "indexed"):
            return ""
        code = color.rgb if color.type == "rgb" else COLOR_INDEX[color.indexed]
        red, green, blue = (int(code[-6:][i : i + 2], 16) for i in (0, 2, 4))
    except (IndexError, ValueError):  # a style or a colour that the workbook does not have
        return ""
    if blue >= 128 and blue > 2 * max(red, green) - 64:
        return "estimate"
    return "uncertain" if red >= 128 and red > 2 * max(green, blue) - 64 else ""


def _read_footnotes(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Mark -> what it means: the first two cells of a row of `Footnotes` that hold anything, the first a mark."""
    sheet = next((sheet for sheet in sheets if sheet.name.strip().lower() == FOOTNOTES), None)
    found = {}
    for row in sheet.rows if sheet else ():
        filled = [text for value in values_of(row) if (text := text_of(value))]
        if len(filled) >= 2 and _MARK.fullmatch(filled[0].rstrip(".:")):
            found[filled[0].rstrip(".:")] = filled[-1]
    return found


def _explain(marks: str, footnotes: dict[str, str]) -> str | None:
    """The marks of a row, each with its footnote where there is one: `§: budgeted, not spent; 12`."""
    found = [f"{mark}: {footnotes[mark]}" if mark in footnotes else mark for mark in _MARK.findall(marks)]
    return "; ".join(found) or marks or None
