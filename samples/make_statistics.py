"""Make the samples of statistics as their publishers lay them out: `python -m samples.make_statistics`.

The writers follow the layouts that the readers name; the tests build their own files with them. The figures are rounded
after public ones and few: whoever needs a figure takes it from its publisher. The same bytes come out every time.
"""

import io
import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.styles import Font

FOLDER = Path(__file__).resolve().parent / "statistics"
STAMP = datetime(2025, 7, 1)
BLUE, RED = "0000FF", "FF0000"
Figures = Mapping[str, Sequence[Any]]

SIPRI_LEGEND = (
    "Countries are grouped by region and subregion",
    "Figures in blue are SIPRI estimates. Figures in red indicate highly uncertain data.",
    '"..." = data unavailable. "xxx" = country did not exist or was not independent in that year.',
    None,
)


def make_sipri_workbook(
    edition: int,
    years: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    *,
    sheet: str = "Share of GDP",
    header: Sequence[Any] = ("Country", "Notes"),
    above: Sequence[Any] = SIPRI_LEGEND,
    footnotes: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook as SIPRI lays it out. A row is a name, marks and values; a pair is a value and its colour."""
    book = Workbook()
    front = book.active
    assert front is not None
    front.title = "Front page"
    front.append(["Military expenditure by country"])
    page = book.create_sheet(sheet)
    page.append([f"Military expenditure by country as percentage of gross domestic product   © SIPRI {edition}"])
    for line in above:
        page.append([line])
    page.append([*header, *years])
    for row in rows:
        page.append([value[0] if isinstance(value, tuple) else value for value in row])
        for column, value in enumerate(row, 1):
            cell = page.cell(page.max_row, column)
            if isinstance(value, tuple):
                cell.font = Font(color=value[1])
            if column > 2:
                cell.number_format = "0.0%"
    notes = book.create_sheet("Footnotes")
    for mark, text in (footnotes or {}).items():
        notes.append([mark, text])
    return save_workbook(book)


def make_nato_workbook(
    years: Sequence[Any],
    shares: Figures,
    *,
    title: str = "Table 3: Defence expenditure as a share of GDP and annual real change",
    block: str = "Share of real GDP (%)",
    notes: Sequence[str] = (),
) -> bytes:
    """A workbook as NATO lays it out: a sheet a table, the shares above the annual real change."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Table 1"
    first.append(["Table 1: Defence expenditure"])
    page = book.create_sheet("Table 3")
    for line in (title, "Based on 2021 prices", None, block):
        page.append([line])
    page.append([None, *years])
    for country, values in shares.items():
        page.append([country, *values])
    page.append([None])
    page.append(["Annual real change (%)"])
    page.append([None, *years])
    for country in shares:
        page.append([country, *[9.99 for _ in years]])
    for note in ("Notes:", *notes):
        page.append([note])
    return save_workbook(book)


def make_nato_pdf(edition: int, years: Sequence[str], shares: Figures) -> bytes:
    """The same tables as a PDF: a page of contents, then each table as lines of text."""
    pdf = FPDF(orientation="L")
    pdf.set_creation_date(STAMP.replace(tzinfo=UTC))
    pdf.set_font("Helvetica", size=9)
    title = "Table 3: Defence expenditure as a share of GDP and annual real change"
    pdf.add_page()
    for line in (f"Defence Expenditure of NATO Countries (2014-{edition})", "Table 1: Defence expenditure", title):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    for block, change in (("Share of real GDP (%)", False), ("Annual real change (%)", True)):
        for line in [block] if change else [title, "Based on 2015 prices", block]:
            pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        for name, values in (("", list(years)), *shares.items()):
            pdf.cell(60, 5, name)
            for value in values:
                pdf.cell(18, 5, "9.99" if change and name else str(value), align="R")
            pdf.ln(5)
    return bytes(pdf.output())


def make_world_bank_answer(
    day: str, rows: Sequence[tuple[str, str, str, Any]], indicator: str = "MS.MIL.XPND.GD.ZS"
) -> bytes:
    """One page of the indicator API's answer; a row is a name, a code, a year and a value."""
    meta = {"page": 1, "pages": 1, "per_page": 1000, "total": len(rows), "sourceid": "2", "lastupdated": day}
    found = [
        {
            "indicator": {"id": indicator, "value": "Military expenditure (% of GDP)"},
            "country": {"id": code[:2], "value": name},
            "countryiso3code": code, "date": year, "value": value, "unit": "", "obs_status": "", "decimal": 1,
        }
        for name, code, year, value in rows
    ]  # fmt: skip
    return json.dumps([meta, found], ensure_ascii=False, indent=1).encode()


def make_world_bank_download(day: str, years: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A download of the indicator as CSV; a row is a name, a code and values."""
    label = ["Military expenditure (% of GDP)", "MS.MIL.XPND.GD.ZS"]
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years]
    lines = [header, *[[row[0], row[1], *label, *row[2:]] for row in rows]]
    preamble = f'"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n'
    return (preamble + "".join("".join(f'"{value}",' for value in line) + "\n" for line in lines)).encode("utf-8-sig")


ERROR_ANSWER = (
    b"""[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]"""
)


def save_workbook(book: Workbook) -> bytes:
    """The bytes of a workbook, the same every time: no entry of the archive knows when it was written."""
    raw, plain = io.BytesIO(), io.BytesIO()
    book.properties.created = STAMP
    book.save(raw)
    with zipfile.ZipFile(raw) as archive, zipfile.ZipFile(plain, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "docProps/core.xml":
                modified = book.properties.modified
                assert modified is not None
                content = content.replace(
                    f"{modified:%Y-%m-%dT%H:%M:%SZ}".encode(), f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode()
                )
            copy.writestr(zipfile.ZipInfo(name, STAMP.timetuple()[:6]), content)
    return plain.getvalue()


_SIPRI_ROWS: tuple[tuple[Any, ...], ...] = (
    (None,),
    ("Africa",),
    ("Algeria", "§", 0.048, 0.082),
    ("South Sudan", "12", "...", (0.05, RED)),
    ("Asia & Oceania",),
    ("China", None, (0.016, BLUE), (0.017, BLUE)),
    ("Korea, North", None, "...", "..."),
    ("Korea, South", None, 0.027, 0.028),
    ("Japan", None, 0.011, 0.012),
    ("Europe",),
    ("Poland", None, 0.024, 0.038),
    ("Russia", None, (0.041, BLUE), (0.059, BLUE)),
    ("Ukraine", "‡", 0.34, 0.37),
    ("USSR", None, "xxx", "xxx"),
    ("European Union", None, 0.014, 0.015),
)
_NATO_2025: Figures = {
    "Belgium*": (0.97, 1.21, 1.28, 2.0),
    "Canada": (1.01, 1.31, 1.47, 2.01),
    "Czechia": (0.94, 1.37, 2.07, 2.0),
    "Germany": (1.19, 1.61, 2.0, 2.4),
    "Poland": (1.88, 3.27, 3.79, 4.48),
    "Slovak Republic": (0.98, 1.82, 2.0, 2.04),
    "Spain": (0.92, 1.19, 1.43, 2.0),
    "Türkiye": (1.45, 1.63, 2.14, 2.33),
    "United Kingdom": (2.14, 2.28, 2.33, 2.4),
    "United States": (3.71, 3.25, 3.21, 3.22),
    "NATO Europe and Canada": (1.4, 1.78, 1.99, 2.27),
    "NATO Total": (2.55, 2.55, 2.61, 2.76),
}
_NATO_2024: Figures = {
    "Germany": ("1.19", "1.66", "2.12"),
    "Poland": ("1.88", "3.26", "4.12"),
    "Spain": ("0.92", "1.24", "1.28"),
    "United Kingdom": ("2.14", "2.30", "2.33"),
    "United States": ("3.71", "3.24", "3.38"),
    "NATO Europe and Canada": ("1.43", "1.78", "2.02"),
    "NATO Total": ("2.58", "2.53", "2.71"),
}
_WORLD_BANK: tuple[tuple[str, str, str, Any], ...] = (
    ("Arab World", "ARB", "2023", 5.2),
    ("Germany", "DEU", "2023", 1.5182),
    ("Germany", "DEU", "2022", 1.3849),
    ("Korea, Rep.", "KOR", "2023", 2.8142),
    ("Korea, Dem. People's Rep.", "PRK", "2023", None),
    ("Poland", "POL", "2023", 3.8297),
    ("Turkiye", "TUR", "2023", 1.4974),
)


def make_all() -> dict[str, bytes]:
    """Path below `statistics/` -> bytes of every sample that this script makes, the broken ones too."""
    footnotes = {
        "§": "Budgeted, not spent",
        "‡": "Military aid from other states is left out",
        "12": "Without allowances",
    }
    sipri = make_sipri_workbook(2024, (2022, 2023), _SIPRI_ROWS, footnotes=footnotes)
    nato = make_nato_workbook((2014, 2023, "2024e", "2025e"), _NATO_2025, notes=("* The latest year is the budget.",))
    return {
        "sipri/SIPRI-Milex-data-1949-2023.xlsx": sipri,
        "sipri/broken_cut_off.xlsx": sipri[: len(sipri) // 2],
        "nato/def-exp-2025-en.xlsx": nato,
        "nato/def-exp-2024-en.pdf": make_nato_pdf(2024, ("2014", "2023e", "2024e"), _NATO_2024),
        "world_bank/MS.MIL.XPND.GD.ZS_page-1.json": make_world_bank_answer("2025-07-01", _WORLD_BANK),
        "world_bank/broken_error_answer.json": ERROR_ANSWER,
    }


def main() -> None:
    """Write every sample of statistics that a publisher lays out."""
    for name, content in make_all().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
