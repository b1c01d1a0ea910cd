"""The links of a list, found in a process of its own."""

from dataclasses import asdict

from schemas.raw import Problem
from sources.entry_points import EntryPoint
from sources.isolation import Bounds, IsolationError, call_apart
from sources.readers.apart import KEPT
from sources.readers.lists import Link, LinkList


def find_links_apart(content: bytes, base: str, entry: EntryPoint, bounds: Bounds | None = None) -> LinkList:
    """The same as `find_links(content, base, entry)`; a problem where a bound is reached or the process dies."""
    try:
        found = call_apart("links", content, {"base": base, "entry": asdict(entry)}, bounds or Bounds())
    except IsolationError as error:
        return LinkList(problems=(Problem(entry.url, error.rule, error.reason, KEPT),))
    return LinkList(tuple(Link(**row) for row in found["links"]), tuple(Problem(**row) for row in found["problems"]))
