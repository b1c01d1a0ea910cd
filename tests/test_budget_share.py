"""Pledge against fact: what a share counts, whether the straight line gets there, and what we knew of it when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.series import load_pledge_parts, load_series
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from schemas.terms import list_terms
from sources.readers import nato, sipri, world_bank
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
    resolve,
)
from warehouse.query import query
from warehouse.questions import ask as ask_question

SUMMIT = {f"announced_{side}_on": date(2025, 6, 25) for side in ("start", "end")} | {"announced_precision": "day"}
LATER = AT + timedelta(days=30)


def make_pledge(number: int, value: float, due: Any = None, **changes: Any) -> tuple[Row, Row, Row]:
    """A document, its mention and the commitment that it speaks of."""
    document = make_document(number, PLEDGE, batch_id=f"b-{number}")
    content = {"kind": "budget_share", "domains": [], "parties": ["NOR"], **make_share(value)}
    mention = make_mention(number, document, PLEDGE, **content | (make_due(due) if due else {}) | changes)
    proof = {name: document[name] for name in ("document_id", "title", "url", "published_on", "source_id")}
    proof |= {"mention_id": mention["mention_id"], "evidence_text": mention["evidence_text"]}
    bound_on = mention["announced_start_on"] or document["published_on"]
    return document, mention, make_commitment(f"c-{number}00", mention, bound_on=bound_on, **proof)


def write_night(
    world: World, pledges: Iterable[tuple[Row, Row, Row]], figures: Iterable[Row] = (), at: datetime = AT
) -> None:
    """The batches of one night: a document a pledge, and figures that the last of their items holds."""
    for number, (document, mention, _) in enumerate(pledges):
        batch = document["batch_id"]
        fetch = make_fetch(int(batch[2:]), batch_id=batch, retrieved_at=at)
        known = {"batch_id": batch, "fetch_id": fetch["fetch_id"], "recorded_from": at}
        rows = [row | known for row in figures] if number == 0 else []
        world.write(DOCUMENTS_STAGE, batch, fetches=[fetch], documents=[document], indicators=rows)
        world.write(MENTIONS_STAGE, batch, mentions=[mention])


def build(folder: Path, *pledges: tuple[Row, Row, Row], figures: Iterable[Row] = ()) -> Path:
    world = World(folder)
    write_night(world, pledges, figures)
    return world.build(resolve([(commitment, [mention]) for _, mention, commitment in pledges]))


def ask(path: Path, statement: str) -> list[tuple[Any, ...]]:
    return query(path, statement).rows


def test_every_reader_names_a_series_that_is_declared_with_its_definition() -> None:
    declared = {series.series: series for series in load_series()}
    assert set(declared) == {sipri.SERIES, nato.SERIES, world_bank.SERIES}
    assert all(series.definition and series.url and series.publisher for series in declared.values())
    scopes = {series.scope for series in declared.values()} | {part.scope for part in load_pledge_parts()}
    assert scopes == set(list_terms("spending_scopes"))


def test_the_parts_of_a_pledge_add_up_to_the_whole() -> None:
    shares = {(part.name, part.scope): part.share_pct for part in load_pledge_parts()}
    for name in {part.name for part in load_pledge_parts()}:
        assert shares[name, "defence"] + shares[name, "related"] == shares[name, "total"]


def test_only_the_part_that_is_defence_is_held_against_the_figures(tmp_path: Path) -> None:
    group = {"parties": ["NATO"], "standing": "agreed", **SUMMIT}
    pledges = [
        make_pledge(1, 5.0, 2035, **group), make_pledge(2, 3.5, **group), make_pledge(3, 1.5, **group),
        make_pledge(4, 1.5, **group | {"quantity_qualifier": "up_to"}),
    ]  # fmt: skip
    path = build(tmp_path, *pledges, figures=[make_indicator("NOR", 2024, 2.2)])
    columns = "commitment_id, scope, due_year, is_comparable, gap_pct_points, progress"
    assert ask(path, f"select {columns} from budget_share_gap where country_id = 'NOR' order by 1") == [
        ("c-100", "total", 2035, False, None, "not_comparable"),
        ("c-200", "defence", 2035, True, 1.3, "off_track"),
        ("c-300", "related", 2035, False, None, "not_comparable"),
    ]
    assert ask(path, "select distinct pledge_pct, pledge_due_year from budget_share_trend where year = 2035") == [
        (3.5, 2035)
    ]


@pytest.mark.parametrize(
    ("changes", "scope"),
    [
        ({"parties": ["NOR"], **make_share(5.0), **make_due(2035)}, "total"),
        ({"parties": ["JPN"], **make_share(5.0), **make_due(2035)}, "defence"),
        ({"parties": ["NOR"], **make_share(5.0), **make_due(2030)}, "defence"),
        ({"parties": ["NOR"], **make_share(5.0, quantity_value_max=6.0), **make_due(2035)}, "defence"),
        ({"parties": ["NOR"], **make_share(3.5), **make_due(2035)}, "defence"),
        ({"parties": ["NOR"], **make_share(1.5), **SUMMIT}, "defence"),
        ({"parties": ["NOR"], **make_share(1.5, quantity_qualifier="up_to"), **SUMMIT}, "related"),
        ({"parties": ["NATO"], **make_share(2.0), **make_due(2024)}, "defence"),
        ({"parties": ["NATO"], **make_share(1.5)}, "defence"),
    ],
)
def test_what_a_share_counts_is_known_of_pledges_that_are_declared(tmp_path: Path, changes: Row, scope: str) -> None:
    path = build(tmp_path, make_pledge(1, 1.0, **changes))
    assert ask(path, "select distinct scope from budget_share_pledges") == [(scope,)]


@pytest.mark.parametrize(
    ("last", "line", "gets_there", "progress"),
    [(2.6, 3.0, True, "on_track"), (2.3, 2.5, False, "off_track"), (3.1, 3.8333, True, "met")],
)
def test_the_straight_line_of_the_last_three_years_is_drawn_to_the_year_that_is_due(
    tmp_path: Path, last: float, line: float, gets_there: bool, progress: str
) -> None:
    figures = [make_indicator("NOR", 2021 + n, share) for n, share in enumerate((2.0, 2.1, 2.2, last))]
    path = build(tmp_path, make_pledge(1, 3.0, 2026), figures=figures)
    columns = "straight_line_pct, straight_line_gets_there, progress"
    ((found, reaches, said),) = ask(path, f"select {columns} from budget_share_gap")
    assert (found, reaches, said) == (pytest.approx(line), gets_there, progress)


def test_each_series_is_judged_by_itself_and_with_its_definition(tmp_path: Path) -> None:
    figures = [make_indicator("NOR", 2024, 2.2, series=nato.SERIES), make_indicator("NOR", 2024, 1.9, series="other")]
    path = build(tmp_path, make_pledge(1, 2.0, 2024), figures=figures)
    columns = "series, actual_pct, progress, series_definition is not null"
    assert ask(path, f"select {columns} from budget_share_gap order by series") == [
        (nato.SERIES, 2.2, "met", True), ("other", 1.9, "missed", False),
    ]  # fmt: skip


def test_a_pace_is_never_taken_from_two_vintages(tmp_path: Path) -> None:
    figures = [make_indicator("NOR", 2021, 1.0), make_indicator("NOR", 2024, 2.2, vintage="2026")]
    path = build(tmp_path, make_pledge(1, 3.0, 2027), figures=figures)
    columns = "latest_year, pace_pct_points_a_year, straight_line_pct, progress"
    assert ask(path, f"select {columns} from budget_share_gap") == [(2024, None, None, "off_track")]
    changes = ask(path, "select year, change_pct_points from latest_indicators order by year")
    assert changes == [(2021, None), (2024, None)]


def test_a_pledge_that_is_due_before_it_was_announced_is_neither_met_nor_missed(tmp_path: Path) -> None:
    path = build(tmp_path, make_pledge(1, 2.0, 2024, **SUMMIT), figures=[make_indicator("NOR", 2024, 2.2)])
    columns = "progress, needed_pct_points_a_year, straight_line_pct"
    assert ask(path, f"select {columns} from budget_share_gap") == [("backdated", None, None)]


def test_the_present_is_the_answer_of_the_latest_moment(tmp_path: Path) -> None:
    figures = [make_indicator("NOR", 2021 + n, 2.0 + n / 10) for n in range(4)]
    path = build(tmp_path, make_pledge(1, 3.0, 2026), make_pledge(2, 2.5), figures=figures)
    present = ask(path, "select * from budget_share_trend")
    assert present
    assert ask(path, f"select * from budget_share_trend_as_of('{LATER.isoformat()}')") == present
    assert ask(path, "select * from budget_share_trend_as_of('2020-01-01')") == []


def test_a_back_dated_document_changes_the_present_and_not_what_we_would_have_answered(tmp_path: Path) -> None:
    world = World(tmp_path)
    first = make_pledge(1, 2.5, 2030)
    write_night(world, [first], [make_indicator("NOR", 2024, 2.2), make_indicator("NOR", 2025, 2.3)])
    world.build(resolve([(first[2], [first[1]])]))
    world.publish()
    old = make_pledge(2, 2.1, 2026, announced_start_on=date(2023, 1, 1), announced_end_on=date(2023, 12, 31),
                      announced_precision="year")  # fmt: skip
    raised = make_pledge(1, 2.5, 2029)[2]
    corrected = make_indicator("NOR", 2024, 1.8)
    write_night(world, [old], [corrected], LATER)
    path = world.build(resolve([(raised, [first[1]]), (old[2], [old[1]])]), LATER, "night-2")
    columns = "year, actual_pct, pledge_pct, pledge_due_year, pledge_id"
    present = [(2024, 1.8, 2.1, 2026, "c-200"), (2025, 2.3, 2.1, 2026, "c-200"), (2026, None, 2.1, 2026, "c-200"),
               (2029, None, 2.5, 2029, "c-100")]  # fmt: skip
    before = [(2024, 2.2, None, None, None), (2025, 2.3, 2.5, 2030, "c-100"), (2030, None, 2.5, 2030, "c-100")]
    assert ask(path, f"select {columns} from budget_share_trend") == present
    assert ask(path, f"select {columns} from budget_share_trend_as_of('{LATER.isoformat()}')") == present
    day_before = (LATER - timedelta(days=1)).isoformat()
    assert ask(path, f"select {columns} from budget_share_trend_as_of('{day_before}')") == before


def test_nobody_is_there_where_no_series_measures_what_was_pledged(tmp_path: Path) -> None:
    path = build(tmp_path, make_pledge(1, 5.0, 2035, parties=["NATO"]), figures=[make_indicator("NOR", 2024, 5.2)])
    for name in ("who_promised", "group_pledge"):
        found = ask_question(path, name, {"share": "5"})
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        assert [row["is_there"] for row in rows if row["country_id"] == "NOR"] == [None], name


def test_what_a_reviewer_rejected_is_no_pledge(tmp_path: Path) -> None:
    document, mention, commitment = make_pledge(1, 2.0, 2030)
    path = build(tmp_path, (document, mention, commitment | {"review": "rejected"}))
    assert ask(path, "select * from budget_share_pledges") == []
