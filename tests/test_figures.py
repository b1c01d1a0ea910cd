"""Figures have two clocks too: what was known of one when, whatever the order in which it is loaded."""

from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from schemas.stages import DOCUMENTS_STAGE
from tests.warehouse_world import AT, World, make_fetch, make_indicator, resolve
from warehouse.query import query

DAYS = [AT + timedelta(days=number) for number in range(3)]
SHARES = (2.0, 2.5, 2.0)


def write_figures(world: World, number: int, *figures: dict[str, Any], at: datetime) -> None:
    fetch = make_fetch(number, batch_id=f"b-{number}", retrieved_at=at)
    known = {"batch_id": f"b-{number}", "fetch_id": fetch["fetch_id"], "recorded_from": at}
    world.write(DOCUMENTS_STAGE, f"b-{number}", fetches=[fetch], indicators=[row | known for row in figures])


def build(folder: Path, order: tuple[int, ...]) -> Path:
    """A figure that was corrected and changed back, loaded batch by batch in an order."""
    world = World(folder)
    for number in order:
        write_figures(world, number, make_indicator("NOR", 2024, SHARES[number]), at=DAYS[number])
    return world.build(resolve([]), DAYS[2])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_figure_that_is_changed_and_changed_back_has_three_versions(tmp_path: Path, order: tuple[int, ...]) -> None:
    columns = "share_of_gdp_pct, recorded_from, recorded_to"
    assert query(build(tmp_path, order), f"select {columns} from indicators order by recorded_from").rows == [
        (2.0, DAYS[0], DAYS[1]), (2.5, DAYS[1], DAYS[2]), (2.0, DAYS[2], None),
    ]  # fmt: skip


def test_only_the_current_version_of_a_figure_is_shown(tmp_path: Path) -> None:
    path = build(tmp_path, (0, 1, 2))
    assert query(path, "select share_of_gdp_pct from latest_indicators").rows == [(2.0,)]
    assert query(path, "select indicators_count from source_coverage").rows == [(1,)]


def test_two_figures_of_one_moment_are_both_current_so_that_the_audit_finds_them(tmp_path: Path) -> None:
    world = World(tmp_path)
    write_figures(world, 1, make_indicator("NOR", 2024, 2.0), make_indicator("NOR", 2024, 2.1), at=AT)
    path = world.build(resolve([]))
    assert query(path, "select count(*) from indicators where recorded_to is null").rows == [(2,)]


def test_editions_and_series_never_correct_each_other(tmp_path: Path) -> None:
    world = World(tmp_path)
    for number, changes in enumerate(({}, {"vintage": "2026"}, {"series": "other"})):
        write_figures(world, number, make_indicator("NOR", 2024, 2.0 + number, **changes), at=DAYS[number])
    path = world.build(resolve([]), DAYS[2])
    assert query(path, "select count(*) from indicators where recorded_to is null").rows == [(3,)]


def test_a_figure_of_a_batch_from_before_moments_were_noted_gets_that_of_its_fetch(tmp_path: Path) -> None:
    world = World(tmp_path)
    figure = make_indicator("NOR", 2024, 2.0) | {"recorded_from": None}
    world.write(DOCUMENTS_STAGE, "b-1", fetches=[make_fetch(1)], indicators=[figure])
    assert query(world.build(resolve([])), "select recorded_from from indicators").rows == [(AT,)]
