"""Near-duplicates: a wire report that ten papers print is one piece of evidence, not ten.

The promise: the answer depends on the set of documents, not on their order; the earliest one is the original, and an
original repeats nothing. A text is compared with those of the last months only: who prints it again a year later says
it again, and a night need not read the texts of all years.

What surprises: alike is not enough. A statement made every year, or to every partner, shares its boilerplate; so two
texts that each have a figure, or an actor's name, which the other lacks are two documents.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from rensa import RMinHash

from schemas.registers import list_names, load_actors
from transforms.identity import make_id

THRESHOLD = 0.8
"""Least share of word runs that two texts have in common, of those that either has."""
REPRINTED_WITHIN = timedelta(days=92)
"""A later text is no copy."""
_RUN = 5
_WORDS_MIN = 25
_PERMUTATIONS, _BANDS, _SEED = 128, 32, 42
_WORD = re.compile(r"\w+")
_CHARACTER = re.compile(r"\w")
_UNSPACED = frozenset({"ja", "zh", "th", "km", "lo", "my"})
_COMMON = frozenset("united republic democratic state union group force council organization treaty pact".split())
_MONTHS = frozenset("january february march april june july august september october november december".split())


def find_duplicates(documents: Sequence[Mapping[str, Any]], since: date = date.min) -> dict[str, str]:
    """Ids of documents that repeat an earlier one of the same language -> id of that one, which repeats none.

    What documents published before `since` repeat is known: it stands in their `duplicate_of`.
    """
    duplicates: dict[str, str] = {}
    texts: dict[str, Mapping[str, Any]] = {}
    exact: dict[str, str] = {}
    bands: dict[tuple[Any, ...], list[str]] = {}
    for row in sorted(documents, key=lambda row: (row["published_on"], row["document_id"])):
        if row["published_on"] < since and row["duplicate_of"] is not None:
            continue
        document_id, words = row["document_id"], split_tokens(row)
        same = make_id("w", row["language"], *words)
        keys = _make_band_keys(row["language"], words)
        if row["published_on"] >= since:
            earliest = row["published_on"] - REPRINTED_WITHIN
            original = _find_exact(exact.get(same), texts, earliest) or _find_near(row, words, keys, bands, texts)
            if original is not None:
                duplicates[document_id] = original
                continue
        exact[same] = document_id
        texts[document_id] = row
        for key in keys:
            bands.setdefault(key, []).append(document_id)
    return duplicates


def _find_exact(name: str | None, texts: Mapping[str, Mapping[str, Any]], earliest: date) -> str | None:
    return name if name is not None and texts[name]["published_on"] >= earliest else None


def _find_near(
    row: Mapping[str, Any],
    words: list[str],
    keys: list[tuple[Any, ...]],
    bands: Mapping[tuple[Any, ...], list[str]],
    texts: Mapping[str, Mapping[str, Any]],
) -> str | None:
    """The original among the texts of the last months that look alike."""
    earliest = row["published_on"] - REPRINTED_WITHIN
    near = dict.fromkeys(name for key in keys for name in bands.get(key, ()))
    return _find_original(row, words, texts, [name for name in near if texts[name]["published_on"] >= earliest])


def split_tokens(row: Mapping[str, Any]) -> list[str]:
    """The words of a document's text, in lower case; its characters where its language does not space words."""
    pattern = _CHARACTER if row["language"] in _UNSPACED else _WORD
    return pattern.findall(row["text"].lower())


def _make_band_keys(language: str, words: list[str]) -> list[tuple[Any, ...]]:
    """Keys of which two alike texts share one almost surely; none for a text too short to be alike by chance only."""
    if len(words) < _WORDS_MIN:
        return []
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    sketch.update(list(_list_runs(words)))
    digest = sketch.digest()
    rows = _PERMUTATIONS // _BANDS
    return [(language, band, *digest[band * rows : (band + 1) * rows]) for band in range(_BANDS)]


def _list_runs(words: list[str]) -> set[str]:
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _find_original(
    row: Mapping[str, Any], words: list[str], texts: Mapping[str, Mapping[str, Any]], near: list[str]
) -> str | None:
    """The earliest of the near ones that this one repeats."""
    if not near:
        return None
    runs, telling = _list_runs(words), list_telling_words(row["text"])
    for name in sorted(near, key=lambda name: (texts[name]["published_on"], name)):
        other = split_tokens(texts[name])
        if not THRESHOLD <= len(other) / len(words) <= 1 / THRESHOLD:
            continue
        theirs = _list_runs(other)
        is_alike = len(runs & theirs) >= THRESHOLD * len(runs | theirs)
        if is_alike and _is_same_matter(telling, list_telling_words(texts[name]["text"])):
            return name
    return None


def list_telling_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Figures (with months, but for May, which is a verb), and words of the names of actors."""
    words = frozenset(_WORD.findall(text.lower()))
    figures = frozenset(word for word in words if word[0].isdigit() or word in _MONTHS)
    return figures, words & _load_names()


def _is_same_matter(ours: tuple[frozenset[str], ...], theirs: tuple[frozenset[str], ...]) -> bool:
    return all(mine <= other or other <= mine for mine, other in zip(ours, theirs, strict=True))


@cache
def _load_names() -> frozenset[str]:
    names = (name for actor in load_actors() for name in (*list_names(actor), *actor.demonyms, *actor.capitals))
    words = (word for name in names for word in _WORD.findall(name))
    return frozenset(word.lower() for word in words if word[0].isupper() and len(word) > 2) - _COMMON
