"""Twelve publishers on this machine: formats and layouts as real ones use them, texts in our own words.

Each is a file of a catalogue, as a user writes it. Every address knows conditional requests, by a mark or by a date.
"""

import gzip
import html
import json
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import yaml

from samples.make_pdfs import make_declaration
from samples.make_statistics import make_nato_pdf, make_nato_workbook, make_sipri_workbook, make_world_bank_answer
from tests.web_site import Reply, Site, send, send_kept

DATED = "Wed, 05 Feb 2025 10:00:00 GMT"
STORIES = (
    ("Norway and Denmark agree on an exercise", "Norway and Denmark agreed to hold a joint military exercise in the "
     "Arctic in 2026, the Norwegian defence ministry said.", "The ministers met in Oslo and walked along the quay."),
    ("Estonia raises its budget", "The Estonian government has decided to raise its defence spending to 5.4 percent of "
     "GDP by 2027.", "The prime minister told reporters in Tallinn that the sums had been found."),
    ("Access agreement signed", "Japan and the Philippines signed a reciprocal access agreement, the Japanese foreign "
     "ministry said.", "Parliaments of both countries still have to look at the text before it applies."),
    ("Training to start in summer", "Poland and Lithuania will hold joint military exercises in July 2025, the Polish "
     "defence minister said.", "About two thousand soldiers are to cross the border for it, with their vehicles."),
    ("Data to be shared", "South Korea and Japan signed an agreement on sharing military intelligence about missiles.",
     "Officers of both sides had prepared it over a year of meetings in three cities."),
)  # fmt: skip
DECLARATION = """A declaration of allies
10 July 2024

1. We, the leaders of the Alliance, met to renew our bond and to look at what lies ahead of us in the years to come.

2. Allies have agreed to spend at least 2 percent of GDP on defence every year, and to report on it once a year.

3. We will hold a joint exercise in the north in 2026, with ships and aircraft of all of us who live on that coast.
"""
FACTS = {
    "is_official": True, "reliability_grade": "B", "reliability_reason": "It is what its publisher says.",
    "language": "en", "licence": "made for tests", "documents_min": 1, "documents_max": 100,
    "source_format": "page", "document_type": "article", "url": None, "delay_seconds": 0,
}  # fmt: skip


def send_dated(content: bytes, media_type: str) -> Reply:
    """A reply that knows conditional requests by the day of its last change alone."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        is_known = handler.headers.get("If-Modified-Since") == DATED
        send(b"" if is_known else content, media_type, 304 if is_known else 200, Last_Modified=DATED)(handler)

    return answer


def open_publishers(site: Site) -> dict[str, dict[str, Any]]:
    """Have the site be all of them; returns their catalogue files by name."""
    found: dict[str, dict[str, Any]] = {}
    for publish in (
        publish_wordpress, publish_drupal, publish_listing, publish_office, publish_agency, publish_institute,
        publish_gdelt, publish_world_bank, publish_sipri, publish_nato, publish_declarations, publish_statements,
    ):  # fmt: skip
        name = publish.__name__.removeprefix("publish_")
        found[name] = FACTS | {"source_id": name, "title": f"The {name}"} | publish(site, f"{site.url}/{name}")
    return found


def write_catalogue(folder: Path, site: Site, *only: str) -> None:
    """The files of the twelve, or of some."""
    folder.mkdir(parents=True)
    found = open_publishers(site)
    for name, given in ((name, found[name]) for name in only or found):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(given, sort_keys=False), encoding="utf-8")


def keep(site: Site, url: str, content: str | bytes, media_type: str, *, is_dated: bool = False) -> None:
    """Put something at an address."""
    data = content.encode() if isinstance(content, str) else content
    path = url.removeprefix(site.url)
    site.routes[path] = send_dated(data, media_type) if is_dated else send_kept(data, media_type, f'"{path}"')


def publish_wordpress(site: Site, url: str) -> dict[str, Any]:
    """A trade paper on WordPress: an RSS feed of excerpts, articles with Yoast's JSON-LD."""
    items = ""
    for number, (title, first, second) in enumerate(STORIES[:3], 1):
        link = f"{url}/2025/02/{number}/"
        graph = {"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "A paper"},
            {"@type": "Article", "headline": title, "datePublished": f"2025-02-0{number}T08:00:00+00:00",
             "author": {"@type": "Person", "name": "A. Writer"}, "inLanguage": "en-US"},
        ]}  # fmt: skip
        head = f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script>'
        body = f'<div class="entry-content"><p>{first}</p><p>{second}</p></div><div class="sharedaddy">Share this</div>'
        keep(site, link, make_page(title, body, head), "text/html; charset=UTF-8")
        items += (
            f"<item><title>{title}</title><link>{link}</link><dc:creator><![CDATA[A. Writer]]></dc:creator>"
            f'<pubDate>Sat, 0{number} Feb 2025 08:00:00 +0000</pubDate><guid isPermaLink="false">{url}/?p={number}'
            f"</guid><description><![CDATA[<p>{first[:40]} [&#8230;]</p>]]></description>"
            f"<slash:comments>0</slash:comments></item>"
        )
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    head = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}><channel><title>A paper</title>'
    keep(site, f"{url}/feed/", f"{head}<generator>https://wordpress.org/?v=6.7</generator>{items}</channel></rss>",
         "application/rss+xml; charset=UTF-8")  # fmt: skip
    entry = {"url": f"{url}/feed/", "kind": "feed", "follow": 10}
    return {"entry_points": [entry], "is_official": False, "selectors": {"drop": ".sharedaddy"}}


def publish_drupal(site: Site, url: str) -> dict[str, Any]:
    """A foreign ministry on Drupal: an Atom feed with whole texts."""
    entries = "".join(
        f"<entry><id>{url}/node/{number}</id><title>{title}</title><link rel='alternate' href='{url}/node/{number}'/>"
        f"<published>2025-02-1{number}T09:00:00+09:00</published><updated>2025-02-1{number}T10:00:00+09:00</updated>"
        f"<content type='html'>{html.escape(f'<div class=field><p>{first}</p><p>{second}</p></div>')}</content></entry>"
        for number, (title, first, second) in enumerate(STORIES[2:5], 1)
    )
    head = "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'>"
    feed = (
        f"{head}<title>Press releases</title><id>{url}</id><updated>2025-02-13T10:00:00+09:00</updated>{entries}</feed>"
    )
    keep(site, f"{url}/rss.xml", feed, "application/atom+xml", is_dated=True)
    return {"entry_points": [{"url": f"{url}/rss.xml", "kind": "feed"}], "source_format": "feed"}


def publish_listing(site: Site, url: str) -> dict[str, Any]:
    """A defence ministry: a page that lists its news, and pages whose date stands as words."""
    links = ""
    for number, (title, first, second) in enumerate(STORIES[:2], 1):
        body = f'<p class="stamp">Published on {number} March 2025</p>'
        body += f'<div class="text"><p>{first}</p><p>{second}</p></div>'
        keep(site, f"{url}/news/{number}.html", make_page(title, body), "text/html", is_dated=True)
        links += f'<li><h3><a href="/listing/news/{number}.html">{title}</a></h3></li>'
    links += '<li><h3><a href="/listing/photos/1.html">Pictures of the week</a></h3></li>'
    menu = '<nav><a href="/listing/contact.html">Contact</a></nav>'
    page = f'<html lang="en"><body>{menu}<main><ul class="news">{links}</ul></main></body></html>'
    keep(site, f"{url}/news/index.html", page, "text/html")
    entry = {"url": f"{url}/news/index.html", "kind": "listing", "follow": 10, "links": "main ul.news h3 a"}
    selectors = {"text": "div.text", "date": "p.stamp", "date_format": "Published on %d %B %Y", "title": "h1"}
    return {"entry_points": [entry | {"match": "^/listing/news/"}], "selectors": selectors}


def publish_office(site: Site, url: str) -> dict[str, Any]:
    """A leader's office: an index of packed sitemaps, statements with the date in a meta element."""
    places = []
    for number, (title, first, second) in enumerate(STORIES[1:4], 1):
        head = f'<meta property="article:published_time" content="2025-03-0{number}T12:00:00-05:00">'
        keep(site, f"{url}/statements/{number}", make_page(title, f"<p>{first}</p><p>{second}</p>", head), "text/html")
        places.append((f"{url}/statements/{number}", f"2025-03-0{number}"))
    places.append((f"{url}/about", "2025-03-09"))
    keep(site, f"{url}/map-1.xml.gz", gzip.compress(make_map("urlset", "url", places).encode(), mtime=0),
         "application/x-gzip")  # fmt: skip
    index = make_map("sitemapindex", "sitemap", [(f"{url}/map-1.xml.gz", "2025-03-09")])
    keep(site, f"{url}/sitemap.xml", index, "application/xml", is_dated=True)
    entry = {"url": f"{url}/sitemap.xml", "kind": "sitemap", "follow": 10, "match": "^/office/statements/"}
    return {"entry_points": [entry], "document_type": "statement"}


def publish_agency(site: Site, url: str) -> dict[str, Any]:
    """A news agency: a news sitemap with titles and times; its pages state no date themselves."""
    entries = ""
    for number, (title, first, second) in enumerate(STORIES[:3], 1):
        keep(site, f"{url}/story/{number}", make_page(title, f"<p>{first}</p><p>{second}</p>"), "text/html")
        news = f"<news:publication_date>2025-04-0{number}T06:00:00Z</news:publication_date>"
        news += f"<news:title>{title}</news:title>"
        entries += f"<url><loc>{url}/story/{number}</loc><news:news>{news}</news:news></url>"
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    spaces += ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    keep(site, f"{url}/news.xml", f"<urlset {spaces}>{entries}</urlset>", "application/xml")
    return {"entry_points": [{"url": f"{url}/news.xml", "kind": "sitemap", "follow": 10}], "is_official": False}


def publish_institute(site: Site, url: str) -> dict[str, Any]:
    """An institute: a JSON Feed with whole texts."""
    items = [
        {"id": f"{url}/{number}", "url": f"{url}/{number}", "title": title,
         "date_published": f"2025-05-0{number}T00:00:00Z", "content_html": f"<p>{first}</p><p>{second}</p>"}
        for number, (title, first, second) in enumerate(STORIES[3:5], 1)
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "An institute", "language": "en", "items": items}
    keep(site, f"{url}/feed.json", json.dumps(feed), "application/feed+json", is_dated=True)
    return {
        "entry_points": [{"url": f"{url}/feed.json", "kind": "feed"}],
        "source_format": "feed",
        "is_official": False,
    }


def publish_gdelt(site: Site, url: str) -> dict[str, Any]:
    """GDELT's document API: articles of others that a query found."""
    articles = []
    for number, (title, first, second) in enumerate(STORIES[3:5], 1):
        head = f'<meta property="article:published_time" content="2025-06-0{number}T08:00:00Z">'
        page = make_page(f"{title}, reports say", f"<p>Reports: {first}</p><p>{second} So much was heard.</p>", head)
        keep(site, f"{url}/elsewhere/{number}", page, "text/html")
        articles.append({"url": f"{url}/elsewhere/{number}", "title": title, "seendate": f"2025060{number}T090000Z",
                         "domain": "127.0.0.1", "language": "English", "sourcecountry": "Norway"})  # fmt: skip
    query = "/gdelt/api/v2/doc/doc?query=defence&mode=ArtList&format=json"
    keep(site, f"{site.url}{query}", json.dumps({"articles": articles}), "application/json")
    entry = {"url": f"{site.url}{query}", "kind": "gdelt", "follow": 10}
    return {"entry_points": [entry], "is_official": False, "reliability_grade": "D"}


def publish_world_bank(site: Site, url: str) -> dict[str, Any]:
    """The World Bank's indicator API."""
    rows = [("Norway", "NOR", "2023", 1.6), ("Norway", "NOR", "2024", 2.2), ("Estonia", "EST", "2024", 3.4)]
    address = f"{url}/v2/country/all/indicator/MS.MIL.XPND.GD.ZS?format=json"
    keep(site, address, make_world_bank_answer("2025-07-01", rows), "application/json;charset=utf-8")
    return make_statistics(address)


def publish_sipri(site: Site, url: str) -> dict[str, Any]:
    """SIPRI's workbook."""
    content = make_sipri_workbook(2025, (2023, 2024), [("Norway", None, 0.016, 0.022), ("Estonia", None, 0.03, 0.034)])
    address = f"{url}/SIPRI-Milex-data-1949-2024.xlsx"
    keep(site, address, content, "application/octet-stream", is_dated=True)
    return make_statistics(address)


def publish_nato(site: Site, url: str) -> dict[str, Any]:
    """NATO's tables, as a workbook and as a PDF."""
    shares = {"Norway": (1.61, 2.2, 3.3), "Estonia": (2.99, 3.41, 3.4)}
    years = ("2023", "2024", "2025e")
    keep(site, f"{url}/def-exp-2025-en.xlsx", make_nato_workbook(years, shares), "application/vnd.ms-excel")
    keep(site, f"{url}/def-exp-2025-en.pdf", make_nato_pdf(2025, years, shares), "application/pdf")
    return make_statistics(f"{url}/def-exp-2025-en.xlsx", f"{url}/def-exp-2025-en.pdf")


def publish_declarations(site: Site, url: str) -> dict[str, Any]:
    """An alliance: a declaration in numbered paragraphs, as a PDF."""
    keep(site, f"{url}/declaration.pdf", make_declaration(DECLARATION), "application/pdf")
    entry = {"url": f"{url}/declaration.pdf", "kind": "pdf"}
    return {"entry_points": [entry], "source_format": "pdf", "document_type": "declaration", "reliability_grade": "A"}


def publish_statements(site: Site, url: str) -> dict[str, Any]:
    """A press server: plain text, one address a statement."""
    for number, (title, first, second) in enumerate(STORIES[2:4], 1):
        text = f"{title}\nPublished: 2025-07-0{number}\n\n{first}\n\n{second}\n"
        keep(site, f"{url}/{number}.txt", text, "text/plain; charset=utf-8", is_dated=number == 1)
    entries = [{"url": f"{url}/{number}.txt", "kind": "text"} for number in (1, 2)]
    return {"entry_points": entries, "source_format": "text", "document_type": "statement"}


def make_statistics(*addresses: str) -> dict[str, Any]:
    """What the catalogue says of tables."""
    entries = [{"url": address, "kind": "statistics"} for address in addresses]
    return {"entry_points": entries, "source_format": "statistics", "document_type": "statistics"}


def make_page(title: str, body: str, head: str = "") -> str:
    """A page with what surrounds an article."""
    around = '<header><a href="/">Home</a> <a href="/search">Search</a></header>'
    below = "<footer><p>All rights reserved. Follow us. Sign up for our newsletter.</p></footer>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Site</title>{head}</head><body>'
        f"{around}<main><article><h1>{title}</h1>{body}</article></main>{below}</body></html>"
    )


def make_map(name: str, inside: str, places: Iterable[tuple[str, str]]) -> str:
    """A sitemap, or an index of some."""
    entries = "".join(f"<{inside}><loc>{url}</loc><lastmod>{day}</lastmod></{inside}>" for url, day in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{name}>'
