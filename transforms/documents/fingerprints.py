"""Fingerprints: what the search for copies keeps of a text, so that the text itself need not be read again.

A fingerprint is one line: how many runs of words the text has, a hash of all its words, a MinHash sketch of the runs
(rensa), the figures and the words of actors' names in it. Two sketches tell what share of their runs two texts have in
common, with a standard error of 0.025 near the threshold.

What surprises: of each value of the sketch one byte is kept. That two differing values share it by chance happens once
in 256, and the estimate takes that off (b-bit MinHash, Li and König 2010).
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import eq
from typing import Any

from rensa import RMinHash

from schemas.registers import list_names, load_actors
from transforms.identity import make_id

VALUES, BANDS, BAND = 256, 32, 4
"""Values of a sketch; how many bands of how many values are looked up."""
_SEED = 42
_RUN = 5
_WORDS_MIN = 25
_CHANCE = 1 / 256
_FORM = "1"
"""Changes whenever fingerprints of before can no longer be compared with new ones."""
_WORD = re.compile(r"\w+")
_CHARACTER = re.compile(r"\w")
_UNSPACED = frozenset({"ja", "zh", "th", "km", "lo", "my"})
_COMMON = frozenset("united republic democratic state union group force council organization treaty pact".split())
_MONTHS = frozenset("january february march april june july august september october november december".split())


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint as read: runs, hash of all words, sketch (empty for a text too short for one), telling words."""

    runs_count: int
    exact: str
    sketch: bytes
    figures: frozenset[str]
    names: frozenset[str]

    def list_bands(self) -> list[tuple[int, bytes]]:
        """Keys of which two alike texts share one almost surely; none without a sketch."""
        count = BANDS if self.sketch else 0
        return [(band, self.sketch[band * BAND : (band + 1) * BAND]) for band in range(count)]


def make_fingerprint(text: str, language: str) -> str:
    """The fingerprint of a text, as it is stored."""
    words = (_CHARACTER if language in _UNSPACED else _WORD).findall(text.lower())
    runs = _list_runs(words) if len(words) >= _WORDS_MIN else set()
    sketch = base64.b64encode(_make_sketch(runs)).decode() if runs else ""
    figures, names = _list_telling_words(text)
    parts = (_FORM, str(len(runs)), make_id("w", language, *words), sketch, " ".join(figures), " ".join(names))
    return "|".join(parts)


def read_fingerprint(written: str) -> Fingerprint | None:
    """A stored fingerprint; None for one of another form, which is to be made anew."""
    form, *parts = written.split("|")
    if form != _FORM:
        return None
    runs_count, exact, sketch, figures, names = parts
    known = int(runs_count), exact, base64.b64decode(sketch)
    return Fingerprint(*known, frozenset(figures.split()), frozenset(names.split()))


def find_fingerprint(document: Mapping[str, Any]) -> Fingerprint | None:
    """That of a row of `documents`: as stored, else of its text, if it has one."""
    stored = document.get("fingerprint")
    found = read_fingerprint(stored) if stored else None
    if found is None and document.get("text") is not None:
        return read_fingerprint(make_fingerprint(document["text"], document["language"]))
    return found


def estimate_likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The share of runs that two texts have in common, of those that either has; 0 where one has no sketch."""
    if not (one.sketch and other.sketch):
        return 0.0
    equal: float = sum(map(eq, one.sketch, other.sketch)) / VALUES
    return max(0.0, (equal - _CHANCE) / (1 - _CHANCE))


def estimate_containment(one: Fingerprint, other: Fingerprint, likeness: float) -> float:
    """The share of the runs of the shorter text that stand in the longer one."""
    shorter = min(one.runs_count, other.runs_count)
    return likeness / (1 + likeness) * (one.runs_count + other.runs_count) / shorter if shorter else 0.0


def _make_sketch(runs: set[str]) -> bytes:
    sketch = RMinHash(VALUES, _SEED)
    sketch.update(sorted(runs))
    return bytes(value & 0xFF for value in sketch.digest())


def _list_runs(words: list[str]) -> set[str]:
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _list_telling_words(text: str) -> tuple[list[str], list[str]]:
    """Figures (with months, but for May, which is a verb), and words of the names of actors."""
    words = frozenset(_WORD.findall(text.lower()))
    figures = [word for word in words if word[0].isdigit() or word in _MONTHS]
    return sorted(figures), sorted(words & _load_names())


@cache
def _load_names() -> frozenset[str]:
    names = (name for actor in load_actors() for name in (*list_names(actor), *actor.demonyms, *actor.capitals))
    words = (word for name in names for word in _WORD.findall(name))
    return frozenset(word.lower() for word in words if word[0].isupper() and len(word) > 2) - _COMMON
