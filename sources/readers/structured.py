"""What a page says of itself to machines: JSON-LD (schema.org), OpenGraph and the other `meta` elements.

Sources: schema.org/NewsArticle, ogp.me, the Dublin Core terms, and the names that content systems in use write.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(r"(?:Article|Posting|Report|SpecialAnnouncement|PressRelease)$")
_PAGE = re.compile(r"(?:Page|CreativeWork)$")
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ADDRESS = re.compile(r"^(?:https?:)?//|^\S+@\S+$")
_PUBLISHED = (
    "article:published_time article:published og:published_time govuk:first-published-at datepublished pubdate "
    "publishdate publish-date publish_date publication_date citation_publication_date citation_date "
    "dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date date dc.date.x-published "
    "sailthru.date parsely-pub-date originalpublicationdate ptime release_date"
).split()
_MODIFIED = (
    "article:modified_time og:updated_time govuk:updated-at datemodified dcterms.modified dc.date.modified "
    "last-modified revised"
).split()
_AUTHOR = "author dc.creator dcterms.creator parsely-author sailthru.author article:author citation_author".split()
AUTHOR_MAX = 200
"""Characters of the names of authors."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states. Dates as written; `titles` the headline, og:title and `title`, in this order."""

    titles: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None


def read_stated(tree: Any) -> Stated:
    """What a parsed page states. Of several statements the more particular one counts."""
    meta = _read_meta(tree)
    articles = list(_list_articles(tree))
    first = next(iter(articles), {})
    titles = (_text(first.get("headline")), meta.get("og:title"), meta.get("twitter:title"), _title_element(tree))
    names = (_name_all(first.get("author")), *(meta.get(name) for name in _AUTHOR), _linked_author(tree))
    return Stated(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        published=_first(meta, _PUBLISHED) or _first_date(articles, "datePublished"),
        modified=_first_date(articles, "dateModified") or _first(meta, _MODIFIED),
        author=next((name[:AUTHOR_MAX] for name in names if name and not _ADDRESS.match(name)), None),
        publisher=meta.get("og:site_name") or _name_all(first.get("publisher")),
        language=_find_language(tree, meta, first),
    )


def _list_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The nodes of JSON-LD that are articles, then those that are pages, then any: whatever shape they are given."""
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(_WRAPPED.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        for part in _as_list(data):
            graph = _as_list(part.get("@graph")) if isinstance(part, dict) else []
            nodes += [node for node in (part, *graph) if isinstance(node, dict)]
    yield from (node for node in nodes if _is_a(node, _ARTICLE))
    yield from (node for node in nodes if not _is_a(node, _ARTICLE) and _is_a(node, _PAGE))
    yield from (node for node in nodes if "@type" not in node)


def _is_a(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    return any(isinstance(kind, str) and pattern.search(kind) for kind in _as_list(node.get("@type")))


def _first_date(nodes: list[dict[str, Any]], name: str) -> str | None:
    return next((found for node in nodes if (found := _text(node.get(name)))), None)


def _read_meta(tree: Any) -> dict[str, str]:
    """`meta` elements by their lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or ""
        if value := " ".join(node.get("content").split()):
            found.setdefault(name.strip().lower(), value)
    return found


def _first(meta: dict[str, str], names: list[str]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _find_language(tree: Any, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    said = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang"))
    others = (meta.get("content-language"), meta.get("og:locale"), _text(article.get("inLanguage")))
    return next((value.strip()[:2].lower() for value in (*said, *others) if value and value.strip()), None)


def _title_element(tree: Any) -> str | None:
    return " ".join("".join(tree.xpath("//head/title//text()") or tree.xpath("//title//text()")[:1]).split()) or None


def _linked_author(tree: Any) -> str | None:
    found = (" ".join(node.text_content().split()) for node in tree.xpath("//a[@rel='author']"))
    return next(filter(None, found), None)


def _name_all(value: Any) -> str | None:
    """The names of people or organisations, however they are given."""
    names = [_text(part.get("name")) if isinstance(part, dict) else _text(part) for part in _as_list(value)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
