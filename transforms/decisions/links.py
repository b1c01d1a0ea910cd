"""Which decisions about "the same" and "not the same" hold together: where they contradict each other, the later wins.

Two mentions that are each the same as a third are the same; so a link may be contradicted by links of other pairs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.decisions import SAME
from transforms.decisions.reading import Problem

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of mentions that are the same and that are not; what a later decision contradicts, what is refused."""

    same: tuple[Pair, ...]
    not_same: tuple[Pair, ...]
    superseded: set[str]
    refused: dict[str, Problem]


def judge_links(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> Links:
    """Judge decisions on pairs, the earliest first, whose mentions are there and of these kinds."""
    refused = {row["decision_id"]: _explain_kinds(row, kinds) for row in rows if _are_of_two_kinds(row, kinds)}
    same, not_same, superseded = _choose([row for row in reversed(rows) if row["decision_id"] not in refused])
    return Links(tuple(sorted(same)), tuple(sorted(not_same)), superseded, refused)


def _are_of_two_kinds(row: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    return row["verdict"] == SAME and kinds[row["target_id"]] != kinds[row["value"]]


def _explain_kinds(row: Mapping[str, Any], kinds: Mapping[str, str]) -> Problem:
    left, right = row["target_id"], row["value"]
    what = f"{left} is {kinds[left]}, {right} is {kinds[right]}: a commitment has one kind"
    return Problem("two_kinds", what, "correct the kind of the one that is wrong first")


def _choose(latest_first: Sequence[Mapping[str, Any]]) -> tuple[set[Pair], set[Pair], set[str]]:
    """Pairs that are the same, pairs that are not, and ids of the decisions that a later one contradicts."""
    groups: dict[str, str] = {}
    apart: dict[str, set[str]] = {}
    same: set[Pair] = set()
    not_same: set[Pair] = set()
    contradicted = set()
    for row in latest_first:
        pair = (row["target_id"], row["value"])
        left, right = _find(groups, pair[0]), _find(groups, pair[1])
        is_same = row["verdict"] == SAME
        if right in apart.get(left, ()) if is_same else left == right:
            contradicted.add(row["decision_id"])
        elif is_same:
            same.add(pair)
            _join(groups, apart, left, right)
        else:
            not_same.add(pair)
            apart.setdefault(left, set()).add(right)
            apart.setdefault(right, set()).add(left)
    return same, not_same, contradicted


def _find(groups: dict[str, str], name: str) -> str:
    """The name of the group that a mention is in; the way there is made short for the next time."""
    path = [name]
    while path[-1] in groups:
        path.append(groups[path[-1]])
    groups.update(dict.fromkeys(path[:-1], path[-1]))
    return path[-1]


def _join(groups: dict[str, str], apart: dict[str, set[str]], left: str, right: str) -> None:
    """Make two groups one, which stands apart from whatever either of them stood apart from."""
    if left == right:
        return
    groups[right] = left
    for other in apart.pop(right, set()):
        apart[other] = apart[other] - {right} | {left}
        apart.setdefault(left, set()).add(other)
