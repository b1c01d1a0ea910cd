"""Two readings beside each other: agreed, differing in what, only in one; each mention in one pair."""

from typing import Any

import pytest

from tests.small_claims import make_mention
from transforms.comparison import Pair, compare_mentions

LINE = "2025-06-11 joint_training CHL+PER agreed quantity=500personnel due=2026"


def mention(line: str = LINE, start: int = 0, end: int = 50) -> dict[str, Any]:
    return {**make_mention(line, 0)[0], "evidence_start": start, "evidence_end": end}


def tell(pairs: list[Pair]) -> list[tuple[str, tuple[str, ...]]]:
    return [(pair.verdict, pair.differs) for pair in pairs]


def test_the_same_in_both_is_agreed() -> None:
    assert tell(compare_mentions([mention()], [mention(start=5, end=45)])) == [("agreed", ())]


# what the other reading says | in what the two differ
DIFFERENCES = [
    ("2025-06-11 joint_training CHL+ARG agreed quantity=500personnel due=2026", ("actors",)),
    ("2025-06-11 joint_training CHL>PER agreed quantity=500personnel due=2026", ("actors",)),
    ("2025-06-11 joint_training CHL+PER planned quantity=500personnel due=2026", ("standing",)),
    ("2025-06-11 joint_training CHL+PER agreed quantity=900personnel due=2026", ("quantity",)),
    ("2025-06-11 joint_training CHL+PER agreed due=2026", ("quantity",)),
    ("2025-06-11 joint_training CHL+PER agreed quantity=500personnel due=2027", ("dates",)),
    ("2025-06-11 joint_training CHL planned", ("actors", "standing", "quantity", "dates")),
]


@pytest.mark.parametrize(("line", "differs"), DIFFERENCES, ids=[line for line, _ in DIFFERENCES])
def test_a_difference_is_named(line: str, differs: tuple[str, ...]) -> None:
    assert tell(compare_mentions([mention()], [mention(line)])) == [("differing", differs)]


@pytest.mark.parametrize(
    "other",
    [mention(start=50, end=90), mention(LINE.replace("joint_training", "consultation"))],
    ids=["elsewhere", "another kind"],
)
def test_what_only_one_has_stands_alone(other: dict[str, Any]) -> None:
    pairs = compare_mentions([mention()], [other])
    assert sorted(pair.verdict for pair in pairs) == ["only_first", "only_second"]


def test_the_most_alike_are_paired_and_each_once() -> None:
    far = mention("2025-06-11 joint_training CHL denied")
    pairs = compare_mentions([far, mention()], [mention(start=10, end=20)])
    assert sorted(tell(pairs)) == [("agreed", ()), ("only_first", ())]


def test_pairs_stand_in_the_order_of_the_text() -> None:
    pairs = compare_mentions([mention(start=80, end=90)], [mention(start=10, end=20), mention(start=70, end=85)])
    assert [pair.evidence for pair in pairs] == [(10, 20), (70, 90)]
    assert compare_mentions([], []) == []
