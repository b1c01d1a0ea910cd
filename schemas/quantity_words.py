"""How currencies and countable nouns are written (`vocabulary/currencies.yml`, `vocabulary/countables.yml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from schemas.weapons import SORTS, weapon_names

_FOLDER = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code, its signs, and its words as patterns; `scaled` words need a scale before them.

    `shared` words belong to another currency too and mean this one only where a word of `near` is close by.
    """

    code: str
    signs: tuple[str, ...]
    words: tuple[str, ...]
    scaled: tuple[str, ...]
    shared: tuple[str, ...]
    near: tuple[str, ...]


@cache
def load_currencies() -> tuple[Currency, ...]:
    """All currencies of the vocabulary."""
    loaded = yaml.load((_FOLDER / "currencies.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    keys = ("signs", "words", "scaled", "shared", "near")
    return tuple(Currency(code, *(tuple(entry.get(key, ())) for key in keys)) for code, entry in loaded.items())


@cache
def load_countables() -> dict[str, tuple[str, ...]]:
    """`personnel`, `units`, `events` and `stops`: each a list of patterns of single words (`_` stands for a space).

    Named weapons are units.
    """
    loaded = yaml.load((_FOLDER / "countables.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    words = {name: _split_words(lines) for name, lines in loaded.items()}
    return {**words, "units": (*words["units"], weapon_names(*SORTS))}


def _split_words(lines: list[str]) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for line in lines for word in line.split())
