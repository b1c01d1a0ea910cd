"""The encoder: MiniLM of six layers, from its package, with what training added to it; by NumPy alone.

Architecture: BERT (Devlin et al. 2019) as distilled by Wang et al. 2020 (MiniLM); what training adds are low-rank
updates of its matrices (Hu et al. 2021, LoRA), which are added up when the weights are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]
HEADS, LAYERS = 12, 6
EPSILON = 1e-12
RANK_SCALE = 2.0
"""By what a low-rank update is multiplied."""
PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "output": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
}  # fmt: skip
NORMS = {"attended": "attention.output.LayerNorm", "fed": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Encoder:
    """Vectors of word pieces, places and actors, and for each layer its matrices by name."""

    words: Array
    places: Array
    actors: Array
    norm: tuple[Array, Array]
    layers: tuple[Mapping[str, tuple[Array, Array]], ...]


def make_encoder(base: Mapping[str, Array], added: Mapping[str, Array]) -> Encoder:
    """The encoder of the package's weights and of what was learned. Raises `KeyError` for weights of another shape."""
    return Encoder(
        base["embeddings.word_embeddings.weight"],
        base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0],
        added["actors"],
        (added["norm.weight"], added["norm.bias"]),
        tuple(_make_layer(base, added, number) for number in range(LAYERS)),
    )


def _make_layer(base: Mapping[str, Array], added: Mapping[str, Array], number: int) -> dict[str, tuple[Array, Array]]:
    layer = {}
    for name, there in PARTS.items():
        update = added[f"{number}.{name}.up"] @ added[f"{number}.{name}.down"]
        weight = base[f"encoder.layer.{number}.{there}.weight"] + RANK_SCALE * update
        layer[name] = np.ascontiguousarray(weight.T), added[f"{number}.{name}.bias"]
    for name in NORMS:
        layer[name] = added[f"{number}.{name}.weight"], added[f"{number}.{name}.bias"]
    return layer


def encode(encoder: Encoder, pieces: Sequence[int], actors: Sequence[int]) -> Array:
    """A vector for each word piece of one window, in the order given: pieces × 384."""
    states = encoder.words[list(pieces)] + encoder.places[: len(pieces)]
    states = _normalise(states, encoder.norm) + encoder.actors[list(actors)]
    for layer in encoder.layers:
        states = _normalise(states + _attend(layer, states), layer["attended"])
        states = _normalise(states + _apply(gelu(_apply(states, layer["up"])), layer["down"]), layer["fed"])
    return states


def _attend(layer: Mapping[str, tuple[Array, Array]], states: Array) -> Array:
    length, width = states.shape
    query, key, value = (
        _apply(states, layer[name]).reshape(length, HEADS, width // HEADS).transpose(1, 0, 2)
        for name in ("query", "key", "value")
    )
    weights = softmax(query @ key.transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5))
    return _apply((weights @ value).transpose(1, 0, 2).reshape(length, width), layer["output"])


def _apply(states: Array, part: tuple[Array, Array]) -> Array:
    applied: Array = states @ part[0] + part[1]
    return applied


def _normalise(states: Array, part: tuple[Array, Array]) -> Array:
    centred = states - states.mean(-1, keepdims=True)
    scaled: Array = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON) * part[0] + part[1]
    return scaled


def gelu(states: Array) -> Array:
    """Hendrycks and Gimpel 2016, by its tangent; training uses the same."""
    inner = np.float32((2 / np.pi) ** 0.5) * (states + np.float32(0.044715) * states * states * states)
    bent: Array = np.float32(0.5) * states * (1 + np.tanh(inner))
    return bent


def softmax(values: Array, axis: int = -1) -> Array:
    """Weights that add up to one along an axis."""
    raised = np.exp(values - values.max(axis, keepdims=True))
    weights: Array = raised / raised.sum(axis, keepdims=True)
    return weights
