"""What each page says: the rows of its queries, brought into the order in which a reader takes them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from warehouse.site.budget import Draw, group_rows
from warehouse.site.charts import STAGES, chart_years
from warehouse.site.drawings import draw_network, draw_timeline
from warehouse.site.reading import LIMITS, Row, read_rows
from warehouse.site.texts import read_accuracy

STANDINGS_WORKING = ("in_force", "under_way", "completed")
STANDINGS_BINDING = ("in_force", "under_way", "completed", "agreed")
REASONS = {
    "newer": "The newer text decides.",
    "better_source": "The better source decides, for 30 days.",
    "already_binds": "What binds already stays.",
    "both_stand": "Both stand.",
}
STAGE_WORDS = {"held": "held", "planned": "planned", "discussed": "discussed", "off": "called off"}
STAGES_OF = {
    "held": ("in_force", "under_way", "completed"),
    "planned": ("agreed", "planned"),
    "discussed": ("proposed", "called_for"),
    "off": ("denied", "suspended"),
}
"""The standings of each stage, as in the view joint_training; the table is filtered by them together."""
EXACT = ("day", "week", "half_month", "month")
SHOWN_IN_MATRIX = 40
SHOWN_CONTRADICTIONS = 100
"""Contradictions on the front page; each stands on the pages of its commitments too."""
SHOWN_OF_ACTOR = 300
"""Commitments on the page of an actor; all of them are in the table of commitments, filtered by that actor."""


def describe_tonight(
    con: duckdb.DuckDBPyConnection,
    changes: Sequence[Row],
    counts: Mapping[str, int] | None,
    contradictions: Sequence[Row],
) -> Row:
    """The front page: what is new, overdue, contradicted, refused, and when each source was last heard of."""
    return {
        "summary": read_rows(con, "summary")[0],
        "changes": list(changes),
        "counts": counts,
        "overdue": read_rows(con, "overdue"),
        "contradictions": list(contradictions[:SHOWN_CONTRADICTIONS]),
        "rejections": read_rows(con, "rejections"),
        "coverage": read_rows(con, "coverage"),
        "accuracy": read_accuracy(),
        "reasons": REASONS,
    }


def describe_sharing(con: duckdb.DuckDBPyConnection, regions: Mapping[str, str | None], latest: date) -> Row:
    """Lines of information sharing as a list, as a network and as a matrix of pairs; the day is chosen on the page.

    `latest` is the day that the file speaks of. The slider goes by months, from the first step to the last or to there.
    """
    lines = read_rows(con, "lines")
    days = [step["on"] for line in lines for step in line["steps"]]
    first, last = min([*days, latest]), max([*days, latest])
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
        "network": draw_network(sorted(actors, key=lambda name: (regions.get(name) or "", name)), pairs),
        "alone": [line for line in lines if len(line["members"]) < 2],
        "first": f"{first:%Y-%m}",
        "latest": latest,
        "months": 12 * (last.year - first.year) + last.month - first.month,
        "working": STANDINGS_WORKING,
    }


def describe_training(con: duckdb.DuckDBPyConnection, draw: Draw) -> Row:
    """Joint training by year, by pair, and exercise by exercise."""
    years = read_rows(con, "training_years")
    stacked = [
        {"year": row["year"], "stage": stage, "exercises_count": row[f"{stage}_count"], "rank": rank,
         "href": f"commitments.html#kind=joint_training&year={row['year']}&standing={stage}",
         "about": f"{row['year']}: {row[f'{stage}_count']} {STAGE_WORDS[stage]}"}
        for row in years
        for rank, stage in enumerate(STAGES)
        if row[f"{stage}_count"]
    ]  # fmt: skip
    trainings, announced = read_rows(con, "trainings"), read_rows(con, "calendar")
    return {
        "years": years,
        "svg": draw(chart_years(stacked, 640, 220)) if stacked else "",
        "trainings": trainings,
        "is_cut": len(trainings) == LIMITS["lines"],
        "pairs": read_rows(con, "training_pairs"),
        "stages": STAGE_WORDS,
        "by_domain": _pivot(read_rows(con, "training_domains"), "domain"),
        "by_region": _pivot(read_rows(con, "training_regions"), "region"),
        "calendar": _list_calendar(announced),
        "is_calendar_cut": len(announced) == LIMITS["lines"],
    }


def _pivot(rows: Sequence[Row], key: str) -> Row:
    """Counts by year and by the values of a column, and how deep the colour of each cell is, of five."""
    counts = {(row[key], row["year"]): row["exercises_count"] for row in rows}
    most = max(counts.values(), default=1)
    return {
        "names": sorted({name for name, _ in counts}),
        "years": sorted({year for _, year in counts}),
        "counts": counts,
        "shades": {cell: -(-5 * count // most) for cell, count in counts.items()},
    }


def _list_calendar(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """What is announced, by the month that a text names, or by the year where it names no month."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        start, is_exact = row["start_on"], row["precision"] in EXACT
        found[f"{start:%B %Y}" if start and is_exact else f"{start:%Y}" if start else "no date"].append(row)
    return list(found.items())


def list_disputes(contradictions: Sequence[Row]) -> dict[str, list[Row]]:
    """The contradictions of each commitment; where both stand, also of the other one that denies it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in contradictions:
        for name in dict.fromkeys([row["commitment_id"], *row["other_ids"]]):
            found[name].append(row)
    return found


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
        "timeline": draw_timeline(shown),
    }


def _binding_first(row: Row) -> tuple[bool, int]:
    return row["standing"] not in STANDINGS_BINDING, -row["last_seen_on"].toordinal()
