"""An answer as a workbook (.xlsx): one sheet holds its rows, one says what it is.

The promise: no cell is a formula. Texts come from the web, and one that begins like a formula would be worked out by
the program that opens it. It is kept as the text that it is, and marked so that editing does not wake it either.
Source of the list: OWASP, CSV injection.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from warehouse.errors import QueryError
from warehouse.reading import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_MAX = 1_048_575
"""Rows of a sheet beside its header. Source: Microsoft, Excel specifications and limits."""
TEXT_MAX = 32_767
"""Characters of a cell. Source: the same."""
WIDEST = 60
SAMPLE = 200
"""Rows that decide how wide a column is."""


def write_workbook(path: Path, title: str, result: Result, about: Mapping[str, Any]) -> None:
    """Write an answer and what it is. Raises `QueryError` for more rows than a sheet holds."""
    if len(result.rows) > ROWS_MAX:
        remedy = f"a sheet holds {ROWS_MAX:,}: ask for fewer, or read the Parquet files of the exports"
        raise QueryError(f"{len(result.rows):,} rows: {remedy}")
    book = Workbook(write_only=True)
    _fill(book.create_sheet(title[:31]), result.columns, result.rows)
    _fill(book.create_sheet("about"), ("what", "value"), list(about.items()))
    book.properties.creator, book.properties.title = "defcoop", title
    book.save(path)


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    for number, width in enumerate(_measure(columns, rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    header = [make_cell(sheet, name) for name in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([make_cell(sheet, value) for value in row])


def _measure(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    for place, name in enumerate(columns):
        longest = max((len(str(read_cell(row[place]) or "")) for row in rows[:SAMPLE]), default=0)
        yield min(max(len(name), longest) + 2, WIDEST)


def make_cell(sheet: Any, value: Any) -> Any:
    """A cell that holds a value as it is; a text is never a formula."""
    shown = read_cell(value)
    cell = WriteOnlyCell(sheet, value=shown)
    if isinstance(shown, str):
        cell.data_type = "s"
        cell.quotePrefix = shown.startswith(FORMULA_STARTS)
        if len(shown) > WIDEST:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def read_cell(value: Any) -> Any:
    """A value as a workbook can hold it: moments in UTC without their zone, lists joined, texts without the control
    characters that XML forbids, and no longer than a cell."""
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        value = str(value)
    if isinstance(value, str):
        clean = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        return clean if len(clean) <= TEXT_MAX else clean[: TEXT_MAX - 1] + "…"
    return value
