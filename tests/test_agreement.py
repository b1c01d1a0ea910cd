"""Agreement of reviewers: Cohen's kappa, and what each of them held right."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.decisions import MENTION_FIELDS
from tests.decision_files import Row, decide
from transforms.decisions.agreement import Agreement, Seen, compute_kappa, measure_agreement
from transforms.decisions.reading import parse_correction
from transforms.decisions.shorthand import expand_corrections, list_short, write_short
from transforms.decisions.writing import make_decision

LABELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


def test_kappa_is_that_of_the_textbook() -> None:
    # 50 things, two raters: both yes 20, both no 15, one yes 5, other yes 10: observed 0.7, by chance 0.5
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert compute_kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_not_defined_where_there_is_nothing_to_tell_apart() -> None:
    assert compute_kappa([]) is None
    assert compute_kappa([("yes", "yes")] * 9) is None


@given(LABELS)
def test_kappa_is_one_where_all_agree_and_the_order_of_raters_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    found, turned = compute_kappa(pairs), compute_kappa([(other, one) for one, other in pairs])
    assert (found is None) == (turned is None)
    if found is not None:
        assert found == pytest.approx(turned)
        assert -1 <= found <= 1
        assert (found == pytest.approx(1)) == all(one == other for one, other in pairs)


def make_row(**changes: Any) -> Row:
    """A commitment of one exercise, as far as reviewers compare."""
    periods = {f"{name}_{part}": None for name in ("announced", "due", "effective")
               for part in ("start_on", "end_on", "precision")}  # fmt: skip
    quantity = {f"quantity_{part}": None for part in ("value", "value_max", "unit", "basis", "qualifier")}
    row: Row = {
        "kind": "joint_training", "parties": ["JPN"], "counterparts": [], "standing": "agreed", "domains": [],
        "instrument": None, "place": None, "delivery": "not_assessed", "mention_id": "m-1", **periods, **quantity,
    }  # fmt: skip
    return row | changes


def measure(*rows: Row, **shown: Row) -> dict[str, Agreement]:
    """Agreement by column; each decision is about commitment c-1, as it is unless its id is given another row."""
    seen = {row["decision_id"]: Seen("c-1", shown.get(row["reviewer_name"], make_row())) for row in rows}
    return {found.field: found for found in measure_agreement(rows, seen)}


def test_who_accepts_and_who_corrects_differ_in_what_was_corrected_alone() -> None:
    found = measure(decide("accept", "c-1", by="Anna"), decide("correct", "c-1", "standing=planned", at=1, by="Ben"))
    assert (found["standing"].judged_count, found["standing"].agreed_count) == (1, 0)
    assert (found["record"].agreed_count, found["place"].agreed_count) == (1, 1)


def test_who_rejects_holds_no_column_right() -> None:
    found = measure(decide("accept", "c-1", by="Anna"), decide("reject", "c-1", at=1, by="Ben"))
    assert {name: row.agreed_count for name, row in found.items()} == {"record": 0}


def test_a_correction_of_the_mention_that_proves_it_best_counts_and_of_another_does_not() -> None:
    other = decide("correct", "m-2", "kind=consultation", at=1, by="Ben")
    assert measure(decide("accept", "c-1", by="Anna"), other) == {}
    best = decide("correct", "m-1", "kind=consultation", at=1, by="Ben")
    assert measure(decide("accept", "c-1", by="Anna"), best)["kind"].agreed_count == 0


def test_who_saw_the_corrected_value_and_accepts_it_agrees_with_who_corrected_it() -> None:
    rows = decide("correct", "c-1", "standing=planned", by="Anna"), decide("accept", "c-1", at=1, by="Ben")
    assert measure(*rows)["standing"].agreed_count == 0
    assert measure(*rows, Ben=make_row(standing="planned"))["standing"].agreed_count == 1


def test_of_two_judgements_of_one_person_the_later_counts() -> None:
    rows = decide("reject", "c-1", by="Anna"), decide("accept", "c-1", at=1, by="Anna"), decide("accept", "c-1", by="B")
    assert measure(*rows)["record"].agreed_count == 1


def test_pairs_are_compared_as_pairs() -> None:
    rows = [
        make_decision(verdict, "m-1", name, datetime(2026, 3, 1, tzinfo=UTC), "so", None, "m-2")
        for verdict, name in (("same", "Anna"), ("not_same", "Ben"))
    ]
    assert {name: row.agreed_count for name, row in measure(*rows).items()} == {"same": 0}


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
PRECISIONS = st.sampled_from(["day", "month", "year", "quarter", "fiscal_year"])
NUMBERS = st.floats(0, 1e12, allow_nan=False)


@given(DAYS, DAYS, PRECISIONS, NUMBERS, st.none() | NUMBERS, st.sampled_from(["EUR", "percent_of_gdp", "units"]))
def test_what_a_row_says_is_read_back_as_it_is_written(
    one: date, other: date, precision: str, value: float, most: float | None, unit: str
) -> None:
    said = {
        "due_start_on": min(one, other), "due_end_on": max(one, other), "due_precision": precision,
        "quantity_value": value, "quantity_value_max": most, "quantity_unit": unit, "domains": ["air", "land"],
    }  # fmt: skip
    row = make_row(**said)
    written = expand_corrections([f"{name}={write_short(row, name)}" for name in ("due", "quantity", "domains")])
    assert {name: parse_correction("c-1", name, text) for name, text in written.items()} == said


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), "year", "2027"),
        (date(2027, 6, 1), date(2027, 6, 30), "month", "2027-06"),
        (date(2027, 6, 5), date(2027, 6, 5), "day", "2027-06-05"),
        (date(2027, 4, 1), date(2028, 3, 31), "fiscal_year", "2027-04-01/2028-03-31 fiscal_year"),
    ],
)
def test_a_period_is_written_as_short_as_it_can_be(start: date, end: date, precision: str, text: str) -> None:
    row = make_row(due_start_on=start, due_end_on=end, due_precision=precision)
    assert write_short(row, "due") == text


def test_the_columns_of_a_form_are_those_that_may_be_corrected_each_once() -> None:
    short = list_short(MENTION_FIELDS)
    assert len(short) == len(set(short))
    assert {"due", "quantity", "quantity_basis", "kind"} <= set(short)
    assert set(expand_corrections([f"{name}=" for name in short])) == set(MENTION_FIELDS)
