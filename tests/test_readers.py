"""Readers of pages, feeds and plain text: the text as a person sees it, the date that the publisher states."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.raw import Problem, RawRecord
from sources.readers.records import MARKUP_LIMIT, SIZE_LIMIT, read_records

SENTENCES = (
    "Estonia and Latvia agreed to hold a joint exercise in 2026, the defence ministry in Tallinn said on Tuesday.",
    "The drill brings together land forces of both countries, and it is going to be held near the common border.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def read_one(content: bytes | str, url: str) -> RawRecord:
    result = read_records(content.encode() if isinstance(content, str) else content, url)
    assert [problem.rule for problem in result.problems] == []
    (record,) = result.records
    return record


def refuse_one(content: bytes | str, url: str) -> Problem:
    result = read_records(content.encode() if isinstance(content, str) else content, url)
    assert (result.records, result.figures) == ((), ())
    (problem,) = result.problems
    assert problem.location.startswith(url)
    assert problem.reason and problem.remedy
    return problem


def make_page(head: str = "", body: str = BODY, charset: str = "utf-8", around: str = "") -> bytes:
    page = f"<html lang='en'><head><meta charset='{charset}'>{head}</head><body>{around}"
    return f"{page}<article><h1>Drill agreed</h1>{body}</article></body></html>".encode(charset)


def make_feed(*items: str, language: str = "en-GB") -> str:
    head = f"<channel><title>Wire</title><language>{language}</language>"
    return f'<?xml version="1.0"?><rss version="2.0">{head}{"".join(items)}</channel></rss>'


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li><a href='/'>Boilerplate</a></li><li><a href='/x'>Careers</a></li></ul></nav>",
        "<div id='cookie-banner' class='cookie-consent'><p>Boilerplate: we use cookies to count visits.</p></div>",
        "<footer><p>Boilerplate. All rights reserved.</p></footer>",
        "<aside class='related'><h2>Related</h2><ul><li><a href='/y'>Boilerplate</a></li></ul></aside>",
        "<script>var text = 'Boilerplate';</script>",
        "<section id='comments'><div class='comment'><p>Boilerplate, says a reader.</p></div></section>",
    ],
    ids=["navigation", "cookies", "footer", "related", "script", "comments"],
)
def test_what_surrounds_an_article_stays_out(around: str) -> None:
    record = read_one(make_page(around=around), "a.html")
    assert "Boilerplate" not in record.text
    assert all(sentence in record.text for sentence in SENTENCES)
    assert record.title == "Drill agreed"


def test_paragraphs_of_a_page_are_an_empty_line_apart() -> None:
    assert "\n\n".join(SENTENCES) in read_one(make_page(), "a.html").text


def test_list_items_of_a_page_keep_a_bullet() -> None:
    body = BODY + "<ul><li>a joint exercise at sea in the autumn;</li><li>a hotline between the two staffs.</li></ul>"
    text = read_one(make_page(body=body), "a.html").text
    assert "- a joint exercise at sea in the autumn;\n\n- a hotline between the two staffs." in text


LD = '<script type="application/ld+json">{}</script>'
ARTICLE_LD = '{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2025-02-04"}'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2025-02-04">', ""),
        ('<meta name="date" content="2025-02-04">', ""),
        ('<meta name="dcterms.date" content="2025-02-04">', ""),
        ('<meta itemprop="datePublished" content="2025-02-04">', ""),
        ("", '<time datetime="2025-02-04" pubdate>Tuesday</time>'),
        ("", '<time datetime="2025-02-04">Tuesday</time>'),
        (LD.format(ARTICLE_LD), ""),
        (LD.format(f"[{ARTICLE_LD}]"), ""),
        (LD.format('{"@graph": [{"@type": "WebSite"}, ' + ARTICLE_LD + "]}"), ""),
        (LD.format('{"@graph": ' + ARTICLE_LD + "}"), ""),
    ],
)
def test_the_date_is_what_the_page_states(head: str, body: str) -> None:
    assert read_one(make_page(head, body + BODY), "a.html").published == "2025-02-04"


@pytest.mark.parametrize("data", ['"text"', "1", "null", "[1]", '{"@graph": null}', "{broken", "[" * 5000])
def test_structured_data_of_any_shape_is_no_date_and_no_crash(data: str) -> None:
    assert read_one(make_page(LD.format(data)), "a.html").published is None


def test_the_date_of_a_teaser_is_not_the_date_of_the_page() -> None:
    teaser = '<header><a href="/x">Another story</a> <time datetime="2001-01-01">2001</time></header>'
    assert read_one(make_page(LD.format(ARTICLE_LD), around=teaser), "a.html").published == "2025-02-04"


def test_a_date_in_the_text_is_never_taken_for_the_date_of_the_page() -> None:
    body = BODY + "<p>On 24 February 2022 the world changed, and the budget followed it a year later.</p>"
    assert read_one(make_page(body=body), "a.html").published is None


TYPOGRAPHIC = "<p>The ministry’s budget – said to be €5 million – “covers” it, and more is going to follow soon.</p>"


@pytest.mark.parametrize(
    ("declared", "written"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("x-unknown", "utf-8")],
)
def test_a_page_is_decoded_by_what_it_declares(declared: str, written: str) -> None:
    page = make_page(body=BODY + TYPOGRAPHIC).decode().replace("utf-8", declared).encode(written)
    assert "ministry’s budget – said to be €5 million – “covers” it" in read_one(page, "a.html").text


@pytest.mark.parametrize("declared", ["undefined", "idna", "punycode", "hex", "unicode_escape", "utf-16"])
def test_a_declared_charset_that_is_none_is_passed_over(declared: str) -> None:
    page = make_page().decode().replace("utf-8", declared)
    assert SENTENCES[0] in read_one(page + "<p>caf\u00e9</p>", "a.html").text
    assert SENTENCES[0] in read_one((page + "<p>caf\u00e9</p>").encode("latin-1"), "a.html").text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_outweighs_everything(encoding: str) -> None:
    text = "Überschrift\nPublished: 2025-02-04\n\nEin Satz mit Umlauten: ä, ö, ü."
    record = read_one(text.encode(encoding), "a.txt")
    assert (record.title, record.published) == ("Überschrift", "2025-02-04")


@pytest.mark.parametrize(
    "content", ["", " ", "<!-- nothing -->", "<html><body><div id='root'></div></body></html>"], ids=range(4)
)
def test_a_page_without_text_is_a_problem(content: str) -> None:
    assert refuse_one(content, "a.html").rule in {"empty", "unreadable_page", "no_text"}


ITEM = """<item><title>Drill &amp; talks</title><link>https://wire.example.org/1</link><guid>w1</guid>
<pubDate>Wed, 05 Feb 2025 09:00:00 +0000</pubDate><description>{}</description></item>"""


def test_an_entry_of_a_feed_has_title_address_date_and_language() -> None:
    record = read_one(make_feed(ITEM.format("Estonia agreed.")), "f.xml")
    assert (record.title, record.text) == ("Drill & talks", "Estonia agreed.")
    assert (record.url, record.guid, record.language) == ("https://wire.example.org/1", "w1", "en")
    assert record.published == "Wed, 05 Feb 2025 09:00:00 +0000"
    assert record.location == "f.xml#entry-1"


def test_the_longer_of_summary_and_content_is_the_text() -> None:
    content = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[{}]]></content:encoded>'
    )
    item = ITEM.format("Short ...").replace("</item>", content.format(BODY) + "</item>")
    assert read_one(make_feed(item), "f.xml").text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "written", ["Research &amp;amp; development", "<![CDATA[Research &amp; development]]>"], ids=["escaped", "cdata"]
)
def test_entities_of_a_summary_are_resolved(written: str) -> None:
    assert read_one(make_feed(ITEM.format(written)), "f.xml").text == "Research & development"


def test_an_atom_feed_falls_back_on_the_day_of_its_update() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>i</id><title>One</title>
    <updated>2025-02-04T10:00:00Z</updated><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>"""
    assert read_one(feed, "f.xml").published == "2025-02-04T10:00:00Z"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (make_feed(), "empty_feed"),
        ("<html><body><h1>Sign in</h1></body></html>", "not_a_feed"),
        ("no markup at all", "not_a_feed"),
        ('{"version": "https://jsonfeed.org/version/1"}', "empty_feed"),
    ],
    ids=["empty", "login page", "text", "json"],
)
def test_a_feed_that_is_none_or_empty_is_a_problem(content: str, rule: str) -> None:
    problem = refuse_one(content, "f.xml")
    assert problem.rule == rule
    assert problem.original == content


def test_of_a_feed_that_is_cut_off_what_can_be_read_is_read() -> None:
    feed = make_feed(ITEM.format("Estonia agreed."), ITEM.format("Latvia agreed."))
    result = read_records(feed[: feed.rindex("<description>")].encode(), "f.xml")
    assert [problem.rule for problem in result.problems] == ["malformed_feed"]
    assert result.records[0].text == "Estonia agreed."


def test_a_feed_that_is_the_name_of_a_file_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(make_feed(ITEM.format("secret")))
    assert refuse_one(str(secret), "f.xml").rule == "not_a_feed"


def test_header_lines_of_a_text_are_read_and_not_kept_in_the_body() -> None:
    text = (
        "A title\nPublished: 4 February 2025\nSource: Desk\nLanguage: en\nURL: https://x.example.org\n\nOne.\n\nTwo.\n"
    )
    record = read_one(text, "a.txt")
    assert (record.title, record.text) == ("A title", "One.\n\nTwo.")
    assert (record.published, record.language, record.url) == ("4 February 2025", "en", "https://x.example.org")


def test_a_text_without_header_lines_is_all_body() -> None:
    record = read_one("First line.\n\nPublished: never, he said.", "a.txt")
    assert (record.text, record.published) == ("First line.\n\nPublished: never, he said.", None)


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "港湾の工事\n".encode("utf-16-le") * 9],
    ids=["picture", "utf-16"],
)
def test_bytes_that_are_no_text_are_a_problem(content: bytes) -> None:
    assert refuse_one(content, "a.txt").rule == "undecodable"


@pytest.mark.parametrize(
    ("make", "url", "rule"),
    [
        (lambda: b"", "a.txt", "empty"),
        (lambda: b"x", "a.docx", "unknown_format"),
        (lambda: b"x" * (SIZE_LIMIT + 1), "a.txt", "too_large"),
        (lambda: b"x" * (MARKUP_LIMIT + 1), "a.html", "too_large"),
    ],
    ids=["empty", "unknown", "large", "large page"],
)
def test_what_no_reader_can_take_is_a_problem(make: Callable[[], bytes], url: str, rule: str) -> None:
    assert refuse_one(make(), url).rule == rule
