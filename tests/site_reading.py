"""Pages of the site as a test reads them, and what the marks of a chart stand for, by the chart's own axes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

Scale = Callable[[float], float]
_PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_POINT = re.compile(r"[ML](-?[\d.]+),(-?[\d.]+)")
LABEL_BELOW = 3
"""Pixels by which the text of a label on the upright axis lies below its tick."""


def read(path: Path) -> html.HtmlElement:
    """A page."""
    return html.fromstring(path.read_text(encoding="utf-8"))


def find_marks(drawn: Any, kind: str) -> list[Any]:
    """The marks of a kind in a chart: `line`, `symbol`, `rule`, `rect`; without those of its axes."""
    inside = f"contains(@class, 'mark-{kind}') and contains(@class, 'role-mark')"
    shapes = "(name() = 'path' or name() = 'line')"
    return list(drawn.xpath(f".//*[{inside}]//*[{shapes}]"))


def say(mark: Any) -> str:
    """What a mark says of itself."""
    return str(mark.xpath("string(*[name() = 'title'])"))


def link_of(mark: Any) -> str:
    """Where a mark leads."""
    return str(mark.getparent().get("href"))


def place_of(mark: Any) -> tuple[float, float]:
    """Where a mark lies, in pixels of its chart."""
    found = _PLACE.search(mark.get("transform"))
    assert found is not None
    return float(found[1]), float(found[2])


def points_of(line: Any) -> list[tuple[float, float]]:
    """The points of a line, in pixels of its chart."""
    return [(float(x), float(y)) for x, y in _POINT.findall(line.get("d"))]


def height_of(bar: Any) -> float:
    """The height of a bar, in pixels."""
    found = re.search(r"[vV](-?[\d.]+)", bar.get("d"))
    assert found is not None
    return abs(float(found[1]))


def read_axes(drawn: Any) -> tuple[Scale, Scale]:
    """What a place from the left and from the top of a chart means, by the labels of its axes."""
    across, upright = [], []
    for label in drawn.xpath(".//*[contains(@class, 'role-axis-label')]/*[name() = 'text']"):
        x, y = place_of(label)
        if x < 0:
            upright.append((y - LABEL_BELOW, float(label.text)))
        elif label.get("text-anchor") == "middle":
            across.append((x, float(label.text)))
    return _fit(across), _fit(upright)


def _fit(labels: list[tuple[float, float]]) -> Scale:
    (first, low), (last, high) = min(labels), max(labels)
    return lambda place: low + (place - first) * (high - low) / (last - first)
