"""Coverage: what was asked is countable, a source that falls silent is told of once, a new source is no rise."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.alerts import incidents
from pipeline.alerts.faults import heal_after
from pipeline.night.coverage import alert_quiet_sources
from pipeline.settings import load_settings
from schemas.documents import DOCUMENTS, SOURCES
from tests.small_world import run
from tests.test_web_night import make_web_world
from tests.warehouse_world import (
    World,
    load_references,
    make_commitment,
    make_document,
    make_fetch,
    make_mention,
    make_source,
    resolve,
)
from tests.web_site import open_site, send_kept
from warehouse.build import count_documents_seen, load_rows
from warehouse.migrate import migrate_tables
from warehouse.publish import publish
from warehouse.query import ask, query
from warehouse.views import create_views

Row = dict[str, Any]
TODAY = date(2026, 3, 1)
TEXT = "Norway and Denmark agreed to hold a joint exercise."


def test_what_was_asked_of_the_web_is_loaded_with_the_next_night_that_publishes(tmp_path: Path) -> None:
    with open_site() as site:
        environment = make_web_world(tmp_path, site)
        site.routes.pop("/5")
        warehouse = tmp_path / "home" / "warehouse" / "defcoop.duckdb"
        statement = """
            select status, http_status, rule, count(*), sum(wire_bytes_count) > 0 from requests
            where source_id = 'news' group by all order by all
        """
        assert run(environment, "nightly", "--direct").returncode == 0
        first: list[tuple[Any, ...]] = [("failed", 404, "http_404", 1, False), ("fetched", 200, None, 5, True)]
        assert query(warehouse, statement).rows == first
        content = warehouse.read_bytes()
        assert "unchanged" in run(environment, "nightly", "--direct").stdout
        assert warehouse.read_bytes() == content, "requests alone are no news"
        site.routes["/5"] = send_kept(b"<html><body><p>nothing</p></body></html>", "text/html", '"5"')
        assert run(environment, "nightly", "--direct").returncode == 0
        assert query(warehouse, statement).rows == [
            ("failed", 404, "http_404", 2, False),
            ("fetched", 200, None, 6, True),
            ("unchanged", 304, None, 10, False),
        ]
        nights = "select count(distinct run_id), count(*) - count(distinct (run_id, url)) from requests"
        assert query(warehouse, nights).rows == [(3, 0)]


# Silence


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("set TimeZone = 'UTC'")
        migrate_tables(opened)
        create_views(opened)
        load_references(opened)
        yield opened


def give(con: duckdb.DuckDBPyConnection, days_ago: Sequence[int], count: int = 1) -> None:
    """Let the gazette give documents on some days, fetched on the day of their publication."""
    rows = []
    for number, days in enumerate(days_ago):
        day = TODAY - timedelta(days=days)
        for copy in range(count):
            name = f"d-{number:03}-{copy:03}"
            times = {"published_on": day, "retrieved_at": datetime(day.year, day.month, day.day, 2, tzinfo=UTC)}
            rows.append(make_document(1, TEXT) | times | {"document_id": name, "independence_group": name})
    load_rows(con, DOCUMENTS, rows)
    count_documents_seen(con)


def judge(con: duckdb.DuckDBPyConnection) -> tuple[Any, ...]:
    columns = "silent_days, usual_gap_days, is_silent, is_thin"
    return con.execute(f"select {columns} from source_silence('{TODAY}')").fetchall()[0]


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [
        (range(4, 20), (4, 1.0, True, False)),
        (range(3, 20), (3, 1.0, False, False)),
        (range(20, 200, 7), (20, 7.0, False, False)),
        (range(22, 200, 7), (22, 7.0, True, False)),
        ([30, 31, 32, 33, 70, 71, 72, 73], (30, 1.0, False, False)),
        ([90, 91, 92], (90, 1.0, False, False)),
    ],
    ids=["daily", "a weekend", "weekly", "three weeks", "no longer than before", "too little history"],
)
def test_silence_is_measured_against_the_sources_own_gaps(
    con: duckdb.DuckDBPyConnection, days_ago: Sequence[int], said: tuple[Any, ...]
) -> None:
    give(con, list(days_ago))
    assert judge(con) == said


def test_a_source_that_gives_a_fraction_of_what_it_gave_is_thin(con: duckdb.DuckDBPyConnection) -> None:
    give(con, [1, 20, *range(28, 140)])
    assert judge(con)[2:] == (False, True)


def test_people_are_told_of_silence_once_and_of_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFCOOP_HOME", str(tmp_path))
    world = World(tmp_path)
    days = [TODAY - timedelta(days=days) for days in range(10, 20)]
    documents = [
        make_document(1, TEXT, document_id=f"d-{day}", independence_group=f"d-{day}", published_on=day)
        | {"retrieved_at": datetime(day.year, day.month, day.day, tzinfo=UTC)}
        for day in days
    ]
    world.write("documents", "b-1", documents=documents, fetches=[make_fetch(1)])
    world.build(resolve([]))
    world.publish()
    settings = load_settings()
    for number in range(3):
        at = datetime(2026, 3, 1 + number, 2, tzinfo=UTC)
        assert alert_quiet_sources(settings, f"night-{number}", at) == ["gazette"]
    (incident,) = incidents.list_incidents(settings)
    assert (incident.kind, incident.scope, incident.severity, incident.nights) == ("coverage", "gazette", "warning", 3)
    assert "last gave something new on 2026-02-19" in incident.body
    assert incident.untold == "opened", "the same silence is one message, not three"
    heal_after(settings, "night-9")
    assert incidents.list_incidents(settings) == [incident], "a night that did not look at it heals nothing"


# Trends


def build_trend(folder: Path, *, with_herald: bool, herald_from: date | None = None) -> Path:
    """A warehouse of a gazette that tells of one exercise, and of a herald that tells of it and of another, earlier."""
    rows = [("gazette", 3, "NOR", "d-300")]
    if with_herald:
        rows += [("herald", 1, "NOR", "d-100"), ("herald", 2, "SWE", "d-200")]
    documents = [
        make_document(number, f"{TEXT} {actor}", source_id=source, series_id=None, document_id=name)
        for source, number, actor, name in rows
    ]
    mentions = [
        make_mention(number, document, TEXT, parties=sorted(["DNK", actor]))
        for (_, number, actor, _), document in zip(rows, documents, strict=True)
    ]
    by_actor: dict[str, list[Row]] = {}
    for (_, _, actor, _), mention in zip(rows, mentions, strict=True):
        by_actor.setdefault(actor, []).append(mention)
    first = {name: min(found, key=lambda m: m["mention_id"]) for name, found in by_actor.items()}
    pairs = [(make_commitment(f"c-{name}", first[name]), found) for name, found in by_actor.items()]
    for commitment, _ in pairs:
        source = next(d["source_id"] for d in documents if d["document_id"] == commitment["document_id"])
        commitment["source_id"] = source
    world = World(folder)
    fetches = [make_fetch(number, source_id=source) for source, number, _, _ in rows]
    world.write("documents", "b-1", documents=documents, fetches=fetches)
    world.write("mentions", "b-1", mentions=mentions)
    world.build(resolve(pairs))
    with duckdb.connect(str(world.candidate)) as con:
        load_rows(con, SOURCES, [make_source("herald", trends_from=herald_from)])
    publish(world.candidate, world.published)
    return world.published


def read_trend(path: Path) -> list[tuple[Any, ...]]:
    columns = "year, exercises_count, documents_count, per_1000_documents, commitment_ids"
    return query(path, f"select {columns} from joint_training_by_year").rows


def test_a_source_more_is_no_rise_until_it_is_back_filled(tmp_path: Path) -> None:
    before = read_trend(build_trend(tmp_path / "1", with_herald=False))
    assert before == [(2025, 1, 1, 1000.0, ["c-NOR"])]
    assert read_trend(build_trend(tmp_path / "2", with_herald=True)) == before
    filled = build_trend(tmp_path / "3", with_herald=True, herald_from=date(2025, 1, 1))
    assert read_trend(filled) == [(2025, 2, 3, 666.67, ["c-NOR", "c-SWE"])]


def test_a_source_counts_from_the_day_back_to_which_it_was_filled(tmp_path: Path) -> None:
    path = build_trend(tmp_path, with_herald=True, herald_from=date(2025, 2, 2))
    assert read_trend(path) == [(2025, 2, 2, 1000.0, ["c-NOR", "c-SWE"])]
    assert query(path, "select document_id from late_documents").rows == [("d-100",)]


def test_a_copy_still_counts_where_the_earlier_print_is_of_a_source_that_does_not(tmp_path: Path) -> None:
    path = build_trend(tmp_path, with_herald=True)
    with duckdb.connect(str(path)) as con:
        con.execute("update documents set duplicate_of = 'd-100' where document_id = 'd-300'")
        count_documents_seen(con)
    assert query(path, "from documents_by_year").rows == [(2025, 1, 1)]


def test_commitments_can_be_asked_for_each_thousand_documents(tmp_path: Path) -> None:
    found = ask(build_trend(tmp_path, with_herald=False), "per_1000_documents", {"actor": "NOR"})
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert (row["new_count"], row["documents_count"], row["new_per_1000_documents"]) == (1, 1, 1000.0)
