"""How often a source of the web is asked: what a night does with one that is not due."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline import steps
from pipeline.commands.summary import summarise_night
from pipeline.errors import PipelineError
from pipeline.home import ledger
from pipeline.settings import Settings, load_settings
from sources.catalogue import CatalogueError, load_source
from tests.small_world import make_world, run
from tests.test_web_sources import TEXTS, site, world, write_web_source
from tests.web_site import Site, make_feed, send, send_kept

__all__ = ["site", "world"]


def ingest_on(settings: Settings, moment: str) -> dict[str, Any]:
    """The source's entry of a night that begins at this moment, a day or a minute of March 2026 (UTC)."""
    started_at = datetime.fromisoformat(f"2026-03-{moment}").replace(tzinfo=UTC)
    run_id = ledger.make_run_id(started_at)
    ledger.write_entry(settings, run_id, "night", {"run_id": run_id, "started_at": started_at.isoformat()})
    steps.ingest_source("news", run_id)
    ledger.write_entry(settings, run_id, "outcome", {"outcome": "unchanged"})
    return ledger.read_entry(settings, run_id, "ingest-news") or {}


def write_feed(settings: Settings, site: Site, schedule: str, *names: str) -> None:
    entry_points = [{"url": f"{site.url}/{name}", "kind": "feed"} for name in names or ("feed",)]
    write_web_source(settings, entry_points, schedule=schedule)


@pytest.mark.parametrize(("schedule", "nights"), [("nightly", 4), ("weekly", 2), ("monthly", 1)])
def test_a_source_is_asked_as_often_as_it_says(world: Settings, site: Site, schedule: str, nights: int) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_feed(world, site, schedule)
    for day in ("01T02:00", "02T02:00", "07T02:00", "08T01:59"):
        ingest_on(world, day)
    assert len(site.paths) == nights


def test_a_source_that_is_not_due_counts_with_what_it_listed_last(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_feed(world, site, "weekly")
    first, second = ingest_on(world, "01T02:00"), ingest_on(world, "02T02:00")
    assert (second["seen"], second["fetch_ids"]) == (first["seen"], first["fetch_ids"]) == (2, first["fetch_ids"])
    assert (second["items"], second["due_on"], set(second["new"].values())) == (0, "2026-03-08", {0})


def test_a_rest_is_counted_from_the_night_that_asked_and_not_from_one_that_rested(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_feed(world, site, "weekly")
    for day in range(1, 31):
        ingest_on(world, f"{day:02}T02:00")
    assert len(site.paths) == 5


def test_a_night_says_which_sources_are_not_due(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_feed(world, site, "monthly")
    ingest_on(world, "01T02:00")
    ingest_on(world, "02T02:00")
    said = summarise_night(world, "night-20260302T020000Z", "unchanged")
    assert "not due     1 sources: news (2026-03-31)" in said


def test_a_round_in_which_every_address_failed_is_made_again_the_next_night(world: Settings, site: Site) -> None:
    site.routes["/feed"] = [send(b"", status=404), send(make_feed(site.url, TEXTS))]
    write_feed(world, site, "weekly")
    ingest_on(world, "01T02:00")
    assert ingest_on(world, "02T02:00")["new"]["documents"] == 2
    assert "due_on" in ingest_on(world, "03T02:00")


def test_a_new_entry_point_makes_a_source_due(world: Settings, site: Site) -> None:
    site.routes |= {f"/{name}": send_kept(make_feed(f"{site.url}/{name}", TEXTS)) for name in ("feed", "other")}
    write_feed(world, site, "monthly")
    ingest_on(world, "01T02:00")
    write_feed(world, site, "monthly", "feed", "other")
    ingest_on(world, "02T02:00")
    ingest_on(world, "03T02:00")
    assert site.paths == ["/feed", "/feed", "/other"]


def test_a_step_that_is_done_again_the_same_night_asks_nothing_twice(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_feed(world, site, "weekly")
    first, again = ingest_on(world, "01T02:00"), ingest_on(world, "01T02:00")
    assert site.paths == ["/feed"]
    assert (again["seen"], again["fetch_ids"]) == (first["seen"], first["fetch_ids"])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("schedule", "hourly", "schedule is 'hourly': use one of nightly, weekly, monthly"),
        ("verification", "unverified", "write `verification: {status: unverified, on: "),
        ("verification", {"status": "hoped"}, "status is 'hoped': use one of unverified, verified"),
        ("verification", {"status": "verified", "on": "today"}, "on is 'today': write a day, YYYY-MM-DD"),
        (
            "verification",
            {"status": "verified", "on": datetime(2026, 1, 1).date(), "relied_on": "a page"},
            "relied_on is 'a page': give the address of the page that says so",
        ),
        ("verification", {"by": "me"}, "unknown key by: spell one of status, on, relied_on"),
    ],
)
def test_what_a_web_source_says_wrongly_of_itself_is_named(
    world: Settings, site: Site, key: str, value: Any, said: str
) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}], **{key: value})
    with pytest.raises(CatalogueError) as caught:
        load_source(world.catalogue, "news")
    assert str(caught.value).startswith("news.yml: ")
    assert said in str(caught.value)


def test_a_catalogue_that_is_all_on_the_web_needs_a_contact_before_anything_else(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_feed(world, site, "nightly")
    for name in ("gazette", "wire", "yearbook"):
        (world.catalogue / f"{name}.yml").unlink()
    assert steps.list_sources() == ["news"]
    monkeypatch.setenv("DEFCOOP_CONTACT", " ")
    with pytest.raises(PipelineError, match=r"all sources of .* are on the web.*set DEFCOOP_CONTACT"):
        steps.list_sources()


def test_one_night_can_be_pointed_at_another_catalogue(tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    (tmp_path / "catalogue").rename(tmp_path / "others")
    (tmp_path / "others" / "wire.yml").unlink()
    done = run(environment, "nightly", "--direct", "--sources", str(tmp_path / "others"))
    assert done.returncode == 0, done.stderr
    assert "tonight     2 sources" in done.stdout
    (notes,) = (tmp_path / "home" / "runs").iterdir()
    assert json.loads((notes / "outcome.json").read_text())["outcome"] == "published"


def test_a_night_that_is_not_configured_reads_the_samples_and_asks_nobody_on_the_web(
    monkeypatch: pytest.MonkeyPatch, root: Path, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.catalogue == root / "samples" / "catalogue"
    assert not [name for name in steps.list_sources() if load_source(settings.catalogue, name).entry_points]
    monkeypatch.setenv("DEFCOOP_ROOT", str(tmp_path))
    assert load_settings().catalogue == root / "sources" / "catalogue"


pytestmark = pytest.mark.usefixtures("clean_settings")
