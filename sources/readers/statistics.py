"""Tables of figures: a publisher's own workbook or download, or the project's plain CSV.

Who laid a table out is read off the table. The plain CSV has a line a figure:
`country_code,year,share_of_gdp_pct,source, edition`; lines that start with # are notes.
"""

import csv

from schemas.raw import Problem, RawFigure, ReadResult
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.nato import is_nato_sheet, read_nato_workbook
from sources.readers.sipri import SHEET, read_sipri
from sources.readers.workbook import WorkbookError, read_sheets
from sources.readers.world_bank import is_world_bank_csv, read_world_bank_csv

_NEEDED = ("country_code", "year", "share_of_gdp_pct", "source", "edition")


def read_workbook(content: bytes, url: str) -> ReadResult:
    """The shares of a workbook of SIPRI or NATO; a problem where it cannot be opened or has no sheet of shares."""
    try:
        sheets = read_sheets(content)
    except WorkbookError as error:
        return ReadResult(problems=(Problem(url, error.rule, str(error), error.remedy),))
    if any(sheet.name.strip().lower() == SHEET for sheet in sheets):
        return read_sipri(sheets, url)
    if (sheet := next((sheet for sheet in sheets if is_nato_sheet(sheet)), None)) is not None:
        return read_nato_workbook(sheet, url)
    names = ", ".join(sheet.name for sheet in sheets)
    reason = f"no sheet 'Share of GDP' (SIPRI) and none titled 'Table 3: … share of GDP' (NATO), but {names}"
    remedy = "look at the workbook: a sheet may have been renamed"
    return ReadResult(problems=(Problem(url, "missing_sheet", reason, remedy, names),))


def read_statistics(content: bytes, url: str) -> ReadResult:
    """The figures of a CSV; problems for a missing column or a line of the wrong length."""
    try:
        text = decode_text(content)
    except UndecodableError as error:
        return ReadResult(problems=(Problem(url, "undecodable", str(error), "save it again as UTF-8"),))
    return read_world_bank_csv(text, url) if is_world_bank_csv(text) else _read_plain(text.splitlines(), url)


def _read_plain(lines: list[str], url: str) -> ReadResult:
    """One figure a line, values as written."""
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header = [name.strip() for name in _split_line(numbered[0][1])] if numbered else []
    if missing := [name for name in _NEEDED if name not in header]:
        reason, remedy = (
            f"missing column {', '.join(missing)}",
            "mend the header, or the reader where the layout changed",
        )
        return ReadResult(problems=(Problem(f"{url}#line-1", "missing_column", reason, remedy, ",".join(header)),))
    figures, problems = [], []
    for number, line in numbered[1:]:
        location, values = f"{url}#line-{number}", _split_line(line)
        if len(values) != len(header):
            reason = f"{len(values)} values for {len(header)} columns"
            problems.append(Problem(location, "wrong_length", reason, "mend the line", line))
            continue
        figures.append(_make_figure(location, dict(zip(header, values, strict=True))))
    return ReadResult(figures=tuple(figures), problems=tuple(problems))


def _split_line(line: str) -> list[str]:
    """The values of one line. Each line stands alone, so that a stray quote cannot swallow those below it."""
    try:
        return next(csv.reader([line]))
    except csv.Error:
        return [line]


def _make_figure(location: str, values: dict[str, str]) -> RawFigure:
    return RawFigure(
        location=location,
        country_code=values["country_code"].strip(),
        year=values["year"].strip(),
        value=values["share_of_gdp_pct"].strip(),
        series=values["source"].strip(),
        vintage=values["edition"].strip(),
    )
