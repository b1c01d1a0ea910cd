"""Read an item in a process of its own, with bounds on its time, its memory and what it writes.

For what others wrote and for formats whose parser is a large program in another language.
"""

from dataclasses import asdict
from typing import Any

from schemas.raw import Anchor, Problem, RawFigure, RawRecord, ReadResult
from sources.isolation import Bounds, IsolationError, call_apart
from sources.selectors import Selectors

KEPT = "the snapshot is kept; look at the file, and leave it out if it stays so"


def read_apart(
    content: bytes, url: str, bounds: Bounds | None = None, selectors: Selectors | None = None, **how: Any
) -> ReadResult:
    """The same as `read_records(content, url, …)`; a problem where a bound is reached or the process dies."""
    given = {"url": url, "selectors": asdict(selectors) if selectors else None, **how}
    try:
        found = call_apart("read", content, given, bounds or Bounds())
    except IsolationError as error:
        return ReadResult(problems=(Problem(url, error.rule, error.reason, KEPT),))
    return ReadResult(
        tuple(_read_record(row) for row in found["records"]),
        tuple(RawFigure(**row) for row in found["figures"]),
        tuple(Problem(**row) for row in found["problems"]),
    )


def _read_record(row: dict[str, Any]) -> RawRecord:
    anchors = tuple(Anchor(**anchor) for anchor in row["anchors"])
    return RawRecord(**row | {"notices": tuple(row["notices"]), "anchors": anchors})
