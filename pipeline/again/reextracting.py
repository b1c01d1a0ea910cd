"""Extract anew: what the extractor of today finds in every document that can still be read.

A text that its licence forbids keeping is gone: its mentions stay as they were found, and it is said how many these
are. The next night loads what has changed and resolves everything anew. Killed, it is run again: a batch that is the
same stays.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.errors import PipelineError
from pipeline.extraction.extractors import choose_bounded
from pipeline.home import ledger
from pipeline.home.batches import list_batches, read_note, read_rows, replace_rows
from pipeline.home.pending import mark_replaced
from pipeline.settings import Settings, prepare_home
from schemas.contract import Table
from schemas.documents import DOCUMENTS
from schemas.mentions import CANDIDATES, MENTIONS
from schemas.operations import REJECTIONS
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import list_source_ids

Row = dict[str, Any]


def reextract(settings: Settings, source_id: str | None = None) -> list[str]:
    """Extract all batches anew, or those of one source; returns lines for a person. Raises `PipelineError`."""
    if source_id is not None and source_id not in list_source_ids(settings.catalogue):
        known = ", ".join(list_source_ids(settings.catalogue))
        raise PipelineError(f"no source {source_id!r} in {settings.catalogue}", f"use one of: {known}")
    prepare_home(settings)
    counts: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with ledger.lock_home(settings.home):
        for batch_id in list_batches(settings.home, MENTIONS_STAGE):
            owner = read_note(settings.home, batch_id)["source_id"]
            if source_id in (None, owner):
                gone = _reextract_batch(settings, batch_id, counts)
                lost.update({owner: gone} if gone else {})
    return list(_describe(counts, lost))


def _reextract_batch(settings: Settings, batch_id: str, counts: Counter[str]) -> int:
    """One batch; returns how many of its documents cannot be read any more."""
    documents = read_rows(settings.home, DOCUMENTS_STAGE, batch_id, DOCUMENTS)
    readable = [row for row in documents if row["text"] is not None]
    gone = {row["document_id"] for row in documents} - {row["document_id"] for row in readable}
    found = choose_bounded(settings)(readable)
    counts["documents"] += len(readable)
    counts["batches"] += 1
    changed: list[tuple[Table, Sequence[Row]]] = []
    for table, new in zip((MENTIONS, CANDIDATES, REJECTIONS), found, strict=True):
        old = read_rows(settings.home, MENTIONS_STAGE, batch_id, table)
        rows = [*(row for row in old if _document_of(row) in gone), *new]
        if _sort(rows, table) != _sort(old, table):
            changed.append((table, rows))
    if changed:
        counts["changed"] += 1
        mark_replaced(settings, batch_id)  # first: a kill in between only lets it be loaded once more
    for table, found_rows in changed:
        replace_rows(settings.home, MENTIONS_STAGE, batch_id, table, found_rows)
    return len(gone)


def _document_of(row: Mapping[str, Any]) -> str:
    return str(row.get("document_id") or row["location"])


def _sort(rows: Iterable[Row], table: Table) -> list[Row]:
    return sorted(rows, key=lambda row: str(row[table.key[0]]))


def _describe(counts: Counter[str], lost: Counter[str]) -> Iterable[str]:
    read, batches, changed = (counts[name] for name in ("documents", "batches", "changed"))
    yield f"extracted   {read} documents anew, in {batches} batches; {changed} of these changed"
    for source_id, count in sorted(lost.items()):
        yield f"kept        {count} documents of {source_id} cannot be read anew: their texts may not be kept"
    yield "next        defcoop nightly publishes it" if counts["changed"] else "next        nothing to publish"
