"""Retention: where a licence forbids keeping texts, the text goes once it has been extracted.

Of the batch, the bytes that it was read from, and what quotes it beyond what may be quoted. Hashes, offsets and the
fingerprint stay, so that evidence still proves itself and copies are still found. Every step can be done again: a night
that was killed in between is made good by the next one.
"""

import logging
from collections.abc import Iterable
from typing import Any

from pipeline.extraction.answers import forget_answers
from pipeline.home.batches import list_batches, read_notes, read_rows, replace_note, replace_rows
from pipeline.home.pending import list_unloaded
from pipeline.settings import Settings
from schemas.documents import DOCUMENTS, FETCHES
from schemas.mentions import CANDIDATES, MENTIONS
from schemas.operations import REJECTIONS
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import Source, load_sound_sources
from sources.entry_points import LISTS
from sources.snapshots import load_fetch, remove_snapshot
from transforms.retention import cut_quotes, drop_text
from warehouse.query import query

LOG = logging.getLogger("defcoop")
DROP, DISCARDED = "drop", "discarded"
Row = dict[str, Any]


def list_undropped(settings: Settings) -> list[str]:
    """Batches of extracted documents whose texts are to go and are still there."""
    done = set(list_batches(settings.home, MENTIONS_STAGE))
    notes = (note for source in list_dropping(settings) for note in read_notes(settings.home, source.source_id))
    return sorted(note["batch_id"] for note in notes if note["batch_id"] in done and not note.get("texts_dropped"))


def drop_texts(settings: Settings, batch_id: str) -> int:
    """Drop the texts of an extracted batch, where its source says so; returns how many documents lost theirs."""
    note = next((note for note in read_notes(settings.home) if note["batch_id"] == batch_id), None)
    source = next((s for s in list_dropping(settings) if note and s.source_id == note["source_id"]), None)
    if note is None or source is None or note.get("texts_dropped"):
        return 0
    most = source.retention.quote_chars_max or 0
    home = settings.home
    documents = read_rows(home, DOCUMENTS_STAGE, batch_id, DOCUMENTS)
    forget_answers(home, (row["text_sha256"] for row in documents))
    replace_rows(home, DOCUMENTS_STAGE, batch_id, DOCUMENTS, [drop_text(row, most) for row in documents])
    for stage, table in (
        (DOCUMENTS_STAGE, REJECTIONS), (MENTIONS_STAGE, MENTIONS), (MENTIONS_STAGE, CANDIDATES),
        (MENTIONS_STAGE, REJECTIONS),
    ):  # fmt: skip
        replace_rows(
            home, stage, batch_id, table, [cut_quotes(row, most) for row in read_rows(home, stage, batch_id, table)]
        )
    removed = _remove_snapshots(settings, source, batch_id, DOCUMENTS_STAGE)
    replace_note(home, batch_id, note | {"texts_dropped": {"documents": len(documents), "snapshots": removed}})
    LOG.info("retention %s: texts of %d documents and %d snapshots dropped", source.source_id, len(documents), removed)
    return len(documents)


def drop_discarded(settings: Settings, batch_id: str) -> None:
    """Drop the texts of a batch that a person took out, where its source says so."""
    note = next((note for note in read_notes(settings.home) if note["batch_id"] == batch_id), None)
    source = next((s for s in list_dropping(settings) if note and s.source_id == note["source_id"]), None)
    if source is None:
        return
    most = source.retention.quote_chars_max or 0
    documents = read_rows(settings.home, DISCARDED, batch_id, DOCUMENTS)
    forget_answers(settings.home, (row["text_sha256"] for row in documents))
    replace_rows(settings.home, DISCARDED, batch_id, DOCUMENTS, [drop_text(row, most) for row in documents])
    _remove_snapshots(settings, source, batch_id, DISCARDED)


def list_dropping(settings: Settings) -> list[Source]:
    """Sources whose texts may not be kept."""
    return [source for source in load_sound_sources(settings.catalogue) if source.retention.text == DROP]


def _remove_snapshots(settings: Settings, source: Source, batch_id: str, stage: str) -> int:
    """Remove the bytes of a batch's fetches. Lists that are followed stay: their links are read again every night."""
    followed = {entry.url for entry in source.entry_points if entry.follow}
    hashes = set()
    for row in read_rows(settings.home, stage, batch_id, FETCHES):
        listed = load_fetch(settings.home, source.source_id, row["fetch_id"]).listed or {}
        if row["url"] not in followed and listed.get("kind") not in LISTS:
            hashes.add(row["sha256"])
    hashes -= _list_kept(settings, hashes)
    return sum(remove_snapshot(settings.home, name) for name in sorted(hashes))


def _list_kept(settings: Settings, hashes: Iterable[str]) -> set[str]:
    """Those of some snapshots that a source holds too which may keep them."""
    dropping = {source.source_id for source in list_dropping(settings)}
    wanted = set(hashes)
    found: list[tuple[str, str]] = []
    if settings.published.exists() and wanted:
        statement = "select sha256, source_id from fetches where sha256 in (select unnest($hashes))"
        found += query(settings.published, statement, {"hashes": sorted(wanted)}).rows
    for stage, name in list_unloaded(settings):
        if stage == DOCUMENTS_STAGE:
            rows = read_rows(settings.home, stage, name, FETCHES)
            found += [(row["sha256"], row["source_id"]) for row in rows if row["sha256"] in wanted]
    return {sha256 for sha256, source_id in found if source_id not in dropping}
