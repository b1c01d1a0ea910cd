"""The registers of what figures and pledges count: `vocabulary/series.yml` and `vocabulary/pledge_parts.yml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.registers import read_register


@dataclass(frozen=True, slots=True)
class Series:
    """A series of figures: who publishes it, which part of a pledge it measures, what it counts."""

    series: str
    publisher: str
    scope: str
    definition: str
    url: str


@dataclass(frozen=True, slots=True)
class PledgePart:
    """One share of a pledge that is made of parts, or the whole of it (`total`)."""

    pledged_by: str
    scope: str
    share_pct: float
    agreed_on: date
    due_year: int
    name: str


@cache
def load_series() -> tuple[Series, ...]:
    """All series, in the order of the file."""
    return tuple(Series(name, **row) for name, row in read_register("series").items())


@cache
def load_pledge_parts() -> tuple[PledgePart, ...]:
    """All parts of all pledges that have parts, in the order of the file."""
    return tuple(
        PledgePart(group, scope, float(share), row["agreed_on"], row["due_year"], row["name"])
        for group, rows in read_register("pledge_parts").items()
        for row in rows
        for scope, share in row["shares"].items()
    )
