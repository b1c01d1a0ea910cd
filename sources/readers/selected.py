"""What the selectors of a catalogue file find on a page."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from schemas.raw import Problem
from sources.readers.markup import html_to_text
from sources.selectors import Selectors, read_date


@dataclass(frozen=True, slots=True)
class Selected:
    """What was selected; None where a selector is not given or finds nothing. `problems` say which found nothing."""

    title: str | None = None
    text: str | None = None
    published: str | None = None
    author: str | None = None
    problems: tuple[Problem, ...] = ()


def drop_selected(tree: Any, selectors: Selectors) -> None:
    """Take what `drop` matches out of a page; the text behind it stays."""
    for node in tree.cssselect(selectors.drop) if selectors.drop else ():
        if node.getparent() is not None:
            node.drop_tree()


def select(tree: Any, selectors: Selectors, url: str) -> Selected:
    """What the selectors find on a page. `url` says where the page was."""
    title, author = (_find_line(tree, selector) for selector in (selectors.title, selectors.author))
    text = "\n\n".join(filter(None, (_text_of(node) for node in _find(tree, selectors.text)))) or None
    published = _find_date(tree, selectors)
    wanted = (("title", title), ("text", text), ("date", published), ("author", author))
    missed = [name for name, found in wanted if getattr(selectors, name) and not found]
    written = _find_line(tree, selectors.date) if "date" in missed else None
    problems = tuple(
        _misread_date(url, selectors, written) if written and name == "date" else _miss(url, name, selectors)
        for name in missed
    )
    return Selected(title, text, published, author, problems)


def _find(tree: Any, selector: str) -> list[Any]:
    """The elements that match; one inside another that matches is part of that."""
    found = tree.cssselect(selector) if selector else []
    known = set(found)
    return [node for node in found if not any(outer in known for outer in node.iterancestors())]


def _text_of(node: Any) -> str:
    return html_to_text(etree.tostring(node, encoding="unicode", method="html", with_tail=False))


def _find_line(tree: Any, selector: str) -> str | None:
    lines = (" ".join((node.get("content") or node.text_content()).split()) for node in _find(tree, selector))
    return next(filter(None, lines), None)


def _find_date(tree: Any, selectors: Selectors) -> str | None:
    """The date of the first element that has one: as its attribute says, or as its text is written."""
    for node in _find(tree, selectors.date):
        written = " ".join(node.text_content().split())
        if selectors.date_format:
            found = read_date(written or node.get("content") or "", selectors.date_format)
        else:
            found = (node.get("datetime") or node.get("content") or written).strip()
        if found:
            return found
    return None


def _misread_date(url: str, selectors: Selectors, written: str) -> Problem:
    """Which words are not written as `date_format` says; without one every word is taken, and judged as a date."""
    reason = f"{written[:100]!r}, where the selector date ({selectors.date}) is, is not written as"
    remedy = "mend selectors.date_format, or selectors.date where the page was laid out anew"
    return Problem(url, "date_unread", f"{reason} {selectors.date_format!r}", remedy, written[:500])


def _miss(url: str, name: str, selectors: Selectors) -> Problem:
    reason = f"the selector {name} ({getattr(selectors, name)}) finds nothing that can be read"
    return Problem(url, "selector_missed", reason, f"mend selectors.{name}: the page may have been laid out anew")
