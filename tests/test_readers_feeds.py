"""Feeds in the shapes that publishers give them: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1."""

import json
from typing import Any

import pytest

from schemas.raw import RawRecord
from sources.readers.records import read_records

URL = "https://wire.test/feed"
SAID = "Japan and Australia signed the agreement, the ministry said."
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
XML = '<?xml version="1.0" encoding="utf-8"?>'
LINK = "<link>https://wire.test/1</link>"
ITEM = f"<item><title>Signed</title>{LINK}<description>{SAID}</description></item>"
DATED = ITEM.replace("</item>", "<pubDate>Wed, 05 Feb 2025 09:00:00 +0900</pubDate></item>")
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><id>w</id><updated>2025-02-07T00:00:00Z</updated>'

SHAPES = {
    "rss-0.90": (
        f'{XML}<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>W</title></channel>'
        f"{ITEM}</rdf:RDF>",
        None,
    ),
    "rss-0.91": (
        f'{XML}<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        f'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>{ITEM}</channel></rss>',
        None,
    ),
    "rss-0.92": (f'{XML}<rss version="0.92"><channel>{DATED}</channel></rss>', "Wed, 05 Feb 2025 09:00:00 +0900"),
    "rss-1.0": (
        f'{XML}<rdf:RDF {RDF} {DC} {CONTENT} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://wire.test/">'
        f"<title>W</title></channel><item rdf:about='https://wire.test/1'><title>Signed</title>{LINK}"
        f"<description>Japan …</description><content:encoded><![CDATA[<p>{SAID}</p>]]></content:encoded>"
        f"<dc:date>2025-02-05T09:00:00+09:00</dc:date><dc:creator>A. Writer</dc:creator></item></rdf:RDF>",
        "2025-02-05T09:00:00+09:00",
    ),
    "rss-2.0": (f'{XML}<rss version="2.0"><channel>{DATED}</channel></rss>', "Wed, 05 Feb 2025 09:00:00 +0900"),
    "rss-2.0-space-before": (
        f'\n {XML}<rss version="2.0"><channel>{DATED}</channel></rss>',
        "Wed, 05 Feb 2025 09:00:00 +0900",
    ),
    "rss-2.0-html-entities": (
        f'{XML}<rss version="2.0"><channel>{DATED.replace("Japan and", "Japan&nbsp;and")}</channel></rss>',
        "Wed, 05 Feb 2025 09:00:00 +0900",
    ),
    "rss-2.0-guid-is-the-link": (
        f'{XML}<rss version="2.0"><channel>'
        f'{DATED.replace(LINK, "<guid isPermaLink=" + chr(34) + "true" + chr(34) + ">https://wire.test/1</guid>")}'
        f"</channel></rss>",
        "Wed, 05 Feb 2025 09:00:00 +0900",
    ),
    "atom-0.3": (
        f'{XML}<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>W</title><entry><title>Signed</title>'
        f'<link rel="alternate" type="text/html" href="https://wire.test/1"/><issued>2025-02-05T09:00:00Z</issued>'
        f'<content type="text/html" mode="escaped">&lt;p&gt;{SAID}&lt;/p&gt;</content></entry></feed>',
        "2025-02-05T09:00:00Z",
    ),
    "atom-1.0": (
        f'{XML}{ATOM}<entry><title type="html">Signed</title><id>1</id><link rel="self" href="https://wire.test/1.atom"/>'
        f'<link rel="alternate" href="https://wire.test/1"/><updated>2025-02-06T09:00:00Z</updated>'
        f"<published>2025-02-05T09:00:00Z</published><summary>Japan …</summary>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAID}</p></div></content></entry></feed>',
        "2025-02-05T09:00:00Z",
    ),
    "atom-1.0-only-updated": (
        f'{XML}{ATOM}<entry><title>Signed</title><id>1</id><link href="https://wire.test/1"/>'
        f"<updated>2025-02-05T09:00:00Z</updated><summary>{SAID}</summary></entry></feed>",
        "2025-02-05T09:00:00Z",
    ),
    "json-1.0": (
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [
            {"id": 7, "url": "https://wire.test/1", "title": "Signed", "content_text": SAID,
             "date_published": "2025-02-05T09:00:00+09:00"}]}),
        "2025-02-05T09:00:00+09:00",
    ),
    "json-1.1": (
        "\ufeff" + json.dumps({"version": "https://jsonfeed.org/version/1.1", "language": "en-US", "items": [
            {"id": "7", "external_url": "https://wire.test/1", "title": "Signed", "content_html": f"<p>{SAID}</p>",
             "date_modified": "2025-02-05T09:00:00Z"}]}),
        "2025-02-05T09:00:00Z",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_feed_gives_title_text_link_and_date(shape: str) -> None:
    content, published = SHAPES[shape]
    result = read_records(content.encode(), URL, kind="feed")
    assert [problem.rule for problem in result.problems if "malformed" not in problem.rule] == []
    (record,) = result.records
    assert (record.title, record.url, record.published) == ("Signed", "https://wire.test/1", published)
    assert record.text.replace("\u00a0", " ") == SAID


def read_json(**feed: Any) -> tuple[tuple[RawRecord, ...], list[str]]:
    given = {"version": "https://jsonfeed.org/version/1.1", "items": []} | feed
    result = read_records(json.dumps(given).encode(), URL, kind="feed")
    return result.records, [problem.rule for problem in result.problems]


def test_an_item_of_a_json_feed_keeps_its_id_and_language() -> None:
    (record,), rules = read_json(language="en", items=[{"id": 7, "language": "ja-JP", "content_text": SAID}])
    assert (record.guid, record.language, record.location, rules) == ("7", "ja", f"{URL}#entry-1", [])


@pytest.mark.parametrize(
    ("feed", "rules"),
    [
        ({"version": "2"}, ["not_a_feed"]),
        ({"version": None}, ["not_a_feed"]),
        ({}, ["empty_feed"]),
        ({"items": {}}, ["empty_feed"]),
        ({"items": [1]}, ["malformed_feed"]),
        ({"items": [{"id": "a", "content_text": 5, "url": [], "title": {}}] * 2001}, ["too_many_entries"]),
    ],
)
def test_what_is_no_sound_json_feed_says_so(feed: dict[str, Any], rules: list[str]) -> None:
    assert read_json(**feed)[1] == rules


@pytest.mark.parametrize("content", [b"{", b"[1]", b"{" * 100_000, b'{"version": "\xff"}'])
def test_json_of_any_shape_is_no_crash(content: bytes) -> None:
    result = read_records(content, URL, kind="feed")
    assert (result.records, len(result.problems)) == ((), 1)
