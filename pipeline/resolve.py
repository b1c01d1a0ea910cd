"""Extract a batch, and resolve all mentions into commitments. Output folders are named after what went in."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa

import schemas
import transforms
from pipeline.batches import join_tables, list_batches, read_rows, write_batch, write_folder
from pipeline.errors import PipelineError
from pipeline.extractors import choose_extractor
from pipeline.files import list_names
from pipeline.settings import Settings
from schemas.contract import Table
from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.mentions import MENTIONS
from schemas.resolution import DUPLICATES, RESOLVED_TABLES
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import load_sound_sources
from transforms.commitments.claims import UNGRADED
from transforms.commitments.commitments import make_commitments
from transforms.documents.documents import find_duplicates


def extract(settings: Settings, batch_id: str) -> dict[str, int]:
    """Extract one batch of documents into its batch of mentions; returns its counts."""
    documents = read_rows(settings.home, DOCUMENTS_STAGE, batch_id, DOCUMENTS)
    mentions, candidates, rejections = choose_extractor(settings.extractor, settings)(documents)
    strangers = {row["document_id"] for row in mentions} - {row["document_id"] for row in documents}
    if strangers:
        raise PipelineError(
            f"batch {batch_id}: mentions of unknown documents {sorted(strangers)}", "mend the extractor"
        )
    rows = {"mentions": mentions, "candidates": candidates, "rejections": rejections}
    counts = {"documents": len(documents), **{name: len(found) for name, found in rows.items()}}
    write_batch(settings.home, MENTIONS_STAGE, batch_id, rows, {"batch_id": batch_id, "counts": counts})
    return counts


def resolve(settings: Settings) -> str:
    """Resolve the mentions of all batches into one folder of commitments; returns its key."""
    batch_ids = list_batches(settings.home, MENTIONS_STAGE)
    key = make_key(batch_ids)
    folder = commitments_folder(settings, key)
    if folder.exists():
        return key
    documents = _read_whole_rows(settings, DOCUMENTS_STAGE, batch_ids, DOCUMENTS)
    mentions = _read_whole_rows(settings, MENTIONS_STAGE, batch_ids, MENTIONS)
    duplicates = find_duplicates(documents)
    grades = {source.source_id: source.reliability_grade for source in load_sound_sources(settings.catalogue)}
    marked = [
        {
            **row,
            "duplicate_of": duplicates.get(row["document_id"]),
            "reliability_grade": grades.get(row["source_id"], UNGRADED),
        }
        for row in documents
    ]
    tables = _resolve_rows(mentions, marked)
    pairs = [{"document_id": a, "duplicate_of": b} for a, b in sorted(duplicates.items())]
    tables[DUPLICATES.name] = to_arrow(DUPLICATES, pairs)
    write_folder(folder, tables, {"key": key, "batches": len(batch_ids), "mentions": len(mentions)})
    return key


def _read_whole_rows(settings: Settings, stage: str, batch_ids: list[str], table: Table) -> list[dict[str, Any]]:
    """The rows that have a value wherever one is required; the audit names the others and refuses them."""
    required = [column.name for column in table.columns if not column.nullable]
    rows = join_tables(settings.home, stage, batch_ids, table).to_pylist()
    return [row for row in rows if all(row[name] is not None for name in required)]


def _resolve_rows(mentions: list[dict[str, Any]], documents: list[dict[str, Any]]) -> dict[str, pa.Table]:
    resolution = make_commitments(mentions, documents)
    return {table.name: to_arrow(table, getattr(resolution, table.name)) for table in RESOLVED_TABLES}


def make_key(batch_ids: list[str]) -> str:
    """What a resolution depends on: the batches, and the code and data that resolve them."""
    parts = [*batch_ids, fingerprint_package(transforms), fingerprint_package(schemas)]
    return "c-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def commitments_folder(settings: Settings, key: str) -> Path:
    """Where resolved commitments lie."""
    return settings.home / "stages" / "commitments" / key


def prune_commitments(settings: Settings, key: str) -> None:
    """Remove resolutions that a later one has replaced; they can be made again from the batches."""
    folder = settings.home / "stages" / "commitments"
    for name in list_names(folder):
        if name != key:
            shutil.rmtree(folder / name, ignore_errors=True)


def fingerprint_package(package: Any) -> str:
    """A hash of the code and data of one of our packages."""
    root = Path(package.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".yml", ".sql", ".csv", ".json"} and path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
