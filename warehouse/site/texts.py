"""Pages made of the project's own documents: how good the extraction is, and how a text becomes a commitment."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.site.reading import Row

if TYPE_CHECKING:
    from markdown_it.token import Token

TEXTS = Path(__file__).parent / "texts"
PAGES = {
    "accuracy.md": "accuracy.html",
    "policy.md": "method.html",
    "extraction.md": "method.html",
}
"""Documents that have a page of the site; what else they lead to is not there and is shown as words."""
_REAL = re.compile(r"^## Real texts$.*?^\|[^\n]*\| record \| ([\d.]+)[^|]*\| ([\d.]+)", re.MULTILINE | re.DOTALL)


def read_text(name: str) -> str:
    """One of the documents, as it is written."""
    return (TEXTS / name).read_text(encoding="utf-8")


def render_text(name: str, shift: int = 0) -> str:
    """A document as HTML without scripts or styles; its headings are `shift` levels deeper."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(read_text(name))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + shift}"
        if token.type == "heading_open" and following is not None:
            token.attrSet("id", _slug(following.content))
        if str(token.attrGet("style") or "").endswith("right"):
            token.attrSet("class", "number")
        token.attrs.pop("style", None)
        _lead_inside(token.children or [])
    page = str(parser.renderer.render(tokens, parser.options, {}))
    page = page.replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>')
    page = page.replace("<pre>", '<pre tabindex="0">')
    return page.replace("</table>", "</table></div>")


def _lead_inside(tokens: Iterable["Token"]) -> None:
    """Links to documents lead to their pages; others of the project's own become words."""
    is_word = False
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrGet("href"))
            name, _, place = href.partition("#")
            is_word = bool(name) and name not in PAGES and not href.startswith("https://")
            if name in PAGES:
                token.attrSet("href", PAGES[name] + (f"#{place}" if place else ""))
        if is_word and token.type in ("link_open", "link_close"):
            is_word = token.type == "link_open"
            token.type, token.tag, token.attrs = "text", "", {}


def _slug(words: str) -> str:
    return re.sub(r"[^\w-]", "", words.lower().replace(" ", "-"))


def read_accuracy() -> Row | None:
    """Precision and recall of whole records in news that nobody who writes rules had read; nothing where the document
    has no such row."""
    found = _REAL.search(read_text("accuracy.md"))
    return {"precision": float(found[1]), "recall": float(found[2])} if found else None
