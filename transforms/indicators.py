"""Indicators from figures as published: one row a figure, or a rejection that says what is wrong with it.

What surprises: a figure that is a number but cannot be true, such as 200 percent of GDP, is let through. A person has
to hear of it, so the audit refuses it and keeps the last published table; a rejection would pass in silence.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.country_names import load_state_codes
from schemas.indicators import INDICATORS
from schemas.raw import RawFigure
from transforms.rejections import make_rejection

Row = dict[str, Any]
_NUMBER = re.compile(r"(?P<bracket>[\[(])?\s*(?P<number>[-+]?\d+(?:\.\d+)?)\s*%?\s*(?P<mark>[e*])?\s*[\])]?", re.ASCII)
_YEAR = re.compile(r"(?P<year>\d{4})\s*(?P<mark>[e*])?", re.ASCII)
_NOT_AVAILABLE = frozenset(
    {"", ".", "..", "...", "…", "-", "–", "—", "xxx", "n/a", "n.a.", "na", "nan", "null", "none"}
)


def make_indicators(
    figures: Sequence[RawFigure], fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str
) -> tuple[list[Row], list[Row]]:
    """Rows of `indicators`, and rows of `rejections` for the figures that are none.

    `fetch` is the row of the item that holds the figures, `source` the row of its source. A publisher marks an
    estimate with an e, an asterisk or brackets, or otherwise; then its reader says so.
    """
    rows, rejected = [], []
    for figure in figures:
        if (problem := _find_problem(figure)) is not None:
            original = ",".join((figure.country_code, figure.year, figure.value, figure.series, figure.vintage))
            rejected.append(
                make_rejection(batch_id, source["source_id"], "indicators", figure.location, *problem, original)
            )
        else:
            rows.append(_make_row(figure, fetch, source, batch_id))
    return rows, rejected


def _find_problem(figure: RawFigure) -> tuple[str, str, str] | None:
    """The rule that the figure breaks, what is wrong, what to do; None for a good one."""
    code, year, value = figure.country_code.strip(), figure.year.strip(), figure.value.strip()
    if code.upper() not in load_state_codes():
        return "unknown_country", f"{code!r} is no country code", "write the ISO 3166-1 alpha-3 code of a state"
    if not (found := _YEAR.fullmatch(year)) or not _is_year(int(found["year"])):
        return "no_year", f"{year!r} is no calendar year of the statistics", "write one year with four digits"
    if value.lower() in _NOT_AVAILABLE:
        reason = f"the publisher has no figure for {code.upper()} in {year} ({value!r})"
        return "not_available", reason, "nothing to do: a gap in the statistics is no error"
    if not _NUMBER.fullmatch(value):
        return "no_number", f"{value!r} is no number", "write the share in percent of GDP with a decimal point, as 2.1"
    for name, written in (("series", figure.series), ("vintage", figure.vintage)):
        if not written.strip():
            return f"no_{name}", f"the figure names no {name}", f"name the {name} in the table"
    return None


def _make_row(figure: RawFigure, fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str) -> Row:
    value, year = _NUMBER.fullmatch(figure.value.strip()), _YEAR.fullmatch(figure.year.strip())
    assert value and year, "only figures without a problem become rows"
    return {
        "country_id": figure.country_code.strip().upper(),
        "year": int(year["year"]),
        "series": figure.series.strip(),
        "vintage": figure.vintage.strip(),
        "source_id": source["source_id"],
        "batch_id": batch_id,
        "fetch_id": fetch["fetch_id"],
        "share_of_gdp_pct": float(value["number"]),
        "is_estimate": bool(value["bracket"] or value["mark"] or year["mark"]) or figure.mark == "estimate",
        "is_highly_uncertain": figure.mark == "uncertain",
        "note": figure.note,
        "recorded_from": fetch["retrieved_at"],
        "recorded_to": None,
    }


def _is_year(year: int) -> bool:
    column = INDICATORS.column("year")
    assert isinstance(column.minimum, int) and isinstance(column.maximum, int)
    return column.minimum <= year <= column.maximum
