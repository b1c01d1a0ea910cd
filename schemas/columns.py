"""Columns that several tables share, declared once."""

from schemas.contract import Column
from schemas.terms import list_terms

SHA256 = r"^[0-9a-f]{64}$"
ID = r"^[a-z0-9_\-]{3,80}$"
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"

SOURCE_ID = Column("source_id", "text", "The publisher, as named in the catalogue.", pattern=ID, references="sources")
DOCUMENT_ID = Column(
    "document_id",
    "text",
    "The document; a hash of its source, title, date and text.",
    pattern=ID,
    references="documents",
)
MENTION_ID = Column(
    "mention_id",
    "text",
    "The mention; a hash of its document, offsets, kind and actors.",
    pattern=ID,
    references="mentions",
)
COMMITMENT_ID = Column(
    "commitment_id",
    "text",
    "The commitment; stable while its first evidence stands.",
    pattern=ID,
    references="commitments",
)
ACTOR_ID = Column(
    "actor_id", "text", "ISO 3166-1 alpha-3 for a state, a name of the register otherwise.", references="actors"
)
FETCH_ID = Column("fetch_id", "text", "The fetched item that holds it.", references="fetches")
RUN_ID = Column("run_id", "text", "The nightly run that wrote the row.")
BATCH_ID = Column("batch_id", "text", "The batch of fetched items that the row came with.", pattern=ID)
KIND = Column("kind", "text", "What is promised.", allowed=list_terms("kinds"))
STANDING = Column("standing", "text", "How binding it is.", allowed=list_terms("standings"))
RECORDED_FROM = Column("recorded_from", "timestamp", "When we came to know it (UTC).")
RECORDED_TO = Column("recorded_to", "timestamp", "When we knew better; null while it is the current row (UTC).", True)


def quantity_columns() -> tuple[Column, ...]:
    """How much: value, upper value, unit, what the unit is counted of, and how exact the text is."""
    return (
        Column("quantity_value", "number", "How much; the lower end of a range.", True, minimum=0),
        Column("quantity_value_max", "number", "The upper end of a range.", True, minimum=0),
        Column(
            "quantity_unit",
            "text",
            "A unit of the list, or an ISO 4217 currency code.",
            True,
            pattern=r"^(percent_of_gdp|percent|personnel|units|events|[A-Z]{3})$",
        ),
        Column("quantity_basis", "text", "What a percentage is counted of or an amount is for.", True),
        Column("quantity_qualifier", "text", "How exact.", True, allowed=list_terms("qualifiers")),
    )


def period_columns(name: str, meaning: str) -> tuple[Column, ...]:
    """A date with precision: first day, last day (both inclusive) and how exact the text is."""
    bounds = {"minimum": FIRST_DAY, "maximum": LAST_DAY}
    return (
        Column(f"{name}_start_on", "date", f"{meaning}: first day.", True, **bounds),  # type: ignore[arg-type]
        Column(f"{name}_end_on", "date", f"{meaning}: last day.", True, **bounds),  # type: ignore[arg-type]
        Column(f"{name}_precision", "text", f"{meaning}: how exact.", True, allowed=list_terms("precisions")),
    )


def all_period_columns() -> tuple[Column, ...]:
    """The three dates of a commitment."""
    return (
        *period_columns("announced", "Announced, where the text dates it"),
        *period_columns("due", "To be done by or in"),
        *period_columns("effective", "Took effect or was finished"),
    )
