"""The World Bank's answers and downloads, written as they come: the day of the update is the edition."""

import json
from typing import Any

import pytest

from samples.make_statistics import ERROR_ANSWER, make_world_bank_answer, make_world_bank_download
from schemas.raw import RawFigure, ReadResult
from sources.readers.records import read_records

DAY = "2025-07-01"
SERIES = ("World Development Indicators", DAY)
ROWS: list[tuple[str, str, str, Any]] = [("Germany", "DEU", "2023", 1.5182), ("Germany", "DEU", "2022", 1.3849)]


def read_json(content: bytes) -> ReadResult:
    return read_records(content, "page.json", "statistics")


def read_csv(*rows: tuple[str, ...], years: tuple[str, ...] = ("2022", "2023")) -> ReadResult:
    return read_records(make_world_bank_download(DAY, years, rows), "API.csv", "statistics")


def list_problems(result: ReadResult) -> list[tuple[str, str]]:
    return [(problem.rule, problem.location.partition("#")[2]) for problem in result.problems]


def test_a_row_of_an_answer_is_a_figure() -> None:
    assert read_json(make_world_bank_answer(DAY, ROWS)).figures == (
        RawFigure("page.json#row-1", "DEU", "2023", "1.5182", *SERIES),
        RawFigure("page.json#row-2", "DEU", "2022", "1.3849", *SERIES),
    )


def test_the_download_says_what_the_answer_says() -> None:
    found = read_csv(("Germany", "DEU", "1.3849", "1.5182"), ("Korea, Rep.", "KOR", "", "2.8"))
    assert found.figures == (
        RawFigure("API.csv#line-6", "DEU", "2022", "1.3849", *SERIES),
        RawFigure("API.csv#line-6", "DEU", "2023", "1.5182", *SERIES),
        RawFigure("API.csv#line-7", "KOR", "2023", "2.8", *SERIES),
    )
    assert list_problems(found) == [("not_available", "line-7")]


def test_regions_and_income_groups_are_told_once_each_and_are_no_countries() -> None:
    groups = [("World", "WLD", "2023", 2.3), ("Arab World", "ARB", "2023", 5.2), ("Arab World", "ARB", "2022", 4.9)]
    result = read_json(make_world_bank_answer(DAY, [*groups, *ROWS]))
    assert {figure.country_code for figure in result.figures} == {"DEU"}
    assert list_problems(result) == [("unknown_country", "row-1"), ("unknown_country", "row-2")]


def test_a_null_is_a_gap_and_gaps_of_a_country_are_told_together() -> None:
    rows = [("Korea, Dem. People's Rep.", "PRK", str(year), None) for year in (2020, 2021, 2023)]
    result = read_json(make_world_bank_answer(DAY, rows))
    assert [(problem.rule, problem.original) for problem in result.problems] == [("not_available", "2020-2021, 2023")]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (ERROR_ANSWER, "error_answer"),
        (b"<html><body>Service unavailable</body></html>", "not_json"),
        (make_world_bank_answer(DAY, ROWS)[:200], "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"rows": []}', "unknown_layout"),
        (b"[]", "unknown_layout"),
        (b'[{"page": 1, "lastupdated": "2025-07-01"}, null]', "empty_table"),
        (make_world_bank_answer("", ROWS), "no_vintage"),
    ],
)
def test_what_is_no_answer_with_rows_is_one_problem(content: bytes, rule: str) -> None:
    result = read_json(content)
    assert (result.figures, [problem.rule for problem in result.problems]) == ((), [rule])


def test_rows_of_another_indicator_are_told_and_not_taken() -> None:
    result = read_json(make_world_bank_answer(DAY, ROWS, indicator="MS.MIL.XPND.CD"))
    assert (result.figures, list_problems(result)) == ((), [("other_indicator", "row-1"), ("other_indicator", "row-2")])


def test_a_row_without_its_fields_spoils_itself_alone() -> None:
    meta, rows = json.loads(make_world_bank_answer(DAY, [*ROWS, ("Poland", "POL", "2023", "much")]))
    del rows[0]["value"]
    result = read_json(json.dumps([meta, [*rows, None, 5]]).encode())
    assert [figure.year for figure in result.figures] == ["2022"]
    assert sorted(list_problems(result)) == [
        ("missing_column", "row-1"), ("missing_column", "row-4"), ("missing_column", "row-5"), ("no_number", "row-3"),
    ]  # fmt: skip


def test_a_share_that_cannot_be_is_refused_by_its_row() -> None:
    result = read_json(make_world_bank_answer(DAY, [("Poland", "POL", "2023", 150), *ROWS]))
    assert (len(result.figures), list_problems(result)) == (2, [("impossible_share", "row-1")])


def test_a_changed_header_of_the_download_is_told() -> None:
    whole = make_world_bank_download(DAY, ("2022",), [("Germany", "DEU", "1.4")])
    renamed = read_records(whole.replace(b"Country Code", b"Code"), "API.csv", "statistics")
    assert list_problems(renamed) == [("missing_column", "line-5")]
    undated = read_records(whole.replace(DAY.encode(), b"soon"), "API.csv", "statistics")
    assert [problem.rule for problem in undated.problems] == ["no_vintage"]
    extra = read_csv(("Germany", "DEU", "1.4", "x", "1.5"), years=("2022", "Remark", "2023"))
    assert [(figure.year, figure.value) for figure in extra.figures] == [("2022", "1.4"), ("2023", "1.5")]
    assert list_problems(extra) == [("changed_column", "line-5")]


def test_a_short_line_of_the_download_spoils_itself_alone() -> None:
    result = read_csv(("Germany", "DEU"), ("Poland", "POL", "2.4", "3.8"))
    assert {figure.country_code for figure in result.figures} == {"POL"}
    assert list_problems(result) == [("wrong_length", "line-6")]
