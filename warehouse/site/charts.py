"""Charts as SVG, drawn by Vega-Lite when the site is made: no script runs in the reader's browser.

Colours are names of the style sheet's variables, so that a chart follows the reader's light or dark.
"""

import re
from collections.abc import Sequence
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# stand-ins that Vega can read; replaced by the variables of style.css
INK, FAINT, LINE, TARGET = "#010101", "#020202", "#030303", "#040404"
SERIES = ("#050505", "#060606", "#070707", "#080808")
_VARIABLES = {INK: "ink", FAINT: "faint", LINE: "line", TARGET: "target"} | {
    colour: f"series-{number}" for number, colour in enumerate(SERIES, 1)
}
STAGES = {"held": SERIES[0], "planned": SERIES[1], "discussed": SERIES[2], "off": SERIES[3]}
_STYLE = re.compile(r' style="[^"]*"')
_COLOUR = re.compile("|".join(re.escape(colour) for colour in _VARIABLES))
Row = dict[str, Any]


def draw_shares(actual: Sequence[Row], targets: Sequence[Row], series: Sequence[str], width: int, height: int) -> str:
    """One country's share of GDP by year: a line a series, a mark for each pledge where it falls due, and the straight
    line from the latest figure to it, dashed.

    `actual` has year, series, stretch, actual_pct (percent); `targets` year, pledge_pct, from_year, from_pct.
    """
    lines = {
        "data": {"values": list(actual)},
        "mark": {"type": "line", "point": {"size": 12}, "strokeWidth": 1.6},
        "encoding": {
            "x": _year(),
            "y": _share("actual_pct"),
            "detail": {"field": "stretch", "type": "nominal"},
            "color": {
                "field": "series", "type": "nominal", "legend": None,
                "scale": {"domain": list(series), "range": list(SERIES[: len(series)])},
            },
        },
    }  # fmt: skip
    goals: Row = {
        "data": {"values": list(targets)},
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 46, "color": TARGET, "opacity": 1},
        "encoding": {"x": _year(), "y": _share("pledge_pct")},
    }
    paths: Row = {
        "data": {"values": [row for row in targets if row["from_year"] is not None]},
        "mark": {"type": "rule", "strokeDash": [3, 3], "color": TARGET, "opacity": 0.8},
        "encoding": {
            "x": _year("from_year"), "x2": {"field": "year"}, "y": _share("from_pct"), "y2": {"field": "pledge_pct"},
        },
    }  # fmt: skip
    layers = [lines, *([paths] if paths["data"]["values"] else []), *([goals] if targets else [])]
    return _draw({"layer": layers}, width, height)


def draw_years(rows: Sequence[Row], width: int, height: int) -> str:
    """Exercises by year, stacked by stage: rows of year, stage, exercises_count."""
    return _draw(
        {
            "data": {"values": list(rows)},
            "mark": {"type": "bar", "width": {"band": 0.7}},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
                "y": {
                    "field": "exercises_count", "type": "quantitative", "title": "exercises",
                    "axis": {"tickMinStep": 1},
                },
                "color": {
                    "field": "stage", "type": "nominal", "title": None,
                    "scale": {"domain": list(STAGES), "range": list(STAGES.values())},
                },
                "order": {"field": "rank", "type": "quantitative"},
            },
        },
        width,
        height,
    )  # fmt: skip


def _year(name: str = "year") -> Row:
    return {"field": name, "type": "quantitative", "title": None, "scale": {"zero": False, "nice": False},
            "axis": {"format": "d", "tickCount": 5, "tickMinStep": 1, "grid": False}}  # fmt: skip


def _share(name: str) -> Row:
    return {"field": name, "type": "quantitative", "title": None, "scale": {"zero": True}, "axis": {"tickCount": 4}}


def _draw(spec: Row, width: int, height: int) -> str:
    import vl_convert

    axis = {"labelColor": FAINT, "titleColor": FAINT, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE}
    config = {
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": INK, "titleColor": INK},
        "font": "sans-serif",
    }
    whole = {"$schema": SCHEMA, "width": width, "height": height, "background": None, "config": config, **spec}
    return _adapt(vl_convert.vegalite_to_svg(whole))


def _adapt(svg: str) -> str:
    """An SVG that takes its colours from the page. What Vega writes as `style` is left out: the page forbids it."""
    svg = _COLOUR.sub(lambda found: f"var(--{_VARIABLES[found[0]]})", _STYLE.sub("", svg))
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
