"""Workbooks (.xlsx) by openpyxl: opened read-only, values for formulas, within bounds, nothing outside them followed.

A workbook is a zip archive of XML. What it unpacks to is bounded before anything is parsed, and so are the rows and
columns that are looked at; links to other workbooks are left alone.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from schemas.raw import Problem
from sources.readers.shares import clean_year

UNPACKED_LIMIT = 100_000_000
"""Bytes; SIPRI's workbook of 200 rows and 80 columns a sheet unpacks to under a tenth of it."""
PARTS_LIMIT = 2_000
SHEETS_LIMIT = 100
"""Sheets that a workbook may name: several of them can lead to one part, which would be read for each."""
ROWS_LIMIT, COLUMNS_LIMIT = 2_000, 300
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENTS = "xl/workbook.xml"
_SHEET = re.compile(rb"<(?:\w+:)?sheet[\s/]")
Row = tuple[Any, ...]


class WorkbookError(ValueError):
    """A workbook cannot be read: the rule that it breaks, why, and what to do."""

    def __init__(self, rule: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.rule, self.remedy = rule, remedy


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows of cells, from the first row and column on."""

    name: str
    rows: Sequence[Row]


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises `WorkbookError` where it is encrypted, cut off, or larger than the bounds."""
    _check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out, such as drawings, holds no figures
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return [Sheet(sheet.title, _read_rows(sheet)) for sheet in book.worksheets]
            finally:
                book.close()
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of a workbook leads to
        reason = f"the workbook cannot be read: {type(error).__name__}: {error}"
        raise WorkbookError("unreadable_workbook", reason, "open it in a spreadsheet and save it anew") from error


def text_of(value: object) -> str:
    """What a cell holds as one line of text; an empty cell is an empty text."""
    return "" if value is None else " ".join(str(value).split())


def values_of(row: Row) -> list[object]:
    """The values of a row."""
    return [cell.value for cell in row]


def find_years(header: Row, place: str, others: frozenset[str]) -> tuple[dict[int, str], list[Problem]]:
    """Year by column. A header that is neither a year nor known, or a year for the second time, is a problem."""
    years: dict[int, str] = {}
    problems = []
    for column, cell in enumerate(header):
        written = text_of(cell.value)
        year = clean_year(written)
        if year is None and written.lower() not in others:
            reason, remedy = f"the column {written!r} is no year", "its figures are left out: look at the header"
            problems.append(Problem(f"{place}!{cell.coordinate}", "changed_column", reason, remedy, written))
        elif year is not None and year[:4] in {known[:4] for known in years.values()}:
            reason, remedy = f"the year {year[:4]} has a second column", "its figures are left out: look at the header"
            problems.append(Problem(f"{place}!{cell.coordinate}", "repeated_column", reason, remedy, written))
        elif year is not None:
            years[column] = year
    return years, problems


def _check_archive(content: bytes) -> None:
    if content.startswith(_OLD_OR_ENCRYPTED):
        reason = "the file is encrypted, or a workbook of the old .xls kind"
        raise WorkbookError("encrypted_workbook", reason, "take the password away and save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            sheets_count = _count_sheets(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        reason = f"the file is no whole workbook: {error}"
        raise WorkbookError("unreadable_workbook", reason, "fetch it again: it may be cut off") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        reason = f"the workbook unpacks to {unpacked:,} bytes in {len(parts):,} parts, more than {UNPACKED_LIMIT:,}"
        raise WorkbookError("too_large", reason, "the snapshot is kept; save the sheet that is needed by itself")
    if sheets_count > SHEETS_LIMIT:
        reason = f"the workbook names {sheets_count:,} sheets, more than {SHEETS_LIMIT}"
        raise WorkbookError("too_large", reason, "the snapshot is kept; save the sheet that is needed by itself")


def _count_sheets(archive: zipfile.ZipFile) -> int:
    """How many sheets the workbook names; none where the part that names them has another name or is too large."""
    found = [
        part for part in archive.infolist() if part.filename == _CONTENTS and part.file_size <= PARTS_LIMIT * 1_000
    ]
    return len(_SHEET.findall(archive.read(found[0]))) if found else 0


def _read_rows(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
    return list(sheet.iter_rows(max_row=ROWS_LIMIT, max_col=COLUMNS_LIMIT))
