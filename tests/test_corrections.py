"""An article that its publisher corrects: both texts are kept, the newest counts, and what was known before stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import steps
from pipeline.settings import Settings
from tests.kept_nights import build, finish, open_world
from tests.small_world import write
from warehouse.query import query

FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)
BUDGET = "The Estonian government has decided to raise its defence spending to {} percent of GDP by 2027."
PLANE = "Poland will send fighter aircraft to Ukraine in 2026, the Polish defence minister said."
NOTHING = "The Polish defence minister spoke to reporters about the weather in the capital and about little else."


def publish(world: Settings, patch: pytest.MonkeyPatch, number: int, *texts: tuple[str, str]) -> datetime:
    """A night over changed articles; returns when it was."""
    at = FIRST + timedelta(days=number)
    patch.setenv("DEFCOOP_NOW", at.isoformat())
    for name, text in texts:
        write(world.root / "gazette" / f"{name}.txt", f"{name.title()}\nPublished: 2025-03-18\n\n{text}\n")
    build(f"night-{number}")
    finish(f"night-{number}")
    return at


def ask(world: Settings, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in query(world.published, statement).rows]


def ask_as_of(world: Settings, at: datetime, kind: str) -> list[tuple[object, ...]]:
    columns = "commitment_id, quantity_value"
    moment = (at + timedelta(hours=1)).isoformat()
    return ask(world, f"select {columns} from commitments_as_of('{moment}') where kind = '{kind}' and 'EST' in parties")


def test_a_correction_is_a_new_version_and_the_answer_of_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch)
    before = publish(world, monkeypatch, 0, ("budget", BUDGET.format("5.4")))
    after = publish(world, monkeypatch, 1, ("budget", BUDGET.format("4.5")))
    ((first_id, first_value),) = ask_as_of(world, before, "budget_share")
    ((second_id, second_value),) = ask_as_of(world, after, "budget_share")
    assert (first_value, second_value) == (5.4, 4.5)
    assert first_id == second_id, "the publisher corrected one pledge; it is not another one"
    statement = """
        select version, superseded_by is null, count(distinct series_id) over (), text like '%5.4%' from documents
        where url = 'gazette/budget.txt' order by version
    """
    assert ask(world, statement) == [(1, False, 1, True), (2, True, 1, False)]
    assert ask(world, "select distinct version from evidence where url = 'gazette/budget.txt'") == [(2,)]


def test_what_a_new_version_no_longer_says_is_no_commitment_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch)
    count = "select count(*) from {} where 'UKR' in counterparts"
    before = publish(world, monkeypatch, 0, ("planes", PLANE))
    assert ask(world, count.format("current_commitments")) == [(1,)]
    publish(world, monkeypatch, 1, ("planes", NOTHING))
    assert ask(world, count.format("current_commitments")) == [(0,)]
    assert ask(world, count.format(f"commitments_as_of('{(before + timedelta(hours=1)).isoformat()}')")) == [(1,)]
    assert ask(world, "select check_name from validations where not is_passed and run_id = 'night-1'") == []


def test_corrections_night_by_night_give_what_one_resolution_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch)
    columns = "kind, parties, standing, quantity_value, documents_count, evidence_text"
    current = f"select {columns} from commitments where recorded_to is null order by all"
    for number, value in enumerate(("5.4", "4.5", "4.6")):
        publish(world, monkeypatch, number, ("budget", BUDGET.format(value)), ("planes", (PLANE, NOTHING)[number % 2]))
    by_night = ask(world, current)
    world.published.unlink()
    monkeypatch.setenv("DEFCOOP_NOW", (FIRST + timedelta(days=9)).isoformat())
    steps.list_sources()
    build("night-9")
    finish("night-9")
    assert ask(world, current) == by_night
    assert [value for _, parties, _, value, _, _ in by_night if parties == ["EST"]] == [4.6]
