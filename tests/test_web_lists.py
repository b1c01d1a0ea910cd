"""Lists of the web: sitemaps and indexes of them, listing pages, GDELT's answers; which links are followed."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings
from schemas.documents import DOCUMENTS, FETCHES
from schemas.operations import REJECTIONS
from sources.catalogue import CatalogueError, load_source
from sources.entry_points import EntryPoint
from sources.readers.lists import Link
from sources.web.client import Client, Identity, Limits
from sources.web.crawl import SITEMAPS_MAX, Round, crawl
from sources.web.links import find_links
from tests.test_web_sources import end_night, ingest, list_statuses, read, write_web_source
from tests.test_web_sources import world as world  # the fixture
from tests.web_site import Site, make_bomb, make_page, open_site, send, send_kept

TEXT = "Japan and the Philippines signed a reciprocal access agreement, the ministry said in its {} statement. "
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        for name in range(1, 30):
            opened.routes[f"/news/{name}"] = send_kept(make_page(f"Page {name}", TEXT.format(name) * 3), "text/html")
        yield opened


def make_sitemap(*entries: tuple[str, str], name: str = "urlset", inside: str = "url") -> bytes:
    rows = "".join(
        f"<{inside}><loc>{url}</loc>{f'<lastmod>{changed}</lastmod>' * bool(changed)}</{inside}>"
        for url, changed in entries
    )
    return f'{HEAD}<{name} xmlns="{MAPS}">{rows}</{name}>'.encode()


def make_index(*entries: tuple[str, str]) -> bytes:
    return make_sitemap(*entries, name="sitemapindex", inside="sitemap")


def list_urls(content: bytes, kind: str, base: str = "https://a.test/list", **more: Any) -> list[str]:
    return [link.url for link in find_links(content, base, EntryPoint("https://a.test/list", kind, 5, **more)).links]


def refuse(content: bytes, kind: str, **more: Any) -> str:
    found = find_links(content, "https://a.test/list", EntryPoint("https://a.test/list", kind, 5, **more))
    assert found.links == ()
    (problem,) = found.problems
    assert problem.reason and problem.remedy
    return problem.rule


def test_the_pages_of_a_sitemap_that_changed_last_are_followed_and_then_only_asked_whether_they_changed(
    world: Settings, site: Site
) -> None:
    dated = [(f"{site.url}/news/{n}", f"2025-02-{n:02}") for n in range(1, 10)]
    others = [(f"{site.url}/about/{n}", "2026-01-01") for n in range(3)]
    site.routes["/map.xml"] = send_kept(make_sitemap(*dated, *others), "application/xml")
    write_web_source(world, [{"url": f"{site.url}/map.xml", "kind": "sitemap", "follow": 2, "match": "^/news/"}])
    entry = ingest(world)
    assert site.paths == ["/map.xml", "/news/9", "/news/8"]
    assert (entry["new"]["documents"], entry["new"]["rejections"]) == (2, 0)
    assert sorted(row["title"] for row in read(world, DOCUMENTS)) == ["Page 8", "Page 9"]
    end_night(world, "night-1")
    assert ingest(world, "night-2")["seen"] == 2
    assert list_statuses(world, "night-2") == ["unchanged"] * 3


def test_an_index_of_packed_sitemaps_is_opened_where_it_changed_last_and_no_further_than_needed(
    world: Settings, site: Site
) -> None:
    site.routes["/index.xml"] = send_kept(
        make_index((f"{site.url}/old.xml.gz", "2024-01-31"), (f"{site.url}/new.xml.gz", "2025-02-09")), "text/xml"
    )
    pages = make_sitemap(*((f"{site.url}/news/{n}", f"2025-02-0{n}T10:00:00+09:00") for n in range(1, 10)))
    site.routes["/new.xml.gz"] = send_kept(gzip.compress(pages), "application/x-gzip")
    site.routes["/old.xml.gz"] = send_kept(gzip.compress(make_sitemap()), "application/x-gzip")
    write_web_source(world, [{"url": f"{site.url}/index.xml", "kind": "sitemap", "follow": 3}])
    entry = ingest(world)
    assert site.paths == ["/index.xml", "/new.xml.gz", "/news/9", "/news/8", "/news/7"]
    assert (entry["new"]["documents"], entry["new"]["rejections"]) == (3, 0)


def test_indexes_are_opened_up_to_a_count_and_a_depth_and_never_in_a_circle(world: Settings, site: Site) -> None:
    children = [(f"{site.url}/map-{n}.xml", "") for n in range(30)]
    for n in range(30):
        site.routes[f"/map-{n}.xml"] = send_kept(
            make_index((f"{site.url}/index.xml", ""), (f"{site.url}/deep-{n}.xml", "")), "text/xml"
        )
        site.routes[f"/deep-{n}.xml"] = send_kept(make_index((f"{site.url}/deeper-{n}.xml", "")), "text/xml")
    site.routes["/index.xml"] = send_kept(make_index(*children[:4]), "text/xml")
    write_web_source(world, [{"url": f"{site.url}/index.xml", "kind": "sitemap", "follow": 3}])
    ingest(world)
    assert site.paths == ["/index.xml", *(f"/map-{n}.xml" for n in range(4)), *(f"/deep-{n}.xml" for n in range(4))]
    end_night(world, "night-1")
    site.routes["/index.xml"] = send_kept(make_index(*children), "text/xml", '"v2"')
    site.asked.clear()
    ingest(world, "night-2")
    assert len(site.paths) == 1 + SITEMAPS_MAX


def test_a_page_without_title_and_date_has_those_of_the_news_sitemap(world: Settings, site: Site) -> None:
    bare = f"<!DOCTYPE html><html><body><div><p>{TEXT.format('first') * 3}</p></div></body></html>".encode()
    site.routes["/bare"] = send_kept(bare, "text/html")
    news = (
        "<news:news><news:publication><news:name>The Post</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2025-02-05T23:30:00-05:00</news:publication_date>"
        "<news:title>Access &amp; agreement</news:title></news:news>"
    )
    content = f'{HEAD}<urlset xmlns="{MAPS}" xmlns:news="{NEWS}"><url><loc>{site.url}/bare</loc>{news}</url></urlset>'
    site.routes["/news.xml"] = send_kept(content.encode(), "application/xml")
    write_web_source(world, [{"url": f"{site.url}/news.xml", "kind": "sitemap", "follow": 3}])
    ingest(world)
    (row,) = read(world, DOCUMENTS)
    assert (row["title"], row["published_on"].isoformat()) == ("Access & agreement", "2025-02-05")


def test_a_sitemap_that_has_no_dates_keeps_its_order_and_repeats_once() -> None:
    urls = ["https://a.test/2", "https://a.test/1", "https://a.test/2", "https://a.test/3#part"]
    assert list_urls(make_sitemap(*((url, "") for url in urls)), "sitemap") == [
        "https://a.test/2",
        "https://a.test/1",
        "https://a.test/3",
    ]


def test_a_sitemap_may_be_a_plain_list_of_addresses() -> None:
    assert list_urls(b"https://a.test/1\nhttps://a.test/2\n", "sitemap") == ["https://a.test/1", "https://a.test/2"]


def test_what_could_be_read_of_a_torn_sitemap_is_read_and_the_tear_is_told() -> None:
    content = make_sitemap(("https://a.test/1", "2025-01-01"), ("https://a.test/2", "2025-01-02"))
    found = find_links(content[:-40], "https://a.test/map", EntryPoint("https://a.test/map", "sitemap", 5))
    assert [link.url for link in found.links] == ["https://a.test/1"]
    assert [problem.rule for problem in found.problems] == ["malformed_sitemap"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body><p>Not here.</p></body></html>", "not_a_sitemap"),
        (b"<rss><channel/></rss>", "not_a_sitemap"),
        (b"Sorry, no such page.", "not_a_sitemap"),
        (bytes(range(128, 256)) * 3, "not_a_sitemap"),
        (make_sitemap(), "no_links"),
        (make_sitemap(("https://a.test/about", "")), "no_links"),
        (make_bomb(60_000_000), "too_large"),
        (gzip.compress(make_sitemap(("https://a.test/news/1", "")), mtime=0)[:-9], "cut_off"),
        (b"\x1f\x8b" + b"x" * 100, "broken_packing"),
    ],
)
def test_what_is_no_sitemap_is_refused_by_name(content: bytes, rule: str) -> None:
    assert refuse(content, "sitemap", match="^/news/") == rule


def test_entities_of_a_sitemap_are_not_replaced_and_nothing_outside_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("https://a.test/secret")
    inner = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE urlset [<!ENTITY a0 "lol">{inner}<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    content = f'{HEAD}{doctype}<urlset xmlns="{MAPS}"><url><loc>&x;</loc></url><url><loc>&a9;</loc></url></urlset>'
    found = find_links(content.encode(), "https://a.test/map", EntryPoint("https://a.test/map", "sitemap", 5))
    assert found.links == ()


@pytest.mark.parametrize(
    "content",
    [
        b"<urlset><url><loc>https://a.test/1</loc><n:news><n:title>One</n:title></n:news></url></urlset>",
        b"<url><url><loc>https://a.test/1</loc></url></url>",
        b"<url><!-- one --><loc>https://a.test/1</loc></url>",
    ],
    ids=["undeclared prefix", "nested", "lone"],
)
def test_odd_markup_of_a_sitemap_does_not_lose_its_address(content: bytes) -> None:
    assert list_urls(content, "sitemap") == ["https://a.test/1"]


LISTING = """<!DOCTYPE html><html><head><base href="/press/"></head><body><nav><a href="/">Home</a></nav>
<main><article><h3><a href="2025/1.html">First</a></h3><a href="/share">Share</a></article>
<article><h3><a href="https://a.test/press/2025/2.html#top">Second</a></h3></article>
<article><h3><a href="2025/3.html" rel="nofollow">Paid</a></h3></article>
<article><h3><a href="2025/1.html">First again</a></h3></article></main></body></html>"""


def test_the_links_of_a_listing_are_those_that_its_selector_finds() -> None:
    found = find_links(
        LISTING.encode(), "https://a.test/list", EntryPoint("https://a.test/list", "listing", 5, "", "main article h3")
    )
    assert found.links == (
        Link("https://a.test/press/2025/1.html", "First"),
        Link("https://a.test/press/2025/2.html", "Second"),
    )


def test_a_listing_is_followed_and_its_pdfs_are_read_as_such(world: Settings, site: Site, root: Path) -> None:
    pdf = min((root / "samples/inbox/alliance_declarations").glob("*.pdf")).read_bytes()
    site.routes["/declaration"] = send_kept(pdf, "application/octet-stream")
    listing = '<ul class="news"><li><a href="/news/1">One</a></li><li><a href="declaration">Two</a></li></ul>'
    site.routes["/list"] = send_kept(f"<!DOCTYPE html><html><body>{listing}</body></html>".encode(), "text/html")
    write_web_source(world, [{"url": f"{site.url}/list", "kind": "listing", "follow": 5, "links": "ul.news a"}])
    entry = ingest(world)
    assert (site.paths, entry["new"]["documents"]) == (["/list", "/news/1", "/declaration"], 2)
    assert {row["media_type"] for row in read(world, FETCHES)} == {"text/html", "application/octet-stream"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (LISTING.replace("<head>", '<head><meta name="Robots" content="noindex, nofollow">'), "nofollow"),
        (LISTING.replace("<h3>", "<h4>").replace("</h3>", "</h4>"), "no_links"),
        (LISTING.replace("<a href", "<a rel='sponsored' href"), "no_links"),
        ("", "empty"),
    ],
)
def test_a_listing_that_gives_no_links_says_why(content: str, rule: str) -> None:
    assert refuse(content.encode(), "listing", links="main article h3") == rule


def make_gdelt(*urls: str, seen: str = "20250205T091500Z") -> bytes:
    articles = [
        {"url": url, "title": f"Title  {n}", "seendate": seen, "domain": "a.test", "language": "English"}
        for n, url in enumerate(urls)
    ]
    return json.dumps({"articles": articles}).encode()


def test_the_articles_of_gdelt_are_followed_to_any_public_host_and_to_no_other(
    world: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.routes["/api"] = send_kept(
        make_gdelt(f"{site.url}/news/1", "http://10.0.0.1/news/2", "http://169.254.169.254/", "file:///etc/passwd"),
        "application/json",
    )
    entries = [{"url": f"{site.url}/api", "kind": "gdelt", "follow": 9}]
    write_web_source(world, entries, hosts="any")
    entry = ingest(world)
    assert (entry["new"]["documents"], site.paths) == (1, ["/api", "/news/1"])
    assert [row["publisher"] for row in read(world, DOCUMENTS)] == ["127.0.0.1"], "not GDELT, but who gave the text"
    assert sorted(row["rule"] for row in read(world, REJECTIONS)) == [
        "forbidden_address",
        "forbidden_address",
        "scheme",
    ]


@pytest.mark.parametrize("pattern", ["world_bank/*.json", "sipri/*.xlsx", "nato/*.xlsx", "nato/*.pdf"])
def test_tables_of_statistics_are_read_from_the_web(world: Settings, site: Site, root: Path, pattern: str) -> None:
    path = min((root / "samples/statistics").glob(pattern))
    site.routes[f"/{path.name}"] = send_kept(path.read_bytes(), "application/octet-stream")
    entries = [{"url": f"{site.url}/{path.name}", "kind": "statistics"}]
    write_web_source(world, entries, source_format="statistics", document_type="statistics")
    assert ingest(world)["new"]["indicators"] > 0


def test_a_link_that_leads_to_a_page_that_is_none_is_a_rejection_and_no_document(world: Settings, site: Site) -> None:
    gone = b"<!DOCTYPE html><html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
    site.routes["/gone"] = send(gone)
    site.routes["/map.xml"] = send_kept(make_sitemap((f"{site.url}/gone", "2025-02-05")), "application/xml")
    write_web_source(world, [{"url": f"{site.url}/map.xml", "kind": "sitemap", "follow": 3}])
    assert ingest(world)["new"]["documents"] == 0
    assert [row["rule"] for row in read(world, REJECTIONS)] == ["soft_404"]


def test_without_any_host_the_articles_of_gdelt_on_other_hosts_are_refused(world: Settings, site: Site) -> None:
    site.routes["/api"] = send_kept(make_gdelt("https://elsewhere.test/1"), "application/json")
    write_web_source(world, [{"url": f"{site.url}/api", "kind": "gdelt", "follow": 9}])
    ingest(world)
    assert [row["rule"] for row in read(world, REJECTIONS)] == ["other_host"]


def test_hosts_that_fail_do_not_close_the_others_where_any_host_may_be_asked(world: Settings, site: Site) -> None:
    site.routes["/api"] = send_kept(
        make_gdelt(*(f"http://127.0.0.{n}/" for n in range(2, 7)), f"{site.url}/news/1"), "application/json"
    )
    write_web_source(world, [{"url": f"{site.url}/api", "kind": "gdelt", "follow": 9}], hosts="any")
    limits = Limits(attempts_max=1, delay_seconds=0.0)
    client = Client(world.home / "web", Identity("https://example.org/us", "1"), limits, allow_loopback=True)
    source = load_source(world.catalogue, "news")
    outcomes = list(crawl(client, Round(world.home, source, datetime.now(UTC), world.home / "journal", {})))
    client.close()
    rules = [outcome.error.rule if outcome.error else "" for outcome in outcomes]
    assert rules == ["", *["unreachable"] * 5, ""]


def test_broken_escapes_in_titles_of_gdelt_do_not_lose_the_answer() -> None:
    content = rb'{"articles": [{"url": "https://a.test/1", "title": "A \d and' + b"\t" + rb' a \"quote\" \u00e9"}]}'
    assert list_urls(content, "gdelt") == ["https://a.test/1"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"Your query was too short or too long.", "not_gdelt"),
        (b"[1]", "not_gdelt"),
        (b'{"articles": 5}', "not_gdelt"),
        (b"{}", "no_links"),
        (b'{"articles": []}', "no_links"),
        (b'{"articles": [null, {"title": "One"}, {"url": 5}]}', "no_links"),
        (b"[" * 100_000, "not_gdelt"),
    ],
)
def test_an_answer_of_gdelt_without_articles_says_why(content: bytes, rule: str) -> None:
    assert refuse(content, "gdelt") == rule


FOLLOWED = {"url": "https://a.test/map.xml", "kind": "sitemap", "follow": 3}


@pytest.mark.parametrize(
    ("entry", "changes", "said"),
    [
        ({**FOLLOWED, "follow": 0}, {}, "add `follow`"),
        ({**FOLLOWED, "follow": 1000}, {}, "give a count"),
        ({**FOLLOWED, "match": "("}, {}, "no regular expression"),
        ({**FOLLOWED, "match": 5}, {}, "no regular expression"),
        ({**FOLLOWED, "links": "a"}, {}, "go together"),
        ({**FOLLOWED, "kind": "listing"}, {}, "go together"),
        ({**FOLLOWED, "kind": "listing", "links": "a[["}, {}, "no CSS selector"),
        ({"url": "https://a.test/f", "kind": "feed", "match": "x"}, {}, "add `follow`"),
        ({"url": "https://a.test/f", "kind": "page", "follow": 3}, {}, "follow is for feed, gdelt, listing, sitemap"),
        (FOLLOWED, {"hosts": "any"}, "kind gdelt"),
        (FOLLOWED, {"hosts": ["*"]}, "write a bare host"),
        (FOLLOWED, {"selectors": {"headline": "h1"}}, "spell one of title"),
        (FOLLOWED, {"selectors": {"title": "h1[["}}, "no CSS selector"),
        (FOLLOWED, {"selectors": {"date": ".d", "date_format": "%d %B"}}, "day, month and year"),
        (FOLLOWED, {"selectors": {"date": ".d", "date_format": "%Q"}}, "strptime"),
        (FOLLOWED, {"selectors": {"date_format": "%d %B %Y"}}, "without a date"),
        (FOLLOWED, {"selectors": []}, "selectors must be"),
    ],
)
def test_a_list_that_cannot_be_followed_is_named_with_the_remedy(
    world: Settings, entry: dict[str, Any], changes: dict[str, Any], said: str
) -> None:
    write_web_source(world, [entry], **changes)
    with pytest.raises(CatalogueError, match=r"^news\.yml: ") as caught:
        load_source(world.catalogue, "news")
    assert said in str(caught.value)
