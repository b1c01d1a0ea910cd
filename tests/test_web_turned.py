"""Sources that behave well until they are trusted: what turns hostile later gains nothing and takes nothing back."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.settings import Settings
from schemas.documents import DOCUMENTS
from schemas.operations import REJECTIONS
from tests.hostile_site import LOGIN
from tests.test_web_sources import TEXTS, end_night, ingest, list_statuses, read, world, write_web_source
from tests.web_site import Site, die, make_feed, make_page, open_site, redirect, send, send_kept

__all__ = ["world"]


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def test_a_feed_that_turns_to_a_login_page_keeps_what_it_gave_and_comes_back(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    good = make_feed(site.url, TEXTS[:1])
    site.routes["/feed"] = [send_kept(good), send(LOGIN), send_kept(make_feed(site.url, TEXTS), etag='"v3"')]
    found = []
    for number in (1, 2, 3):
        found.append(ingest(world, f"night-{number}")["new"])
        end_night(world, f"night-{number}")
    assert [one["documents"] for one in found] == [1, 0, 1]
    assert [row["rule"] for row in read(world, REJECTIONS)] == ["not_a_feed"]
    assert len({row["text"] for row in read(world, DOCUMENTS)}) == 2


def test_an_address_that_turns_to_a_redirect_inward_keeps_what_it_gave(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/page", "kind": "page"}], documents_min=1)
    site.routes["/page"] = [send(make_page("A page", TEXTS[0] * 3)), redirect("http://169.254.169.254/latest/")]
    first = ingest(world)
    end_night(world, "night-1")
    again = ingest(world, "night-2")
    assert (first["seen"], again["seen"], list_statuses(world, "night-2")) == (1, 1, ["failed"])
    assert [row["rule"] for row in read(world, REJECTIONS)] == ["other_host"]


def test_half_an_answer_does_not_take_the_place_of_a_whole_one(world: Settings, site: Site) -> None:
    write_web_source(world, [{"url": f"{site.url}/feed", "kind": "feed"}])
    whole = make_feed(site.url, TEXTS)
    site.routes["/feed"] = [send(whole), die(whole[:300])]
    ingest(world)
    end_night(world, "night-1")
    assert ingest(world, "night-2")["seen"] == 2
    assert [row["rule"] for row in read(world, REJECTIONS)] == ["cut_off"]


def test_a_name_that_stands_for_a_metadata_address_at_its_second_look_is_not_followed_there(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, port, looks = socket.getaddrinfo, int(site.url.rpartition(":")[2]), list[str]()

    def rebind(host: Any, *arguments: Any, **named: Any) -> Any:
        if host != "publisher.test":
            return look_up(host, *arguments, **named)
        looks.append(host)
        address = "127.0.0.1" if len(looks) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    site.routes["/robots.txt"] = send(b"", status=404, Connection="close")
    write_web_source(world, [{"url": f"http://publisher.test:{port}/feed", "kind": "feed"}])
    ingest(world)
    assert [(row["rule"], row["location"]) for row in read(world, REJECTIONS)] == [
        ("forbidden_address", f"http://publisher.test:{port}/feed")
    ]
    assert (len(looks), [path for path, _ in site.asked]) == (2, ["/robots.txt"])
