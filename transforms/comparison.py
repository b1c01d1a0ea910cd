"""Two readings of one document beside each other: what both found, where they differ, what only one has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

SLOTS = {
    "actors": ("parties", "counterparts"),
    "standing": ("standing",),
    "quantity": ("quantity_value", "quantity_value_max", "quantity_unit"),
    "dates": tuple(f"{name}_{end}_on" for name in ("announced", "due", "effective") for end in ("start", "end")),
}
"""What two mentions of one kind are compared in, and the columns of each."""
VERDICTS = ("agreed", "differing", "only_first", "only_second")


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention of each reading that speak of the same, or one that the other reading lacks."""

    first: Row | None
    second: Row | None

    @property
    def differs(self) -> tuple[str, ...]:
        """The slots in which the two differ."""
        return _compare(self.first, self.second) if self.first and self.second else ()

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if self.first is None or self.second is None:
            return "only_second" if self.first is None else "only_first"
        return "differing" if self.differs else "agreed"

    @property
    def evidence(self) -> tuple[int, int]:
        """Where the evidence of both stands."""
        rows = [row for row in (self.first, self.second) if row]
        return min(row["evidence_start"] for row in rows), max(row["evidence_end"] for row in rows)


def compare_mentions(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """Mentions of the same kind whose evidence overlaps, most alike first, each in one pair; then what is left over.

    In the order of the text.
    """
    ranked = sorted(
        (len(_compare(one, other)), -shared, i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if one["kind"] == other["kind"] and (shared := _share(one, other)) > 0
    )
    partners: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in partners and j not in partners.values():
            partners[i] = j
    pairs = [Pair(one, second[partners[i]] if i in partners else None) for i, one in enumerate(first)]
    pairs += [Pair(None, other) for j, other in enumerate(second) if j not in partners.values()]
    return sorted(pairs, key=lambda pair: pair.evidence)


def _share(one: Row, other: Row) -> int:
    end = min(one["evidence_end"], other["evidence_end"])
    return int(end - max(one["evidence_start"], other["evidence_start"]))


def _compare(one: Row, other: Row) -> tuple[str, ...]:
    return tuple(name for name, columns in SLOTS.items() if any(one[c] != other[c] for c in columns))
