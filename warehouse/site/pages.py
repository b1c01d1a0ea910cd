"""What each page says: the rows of its queries, brought into the order in which a reader takes them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import duckdb

from warehouse.site.budget import group_rows
from warehouse.site.charts import STAGES, draw_years
from warehouse.site.reading import LIMITS, Row, read_rows

STANDINGS_WORKING = ("in_force", "under_way", "completed")
STANDINGS_BINDING = ("in_force", "under_way", "completed", "agreed")
STAGE_WORDS = {"held": "held", "planned": "planned", "discussed": "discussed", "off": "called off"}
SHOWN_IN_MATRIX = 40
SHOWN_OF_ACTOR = 300
"""Commitments on the page of an actor; all of them are in the table of commitments, filtered by that actor."""


def describe_tonight(con: duckdb.DuckDBPyConnection, changes: Sequence[Row], counts: Mapping[str, int]) -> Row:
    """The front page: what is new, overdue, contradicted, refused, and when each source was last heard of."""
    return {
        "summary": read_rows(con, "summary")[0],
        "changes": list(changes),
        "counts": counts,
        "overdue": read_rows(con, "overdue"),
        "contradictions": read_rows(con, "contradictions"),
        "rejections": read_rows(con, "rejections"),
        "coverage": read_rows(con, "coverage"),
    }


def describe_sharing(con: duckdb.DuckDBPyConnection) -> Row:
    """Lines of information sharing as a list and as a matrix of pairs; the year is chosen on the page."""
    lines = read_rows(con, "lines")
    years = sorted({step["on"].year for line in lines for step in line["steps"]})
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for line in lines:
        members = sorted(line["members"])
        for number, one in enumerate(members):
            for other in members[number + 1 :]:
                pairs[one, other].append(line)
    actors = sorted({actor for pair in pairs for actor in pair})
    is_cut = len(lines) == LIMITS["lines"]
    if is_cut:
        often = Counter(actor for pair, found in pairs.items() for actor in pair for _ in found)
        actors = sorted(actor for actor, _ in often.most_common(SHOWN_IN_MATRIX))
    return {
        "is_cut": is_cut,
        "lines": lines,
        "actors": actors,
        "pairs": pairs,
        "years": years,
        "working": STANDINGS_WORKING,
    }


def describe_training(con: duckdb.DuckDBPyConnection) -> Row:
    """Joint training by year, by pair, and exercise by exercise."""
    years = read_rows(con, "training_years")
    stacked = [
        {"year": row["year"], "stage": stage, "exercises_count": row[f"{stage}_count"], "rank": rank,
         "href": f"#y{row['year']}", "about": f"{row['year']}: {row[f'{stage}_count']} {STAGE_WORDS[stage]}"}
        for row in years
        for rank, stage in enumerate(STAGES)
        if row[f"{stage}_count"]
    ]  # fmt: skip
    trainings = read_rows(con, "trainings")
    return {
        "years": years,
        "shown_years": {row["year"] for row in trainings},
        "svg": draw_years(stacked, 640, 220) if stacked else "",
        "trainings": trainings,
        "is_cut": len(trainings) == LIMITS["lines"],
        "pairs": read_rows(con, "training_pairs"),
    }


def list_by_actor(commitments: Sequence[Row]) -> dict[str, list[Row]]:
    """The commitments in which each actor has a part, in the order of the list."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in commitments:
        for actor in dict.fromkeys([*row["parties"], *row["counterparts"]]):
            found[actor].append(row)
    return found


def describe_actor(actor: Row, commitments: Sequence[Row], budget: Row | None) -> Row:
    """One actor: its commitments by kind, those that bind first, with partners and how often."""
    shown = list(commitments[:SHOWN_OF_ACTOR])
    partners: dict[str, int] = defaultdict(int)
    for row in commitments:
        for other in {*row["parties"], *row["counterparts"]} - {actor["actor_id"]}:
            partners[other] += 1
    kinds = group_rows(shown, "kind")
    return {
        "actor": actor,
        "kinds": {kind: sorted(rows, key=_binding_first) for kind, rows in sorted(kinds.items())},
        "shown": len(shown),
        "total": actor["commitments_count"],
        "partners": sorted(partners.items(), key=lambda item: (-item[1], item[0])),
        "budget": budget,
    }


def _binding_first(row: Row) -> tuple[bool, int]:
    return row["standing"] not in STANDINGS_BINDING, -row["last_seen_on"].toordinal()
