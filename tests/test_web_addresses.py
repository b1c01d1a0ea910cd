"""Where requests may go: public addresses, listed hosts, http and https; and which reader an answer is for."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.readers.endings import find_charset, find_ending
from sources.web.addresses import find_name_objection, find_objection
from sources.web.errors import WebError
from sources.web.urls import check_url, make_reach

CLOSED = (
    "127.0.0.1 127.9.9.9 ::1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 169.254.1.1 0.0.0.0 :: 224.0.0.1 ff02::1 "
    "fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 100.64.0.1 100.100.100.200 168.63.129.16 240.0.0.1 255.255.255.255 "
    "198.18.0.1 192.0.2.1 192.0.0.8 192.88.99.1 2001:db8::1 fec0::1 64:ff9b:1::1"
).split()
OPEN = "8.8.8.8 1.1.1.1 2606:4700::1111 64:ff9b::808:808 2002:808:808:: ::ffff:8.8.8.8 ::ffff:0:8.8.8.8".split()
SOURCE = make_reach(["https://www.publisher.test/feed", "http://127.0.0.1:8080/"], ["cdn.test", "files.test:8443"])


@pytest.mark.parametrize("text", CLOSED)
def test_an_address_that_is_not_public_is_closed(text: str) -> None:
    assert find_objection(text) is not None
    is_loopback = ip_address(text.partition("%")[0]).is_loopback
    assert (find_objection(text, allow_loopback=True) is None) == is_loopback


@pytest.mark.parametrize("text", OPEN)
def test_a_public_address_is_open_also_where_another_carries_it(text: str) -> None:
    assert find_objection(text) is None


CARRIERS = {
    "mapped": lambda inner: 0xFFFF << 32 | inner,
    "translated": lambda inner: 0xFFFF << 48 | inner,
    "compatible": lambda inner: inner,
    "6to4": lambda inner: 0x2002 << 112 | inner << 80,
    "NAT64": lambda inner: 0x64FF9B << 96 | inner,
    "Teredo": lambda inner: 0x20010000 << 96 | 0x08080808 << 64 | inner ^ 0xFFFFFFFF,
}


@pytest.mark.parametrize("name", CARRIERS)
@given(st.sampled_from([text for text in CLOSED if ":" not in text]))
def test_no_form_that_carries_a_closed_address_opens_it(name: str, text: str) -> None:
    assert find_objection(str(IPv6Address(CARRIERS[name](int(IPv4Address(text)))))) is not None


@given(st.ip_addresses())
def test_every_address_is_judged_and_what_is_open_is_public(address: IPv4Address | IPv6Address) -> None:
    said = find_objection(str(address))
    assert said is None or said
    assert said is not None or address.is_global or isinstance(address, IPv6Address)


def test_a_host_as_written_is_judged_where_a_proxy_resolves_names() -> None:
    assert find_name_objection("localhost") == find_name_objection("a.localhost") == "a loopback address"
    assert find_name_objection("10.0.0.1") == "a private or reserved address"
    assert find_name_objection("publisher.test") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.publisher.test/a?b=c",
        "http://PUBLISHER.test/",
        "https://publisher.test.:443/",
        "http://127.0.0.1:8080/x",
        "https://cdn.test/a.pdf",
        "https://files.test:8443/",
    ],
)
def test_what_a_source_lists_may_be_asked(url: str) -> None:
    assert check_url(url, SOURCE)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://other.test/", "other_host"),
        ("https://publisher.test.other.test/", "other_host"),
        ("https://sub.publisher.test/", "other_host"),
        ("https://publisher.test:8443/", "odd_port"),
        ("https://files.test/", "odd_port"),
        ("http://127.0.0.1/", "odd_port"),
        ("https://publisher.test@other.test/", "login_in_address"),
        ("https://other.test\\@publisher.test/", "login_in_address"),
        ("javascript:alert(1)", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("//publisher.test/", "scheme"),
        ("https:///x", "no_host"),
        ("https://publisher.test/\n", "unreadable_address"),
        ("https://publisher.test:port/", "unreadable_address"),
        ("https://publisher.test/" + "a" * 2000, "long_address"),
    ],
)
def test_what_it_does_not_list_is_refused_by_its_rule(url: str, rule: str) -> None:
    with pytest.raises(WebError) as caught:
        check_url(url, SOURCE)
    assert caught.value.rule == rule


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_refusal(text: str) -> None:
    try:
        url = check_url(text, SOURCE)
    except WebError as error:
        assert error.rule
    else:
        assert url.scheme in ("http", "https")


WEB = "https://publisher.test/item?file=a.exe"


@pytest.mark.parametrize(
    ("content", "media_type", "kind", "ending"),
    [
        (b"%PDF-1.7", "text/html", "", ".pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "application/xml", "", ".html"),
        (b"<!-- a --><!-- b -->\n<html>", None, "", ".html"),
        (b'<?xml version="1.0"?><rss>', "text/html; charset=utf-8", "", ".xml"),
        (b"plain", "text/plain", "", ".txt"),
        (b"plain", None, "", ""),
        (b"<html>sign in", "text/html", "feed", ".xml"),
        (b"<html>sign in", "text/html", "pdf", ".pdf"),
        (b"a,b", "text/plain", "statistics", ".csv"),
        (b"PK\x03\x04", "application/octet-stream", "statistics", ".xlsx"),
        (b"<html>sign in", "text/html", "statistics", ""),
        (b"<!---->" * 300, None, "", ""),
    ],
)
def test_an_answer_is_read_as_what_it_should_be_or_shows_or_claims(
    content: bytes, media_type: str | None, kind: str, ending: str
) -> None:
    assert find_ending(content, WEB, media_type, kind) == ending


def test_an_item_of_a_folder_is_what_its_ending_says() -> None:
    assert find_ending(b"%PDF-1.7", "in/wire/a.XML", "application/xml") == ".xml"


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [("text/html; charset=KOI8-R", "KOI8-R"), ('text/html;charset="utf-8"', "utf-8"), ("text/html", ""), (None, "")],
)
def test_the_charset_of_a_server_is_a_claim(media_type: str | None, charset: str) -> None:
    assert find_charset(media_type) == charset
