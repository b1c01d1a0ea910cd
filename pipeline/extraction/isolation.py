"""Extraction in a process that may die: a document that kills it or never ends is a rejection, and its batch goes on.

One worker (`pipeline.extraction.worker`) reads the documents one after the other, within bounds for each. Rows travel
as JSON, so that nothing of a broken worker is run here.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from schemas.contract import Table
from schemas.extractors import DEFAULT
from schemas.mentions import CANDIDATES, MENTIONS
from schemas.operations import REJECTIONS
from sources.isolation import Bounds, IsolationError, call_apart
from transforms.mentions import reject_document

Rows = list[dict[str, Any]]
WORKER = "pipeline.extraction.worker"
TABLES = (MENTIONS, CANDIDATES, REJECTIONS)
MEMORY_MAX = 1_500_000_000
"""Bytes that one document may take on top of the parser."""
COSTLY_MAX = 3
"""Documents in a row that are too costly, or kill their process, after which the next ones get little time each."""
_HASTE = 5
"""Seconds of work that such a one gets."""
_PATIENCE = 5
"""How many seconds of the clock a second of work may take, on a machine that does other things as well."""
_PARSE = {"date": date.fromisoformat, "timestamp": datetime.fromisoformat}


def extract_apart(
    documents: Sequence[Mapping[str, Any]], seconds_max: int, extractor: str = DEFAULT
) -> tuple[Rows, Rows, Rows]:
    """Rows of `mentions`, `candidates` and `rejections`, as `transforms.mentions.make_mentions` gives them.

    `seconds_max` is the work that one document may take; `extractor` is `rules` or `learned`. Raises `RuntimeError`
    where the worker cannot start.
    """
    found: tuple[Rows, Rows, Rows] = ([], [], [])
    costly = 0
    for document in documents:
        seconds = seconds_max if costly < COSTLY_MAX else min(seconds_max, _HASTE)
        bounds = Bounds(seconds * _PATIENCE, seconds, MEMORY_MAX)
        try:
            answer = call_apart(extractor, json.dumps(document, default=str).encode(), {}, bounds, WORKER)
        except IsolationError as error:
            costly += 1
            rule = error.rule.replace("reader_", "extractor_")
            found[2].append(reject_document(document, rule, str(error)))
            continue
        costly = 0
        for rows, table in zip(found, TABLES, strict=True):
            rows += [parse_row(table, row) for row in answer[table.name]]
    return found


def parse_row(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table from JSON: dates and times are such again."""
    parsers = {column.name: _PARSE[column.type] for column in table.columns if column.type in _PARSE}
    return {name: parsers[name](value) if value and name in parsers else value for name, value in row.items()}
