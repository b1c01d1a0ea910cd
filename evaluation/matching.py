"""Which found record answers which right one, and on what the two agree.

The promise: every record is used once at the most, and better pairs are made first. What surprises: a pair needs no
actor in common, only the kind and the evidence; wrong actors cost the higher levels, not the pair.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

LEVELS = ("found", "record", "full")
SLOTS = ("actors", "parties", "standing", "quantity", "dates")
ENOUGH = 0.3
TOLERANCE = 0.005
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A right record and the found one that answers it, by their places in the two lists; `agrees` by slot."""

    expected: int
    found: int
    agrees: Mapping[str, bool]

    def reaches(self, level: str) -> bool:
        """Whether the pair is right at a level: found, record or full."""
        needed = {"found": (), "record": ("actors",), "full": SLOTS}[level]
        return all(self.agrees[slot] for slot in needed)


def match_records(expected: Sequence[Record], found: Sequence[Record]) -> list[Pair]:
    """Pairs of the same kind whose evidence overlaps, best first, each record in one of them at the most."""
    ranked = []
    for i, right in enumerate(expected):
        for j, ours in enumerate(found):
            shared = share_words(right, ours)
            if right["kind"] == ours["kind"] and shared >= ENOUGH:
                pair = Pair(i, j, compare_slots(right, ours))
                ranked.append((_rank(pair, right, ours, shared), pair))
    ranked.sort(key=lambda item: item[0], reverse=True)
    return _take_once([pair for _, pair in ranked])


def _rank(pair: Pair, right: Record, ours: Record, shared: float) -> tuple[float, int, int, int]:
    both = list_actors(right) | list_actors(ours)
    alike = len(list_actors(right) & list_actors(ours)) / len(both) if both else 1.0
    score = 4 * pair.reaches("full") + 2 * pair.reaches("record") + alike + 0.5 * shared
    return score, sum(pair.agrees.values()), -pair.expected, -pair.found


def _take_once(pairs: Sequence[Pair]) -> list[Pair]:
    taken: list[Pair] = []
    for pair in pairs:
        if all(pair.expected != other.expected and pair.found != other.found for other in taken):
            taken.append(pair)
    return taken


def share_words(right: Record, ours: Record) -> float:
    """The share of the shorter evidence's distinct words that the other evidence holds as well, 0 to 1."""
    first, second = _list_words(right), _list_words(ours)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _list_words(record: Record) -> set[str]:
    quotes = [item if isinstance(item, str) else item["text"] for item in record["evidence"]]
    return {word.lower() for quote in quotes for word in _WORD.findall(quote)}


def list_actors(record: Record) -> set[str]:
    """Parties and counterparts together."""
    return {*record["parties"], *record["counterparts"]}


def compare_slots(right: Record, ours: Record) -> dict[str, bool]:
    """Where the two agree, by slot; a quantity or a date that the right answer does not have is not compared."""
    return {
        "actors": list_actors(right) == list_actors(ours),
        "parties": set(right["parties"]) == set(ours["parties"]),
        "standing": right["standing"] == ours["standing"],
        "quantity": _same_quantity(right.get("quantity"), ours.get("quantity")),
        "dates": all(_same_period(right.get(name), ours.get(name)) for name in ("due_on", "effective_on")),
    }


def _same_quantity(right: Record | None, ours: Record | None) -> bool:
    if right is None:
        return True
    if ours is None or right["unit"] != ours["unit"]:
        return False
    return all(_is_near(right.get(name) or 0, ours.get(name) or 0) for name in ("value", "value_max"))


def _is_near(right: float, ours: float) -> bool:
    return abs(right - ours) <= TOLERANCE * max(1.0, abs(right))


def _same_period(right: Record | None, ours: Record | None) -> bool:
    if right is None:
        return True
    return ours is not None and ours["start"] <= right["end"] and right["start"] <= ours["end"]
