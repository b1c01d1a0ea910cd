"""Tables of figures as CSV: `country_code,year,share_of_gdp_pct,source,edition`; lines that start with # are notes."""

import csv

from schemas.raw import Problem, RawFigure, ReadResult
from sources.readers.charset import UndecodableError, decode_text

_NEEDED = ("country_code", "year", "share_of_gdp_pct", "source", "edition")


def read_statistics(content: bytes, url: str) -> ReadResult:
    """One figure a line, values as written; a problem for a missing column or a line of the wrong length."""
    try:
        lines = decode_text(content).splitlines()
    except UndecodableError as error:
        return ReadResult(problems=(Problem(url, "undecodable", str(error), "save it again as UTF-8"),))
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
