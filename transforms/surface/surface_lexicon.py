"""The words of another language that stand for actors, in one trie; and whom a text that is not read names."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.foreign_names import LANGUAGES, ForeignWords, load_foreign_words
from schemas.registers import Office, load_offices
from transforms.words.actor_lexicon import Sense
from transforms.words.phrases import Trie

_UNSPACED = ("ja", "ko", "zh")
_PARTICLES = "은|는|이|가|을|를|의|와|과|도|에|에서|로|으로|군|측|정부|대통령|국방"
_HANGUL_END = f"(?=$|[^가-힣]|(?:{_PARTICLES})(?:[^가-힣]|$))"
_GERMAN_ENDINGS = ("", "e", "er", "en", "em", "es")
_FRENCH_ENDINGS = (
    ("ien", ("", "s", "ne", "nes")),
    ("éen", ("", "s", "ne", "nes")),
    ("on", ("", "s", "e", "es", "ne", "nes")),
    ("e", ("", "s")),
    ("s", ("", "e", "es")),
    ("c", ("", "s", "que", "ques")),
    ("", ("", "s", "e", "es")),
)


@cache
def load_foreign_lexicon(language: str) -> Trie[Sense]:
    """All phrases of a language with their senses; of two senses of one phrase the first given counts."""
    words = load_foreign_words(language)
    return Trie((*_list_plain(words), *_list_adjectives(language, words), *_list_people(words)))


def _list_plain(words: ForeignWords) -> Iterator[tuple[str, Sense]]:
    yield from ((name, Sense("place")) for name in words.places)
    forms = (("organisation", words.organisations), ("ministry", words.institutions), ("capital", words.capitals))
    for name, actor_id in words.names.items():
        if name not in words.shared_words:
            yield name, Sense("name", actor_id)
            if "-" not in name and not name.endswith("s"):
                yield name + "s", Sense("name", actor_id)  # the German genitive
    for form, listed in forms:
        yield from ((name, Sense(form, actor_id)) for name, actor_id in listed.items())


def _list_adjectives(language: str, words: ForeignWords) -> Iterator[tuple[str, Sense]]:
    for stem, actor_id in words.adjectives.items():
        yield from ((form, Sense("demonym", actor_id)) for form in inflect(language, stem))
    yield from ((prefix, Sense("prefix", actor_id)) for prefix, actor_id in words.prefixes.items())


def inflect(language: str, adjective: str) -> list[str]:
    """The forms of a demonym adjective: `allemand`, `allemande`, …; `deutsch`, `deutsche`, …"""
    if language == "de":
        is_fixed = adjective.istitle() and "-" not in adjective  # "Schweizer"
        return [adjective] if is_fixed else [adjective + end for end in _GERMAN_ENDINGS]
    endings = next(ends for tail, ends in _FRENCH_ENDINGS if adjective.endswith(tail))
    stem = adjective[:-1] if adjective.endswith("turc") else adjective
    return [adjective + end for end in endings] + ([stem + "que", stem + "ques"] if stem != adjective else [])


def _list_people(words: ForeignWords) -> Iterator[tuple[str, Sense]]:
    by_name: dict[str, list[Office]] = {}
    known: dict[str, list[Office]] = {}
    for office in load_offices():
        for name in office.names:
            by_name.setdefault(name, []).append(office)
        for surname in office.surnames if office.is_household_name else ():
            known.setdefault(surname, []).append(office)
    spelled = {word: by_name[name] for word, name in {**words.people, **words.surnames}.items() if name in by_name}
    for listed in (by_name, known, spelled):
        yield from ((name, Sense("leader", offices=tuple(offices))) for name, offices in listed.items())


def name_actors(text: str, language: str) -> list[str]:
    """Ids of the states and organisations that a text names in full, sorted; none where we have no names."""
    if language not in LANGUAGES:
        return []
    if language in _UNSPACED:
        names = _load_names(language)
        return sorted({names[1][match.group()] for match in names[0].finditer(text)} - {""})
    found = load_foreign_lexicon(language).find(text)
    return sorted({p.payload.actor_id for p in found if p.payload.form in ("name", "organisation")} - {""})


@cache
def _load_names(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all names of a language without spaces, the longest first, and whom they name ("" for places)."""
    words = load_foreign_words(language)
    both = {**words.names, **words.organisations}
    names = {name: actor_id for name, actor_id in both.items() if name not in words.shared_words}
    names |= dict.fromkeys(words.places, "")
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"(?<![가-힣])(?:{listed}){_HANGUL_END}" if language == "ko" else listed
    return re.compile(pattern), names
