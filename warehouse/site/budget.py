"""The page of budget shares: each country's figures, its pledges, the gap; all countries in one chart a series."""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from warehouse.site.charts import SERIES, chart_all_shares, chart_shares
from warehouse.site.reading import Row, read_rows

Draw = Callable[[Row], str]
"""Makes a picture of a chart."""
TOP_PCT = 6.0
"""Where the chart of all countries ends: one country at war would flatten all the others."""
PROGRESS = {
    "met": "met",
    "missed": "the time has passed, and the latest figure is below it",
    "on_track": "the straight line gets there",
    "off_track": "the straight line does not get there",
    "open": "no time is set",
    "no_figures": "no figure to hold it against",
    "backdated": "due before it was announced",
    "not_comparable": "counts something that the series does not measure",
}


def describe_budget(con: duckdb.DuckDBPyConnection, known: Container[str], draw: Draw) -> Row:
    """Actual shares over the years with pledges as targets, country by country, and all in one chart a series.

    `known` are the commitments that have a page, `draw` makes a picture of a chart.
    """
    actual = group_rows(read_rows(con, "budget"), "country_id")
    targets = group_rows(read_rows(con, "targets"), "country_id")
    allies = {row["member_id"] for row in read_rows(con, "allies")}
    series = sorted({row["series"] for rows in actual.values() for row in rows})
    goals = {name: list_targets(rows, known) for name, rows in targets.items()}
    years = _span([*actual.values(), *goals.values()])
    countries = [
        _describe_country(actual[name], targets.get(name, []), goals.get(name, []), series, years, name in allies, draw)
        for name in sorted(actual, key=lambda name: actual[name][0]["country_name"])
    ]
    without = sorted(set(targets) - set(actual))
    return {
        "countries": countries,
        "key": _describe_key(series, series, [goal for found in goals.values() for goal in found], bool(allies)),
        "overall": sorted(
            (_describe_series(number, name, actual, goals, years, draw) for number, name in enumerate(series)),
            key=lambda one: -len(one["countries"]),
        ),
        "without": [(name, targets[name]) for name in without],
        "progress": PROGRESS,
        "top": TOP_PCT,
    }


def _describe_country(
    rows: Sequence[Row],
    targets: Sequence[Row],
    goals: Sequence[Row],
    series: Sequence[str],
    years: tuple[int, int],
    is_ally: bool,
    draw: Draw,
) -> Row:
    return {
        "id": rows[0]["country_id"],
        "name": rows[0]["country_name"],
        "svg": draw(chart_shares(list_points(rows), goals, series, years, is_ally)),
        "key": _describe_key(series, {row["series"] for row in rows}, goals, is_ally),
        "rows": rows,
        "targets": targets,
        "latest": max(rows, key=lambda row: (row["year"], -series.index(row["series"]))),
        "next": _choose_next(goals),
    }


def _describe_key(series: Sequence[str], shown: Container[str], goals: Sequence[Row], has_guidelines: bool) -> Row:
    """What the marks of a chart mean: those that it has."""
    return {
        "series": [(number % len(SERIES) + 1, name) for number, name in enumerate(series) if name in shown],
        "pledges": bool(goals),
        "forecast": any(goal["straight_line_pct"] is not None for goal in goals),
        "guidelines": has_guidelines,
    }


def _describe_series(
    number: int,
    name: str,
    actual: Mapping[str, Sequence[Row]],
    goals: Mapping[str, Sequence[Row]],
    years: tuple[int, int],
    draw: Draw,
) -> Row:
    """One series of all countries."""
    points, aims, above = [], [], set()
    for country, rows in actual.items():
        own = list_points([row for row in rows if row["series"] == name])
        who = rows[0]["country_name"]
        points += [
            point | {"who": f"{country}|{who}", "group": f"{country} {point['stretch']}", "place": f"#{country}"}
            for point in own
        ]
        aims += [_name(goal, country, who) for goal in goals.get(country, []) if own and goal["series"] == name]
        above |= {who for point in own if point["actual_pct"] > TOP_PCT}
    return {
        "name": name,
        "svg": draw(chart_all_shares(points, aims, years, TOP_PCT, number)),
        "countries": sorted({tuple(point["who"].split("|", 1)) for point in points}, key=lambda pair: pair[1]),
        "years": f"{min(point['year'] for point in points)}–{max(point['year'] for point in points)}",
        "above": sorted(above),
    }  # fmt: skip


def _name(goal: Row, country: str, who: str) -> Row:
    return goal | {text: f"{country}|{who}: {goal[text]}" for text in ("about", "forecast", "missing")}


def _span(groups: Sequence[Sequence[Row]]) -> tuple[int, int]:
    found = [row["year"] for rows in groups for row in rows] or [date.min.year]
    return min(found), max(found)


def _choose_next(goals: Sequence[Row]) -> Row | None:
    """The pledge that falls due next after the latest figure, else the last one."""
    ahead = [goal for goal in goals if goal["from_year"] is not None]
    return min(ahead or goals, key=lambda goal: goal["year"] if ahead else -goal["year"], default=None)


def list_points(rows: Sequence[Row]) -> list[Row]:
    """Figures to draw: years that follow each other are one stretch of a line, so that no line crosses a gap."""
    points: list[Row] = []
    for row in rows:
        last = points[-1] if points else None
        is_next = last is not None and (last["series"], last["year"] + 1) == (row["series"], row["year"])
        stretch = last["stretch"] if last is not None and is_next else len(points)
        about = f"{row['year']}: {row['actual_pct']:g} %{' (estimate)' if row['is_estimate'] else ''}, {row['series']}"
        points.append(
            {name: row[name] for name in ("year", "series", "actual_pct")}
            | {"stretch": stretch, "about": about, "href": f"#{place_of(row)}"}
        )
    return points


def place_of(row: Row) -> str:
    """Where a figure stands on the page."""
    return f"{row['country_id']}-{row['year']}-{''.join(word[0] for word in row['series'].split()).lower()}"


def list_targets(rows: Sequence[Row], known: Container[str]) -> list[Row]:
    """Pledges to draw: one mark a pledge, held against the first series that has a figure, with the straight line of
    that series' last three years, up to the year in which it falls due."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row["due_year"] is None or row["pledge_pct"] is None or row["scope"] != "defence":
            continue
        is_ahead = row["latest_year"] is not None and row["latest_year"] < row["due_year"]
        goal = {
            "year": row["due_year"], "pledge_pct": row["pledge_pct"], "series": row["series"],
            "from_year": row["latest_year"] if is_ahead else None, "from_pct": row["actual_pct"] if is_ahead else None,
            "gap": row["gap_pct_points"], "straight_line_pct": row["straight_line_pct"] if is_ahead else None,
            "progress": row["progress"], "commitment_id": row["commitment_id"], "pledged_by": row["pledged_by"],
            "about": f"pledge of {row['pledged_by']}: {row['pledge_pct']:g} % by {row['due_year']}",
            "forecast": f"straight line: {row['straight_line_pct']} % in {row['due_year']}, no prediction",
            "missing": f"gap that it leaves in {row['due_year']}",
            "href": f"c/{row['commitment_id']}.html" if row["commitment_id"] in known else f"#{row['country_id']}",
        }  # fmt: skip
        seen.setdefault((row["due_year"], row["pledge_pct"]), goal)
    return list(seen.values())


def group_rows(rows: Sequence[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in their order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
