"""What is fuzzed: each reader with its good items, how they are mutated, and what must hold of whatever comes out."""

import socket
import tempfile
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bench import mutations
from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.indicators import INDICATORS
from schemas.operations import REJECTIONS
from schemas.raw import ReadResult
from sources.entry_points import EntryPoint
from sources.readers.records import read_records
from sources.web.answers import read_headers, read_wait
from sources.web.client import Client, Identity, Limits
from sources.web.decoding import Body
from sources.web.errors import WebError
from sources.web.links import find_links
from sources.web.robots import expect_allowed, load_rules
from sources.web.urls import make_reach
from sources.web.validators import Validators
from transforms.documents.documents import make_documents
from transforms.indicators import make_indicators
from transforms.rejections import make_rejection

ROOT = Path(__file__).resolve().parent.parent
WEB = "https://publisher.test/item"
NOW = datetime(2026, 11, 1, 2, tzinfo=UTC)
FETCH = {"fetch_id": "f-1", "sha256": "0" * 64, "url": WEB, "retrieved_at": NOW, "batch_id": "b-1"}
SOURCE = {"source_id": "s", "title": "A publisher", "document_type": "article", "language": "en"}
Check = Callable[[bytes], str]
"""Reads some bytes and says how they behaved; raises where something does not hold."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: its good items, the mutation of its format, the check."""

    seeds: Sequence[bytes]
    mutate: mutations.Mutate
    check: Check


class BrokenPromiseError(AssertionError):
    """A reader gave something that it must not give."""


def check_reader(kind: str, media_type: str | None = None) -> Check:
    """A check of the reader of a kind of entry point, and of what becomes of its texts and figures."""

    def check(content: bytes) -> str:
        result = read_records(content, WEB, "statistics" if kind == "statistics" else "", media_type, kind)
        return _expect_storable(result)

    return check


def _expect_storable(result: ReadResult) -> str:
    """Nothing vanishes, everything is said, and what is kept can be written as the tables want it."""
    if not (result.records or result.figures or result.problems):
        raise BrokenPromiseError("the item vanished")
    if not all(problem.rule and problem.reason and problem.remedy for problem in result.problems):
        raise BrokenPromiseError("a problem that does not say what to do")
    documents, refused = make_documents(result.records, FETCH, SOURCE, "b-1")
    indicators, others = make_indicators(result.figures, FETCH, SOURCE, "b-1")
    if len(documents) + len(refused) != len(result.records) or len(indicators) + len(others) != len(result.figures):
        raise BrokenPromiseError("a row vanished")
    found = [(p.location, p.rule, p.reason, p.remedy, p.original) for p in result.problems]
    rejections = [*refused, *others, *(make_rejection("b-1", "s", "read", *said) for said in found)]
    to_arrow(DOCUMENTS, documents)
    to_arrow(INDICATORS, indicators)
    to_arrow(REJECTIONS, rejections)
    rules = sorted({row["rule"] for row in rejections})
    dated = {row["published_on"] is None for row in documents}
    counts = (len(documents).bit_length(), len(indicators).bit_length(), len(rejections).bit_length())
    return f"{rules} {counts} {dated}"


def check_links(kind: str) -> Check:
    """A check of a list: its links can be asked or refused by name, none stands twice, and a list without says why."""
    entry = EntryPoint(WEB, kind, 20, "", "a" if kind == "listing" else "")

    def check(content: bytes) -> str:
        found = find_links(content, WEB, entry)
        if len({link.url for link in found.links}) != len(found.links):
            raise BrokenPromiseError("a link stands twice")
        if not (found.links or found.problems) and kind != "feed":  # entries of a feed need no link
            raise BrokenPromiseError("a list without links and without a word")
        for link in found.links:
            f"{link.url} {link.title} {link.published}".encode()
        rules = sorted({problem.rule for problem in found.problems})
        return f"{len(found.links).bit_length()} {rules} {any(link.changed for link in found.links)}"

    return check


def check_robots(content: bytes) -> str:
    """A robots.txt: whatever it says, an address is allowed with a pause, or refused by name."""
    with tempfile.TemporaryDirectory() as folder:
        rules = load_rules(Path(folder), "https://publisher.test", NOW, lambda _: content)
    said = []
    for path in ("/", "/news/1?x=%E4", "/" + "a" * 300):
        try:
            delay = expect_allowed(rules, f"https://publisher.test{path}")
        except WebError as error:
            said.append(error.rule)
        else:
            said.append("paused" if delay else "open")
            if not 0 <= delay <= 60:
                raise BrokenPromiseError(f"a pause of {delay} seconds")
    return str(said)


def check_headers(content: bytes) -> str:
    """Header lines and a packed body: decoded within the bound, or refused by name."""
    head, _, body = content.partition(b"\n\n")
    headers = read_headers([(name.strip(), value.strip()) for line in head.split(b"\n") for name, _, value in
                            [line.partition(b":")]])  # fmt: skip
    wait = read_wait(headers.get("retry-after"), NOW)
    marks = Validators("f", WEB, headers.get("etag"), headers.get("last-modified")).conditions
    for value in marks.values():
        value.encode("ascii")
    try:
        unpacked = Body((headers.get("content-encoding") or "").lower(), 100_000)
        for at in range(0, len(body), 1000):
            unpacked.feed(body[at : at + 1000])
        size = len(unpacked.finish())
        said = "whole" if size else "nothing"
        if size > 100_000:
            raise BrokenPromiseError("more than the bound")
    except WebError as error:
        said = error.rule
    return f"{wait is None} {sorted(marks)} {said}"


class RawServer:
    """A server on this machine that answers every request with the same bytes, and hangs up."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                try:
                    connection.settimeout(2.0)
                    while b"\r\n\r\n" not in connection.recv(65536):
                        pass
                    connection.sendall(self.answer)
                except OSError:
                    continue


@cache
def _open_client() -> tuple[RawServer, Client]:
    server = RawServer()
    limits = Limits(2.0, 2.0, 3.0, 1_000_000, redirects_max=2, attempts_max=1, delay_seconds=0.0)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    client = Client(folder, Identity("https://example.org/us", "1.0"), limits, allow_loopback=True)
    client.fetch(_allow_first(server), make_reach([server.url]))
    return server, client


def _allow_first(server: RawServer) -> str:
    """No robots.txt, as the first thing that is asked."""
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    return f"{server.url}/begin"


def check_answer(content: bytes) -> str:
    """The bytes of an answer as they come over the wire: content within the bound, or a refusal by name."""
    server, client = _open_client()
    server.answer = content
    try:
        answer = client.fetch(f"{server.url}/item", make_reach([server.url]), {"If-None-Match": '"x"'})
    except WebError as error:
        if not (error.reason and error.remedy):
            raise BrokenPromiseError("a refusal that does not say what to do") from error
        error.reason.encode()
        return f"{error.rule}"
    if answer.content is not None and len(answer.content) > 1_000_000:
        raise BrokenPromiseError("more than the bound")
    return f"{answer.http_status} {bool(answer.content)} {bool(answer.media_type)}"


def _read_samples(*patterns: str) -> list[bytes]:
    paths = sorted(path for pattern in patterns for path in (ROOT / "samples").rglob(pattern))
    return [content for path in paths if len(content := path.read_bytes()) < 200_000][:30]


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>T</title><entry><id>tag:a.test,2025:1</id><title type="html">One &amp;lt;b&amp;gt;</title>
<link rel="alternate" href="/1"/>
<published>2025-02-04T10:00:00+09:00</published><updated>2025-02-05T10:00:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Norway and Denmark agreed to hold an exercise.</p><ul><li>at sea</li></ul>
</div></content></entry><entry><id>2</id><title>Two</title><link href="https://a.test/2"/><summary>Short</summary>
</entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.test"><title>T</title></channel>
<item rdf:about="https://a.test/1"><title>One</title><link>https://a.test/1</link><dc:date>2025-02-04</dc:date>
<description>Poland will send two ships to the drill in July.</description></item></rdf:RDF>"""
JSON_FEEDS = [
    b'{"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": [{"id": 1, "title": "One",'
    b'"url": "/1", "content_html": "<p>Norway and Denmark agreed to hold an exercise.</p>",'
    b'"date_published": "2025-02-04"}]}',
]
SITEMAPS = [
    b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.test/1</loc><lastmod>2025-02-04T10:00:00+09:00</lastmod><n:news><n:title>One</n:title>
<n:publication_date>2025-02-04</n:publication_date></n:news></url><url><loc>https://a.test/2</loc></url></urlset>""",
    b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.test/s.xml.gz</loc>
<lastmod>2025-02-04</lastmod></sitemap></sitemapindex>""",
]
GDELT = [
    b'{"articles": [{"url": "https://a.test/1", "title": "One", "seendate": "20250204T101500Z", "domain": "a.test"},'
    b'{"url": "https://b.test/2", "title": "Two", "seendate": "20250205T101500Z", "language": "English"}]}',
]
ROBOTS = [
    b"# all\nUser-agent: *\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 5\nSitemap: https://a.test/s.xml\n",
    b"User-agent: defcoop\nDisallow: /*?x=*$\nRequest-rate: 1/10\n\nUser-agent: other\nDisallow: /\n",
    b"User-Agent: *\nDisallow:\nVisit-time: 0100-0400\nHost: a.test\nCrawl-delay: 1e9\n",
]
_PACKER = zlib.compressobj(wbits=31)
_PACKED = _PACKER.compress(b"some text " * 500) + _PACKER.flush()
HEADERS = [
    b'Content-Type: text/html; charset=utf-8\nETag: "v1"\nLast-Modified: Wed, 05 Feb 2025 09:00:00 GMT\n\nplain',
    b"Content-Encoding: gzip\nRetry-After: 120\n\n" + _PACKED,
    b"Content-Encoding: deflate\nRetry-After: Wed, 05 Feb 2099 09:00:00 GMT\n\n" + zlib.compress(b"some text " * 500),
    b'Content-Encoding: deflate\nETag: W/"\xe9"\n\n' + zlib.compress(b"x" * 300_000)[2:-4],
]
ANSWERS = [
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nETag: "a"\r\n\r\nhello',
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-End: 1\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n",
    b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end",
    b"HTTP/1.0 503 Busy\r\nRetry-After: 1\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_PACKED) + _PACKED,
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
]


@cache
def load_targets() -> dict[str, Target]:
    """All targets by name."""
    feeds = [ATOM, RDF, *_read_samples("*.xml")]
    xlsx, pdf = _read_samples("*.xlsx"), _read_samples("*.pdf")
    csv, json = _read_samples("statistics/*.csv", "world_bank/*.csv"), _read_samples("*.json")
    return {
        "feed": Target(feeds, mutations.mutate_markup, check_reader("feed")),
        "links": Target(feeds, mutations.mutate_markup, check_links("feed")),
        "json_feed": Target(JSON_FEEDS, mutations.mutate_json, check_reader("feed")),
        "sitemap": Target(SITEMAPS, mutations.mutate_markup, check_links("sitemap")),
        "listing": Target(_read_samples("*.html"), mutations.mutate_markup, check_links("listing")),
        "gdelt": Target(GDELT, mutations.mutate_json, check_links("gdelt")),
        "page": Target(_read_samples("*.html"), mutations.mutate_markup, check_reader("page", "text/html")),
        "text": Target(_read_samples("*.txt"), mutations.mutate_lines, check_reader("text")),
        "pdf": Target(pdf, mutations.mutate_pdf, check_reader("pdf")),
        "pdf_table": Target(pdf, mutations.mutate_pdf, check_reader("statistics")),
        "xlsx": Target(xlsx, mutations.mutate_zip, check_reader("statistics")),
        "csv": Target(csv, mutations.mutate_table, check_reader("statistics", "text/csv")),
        "json": Target(json, mutations.mutate_json, check_reader("statistics", "application/json")),
        "robots": Target(ROBOTS, mutations.mutate_lines, check_robots),
        "headers": Target(HEADERS, mutations.mutate_lines, check_headers),
        "answer": Target(ANSWERS, mutations.mutate_lines, check_answer),
    }


def describe(value: Any) -> str:
    """A value on one line, for a report."""
    return " ".join(str(value).split())[:300]
