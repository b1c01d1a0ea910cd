"""The addresses that a feed links to, in its order."""

import httpx

from sources.readers import MARKUP_LIMIT
from sources.readers.feed import parse_feed
from sources.web.errors import WebError
from sources.web.urls import LENGTH_MAX, join_url


def list_links(content: bytes, base: str, most: int) -> list[str]:
    """The first links of the entries of a feed, without repeats; none where it is no feed, or too large to be read."""
    if len(content) > MARKUP_LIMIT:
        return []
    try:
        entries = parse_feed(content).entries
    except Exception:  # the reader of the feed meets the same, and its problem is a rejection
        return []
    links = [link for entry in entries if isinstance(link := entry.get("link"), str) and link]
    return list(dict.fromkeys(_resolve(base, _clean(link)) for link in links))[:most]


def _clean(link: str) -> str:
    """A link that can be stored: no half characters, and cut just above the bound, so that it is refused."""
    return link[: LENGTH_MAX + 1].encode("utf-8", "replace").decode("utf-8")


def _resolve(base: str, link: str) -> str:
    try:
        return join_url(httpx.URL(base), link)
    except WebError:
        return link  # the client says what is wrong with it
