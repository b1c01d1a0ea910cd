"""The words of a sentence as the model of likelihood counts them: actors and numbers are one word each.

What a feature is, training and reading must agree on: both call `list_features`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

ACTOR, NUMBER = "actor", "num"
STEM = 5
"""Letters of a word that stand for all its forms: "deploys", "deployment"."""
_WORD = re.compile(r"[a-z]+|\d[\d,.]*")


class Word(NamedTuple):
    """A word at `start:end` of its sentence, in lower case."""

    text: str
    start: int
    end: int


class Feature(NamedTuple):
    """What the model counts, and the places of the words that it is made of."""

    name: str
    places: tuple[int, ...]


def split_words(sentence: str, actors: Iterable[tuple[int, int]]) -> list[Word]:
    """The words of a sentence; each of the `actors`, by start and end, is the one word `actor`, a number `num`."""
    lowered, words, position = sentence.lower(), list[Word](), 0
    for start, end in sorted(actors):
        if start < position:
            continue
        words += _split(lowered, position, start)
        words.append(Word(ACTOR, start, end))
        position = end
    return [*words, *_split(lowered, position, len(lowered))]


def _split(lowered: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(lowered, start, end):
        text = match.group()
        yield Word(NUMBER if text[0].isdigit() else text, *match.span())


def list_features(words: Sequence[Word]) -> list[Feature]:
    """Words, the stems of words, and stems side by side."""
    stems = [word.text[:STEM] for word in words]
    return [
        *(Feature(f"={word.text}", (place,)) for place, word in enumerate(words)),
        *(Feature(stem, (place,)) for place, stem in enumerate(stems)),
        *(Feature(f"{one} {two}", (place, place + 1)) for place, (one, two) in enumerate(pairwise(stems))),
    ]
