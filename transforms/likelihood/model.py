"""The model of likelihood: log-odds that a sentence says a commitment of each kind, and which of its words say so.

A logistic regression a kind over tf-idf of words (`features.py`), learned by `make train` from `evaluation/training/`.
The weights lie beside this file; without them nothing is likely or unlikely, and the rules stand alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from transforms.likelihood.features import Word, list_features

WEIGHTS = Path(__file__).with_name("weights.npz")
Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Model:
    """Features by name with their place; their inverse document frequency; weights by feature and kind; biases."""

    kinds: tuple[str, ...]
    places: Mapping[str, int]
    frequencies: Array
    weights: Array
    biases: Array

    def weigh(self, words: Sequence[Word]) -> dict[str, float]:
        """Log-odds by kind: above 0, more likely than not."""
        places, values = self._read(words)
        scores = self.weights[places].T @ values + self.biases
        return dict(zip(self.kinds, scores.tolist(), strict=True))

    def find_strongest(self, words: Sequence[Word], kind: str) -> Array:
        """How much each word of a sentence speaks for a kind."""
        column = self.weights[:, self.kinds.index(kind)]
        places, values = self._read(words)
        counts = Counter(feature.name for feature in list_features(words))
        own = dict(zip(places.tolist(), (column[places] * values).tolist(), strict=True))
        told = np.zeros(len(words), np.float32)
        for feature in list_features(words):
            place = self.places.get(feature.name)
            if place is not None:
                for word in feature.places:
                    told[word] += own[place] / counts[feature.name] / len(feature.places)
        return told

    def _read(self, words: Sequence[Word]) -> tuple[Any, Array]:
        counts = Counter(self.places[f.name] for f in list_features(words) if f.name in self.places)
        places = np.fromiter(counts, int, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.frequencies[places]
        norm = float(np.linalg.norm(values))
        return places, values / norm if norm else values


@cache
def load_model(path: Path = WEIGHTS) -> Model | None:
    """The shipped model; None where its weights are not there."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        names = str(stored["features"]).split("\n")
        return Model(
            tuple(str(stored["kinds"]).split()),
            {name: place for place, name in enumerate(names)},
            stored["frequencies"].astype(np.float32),
            stored["weights"].astype(np.float32),
            stored["biases"].astype(np.float32),
        )


def save_model(model: Model, path: Path = WEIGHTS) -> None:
    """Write the weights, as 16-bit numbers."""
    np.savez_compressed(
        path,
        kinds=np.array(" ".join(model.kinds)),
        features=np.array("\n".join(model.places)),
        frequencies=model.frequencies.astype(np.float16),
        weights=model.weights.astype(np.float16),
        biases=model.biases.astype(np.float16),
    )
