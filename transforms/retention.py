"""What may be kept of a text whose licence forbids keeping it: its hash, and quotations of a bounded length."""

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
QUOTING = ("evidence_text", "original", "condition")
"""Columns that quote a text."""


def drop_text(document: Mapping[str, Any], most: int) -> Row:
    """A row of `documents` without its text, its notices cut; hash, length and fingerprint stay."""
    notices = document.get("notices")
    return {**document, "text": None, "notices": [notice[:most] for notice in notices] if notices else notices}


def cut_quotes(row: Mapping[str, Any], most: int) -> Row:
    """A row with its quotations cut to a number of characters; offsets and hashes stay those of the whole."""
    return {name: value[:most] if name in QUOTING and value else value for name, value in row.items()}
