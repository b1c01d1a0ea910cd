"""Sitemaps (https://www.sitemaps.org/protocol.html), news sitemaps and indexes of them: the addresses, newest first.

Packed ones are unpacked within the bound of an item. What has no `lastmod` keeps its order, behind what has one.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from schemas.raw import Problem
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.lists import Link, LinkList
from sources.web.decoding import Body
from sources.web.errors import WebError

SITEMAP = "sitemap"
ADDRESSES_MAX = 50_000
"""Addresses of one sitemap that are read; the protocol allows no more."""
_REMEDY = "open the address in a browser: it may have moved; robots.txt often names the right one"


def list_sitemap(content: bytes, url: str, size_max: int) -> LinkList:
    """The addresses of a sitemap; those of an index have the kind `sitemap`. `size_max`: bytes when unpacked."""
    try:
        unpacked = _unpack(content, size_max)
    except WebError as error:
        return _refuse(url, error.rule, error.reason, "the snapshot is kept; look for a smaller sitemap")
    if not unpacked.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _list_lines(unpacked, url)
    links: list[Link] = []
    problems = []
    roots: list[Any] = []
    try:
        for link in _walk(unpacked, roots):
            links.append(link)
            if len(links) == ADDRESSES_MAX:
                break
    except etree.XMLSyntaxError as error:
        reason = f"the sitemap is malformed: {error}"
        problems.append(Problem(url, "malformed_sitemap", reason, "what could be read was read; tell the publisher"))
    if not links and not (roots and _name(roots[0]) in ("urlset", "sitemapindex")):
        head = unpacked[:500].decode("utf-8", "replace")
        return _refuse(url, "not_a_sitemap", "the item is no sitemap", _REMEDY, head)
    if not links and not problems:
        problems.append(Problem(url, "no_links", "the sitemap has no address", _REMEDY))
    return LinkList(tuple(sort_newest(links)), tuple(problems))


def sort_newest(links: list[Link]) -> list[Link]:
    """Links by the moment of their last change, the newest first; those without one behind, in their order."""
    return sorted(links, key=lambda link: (link.changed is None, -(link.changed or 0.0)))


def _unpack(content: bytes, size_max: int) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    body = Body("gzip", size_max)
    body.feed(content)
    return body.finish()


def _walk(content: bytes, roots: list[Any]) -> Iterator[Link]:
    """One link an entry. No entity is replaced, nothing outside is loaded; the first element goes to `roots`."""
    events = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, node in events:
        if event == "start":
            if not roots:
                roots.append(node)
        elif _name(node) in ("url", "sitemap"):
            if (link := _read_entry(node)) is not None:
                yield link
            node.clear()
            while node.getprevious() is not None and (parent := node.getparent()) is not None:
                del parent[0]  # what was read is let go, so that memory stays small


def _read_entry(node: Any) -> Link | None:
    said: dict[str, str] = {}
    for inner in node.iter():
        if isinstance(inner.tag, str) and inner.text and inner.text.strip():
            said.setdefault(_name(inner), " ".join(inner.text.split()))
    if "loc" not in said:
        return None
    kind = SITEMAP if _name(node) == "sitemap" else ""
    published = said.get("publication_date")
    changed = max(
        (found for name in ("lastmod", "publication_date") if (found := _read_moment(said.get(name)))), default=None
    )
    return Link(said["loc"], said.get("title"), published, changed, kind)


def _read_moment(written: str | None) -> float | None:
    """Seconds since 1970 of a W3C date; None where it is none."""
    try:
        moment = datetime.fromisoformat(written or "")
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def _list_lines(content: bytes, url: str) -> LinkList:
    """The plain form: an address a line."""
    try:
        lines = [line.strip() for line in decode_text(content).splitlines()]
    except UndecodableError as error:
        return _refuse(url, "not_a_sitemap", str(error), _REMEDY)
    found = [line for line in lines if line.startswith(("http://", "https://"))][:ADDRESSES_MAX]
    if not found:
        return _refuse(url, "not_a_sitemap", "the item is no sitemap", _REMEDY, "\n".join(lines)[:500])
    return LinkList(tuple(Link(line) for line in found))


def _name(node: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return node.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def _refuse(url: str, rule: str, reason: str, remedy: str, original: str | None = None) -> LinkList:
    return LinkList(problems=(Problem(url, rule, reason, remedy, original),))
