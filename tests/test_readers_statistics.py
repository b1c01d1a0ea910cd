"""The reader of statistics: one figure a line, values as written, no line lost."""

import pytest

from schemas.raw import RawFigure, ReadResult
from sources.readers.records import read_records

HEADER = "country_code,year,share_of_gdp_pct,source,edition"


def read(*lines: str) -> ReadResult:
    return read_records("\n".join(lines).encode(), "s.csv")


def test_a_figure_keeps_its_values_as_written() -> None:
    result = read("# a note, with a comma", HEADER, "", " EST ,2024, 3.4e ,Yearbook,2025")
    assert result == ReadResult(figures=(RawFigure("s.csv#line-4", "EST", "2024", "3.4e", "Yearbook", "2025"),))


def test_columns_are_found_by_name_in_any_order_and_others_are_left_alone() -> None:
    (figure,) = read("edition,source,remark,share_of_gdp_pct,year,country_code", "2025,Y,new,2.1,2024,NOR").figures
    assert (figure.country_code, figure.value, figure.vintage) == ("NOR", "2.1", "2025")


def test_a_value_in_quotes_may_hold_a_comma() -> None:
    (figure,) = read(HEADER, 'NOR,2024,2.1,"Yearbook, Oslo",2025').figures
    assert figure.series == "Yearbook, Oslo"


def test_a_stray_quote_spoils_its_own_line_and_no_other() -> None:
    result = read(HEADER, '"NLD,2024,2.0,Y,2025', "BEL,2024,1.3,Y,2025", 'FRA,2024,2.1,Y,2025"', "DEU,2024,1.9,Y,2025")
    assert [figure.country_code for figure in result.figures] == ["BEL", "FRA", "DEU"]
    assert [(problem.rule, problem.location) for problem in result.problems] == [("wrong_length", "s.csv#line-2")]


@pytest.mark.parametrize("line", ["NOR,2024,2.1", "NOR,2024,2.1,Y,2025,more", "x" * 200_000])
def test_a_line_of_the_wrong_length_is_a_problem_with_the_line(line: str) -> None:
    (problem,) = read(HEADER, line).problems
    assert (problem.rule, problem.original) == ("wrong_length", line)
    assert problem.remedy


@pytest.mark.parametrize(
    "content", ["# only a note", "country,year\nNOR,2024", "country_code,year,value,source,edition"]
)
def test_a_missing_column_is_named(content: str) -> None:
    (problem,) = read_records(content.encode(), "s.csv").problems
    assert problem.rule == "missing_column"
    assert "share_of_gdp_pct" in problem.reason


def test_bytes_that_are_no_text_are_a_problem() -> None:
    (problem,) = read_records(b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)), "s.csv").problems
    assert problem.rule == "undecodable"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    assert len(read_records(end.join([HEADER, "NOR,2024,2.1,Y,2025", ""]).encode(), "s.csv").figures) == 1
