"""The closed lists of `vocabulary/terms.yml`: kinds, standings, units, precisions and the rest.

Source of every list: the project's record contract, printed for readers by `defcoop dictionary`.
"""

from functools import cache
from pathlib import Path

import yaml

_TERMS = Path(__file__).parent / "vocabulary" / "terms.yml"


@cache
def load_terms() -> dict[str, dict[str, str]]:
    """All lists: list name -> term -> description."""
    loaded: dict[str, dict[str, str]] = yaml.load(_TERMS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def list_terms(name: str) -> tuple[str, ...]:
    """The terms of one list, in the order of the file. Raises `KeyError` for an unknown list."""
    return tuple(load_terms()[name])
