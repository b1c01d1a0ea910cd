"""Figures of statistics: each is a row or a rejection, and one that cannot be true is left to the audit."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.frames import to_arrow
from schemas.indicators import INDICATORS
from schemas.operations import REJECTIONS
from schemas.raw import RawFigure
from transforms.indicators import make_indicators

FETCH = {"fetch_id": "f-1", "retrieved_at": datetime(2026, 3, 1, 2, tzinfo=UTC)}
SOURCE = {"source_id": "yearbook"}


def make(**changes: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    values = {
        "location": "shares.csv#line-2", "country_code": "EST", "year": "2024", "value": "3.4",
        "series": "Small Yearbook", "vintage": "2025",
    }  # fmt: skip
    return make_indicators([RawFigure(**values | changes)], FETCH, SOURCE, "b-1")


def test_a_figure_becomes_a_row_that_fits_its_table() -> None:
    rows, rejected = make()
    assert to_arrow(INDICATORS, rows).to_pylist() == rows
    assert (rows[0]["country_id"], rows[0]["year"], rows[0]["share_of_gdp_pct"]) == ("EST", 2024, 3.4)
    assert rows[0]["is_estimate"] is False
    assert rejected == []


@pytest.mark.parametrize("changes", [{"value": "3.4e"}, {"value": "[3.4]"}, {"value": "3.4*"}, {"year": "2024e"}])
def test_an_estimate_is_marked_as_its_publisher_marks_it(changes: dict[str, str]) -> None:
    ((row,), _) = make(**changes)
    assert (row["year"], row["share_of_gdp_pct"], row["is_estimate"]) == (2024, 3.4, True)


@pytest.mark.parametrize(
    ("mark", "marked"), [("", (False, False)), ("estimate", (True, False)), ("uncertain", (False, True))]
)
def test_a_mark_that_is_no_letter_is_kept_and_so_is_a_footnote(mark: str, marked: tuple[bool, bool]) -> None:
    ((row,), _) = make(mark=mark, note="§: budgeted")
    assert ((row["is_estimate"], row["is_highly_uncertain"]), row["note"]) == (marked, "§: budgeted")


@pytest.mark.parametrize("value", ["200", "-1", "0"])
def test_a_figure_that_cannot_be_true_is_left_to_the_audit(value: str) -> None:
    ((row,), rejected) = make(value=value)
    assert row["share_of_gdp_pct"] == float(value)
    assert rejected == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"country_code": "ZZZ"}, "unknown_country"),
        ({"country_code": "NATO"}, "unknown_country"),
        ({"country_code": "Estonia"}, "unknown_country"),
        ({"year": "2024/25"}, "no_year"),
        ({"year": "24"}, "no_year"),
        ({"year": "1066"}, "no_year"),
        ({"year": ""}, "no_year"),
        ({"value": ".."}, "not_available"),
        ({"value": "xxx"}, "not_available"),
        ({"value": ""}, "not_available"),
        ({"value": "NaN"}, "not_available"),
        ({"value": "inf"}, "no_number"),
        ({"value": "2,1"}, "no_number"),
        ({"value": "much"}, "no_number"),
        ({"series": " "}, "no_series"),
        ({"vintage": ""}, "no_vintage"),
    ],
)
def test_what_is_no_figure_is_rejected_with_its_rule_and_a_remedy(changes: dict[str, str], rule: str) -> None:
    rows, rejected = make(**changes)
    assert rows == []
    assert [row["rule"] for row in rejected] == [rule]
    assert rejected[0]["reason"] and rejected[0]["remedy"]
    assert rejected[0]["location"] == "shares.csv#line-2"
    assert to_arrow(REJECTIONS, rejected).num_rows == 1


def test_small_letters_and_spaces_of_a_code_are_no_error() -> None:
    ((row,), _) = make(country_code=" est ", value=" 3.4 % ")
    assert (row["country_id"], row["share_of_gdp_pct"]) == ("EST", 3.4)
