"""Tables of shares of GDP with a row a country and a column a year: rows as a publisher lays them out -> figures.

What is no figure is said once, where it stands: a cell that holds a footnote by its own address, a gap in the figures
of a country by that of its row. A heading has no values and is no row; a region, a group, or a state that is gone is
refused as a whole, so that it is never taken for another.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.country_names import find_state, is_former_state, load_state_codes
from schemas.indicators import REAL_SHARE_MAX
from schemas.raw import Problem, RawFigure, ReadResult

_GAPS = frozenset(
    {"", ".", "..", "...", ". .", ". . .", "…", "-", "–", "—", "n/a", "n.a.", "na", "nan", "null", "none"}
)
_NO_STATE = "xxx"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\s*%?", re.ASCII)
_YEAR = re.compile(r"(?P<year>\d{4})(?:\.0)?\s*(?P<mark>[e*]?)", re.ASCII | re.I)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the figures of one table share: series, vintage, what a cell is multiplied by, how many digits it has."""

    series: str
    vintage: str
    factor: float = 1
    digits: int = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a country: where it stands, its year as written, what is in it, how a colour marks it."""

    location: str
    year: str
    value: object
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One row: where it begins, the country as written, its cells; its code and its footnotes where there are any."""

    location: str
    name: str
    cells: tuple[Cell, ...]
    code: str = ""
    note: str | None = None


def read_country_rows(rows: Iterable[CountryRow], edition: Edition) -> ReadResult:
    """The figures of all rows, and what is no figure."""
    figures: list[RawFigure] = []
    problems: list[Problem] = []
    for row in rows:
        result = _read_row(row, edition)
        figures += result.figures
        problems += result.problems
    return ReadResult(figures=tuple(figures), problems=tuple(problems))


def clean_year(written: object) -> str | None:
    """A year as a table's header writes it, `2024` or `2024e`; None for what is no year."""
    found = _YEAR.fullmatch(str(written).strip())
    return found["year"] + found["mark"].lower() if found else None


def is_number(value: object) -> bool:
    """Whether a cell holds a number that is one: neither a truth value nor infinite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _read_row(row: CountryRow, edition: Edition) -> ReadResult:
    if all(_write(cell.value) == "" for cell in row.cells):
        return ReadResult()
    state = row.code if row.code in load_state_codes() else find_state(row.name)
    if state is None:
        return ReadResult(problems=(_refuse_row(row),))
    figures, problems = [], []
    gaps: dict[str, list[str]] = {"": [], _NO_STATE: []}
    for cell in row.cells:
        written = _write(cell.value).lower()
        if written in _GAPS or written == _NO_STATE:
            gaps[_NO_STATE if written == _NO_STATE else ""].append(cell.year)
        elif (problem := _find_problem(cell, edition)) is not None:
            problems.append(problem)
        else:
            percent = _to_percent(cell.value, edition)
            figures.append(
                RawFigure(
                    cell.location, state, cell.year, percent, edition.series, edition.vintage, cell.mark, row.note
                )
            )
    problems += [_tell_gap(row, kind, years) for kind, years in gaps.items() if years]
    return ReadResult(figures=tuple(figures), problems=tuple(problems))


def _refuse_row(row: CountryRow) -> Problem:
    original = ",".join([row.name, *(_write(cell.value) for cell in row.cells)])
    if is_former_state(row.name):
        reason = f"{row.name!r} no longer exists, and no state of today has its figures"
        return Problem(
            row.location, "former_state", reason, "nothing to do: its figures stay in the snapshot", original
        )
    reason = f"{row.name!r} is no state that the register names"
    remedy = "nothing to do for a region or a group; add the name of a state to schemas/vocabulary/states.yml"
    return Problem(row.location, "unknown_country", reason, remedy, original)


def _find_problem(cell: Cell, edition: Edition) -> Problem | None:
    written = _write(cell.value)
    if not is_number(cell.value) and not (isinstance(cell.value, str) and _NUMBER.fullmatch(written)):
        remedy = "look at the cell: a footnote may have run into the figure"
        return Problem(cell.location, "no_number", f"{written!r} is no number", remedy, written)
    share = float(_to_percent(cell.value, edition))
    if not 0 <= share <= REAL_SHARE_MAX:
        reason = f"{share:g} percent of GDP cannot be: it must lie between 0 and {REAL_SHARE_MAX}"
        return Problem(cell.location, "impossible_share", reason, "look at the cell, and tell the publisher", written)
    return None


def _tell_gap(row: CountryRow, kind: str, years: list[str]) -> Problem:
    spans = ", ".join(_join_years(years))
    if kind == _NO_STATE:
        reason = f"{row.name} was no state of its own in {spans}, says the publisher"
        return Problem(row.location, "no_state_then", reason, "nothing to do: there is nothing to be known", spans)
    reason = f"the publisher has no figure for {row.name} in {spans}"
    return Problem(row.location, "not_available", reason, "nothing to do: a gap in the statistics is no error", spans)


def _join_years(years: list[str]) -> list[str]:
    """`1991-1993` for years in a row."""
    spans: list[list[int]] = []
    for year in sorted(int(year[:4]) for year in years):
        if spans and year == spans[-1][-1] + 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ["-".join(str(year) for year in span) for span in spans]


def _to_percent(value: object, edition: Edition) -> str:
    """The share in percent, with the digits of the edition. A text with a percent sign is in percent already."""
    is_percent = isinstance(value, str) and value.strip().endswith("%")
    number = float(str(value).strip().rstrip("%")) * (1 if is_percent else edition.factor)
    written = f"{number:.{edition.digits}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _write(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
