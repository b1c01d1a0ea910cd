"""A page as a line of fragments: its pieces of text in order, each with the element that holds it.

What stands where, before the text or behind it, inside a teaser or a footer, is read off this line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

FRAGMENTS_MAX = 20_000
_LOOKED_AT, _FRAGMENTS_LOOKED_AT = 50_000, 3_000
"""Characters of a text, and fragments of its page, among which its beginning is sought."""
_UNSEEN = frozenset({"script", "style", "noscript", "template", "textarea", "select", "option", "button"})
_ASIDE_TAGS = frozenset({"nav", "aside", "figure", "figcaption"})
_ASIDE_WORDS = frozenset(
    "related latest recent teaser teasers popular trending sidebar widget comment comments caption captions nav menu "
    "breadcrumb breadcrumbs upcoming recommended masthead cookie consent newsletter prev next".split()
)
_WORD = re.compile(r"[a-z]+")
_KEEPING = frozenset({"article", "main", "body"})
_TEASER_MAX = 300
"""Characters of an element above which it is no teaser."""
_TEASER_MIN = 25
"""Characters of a link beside a date by which it is the date of what the link leads to."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text with plain spaces, and the element that holds it."""

    text: str
    node: Any


def list_fragments(tree: Any) -> list[Fragment]:
    """The fragments of a page; a preformatted text is cut into its lines."""
    found = []
    for text in tree.xpath("//body//text()[normalize-space()]")[:FRAGMENTS_MAX]:
        node = text.getparent() if not text.is_tail else text.getparent().getparent()
        if node is None or not isinstance(node.tag, str) or node.tag in _UNSEEN:
            continue
        lines = text.splitlines() if node.tag == "pre" else [text]
        found += [Fragment(plain, node) for line in lines if (plain := " ".join(line.replace("\u200b", " ").split()))]
    return found


def find_start(fragments: Sequence[Fragment], text: str, titles: Sequence[str] = ()) -> int | None:
    """Which fragment the running text begins with, headings and date lines left out; None where it is not found."""
    plain = " ".join(text[:_LOOKED_AT].split())
    known = {title.casefold() for title in titles if title}
    for number, fragment in enumerate(fragments[:_FRAGMENTS_LOOKED_AT]):
        is_sentence = len(fragment.text) >= 60 or (len(fragment.text) >= 25 and fragment.text[-1] in '.!?:;”"')
        is_head = fragment.text.casefold() in known or fragment.node.tag in ("h1", "title")
        if is_sentence and not is_head and fragment.text[:80] in plain:
            return number
    return None


def list_before(fragments: Sequence[Fragment], title: str, start: int | None) -> set[str]:
    """The texts that stand on a page before its title; none where the title is not found before the running text."""
    places = [n for n in range(start or 0) if fragments[n].text.casefold() == title.casefold()]
    return {fragment.text for fragment in fragments[: places[-1]]} if places else set()


def list_words(node: Any) -> set[str]:
    """The words of an element's class, id and role, lower case."""
    said = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"
    return set(_WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said).lower()))


def is_aside(node: Any, title: str) -> bool:
    """Whether an element belongs to what surrounds an article: navigation, footers, captions, teasers of others."""
    return any(_surrounds(outer) for outer in _list_outer(node)) or _is_in_teaser(node, title)


def _surrounds(node: Any) -> bool:
    if node.tag in _ASIDE_TAGS or (node.tag in ("footer", "header") and not _is_inside_article(node)):
        return node.tag != "header" or not node.xpath(".//h1")
    return bool(list_words(node) & _ASIDE_WORDS)


def _is_inside_article(node: Any) -> bool:
    return any(outer.tag in ("article", "main") for outer in node.iterancestors())


def _list_outer(node: Any) -> Iterator[Any]:
    """The element and those around it, up to the one that holds the whole page's text."""
    for outer in (node, *node.iterancestors()):
        if outer.tag in _KEEPING or outer.xpath("boolean(.//h1)"):
            return
        yield outer


def _is_in_teaser(node: Any, title: str) -> bool:
    """Whether a longer link stands beside it, in the same element or the next one around that."""
    for outer in (node, *list(node.iterancestors())[:2]):
        if outer.tag in ("body", "article", "main", "table", "tbody") or len(outer.text_content()) > _TEASER_MAX:
            return False
        links = (" ".join(link.text_content().split()) for link in outer.iter("a"))
        if any(len(link) >= _TEASER_MIN and link.casefold() != title.casefold() for link in links):
            return True
    return False
