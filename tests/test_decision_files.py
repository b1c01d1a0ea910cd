"""Reviewers' files: a line is a decision, a repeat of one, or a rejection with its file and number."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.decisions import DECISION_FILE
from schemas.operations import REJECTIONS
from schemas.values import ValueRefused
from tests.decision_files import decide, write_file
from transforms.decisions.reading import read_files
from transforms.decisions.shorthand import expand_corrections
from transforms.decisions.writing import HEADER, make_decision, name_file, write_line

GOOD = decide("accept", "m-100")
OTHER = decide("reject", "c-500", at=1)


def read_lines(*lines: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Ids of the decisions of a file with these lines, and location and rule of its rejections."""
    decisions, rejections = read_files({"anna.csv": "\n".join([HEADER, *lines]).encode()})
    return [row["decision_id"] for row in decisions], [(row["location"], row["rule"]) for row in rejections]


def alter(old: str, new: str, row: dict[str, object] = GOOD) -> str:
    line = write_line(row)
    assert old in line
    return line.replace(old, new)


def drop_id(line: str) -> str:
    return "," + line.split(",", 1)[1]


def test_what_is_written_is_read_again() -> None:
    rows = [GOOD, OTHER, decide("correct", "m-100", "place=Oslo, Bergen", reason='he said "no", twice')]
    decisions, rejections = read_files({"anna.csv": write_file(rows)})
    assert rejections == []
    assert decisions == [{**row, "location": f"anna.csv#line-{number}"} for number, row in enumerate(rows, 2)]


TEXTS = st.text(max_size=40)


@given(TEXTS, TEXTS, st.datetimes())
def test_whatever_people_write_stays_on_its_line(name: str, reason: str, moment: object) -> None:
    row = make_decision("accept", "m-100", f"Anna {name}", moment, f"since {reason}")  # type: ignore[arg-type]
    decisions, rejections = read_files({"anna.csv": write_file([row, GOOD])})
    assert [found["decision_id"] for found in decisions] == [row["decision_id"], GOOD["decision_id"]]
    assert rejections == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (drop_id(alter("accept", "acept")), "wrong_verdict"),
        (drop_id(alter("accept", "")), "no_verdict"),
        (drop_id(alter("Anna Berg", "")), "no_reviewer_name"),
        (drop_id(alter("it reads so", "")), "no_reason"),
        (drop_id(alter("2026-03-01T09:00:00+00:00", "1 March")), "wrong_decided_at"),
        (drop_id(alter("2026-03-01T09:00:00+00:00", "2026-03-01T09:00:00")), "wrong_decided_at"),
        (drop_id(alter("m-100", "d-100")), "wrong_target_id"),
        (drop_id(alter("m-100,", "m-100,place")), "wrong_field"),
        (drop_id(alter("m-100,,", "m-100,,Oslo")), "wrong_value"),
        (alter("it reads so", "it does not read so"), "changed_line"),
        (alter("m-100", "m-200"), "changed_line"),
        (write_line(GOOD) + ",more", "wrong_length"),
        ("<<<<<<< HEAD", "wrong_length"),
        (alter("it reads so", '"it reads so'), "malformed_line"),
    ],
)
def test_a_line_that_is_wrong_is_rejected_alone_with_its_number(line: str, rule: str) -> None:
    assert read_lines(line, "", write_line(OTHER)) == ([OTHER["decision_id"]], [("anna.csv#line-2", rule)])


@pytest.mark.parametrize(
    ("target_id", "correction", "rule"),
    [
        ("m-100", "colour=red", "wrong_field"),
        ("m-100", "evidence_text=other words", "wrong_field"),
        ("c-100", "parties=JPN", "wrong_field"),
        ("m-100", "standing=finished", "wrong_value"),
        ("m-100", "standing=", "wrong_value"),
        ("m-100", "quantity_value=two", "wrong_value"),
        ("m-100", "quantity_value=-2", "wrong_value"),
        ("m-100", "quantity_value=nan", "wrong_value"),
        ("m-100", "quantity_unit=euros", "wrong_value"),
        ("m-100", "due_end_on=2027-02-30", "wrong_value"),
        ("m-100", "due_end_on=2227-02-28", "wrong_value"),
        ("m-100", "domains=land, sea", "wrong_value"),
        ("m-100", "parties=JPN, ATLANTIS", "wrong_value"),
        ("c-100", "delivery=kept", "wrong_value"),
    ],
)
def test_a_correction_is_held_against_the_declaration_of_its_column(target_id: str, correction: str, rule: str) -> None:
    row = decide("correct", target_id, correction)
    assert read_lines(write_line(row), write_line(GOOD)) == ([GOOD["decision_id"]], [("anna.csv#line-2", rule)])


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (decide("same", "m-100", value="m-100"), "wrong_value"),
        (decide("same", "m-100"), "wrong_target_id"),
        (decide("not_same", "m-100", value="c-100"), "wrong_target_id"),
        (decide("undo", "m-100"), "wrong_target_id"),
    ],
)
def test_a_pair_is_of_two_mentions_and_an_undo_of_a_decision(row: dict[str, object], rule: str) -> None:
    assert read_lines(write_line(row)) == ([], [("anna.csv#line-2", rule)])


def test_a_rejection_of_a_line_has_the_columns_of_its_table() -> None:
    _, (row,) = read_files({"anna.csv": f"{HEADER}\nnonsense".encode()})
    assert set(row) == set(REJECTIONS.column_names)
    assert row["stage"] in REJECTIONS.column("stage").allowed
    assert (row["original"], row["remedy"] != "") == ("nonsense", True)


def test_a_line_that_a_person_wrote_without_an_id_gets_it() -> None:
    assert read_lines(drop_id(write_line(GOOD))) == ([GOOD["decision_id"]], [])


def test_a_line_that_stands_twice_counts_once() -> None:
    decisions, rejections = read_files({"a.csv": write_file([GOOD, GOOD]), "b.csv": write_file([GOOD])})
    assert [row["location"] for row in decisions] == ["a.csv#line-2"]
    assert rejections == []


def test_a_file_of_a_spreadsheet_is_read_whatever_its_line_ends_and_the_order_of_its_columns() -> None:
    names = list(reversed(DECISION_FILE.column_names))
    cells = dict(zip(DECISION_FILE.column_names, next(csv.reader([write_line(GOOD)])), strict=True))
    text = f"\ufeff{','.join(names)}\r\n{','.join(cells[name] for name in names)}\r\n"
    decisions, rejections = read_files({"a.csv": text.encode()})
    assert [row["decision_id"] for row in decisions] == [GOOD["decision_id"]]
    assert rejections == []


@pytest.mark.parametrize("header", ["decision_id;verdict;target_id", "verdict,target_id", '"verdict', "\xff\xfe"])
def test_a_file_with_another_header_is_one_rejection_and_the_other_files_load(header: str) -> None:
    files = {"a.csv": f"{header}\n{write_line(OTHER)}\n".encode("latin-1"), "b.csv": write_file([GOOD])}
    decisions, (rejection,) = read_files(files)
    assert [row["decision_id"] for row in decisions] == [GOOD["decision_id"]]
    assert (rejection["location"], rejection["rule"]) == ("a.csv#line-1", "wrong_header")


def test_a_line_in_another_encoding_is_rejected_alone() -> None:
    content = f"{HEADER}\n{write_line(GOOD)}\n".encode() + "v-1,é".encode("latin-1") + b"\n"
    decisions, (rejection,) = read_files({"a.csv": content})
    assert len(decisions) == 1
    assert (rejection["location"], rejection["rule"]) == ("a.csv#line-3", "undecodable")


def test_an_empty_file_holds_nothing() -> None:
    assert read_files({"a.csv": b"", "b.csv": b"\n", "c.csv": HEADER.encode()}) == ([], [])


@given(st.lists(st.one_of(st.binary(max_size=60), st.just(write_line(GOOD).encode())), max_size=6))
def test_every_line_is_a_decision_a_repeat_or_a_rejection(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b" ") for line in lines]
    decisions, rejections = read_files({"a.csv": b"\n".join([HEADER.encode(), *lines])})
    good = sum(line == write_line(GOOD).encode() for line in lines)
    blank = sum(not line.strip() for line in lines)
    assert len(decisions) == min(good, 1)
    assert len(rejections) == len(lines) - good - blank


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("place=Oslo", {"place": "Oslo"}),
        ("place=", {"place": ""}),
        ("due=2027", {"due_start_on": "2027-01-01", "due_end_on": "2027-12-31", "due_precision": "year"}),
        ("due=2028-02", {"due_start_on": "2028-02-01", "due_end_on": "2028-02-29", "due_precision": "month"}),
        ("effective=2028-02-03",
         {"effective_start_on": "2028-02-03", "effective_end_on": "2028-02-03", "effective_precision": "day"}),
        ("due=", {"due_start_on": "", "due_end_on": "", "due_precision": ""}),
        ("quantity=5 units", {"quantity_value": "5", "quantity_unit": "units", "quantity_value_max": ""}),
        ("quantity=", {"quantity_value": "", "quantity_unit": "", "quantity_value_max": ""}),
    ],
)  # fmt: skip
def test_what_is_written_short_stands_for_its_columns(written: str, expected: dict[str, str]) -> None:
    assert expand_corrections([written]) == expected


@pytest.mark.parametrize("written", ["standing", "=agreed", "due=soon", "due=2027-13", "due=2027-02-30", "due=0000"])
def test_what_cannot_be_read_is_refused_with_the_remedy(written: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        expand_corrections([written])
    assert refused.value.remedy.startswith("write it as")


@pytest.mark.parametrize(
    ("name", "file"), [("Anna Berg", "anna-berg.csv"), ("佐藤", "佐藤.csv"), ("../x", "x.csv"), ("//", "reviewer.csv")]
)
def test_a_reviewer_has_a_file_of_the_name(name: str, file: str) -> None:
    assert name_file(name) == file
