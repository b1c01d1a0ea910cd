"""The World Bank's indicator `MS.MIL.XPND.GD.ZS`, military expenditure in percent of GDP: its API and its download.

Layout followed: version 2 of the API, as answered in 2025, and the download of the same year. The answer is a list of
two: what it holds (`page`, `pages`, `lastupdated`), and rows with `indicator`, `country`, `countryiso3code`, `date`,
`value` (null where there is none) and `obs_status`. An error is answered as a list of one, with a `message`, and with
the status of success. The download (`API_MS.MIL.XPND.GD.ZS_DS2_en_csv_v2_….csv`) begins with `Data Source` and `Last
Updated Date`; its header is `Country Name`, `Country Code`, `Indicator Name`, `Indicator Code` and a column a year.
Regions and income groups stand beside states. The edition is the day of the last update.
"""

import csv
import io
import json
import re
from collections import defaultdict
from typing import Any

from schemas.raw import Problem, ReadResult
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.shares import Cell, CountryRow, Edition, clean_year, read_country_rows

SERIES = "World Development Indicators"
INDICATOR = "MS.MIL.XPND.GD.ZS"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGAIN = f"fetch it again: /v2/country/all/indicator/{INDICATOR}?format=json"
_DOWNLOAD = "fetch the download of the indicator again, or mend the reader where the layout changed"
_NAMED = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")


def read_world_bank_json(content: bytes, url: str) -> ReadResult:
    """The shares of one page of the API's answer; a problem where it answers with an error or something else."""
    try:
        answer = json.loads(decode_text(content))
    except (UndecodableError, ValueError, RecursionError) as error:
        head = content[:300].decode("utf-8", "replace")
        return _refuse(url, "not_json", f"the item is no JSON: {error}", _AGAIN, head)
    if not isinstance(answer, list) or not answer or not isinstance(answer[0], dict):
        return _refuse(url, "unknown_layout", "the item is no answer of the indicator API", _AGAIN, _head(answer))
    if "message" in answer[0]:
        return _refuse(url, "error_answer", f"the API answers with an error: {_head(answer)}", _AGAIN, _head(answer))
    rows = answer[1] if len(answer) > 1 else None
    day = str(answer[0].get("lastupdated") or "")
    if not isinstance(rows, list) or not rows:
        return _refuse(url, "empty_table", "the answer has no rows", _AGAIN, _head(answer))
    if not _DAY.fullmatch(day):
        return _refuse(
            url, "no_vintage", f"the answer names no day of its last update ({day!r})", _AGAIN, _head(answer[0])
        )
    countries, problems = _group_rows(rows, url)
    result = read_country_rows(countries, Edition(SERIES, day))
    return ReadResult(figures=result.figures, problems=(*problems, *result.problems))


def is_world_bank_csv(text: str) -> bool:
    """Whether a table begins as the World Bank's downloads do."""
    return bool(re.match(r'\s*"?Data Source"?\s*,', text))


def read_world_bank_csv(text: str, url: str) -> ReadResult:
    """The shares of a download; problems for what is no share."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    preamble = " ".join(value for row in rows[:6] for value in row)
    header = next((i for i, row in enumerate(rows[:20]) if row and row[0].strip() == _NAMED[0]), None)
    if header is None or (missing := [name for name in _NAMED if name not in rows[header]]):
        reason = f"missing column {', '.join(_NAMED[:1] if header is None else missing)}"
        return _refuse(f"{url}#line-{(header or 0) + 1}", "missing_column", reason, _DOWNLOAD)
    if (day := _DAY.search(preamble)) is None:
        return _refuse(url, "no_vintage", "the preamble names no day of the last update", _DOWNLOAD, preamble)
    names = [name.strip() for name in rows[header]]
    years, problems = _find_years(names, f"{url}#line-{header + 1}")
    countries = []
    for number, row in enumerate(rows[header + 1 :], header + 2):
        place = f"{url}#line-{number}"
        if not any(value.strip() for value in row):
            continue
        if len(row) < len(names) - 1:  # each line ends with a comma, some programs take it away
            reason = f"{len(row)} values for {len(names)} columns"
            problems.append(Problem(place, "wrong_length", reason, "mend the line", ",".join(row)[:1000]))
            continue
        value_of = dict(zip(names, row, strict=False))
        if value_of["Indicator Code"] != INDICATOR:
            problems.append(_refuse_indicator(place, value_of["Indicator Code"]))
            continue
        cells = tuple(Cell(place, year, row[i].strip() or "..") for i, year in years.items() if i < len(row))
        countries.append(CountryRow(place, value_of["Country Name"], cells, value_of["Country Code"].strip()))
    result = read_country_rows(countries, Edition(SERIES, day.group()))
    return ReadResult(figures=result.figures, problems=(*problems, *result.problems))


def _group_rows(rows: list[Any], url: str) -> tuple[list[CountryRow], list[Problem]]:
    """The rows of each country together; a row without its fields, or of another indicator, is a problem."""
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    problems = []
    for number, row in enumerate(rows, 1):
        place = f"{url}#row-{number}"
        try:
            indicator, country = row["indicator"]["id"], row["country"]["value"]
            code, year, value = row["countryiso3code"], row["date"], row["value"]
        except (KeyError, TypeError):
            reason = "the row lacks one of indicator, country, countryiso3code, date, value"
            problems.append(Problem(place, "missing_column", reason, _AGAIN, _head(row)))
            continue
        if indicator != INDICATOR:
            problems.append(_refuse_indicator(place, str(indicator)))
        elif (clean := clean_year(year)) is None:
            problems.append(Problem(place, "no_year", f"{year!r} is no calendar year", "ask for years", _head(row)))
        else:
            cells[str(country), str(code)].append(Cell(place, clean, ".." if value is None else value))
    countries = [CountryRow(found[0].location, name, tuple(found), code) for (name, code), found in cells.items()]
    return countries, problems


def _find_years(names: list[str], place: str) -> tuple[dict[int, str], list[Problem]]:
    years, problems = {}, []
    for column, name in enumerate(names):
        if name in _NAMED or not name:
            continue
        if (year := clean_year(name)) is None:
            reason, remedy = f"the column {name!r} is no year", "its figures are left out: look at the header"
            problems.append(Problem(place, "changed_column", reason, remedy, name))
        else:
            years[column] = year
    return years, problems


def _refuse(place: str, rule: str, reason: str, remedy: str, original: str | None = None) -> ReadResult:
    return ReadResult(problems=(Problem(place, rule, reason, remedy, original),))


def _refuse_indicator(place: str, indicator: str) -> Problem:
    reason = f"{indicator!r} is another indicator than {INDICATOR}"
    return Problem(place, "other_indicator", reason, "put it into the folder of a source of its own", indicator)


def _head(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False)[:500]
