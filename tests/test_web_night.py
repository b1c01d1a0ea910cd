"""Whole nights over a source of the web, in processes of their own: killed, gone on with, and run again."""

import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.small_world import make_world, run, start, write
from tests.web_site import Reply, Site, make_page, open_site, send_kept
from warehouse.query import query

TEXT = "Japan and the Philippines signed a reciprocal access agreement in city {}, the Japanese foreign ministry said. "
PAGES = 6


def hold(reply: Reply, reached: threading.Event, goes_on: threading.Event) -> Reply:
    """A reply that tells that it was asked, and waits."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        goes_on.wait(120)
        reply(handler)

    return answer


def make_web_world(folder: Path, site: Site) -> dict[str, str]:
    environment = make_world(folder)
    given: dict[str, Any] = yaml.safe_load((folder / "catalogue" / "wire.yml").read_text(encoding="utf-8"))
    del given["location"]
    pages = [{"url": f"{site.url}/{number}", "kind": "page"} for number in range(PAGES)]
    given |= {"source_id": "news", "source_format": "page", "documents_min": 0, "entry_points": pages}
    write(folder / "catalogue" / "news.yml", yaml.safe_dump(given))
    for number in range(PAGES):
        page = make_page(f"Page {number}", TEXT.format(number) * 3)
        site.routes[f"/{number}"] = send_kept(page, "text/html", f'"{number}"')
    told = {"CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1", "WEB_DELAY_SECONDS": "0"}
    del environment["DEFCOOP_NOW"]  # nights one after the other have names of their own
    return environment | {f"DEFCOOP_{name}": value for name, value in told.items()} | {"NO_PROXY": "127.0.0.1"}


def test_a_night_that_was_killed_loses_and_repeats_nothing_and_the_next_finds_nothing_new(tmp_path: Path) -> None:
    with open_site() as site:
        environment = make_web_world(tmp_path, site)
        reached, goes_on = threading.Event(), threading.Event()
        kept = site.routes["/3"]
        assert not isinstance(kept, list)
        site.routes["/3"] = hold(kept, reached, goes_on)
        with start(environment, "nightly", "--direct") as process:
            assert reached.wait(240)
            process.kill()
            process.communicate(timeout=60)
        goes_on.set()
        site.routes["/3"] = kept
        assert site.paths == ["/0", "/1", "/2", "/3"]
        site.asked.clear()
        resumed = run(environment, "nightly", "--direct")
        assert resumed.returncode == 0, resumed.stderr
        assert site.paths == ["/3", "/4", "/5"], "what was answered before the kill is not asked again"
        warehouse = tmp_path / "home" / "warehouse" / "defcoop.duckdb"
        statement = "select url, http_status from fetches where source_id = 'news' order by url"
        assert query(warehouse, statement).rows == [(f"{site.url}/{number}", 200) for number in range(PAGES)]
        site.asked.clear()
        content = warehouse.read_bytes()
        again = run(environment, "nightly", "--direct")
        assert again.returncode == 0, again.stderr
        assert [headers.get("If-None-Match") for path, headers in site.asked] == [f'"{n}"' for n in range(PAGES)]
        assert "0 fetched, 6 unchanged, 0 failed" in again.stderr
        assert warehouse.read_bytes() == content


def test_a_source_that_is_gone_does_not_stop_the_night_of_the_others(tmp_path: Path) -> None:
    with open_site() as site:
        environment = make_web_world(tmp_path, site)
        site.routes.clear()
        done = run(environment, "nightly", "--direct")
        assert done.returncode == 0, done.stderr
        warehouse = tmp_path / "home" / "warehouse" / "defcoop.duckdb"
        assert query(warehouse, "select count(*) from documents where source_id = 'wire'").rows == [(2,)]
        rules = query(warehouse, "select distinct stage, rule from rejections where source_id = 'news'").rows
        assert rules == [("fetch", "http_404")]


pytestmark = pytest.mark.usefixtures("clean_settings")
