"""HTML pages: main text by trafilatura, and what the page says of itself: title, dates, author, language, address.

A date is taken from what the page states to machines, else from what it shows beside its title; one that stands in the
text, or in what surrounds it, would be somebody else's date.
"""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from schemas.raw import Problem, RawRecord, ReadResult
from sources.readers.charset import UndecodableError, decode_text
from sources.readers.fragments import find_start, list_before, list_fragments
from sources.readers.main_text import extract_main_text
from sources.readers.page_dates import find_shown_dates
from sources.readers.page_lines import drop_furniture_lines
from sources.readers.page_notices import part_notices
from sources.readers.page_refusals import Evidence, refuse_page
from sources.readers.page_titles import find_author, find_title
from sources.readers.selected import Selected, drop_selected, select
from sources.readers.structured import Stated, read_stated
from sources.selectors import Selectors


def read_page(content: bytes, url: str, charset: str = "", selectors: Selectors | None = None) -> ReadResult:
    """One record from an HTML page; a problem where it has no main text. `charset` is what a server claims.

    What the selectors of a source find goes before what the general reader finds.
    """
    try:
        source = decode_text(content, charset)
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (UndecodableError, ValueError, lxml_html.etree.LxmlError) as error:
        return ReadResult(
            problems=(Problem(url, "unreadable_page", str(error), "look at the page: it is no HTML text"),)
        )
    selected = Selected()
    if selectors is not None:
        drop_selected(tree, selectors)
        selected = select(tree, selectors, url)
    stated = read_stated(tree)
    text = selected.text or extract_main_text(tree)
    if (refused := refuse_page(tree, url, _gather(tree, text, stated))) is not None:
        return ReadResult(problems=(refused, *selected.problems))
    if not text.strip():
        remedy = "look at the page: it may need a login, or be made by a script"
        problem = Problem(url, "no_text", "the page has no main text", remedy, source[:500])
        return ReadResult(problems=(problem, *selected.problems))
    return ReadResult(records=(_make_record(tree, url, text, stated, selected),), problems=selected.problems)


def _make_record(tree: Any, url: str, text: str, stated: Stated, selected: Selected) -> RawRecord:
    fragments = list_fragments(tree)
    start = find_start(fragments, text, stated.titles)
    title = selected.title or find_title(tree, fragments, start, stated.titles)
    shown, changed = find_shown_dates(fragments, title or "", start)
    if not selected.text:
        text = drop_furniture_lines(text, title or "", list_before(fragments, title or "", start))
    text, notices = part_notices(text, tree)
    return RawRecord(
        location=url,
        title=title,
        text=text,
        published=selected.published or stated.published or shown,
        url=_find_address(tree, url),
        language=stated.language,
        author=selected.author or stated.author or find_author(fragments, start),
        modified=stated.modified or changed,
        notices=notices,
    )


def _gather(tree: Any, text: str, stated: Stated) -> Evidence:
    heads = [" ".join(node.text_content().split()) for node in tree.iter("h1", "h2")]
    return Evidence([*heads[:3], *stated.titles], text, stated.published is not None)


def _find_address(tree: Any, url: str) -> str | None:
    """The address that the page calls its own; the front page of a site is that of no article."""
    for said in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        if not said.strip():
            continue
        try:
            found = urljoin(url, said.strip()) if urlsplit(url).scheme in ("http", "https") else said.strip()
            path = urlsplit(found).path
        except ValueError:
            continue
        if found and (path.strip("/") or urlsplit(found).query or not urlsplit(url).path.strip("/")):
            return str(found)
    return None
