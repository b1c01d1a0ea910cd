"""What the views answer, each on a few rows that a reader can check by hand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from tests.warehouse_world import (
    AT,
    PLEDGE,
    Row,
    World,
    make_commitment,
    make_document,
    make_due,
    make_fetch,
    make_indicator,
    make_mention,
    make_share,
    make_world,
    resolve,
)
from warehouse.query import query
from warehouse.scripts import Script, load_scripts
from warehouse.views import sort_views

VIEWS = load_scripts("views")
OF_DESIGN = (
    "budget_share_trend budget_share_gap information_sharing_lines joint_training_by_year joint_training_by_dyad "
    "cooperation_matrix standing_timeline overdue_commitments contradictions new_this_week source_coverage evidence"
).split()
DOCUMENT = make_document(1, PLEDGE)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    return world.build(resolution)


def ask(path: Path, statement: str) -> list[tuple[Any, ...]]:
    return query(path, statement).rows


def build_pledges(folder: Path, *pledges: Row, figures: tuple[Row, ...] = ()) -> Path:
    """A warehouse of budget-share commitments, one a set of changes, and figures. A `delivery` is the commitment's."""
    world = World(folder)
    usual = {"kind": "budget_share", "domains": [], "parties": ["NOR"]}
    deliveries = [{"delivery": changes.get("delivery", "not_assessed")} for changes in pledges]
    told = [{name: value for name, value in changes.items() if name != "delivery"} for changes in pledges]
    mentions = [make_mention(number, DOCUMENT, PLEDGE, **usual | changes) for number, changes in enumerate(told, 1)]
    world.write(DOCUMENTS_STAGE, "b-1", fetches=[make_fetch(1)], documents=[DOCUMENT], indicators=figures)
    world.write(MENTIONS_STAGE, "b-1", mentions=mentions)
    pairs = [
        (make_commitment(f"c-{number}00", mention, **delivery), [mention])
        for number, (mention, delivery) in enumerate(zip(mentions, deliveries, strict=True), 1)
    ]
    return world.build(resolve(pairs))


@pytest.mark.parametrize("name", OF_DESIGN)
def test_a_view_answers_each_question_of_the_design(name: str, path: Path) -> None:
    assert name in {script.name for script in VIEWS}
    assert ask(path, f"select * from {name}")


@pytest.mark.parametrize("script", [script for script in VIEWS if script.name in OF_DESIGN], ids=lambda s: s.name)
def test_a_row_leads_to_its_evidence(script: Script, path: Path) -> None:
    columns = query(path, f"select * from {script.name} limit 0").columns
    assert any("commitment_id" in name or name in ("pledge_id", "source_id") for name in columns)
    assert any("url" in name for name in columns)


def test_a_view_comes_after_those_that_it_names() -> None:
    order = [script.name for script in sort_views(VIEWS)]
    assert order.index("latest_moment") < order.index("current_commitments") < order.index("overdue_commitments")
    assert order.index("current_commitments") < order.index("budget_share_gap")


def test_the_real_share_stands_beside_the_pledge(tmp_path: Path) -> None:
    figures = (make_indicator("NOR", 2023, 1.8), make_indicator("NOR", 2024, 2.2))
    path = build_pledges(tmp_path, {**make_share(3.0), **make_due(2030)}, figures=figures)
    columns = "year, actual_pct, change_pct_points, pledge_pct, gap_pct_points"
    found = ask(path, f"select {columns} from budget_share_trend order by year")
    assert found == [(2023, 1.8, None, None, None), (2024, 2.2, 0.4, None, None), (2030, None, None, 3.0, None)]


def test_of_two_vintages_the_later_counts_and_two_series_are_not_mixed(tmp_path: Path) -> None:
    figures = (
        make_indicator("NOR", 2024, 2.2), make_indicator("NOR", 2024, 2.3, vintage="2026"),
        make_indicator("NOR", 2024, 1.9, series="other"),
    )  # fmt: skip
    path = build_pledges(tmp_path, make_share(3.0), figures=figures)
    statement = "select series, actual_pct from budget_share_trend where actual_pct is not null order by series"
    assert ask(path, statement) == [("other", 1.9), ("yearbook", 2.3)]


def test_of_two_pledges_the_one_that_falls_due_next_stands_beside_the_real_share(tmp_path: Path) -> None:
    pledges = ({**make_share(2.5), **make_due(2027)}, {**make_share(4.0), **make_due(2035)}, make_share(9.0))
    path = build_pledges(
        tmp_path, *pledges, figures=(make_indicator("NOR", 2026, 2.2), make_indicator("NOR", 2030, 2.9))
    )
    statement = "select year, pledge_pct from budget_share_trend where year in (2026, 2030) order by year"
    assert ask(path, statement) == [(2026, 2.5), (2030, 4.0)]


def test_a_share_that_a_text_says_was_reached_is_told_apart_from_a_pledge(tmp_path: Path) -> None:
    reached = {**make_share(2.1), "standing": "completed", "effective_start_on": date(2024, 1, 1),
               "effective_end_on": date(2024, 12, 31), "effective_precision": "year"}  # fmt: skip
    path = build_pledges(tmp_path, reached)
    statement = "select year, stated_pct, stated_id, pledge_pct from budget_share_trend"
    assert ask(path, statement) == [(2024, 2.1, "c-100", None)]


def test_a_pledge_of_a_group_counts_for_its_members_of_that_day(tmp_path: Path) -> None:
    allies = {"parties": ["NATO"], **make_share(2.0), **make_due(2024)}
    before, after = date(2024, 3, 1), date(2024, 3, 8)
    days = [
        {f"announced_{side}_on": day for side in ("start", "end")} | {"announced_precision": "day"}
        for day in (before, after)
    ]
    path = build_pledges(tmp_path, {**allies, **days[0]}, {**allies, **days[1]})
    columns = "commitment_id, count(*), list_contains(list(country_id), 'SWE')"
    assert ask(path, f"select {columns} from budget_share_gap group by 1 order by 1") == [
        ("c-100", 31, False),
        ("c-200", 32, True),
    ]
    assert ask(path, "select distinct pledged_by, is_group_pledge from budget_share_gap") == [("NATO", True)]


@pytest.mark.parametrize(
    ("shares", "due", "progress"),
    [
        ((2.0, 2.1, 2.2, 3.1), 2030, "met"),
        ((2.0, 2.2, 2.4, 2.6), 2026, "on_track"),
        ((2.0, 2.0, 2.0, 2.1), 2026, "off_track"),
        ((2.0, 2.0, 2.5, 2.6), 2023, "missed"),
        ((2.0, 2.0, 3.2, 2.6), 2023, "met"),
        ((2.0, 2.1, 2.2, 2.3), None, "open"),
        ((), 2030, "no_figures"),
    ],
)
def test_progress_is_judged_by_real_spending(
    tmp_path: Path, shares: tuple[float, ...], due: int | None, progress: str
) -> None:
    figures = tuple(make_indicator("NOR", 2021 + number, share) for number, share in enumerate(shares))
    path = build_pledges(tmp_path, {**make_share(3.0), **(make_due(due) if due else {})}, figures=figures)
    assert ask(path, "select progress from budget_share_gap") == [(progress,)]


def test_a_pledge_that_spending_shows_as_kept_is_not_overdue(tmp_path: Path) -> None:
    kept, broken = {**make_share(2.0), **make_due(2024)}, {**make_share(3.0), **make_due(2024)}
    path = build_pledges(tmp_path, kept, broken, figures=(make_indicator("NOR", 2024, 2.2),))
    assert ask(path, "select commitment_id, days_overdue from overdue_commitments") == [("c-200", 425)]


@pytest.mark.parametrize("standing", ["proposed", "called_for", "denied", "suspended", "completed"])
def test_what_does_not_bind_is_neither_overdue_nor_a_pledge(tmp_path: Path, standing: str) -> None:
    path = build_pledges(tmp_path, {**make_share(2.0), **make_due(2024), "standing": standing})
    assert ask(path, "select * from overdue_commitments union all by name select * from budget_share_gap") == []


@pytest.mark.parametrize("delivery", ["delivered", "delivered_late", "stopped", "superseded"])
def test_what_was_done_ended_or_replaced_is_not_overdue(tmp_path: Path, delivery: str) -> None:
    path = build_pledges(tmp_path, {**make_share(2.0), **make_due(2024), "delivery": delivery})
    assert ask(path, "select * from overdue_commitments") == []


def test_what_was_done_in_part_is_overdue_for_the_rest(tmp_path: Path) -> None:
    path = build_pledges(tmp_path, {**make_share(2.0), **make_due(2024), "delivery": "delivered_in_part"})
    assert ask(path, "select delivery from overdue_commitments") == [("delivered_in_part",)]


def test_silence_is_shown_beside_what_was_read_since(path: Path) -> None:
    assert ask(path, "select commitment_id, documents_since from overdue_commitments") == [("c-200", 4)]
    columns = "documents_since, documents_about_parties, sources_count, parties_last_read_on"
    assert ask(path, f"select {columns} from overdue_coverage") == [(4, 2, 1, date(2025, 2, 5))]


def test_what_came_into_force_is_not_overdue(tmp_path: Path) -> None:
    path = build_pledges(tmp_path, {**make_share(2.0), **make_due(2024), "standing": "in_force"})
    assert ask(path, "select * from overdue_commitments") == []


def test_a_ceiling_is_no_target(tmp_path: Path) -> None:
    path = build_pledges(tmp_path, {**make_share(1.5, quantity_qualifier="up_to"), **make_due(2030)})
    assert ask(path, "select is_target from budget_share_pledges") == [(False,)]
    assert ask(path, "select * from budget_share_gap") == []


def test_overdue_is_counted_from_the_latest_run_and_not_from_the_clock(path: Path) -> None:
    assert ask(path, "select latest_at, latest_on from latest_moment") == [(AT, date(2026, 3, 1))]


def test_a_line_names_its_members_and_its_sentence(path: Path) -> None:
    statement = "select members, is_working, evidence_text from information_sharing_lines"
    assert ask(path, statement) == [(["JPN", "NATO"], True, "Japan established a dedicated line with NATO.")]


def test_training_is_counted_by_year_and_by_pair(path: Path) -> None:
    assert ask(path, "select year, exercises_count, off_count, commitment_ids from joint_training_by_year") == [
        (2024, 1, 1, ["c-100"])
    ]
    assert ask(path, "select actor_a, actor_b, exercises_count from joint_training_by_dyad") == [("DNK", "NOR", 1)]


def test_a_pair_stands_once_in_the_matrix_whatever_the_roles(path: Path) -> None:
    statement = "select actor_a, actor_b, kind, binding_count, ended_count from cooperation_matrix order by all"
    assert ask(path, statement) == [
        ("DNK", "NOR", "joint_training", 0, 1),
        ("JPN", "NATO", "information_sharing", 1, 0),
    ]


def test_a_timeline_tells_from_when_to_when(path: Path) -> None:
    columns, days = "standing, from_on, until_on, mention_id", (date(2025, 2, 1), date(2025, 2, 4))
    found = ask(path, f"select {columns} from standing_timeline where commitment_id = 'c-100' order by step")
    assert found == [("agreed", *days, "m-100"), ("denied", days[1], None, "m-400")]


def test_two_documents_that_contradict_each_other_are_shown_once_and_repeats_never(path: Path) -> None:
    statement = "select field, value_a, mention_id_a, value_b, mention_id_b, decided_by, reason from contradictions"
    assert ask(path, statement) == [("standing", "agreed", "m-100", "denied", "m-400", "m-400", "newer")]
    statement = "select grade_a, voice_a, evidence_a <> evidence_b, published_on_a < published_on_b from contradictions"
    assert ask(path, statement) == [("B", "official_text", True, True)]


@pytest.mark.parametrize(("share", "count"), [(5.0, 1), (3.5, 0)])
def test_a_member_that_denies_what_its_group_affirms_contradicts_it(tmp_path: Path, share: float, count: int) -> None:
    affirmed = {**make_share(5.0), "parties": ["NATO"], "standing": "agreed"}
    path = build_pledges(tmp_path, affirmed, {**make_share(share), "standing": "denied"})
    statement = "select commitment_id, value_a, mention_id_a, value_b, mention_id_b, reason from contradictions"
    assert ask(path, statement) == [("c-100", "agreed", "m-100", "denied", "m-200", "both_stand")] * count


def test_two_commitments_of_the_same_actor_may_contradict_each_other(tmp_path: Path) -> None:
    path = build_pledges(tmp_path, make_share(5.0), {**make_share(5.0), "standing": "denied"})
    statement = "select mention_id_a, mention_id_b, decided_by, reason from contradictions"
    assert ask(path, statement) == [("m-100", "m-200", None, "both_stand")]
    other = {**make_share(5.0), "standing": "denied", "parties": ["DNK"]}
    assert ask(build_pledges(tmp_path / "other", make_share(5.0), other), statement) == []


def test_a_promise_of_a_member_supports_that_of_its_group_and_is_not_merged_into_it(tmp_path: Path) -> None:
    path = build_pledges(
        tmp_path,
        {**make_share(2.0), "parties": ["NATO"], "standing": "agreed"},
        {**make_share(2.0), "parties": ["NOR"], "standing": "planned"},
        {**make_share(2.0), "parties": ["DNK"], "standing": "denied"},
        {**make_share(2.0), "parties": ["JPN"], "standing": "planned"},
        {**make_share(3.0), "parties": ["NOR"], "standing": "planned"},
    )
    statement = "select group_commitment_id, member_id, commitment_id, is_support from group_support order by all"
    assert ask(path, statement) == [("c-100", "DNK", "c-300", False), ("c-100", "NOR", "c-200", True)]


@pytest.mark.parametrize(("act", "count"), [("reaffirms", 1), ("raises", 0)])
def test_another_amount_is_a_contradiction_unless_it_says_that_it_changes_it(
    tmp_path: Path, act: str, count: int
) -> None:
    world = World(tmp_path)
    documents = [make_document(number, PLEDGE) for number in (1, 2)]
    mentions = [
        make_mention(1, documents[0], PLEDGE, **make_share(2.0)),
        make_mention(2, documents[1], PLEDGE, **make_share(3.0), act=act),
    ]
    world.write(DOCUMENTS_STAGE, "b-1", fetches=[make_fetch(1), make_fetch(2)], documents=documents)
    world.write(MENTIONS_STAGE, "b-1", mentions=mentions)
    path = world.build(resolve([(make_commitment("c-100", mentions[0]), mentions)]))
    assert ask(path, "select count(*) from contradictions where field = 'quantity'") == [(count,)]


def test_near_duplicates_are_counted_once(path: Path) -> None:
    statement = "select documents_count, duplicates_count, mentions_count, indicators_count from source_coverage"
    assert ask(path, statement) == [(4, 1, 4, 3)]


def test_news_are_what_is_new_or_changed_in_the_last_seven_days(tmp_path: Path) -> None:
    world, first = make_world(tmp_path)
    world.build(first)
    world.publish()
    rows = first["commitments"].to_pylist()
    changed = [row | {"standing": "in_force"} if row["commitment_id"] == "c-200" else row for row in rows]
    confirmed = [row | {"mentions_count": 9} if row["commitment_id"] == "c-300" else row for row in changed]
    later = {**first, "commitments": first["commitments"].from_pylist(confirmed, schema=first["commitments"].schema)}
    path = world.build(later, AT + timedelta(days=30), "night-2")
    statement = "select news, commitment_id, standing_before, standing from new_this_week order by all"
    assert ask(path, statement) == [
        ("changed", "c-200", "agreed", "in_force"),
        ("confirmed", "c-300", "in_force", "in_force"),
    ]


def test_as_of_answers_as_we_would_have_answered_then(tmp_path: Path) -> None:
    world, first = make_world(tmp_path)
    world.build(first)
    world.publish()
    path = world.build(resolve([]), AT + timedelta(days=30), "night-2")
    assert ask(path, "select count(*) from commitments_as_of('2026-03-02')") == [(3,)]
    assert ask(path, "select count(*) from commitments_as_of('2026-12-31')") == [(0,)]
    assert ask(path, "select count(*) from current_commitments") == [(0,)]


def test_a_pledge_of_many_years_is_one_row_a_year(tmp_path: Path) -> None:
    figures = tuple(make_indicator("NOR", year, 1.5) for year in range(2000, 2031))
    path = build_pledges(tmp_path, {**make_share(2.0), **make_due(2030)}, make_share(2.5), figures=figures)
    found = ask(path, "select year, pledge_pct, pledges_count from budget_share_trend where year >= 2024")
    assert found == [(2024, None, 0), *((year, 2.0, 2) for year in range(2025, 2031))]
