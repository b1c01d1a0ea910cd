"""The addresses that a feed links to, in its order."""

import io

import feedparser
import httpx

from sources.web.errors import WebError
from sources.web.urls import join_url


def list_links(content: bytes, base: str, most: int) -> list[str]:
    """The first links of the entries of a feed, without repeats; none where it is no feed."""
    feed = feedparser.parse(io.BytesIO(content))
    found = []
    for entry in feed.entries:
        link = entry.get("link")
        if isinstance(link, str) and link:
            found.append(_resolve(base, link))
    return list(dict.fromkeys(found))[:most]


def _resolve(base: str, link: str) -> str:
    try:
        return join_url(httpx.URL(base), link)
    except WebError:
        return link  # the client says what is wrong with it
