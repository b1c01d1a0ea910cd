"""`defcoop backfill`: a source is read further back by the steps of a night; killed, it goes on where it stopped."""

import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.home.ledger import write_entry
from pipeline.night.trends import begin_trends, count_backfilled, read_trends
from pipeline.settings import load_settings
from sources.catalogue import load_source
from sources.entry_points import FOLLOW_MAX, EntryPoint
from sources.readers.lists import Link
from sources.window import LINKS_MAX, Window, widen_source
from tests.small_world import ROOT, make_world, run, start, write, write_source
from tests.test_web_lists import make_sitemap
from tests.test_web_night import hold, make_web_world
from tests.twelve_publishers import write_catalogue
from tests.web_site import Site, open_site, send_kept
from warehouse.query import query

SINCE = "2025-01-15"


def add_sitemap(folder: Path, site: Site) -> None:
    """Let the source of the web name a sitemap of its pages, of which a night follows one."""
    pages = [(f"{site.url}/{n}", f"2025-02-0{n + 1}") for n in range(6)] + [(f"{site.url}/old", "2024-05-01")]
    site.routes["/map.xml"] = send_kept(make_sitemap(*pages), "application/xml", '"map"')
    path = folder / "catalogue" / "news.yml"
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    given["entry_points"] = [{"url": f"{site.url}/map.xml", "kind": "sitemap", "follow": 1}]
    write(path, yaml.safe_dump(given))


def ask(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    return query(folder / "home" / "warehouse" / "defcoop.duckdb", statement).rows


def test_a_back_fill_that_was_killed_goes_on_and_then_the_source_counts(tmp_path: Path) -> None:
    with open_site() as site:
        environment = make_web_world(tmp_path, site)
        news = tmp_path / "catalogue" / "news.yml"
        later = news.read_text(encoding="utf-8")
        news.unlink()
        first = run(environment, "nightly", "--direct")
        write(news, later)
        add_sitemap(tmp_path, site)
        second = run(environment, "nightly", "--direct")
        trends = "select source_id, trends_from::varchar from sources order by all"
        begun = [("gazette", "1900-01-01"), ("wire", "1900-01-01"), ("yearbook", "1900-01-01")]
        by_night = ask(tmp_path, trends), ask(tmp_path, "select count(*) from late_documents"), site.paths
        site.asked.clear()
        command = ("backfill", "--source", "news", "--since", SINCE)
        reached, goes_on = threading.Event(), threading.Event()
        kept = site.routes["/2"]
        site.routes["/2"] = hold(kept, reached, goes_on)  # type: ignore[arg-type]
        with start(environment, *command) as process:
            was_reached = reached.wait(240)
            process.kill()
            process.communicate(timeout=60)
        goes_on.set()
        site.routes["/2"] = kept
        before_kill = site.paths
        site.asked.clear()
        resumed = run(environment, *command)
        after_kill = site.paths
        site.asked.clear()
        content = (tmp_path / "home" / "warehouse" / "defcoop.duckdb").read_bytes()
        again = run(environment, *command)
        asked_again = [headers.get("If-None-Match") for path, headers in site.asked if path != "/robots.txt"]
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert by_night == ([*begun[:1], ("news", None), *begun[1:]], [(1,)], ["/map.xml", "/5"])
    assert was_reached
    assert before_kill == ["/map.xml", "/5", "/4", "/3", "/2"]
    assert resumed.returncode == 0, resumed.stderr
    assert after_kill == ["/2", "/1", "/0"], "what was answered before the kill is not asked again"
    assert "reached     2025-02-05" in resumed.stdout
    assert "trends      it counts from 2025-02-05" in resumed.stdout
    statement = (
        "select trends_from::varchar, (select count(*) from documents d where d.source_id = s.source_id) from sources s"
    )
    assert ask(tmp_path, f"{statement} where source_id = 'news'") == [("2025-02-05", 6)]
    assert ask(tmp_path, "select count(*) from late_documents") == [(0,)]
    assert again.returncode == 0, again.stderr
    assert "unchanged: nothing new" in again.stdout
    assert asked_again == ['"map"', '"5"', '"4"', '"3"', '"2"', '"1"', '"0"'], "done twice it only asks what changed"
    assert (tmp_path / "home" / "warehouse" / "defcoop.duckdb").read_bytes() == content


def test_a_folder_is_filled_by_the_days_of_its_documents(tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    write_source(tmp_path, "gazette", documents_min=9)  # a run for one source does not judge the others
    gazette = (tmp_path / "catalogue" / "gazette.yml").read_text(encoding="utf-8")
    (tmp_path / "catalogue" / "gazette.yml").unlink()
    assert run(environment, "nightly", "--direct").returncode == 0
    write(tmp_path / "catalogue" / "gazette.yml", gazette)
    write_source(tmp_path, "gazette")
    write_source(tmp_path, "wire", documents_min=9)
    done = run(
        environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"},
        "backfill",
        "--source",
        "gazette",
        "--since",
        "2025-03-01",
    )
    assert done.returncode == 0, done.stderr
    assert "documents   2 new; 1 of these days are in the warehouse, 2025-03-18 to 2025-03-18" in done.stdout
    assert ask(tmp_path, "select trends_from::varchar from sources where source_id = 'gazette'") == [("2025-03-18",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "herald", "--since", SINCE), "no source 'herald'"),
        (("--source", "wire", "--since", "soon"), "--since: 'soon' is no day"),
        (("--source", "wire", "--since", SINCE, "--until", "2025-01-01"), "is after --until"),
    ],
)
def test_what_cannot_be_filled_is_said_with_the_remedy(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(make_world(tmp_path), "backfill", *arguments)
    assert done.returncode == 1
    assert said in done.stderr


# Windows

WINDOW = Window(date(2025, 1, 1), date(2025, 1, 31))


@pytest.mark.parametrize(
    ("link", "holds"),
    [
        (Link("/a", published="2025-01-31T23:00:00+09:00"), True),
        (Link("/a", published="Sat, 01 Feb 2025 09:00:00 +0000"), False),
        (Link("/a", published="2024-12-31"), False),
        (Link("/a", changed=1740000000.0), True),  # changed in February: it may be older
        (Link("/a", changed=1730000000.0), False),
        (Link("/a"), True),
    ],
)
def test_links_are_chosen_by_their_dates_and_undated_ones_are_asked(link: Link, holds: bool) -> None:
    assert WINDOW.holds(link) is holds


def test_gdelt_is_asked_week_by_week_and_lists_are_followed_to_their_ends(tmp_path: Path) -> None:
    make_world(tmp_path)
    url = "https://api.gdeltproject.org/api/v2/doc/doc?query=defence&mode=ArtList&format=json&timespan=1d"
    path = tmp_path / "catalogue" / "wire.yml"
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    del given["location"]
    feed = "https://wire.example.org/feed"
    given["entry_points"] = [{"url": url, "kind": "gdelt", "follow": 5}, {"url": feed, "kind": "feed", "follow": 2}]
    write(path, yaml.safe_dump(given))
    wide = widen_source(load_source(tmp_path / "catalogue", "wire"), WINDOW).entry_points
    assert wide[-1] == EntryPoint(feed, "feed", LINKS_MAX)
    assert len(wide) == 6
    assert "startdatetime=20250129000000&enddatetime=20250131235959" in wide[-2].url
    assert all("timespan" not in entry.url and "query=defence" in entry.url for entry in wide[:-1])


def test_gdelt_is_back_filled_and_a_week_that_gives_the_most_there_is_is_told_of(tmp_path: Path) -> None:
    with open_site() as site:
        write_catalogue(tmp_path / "catalogue", site, "gdelt")
        window = Window(date(2025, 5, 26), date(2025, 6, 8))
        source = load_source(tmp_path / "catalogue", "gdelt")
        asked = [entry.url.removeprefix(site.url) for entry in widen_source(source, window).entry_points]
        site.routes[asked[1]] = site.routes[source.entry_points[0].url.removeprefix(site.url)]
        full = [
            {"url": f"{site.url}/gdelt/gone/{n}", "title": f"{n}", "domain": "127.0.0.1"} for n in range(FOLLOW_MAX)
        ]
        site.routes[asked[0]] = send_kept(json.dumps({"articles": full}).encode(), "application/json")
        told = {"HOME": str(tmp_path / "home"), "CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1"}
        told |= {"CATALOGUE": str(tmp_path / "catalogue"), "WEB_DELAY_SECONDS": "0"}
        environment = {f"DEFCOOP_{name}": value for name, value in told.items()} | {"NO_PROXY": "*"}
        done = run(environment, "backfill", "--source", "gdelt", "--since", "2025-05-26", "--until", "2025-06-08")
    assert [path for path in site.paths if path.startswith("/gdelt/api")] == asked
    assert "cut         1 lists led to the most that are followed: ask for fewer days at a time" in done.stdout
    assert "reached     2025-06-01" in done.stdout
    assert "not done    it does not count until shorter stretches" in done.stdout
    assert ask(tmp_path, "select count(*) from documents") == [(2,)]
    ((place, remedy),) = ask(tmp_path, "select location, remedy from rejections where rule = 'list_cut'")
    assert place.endswith(asked[0]), remedy


# From when on a source counts


def test_a_back_fill_of_an_earlier_stretch_counts_only_where_it_leaves_no_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in make_world(tmp_path).items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    begin_trends(settings)
    write_source(tmp_path, "wire")
    entry = {"source_id": "herald", "unanswered": 0, "cut": 0}

    def fill(since: str, until: str | None, last: str) -> date | None:
        write_entry(settings, "run", "window", {"since": since, "until": until, "last": last, "runs": ["run"]})
        count_backfilled(settings, "run", entry)
        return read_trends(settings, "herald")

    assert fill("2024-01-01", "2024-06-30", "2024-06-30") is None
    assert fill("2025-01-01", None, "2026-03-01") == date(2026, 3, 1)
    assert fill("2025-01-01", "2025-06-30", "2025-06-30") == date(2026, 3, 1)
    for missing in ({"unanswered": 3}, {"unanswered": 0, "cut": 1}):
        entry |= missing
        assert fill("2020-01-01", None, "2026-03-01") == date(2026, 3, 1)
    assert read_trends(settings, "wire") == date(1900, 1, 1)


BY_FORM = """
import sys
from pipeline.run import migrate_metadata, set_airflow_environment
from pipeline.settings import load_settings
settings = load_settings()
set_airflow_environment(settings)
migrate_metadata(settings)
from airflow.dag_processing.dagbag import DagBag
dag = DagBag(settings.dags, bundle_path=settings.dags, bundle_name="dags-folder").dags["backfill_source"]
dag.deadline = None
for since in sys.argv[1:]:
    try:
        print(dag.test(run_conf={"source_id": "gazette", "since": since}).state)
    except Exception as error:
        print(type(error).__name__)
"""


def test_the_form_of_airflow_back_fills_and_takes_days_alone(tmp_path: Path) -> None:
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("DEFCOOP_", "AIRFLOW_"))}
    command = [sys.executable, "-c", BY_FORM, "2025-02-01", "tomorrow"]
    environment = machine | make_world(tmp_path)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-2:] == ["success", "ParamValidationError"], done.stdout + done.stderr
    record = json.loads((tmp_path / "home" / "backfills" / "gazette.json").read_text(encoding="utf-8"))
    assert (record["state"], record["since"], record["until"]) == ("done", "2025-02-01", None)
    assert ask(tmp_path, "select count(*) from documents where source_id = 'gazette'") == [(2,)]
