"""Charts as SVG, drawn by Vega-Lite when the site is made: no script runs in the reader's browser.

Colours are names of the style sheet's variables, so that a chart follows the reader's light or dark. A mark carries its
values as its title, and where it stands for rows it is a link to them.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# stand-ins that Vega can read; replaced by the variables of style.css
INK, FAINT, LINE, TARGET = "#010101", "#020202", "#030303", "#040404"
SERIES = ("#050505", "#060606", "#070707", "#080808")
_VARIABLES = {INK: "ink", FAINT: "faint", LINE: "line", TARGET: "target"} | {
    colour: f"series-{number}" for number, colour in enumerate(SERIES, 1)
}
STAGES = {"held": SERIES[0], "planned": SERIES[1], "discussed": SERIES[2], "off": SERIES[3]}
GUIDELINES = (2, 3.5)
"""NATO's guideline of 2014 and its target for core defence of 2025, in percent of GDP."""
_BASE = "https://vega.github.io/vega-datasets/"
_LINK = "{http://www.w3.org/1999/xlink}href"
_STYLE = re.compile(r' style="[^"]*"')
_COLOUR = re.compile("|".join(re.escape(colour) for colour in _VARIABLES))
_CLIP = re.compile(r"\bclip\d+\b")
_LONG = re.compile(r"(\d\.\d)\d+")
_USELESS = re.compile(r' (?:pointer-events="none"|opacity="1"|font-family="sans-serif"|stroke-miterlimit="10")')
_EMPTY = re.compile(r'<path class="(?:background|foreground)"[^>]*/>')
_SPOKEN = ("aria-label", "aria-hidden", "aria-roledescription", "role")
Row = dict[str, Any]


def chart_shares(
    actual: Sequence[Row], targets: Sequence[Row], series: Sequence[str], years: tuple[int, int], has_guidelines: bool
) -> Row:
    """One country's share of GDP by year: a line a series, a diamond for each pledge where it falls due, and the
    straight line of the last years' pace up to then, dotted, with what is missing there.

    `actual` has year, series, stretch, actual_pct (percent), about, href; `targets` year, pledge_pct, series,
    from_year, from_pct, straight_line_pct, about, forecast, missing, href. All charts of a page have the same `years`.
    """
    top = max(
        [row["actual_pct"] for row in actual]
        + [row["pledge_pct"] for row in targets]
        + [GUIDELINES[-1]] * has_guidelines
    )
    axes = {"x": _year("year", years), "y": _share("actual_pct", top * 1.08)}
    colour = _series_colour(series)
    points = {"encoding": axes | {"color": colour, "href": _text("href"), "description": _text("about")}}
    layers = [
        *([_draw_guidelines(top * 1.08)] if has_guidelines else []),
        {"data": {"values": list(actual)}, "mark": {"type": "line", "strokeWidth": 1.8},
         "encoding": axes | {"detail": _text("stretch"), "color": colour, "description": _text("series")}},
        {"data": {"values": list(actual)}, **points,
         "mark": {"type": "point", "size": 14, "filled": True, "opacity": 1}},
        *_draw_targets(targets, colour, years, top * 1.08),
    ]  # fmt: skip
    return _chart({"layer": layers}, 230, 130)


def _draw_targets(targets: Sequence[Row], colour: Row, years: tuple[int, int], top: float) -> list[Row]:
    ahead = [row for row in targets if row["straight_line_pct"] is not None]
    at_due = {"x": _year("year", years)}
    paths: Row = {
        "data": {"values": ahead},
        "mark": {"type": "rule", "strokeDash": [1, 3], "strokeWidth": 1.8, "clip": True},
        "encoding": {
            "x": _year("from_year", years), "x2": {"field": "year"}, "y": _share("from_pct", top),
            "y2": {"field": "straight_line_pct"}, "color": colour, "description": _text("forecast"),
        },
    }  # fmt: skip
    gaps: Row = {
        "data": {"values": ahead},
        "mark": {"type": "rule", "color": TARGET, "opacity": 0.55, "strokeWidth": 1, "clip": True},
        "encoding": at_due
        | {"y": _share("straight_line_pct", top), "y2": {"field": "pledge_pct"}, "description": _text("missing")},
    }
    goals: Row = {
        "data": {"values": list(targets)},
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 52, "color": TARGET, "opacity": 1},
        "encoding": at_due
        | {"y": _share("pledge_pct", top), "href": _text("href"), "description": _text("about")},
    }  # fmt: skip
    return [*([paths, gaps] if ahead else []), *([goals] if targets else [])]


def chart_all_shares(
    actual: Sequence[Row], targets: Sequence[Row], years: tuple[int, int], top: float, number: int
) -> Row:
    """All countries in one chart of one series, with their pledges, and NATO's lines with their names.

    What lies above `top` runs out of the frame; `number` is that of the series, which gives the colour. Rows are those
    of `chart_shares`, with who, group and place; each mark carries its country and leads to it.
    """
    axes = {"x": _year("year", years), "y": _share("actual_pct", top)}
    guides = [{"y": value, "label": f"NATO {value} %"} for value in GUIDELINES]
    layers: list[Row] = [
        _draw_guidelines(top),
        {"data": {"values": guides}, "mark": {"type": "text", "align": "left", "dx": 5, "color": FAINT, "fontSize": 11},
         "encoding": {"y": _share("y", top), "x": {"value": "width"}, "text": _text("label")}},
        {"data": {"values": list(actual)},
         "mark": {"type": "line", "strokeWidth": 1.6, "strokeCap": "round", "clip": True,
                  "color": SERIES[number % len(SERIES)]},
         "encoding": axes | {"detail": _text("group"), "description": _text("who"), "href": _text("place")}},
        *_draw_targets(targets, {"value": SERIES[number % len(SERIES)]}, years, top),
    ]  # fmt: skip
    return _chart({"layer": layers}, 900, 380)


def _draw_guidelines(top: float) -> Row:
    return {
        "data": {"values": [{"y": value} for value in GUIDELINES]},
        "mark": {"type": "rule", "strokeDash": [6, 3], "color": FAINT, "opacity": 0.7, "strokeWidth": 1},
        "encoding": {"y": _share("y", top)},
    }


def chart_years(rows: Sequence[Row], width: int, height: int) -> Row:
    """Exercises by year, stacked by stage: rows of year, stage, exercises_count, rank, about, href; at least one."""
    return _chart(
        {
            "data": {"values": list(rows)},
            "mark": {"type": "bar", "width": {"band": 0.7}},
            "encoding": {
                "x": {
                    "field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True},
                    "scale": {"domain": _list_years([row["year"] for row in rows])},
                },
                "y": {
                    "field": "exercises_count", "type": "quantitative", "title": "exercises",
                    "axis": {"tickMinStep": 1},
                },
                "color": {
                    "field": "stage", "type": "nominal", "legend": None,
                    "scale": {"domain": list(STAGES), "range": list(STAGES.values())},
                },
                "order": {"field": "rank", "type": "quantitative"},
                "href": _text("href"),
                "description": _text("about"),
            },
        },
        width,
        height,
    )  # fmt: skip


def _list_years(years: Sequence[int]) -> list[int]:
    """All from the first to the last: a year without any has its place too."""
    return list(range(min(years), max(years) + 1))


def _text(name: str) -> Row:
    return {"field": name, "type": "nominal"}


def _series_colour(series: Sequence[str]) -> Row:
    return {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": list(series), "range": [SERIES[number % len(SERIES)] for number in range(len(series))]},
    }  # fmt: skip


def _year(name: str, years: tuple[int, int]) -> Row:
    return {"field": name, "type": "quantitative", "title": None, "scale": {"domain": list(years), "nice": False},
            "axis": {"format": "d", "tickCount": 5, "tickMinStep": 1, "grid": False}}  # fmt: skip


def _share(name: str, top: float) -> Row:
    return {"field": name, "type": "quantitative", "title": None, "scale": {"domain": [0, top], "nice": False},
            "axis": {"tickCount": 4, "format": "~g"}}  # fmt: skip


def _chart(spec: Row, width: int, height: int) -> Row:
    axis = {"labelColor": FAINT, "titleColor": FAINT, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE}
    config = {"view": {"stroke": None}, "axis": axis, "font": "sans-serif"}
    return {"$schema": SCHEMA, "width": width, "height": height, "background": None, "config": config, **spec}


def render_chart(chart: Row) -> str:
    """A chart as SVG."""
    import vl_convert

    return _name_clips(_adapt(vl_convert.vegalite_to_svg(chart)))


def _name_clips(svg: str) -> str:
    """Vega counts its clips over all charts that a process draws: they are named after their own chart instead."""
    names = list(dict.fromkeys(_CLIP.findall(svg)))
    mark = hashlib.blake2b(_CLIP.sub("clip", svg).encode(), digest_size=5).hexdigest()
    return _CLIP.sub(lambda found: f"clip-{mark}-{names.index(found[0])}", svg)


def _adapt(svg: str) -> str:
    """An SVG that takes its colours from the page. What Vega writes as `style` is left out: the page forbids it. What a
    mark says is its title; the same links stand in the table beside, so the keyboard passes these over."""
    root = etree.fromstring(_STYLE.sub("", svg).encode())
    for element in root.iter():
        for name in ("d", "transform"):
            if name in element.attrib:
                element.set(name, _LONG.sub(r"\1", element.attrib[name]))
        said, is_mark = element.get("aria-label"), element.get("role") == "graphics-symbol"
        for name in _SPOKEN:
            element.attrib.pop(name, None)
        if said and is_mark and "axis" not in element.get("class", ""):
            _name_mark(element, said)
        if _LINK in element.attrib:
            element.set("href", element.attrib.pop(_LINK).removeprefix(_BASE))
            element.set("tabindex", "-1")
    root.set("aria-hidden", "true")
    text = etree.tostring(root, encoding="unicode")
    for useless in (_USELESS, _EMPTY):
        text = useless.sub("", text)
    return _COLOUR.sub(lambda found: f"var(--{_VARIABLES[found[0]]})", text)


def _name_mark(element: Any, said: str) -> None:
    """A title for a mark; what stands before a bar in it is the id of its country."""
    country, bar, words = said.rpartition("|")
    if bar:
        element.set("data-id", country)
    etree.SubElement(element, "{http://www.w3.org/2000/svg}title").text = words
