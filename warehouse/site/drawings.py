"""Drawings that pages make of points: the network of lines in a circle, and how commitments climbed over time.

Only places are computed here; the templates draw them, so that every word goes through their escaping.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, pi, sin

from warehouse.site.reading import Row

RADIUS, CENTRE_X, CENTRE_Y = 190.0, 380.0, 235.0
LADDER = (
    "in_force", "completed", "under_way", "agreed", "planned", "proposed", "called_for", "denied", "suspended",
)  # fmt: skip
"""Lanes of a timeline: what binds most at the top, what is off at the bottom."""
LEFT, RIGHT, LANE = 100.0, 750.0, 26.0


def draw_network(actors: Sequence[str], pairs: Mapping[tuple[str, str], Sequence[Row]]) -> Row:
    """Actors in a circle, in the order given, and a bow for each pair that has a line."""
    places = {}
    for number, actor in enumerate(actors):
        angle = 2 * pi * number / len(actors) - pi / 2
        places[actor] = {
            "id": actor,
            "x": round(CENTRE_X + RADIUS * cos(angle), 1),
            "y": round(CENTRE_Y + RADIUS * sin(angle), 1),
            "label_x": round(CENTRE_X + (RADIUS + 16) * cos(angle), 1),
            "label_y": round(CENTRE_Y + (RADIUS + 18) * sin(angle) + 4, 1),
            "anchor": "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end",
        }
    edges = [_bow(pair, places, lines) for pair, lines in sorted(pairs.items()) if set(pair) <= set(places)]
    return {"nodes": list(places.values()), "edges": edges}


def _bow(pair: tuple[str, str], places: Mapping[str, Row], lines: Sequence[Row]) -> Row:
    """A curve that leans towards the centre, so that neighbours do not hide it."""
    one, other = places[pair[0]], places[pair[1]]
    middle_x, middle_y = (one["x"] + other["x"]) / 2, (one["y"] + other["y"]) / 2
    x, y = round((middle_x + CENTRE_X) / 2, 1), round((middle_y + CENTRE_Y) / 2, 1)
    path = f"M{one['x']},{one['y']}Q{x},{y},{other['x']},{other['y']}"
    return {"a": pair[0], "b": pair[1], "lines": lines, "path": path}


def draw_timeline(commitments: Sequence[Row]) -> Row | None:
    """Each commitment as a path over the lanes of the standings, a dot a step; nothing where no step is known."""
    steps = [step for row in commitments for step in row["steps"]]
    if not steps:
        return None
    lanes = [name for name in LADDER if any(step["standing"] == name for step in steps)]
    first, last = min(step["on"] for step in steps).year, max(step["on"] for step in steps).year + 1
    paths = [_climb(row, lanes, first, last) for row in commitments if row["steps"]]
    every = max(1, (last - first) // 8)
    years = [(year, _across(date(year, 1, 1), first, last)) for year in range(first, last + 1, every)]
    return {
        "lanes": [(name, 20 + number * LANE) for number, name in enumerate(lanes)],
        "paths": paths,
        "years": years,
        "height": 20 + len(lanes) * LANE + 12,
    }


def _climb(row: Row, lanes: Sequence[str], first: int, last: int) -> Row:
    dots = [
        {
            "x": _across(step["on"], first, last),
            "y": 20 + lanes.index(step["standing"]) * LANE,
            "on": step["on"],
            "standing": step["standing"],
        }
        for step in row["steps"]
    ]
    return {"row": row, "dots": dots, "points": " ".join(f"{dot['x']},{dot['y']}" for dot in dots)}


def _across(day: date, first: int, last: int) -> float:
    passed = (day - date(first, 1, 1)).days / ((date(last, 1, 1) - date(first, 1, 1)).days or 1)
    return round(LEFT + passed * (RIGHT - LEFT), 1)
