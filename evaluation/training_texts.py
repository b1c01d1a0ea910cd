"""Texts with right answers from which the model of likelihood learns: `evaluation/training/*.jsonl`, a text a line.

Each has `id`, `published_on`, its `sentences` in order, and `records` with kind, parties, counterparts, standing and
`evidence`, the numbers of the sentences that prove them. `optional` marks what careful readers differ on.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "training"
PARTS = 3


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A text as it is read: its sentences joined, where each of them lies, and what is right to find in it."""

    text_id: str
    published_on: date
    text: str
    spans: tuple[tuple[int, int], ...]
    records: tuple[dict[str, Any], ...]

    @property
    def is_held_out(self) -> bool:
        """Whether it is of the third that is measured on and not learned from."""
        return zlib.crc32(self.text_id.encode()) % PARTS == 0

    def list_kinds(self, number: int) -> set[str]:
        """The kinds of commitments that a sentence says."""
        return {record["kind"] for record in self.records if number in record["evidence"]}

    def list_answers(self) -> list[dict[str, Any]]:
        """The records with their evidence as quotes, as `tests/gold` has them."""
        return [
            {**record, "evidence": [self.text[slice(*self.spans[n])] for n in record["evidence"]]}
            for record in self.records
        ]


def read_texts(folder: Path = TEXTS) -> list[TrainingText]:
    """All texts of a folder, in the order of their files and lines."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [_read_line(line) for line in lines]


def _read_line(line: str) -> TrainingText:
    row = json.loads(line)
    text, spans = _join(row["sentences"])
    published_on = date.fromisoformat(row["published_on"])
    return TrainingText(row["id"], published_on, text, tuple(spans), tuple(row["records"]))


def _join(sentences: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Points of a list and what follows a heading stand on lines of their own."""
    text, spans = "", list[tuple[int, int]]()
    for sentence in sentences:
        if text:
            is_line = sentence.startswith(("- ", "• ")) or text[-1] not in ".!?”\"'’)"
            text += "\n" if is_line else " "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, spans
