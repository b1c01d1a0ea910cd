"""The client against a real server: what it fetches, what it refuses, what it says, and how far it goes."""

import gzip
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sources.web.client import Client, Identity, Limits
from sources.web.errors import WebError
from sources.web.urls import make_reach
from tests.web_site import Site, die, drip, make_bomb, make_certificate, open_site, redirect, send

LIMITS = Limits(seconds_total=20.0, bytes_max=100_000, backoff_seconds=0.01, wait_max=3.0, delay_seconds=0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def make_client(folder: Path, limits: Limits = LIMITS, **changes: Any) -> Client:
    return Client(folder, Identity("https://example.org/us", "1.0"), limits, **{"allow_loopback": True} | changes)


def fetch(folder: Path, site: Site, path: str, limits: Limits = LIMITS, **changes: Any) -> bytes | None:
    client = make_client(folder, limits, **changes)
    try:
        return client.fetch(site.url + path, make_reach([site.url])).content
    finally:
        client.close()


def refuse(folder: Path, site: Site, path: str, limits: Limits = LIMITS, **changes: Any) -> WebError:
    with pytest.raises(WebError) as caught:
        fetch(folder, site, path, limits, **changes)
    assert caught.value.remedy
    return caught.value


def test_a_request_says_who_asks_and_how_to_reach_them(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = send(b"text")
    assert fetch(tmp_path, site, "/a") == b"text"
    assert {headers["User-Agent"] for _, headers in site.asked} == {"defcoop/1.0 (+https://example.org/us)"}
    assert not any({"Cookie", "Authorization"} & set(headers) for _, headers in site.asked)


def test_redirects_are_followed_to_the_end(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/1": redirect("/2", 301), "/2": redirect(f"{site.url}/3", 308), "/3": send(b"end")}
    assert fetch(tmp_path, site, "/1") == b"end"
    assert site.paths == ["/1", "/2", "/3"]


def test_a_circle_of_redirects_is_left(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/1": redirect("/2"), "/2": redirect("/1")}
    assert refuse(tmp_path, site, "/1").rule == "redirect_loop"
    assert site.paths == ["/1", "/2"]


def test_an_endless_chain_of_redirects_is_left_at_the_bound(site: Site, tmp_path: Path) -> None:
    site.routes |= {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert refuse(tmp_path, site, "/0").rule == "too_many_redirects"
    assert len(site.paths) == 6


@pytest.mark.parametrize(
    ("location", "rule"),
    [
        ("http://169.254.169.254/latest/meta-data/", "other_host"),
        ("http://localhost/", "other_host"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.0.1/x", "scheme"),
        ("http://127.0.0.1:22/", "odd_port"),
        ("http://user:secret@127.0.0.1/", "login_in_address"),
        ("http://[::1", "unreadable_address"),
        ("data:text/html,x", "scheme"),
        ("", "bad_redirect"),
    ],
)
def test_a_redirect_leads_nowhere_that_the_source_does_not_list(
    site: Site, tmp_path: Path, location: str, rule: str
) -> None:
    site.routes["/a"] = redirect(location)
    assert refuse(tmp_path, site, "/a").rule == rule
    assert site.paths == ["/a"]


def test_a_name_that_stands_for_a_private_address_is_not_asked(site: Site, tmp_path: Path) -> None:
    error = refuse(tmp_path, site, "/a", resolver=lambda host, port: ["10.0.0.7"])
    assert (error.rule, error.reason) == ("forbidden_address", "127.0.0.1 stands for a private or reserved address")
    assert site.asked == []


def test_this_machine_is_asked_only_where_a_setting_allows_it(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = send(b"text")
    assert refuse(tmp_path, site, "/a", allow_loopback=False).rule == "forbidden_address"
    assert site.asked == []


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site, tmp_path: Path) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"], ["169.254.169.254"]])
    looked_up = []

    def rebind(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    site.routes |= {"/robots.txt": send(b"", Connection="close"), "/a": send(b"text")}
    client = make_client(tmp_path, resolver=rebind)
    url = site.url.replace("127.0.0.1", "publisher.test")
    with pytest.raises(WebError) as caught:
        client.fetch(f"{url}/a", make_reach([url]))
    client.close()
    assert caught.value.rule == "forbidden_address"
    assert [path for path, _ in site.asked] == ["/robots.txt"], "each connection goes to the address that was judged"
    assert looked_up == ["publisher.test"] * 2
    assert site.asked[0][1]["Host"].startswith("publisher.test:")


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["body", "headers"])
def test_a_server_that_drips_is_left_at_the_deadline(site: Site, tmp_path: Path, head: bytes) -> None:
    site.routes["/a"] = drip(site, head)
    error = refuse(tmp_path, site, "/a", Limits(seconds_total=1.0, delay_seconds=0.0))
    assert error.rule == "too_slow"
    assert site.paths == ["/a"], "not tried again"


def test_a_server_that_dies_half_way_leaves_nothing(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = die(b"half")
    assert refuse(tmp_path, site, "/a").rule == "cut_off"


def test_a_length_that_is_too_short_cuts_the_text_and_is_no_failure_of_ours(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = send(b"whole text", Content_Length="5", Connection="close")
    assert fetch(tmp_path, site, "/a") == b"whole"


@pytest.mark.parametrize("content", [b"x" * 100_001, make_bomb(50_000_000)], ids=["plain", "bomb"])
def test_more_than_the_bound_is_not_read(site: Site, tmp_path: Path, content: bytes) -> None:
    site.routes["/a"] = send(content, Content_Encoding="identity" if content[:1] == b"x" else "gzip")
    error = refuse(tmp_path, site, "/a")
    assert (error.rule, "100,000 bytes" in error.reason) == ("too_large", True)


def test_a_bomb_of_ten_gigabytes_is_left_after_its_first_pieces(site: Site, tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = packer.compress(b"\0" * 10_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    follow = zlib.compressobj(9, zlib.DEFLATED, -15)
    more = follow.compress(b"\0" * 10_000_000) + follow.flush(zlib.Z_SYNC_FLUSH)
    site.routes["/a"] = send(piece + more * 1000, Content_Encoding="gzip")
    assert refuse(tmp_path, site, "/a", Limits(delay_seconds=0.0)).reason == "more than 50,000,000 bytes unpacked"


def pack(content: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gzip", gzip.compress(b"some text", mtime=0)),
        ("gzip", gzip.compress(b"some ", mtime=0) + gzip.compress(b"text", mtime=0) + b"\0" * 8),
        ("deflate", pack(b"some text", 15)),
        ("deflate", pack(b"some text", -15)),
        ("identity", b"some text"),
    ],
)
def test_what_is_packed_as_asked_is_unpacked(site: Site, tmp_path: Path, encoding: str, content: bytes) -> None:
    site.routes["/a"] = send(content, Content_Encoding=encoding)
    assert fetch(tmp_path, site, "/a") == b"some text"


@pytest.mark.parametrize(
    ("encoding", "content", "rule"),
    [
        ("gzip", b"no gzip", "broken_packing"),
        ("gzip", gzip.compress(b"some text" * 50, mtime=0)[:-12], "cut_off"),
        ("br", b"x", "unasked_packing"),
        ("gzip, gzip", b"x", "unasked_packing"),
    ],
)
def test_what_is_not_packed_as_it_says_is_refused(
    site: Site, tmp_path: Path, encoding: str, content: bytes, rule: str
) -> None:
    site.routes["/a"] = send(content, Content_Encoding=encoding)
    assert refuse(tmp_path, site, "/a").rule == rule


def test_headers_without_end_are_left(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = send(b"x", X_Long="y" * 200_000)
    assert refuse(tmp_path, site, "/a").rule == "bad_http"


def test_a_server_that_fails_for_a_moment_is_asked_again(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = [send(b"", status=503), send(b"text")]
    client = make_client(tmp_path)
    answer = client.fetch(f"{site.url}/a", make_reach([site.url]))
    client.close()
    assert (answer.content, answer.attempts, site.paths) == (b"text", 2, ["/a", "/a"])


def test_a_server_that_fails_for_good_is_asked_three_times(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = send(b"", status=500)
    assert refuse(tmp_path, site, "/a").rule == "http_500"
    assert len(site.paths) == 3


def test_who_asks_to_wait_is_waited_for_within_a_bound(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = [send(b"", status=429, Retry_After="0"), send(b"text")]
    assert fetch(tmp_path, site, "/a") == b"text"
    site.routes["/b"] = send(b"", status=429, Retry_After="3600")
    assert refuse(tmp_path, site, "/b").rule == "http_429"
    assert site.paths == ["/a", "/a", "/b"], "an hour is not waited, and it is not asked before"


@pytest.mark.parametrize("status", [301, 304, 401, 403, 404, 410, 204, 206, 418])
def test_what_is_no_content_is_not_asked_again(site: Site, tmp_path: Path, status: int) -> None:
    site.routes["/a"] = send(b"", status=status)
    rule = refuse(tmp_path, site, "/a").rule
    assert rule == ("bad_redirect" if status == 301 else f"http_{status}")
    assert site.paths == ["/a"]


def test_nobody_at_the_door_is_said_after_a_few_tries(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        error = refuse(tmp_path, Site(f"http://127.0.0.1:{closed.getsockname()[1]}"), "/a")
    assert (error.rule, "no connection" in error.reason) == ("unreachable", True)


def test_robots_txt_closes_what_it_names_and_is_asked_once(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/robots.txt": send(b"User-agent: *\nDisallow: /closed\n", "text/plain"), "/open": send(b"text")}
    assert refuse(tmp_path, site, "/closed/a").rule == "robots_disallow"
    assert fetch(tmp_path, site, "/open") == b"text"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open"]


def test_a_redirect_into_what_robots_txt_closes_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/robots.txt": send(b"User-agent: defcoop\nDisallow: /closed\n"), "/a": redirect("/closed")}
    assert refuse(tmp_path, site, "/a").rule == "robots_disallow"
    assert site.paths == ["/a"]


def test_where_robots_txt_cannot_be_had_nothing_is_asked(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/robots.txt": send(b"", status=503), "/a": send(b"text")}
    assert refuse(tmp_path, site, "/a").rule == "robots_unknown"
    assert site.paths == []


def test_a_pause_that_no_night_has_room_for_is_respected_by_not_asking(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/robots.txt": send(b"User-agent: *\nCrawl-delay: 3600\n"), "/a": send(b"text")}
    assert refuse(tmp_path, site, "/a").rule == "robots_delay"


def test_tls_is_verified_and_a_stranger_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, authority = make_certificate(tmp_path)
    with open_site(context) as site:
        site.routes["/a"] = send(b"text")
        error = refuse(tmp_path / "x", site, "/a")
        assert (error.rule, "self-signed" in error.reason.replace(" ", "-")) == ("tls", True)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert fetch(tmp_path / "x", site, "/a") == b"text"


def test_tls_names_the_host_although_the_connection_goes_to_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, authority = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with open_site(context) as site:
        other = Site(site.url.replace("127.0.0.1", "publisher.test"))
        error = refuse(tmp_path, other, "/a", resolver=lambda host, port: ["127.0.0.1"])
    assert (error.rule, "publisher.test" in error.reason) == ("tls", True), "the certificate is for 127.0.0.1"


def test_no_redirect_leads_from_tls_to_the_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, authority = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with open_site(context) as site:
        site.routes["/a"] = redirect(site.url.replace("https", "http") + "/b")
        assert refuse(tmp_path, site, "/a").rule == "downgrade"


def test_a_proxy_of_the_environment_is_used_and_literal_addresses_are_judged_before(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.url)
    site.routes["http://publisher.test/a"] = send(b"through the proxy")
    client = make_client(tmp_path, allow_loopback=False)
    assert (
        client.fetch("http://publisher.test/a", make_reach(["http://publisher.test"])).content == b"through the proxy"
    )
    with pytest.raises(WebError, match="private"):
        client.fetch("http://10.0.0.1/", make_reach(["http://10.0.0.1"]))
    client.close()
    assert [path for path, _ in site.asked] == ["http://publisher.test/robots.txt", "http://publisher.test/a"]
