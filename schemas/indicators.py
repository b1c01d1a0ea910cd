"""Table of what was really spent: `indicators`."""

from schemas.columns import BATCH_ID, FETCH_ID, SOURCE_ID
from schemas.contract import Column, Table
from schemas.rules import FIGURE_IS_USUAL, SHARE_OF_GDP_MAX
from schemas.terms import list_terms

REAL_SHARE_MAX = 120
"""Percent of GDP. Kuwait's stood at 117 in 1991, when a war was paid for out of what is left of a year's product."""

FIGURE_KEY = ("country_id", "year", "series", "vintage")
"""What a figure is of; the columns `recorded_from` and `recorded_to` tell what was known of it when."""

INDICATORS = Table(
    "indicators",
    "What was really spent: one figure of one country, year, series and vintage, and what it was before a correction.",
    (
        Column("country_id", "text", "ISO 3166-1 alpha-3.", pattern=r"^[A-Z]{3}$", references="actors"),
        Column("year", "integer", "Calendar year.", minimum=1949, maximum=2100),
        Column("series", "text", "Whose definition: figures of two series are never mixed."),
        Column("vintage", "text", "Edition of the series."),
        SOURCE_ID,
        BATCH_ID,
        FETCH_ID,
        Column(
            "share_of_gdp_pct",
            "number",
            "Military expenditure as a share of GDP.",
            minimum=0,
            maximum=REAL_SHARE_MAX,
            unit="percent of GDP",
        ),
        Column("is_estimate", "boolean", "Whether the publisher marks it as an estimate."),
        Column("is_highly_uncertain", "boolean", "Whether the publisher marks it so; null where nobody asked.", True),
        Column("note", "text", "What the publisher's footnotes say of it.", True),
        Column("recorded_from", "timestamp", "When it was fetched (UTC).", True),
        Column(
            "recorded_to",
            "timestamp",
            "When its source had corrected it; null while it is the current one (UTC).",
            True,
        ),
    ),
    key=(*FIGURE_KEY, "fetch_id"),
    rules=(FIGURE_IS_USUAL,),
    floor=0,
)

_SCOPE = Column("scope", "text", "What it counts.", allowed=list_terms("spending_scopes"))

INDICATOR_SERIES = Table(
    "indicator_series",
    "Series of figures with their definitions, as declared; a series that a plain table names may be none of these.",
    (
        Column("series", "text", "The series, as in `indicators`."),
        Column("publisher", "text", "Who publishes it."),
        _SCOPE,
        Column("definition", "text", "What its figures count, in our words."),
        Column("url", "text", "Where the publisher says so."),
    ),
    key=("series",),
    floor=3,
)

PLEDGE_PARTS = Table(
    "pledge_parts",
    "Pledges of groups that are made of parts, as declared: the whole and each part.",
    (
        Column("pledged_by", "text", "The group."),
        _SCOPE,
        Column("share_pct", "number", "The share.", minimum=0, maximum=SHARE_OF_GDP_MAX, unit="percent of GDP"),
        Column("agreed_on", "date", "The day on which it was agreed."),
        Column("due_year", "integer", "The year by which it is to be reached."),
        Column("name", "text", "The text that it stands in."),
    ),
    key=("pledged_by", "agreed_on", "scope"),
    floor=3,
)

TABLES = (INDICATORS, INDICATOR_SERIES, PLEDGE_PARTS)
