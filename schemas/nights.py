"""What a night as a whole is judged by: `vocabulary/nights.yml`."""

from dataclasses import dataclass
from functools import cache

from schemas.contract import Severity
from schemas.registers import read_register

BACKFILL = "backfill-"
"""How the ids of runs begin that read one source further back: they are no nights."""


@dataclass(frozen=True, slots=True)
class NightCheck:
    """One value of a night and how far it may lie from that of the last nights; exactly one of `value` and `mix`.

    With `least_share` there is a lower bound only: that share of the median.
    """

    name: str
    table: str
    severity: Severity
    remedy: str
    rows_min: int
    value: str = ""
    mix: str = ""
    documents_min: int = 1
    widths: float = 0
    spread_min: float = 0
    spread_share: float = 0
    least_share: float | None = None


@dataclass(frozen=True, slots=True)
class NightChecks:
    """All checks, over how many days, and how many nights they take."""

    days: int
    nights_min: int
    checks: tuple[NightCheck, ...]


@cache
def load_night_checks() -> NightChecks:
    """The file, read once."""
    read = read_register("nights")
    checks = tuple(NightCheck(name, **row) for name, row in read["checks"].items())
    return NightChecks(read["days"], read["nights_min"], checks)
