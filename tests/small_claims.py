"""Mentions in one line each, as small as a test needs them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from schemas.frames import to_arrow
from schemas.resolution import RESOLVED_TABLES
from transforms.commitments.claims import Claim, make_claim
from transforms.commitments.commitments import Resolution, make_commitments

Row = dict[str, Any]
World = tuple[list[Row], list[Row]]
_PERIODS = ("announced", "due", "effective")


def tell(lines: str) -> World:
    """Mentions and their documents from lines `day kind actors standing key=value ... | words of the evidence`.

    `actors` is `JPN+DEU` for a bond, `USA>UKR` for a doer and a receiver; spaces in values are written as `_`.
    """
    worlds = [make_mention(line, number) for number, line in enumerate(lines.strip().splitlines())]
    return [mention for mention, _ in worlds], [document for _, document in worlds]


def make_mention(line: str, number: int) -> tuple[Row, Row]:
    """One document with one mention."""
    head, _, text = line.partition("|")
    day, kind, actors, standing, *rest = head.split()
    given = dict(part.replace("_", " ").split("=", 1) for part in rest)
    parties, _, counterparts = actors.partition(">")
    name = given.get("id", f"{number:03}")
    periods = (pair for field in _PERIODS for pair in _read_period(field, given.get(field, "")))
    mention = {
        "mention_id": f"m-{name}", "document_id": f"d-{name}", "batch_id": "b-1", "kind": kind,
        "parties": sorted(parties.split("+")), "counterparts": sorted(filter(None, counterparts.split("+"))),
        "standing": standing, **_read_quantity(given.get("quantity", "")), **dict(periods),
        "domains": sorted(filter(None, given.get("domains", "").split("+"))), "instrument": given.get("instrument"),
        "place": given.get("place"), "evidence_start": 0, "evidence_end": 99, "evidence_text": text.strip(),
        "evidence_sha256": "e" * 64,
        "speaker": None,
        "act": given.get("act", "announces"),
        "voice": given.get("voice", "reported as fact").replace(" ", "_"), "condition": None,
        "confidence": float(given.get("confidence", 0.8)), "tier": given.get("tier", "explicit"), "rule_id": "r",
        "extractor_version": "1",
    }  # fmt: skip
    published_on = date.fromisoformat(day)
    document = {
        "document_id": f"d-{name}", "published_on": published_on, "duplicate_of": given.get("repeats"), "title": name,
        "url": None, "source_id": given.get("source", "gazette"), "reliability_grade": given.get("grade", "B"),
    }  # fmt: skip
    return mention, document


def make_claims(lines: str) -> list[Claim]:
    """The claims of some lines."""
    mentions, documents = tell(lines)
    return [make_claim(mention, document) for mention, document in zip(mentions, documents, strict=True)]


def resolve(lines: str) -> Resolution:
    """The commitments of some lines; their rows fit their tables."""
    resolution = make_commitments(*tell(lines))
    for table in RESOLVED_TABLES:
        to_arrow(table, getattr(resolution, table.name))
    return resolution


def resolve_one(lines: str) -> Row:
    """The only commitment of some lines."""
    (commitment,) = resolve(lines).commitments
    return commitment


def list_steps(resolution: Resolution, field: str) -> list[tuple[str | None, str]]:
    """Old and new values of one field of the history."""
    return [(row["old_value"], row["new_value"]) for row in resolution.commitment_history if row["field"] == field]


def _read_quantity(written: str) -> Row:
    """`2percent of gdp`, `up to 500units` and the like as qualifier, value and unit."""
    found = re.fullmatch(r"(?P<qualifier>[a-z ]*?) ?(?P<value>[0-9.]*)(?P<unit>[A-Za-z ]*)", written)
    assert found is not None, written
    return {
        "quantity_value": float(found["value"]) if found["value"] else None,
        "quantity_value_max": None,
        "quantity_unit": found["unit"].replace(" ", "_") or None,
        "quantity_basis": None,
        "quantity_qualifier": found["qualifier"].replace(" ", "_") or None,
    }


def _read_period(field: str, written: str) -> Iterator[tuple[str, Any]]:
    """`2024`, `2024-06`, `2024-06-27` or `first..last` as the columns of a date with precision."""
    first, last, precision = None, None, None
    if written:
        start, _, end = written.partition("..")
        precision = "week" if end else ("year", "month", "day")[start.count("-")]
        first = date.fromisoformat((start + "-01-01")[:10])
        last = date.fromisoformat(end) if end else _find_last_day(first, precision)
    yield from zip(
        (f"{field}_start_on", f"{field}_end_on", f"{field}_precision"), (first, last, precision), strict=True
    )


def _find_last_day(first: date, precision: str) -> date:
    if precision == "day":
        return first
    following = (
        date(first.year + 1, 1, 1) if precision == "year" or first.month == 12 else first.replace(month=first.month + 1)
    )
    return date.fromordinal(following.toordinal() - 1)
