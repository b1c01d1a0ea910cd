"""When a country's fiscal year begins and which calendar year names it (`vocabulary/fiscal_years.yml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_RULES = Path(__file__).parent / "vocabulary" / "fiscal_years.yml"


@dataclass(frozen=True)
class FiscalRule:
    """First month and day of the fiscal year, and whether its single-year label is the year of its start or its end."""

    month: int
    day: int
    named_after: str


CALENDAR_YEAR = FiscalRule(1, 1, "start")


@cache
def load_fiscal_rules() -> dict[str, FiscalRule]:
    """ISO 3166-1 alpha-3 code -> rule, for the countries that do not use the calendar year."""
    loaded = yaml.load(_RULES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        code: FiscalRule(rule["starts"][0], rule["starts"][1], rule["named_after"]) for code, rule in loaded.items()
    }


def find_fiscal_rule(country: str | None) -> FiscalRule:
    """The rule of a country; the calendar year where the country is unknown or has no rule of its own."""
    return load_fiscal_rules().get(country or "", CALENDAR_YEAR)
