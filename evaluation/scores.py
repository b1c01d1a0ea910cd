"""From judged documents to figures: precision, recall, F1, their intervals, slots, tiers.

Records that the right answers call optional cost nothing: neither missing them nor finding them counts.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.matching import LEVELS, SLOTS, Pair, Record, match_records

SEED = 20140701
ROUNDS = 1000
COVERAGE = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: the right records, the found ones, and the pairs of both."""

    document_id: str
    document_type: str
    expected: Sequence[Record]
    found: Sequence[Record]
    pairs: Sequence[Pair]
    language: str = "en"

    @property
    def hits(self) -> list[Pair]:
        """The pairs that count: those whose right record is not optional."""
        return [pair for pair in self.pairs if not self.expected[pair.expected].get("optional")]

    @property
    def required(self) -> list[Record]:
        """The right records that have to be found."""
        return [record for record in self.expected if not record.get("optional")]

    @property
    def counted(self) -> list[Record]:
        """The found records that count: all but those that answer an optional one."""
        hit = {pair.found for pair in self.hits}
        spared = {pair.found for pair in self.pairs} - hit
        return [record for place, record in enumerate(self.found) if place not in spared]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of some counts, 0 to 1; 0 where there is nothing to divide by."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is to be found that was found."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 0.0


def judge(
    document_id: str, document_type: str, expected: Sequence[Record], found: Sequence[Record], language: str = "en"
) -> Judged:
    """Match the found records of one document with the right ones."""
    return Judged(document_id, document_type, expected, found, match_records(expected, found), language)


def score(documents: Iterable[Judged], level: str) -> Score:
    """The score of some documents at a level: found, record or full."""
    return add_scores(_score_document(document, level) for document in documents)


def _score_document(document: Judged, level: str) -> Score:
    right = sum(pair.reaches(level) for pair in document.hits)
    return Score(right, len(document.counted), len(document.required))


def add_scores(scores: Iterable[Score]) -> Score:
    """The score over all that the given ones counted."""
    listed = list(scores)
    return Score(sum(s.right for s in listed), sum(s.found for s in listed), sum(s.expected for s in listed))


def find_intervals(documents: Sequence[Judged], level: str) -> dict[str, tuple[float, float]]:
    """Bootstrap intervals of `precision`, `recall` and `f1`: documents drawn with replacement, seeded."""
    single = [_score_document(document, level) for document in documents]
    chance = random.Random(SEED)
    drawn = [add_scores(chance.choices(single, k=len(single))) for _ in range(ROUNDS)] if single else [Score(0, 0, 0)]
    return {name: _cut_tails([getattr(one, name) for one in drawn]) for name in ("precision", "recall", "f1")}


def _cut_tails(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    tail = round(len(ordered) * (1 - COVERAGE) / 2)
    return ordered[tail], ordered[-1 - tail]


def score_kinds(documents: Sequence[Judged]) -> dict[str, Score]:
    """The score at level found for each kind that is expected or was found."""
    expected = Counter(record["kind"] for document in documents for record in document.required)
    found = Counter(record["kind"] for document in documents for record in document.counted)
    right = Counter(document.expected[pair.expected]["kind"] for document in documents for pair in document.hits)
    return {kind: Score(right[kind], found[kind], expected[kind]) for kind in sorted({*expected, *found})}


def score_slots(documents: Iterable[Judged]) -> dict[str, float]:
    """Of the records that were found, the share whose slot is right, by slot."""
    hits = [pair for document in documents for pair in document.hits]
    return {slot: sum(pair.agrees[slot] for pair in hits) / len(hits) if hits else 0.0 for slot in SLOTS}


def count_false_alarms(documents: Iterable[Judged]) -> tuple[int, int]:
    """How many records were found in the documents that hold none, and how many documents these are."""
    empty = [document for document in documents if not document.expected]
    return sum(len(document.found) for document in empty), len(empty)


def score_reliability(documents: Iterable[Judged], by: str) -> list[dict[str, Any]]:
    """By `tier` or by `confidence`: the confidence that was stated, and the precision that it had at each level."""
    rows: dict[Any, list[tuple[Record, Pair | None]]] = {}
    for document in documents:
        hits = {id(document.found[pair.found]): pair for pair in document.hits}
        for record in document.counted:
            rows.setdefault(record[by], []).append((record, hits.get(id(record))))
    return [_score_rows(rows[value]) | {by: value} for value in sorted(rows)]


def _score_rows(rows: Sequence[tuple[Record, Pair | None]]) -> dict[str, Any]:
    stated = sum(record["confidence"] for record, _ in rows) / len(rows)
    right = {level: sum(pair is not None and pair.reaches(level) for _, pair in rows) / len(rows) for level in LEVELS}
    return {"records": len(rows), "confidence": stated, **right}
