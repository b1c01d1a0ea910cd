"""Nights over twelve publishers (`tests.twelve_publishers`): all is read, then asked after; a kill costs nothing."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from sources.web.journal import read_requests
from tests.small_world import run, start
from tests.twelve_publishers import open_publishers, write_catalogue
from tests.web_site import Reply, Site, open_site
from warehouse.query import query

DOCUMENTS = {"wordpress": 3, "drupal": 3, "listing": 2, "office": 3, "agency": 3, "institute": 2, "gdelt": 2}
DOCUMENTS |= {"declarations": 1, "statements": 2}
FIGURES = {"world_bank": 3, "sipri": 4, "nato": 6}
KILLED_AT = (4, 13, 27)
"""How many answers were given before the night was killed, each time from its start."""


@dataclass(slots=True)
class World:
    """A site with the twelve, a home, and the command line over them."""

    folder: Path
    site: Site
    environment: dict[str, str]

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.folder / "home" / "warehouse" / "defcoop.duckdb"

    @property
    def arguments(self) -> tuple[str, ...]:
        """What `make nightly` runs, with the folder of the twelve."""
        return ("nightly", "--direct", "--sources", str(self.folder / "catalogue"))

    def list_documents(self) -> set[tuple[str, str, str]]:
        """What was read, by source, id and address without the site's port."""
        rows = query(self.warehouse, "select source_id, document_id, url from documents").rows
        return {(source, name, url.removeprefix(self.site.url)) for source, name, url in rows}

    def list_journal(self) -> list[tuple[str, int | None]]:
        """How the addresses of the last night were answered."""
        paths = list((self.folder / "home" / "requests").glob("*/*.jsonl"))
        last = max(path.name for path in paths)
        return [(line.status, line.http_status) for line in read_requests(p for p in paths if p.name == last)]


@contextmanager
def open_world(folder: Path) -> Iterator[World]:
    with open_site() as site:
        write_catalogue(folder / "catalogue", site)
        environment = {"HOME": str(folder / "home"), "CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1"}
        environment |= {"WEB_DELAY_SECONDS": "0"}
        named = {f"DEFCOOP_{name}": value for name, value in environment.items()}
        yield World(folder, site, named | {"NO_PROXY": "*"})


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One night over the twelve."""
    with open_world(tmp_path_factory.mktemp("twelve")) as world:
        done = run(world.environment, *world.arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        yield world


def test_all_twelve_are_read_and_nothing_is_rejected(twelve: World) -> None:
    assert len(DOCUMENTS) + len(FIGURES) == len(open_publishers(Site("http://a.test"))) == 12
    rows = query(twelve.warehouse, "select source_id, count(*) from documents group by source_id").rows
    assert dict(rows) == DOCUMENTS
    figures = query(twelve.warehouse, "select source_id, count(*) from indicators group by source_id").rows
    assert dict(figures) == FIGURES
    refused = "select source_id, stage, rule, reason from rejections where stage in ('fetch', 'read', 'documents')"
    assert query(twelve.warehouse, refused).rows == []


def test_the_texts_are_the_articles_and_their_dates_those_of_the_publisher(twelve: World) -> None:
    rows = query(twelve.warehouse, "select source_id, min(published_on)::text, string_agg(text, ' ') from documents "
                 "group by source_id").rows  # fmt: skip
    dates = {source: day for source, day, _ in rows}
    assert dates == {
        "wordpress": "2025-02-01", "drupal": "2025-02-11", "listing": "2025-03-01", "office": "2025-03-01",
        "agency": "2025-04-01", "institute": "2025-05-01", "gdelt": "2025-06-01", "declarations": "2024-07-10",
        "statements": "2025-07-01",
    }  # fmt: skip
    around = ("All rights reserved", "Search", "Share this", "Pictures of the week")
    assert not [said for said in around for _, _, text in rows if said in text]


def test_what_they_promise_is_found(twelve: World) -> None:
    kinds = {kind for (kind,) in query(twelve.warehouse, "select distinct kind from commitments").rows}
    assert {"joint_training", "budget_share", "information_sharing", "access_and_status"} <= kinds


def test_each_address_is_asked_once_and_only_what_leads_to_texts(twelve: World) -> None:
    counts = Counter(twelve.site.paths)
    assert set(counts.values()) == {1}
    assert not [path for path in counts if path.endswith(("/about", "contact.html", "photos/1.html"))]


def test_a_second_night_asks_whether_anything_changed_and_changes_nothing(tmp_path: Path, twelve: World) -> None:
    asked, content = Counter(twelve.site.paths), twelve.warehouse.read_bytes()
    twelve.site.asked.clear()
    done = run(twelve.environment, *twelve.arguments)
    assert done.returncode == 0, done.stderr
    assert Counter(twelve.site.paths) == asked
    conditions = [{"If-None-Match", "If-Modified-Since"} & set(headers) for _, headers in twelve.site.asked]
    assert all(conditions), "robots.txt is remembered; all else is asked for with its marks"
    assert set(twelve.list_journal()) == {("unchanged", 304)}
    assert twelve.warehouse.read_bytes() == content


def test_nights_that_are_killed_lose_nothing_and_repeat_only_what_was_under_way(tmp_path: Path, twelve: World) -> None:
    with open_world(tmp_path) as world:
        in_flight = [kill_at(world, count) for count in KILLED_AT]
        done = run(world.environment, *world.arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        asked = Counter(world.site.paths)
        assert asked - Counter(set(asked)) == Counter(in_flight), "each of them once more, and nothing else"
        assert set(asked) == set(Counter(path for path, _ in twelve.site.asked if path != "/robots.txt"))
        assert world.list_documents() == twelve.list_documents()


def kill_at(world: World, count: int) -> str:
    """Start a night, kill it while the address after so many answers waits for its answer; returns that address."""
    reached, goes_on, found = threading.Event(), threading.Event(), list[str]()
    answered = {path for path, _ in world.site.asked}
    kept = world.site.routes

    def hold(reply: Reply) -> Reply:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            if len(set(world.site.paths) | answered) > count and not found:
                found.append(handler.path)
                reached.set()
                goes_on.wait(120)
            reply(handler)

        return answer

    world.site.routes = {path: hold(reply) for path, reply in kept.items() if not isinstance(reply, list)}
    with start(world.environment, *world.arguments) as process:
        assert reached.wait(240)
        process.kill()
        process.communicate(timeout=60)
    goes_on.set()
    world.site.routes = kept
    return found[0]


pytestmark = pytest.mark.usefixtures("clean_settings")
