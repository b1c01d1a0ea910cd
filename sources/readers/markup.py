"""Fragments of HTML as text."""

import html
import re

from lxml import html as lxml_html

_ITEM = re.compile(r"<li\b[^<>]*>", re.I)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|dl|dt|dd|br|hr|tr|table|blockquote|section|article|figure|figcaption|pre|center)\b[^<>]*>",
    re.I,
)
_CELL = re.compile(r"</t[dh]\s*>", re.I)
_UNSEEN = ("script", "style", "noscript", "template")


def html_to_text(fragment: str) -> str:
    """The text of an HTML fragment: block elements become paragraphs, list items lines with a bullet."""
    if "<" not in fragment:
        return html.unescape(fragment)
    marked = _BLOCK.sub("\n\n", _ITEM.sub("\n\n- ", _CELL.sub(" ", fragment)))
    tree = lxml_html.fromstring(f"<div>{marked}</div>")
    for node in list(tree.iter(*_UNSEEN)):
        node.drop_tree()
    text: str = tree.text_content()
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
