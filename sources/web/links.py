"""The addresses that a list of a source leads to: resolved, without repeats, those that its entry point wants."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import httpx

from schemas.raw import Problem
from sources.entry_points import EntryPoint
from sources.readers.lists import Link, LinkList, list_feed, list_gdelt, list_page
from sources.readers.records import MARKUP_LIMIT, SIZE_LIMIT
from sources.readers.scrub import scrub_text
from sources.readers.sitemap import SITEMAP, list_sitemap
from sources.web.errors import WebError
from sources.web.urls import LENGTH_MAX, join_url

_Lister = Callable[[bytes, str, EntryPoint], LinkList]
_LISTERS: dict[str, tuple[_Lister, int]] = {
    "feed": (lambda content, url, _: list_feed(content, url), MARKUP_LIMIT),
    "sitemap": (lambda content, url, _: list_sitemap(content, url, SIZE_LIMIT), SIZE_LIMIT),
    "listing": (lambda content, url, entry: list_page(content, url, entry.links), MARKUP_LIMIT),
    "gdelt": (lambda content, url, _: list_gdelt(content, url), SIZE_LIMIT),
}


def find_links(content: bytes, base: str, entry: EntryPoint) -> LinkList:
    """The links of a list that match, as whole addresses, and what is wrong with the list. `base` is where it was."""
    lister, size_max = _LISTERS[entry.kind]
    if not content or len(content) > size_max:
        reason = f"{len(content):,} bytes, more than {size_max:,}" if content else "the item has no bytes"
        rule, remedy = (
            ("too_large", "look for a shorter list") if content else ("empty", "it is asked again next night")
        )
        return LinkList(problems=(Problem(entry.url, rule, reason, remedy),))
    found = lister(content, entry.url, entry)
    whole = [_make_whole(link, base) for link in found.links]
    links: dict[str, Link] = {}
    for link in whole:
        if link.kind == SITEMAP or _matches(link.url, entry.match):
            links.setdefault(link.url, link)
    kept = tuple(links.values())
    if whole and not kept:
        reason = f"none of {len(whole):,} links matches {entry.match!r}"
        return LinkList((), (*found.problems, Problem(entry.url, "no_links", reason, "mend `match` in the catalogue")))
    return LinkList(kept, found.problems)


def _make_whole(link: Link, base: str) -> Link:
    """A link with a whole address, and texts that can be stored."""
    title, published = (value and scrub_text(value) for value in (link.title, link.published))
    return replace(link, url=_resolve(base, _clean(link.url)), title=title, published=published)


def _matches(url: str, match: str) -> bool:
    """Whether path and query of an address hold a pattern."""
    if not match:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return re.search(match, f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/") is not None


def _clean(link: str) -> str:
    """A link that can be stored: no half characters, and cut just above the bound, so that it is refused."""
    return link[: LENGTH_MAX + 1].encode("utf-8", "replace").decode("utf-8")


def _resolve(base: str, link: str) -> str:
    """The whole address without its fragment. One that is whole stays as it is: a sitemap may have 50,000 of them."""
    if link.startswith(("http://", "https://")):
        return link.partition("#")[0]
    try:
        return join_url(httpx.URL(base), link).partition("#")[0]
    except WebError:
        return link  # the client says what is wrong with it
