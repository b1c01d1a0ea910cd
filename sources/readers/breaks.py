"""Texts that are cut by line breaks alone, as old pages and blogs have them: each piece becomes a paragraph."""

from typing import Any

from lxml import etree

_HOLDERS = ("div", "td", "center", "font", "section", "article", "blockquote", "body", "dd", "span")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code em font i ins kbd mark q s small span strike strong sub sup tt u "
    "var".split()
)
_BREAKS_MIN = 2
_TEXT_MIN = 60
"""Characters of text beside its breaks by which an element holds a text."""


def split_at_breaks(tree: Any) -> None:
    """Give the text of every element that is cut by `br` paragraphs of its own; two in a row or one, all the same."""
    for node in list(tree.iter(*_HOLDERS)):
        breaks = sum(child.tag == "br" for child in node)
        if breaks >= _BREAKS_MIN and _measure(node) >= _TEXT_MIN and next(node.iterancestors("p"), None) is None:
            _split(node)


def _measure(node: Any) -> int:
    return len((node.text or "").strip()) + sum(len((child.tail or "").strip()) for child in node)


def _split(node: Any) -> None:
    """The children in their order, runs of text and inline elements wrapped; an element that is a block stays one."""
    children, text = list(node), node.text
    tails = [child.tail for child in children]
    for child in children:
        child.tail = None
        node.remove(child)
    node.text = None
    run = _begin(text)
    for child, tail in zip(children, tails, strict=True):
        if isinstance(child.tag, str) and child.tag in _INLINE:
            child.tail = tail
            run.append(child)
            continue
        _close(node, run)
        if child.tag != "br":
            node.append(child)
        run = _begin(tail)
    _close(node, run)


def _begin(text: str | None) -> Any:
    run = etree.Element("p")
    run.text = text
    return run


def _close(node: Any, run: Any) -> None:
    if len(run) or (run.text or "").strip():
        node.append(run)
