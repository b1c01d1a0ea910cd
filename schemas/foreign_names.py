"""What other languages call the states and organisations of the registers.

Names of states are those of Unicode's CLDR, kept by others and brought by babel; `vocabulary/names/` adds the words
that texts use besides (demonyms, exonyms of capitals, institutions) and the names of organisations. What surprises:
CLDR knows states by two letters, the registers by three.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from schemas.registers import load_actors, read_register

LANGUAGES = ("de", "es", "fr", "ja", "ko", "pl", "sv", "zh")
"""The languages, besides English, in which every actor has a name."""
_OF_OUR_OWN = {"XKX": "XK"}
_WORD_LISTS = ("adjectives", "capitals", "institutions", "prefixes", "people", "surnames")
_BRACKETS = re.compile(r"\s*[(（][^)）]+[)）]")


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """The words of one language: word -> actor id; `people` and `surnames` -> name in the register of leaders.

    `places` contain a name and stand for nobody; `shared_words` are names that are also common words or given names.
    """

    names: Mapping[str, str]
    organisations: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    institutions: Mapping[str, str]
    prefixes: Mapping[str, str]
    people: Mapping[str, str]
    surnames: Mapping[str, str]
    places: tuple[str, ...]
    shared_words: frozenset[str]


@cache
def load_foreign_words(language: str) -> ForeignWords:
    """The words of a language of `LANGUAGES`. Raises `KeyError` for another."""
    if language not in LANGUAGES:
        raise KeyError(language)
    written = read_register(f"names/{language}")
    names = {name: actor_id for actor_id, name in _list_state_names(language)}
    names |= _invert(written["names"])
    organisations = {actor_id: row[language] for actor_id, row in read_register("names/organisations").items()}
    lists = {name: _invert(written.get(name, {})) for name in _WORD_LISTS if name not in ("prefixes", "capitals")}
    return ForeignWords(
        names,
        _invert(organisations),
        lists["adjectives"],
        _list_capitals(written.get("capitals", {})),
        lists["institutions"],
        written.get("prefixes", {}),
        written.get("people", {}),
        written.get("surnames", {}),
        tuple(written["places"]),
        frozenset(written["shared_words"]),
    )


def _list_state_names(language: str) -> Iterator[tuple[str, str]]:
    """Ids and names of all states; what stands in brackets ("Myanmar (Birmanie)") may be left out."""
    codes, territories = get_global("territory_aliases"), Locale.parse(language).territories
    for actor in load_actors():
        if actor.actor_type == "state" and not actor.territory_of:
            name = territories[_OF_OUR_OWN.get(actor.actor_id) or codes[actor.actor_id][0]]
            yield actor.actor_id, name.replace("’", "'")
            if _BRACKETS.search(name):
                yield actor.actor_id, _BRACKETS.sub("", name)


def _list_capitals(exonyms: Mapping[str, Any]) -> dict[str, str]:
    """Capitals as the language calls them, else as English does."""
    usual = {actor.actor_id: list(actor.capitals) for actor in load_actors() if actor.capitals}
    return _invert({**usual, **exonyms})


def _invert(words: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for actor_id, written in words.items():
        for word in written if isinstance(written, list) else [written]:
            found.setdefault(word, actor_id)
    return found
