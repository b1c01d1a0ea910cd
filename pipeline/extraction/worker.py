"""The process that extracts, one document after the other, within bounds that are set before each."""

import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from pipeline.extraction.isolation import parse_row
from schemas.documents import DOCUMENTS
from schemas.extractors import LOCAL
from sources.isolation_worker import serve
from transforms.extractors import Extractor, find_extractor
from transforms.learned.model import load_model
from transforms.mentions import find_mentions, make_mentions

Rows = list[dict[str, Any]]
_WARM_UP = "Norway and Denmark agreed to hold a joint military exercise in 2026."


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document gave, by table."""

    mentions: Rows
    candidates: Rows
    rejections: Rows


def extract(content: bytes, extractor: Extractor) -> Extracted:
    """The rows of one document, dates as text."""
    found = make_mentions([parse_row(DOCUMENTS, json.loads(content))], extractor)
    return Extracted(*([_write_dates(row) for row in rows] for rows in found))


def _write_dates(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


if __name__ == "__main__":
    # parser and model are loaded before the memory of a document is counted
    find_mentions(_WARM_UP, date(2025, 1, 1))
    load_model()
    serve({name: partial(extract, extractor=find_extractor(name)) for name in LOCAL})
