"""Pages of two actors: what they have promised each other or together, by standing, and how it went."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from warehouse.site.drawings import LADDER, draw_timeline
from warehouse.site.reading import Row

SHOWN_PAIRS = 5_000
"""Pairs that have a page: those with most commitments. The others are in the table, filtered by both actors."""
SHOWN_OF_PAIR = 100
Pair = tuple[str, str]


def list_by_pair(commitments: Sequence[Row]) -> dict[Pair, list[Row]]:
    """The commitments of each pair that has a page, in the order of the list."""
    found: dict[Pair, list[Row]] = defaultdict(list)
    for row in commitments:
        for pair in list_pairs(row):
            found[pair].append(row)
    often = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:SHOWN_PAIRS]
    return {pair: found[pair] for pair in sorted(often)}


def list_pairs(row: Row) -> list[Pair]:
    """The pairs of the actors of a commitment, each in the order of its ids."""
    return list(combinations(sorted({*row["parties"], *row["counterparts"]}), 2))


def describe_pair(pair: Pair, commitments: Sequence[Row]) -> Row:
    """One pair: its commitments by standing, those that bind first."""
    shown = list(commitments[:SHOWN_OF_PAIR])
    return {
        "pair": pair,
        "total": len(commitments),
        "shown": len(shown),
        "standings": [
            (standing, rows) for standing in LADDER if (rows := [row for row in shown if row["standing"] == standing])
        ],
        "timeline": draw_timeline(shown),
    }
