"""The policy for texts that disagree (docs/policy.md), clause by clause."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_claims import list_steps, make_claims, resolve
from transforms.commitments.history import History, trace_history

OFFICIAL = "grade=A voice=official_text"


def trace(lines: str) -> History:
    return trace_history(make_claims(lines))


def list_readings(history: History) -> list[str | None]:
    return [row["reading"] for row in history.readings.values()]


def list_contradictions(history: History) -> list[tuple[str, str | None, str | None]]:
    found = history.readings.items()
    return [(by, row["contradicts_id"], row["contradicts_in"]) for by, row in found if row["contradicts_id"]]


def test_the_newer_of_two_equal_sources_decides() -> None:
    history = trace("""
2024-03-03 joint_training DNK+NOR planned grade=B
2024-03-05 joint_training DNK+NOR denied grade=B
2024-03-06 joint_training DNK+NOR planned grade=B
""")
    assert list_readings(history) == ["step", "step", "step"]
    assert history.state.standing == "planned"
    assert list_contradictions(history) == [("m-001", "m-000", "standing"), ("m-002", "m-001", "standing")]


def test_of_one_day_the_better_source_has_the_last_word() -> None:
    history = trace("""
2024-03-03 joint_training DNK+NOR planned grade=A id=a
2024-03-03 joint_training DNK+NOR denied grade=B id=b
""")
    assert history.state.standing == "planned"


def test_an_official_denial_overturns_what_the_press_reported() -> None:
    history = trace(f"""
2024-03-03 joint_training DNK+NOR planned grade=C
2024-03-05 joint_training DNK+NOR denied {OFFICIAL}
""")
    assert (history.state.standing, list_contradictions(history)) == ("denied", [("m-001", "m-000", "standing")])


@pytest.mark.parametrize(
    ("official", "later", "standing"),
    [
        (OFFICIAL, "2024-03-09 grade=C", "denied"),
        (OFFICIAL, "2024-03-09 grade=B", "planned"),
        (OFFICIAL, "2024-03-09 grade=B voice=anonymous_official", "denied"),
        (OFFICIAL, "2024-03-09 grade=A voice=analyst", "denied"),
        (OFFICIAL, "2024-03-09 grade=F voice=official_quote", "denied"),
        (OFFICIAL, "2024-04-04 grade=C", "denied"),
        (OFFICIAL, "2024-04-05 grade=C", "planned"),
        ("grade=A voice=reported_as_fact", "2024-03-09 grade=C", "planned"),
        ("grade=A voice=official_paraphrase", "2024-03-09 grade=C", "denied"),
        ("grade=C voice=official_quote", "2024-03-09 grade=C", "planned"),
    ],
)
def test_a_clearly_worse_source_does_not_overturn_an_official_for_thirty_days(
    official: str, later: str, standing: str
) -> None:
    day, _, more = later.partition(" ")
    history = trace(f"""
2024-03-05 joint_training DNK+NOR denied {official}
{day} joint_training DNK+NOR planned {more}
""")
    assert history.state.standing == standing
    assert list_readings(history)[1] == ("step" if standing == "planned" else "outweighed")
    assert list_contradictions(history) == [("m-001", "m-000", "standing")]


def test_an_official_who_says_it_again_begins_the_thirty_days_anew() -> None:
    history = trace(f"""
2024-03-05 joint_training DNK+NOR denied {OFFICIAL}
2024-04-01 joint_training DNK+NOR denied {OFFICIAL}
2024-04-20 joint_training DNK+NOR planned grade=C
""")
    assert (history.state.standing, list_contradictions(history)) == ("denied", [("m-002", "m-001", "standing")])


def test_a_lesser_source_may_tell_of_a_step_onward() -> None:
    history = trace(f"""
2024-03-05 joint_training DNK+NOR planned {OFFICIAL}
2024-03-06 joint_training DNK+NOR under_way grade=D voice=analyst
""")
    assert (history.state.standing, list_contradictions(history)) == ("under_way", [])


@pytest.mark.parametrize("standing", ["in_force", "under_way", "completed"])
def test_a_denial_does_not_undo_what_binds(standing: str) -> None:
    history = trace(f"""
2024-03-05 access_and_status JPN+PHL {standing} grade=C
2024-03-06 access_and_status JPN+PHL denied {OFFICIAL}
""")
    assert (history.state.standing, list_readings(history)[1]) == (standing, "contradiction")
    assert list_contradictions(history) == [("m-001", "m-000", "standing")]


def test_a_demand_that_is_refused_contradicts_nobody() -> None:
    history = trace("""
2025-03-01 budget_share JPN called_for quantity=3.5percent_of_gdp
2025-03-04 budget_share JPN denied quantity=3.5percent_of_gdp
""")
    assert (history.state.standing, list_contradictions(history)) == ("denied", [])


def test_an_end_is_a_change_and_no_contradiction() -> None:
    history = trace("""
2016-11-23 information_sharing JPN+KOR agreed
2019-08-22 information_sharing JPN+KOR suspended
2019-11-22 information_sharing JPN+KOR in_force
""")
    assert list_contradictions(history) == []


@pytest.mark.parametrize(
    ("told", "quantity", "contradicted"),
    [
        ("grade=B", 11000, [("m-001", "m-000", "quantity")]),
        ("grade=B act=raises", 11000, []),
        ("grade=C", 16000, [("m-001", "m-000", "quantity")]),
    ],
)
def test_a_newer_figure_replaces_an_older_one_unless_its_source_is_clearly_worse(
    told: str, quantity: int, contradicted: list[tuple[str, str, str]]
) -> None:
    history = trace(f"""
2024-05-01 joint_training PHL+USA planned quantity=16000personnel {OFFICIAL}
2024-05-02 joint_training PHL+USA planned quantity=11000personnel {told}
""")
    assert history.state.quantity is not None
    assert (history.state.quantity.value, list_contradictions(history)) == (quantity, contradicted)


@pytest.mark.parametrize(("act", "count"), [("reaffirms", 1), ("delays", 0)])
def test_another_date_contradicts_unless_it_is_a_delay(act: str, count: int) -> None:
    history = trace(f"""
2024-03-01 budget_share BEL agreed quantity=2percent_of_gdp due=2030
2025-03-01 budget_share BEL agreed quantity=2percent_of_gdp due=2032 act={act}
""")
    assert history.state.due is not None
    assert (history.state.due[0].year, len(list_contradictions(history))) == (2032, count)


def test_what_is_further_on_the_way_may_have_another_figure() -> None:
    history = trace("""
2024-05-01 joint_training PHL+USA planned quantity=16000personnel
2024-05-20 joint_training PHL+USA completed quantity=15000personnel
""")
    assert list_contradictions(history) == []


def test_a_date_of_effect_ends_with_the_end_that_it_belongs_to() -> None:
    history = trace("""
2025-03-06 information_sharing USA>UKR suspended effective=2025-03-05
2025-03-12 information_sharing USA>UKR planned announced=2025-03-11
""")
    assert history.state.effective is None


def test_the_example_of_the_policy() -> None:
    history = trace(f"""
2024-03-03 joint_training DNK+NOR planned grade=B
2024-03-05 joint_training DNK+NOR denied {OFFICIAL}
2024-03-09 joint_training DNK+NOR planned grade=C
2024-04-20 joint_training DNK+NOR under_way grade=C
""")
    assert list_readings(history) == ["step", "step", "outweighed", "step"]
    assert history.state.standing == "under_way"


LOWER = "2023-07-11 budget_share NATO agreed quantity=2percent_of_gdp id=lower"
HIGHER = "2025-06-25 budget_share NATO agreed quantity=5percent_of_gdp due=2035 act=raises id=higher"


def list_deliveries(lines: str) -> dict[float, str]:
    return {row["quantity_value"]: row["delivery"] for row in resolve(lines).commitments}


def test_a_pledge_that_was_raised_is_superseded_and_both_stay() -> None:
    found = resolve(f"{LOWER}\n{HIGHER}")
    assert list_deliveries(f"{LOWER}\n{HIGHER}") == {2: "superseded", 5: "not_assessed"}
    (step,) = [row for row in found.commitment_history if row["field"] == "delivery"]
    assert (step["new_value"], step["mention_id"]) == ("superseded", "m-higher")
    assert list_steps(found, "delivery") == [(None, "superseded")]


@pytest.mark.parametrize(
    "lines",
    [
        LOWER + "\n" + HIGHER.replace(" act=raises", ""),
        LOWER + " due=2024\n" + HIGHER,
        LOWER + "\n" + HIGHER.replace("agreed", "called_for"),
        LOWER + "\n" + HIGHER.replace("NATO", "POL"),
        LOWER + "\n" + HIGHER.replace("act=raises", "act=lowers"),
        LOWER + "\n" + HIGHER.replace("2025-06-25", "2023-07-11"),
        LOWER + "\n2025-07-01 budget_share NATO agreed quantity=2percent_of_gdp\n" + HIGHER,
    ],
    ids=["another", "due before", "a demand", "by another", "lowered to more", "of one day", "said again later"],
)
def test_what_is_not_raised_by_its_owner_in_time_is_not_superseded(lines: str) -> None:
    assert "superseded" not in list_deliveries(lines).values()


def test_a_pledge_that_was_lowered_is_superseded() -> None:
    lines = """
2023-07-11 budget_share BEL agreed quantity=3percent_of_gdp due=2030
2024-07-11 budget_share BEL agreed quantity=2percent_of_gdp due=2030 act=lowers
"""
    assert list_deliveries(lines) == {3: "superseded", 2: "not_assessed"}


def test_a_pledge_may_be_raised_twice() -> None:
    later = "2026-06-25 budget_share NATO agreed quantity=6percent_of_gdp due=2040 act=raises"
    assert list_deliveries(f"{LOWER}\n{HIGHER}\n{later}") == {2: "superseded", 5: "superseded", 6: "not_assessed"}


PLEDGES = st.builds(
    "{} budget_share NATO {} quantity={}percent_of_gdp {} {}".format,
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.sampled_from("called_for planned agreed in_force under_way completed denied suspended".split()),
    st.sampled_from([2, 3, 5]),
    st.sampled_from(["act=raises", "act=lowers", "act=reaffirms", "act=implements"]),
    st.sampled_from(["", "due=2024", "due=2030"]),
)


@settings(deadline=None)
@given(st.lists(PLEDGES, min_size=1, max_size=8).map("\n".join))
def test_a_history_is_whole_and_ends_where_its_commitment_stands(lines: str) -> None:
    found = resolve(lines)
    for commitment in found.commitments:
        steps = [row for row in found.commitment_history if row["commitment_id"] == commitment["commitment_id"]]
        assert [row["step"] for row in steps] == list(range(1, len(steps) + 1))
        assert [row["changed_on"] for row in steps] == sorted(row["changed_on"] for row in steps)
        last: dict[str, str] = {}
        for row in steps:
            assert row["old_value"] == last.get(row["field"])
            last[row["field"]] = row["new_value"]
        assert last["standing"] == commitment["standing"]
        assert last.get("delivery", "not_assessed") == commitment["delivery"]
