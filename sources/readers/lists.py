"""What lists lead to: the links of feeds, of listing pages and of GDELT's answers, as they are written there."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

from schemas.raw import Problem
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.feed import read_feed

_LOOK = "open the address in a browser: it may have moved, or ask for a login"
_NO_FOLLOW = frozenset({"nofollow", "none"})
_PAID = frozenset({"nofollow", "sponsored", "ugc"})
_LONE_BACKSLASH = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a list leads to, and what the list says of it.

    `published` is a date as written; `changed` the moment of the last change, in seconds since 1970; `kind` what is
    there, where the list says so.
    """

    url: str
    title: str | None = None
    published: str | None = None
    changed: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LinkList:
    """The links of a list in its order, and what is wrong with it."""

    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


def list_feed(content: bytes, url: str) -> LinkList:
    """The links of the entries of a feed, with their titles and dates."""
    found = read_feed(content, url)
    links = tuple(Link(entry.url, entry.title, entry.published) for entry in found.records if entry.url)
    return LinkList(links, found.problems)


def list_page(content: bytes, url: str, selector: str) -> LinkList:
    """The links of a page that a CSS selector finds: the elements themselves, or the first link in each.

    A page or a link that asks not to be followed is not.
    """
    try:
        tree = lxml_html.document_fromstring(
            decode_text(content).encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (UndecodableError, ValueError, lxml_html.etree.LxmlError) as error:
        return _refuse(url, "unreadable_page", str(error), _LOOK)
    base = str(next(iter(tree.xpath("//base/@href")), "")).strip()
    told = " ".join(tree.xpath("//meta[translate(@name, 'ROBTS', 'robts')='robots' or @name='defcoop']/@content"))
    if _NO_FOLLOW & set(re.split(r"[\s,]+", told.lower())):
        remedy = "look for a feed or a sitemap, or ask the publisher"
        return _refuse(url, "nofollow", "the page asks that its links are not followed", remedy)
    matched = tree.cssselect(selector)
    anchors = [found for node in matched if (found := _find_anchor(node)) is not None]
    followed = [node for node in anchors if not _PAID & set((node.get("rel") or "").lower().split())]
    if not followed:
        said = (
            f"{len(matched)} elements, {len(anchors)} with a link, none that may be followed" if matched else "nothing"
        )
        reason = f"the selector {selector!r} finds {said}"
        return _refuse(url, "no_links", reason, "mend `links` where the page was laid out anew")
    return LinkList(tuple(Link(_join(base, node.get("href")), _text_of(node)) for node in followed))


def list_gdelt(content: bytes, url: str) -> LinkList:
    """The articles of an answer of GDELT's document API (`mode=ArtList&format=json`), last seen first.

    The moment at which GDELT saw an article is not when it was published, and is not taken for it.
    """
    try:
        written = decode_text(content)
        answer = json.loads(_LONE_BACKSLASH.sub(r"\\\\", written), strict=False)
    except (UndecodableError, ValueError, RecursionError):
        said = " ".join(content[:300].decode("utf-8", "replace").split())  # it answers a wrong query in a sentence
        return _refuse(url, "not_gdelt", f"the answer is no JSON but: {said[:200]}", "mend the query", said)
    articles = answer.get("articles", []) if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        return _refuse(url, "not_gdelt", "the answer has no list of articles", "ask for mode=ArtList&format=json")
    found = [article for article in articles if isinstance(article, dict) and isinstance(article.get("url"), str)]
    if not found:
        return _refuse(url, "no_links", "the answer has no article", "widen the query where that stays so")
    latest = sorted(found, key=lambda article: str(article.get("seendate") or ""), reverse=True)
    return LinkList(tuple(Link(article["url"], _clean(article.get("title"))) for article in latest))


def _find_anchor(node: Any) -> Any:
    if node.tag == "a" and (node.get("href") or "").strip():
        return node
    return next((inner for inner in node.iter("a") if (inner.get("href") or "").strip()), None)


def _join(base: str, href: str) -> str:
    """A link beside the page's own base; what is relative after that is resolved by who knows where the page was."""
    try:
        return urljoin(base, href.strip()) if base else href.strip()
    except ValueError:
        return href.strip()


def _text_of(node: Any) -> str | None:
    return " ".join(node.text_content().split()) or None


def _clean(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _refuse(url: str, rule: str, reason: str, remedy: str, original: str | None = None) -> LinkList:
    return LinkList(problems=(Problem(url, rule, reason, remedy, original),))
