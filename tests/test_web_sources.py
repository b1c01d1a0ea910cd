"""Sources of the web, from the catalogue to the batch: what is kept, what is rejected, what is asked again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import steps
from pipeline.errors import PipelineError
from pipeline.home import batches, ledger
from pipeline.settings import Settings, load_settings
from schemas.documents import DOCUMENTS, FETCHES
from schemas.operations import REJECTIONS
from schemas.stages import DOCUMENTS_STAGE
from sources.catalogue import CatalogueError, load_source
from sources.web.journal import read_requests
from tests.small_world import make_world, write
from tests.test_readers_apart import make_pdf_bomb
from tests.web_site import Site, die, drip, make_bomb, make_feed, make_page, open_site, redirect, send, send_kept

TEXTS = [
    "Japan and the Philippines signed a reciprocal access agreement, the Japanese foreign ministry said.",
    "Poland and Lithuania will hold joint military exercises in July 2025, the Polish defence minister said.",
]


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    told = {"CONTACT": "https://example.org/us", "ALLOW_LOOPBACK": "1", "WEB_DELAY_SECONDS": "0"}
    for name, value in {**make_world(tmp_path), **{f"DEFCOOP_{name}": value for name, value in told.items()}}.items():
        monkeypatch.setenv(name, value)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "home").mkdir()
    return load_settings()


def write_web_source(settings: Settings, entry_points: Any, source_id: str = "news", **changes: Any) -> None:
    given = yaml.safe_load((settings.catalogue / "wire.yml").read_text(encoding="utf-8"))
    del given["location"]
    given |= {"source_id": source_id, "documents_min": 0, "entry_points": entry_points} | changes
    write(settings.catalogue / f"{source_id}.yml", yaml.safe_dump(given))


def ingest(settings: Settings, run_id: str = "night-1", source_id: str = "news") -> dict[str, Any]:
    return steps.ingest_source(source_id, run_id) | (ledger.read_entry(settings, run_id, f"ingest-{source_id}") or {})


def end_night(settings: Settings, run_id: str) -> None:
    ledger.write_entry(settings, run_id, "outcome", {"outcome": "unchanged"})


def read(settings: Settings, table: Any) -> list[dict[str, Any]]:
    names = batches.list_batches(settings.home, DOCUMENTS_STAGE)
    return [row for name in names for row in batches.read_rows(settings.home, DOCUMENTS_STAGE, name, table)]


def list_statuses(settings: Settings, run_id: str, source_id: str = "news") -> list[str]:
    path = settings.home / "requests" / source_id / f"{run_id}.jsonl"
    return [request.status for request in read_requests([path])]


def test_a_feed_is_fetched_once_and_then_only_asked_whether_it_changed(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    first = ingest(world)
    end_night(world, "night-1")
    again = ingest(world, "night-2")
    assert (first["new"]["documents"], again["new"]["documents"], again["seen"]) == (2, 0, 2)
    assert again["fetch_ids"] == first["fetch_ids"]
    assert [list_statuses(world, run) for run in ("night-1", "night-2")] == [["fetched"], ["unchanged"]]
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert len(batches.list_batches(world.home, DOCUMENTS_STAGE)) == 1
    (row,) = read(world, FETCHES)
    assert (row["http_status"], row["etag"], row["media_type"]) == (200, '"v1"', "application/rss+xml")
    assert row["duration_ms"] >= 0


def test_a_feed_that_changed_is_another_fetch_and_the_first_stays(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS[:1]))
    ingest(world)
    end_night(world, "night-1")
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS), etag='"v2"')
    again = ingest(world, "night-2")
    assert (again["new"]["fetches"], again["new"]["documents"], again["new"]["repeats"]) == (1, 1, 1)
    assert len(read(world, FETCHES)) == 2


def test_links_of_a_feed_are_followed_up_to_a_bound_and_the_texts_are_those_of_the_pages(
    world: Settings, site: Site
) -> None:
    site.routes["/feed"] = send_kept(make_feed(f"{site.url}/item", [*TEXTS, "Left out."]))
    for number, text in enumerate(TEXTS, 1):
        site.routes[f"/item/{number}"] = send_kept(make_page(f"Page {number}", text * 3), "text/html")
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 2}])
    entry = ingest(world)
    assert (entry["new"]["fetches"], entry["new"]["documents"], site.paths) == (3, 2, ["/feed", "/item/1", "/item/2"])
    assert sorted(row["title"] for row in read(world, DOCUMENTS)) == ["Page 1", "Page 2"]
    end_night(world, "night-1")
    again = ingest(world, "night-2")
    assert (list_statuses(world, "night-2"), again["seen"]) == (["unchanged"] * 3, 2)


def test_a_link_to_a_host_that_is_not_listed_is_a_rejection_and_is_not_asked(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed("http://169.254.169.254/latest", TEXTS))
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 5}])
    assert ingest(world)["new"]["rejections"] == 2
    assert {(row["stage"], row["rule"]) for row in read(world, REJECTIONS)} == {("fetch", "other_host")}


def test_a_listed_host_that_stands_for_this_machine_is_not_asked(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_ALLOW_LOOPBACK", "0")
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    ingest(world)
    (row,) = read(world, REJECTIONS)
    assert (row["rule"], site.asked) == ("forbidden_address", [])


def test_a_night_that_was_killed_asks_only_what_was_not_answered(world: Settings, site: Site) -> None:
    addresses = [{"url": f"{site.url}/{name}", "kind": "feed"} for name in "abc"]
    write_web_source(world, addresses)
    for name in "abc":
        site.routes[f"/{name}"] = send_kept(make_feed(f"{site.url}/{name}", [TEXTS[0] + name]))
    undisturbed = ingest(world)
    journal = world.home / "requests" / "news" / "night-1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[1] + lines[2][:20])
    site.asked.clear()
    resumed = ingest(world, "night-2")
    assert site.paths == ["/c"], "the night of before has no outcome: it was killed"
    assert resumed["fetch_ids"] == undisturbed["fetch_ids"]
    site.asked.clear()
    assert ingest(world, "night-2")["fetch_ids"] == undisturbed["fetch_ids"]
    assert site.paths == [], "a task that is tried again asks nothing twice"
    end_night(world, "night-2")
    ingest(world, "night-3")
    assert site.paths == ["/a", "/b", "/c"], "what was gone on with is over"


def test_a_source_that_is_down_for_a_night_keeps_what_it_gave(world: Settings, site: Site) -> None:
    site.routes["/feed"] = send_kept(make_feed(site.url, TEXTS))
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}], documents_min=2)
    ingest(world)
    end_night(world, "night-1")
    site.routes["/feed"] = send(b"", status=404)
    again = ingest(world, "night-2")
    assert (again["seen"], again["new"]["rejections"], list_statuses(world, "night-2")) == (2, 1, ["failed"])
    end_night(world, "night-2")
    assert ingest(world, "night-3")["new"]["rejections"] == 0, "the same failure is told once"


def make_lying_page() -> bytes:
    text = "Эстония и Латвия договорились провести совместные учения в 2026 году. " * 3
    return (
        make_page("Учения", text)
        .replace(b'<meta charset="utf-8">', b'<meta charset="utf-16">')
        .decode()
        .encode("koi8-r")
    )


def list_hostile(site: Site) -> dict[str, tuple[Any, str, str]]:
    """What each hostile address answers, as what it is asked, and the rule that refuses it (empty: it is read)."""
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    lol = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "lol">{entities}]><rss version="2.0">&a9;</rss>'
    outer = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = make_feed(site.url, TEXTS)
    return {
        "loop": (redirect("/loop"), "feed", "redirect_loop"),
        "private": (redirect("http://10.0.0.1/"), "feed", "other_host"),
        "drip": (drip(site), "feed", "too_slow"),
        "dies": (die(feed[:200]), "feed", "cut_off"),
        "bomb": (send(make_bomb(60_000_000), Content_Encoding="gzip"), "feed", "too_large"),
        "busy": (send(b"", status=429, Retry_After="86400"), "feed", "http_429"),
        "login": (send(b"<!DOCTYPE html><html><body>Sign in</body></html>"), "feed", "not_a_feed"),
        "soft": (send(b"<!DOCTYPE html><html><body></body></html>"), "page", "no_text"),
        "empty": (send(b""), "feed", "empty"),
        "torn": (send(feed[: len(feed) // 2], "application/rss+xml"), "feed", "malformed_feed"),
        "lol": (send(lol.encode(), "application/xml"), "feed", "malformed_feed|not_a_feed|empty_feed"),
        "outer": (send(feed.replace(b'<?xml version="1.0" encoding="utf-8"?>', outer.encode())), "feed", ""),
        "crowd": (send(make_feed(f"{site.url}/crowd", ["Same."] * 2_001)), "feed", "too_many_entries"),
        "charset": (send(make_lying_page(), "text/html; charset=koi8-r"), "page", ""),
        "binary": (send(bytes(range(256)) * 40), "page", "unreadable_page|no_text"),
        "table": (send(b"<html>Sign in</html>"), "statistics", "unknown_format"),
    }


def test_the_worst_of_the_web_is_refused_by_name_and_the_others_are_untouched(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_WEB_SECONDS_MAX", "6")
    hostile = list_hostile(site)
    site.routes |= {f"/{name}": reply for name, (reply, _, _) in hostile.items()}
    site.routes["/good"] = send_kept(make_feed(site.url, TEXTS))
    write_web_source(world, [{"url": f"{site.url}/{name}", "kind": kind} for name, (_, kind, _) in hostile.items()])
    write_web_source(world, [{"url": f"{site.url}/good", "kind": "feed"}], "good")
    ingest(world)
    rejected: dict[str, set[str]] = {}
    for row in read(world, REJECTIONS):
        assert row["reason"] and row["remedy"]
        name = row["location"].removeprefix(f"{site.url}/").partition("#")[0]
        rejected.setdefault(name, set()).add(row["rule"])
    for name, (_, _, rules) in hostile.items():
        found = {rule for rule in rejected.get(name, set()) if rule in rules.split("|")}
        assert bool(found) == bool(rules), (name, rejected.get(name))
    texts = " ".join(row["text"] for row in read(world, DOCUMENTS))
    assert "Эстония и Латвия" in texts
    assert "root:" not in texts
    assert ingest(world, source_id="good")["new"]["documents"] == 2
    assert len(list((world.home / "snapshots").glob("*/*"))) == len(read(world, FETCHES)), "what came whole is kept"


def test_a_pdf_bomb_ends_its_own_process_and_the_other_addresses_are_read(world: Settings, site: Site) -> None:
    site.routes |= {"/bomb": send(make_pdf_bomb(2_000_000_000), "application/pdf")}
    site.routes |= {"/feed": send_kept(make_feed(site.url, TEXTS))}
    addresses = [{"url": f"{site.url}/bomb", "kind": "pdf"}, {"url": f"{site.url}/feed", "kind": "feed"}]
    write_web_source(world, addresses)
    assert ingest(world)["new"]["documents"] == 2
    (row,) = read(world, REJECTIONS)
    assert (row["stage"], row["location"]) == ("read", f"{site.url}/bomb")


def test_a_source_that_does_not_answer_is_left_alone_after_three_addresses(world: Settings, site: Site) -> None:
    site.routes |= {f"/{number}": die(b"half") for number in range(5)}
    write_web_source(world, [{"url": f"{site.url}/{number}", "kind": "page"} for number in range(5)])
    ingest(world)
    assert site.paths == ["/0", "/1", "/2"]
    assert sorted(row["rule"] for row in read(world, REJECTIONS)) == ["cut_off"] * 3 + ["given_up"] * 2


def test_marks_and_links_that_nothing_can_hold_do_no_harm(world: Settings, site: Site) -> None:
    links = ["", "http://[", "x" * 5000, "a b\tc", "\u00e9\u4e2d"]
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    feed = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
    site.routes["/feed"] = send(feed, "application/rss+xml", ETag='"\u00e9"', Last_Modified="yesterday")
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed", "follow": 50}])
    first = ingest(world)
    end_night(world, "night-1")
    assert ingest(world, "night-2")["fetch_ids"] == first["fetch_ids"]
    assert "If-None-Match" not in site.asked[-1][1]
    assert {"http_404", "long_address", "unreadable_address"} <= {row["rule"] for row in read(world, REJECTIONS)}
    assert all(len(row["location"]) < 3000 for row in read(world, REJECTIONS))


def test_a_night_with_a_source_that_fails_publishes_what_the_others_gave(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/gone", "kind": "feed"}])
    assert ingest(world)["new"]["rejections"] == 1
    assert ingest(world, source_id="wire")["new"]["documents"] == 2
    assert ingest(world, source_id="gazette")["new"]["documents"] == 2


def test_nobody_is_asked_while_nobody_says_who_asks(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_CONTACT", " ")
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    with pytest.raises(PipelineError, match=r"source news .*no contact is set — set DEFCOOP_CONTACT"):
        ingest(world)
    assert site.asked == []


FEED = {"url": "https://a.test/feed", "kind": "feed"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entry_points": []}, "entry_points must be a list"),
        ({"entry_points": ["https://a.test"]}, "entry point 1 is 'https://a.test': write"),
        ({"entry_points": [FEED | {"url": "ftp://a.test/"}]}, "give an address that begins with https://"),
        ({"entry_points": [FEED | {"url": "https://me:x@a.test/"}]}, "take it out"),
        ({"entry_points": [FEED | {"url": "https://a.test/#top"}]}, "take that off"),
        ({"entry_points": [FEED | {"url": 5}]}, "entry point 1 has the url 5"),
        ({"entry_points": [FEED | {"kind": "fax"}]}, "has the kind 'fax': use one of feed, page"),
        ({"entry_points": [FEED | {"follow": 1000}]}, "give a count, 0 to 250"),
        ({"entry_points": [FEED | {"kind": "pdf", "follow": 3}]}, "follow is for feed, gdelt"),
        ({"entry_points": [FEED | {"selector": "a"}]}, "unknown key selector: spell one of url, kind, follow"),
        ({"entry_points": [FEED, FEED]}, "name https://a.test/feed twice"),
        ({"hosts": "cdn.test"}, "hosts must be a list"),
        ({"hosts": ["https://cdn.test/"]}, "write a bare host"),
        ({"delay_seconds": -1}, "give seconds, 0 to 60"),
        ({"location": "in/wire"}, "a source has one of them"),
    ],
)
def test_a_wrong_entry_is_named_with_the_remedy(world: Settings, changes: dict[str, Any], said: str) -> None:
    given = {"entry_points": [FEED]} | changes
    write_web_source(world, given.pop("entry_points"), **given)
    with pytest.raises(CatalogueError, match=r"^news\.yml: ") as caught:
        load_source(world.catalogue, "news")
    assert said in str(caught.value)


def test_a_source_names_its_entry_points_hosts_and_pause(world: Settings) -> None:
    write_web_source(world, [FEED | {"follow": 5}], hosts=["cdn.test", "files.test:8443"], delay_seconds=2)
    source = load_source(world.catalogue, "news")
    assert (source.entry_points[0].follow, source.hosts, source.delay_seconds) == (
        5,
        ("cdn.test", "files.test:8443"),
        2,
    )
    assert source.place == "https://a.test/feed"


def test_a_journal_holds_a_line_for_every_address_that_was_asked(world: Settings, site: Site) -> None:
    site.routes |= {"/feed": [send(b"", status=503), send(make_feed(site.url, TEXTS))]}
    write_web_source(world, [{"url": f"{site.url}/{name}", "kind": "feed"} for name in ("feed", "gone")])
    ingest(world)
    lines = (world.home / "requests" / "news" / "night-1.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["status"], first["attempts"], first["http_status"]) == ("fetched", 2, 200)
    assert (second["status"], second["rule"], second["http_status"]) == ("failed", "http_404", 404)
