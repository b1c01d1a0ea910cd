"""The main text of a page: trafilatura on what is left when the furniture is out, then its first and last lines judged.

Furniture is told by what class names and roles say in words (a consent dialog, a newsletter form, related items) and
never taken out where it would hold much of the page's text: class names lie.
"""

import copy
import re
from typing import Any

import trafilatura
from lxml import html as lxml_html

from sources.readers.breaks import split_at_breaks
from sources.readers.fragments import list_words
from sources.readers.signs import load_pairs, load_words

_KEPT = frozenset({"html", "body", "main", "article", "h1", "head", "form", "td", "table", "tr", "tbody"})
_SHARE_MAX = 0.3
"""Share of the text of a page's paragraphs above which an element is no furniture, whatever it is called."""
_ENOUGH, _MISSED_MIN = 0.5, 600
"""Share of a page's paragraphs below which a text is looked at again; characters that must have been missed."""
_CELL_MAX = 300
"""Characters of a cell above which a table is no table of figures."""
_SHORT_MAX = 400
"""Characters of an element whose name may be that of a part of an article."""
_BLANK_LINES = re.compile(r"\n{2,}")


def extract_main_text(tree: Any) -> str:
    """The main text of a parsed page, paragraphs an empty line apart; empty where there is none."""
    bare = _take_furniture_out(_open_layout_tables(copy.deepcopy(tree)))
    split_at_breaks(bare)
    text = _extract(bare)
    if len(text) >= _ENOUGH * sum(len(node.text_content()) for node in tree.iter("p")):
        return text
    whole = _extract(tree)  # perhaps what was taken for furniture was the text
    return whole if len(text) < _ENOUGH * len(whole) and len(whole) - len(text) > _MISSED_MIN else text


def _open_layout_tables(tree: Any) -> Any:
    """Tables that only lay a page out become plain boxes, so that their paragraphs are no cells."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td", "th"))
        if table.find(".//table") is None and not any(_is_running_text(cell) for cell in cells):
            continue
        for node in [
            table,
            *(part for part in table.iter("tbody", "thead", "tr", "td", "th") if _owner(part) is table),
        ]:
            node.tag = "div"
            node.attrib.pop("width", None)
    return tree


def _owner(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def _is_running_text(cell: Any) -> bool:
    return len(cell.text_content()) > _CELL_MAX or cell.find(".//p") is not None or len(cell.findall(".//br")) > 2


def _extract(tree: Any) -> str:
    source = lxml_html.tostring(tree, encoding="unicode")
    found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=False)
    text = (found.text or "") if found else ""
    return _BLANK_LINES.sub("\n", text.strip()).replace("\n", "\n\n")


def _take_furniture_out(tree: Any) -> Any:
    total = max(_measure(tree), 1)
    for node in list(tree.iter()):
        if not isinstance(node.tag, str) or node.tag in _KEPT or node.getparent() is None:
            continue
        most = _find_most(node, total)
        if most and not node.xpath("boolean(.//h1)") and _measure(node) <= most:
            node.drop_tree()
    return tree


def _find_most(node: Any, total: int) -> float:
    """How many characters an element may hold and be furniture; 0 for one that is not called so."""
    if node.tag in ("nav", "figcaption", "button", "dialog"):
        return _SHARE_MAX * total
    words = list_words(node)
    is_called = (node.get("role") or "").lower() in load_words("furniture_roles") or words & load_words(
        "furniture_words"
    )
    if is_called or any(pair <= words for pair in load_pairs("furniture_pairs")):
        return _SHARE_MAX * total
    return min(_SHARE_MAX * total, _SHORT_MAX) if words & load_words("short_furniture_words") else 0


def _measure(node: Any) -> int:
    """Characters of the text that an element holds outside links."""
    return len(node.text_content()) - sum(len(link.text_content()) for link in node.iter("a"))
