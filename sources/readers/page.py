"""HTML pages: main text, title, date and language by trafilatura; navigation and boilerplate stay out."""

import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import html as lxml_html

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.selected import Selected, drop_selected, select
from sources.selectors import Selectors

# Only what the page states about itself: a date guessed from its text would be somebody else's date.
# A `time` element comes last: it may belong to an event, or to another article that the page points to.
_DATE_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='article:published_time' or @name='date' or @name='DC.date' or @name='dcterms.date']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@datetime and (@pubdate or @itemprop='datePublished')]/@datetime",
)
_DATE_LOOSE = (
    "//article//time[@datetime]/@datetime",
    "//main//time[@datetime]/@datetime",
    "//time[@datetime]/@datetime",
)
_BLANK_LINES = re.compile(r"\n{2,}")


def read_page(content: bytes, url: str, charset: str = "", selectors: Selectors | None = None) -> ReadResult:
    """One record from an HTML page; a problem where it has no main text. `charset` is what a server claims.

    What the selectors of a source find goes before what the general reader finds.
    """
    try:
        source = decode_text(content, charset)
        tree = lxml_html.document_fromstring(_without_declaration(source))
    except (UndecodableError, ValueError, lxml_html.etree.LxmlError) as error:
        return ReadResult(
            problems=(Problem(url, "unreadable_page", str(error), "look at the page: it is no HTML text"),)
        )
    selected = Selected()
    if selectors is not None:
        drop_selected(tree, selectors)
        selected = select(tree, selectors, url)
        source = lxml_html.tostring(tree, encoding="unicode")
    extracted = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
    text = selected.text or ((extracted.text or "") if extracted else "")
    if not text.strip():
        remedy = "look at the page: it may need a login, or be made by a script"
        problem = Problem(url, "no_text", "the page has no main text", remedy, source[:500])
        return ReadResult(problems=(problem, *selected.problems))
    record = RawRecord(
        location=url,
        title=selected.title or _page_title(tree, extracted),
        text=_BLANK_LINES.sub("\n", text).replace("\n", "\n\n"),
        published=selected.published or _page_date(tree),
        url=_first(tree, "//link[@rel='canonical']/@href"),
        language=(_first(tree, "/html/@lang") or "")[:2].lower() or None,
    )
    return ReadResult(records=(record,), problems=selected.problems)


def _without_declaration(source: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", source)


def _page_title(tree: Any, extracted: Any) -> str | None:
    heading = [" ".join(node.text_content().split()) for node in tree.xpath("//h1")]
    return (heading[0] if heading and heading[0] else None) or (extracted.title if extracted else None)


def _page_date(tree: Any) -> str | None:
    stated = _first_of(tree, _DATE_META)
    return stated or next(_structured_dates(tree), None) or _first_of(tree, _DATE_LOOSE)


def _structured_dates(tree: Any) -> Iterator[str]:
    """Every `datePublished` of JSON-LD, whatever shape a publisher gives it."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph") if isinstance(data, dict) else None
        for part in [*_as_list(data), *_as_list(graph)]:
            if isinstance(part, dict) and isinstance(part.get("datePublished"), str):
                yield part["datePublished"]


def _as_list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _first_of(tree: Any, expressions: tuple[str, ...]) -> str | None:
    return next((found for expression in expressions if (found := _first(tree, expression)) is not None), None)


def _first(tree: Any, expression: str) -> str | None:
    found = tree.xpath(expression)
    return str(found[0]).strip() or None if found else None
