"""What becomes of decisions: the later wins, what is undone is as if never said, what has no target waits."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.decisions import DECISIONS, UNDO
from schemas.frames import to_arrow
from schemas.operations import REJECTIONS
from tests.decision_files import COMMITMENTS, MENTIONS, THERE, Row, decide, judge, states, write_file
from tests.warehouse_world import make_share
from transforms.commitments.constraints import NO_DECISIONS, Decisions
from transforms.decisions.judging import Targets, judge_decisions, list_targets
from transforms.decisions.reading import read_files


def undo(row: Row, at: int, by: str = "Anna Berg") -> Row:
    return decide("undo", row["decision_id"], at=at, by=by)


def same(left: str, right: str, at: int = 0) -> Row:
    return decide("same", left, value=right, at=at)


def not_same(left: str, right: str, at: int = 0) -> Row:
    return decide("not_same", left, value=right, at=at)


def state_of(rows: list[Row], targets: Targets = THERE) -> list[str]:
    found = states(judge(rows, targets))
    return [found[row["decision_id"]] for row in rows]


def rules_of(rows: list[Row], targets: Targets = THERE) -> list[str]:
    return [row["rule"] for row in judge(rows, targets).rejections]


def test_without_decisions_nothing_is_in_force() -> None:
    judged = judge([])
    assert (judged.rows, judged.rejections, judged.in_force) == ([], [], NO_DECISIONS)


def test_what_is_decided_on_a_mention_is_in_force() -> None:
    rows = [
        decide("accept", "m-100"),
        decide("reject", "m-200", at=1),
        decide("correct", "m-300", "standing=planned", at=2),
        decide("correct", "m-300", "domains=maritime, land", at=2),
    ]
    assert judge(rows).in_force == Decisions(
        rejected_mentions=frozenset({"m-200"}),
        accepted_mentions=frozenset({"m-100"}),
        corrections={"m-300": {"standing": "planned", "domains": ["land", "maritime"]}},
    )


def test_what_is_decided_on_a_commitment_is_in_force() -> None:
    rows = [
        decide("accept", "c-100"),
        decide("correct", "c-500", "delivery=delivered", at=1),
        decide("accept", "c-500", at=2),
    ]
    targets = replace(THERE, commitments=None)
    assert judge(rows, targets).in_force == Decisions(
        commitment_reviews={"c-100": "accepted", "c-500": "corrected"},
        commitment_corrections={"c-500": ({"delivery": "delivered"},)},
    )


def test_a_rejection_stands_over_a_correction_of_the_same_commitment() -> None:
    rows = [decide("reject", "c-500"), decide("correct", "c-500", "delivery=delivered", at=1)]
    assert judge(rows).in_force.commitment_reviews == {"c-500": "rejected"}


def test_the_later_verdict_supersedes_the_earlier_and_an_equal_one_does_not() -> None:
    rows = [
        decide("accept", "m-100"),
        decide("reject", "m-100", at=1, by="Ben Ode"),
        decide("reject", "m-100", at=2, by="Cai Lin"),
    ]
    assert state_of(rows) == ["superseded", "applied", "applied"]
    assert judge(rows).in_force == Decisions(rejected_mentions=frozenset({"m-100"}))


def test_the_later_correction_of_a_column_supersedes_the_earlier_and_leaves_other_columns() -> None:
    rows = [
        decide("correct", "m-100", "place=Oslo"),
        decide("correct", "m-100", "standing=planned", at=1),
        decide("correct", "m-100", "place=", at=2),
    ]
    assert state_of(rows) == ["superseded", "applied", "applied"]
    assert judge(rows).in_force.corrections == {"m-100": {"standing": "planned", "place": None}}


def test_an_undone_decision_is_as_if_never_made_and_the_earlier_one_holds_again() -> None:
    first, second = decide("accept", "m-100"), decide("reject", "m-100", at=1)
    rows = [first, second, undo(second, at=2, by="Ben Ode")]
    assert state_of(rows) == ["applied", "undone", "applied"]
    assert judge(rows).in_force == Decisions(accepted_mentions=frozenset({"m-100"}))


def test_an_undo_can_be_undone_and_so_on() -> None:
    rows = [decide("accept", "m-100")]
    for at in range(1, 5):
        rows.append(undo(rows[-1], at))
        expected = ["applied" if (at - number) % 2 == 0 else "undone" for number in range(at + 1)]
        assert state_of(rows) == expected


def test_an_undo_of_an_unknown_decision_is_a_rejection_with_its_line() -> None:
    lost = undo(decide("accept", "m-400"), at=1)
    judged = judge([decide("accept", "m-100"), lost])
    assert states(judged)[lost["decision_id"]] == "refused"
    (rejection,) = judged.rejections
    assert (rejection["location"], rejection["rule"]) == ("anna.csv#line-3", "unknown_decision")
    assert judged.in_force == Decisions(accepted_mentions=frozenset({"m-100"}))


@pytest.mark.parametrize("row", [
    decide("reject", "m-999"), decide("correct", "m-999", "place=Oslo"), decide("accept", "c-999"),
    decide("correct", "c-999", "place=Oslo"), same("m-100", "m-999"), not_same("m-999", "m-100"),
])  # fmt: skip
def test_a_decision_without_its_target_waits_and_applies_when_the_target_is_back(row: Row) -> None:
    judged = judge([row])
    assert states(judged) == {row["decision_id"]: "target_vanished"}
    assert (judged.in_force, judged.rejections) == (NO_DECISIONS, [])
    back = Targets(
        {**MENTIONS, "m-999": MENTIONS["m-200"] | {"mention_id": "m-999"}},
        {**COMMITMENTS, "c-999": COMMITMENTS["c-100"] | {"commitment_id": "c-999", "place": "Oslo"}},
    )
    assert states(judge([row], back)) == {row["decision_id"]: "applied"}
    assert judge([row], back).in_force != NO_DECISIONS


def test_a_decision_on_an_alias_is_on_the_commitment_that_it_became() -> None:
    aliased = replace(THERE, commitments={**COMMITMENTS, "c-old": COMMITMENTS["c-100"]})
    (row,) = judge([decide("accept", "c-old")], aliased).rows
    assert (row["state"], row["target_id"], row["commitment_id"]) == ("applied", "c-old", "c-100")


def test_a_row_names_the_commitment_that_its_mention_is_evidence_of() -> None:
    rows = judge([decide("accept", "m-200"), decide("accept", "m-300", at=1)]).rows
    assert [row["commitment_id"] for row in rows] == ["c-100", None]


@pytest.mark.parametrize("corrections", [
    ["due_start_on=2025-01-01"],
    ["due_precision="],
    ["quantity_value=2"],
    ["quantity_value=150", "quantity_unit=percent_of_gdp"],
    ["parties="],
])  # fmt: skip
def test_a_correction_that_the_audit_would_refuse_is_refused_and_the_others_apply(corrections: list[str]) -> None:
    rows = [decide("correct", "m-100", correction) for correction in corrections]
    rows.append(decide("correct", "m-100", "place=Oslo", at=1))
    assert state_of(rows) == [*["refused"] * len(corrections), "applied"]
    assert set(rules_of(rows)) == {"correction_does_not_fit"}
    assert judge(rows).in_force.corrections == {"m-100": {"place": "Oslo"}}


def test_columns_that_belong_together_are_corrected_together() -> None:
    due = ("due_start_on=2027-01-01", "due_end_on=2027-12-31", "due_precision=year")
    rows = [decide("correct", "m-500", correction) for correction in due]
    assert state_of(rows) == ["applied"] * 3
    assert state_of([decide("correct", "m-500", c, at=at) for at, c in enumerate(due)]) == ["refused"] * 3


def test_a_correction_that_the_resolved_commitment_did_not_take_is_refused() -> None:
    rows = [decide("correct", "c-100", "quantity_value=2")]
    assert state_of(rows) == ["refused"]
    taken = replace(THERE, commitments={"c-100": COMMITMENTS["c-100"] | make_share(2.0)})
    assert state_of(rows, taken) == ["applied"]


def test_mentions_of_two_kinds_are_no_one_commitment_until_one_kind_is_corrected() -> None:
    link = same("m-100", "m-500")
    assert rules_of([link]) == ["two_kinds"]
    corrected = decide("correct", "m-500", "kind=joint_training", at=1)
    assert judge([link, corrected]).in_force.must_link == (("m-100", "m-500"),)
    assert state_of([not_same("m-100", "m-500")]) == ["applied"]


def test_of_links_that_contradict_each_other_the_later_wins() -> None:
    assert state_of([same("m-100", "m-200"), not_same("m-200", "m-100", at=1)]) == ["superseded", "applied"]
    chain = [not_same("m-100", "m-300"), same("m-100", "m-200", at=1), same("m-200", "m-300", at=2)]
    assert state_of(chain) == ["superseded", "applied", "applied"]
    assert judge(chain).in_force.must_link == (("m-100", "m-200"), ("m-200", "m-300"))
    apart = [same("m-100", "m-200"), same("m-200", "m-300", at=1), not_same("m-100", "m-300", at=2)]
    assert state_of(apart) == ["superseded", "applied", "applied"]
    assert judge(apart).in_force.cannot_link == frozenset({("m-100", "m-300")})


def test_rows_and_rejections_fit_their_tables() -> None:
    judged = judge([decide("accept", "m-100"), undo(decide("accept", "m-400"), at=1), same("m-100", "m-500", at=2)])
    assert to_arrow(DECISIONS, judged.rows).num_rows == 3
    assert to_arrow(REJECTIONS, judged.rejections).num_rows == 2


def test_targets_are_what_decisions_name() -> None:
    rows = [decide("accept", "c-100"), same("m-100", "m-200"), decide("correct", "m-300", "place=m-400")]
    assert list_targets([*rows, undo(rows[0], 1)]) == {"c-100", "m-100", "m-200", "m-300"}


IDS = ("m-100", "m-200", "m-300", "m-400", "m-500", "m-999")
CORRECTIONS = ("place=Oslo", "place=", "kind=joint_training", "due_start_on=2024-02-01", "due_end_on=2023-01-01",
               "quantity_value=5", "quantity_unit=units")  # fmt: skip
FIRSTS = st.one_of(
    st.tuples(st.sampled_from(["accept", "reject"]), st.sampled_from([*IDS, "c-100", "c-999"]), st.just("")),
    st.tuples(st.just("correct"), st.sampled_from(IDS), st.sampled_from(CORRECTIONS)),
    st.tuples(st.sampled_from(["same", "not_same"]), st.sampled_from(IDS[:3]), st.sampled_from(IDS[3:])),
    st.tuples(st.sampled_from(["same", "not_same"]), st.sampled_from(IDS[:2]), st.sampled_from(IDS[2:4])),
    st.tuples(st.just("undo"), st.integers(0, 30), st.just("")),
)


@st.composite
def draw_histories(draw: st.DrawFn) -> list[Row]:
    """Decisions of three reviewers in the order of time, among them undos of earlier ones, also of undos."""
    rows: list[Row] = []
    for at, (verdict, target, more) in enumerate(draw(st.lists(FIRSTS, max_size=14))):
        by = draw(st.sampled_from(["Anna Berg", "Ben Ode", "Cai Lin"]))
        moment = at - draw(st.integers(0, 2))  # clocks differ
        if verdict == UNDO:
            if not rows:
                continue
            rows.append(undo(rows[target % len(rows)], moment, by))
        elif verdict in ("same", "not_same"):
            rows.append(decide(verdict, target, value=more, at=moment, by=by))
        else:
            rows.append(decide(verdict, target, more, at=moment, by=by))
    return rows


def judge_files(files: dict[str, list[Row]]) -> tuple[dict[str, str], Decisions, set[Any]]:
    decisions, _ = read_files({name: write_file(rows) for name, rows in files.items()})
    judged = judge_decisions(decisions, THERE)
    return states(judged), judged.in_force, {(row["rule"], row["original"]) for row in judged.rejections}


@given(draw_histories(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_lines_changes_nothing(rows: list[Row], chance: random.Random) -> None:
    expected = judge_files({"all.csv": rows})
    shuffled = chance.sample(rows, len(rows))
    files: dict[str, list[Row]] = {}
    for row in shuffled:
        files.setdefault(f"{chance.randrange(3)}-{row['reviewer_name']}.csv", []).append(row)
    assert judge_files(files) == expected


@given(draw_histories())
def test_applying_decisions_is_applying_those_that_are_not_undone(rows: list[Row]) -> None:
    found, in_force, _ = judge_files({"all.csv": rows})
    unique = {row["decision_id"]: row for row in rows}
    live = [row for name, row in unique.items() if found[name] != "undone" and row["verdict"] != UNDO]
    kept, kept_in_force, _ = judge_files({"all.csv": live})
    assert kept_in_force == in_force
    assert kept == {row["decision_id"]: found[row["decision_id"]] for row in live}


@given(draw_histories())
def test_every_decision_has_one_row_and_links_never_contradict(rows: list[Row]) -> None:
    judged = judge(list({row["decision_id"]: row for row in rows}.values()))
    assert sorted(row["decision_id"] for row in judged.rows) == sorted({row["decision_id"] for row in rows})
    groups = {name: {name} for name in IDS}
    for left, right in judged.in_force.must_link:
        joined = groups[left] | groups[right]
        groups |= dict.fromkeys(joined, joined)
    assert all(right not in groups[left] for left, right in judged.in_force.cannot_link)
