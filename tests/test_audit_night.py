"""A night against its own last nights: too much, too little, of other kinds, repeated; and what is not judged."""

import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from schemas.nights import load_night_checks
from tests.warehouse_world import AT, make_world
from warehouse.audit import audit_candidate
from warehouse.findings import Finding
from warehouse.nights import judge_sources
from warehouse.report import render_audit_page

CHECKS = {f"night.{check.name}" for check in load_night_checks().checks}
TONIGHT = "night-99"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    return world.build(resolution)


@pytest.fixture
def nights(built: Path, tmp_path: Path) -> Callable[..., dict[str, Finding]]:
    """Judge a night of some documents and mentions after `count` nights of 100 documents and 60 mentions each."""

    def judge(count: int, documents: int = 100, mentions: int = 60, change: str = "") -> dict[str, Finding]:
        path = Path(shutil.copy(built, tmp_path / "next.duckdb"))
        with duckdb.connect(str(path)) as con:
            con.execute("update runs set outcome = 'unchanged'")
            for number in range(count):
                add_night(con, f"night-{number}", number - count, 100 + number % 3, 60 + number % 2)
            add_night(con, TONIGHT, 0, documents, mentions)
            con.execute(change)
        found = audit_candidate(path, {}, None, TONIGHT)
        return {one.check_name.removeprefix("night."): one for one in found if one.check_name in CHECKS}

    return judge


def add_night(con: duckdb.DuckDBPyConnection, name: str, day: int, documents: int, mentions: int) -> None:
    at = AT + timedelta(days=day)
    con.execute(f"""
        insert into runs by name select * replace ('{name}' as run_id, timestamptz '{at}' as started_at,
            'published' as outcome, {documents} as documents_count) from runs limit 1;
        insert into loads values ('b-{name}', 'documents', '{name}', {documents});
        insert into documents by name
        select * exclude (n) replace ('b-{name}' as batch_id, 'd-{name}-' || n as document_id, null as duplicate_of)
        from (from documents limit 1), range({documents}) t(n);
        insert into mentions by name
        select * exclude (n) replace ('b-{name}' as batch_id, 'm-{name}-' || n as mention_id, 3 as quantity_value,
            (['joint_training', 'capability', 'budget_share'])[1 + n % 3] as kind, date '2025-01-01' as due_start_on)
        from (from mentions limit 1), range({mentions}) t(n);
    """)


def failed(found: dict[str, Finding]) -> dict[str, str]:
    return {name: one.severity for name, one in found.items() if not one.is_passed}


def test_a_night_like_the_others_passes_and_is_judged(nights: Callable[..., dict[str, Finding]]) -> None:
    found = nights(10)
    assert failed(found) == {}
    assert [name for name, one in found.items() if one.unjudged_because] == []


@pytest.mark.parametrize(
    ("night", "wanted"),
    [
        ({"documents": 300, "mentions": 180}, {"documents_per_night": "warning"}),
        ({"documents": 300, "mentions": 3},
         {"documents_per_night": "warning", "mentions_per_document": "warning", "mentions_are_found": "critical"}),
        ({"change": "update documents set duplicate_of = 'd-100' where batch_id = 'b-night-99'"},
         {"duplicate_rate": "warning"}),
        ({"change": "update documents set title = null where batch_id = 'b-night-99'"}, {"missing_titles": "warning"}),
        ({"change": "update mentions set due_start_on = null where batch_id = 'b-night-99'"},
         {"missing_dates": "warning"}),
        ({"change": "update mentions set quantity_value = null where batch_id = 'b-night-99'"},
         {"missing_quantities": "warning"}),
        ({"change": "update mentions set kind = 'consultation' where batch_id = 'b-night-99'"},
         {"mix_of_kinds": "warning"}),
        ({"change": "insert into rejections by name select * exclude (n) replace ('r-' || n as rejection_id, "
          "'b-night-99' as batch_id) from (from rejections limit 1), range(90) t(n)"},
         {"rejections_per_document": "warning"}),
    ],
    ids=["volume", "nothing found", "duplicates", "titles", "dates", "quantities", "mix", "rejections"],
)  # fmt: skip
def test_what_is_unlike_the_last_nights_is_found(
    nights: Callable[..., dict[str, Finding]], night: dict[str, object], wanted: dict[str, str]
) -> None:
    found = nights(10, **night)
    assert failed(found) == wanted
    assert all("the last 10 nights" in str(found[name].details) for name in wanted)


def test_with_too_few_nights_a_check_says_so_and_judges_nothing(nights: Callable[..., dict[str, Finding]]) -> None:
    found = nights(6, documents=900, mentions=0)
    assert failed(found) == {}
    assert found["documents_per_night"].unjudged_because == (
        "not enough history: 6 such nights in 28 days, and it takes 7"
    )
    assert found["mix_of_kinds"].unjudged_because == "too few rows tonight: 0"
    assert all(one.unjudged_because for one in found.values())


def test_nights_of_more_than_28_days_ago_do_not_count(nights: Callable[..., dict[str, Finding]]) -> None:
    older = f"update runs set started_at = started_at - interval 29 day where run_id <> '{TONIGHT}'"
    assert all("not enough history: 0" in str(one.unjudged_because) for one in nights(10, change=older).values())


def test_what_was_not_judged_stands_on_the_audit_page(nights: Callable[..., dict[str, Finding]]) -> None:
    page = render_audit_page(TONIGHT, [asdict(one) for one in nights(2).values()], {})
    assert "not enough history: 2 such nights" in page
    assert "could not be judged" in page
    assert "all 0 checks hold" in page


def test_sources_that_could_not_be_read_are_named_as_missing() -> None:
    found = judge_sources(["wire"], 3)
    assert (found.is_passed, found.severity, found.failures_count) == (False, "warning", 1)
    assert "source_id=wire could not be read tonight" in str(found.details)
    assert judge_sources([], 3).is_passed
