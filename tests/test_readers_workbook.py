"""Workbooks of SIPRI and NATO, written as they are published: every figure by its cell, and what is none is said."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from samples.make_statistics import (
    BLUE,
    RED,
    make_nato_pdf,
    make_nato_workbook,
    make_sipri_workbook,
    save_workbook,
)
from schemas.raw import RawFigure, ReadResult
from sources.readers import workbook
from sources.readers.records import read_records

YEARS = (2022, 2023)
NATO_YEARS = (2014, "2024e", "2025e")


def read_sipri(*rows: Sequence[Any], years: Sequence[Any] = YEARS, **layout: Any) -> ReadResult:
    return read_records(make_sipri_workbook(2024, years, rows, **layout), "SIPRI-Milex.xlsx", "statistics")


def read_nato(shares: Mapping[str, Sequence[Any]], years: Sequence[Any] = NATO_YEARS, **layout: Any) -> ReadResult:
    content = make_nato_workbook(years, shares, **layout)
    return read_records(content, "def-exp-2025-en.xlsx", "statistics")


def list_values(result: ReadResult) -> list[tuple[str, str, str]]:
    return [(figure.country_code, figure.year, figure.value) for figure in result.figures]


def list_problems(result: ReadResult) -> list[tuple[str, str]]:
    return [(problem.rule, problem.location.partition("#")[2]) for problem in result.problems]


def test_a_share_is_a_fraction_and_becomes_percent_with_the_address_of_its_cell() -> None:
    result = read_sipri(("Europe",), ("Poland", "§4", 0.024, 0.0382967))
    series = ("SIPRI Military Expenditure Database", "2024")
    assert result == ReadResult(
        figures=(
            RawFigure("SIPRI-Milex.xlsx#Share of GDP!C8", "POL", "2022", "2.4", *series, note="§; 4"),
            RawFigure("SIPRI-Milex.xlsx#Share of GDP!D8", "POL", "2023", "3.8297", *series, note="§; 4"),
        )
    )


@pytest.mark.parametrize(
    ("colour", "mark"),
    [(BLUE, "estimate"), ("0070C0", "estimate"), (RED, "uncertain"), ("C00000", "uncertain"), ("000000", "")],
)
def test_a_blue_figure_is_an_estimate_and_a_red_one_uncertain(colour: str, mark: str) -> None:
    result = read_sipri(("China", None, (0.016, colour), 0.017))
    assert [figure.mark for figure in result.figures] == [mark, ""]


def test_the_colours_of_the_old_palette_count_too() -> None:
    book = load_workbook(io.BytesIO(make_sipri_workbook(2024, YEARS, [("China", None, 0.016, 0.017)])))
    sheet = book["Share of GDP"]
    for cell, index in (("C7", 12), ("D7", 10)):
        sheet[cell].font = Font(color=Color(indexed=index))
    result = read_records(save_workbook(book), "x.xlsx", "statistics")
    assert [figure.mark for figure in result.figures] == ["estimate", "uncertain"]


def test_a_mark_is_explained_by_the_footnotes() -> None:
    result = read_sipri(("Algeria", "§", 0.05, 0.06), footnotes={"§": "Budgeted, not spent"})
    assert {figure.note for figure in result.figures} == {"§: Budgeted, not spent"}


def test_gaps_are_told_once_a_country_with_their_years() -> None:
    result = read_sipri(("South Sudan", None, "xxx", "xxx", "...", 0.05, ". ."), years=(2009, 2010, 2011, 2012, 2013))
    assert list_values(result) == [("SSD", "2012", "5")]
    assert [(problem.rule, problem.original) for problem in result.problems] == [
        ("not_available", "2011, 2013"),
        ("no_state_then", "2009-2010"),
    ]


@pytest.mark.parametrize("name", ["USSR", "Yugoslavia", "Czechoslovakia", "German Democratic Republic", "Yemen, North"])
def test_a_state_that_is_gone_is_refused_as_a_whole_and_is_no_other(name: str) -> None:
    result = read_sipri((name, None, 0.1, "xxx"), ("Germany", None, 0.01, 0.02))
    assert {figure.country_code for figure in result.figures} == {"DEU"}
    assert list_problems(result) == [("former_state", "Share of GDP!A7")]


def test_a_region_with_figures_is_no_country_and_a_heading_is_nothing() -> None:
    result = read_sipri(("Europe",), ("European Union", None, 0.014, 0.015), ("World", None, 0.02, 0.02))
    assert result.figures == ()
    assert list_problems(result) == [("unknown_country", "Share of GDP!A8"), ("unknown_country", "Share of GDP!A9")]


@pytest.mark.parametrize("cell", ["2.1 a)", "0.021*", "see note 4", True, "1,2"])
def test_a_footnote_in_a_number_cell_spoils_that_cell_alone(cell: Any) -> None:
    result = read_sipri(("Poland", None, cell, 0.038), ("Japan", None, 0.011, 0.012))
    assert list_values(result) == [("POL", "2023", "3.8"), ("JPN", "2022", "1.1"), ("JPN", "2023", "1.2")]
    assert list_problems(result) == [("no_number", "Share of GDP!C7")]


@pytest.mark.parametrize("share", [1.5, 213, -0.01])
def test_a_share_that_cannot_be_is_refused_with_its_cell_and_the_rest_is_read(share: float) -> None:
    result = read_sipri(("Poland", None, share, 0.038), ("Japan", None, 0.011, 0.012))
    assert len(result.figures) == 3
    assert list_problems(result) == [("impossible_share", "Share of GDP!C7")]


def test_a_war_may_cost_more_than_a_year_yields() -> None:
    rows = [("Kuwait", None, 0.485, 1.1735), ("Japan", None, 0.009, 0.009)]
    assert list_values(read_sipri(*rows, years=(1990, 1991)))[1] == ("KWT", "1991", "117.35")


def test_a_header_that_moved_is_found_wherever_it_stands() -> None:
    above = ("a legend", "of more lines", "than before", None, None, None, None)
    moved = read_sipri(("Poland", "", 0.024, 0.038), above=above)
    shifted = read_sipri(("Poland", "", None, 0.024, 0.038), header=("Country", None, "Notes"))
    assert list_values(moved) == list_values(shifted) == [("POL", "2022", "2.4"), ("POL", "2023", "3.8")]


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        ({"header": ("State", "Notes")}, ("missing_header", "Share of GDP")),
        ({"years": ("FY22", "FY23")}, ("missing_column", "Share of GDP")),
        ({"sheet": "Share of GNI"}, ("missing_sheet", "")),
    ],
)
def test_a_renamed_header_or_sheet_is_told_and_nothing_is_guessed(layout: Any, problem: tuple[str, str]) -> None:
    result = read_sipri(("Poland", None, 0.024, 0.038), **layout)
    assert result.figures == ()
    assert list_problems(result)[-1] == problem
    assert all(found.remedy for found in result.problems)


def test_a_changed_column_is_left_out_and_the_others_are_read() -> None:
    result = read_sipri(("Poland", None, 0.024, 0.5, 0.038, 0.039), years=(2022, "change", 2023, 2023))
    assert list_values(result) == [("POL", "2022", "2.4"), ("POL", "2023", "3.8")]
    assert list_problems(result) == [("changed_column", "Share of GDP!D6"), ("repeated_column", "Share of GDP!F6")]


def test_shares_that_are_in_percent_already_are_not_taken_for_fractions() -> None:
    result = read_sipri(("Poland", None, 2.4, 3.8), ("Japan", None, 1.1, 1.2))
    assert (result.figures, list_problems(result)) == ((), [("changed_unit", "Share of GDP")])


@pytest.mark.parametrize(
    ("name", "vintage"),
    [("SIPRI-Milex-data-1949-2025_v1.2.xlsx", "2026 v1.2"), ("SIPRI-Milex-data-1949-2025_0.xlsx", "2026")],
)
def test_the_edition_stands_in_the_title_and_its_revision_in_the_name(name: str, vintage: str) -> None:
    content = make_sipri_workbook(2026, YEARS, [("Poland", None, 0.024, 0.038)])
    assert {figure.vintage for figure in read_records(content, name, "statistics").figures} == {vintage}


def test_a_value_of_a_formula_counts_and_a_formula_without_one_is_a_gap() -> None:
    result = read_sipri(("Poland", None, "=1/42", 0.038))
    assert list_values(result) == [("POL", "2023", "3.8")]


def test_natos_years_with_an_e_are_estimates_and_groups_are_no_countries() -> None:
    shares = {"Slovak Republic": (0.98, 2.0, 2.041), "Türkiye": (1.45, 2.14, 2.33), "NATO Total": (2.55, 2.61, 2.76)}
    result = read_nato(shares)
    assert list_values(result)[:4] == [
        ("SVK", "2014", "0.98"), ("SVK", "2024e", "2"), ("SVK", "2025e", "2.04"), ("TUR", "2014", "1.45"),
    ]  # fmt: skip
    assert {(figure.series, figure.vintage) for figure in result.figures} == {("NATO Defence Expenditure", "2025")}
    assert list_problems(result) == [("unknown_country", "Table 3!A8")]


def test_natos_real_change_below_the_shares_is_not_read() -> None:
    assert {figure.value for figure in read_nato({"Poland": (1.88, 3.79, 4.48)}).figures} == {"1.88", "3.79", "4.48"}


def test_an_asterisk_behind_a_name_is_a_note_and_no_part_of_it() -> None:
    result = read_nato({"Slovenia*": (0.97, 1.3, 2.0), "Spain": (0.92, 1.4, 2.0)}, notes=["* A budget."])
    assert [(figure.country_code, figure.note) for figure in result.figures[2:4]] == [
        ("SVN", "A budget."),
        ("ESP", None),
    ]


@pytest.mark.parametrize(
    "title", ["Table 3: Core defence expenditure as a share of GDP and annual real change", "Table 3 : share of GDP"]
)
def test_the_table_is_found_by_its_title(title: str) -> None:
    assert len(read_nato({"Poland": (1.88, 3.79, 4.48)}, title=title).figures) == 3


@pytest.mark.parametrize("layout", [{"block": "Per capita"}, {"years": ("a", "b", "c")}])
def test_a_table_of_nato_without_its_header_is_told(layout: Any) -> None:
    result = read_nato({"Poland": (1.88, 3.79, 4.48)}, **layout)
    assert (result.figures, [problem.rule for problem in result.problems]) == ((), ["missing_header"])


def test_the_pdf_says_what_the_workbook_says() -> None:
    shares = {
        "Poland": ("1.88", "3.79", "4.48"),
        "United States": ("3.71", "..", "3.22"),
        "NATO Total": ("1", "2", "3"),
    }
    result = read_records(make_nato_pdf(2025, ("2014", "2024e", "2025e"), shares), "def-exp-2025-en.pdf", "statistics")
    same = read_nato({"Poland": (1.88, 3.79, 4.48), "United States": (3.71, "..", 3.22), "NATO Total": (1, 2, 3)})
    assert list_values(result) == list_values(same)
    assert [problem.rule for problem in result.problems] == [problem.rule for problem in same.problems]
    assert result.figures[0].location == "def-exp-2025-en.pdf#page-2-line-5"


def test_a_line_of_the_pdf_that_was_read_askew_is_told_and_the_others_are_read() -> None:
    shares = {"Poland": ("1.88", "3.79"), "Spain": ("0.92", "1.43", "2.00"), "Italy": ("1.1", "1.5", "2.0 b)")}
    result = read_records(make_nato_pdf(2025, ("2014", "2024e", "2025e"), shares), "t.pdf", "statistics")
    assert {figure.country_code for figure in result.figures} == {"ESP"}
    assert list_problems(result) == [("wrong_length", "page-2-line-5"), ("wrong_length", "page-2-line-7")]


def test_a_pdf_of_another_source_is_a_text() -> None:
    content = make_nato_pdf(2025, ("2014", "2024e"), {"Poland": ("1.88", "3.79")})
    assert read_records(content, "t.pdf", "pdf").figures == ()
    assert len(read_records(content, "t.pdf", "pdf").records) == 1


def test_a_broken_workbook_is_one_problem() -> None:
    whole = make_sipri_workbook(2024, YEARS, [("Poland", None, 0.024, 0.038)])
    broken = {
        "cut.xlsx": (whole[:5000], "unreadable_workbook"),
        "encrypted.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted_workbook"),
        "page.xlsx": (b"<html>log in</html>", "unreadable_workbook"),
        "archive.xlsx": (_zip({"readme.txt": b"hello"}), "unreadable_workbook"),
    }
    for name, (content, rule) in broken.items():
        (problem,) = read_records(content, name, "statistics").problems
        assert (problem.rule, problem.location) == (rule, name)
        assert problem.remedy


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = _zip({"xl/workbook.xml": bytes(workbook.UNPACKED_LIMIT + 1)})
    assert len(bomb) < 1_000_000
    (problem,) = read_records(bomb, "bomb.xlsx", "statistics").problems
    assert problem.rule == "too_large"


def test_entities_of_a_workbook_are_not_expanded() -> None:
    whole = make_sipri_workbook(2024, YEARS, [("Poland", None, 0.024, 0.038)])
    lol = b'<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "' + b"&a;" * 100 + b'">]>'
    parts = _unzip(whole)
    sheet = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = lol + sheet.replace(b"Poland", b"&b;")
    result = read_records(_zip(parts), "lol.xlsx", "statistics")
    assert "xxxx" not in repr(result)


def test_a_sheet_that_claims_a_million_rows_is_looked_at_within_bounds() -> None:
    book = load_workbook(io.BytesIO(make_sipri_workbook(2024, YEARS, [("Poland", None, 0.024, 0.038)])))
    book["Share of GDP"].cell(1_048_576, 16_384, "far away")
    assert len(read_records(save_workbook(book), "far.xlsx", "statistics").figures) == 2


def test_a_link_to_another_workbook_is_not_followed() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Share of GDP"
    sheet.append(["© SIPRI 2024"])
    sheet.append(["Country", "Notes", 2023])
    sheet.append(["Poland", None, "='file:///etc/[passwd]Sheet1'!A1"])
    result = read_records(save_workbook(book), "linked.xlsx", "statistics")
    assert result.figures == ()


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
