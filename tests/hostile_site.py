"""A site that behaves like the worst of the web, case by case: what each address does, and what must become of it.

The table of `docs/sources.md` is made of these cases: `python -m tests.hostile_site` prints it.
"""

import gzip
import io
import json
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from openpyxl import Workbook

from tests.test_readers_apart import make_endless_page, make_pdf_bomb
from tests.web_site import Reply, Site, die, drip, make_bomb, make_page, redirect, send

TEXT = "Japan and the Philippines signed a reciprocal access agreement, the Japanese foreign ministry said."
OTHER = "Poland and Lithuania will hold joint military exercises in July 2025, the Polish defence minister said."
SCRIPT = "<script>alert(document.domain)</script>"
Make = Callable[[Site, str], Reply]
"""Makes the reply of a case; the text is the address of the case on the site."""


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile behaviour: what it is, as what it is asked, how many documents are stored of it, what refuses it."""

    name: str
    what: str
    make: Make
    documents: int = 0
    rules: tuple[str, ...] = ()
    kind: str = "feed"
    follow: int = 0
    hosts: tuple[str, ...] = ()
    url: str = ""
    robots: bytes = b""
    said: str = ""
    more: dict[str, Reply] = field(default_factory=dict)


def give(content: bytes, media_type: str = "application/rss+xml", **headers: str) -> Make:
    """The same bytes, wherever the site is."""
    return lambda site, url: send(content, media_type, 200, **headers)


def feed_of(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    """An RSS feed of items as written."""
    return f'{head}<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(title: str = "A title", text: str = TEXT, day: str = "Wed, 05 Feb 2025 09:00:00 +0000", more: str = "") -> str:
    """One item of a feed."""
    return f"<item><title>{title}</title><description>{text}</description><pubDate>{day}</pubDate>{more}</item>"


def link_to(*urls: str) -> Make:
    """A feed whose items lead to these addresses."""
    return give(feed_of(*(item(str(n), more=f"<link>{url}</link>") for n, url in enumerate(urls))))


def find_with_gdelt(*urls: str) -> Make:
    """An answer of GDELT with these articles."""
    return give(json.dumps({"articles": [{"url": url, "title": TEXT} for url in urls]}).encode(), "application/json")


def raw(*parts: bytes, pause: float = 0.0) -> Make:
    """Bytes as they are, status line and headers included; then the connection ends."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            time.sleep(pause)
        handler.close_connection = True

    return lambda site, url: answer


def pour(head: bytes, part: bytes) -> Make:
    """A reply that never ends, as fast as it is taken."""

    def make(site: Site, url: str) -> Reply:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            while not site.closing.is_set():
                handler.wfile.write(part)

        return answer

    return make


def lead_on(site: Site, url: str) -> Reply:
    """A redirect to an address that was never asked before, for ever."""
    path = url.removeprefix(site.url)
    for number in range(20):
        site.routes[f"{path}/{number}"] = redirect(f"{path}/{number + 1}")
    return redirect(f"{path}/0")


def make_ten_gigabytes() -> bytes:
    """Ten megabytes that unpack to ten gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = packer.compress(b"\0" * 10_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    follow = zlib.compressobj(9, zlib.DEFLATED, -15)
    return piece + (follow.compress(b"\0" * 10_000_000) + follow.flush(zlib.Z_SYNC_FLUSH)) * 1000


def make_sheet_bomb(size: int) -> bytes:
    """A workbook whose only sheet unpacks to so many bytes."""
    plain, swollen = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    text = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * size + b"</t></is></c></row>"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"<sheetData>", text))
    return swollen.getvalue()


def make_laughs() -> bytes:
    """An entity that stands for a billion others."""
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return feed_of(item(text="&a9;"), head=f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "lol">{entities}]>')


def make_outer(site: Site, url: str) -> Reply:
    """Entities and a document type that lie elsewhere: in a file, on the site."""
    entities = f'<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "{url}/entity"><!ENTITY % z SYSTEM "{url}/z">'
    return send(feed_of(item(text=f"&x;&y; {TEXT}"), head=f'<!DOCTYPE r SYSTEM "{url}/dtd" [{entities} %z;]>'))


def make_lying_page() -> bytes:
    """A page in KOI8-R that says it is in UTF-16."""
    text = "Эстония и Латвия договорились провести совместные учения в 2026 году. " * 3
    page = make_page("Учения", text).decode().replace('<meta charset="utf-8">', '<meta charset="utf-16">')
    return page.encode("koi8-r")


METADATA = "http://169.254.169.254/latest/meta-data/"
INWARD = ("http://10.0.0.1/", METADATA, "http://[fe80::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433:22/")
PAST, FUTURE = "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 31 Dec 2099 23:59:59 GMT"
HTML_HEAD = b"<!DOCTYPE html><html><head><title>t</title></head><body>"
LOGIN = HTML_HEAD + b"<h1>Sign in</h1><form><input name=user><input type=password></form></body></html>"
LONG_FEED = feed_of(*(item() for _ in range(10_000)))
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n"

CASES: tuple[Case, ...] = (
    # the wire
    Case("slow_drip", "a byte now and then", lambda site, url: drip(site), rules=("too_slow",)),
    Case("slow_head", "headers that never end, a byte now and then",
         lambda site, url: drip(site, b"HTTP/1.1 200 OK\r\nX-Slow: "), rules=("too_slow",)),
    Case("endless", "an answer that never ends", pour(ENDLESS, b"x" * 65536), rules=("too_large",)),
    Case("endless_headers", "headers without end, fast", pour(b"HTTP/1.1 200 OK\r\n", b"X-A: y\r\n" * 1000),
         rules=("bad_http",)),
    Case("redirects", "a redirect to ever new addresses", lead_on, rules=("too_many_redirects",)),
    Case("circle", "a redirect to itself, with a cookie",
         lambda site, url: send(b"", status=302, Location=url, Set_Cookie="a=b"), rules=("redirect_loop",)),
    Case("too_long", "a length that is longer than the answer", lambda site, url: die(feed_of(item())),
         rules=("cut_off",)),
    Case("too_short", "a length that is shorter: the rest is not there",
         give(feed_of(item(), item("Other", OTHER)), Content_Length="350", Connection="close"), 1, ("malformed_feed",)),
    Case("no_number", "a length that is no number", give(b"x", Content_Length="many"), rules=("bad_http",)),
    Case("two_lengths", "two lengths (request smuggling)",
         raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello"), rules=("bad_http",)),
    Case("no_http", "an answer that is no HTTP", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), rules=("cut_off", "bad_http")),
    Case("dies_at_once", "a server that hangs up without a word", raw(b""), rules=("cut_off",)),
    Case("dies_half_way", "a server that dies half-way", raw(ENDLESS.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: "
         b"chunked\r\n\r\n"), b"64\r\nhalf of it"), rules=("cut_off",)),
    Case("dies_packed", "a server that dies half-way in a packed answer",
         give(gzip.compress(feed_of(item()) * 50)[:-20], Content_Encoding="gzip"), rules=("cut_off",)),
    Case("bomb", "gzip that unpacks to 10 GB", give(make_ten_gigabytes(), Content_Encoding="gzip"),
         rules=("too_large",)),
    Case("bomb_twice", "gzip in gzip", give(gzip.compress(make_bomb(10_000_000)), Content_Encoding="gzip, gzip"),
         rules=("unasked_packing",)),
    Case("brotli", "a packing that was not asked for", give(b"\x1b\x00", Content_Encoding="br"),
         rules=("unasked_packing",)),
    Case("no_gzip", "a packing that is none", give(feed_of(item()), Content_Encoding="gzip"),
         rules=("broken_packing",)),
    Case("busy", "asks to be left alone for a day",
         lambda site, url: send(b"", status=429, Retry_After="86400"), rules=("http_429",)),
    Case("down", "fails for good", lambda site, url: send(b"", status=500), rules=("http_500",)),
    Case("closed", "a door that is closed", lambda site, url: send(b"", status=403), rules=("http_403",)),
    Case("tls_stranger", "a certificate that nobody vouches for", give(b""), rules=("tls",), url="{stranger}/feed"),
    Case("tls_expired", "a certificate that has run out", give(b""), rules=("tls",), url="{expired}/feed"),
    Case("tls_other", "a certificate for another name", give(b""), rules=("tls",), url="{other}/feed"),
    Case("tls_none", "no TLS where it should be", give(b""), rules=("tls",), url="{plain}/feed"),
    # where it leads
    Case("to_private", "a redirect to a private address", lambda site, url: redirect("http://10.0.0.1/"),
         rules=("other_host",)),
    Case("to_metadata", "a redirect to a cloud's metadata", lambda site, url: redirect(METADATA),
         rules=("other_host",)),
    Case("to_file", "a redirect to a file", lambda site, url: redirect("file:///etc/passwd"), rules=("scheme",)),
    Case("to_port", "a redirect to another port of the host", lambda site, url: redirect("http://127.0.0.1:22/"),
         rules=("odd_port",)),
    Case("to_login", "a redirect with a login in it", lambda site, url: redirect("http://a:b@127.0.0.1/"),
         rules=("login_in_address",)),
    Case("is_metadata", "an entry point that is a metadata address", give(b""), rules=("forbidden_address",),
         kind="page", url=METADATA),
    Case("is_private", "an entry point in a private network", give(b""), rules=("forbidden_address",), kind="page",
         url="http://192.168.1.1/"),
    Case("is_link_local", "an entry point on the same cable", give(b""), rules=("forbidden_address",), kind="page",
         url="http://[fe80::1]/"),
    Case("links_inward", "a feed whose links lead to private, link-local and metadata addresses", link_to(*INWARD),
         rules=("other_host",), follow=10),
    Case("links_anywhere", "the same, of a source that may ask any host", find_with_gdelt(*INWARD[:4], "http://[::1"),
         rules=("forbidden_address",), kind="gdelt", follow=10, hosts=("*",)),
    Case("links_files", "a feed whose links are files and scripts",
         link_to("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://127.0.0.1/"),
         rules=("scheme",), follow=10),
    # formats
    Case("torn", "XML that is cut off", give(feed_of(item(), item("Other", OTHER))[:-60]), 1, ("malformed_feed",)),
    Case("malformed", "XML with unclosed tags and bare ampersands",
         give(feed_of(item("R&D <b> news"), "<item><title>open")), 1, ("malformed_feed",)),
    Case("laughs", "an entity that stands for a billion others", give(make_laughs()),
         rules=("malformed_feed", "no_text", "text_too_short")),
    Case("blowup", "a long entity, many times", give(feed_of(item(text="&a;" * 20_000),
         head=f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>')),
         documents=1, rules=("malformed_feed",)),
    Case("outer", "entities in files and on other sites: left alone", make_outer, 1, ("malformed_feed",)),
    Case("turned", "HTML in the place of a feed", give(HTML_HEAD + b"<h1>We have moved</h1>", "text/html"),
         rules=("not_a_feed",)),
    Case("login_feed", "a login page, status 200, in the place of a feed", give(LOGIN, "text/html"),
         rules=("not_a_feed",)),
    Case("empty", "status 200 and nothing", give(b""), rules=("empty",)),
    Case("no_entries", "a feed without entries", give(feed_of()), rules=("empty_feed",)),
    Case("past", "dated 1970", give(feed_of(item(day=PAST))), rules=("impossible_publication_date",)),
    Case("future", "dated 2099", give(feed_of(item(day=FUTURE))), rules=("publication_date_after_retrieval",)),
    Case("crowd", "ten thousand items", give(LONG_FEED), 1, ("too_many_entries",)),
    Case("same_ids", "two texts under one id", give(feed_of(item("One", more="<guid>1</guid>"),
         item("Two", OTHER, more="<guid>1</guid>"))), 2),
    Case("same_texts", "one text under two ids",
         give(feed_of(item(more="<guid>1</guid>"), item(more="<guid>2</guid>"))), 1),
    Case("charset", "a charset that is not the one it says", give(make_lying_page(), "text/html; charset=koi8-r"), 1,
         kind="page"),
    Case("no_charset", "characters that are none",
         give(feed_of(item("&#xD800; &#1114112; title"), head='<?xml version="1.0" encoding="undefined"?>')), 1),
    Case("soft_404", "a page that says with status 200 that there is none",
         give(HTML_HEAD + b"<h1>Page not found</h1><p>The page that you asked for does not exist.</p>", "text/html"),
         rules=("soft_404",), kind="page"),
    Case("login_page", "a login page, status 200, in the place of an article", give(LOGIN, "text/html"),
         rules=("login_wall",), kind="page"),
    Case("binary", "bytes that are no text, as a page", give(bytes(range(256)) * 400, "text/html"), kind="page",
         rules=("unreadable_page", "no_text")),
    Case("script_only", "a page that a script would make", give(HTML_HEAD + b"<div id=root></div><script>x()</script>",
         "text/html"), rules=("no_text",), kind="page"),
    Case("script_title", "a script in title and text",
         give(feed_of(item(f"<![CDATA[{SCRIPT} Drill]]>", f"<![CDATA[{SCRIPT}{TEXT}]]>"))), 1),
    Case("script_refused", "a script in what is refused", give(f"{SCRIPT} no feed".encode()), rules=("not_a_feed",)),
    Case("costly_page", "a page that keeps a parser busy for an hour", give(make_endless_page(), "text/html"),
         rules=("too_costly",), kind="page"),
    Case("large_page", "a page of 5 MB", give(HTML_HEAD + b"<p>word</p>" * 500_000, "text/html"), rules=("too_large",),
         kind="page"),
    Case("pdf_bomb", "a PDF that unpacks to 300 MB", give(make_pdf_bomb(300_000_000), "application/pdf"), kind="pdf",
         rules=("too_costly", "reader_died", "no_text", "unreadable_pdf")),
    Case("pdf_torn", "a PDF that is none", give(b"%PDF-1.7\nrubbish", "application/pdf"), rules=("unreadable_pdf",),
         kind="pdf"),
    Case("zip_bomb", "a workbook that unpacks to 120 MB", give(make_sheet_bomb(120_000_000), "application/zip"),
         kind="statistics", rules=("too_large",)),
    Case("zip_tight", "a workbook that unpacks to just what is allowed", give(make_sheet_bomb(90_000_000)),
         kind="statistics", rules=("missing_sheet", "too_costly", "unreadable_workbook")),
    Case("login_table", "a login page in the place of a table", give(LOGIN, "text/html"), kind="statistics",
         rules=("unknown_format",)),
    # lists
    Case("map_circle", "an index of sitemaps that lists itself",
         lambda site, url: send(f"<sitemapindex><sitemap><loc>{url}</loc></sitemap></sitemapindex>".encode()),
         rules=(), kind="sitemap", follow=5),
    Case("map_bomb", "a packed sitemap that unpacks to 100 MB", give(make_bomb(100_000_000), "application/x-gzip"),
         kind="sitemap", follow=5, rules=("too_large",)),
    Case("map_laughs", "a sitemap with an entity that stands for a billion others",
         give(make_laughs().replace(b"rss", b"urlset"), "text/xml"), kind="sitemap", follow=5,
         rules=("no_links", "malformed_sitemap", "not_a_sitemap")),
    Case("gdelt_html", "HTML in the place of GDELT's answer", give(LOGIN, "text/html"), kind="gdelt", follow=5,
         rules=("not_gdelt",)),
)  # fmt: skip


def open_cases(site: Site) -> None:
    """Have the site behave like all cases."""
    for case in CASES:
        site.routes[f"/{case.name}"] = case.make(site, f"{site.url}/{case.name}")


def write_table() -> str:
    """The table of the documentation."""
    rows = [
        f"| {case.what} | {_say_stored(case.documents)} | {' or '.join(f'`{rule}`' for rule in case.rules) or '–'} |"
        for case in CASES
    ]
    return "\n".join(["| what it does | stored | refused as |", "|---|---|---|", *rows])


def _say_stored(documents: int) -> str:
    return f"{documents} document{'s' if documents > 1 else ''}" if documents else "nothing"


if __name__ == "__main__":
    print(write_table())
