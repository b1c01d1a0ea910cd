"""The signs of `signs.yml`: words of class names, and expressions for whole lines, compiled once."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_SIGNS = Path(__file__).parent / "signs.yml"
_PART = re.compile(r"\{([a-z]+)\}")


@cache
def load_words(name: str) -> frozenset[str]:
    """Words of class names, ids or roles."""
    return frozenset(_load()[name].split())


@cache
def load_pairs(name: str) -> tuple[frozenset[str], ...]:
    """Words that mean something together."""
    return tuple(frozenset(pair.split()) for pair in _load()[name].split(","))


@cache
def load_lines(name: str) -> re.Pattern[str]:
    """One expression for all lines of a kind."""
    return compile_signs(tuple(_load()[name]))


@cache
def compile_signs(signs: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for several."""
    parts = _load()["parts"]
    whole = "|".join(_PART.sub(lambda found: parts[found[1]], sign) for sign in signs)
    return re.compile(f"(?:{whole})", re.I | re.S)


@cache
def load_refusals() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    """Rule, what such a page says, remedy, expression."""
    rows: list[dict[str, Any]] = _load()["refusals"]
    return tuple((row["rule"], row["what"], row["remedy"], compile_signs(tuple(row["signs"]))) for row in rows)


@cache
def _load() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_SIGNS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded
