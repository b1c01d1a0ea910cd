"""How a commitment went: what is a step, when it happened, and what changes nothing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.lives import find_rule
from tests.small_claims import make_claims
from transforms.commitments.claims import Claim
from transforms.commitments.history import Change, History, trace_history

STEPS = ("onward", "fresh", "renewed")
LINES = st.builds(
    "{} {} JPN {} {} {} {} {} {}".format,
    st.dates(date(2024, 1, 1), date(2024, 6, 30)),
    st.just("KIND"),
    st.sampled_from("called_for proposed planned agreed in_force under_way completed denied suspended".split()),
    st.sampled_from(["", "quantity=5units", "quantity=2units", "quantity=9units"]),
    st.sampled_from(["", "due=2024", "due=2024-03", "due=2026"]),
    st.sampled_from(["", "", "effective=2024-02", "announced=2024-02-10", "effective=2023 announced=2024-01"]),
    st.sampled_from(["", "act=reaffirms", "act=delays", "act=implements", "act=withdraws"]),
    st.sampled_from(["", "grade=A voice=official_text", "grade=C", "grade=E voice=analyst", "voice=official_quote"]),
)
CLAIMS = st.builds(
    lambda kind, lines: make_claims("\n".join(lines).replace("KIND", kind)),
    st.sampled_from(["access_and_status", "joint_training", "arms_transfer", "budget_share"]),
    st.lists(LINES, min_size=1, max_size=8),
)


def trace(lines: str) -> History:
    return trace_history(make_claims(lines))


def list_of(history: History, field: str) -> list[Change]:
    return [change for change in history.changes if change.field == field]


def list_values(history: History, field: str = "standing") -> list[str]:
    return [change.new_value for change in list_of(history, field)]


@settings(deadline=None)
@given(CLAIMS)
def test_every_step_is_allowed_and_the_last_is_the_standing(claims: list[Claim]) -> None:
    history = trace_history(claims)
    values = list_values(history)
    rules = [find_rule(claims[0].kind, old, new) for old, new in pairwise(values)]
    assert all(rule in STEPS for rule in rules)
    assert values[-1] == history.state.standing
    assert set(history.readings) == {claim.mention_id for claim in claims}


@settings(deadline=None)
@given(CLAIMS)
def test_steps_are_in_the_order_of_the_world_and_never_after_their_report(claims: list[Claim]) -> None:
    changes = trace_history(claims).changes
    days = [change.changed_on for change in changes]
    assert days == sorted(days)
    assert all(change.changed_on <= change.reported_on for change in changes)
    assert all((change.changed_precision is None) == (change.dated_by is None) for change in changes)
    for field in {change.field for change in changes}:
        told = [change for change in changes if change.field == field]
        assert [change.old_value for change in told] == [None, *(change.new_value for change in told[:-1])]


@settings(deadline=None)
@given(CLAIMS, st.data())
def test_who_repeats_what_is_known_changes_no_step(claims: list[Claim], data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(claims))
    day, document, place, mention = claim.order
    again = replace(claim, mention_id=f"{mention}-2", document_id=f"{document}-2",
                    order=(day, f"{document}-2", place, f"{mention}-2"))  # fmt: skip
    before, after = trace_history(claims), trace_history([*claims, again])
    assert [untie(change) for change in after.changes] == [untie(change) for change in before.changes]


def untie(change: Change) -> Change:
    """The change without the name of its claim: of two that say the same on one day, either may bring it."""
    return replace(change, mention_id="", dated_by=None)


@settings(deadline=None)
@given(CLAIMS, st.sampled_from("called_for proposed planned agreed denied suspended".split()))
def test_a_dated_look_back_never_takes_a_standing_back(claims: list[Claim], told: str) -> None:
    known = trace_history(claims).state
    (back,) = make_claims(f"2025-02-01 {claims[0].kind} JPN {told} announced=2016 effective=2016 id=back")
    after = trace_history([*claims, back]).state
    rule = find_rule(claims[0].kind, known.standing, told)
    assert after.standing == (told if rule == "onward" else known.standing)


@settings(deadline=None)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_in_which_claims_arrive_does_not_matter(claims: list[Claim], chance: object) -> None:
    assert trace_history(chance.sample(claims, len(claims))) == trace_history(claims)  # type: ignore[attr-defined]


def test_a_step_has_the_day_of_the_world_and_the_day_of_its_report() -> None:
    history = trace("""
2024-01-29 logistics_support DEU+JPN agreed announced=2024-01-29
2024-07-30 logistics_support DEU+JPN in_force effective=2024-07-12 id=b
""")
    change = list_of(history, "standing")[1]
    assert (change.changed_on, change.changed_precision) == (date(2024, 7, 12), "day")
    assert (change.reported_on, change.dated_by) == (date(2024, 7, 30), "m-b")


def test_a_step_that_nobody_dates_happened_by_its_report() -> None:
    (change,) = trace("2024-01-29 capability JPN planned").changes
    assert (change.changed_on, change.changed_precision, change.dated_by) == (date(2024, 1, 29), None, None)


def test_a_later_text_dates_an_earlier_step() -> None:
    history = trace("""
2024-07-20 access_and_status JPN+PHL agreed id=a
2025-09-11 access_and_status JPN+PHL in_force effective=2025-09-11 id=b
2026-01-05 access_and_status JPN+PHL agreed announced=2024-07-08 id=c
""")
    signed, in_force = list_of(history, "standing")
    assert (signed.changed_on, signed.mention_id, signed.dated_by) == (date(2024, 7, 8), "m-a", "m-c")
    assert (in_force.changed_on, history.state.standing) == (date(2025, 9, 11), "in_force")


def test_a_repeat_dates_the_step_that_it_repeats_and_no_other() -> None:
    history = trace("""
2019-08-30 information_sharing JPN+KOR suspended
2019-11-22 information_sharing JPN+KOR in_force
2024-02-01 information_sharing JPN+KOR suspended effective=2024-02-01
2024-02-09 information_sharing JPN+KOR suspended effective=2024-02-01
""")
    days = [(change.changed_on, change.changed_precision) for change in list_of(history, "standing")]
    assert days == [(date(2019, 8, 30), None), (date(2019, 11, 22), None), (date(2024, 2, 1), "day")]


def test_a_text_of_an_earlier_spell_does_not_date_a_later_one() -> None:
    history = trace("""
2024-01-01 access_and_status JPN planned announced=2024-01
2024-01-02 access_and_status JPN denied announced=2024-01
2024-01-02 access_and_status JPN planned
""")
    assert list_values(history) == ["planned", "denied", "planned"]


def test_a_look_back_fills_the_gap_it_belongs_into() -> None:
    history = trace("""
2023-03-21 information_sharing JPN+KOR in_force effective=2023-03-21
2024-05-01 information_sharing JPN+KOR suspended effective=2019-08-22
2024-05-02 information_sharing JPN+KOR agreed announced=2016-11-23
2024-05-03 information_sharing JPN+KOR in_force effective=2024
""")
    assert list_values(history) == ["agreed", "suspended", "in_force"]
    assert [change.changed_on.year for change in list_of(history, "standing")] == [2016, 2019, 2023]


def test_a_look_back_that_fits_nowhere_fills_nothing() -> None:
    history = trace("""
2016-11-23 information_sharing JPN+KOR agreed announced=2016-11-23
2024-05-01 information_sharing JPN+KOR proposed announced=2018
""")
    assert list_values(history) == ["agreed"]


def test_a_date_before_the_step_that_it_follows_is_not_believed() -> None:
    history = trace("""
2024-07-08 access_and_status JPN+PHL agreed announced=2024-07-08
2025-09-11 access_and_status JPN+PHL in_force effective=2024-01
""")
    last = list_of(history, "standing")[-1]
    assert (last.changed_on, last.changed_precision) == (date(2025, 9, 11), None)


def test_what_came_before_a_dated_step_came_before_its_day() -> None:
    history = trace("""
2023-02-02 access_and_status PHL+USA agreed
2023-02-03 access_and_status PHL+USA under_way effective=2014
""")
    assert [change.changed_on for change in list_of(history, "standing")] == [date(2014, 12, 31)] * 2


def test_what_is_to_take_effect_has_not_taken_it() -> None:
    (change,) = trace("2024-03-01 joint_training DNK+NOR completed effective=2026-03").changes[:1]
    assert (change.changed_on, change.changed_precision) == (date(2024, 3, 1), None)


def test_what_was_stopped_and_will_be_resumed_is_planned_again() -> None:
    lines = """
2025-03-06 information_sharing USA>UKR suspended effective=2025-03-05
2025-03-12 information_sharing USA>UKR planned announced=2025-03-11
"""
    assert list_values(trace(lines)) == ["suspended", "planned"]
    lifted = "2025-03-13 information_sharing USA>UKR under_way"
    assert list_values(trace(lines + lifted)) == ["suspended", "planned", "under_way"]


def test_an_undated_plan_is_no_resumption() -> None:
    assert list_values(
        trace("""
2025-03-06 information_sharing USA>UKR suspended effective=2025-03-05
2025-03-12 information_sharing USA>UKR planned
""")
    ) == ["suspended"]


@pytest.mark.parametrize(
    ("kind", "told", "due"),
    [
        ("access_and_status", "agreed due=2024-07-08", []),
        ("access_and_status", "in_force due=2024-07-10 announced=2024-07-10", []),
        ("access_and_status", "agreed due=2024", ["2024-01-01/2024-12-31"]),
        ("access_and_status", "planned due=2024-07-08", ["2024-07-08"]),
        ("joint_training", "agreed due=2024-07-08", ["2024-07-08"]),
    ],
)
def test_the_day_of_a_signature_is_no_deadline(kind: str, told: str, due: list[str]) -> None:
    assert list_values(trace(f"2024-07-10 {kind} JPN+PHL {told}"), "due") == due


def test_some_of_what_was_promised_is_a_part_and_the_promise_stays() -> None:
    history = trace("""
2024-01-10 arms_transfer DEU>UKR agreed quantity=5units
2024-03-10 arms_transfer DEU>UKR completed quantity=2units
2024-04-10 arms_transfer DEU>UKR planned quantity=5units
""")
    assert list_values(history) == ["agreed", "under_way"]
    assert (list_values(history, "quantity"), list_values(history, "delivery")) == (["5 units"], ["delivered_in_part"])


def test_the_rest_makes_it_whole() -> None:
    history = trace("""
2024-01-10 arms_transfer DEU>UKR agreed quantity=5units due=2024-03
2024-03-10 arms_transfer DEU>UKR completed quantity=2units effective=2024-03
2024-06-10 arms_transfer DEU>UKR completed quantity=5units effective=2024-06
""")
    assert list_values(history) == ["agreed", "under_way", "completed"]
    assert list_values(history, "delivery") == ["delivered_in_part", "delivered_late"]


@pytest.mark.parametrize("kind", ["joint_training", "force_deployment"])
def test_an_exercise_of_fewer_soldiers_was_held(kind: str) -> None:
    history = trace(f"""
2024-01-10 {kind} DNK planned quantity=900personnel
2024-03-10 {kind} DNK completed quantity=850personnel
""")
    assert (history.state.standing, history.delivery) == ("completed", "delivered")


def test_every_change_of_delivery_has_its_mention() -> None:
    history = trace("""
2024-01-10 capability NOR agreed id=a
2024-02-10 capability NOR under_way id=b
2024-03-10 capability NOR suspended id=c
2024-04-10 capability NOR under_way id=d
2024-05-10 capability NOR completed id=e
""")
    told = [(change.new_value, change.mention_id) for change in list_of(history, "delivery")]
    assert told == [("under_way", "m-b"), ("stopped", "m-c"), ("under_way", "m-d"), ("delivered", "m-e")]
