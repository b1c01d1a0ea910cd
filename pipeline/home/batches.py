"""Stage batches: folders of Parquet files that one step leaves for the next.

A batch is written once; only what may not be kept is taken out of it, and what is extracted anew is replaced. A batch
of the stage `documents` holds what was read from some fetches of one source; the batch of the same id in the stage
`mentions` holds what was extracted from it. Its note (`batch.json`) lists the fetches, so that no fetch is read twice.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.home.files import list_names, open_partial_folder, publish_folder, read_json, sync_path, write_json
from schemas.contract import Table
from schemas.frames import arrow_schema, to_arrow
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE, STAGE_TABLES

Rows = Sequence[Mapping[str, Any]]
NOTE = "batch.json"


def batch_folder(home: Path, stage: str, batch_id: str) -> Path:
    """Where a batch of a stage lies."""
    return home / "stages" / stage / batch_id


def write_batch(home: Path, stage: str, batch_id: str, rows: Mapping[str, Rows], note: Mapping[str, Any]) -> Path:
    """Write a batch atomically: the tables of its stage, empty ones included, and its note."""
    final = batch_folder(home, stage, batch_id)
    tables = {table.name: to_arrow(table, rows.get(table.name, ())) for table in STAGE_TABLES[stage]}
    write_folder(final, tables, note)
    return final


def write_folder(final: Path, tables: Mapping[str, pa.Table], note: Mapping[str, Any]) -> None:
    """Write Arrow tables as Parquet files of one folder, and a note, atomically."""
    final.parent.mkdir(parents=True, exist_ok=True)
    partial = open_partial_folder(final)
    for name, table in tables.items():
        pq.write_table(table, partial / f"{name}.parquet", compression="zstd")
    write_json(partial / NOTE, note)
    publish_folder(partial, final)


def list_batches(home: Path, stage: str) -> list[str]:
    """Ids of the finished batches of a stage, sorted. A batch of mentions counts only beside its documents."""
    names = list_names(home / "stages" / stage)
    if stage == DOCUMENTS_STAGE:
        return names
    documents = set(list_names(home / "stages" / DOCUMENTS_STAGE))
    return [name for name in names if name in documents]


def list_discarded(home: Path) -> list[str]:
    """Ids of the batches that a person took out."""
    return list_names(home / "stages" / "discarded")


def read_table(home: Path, stage: str, batch_id: str, table: Table, columns: Iterable[str] | None = None) -> pa.Table:
    """One table of one batch, or some of its columns."""
    path = batch_folder(home, stage, batch_id) / f"{table.name}.parquet"
    return pq.read_table(path, columns=list(columns) if columns is not None else None)


def read_rows(home: Path, stage: str, batch_id: str, table: Table) -> list[dict[str, Any]]:
    """The rows of one table of one batch."""
    rows: list[dict[str, Any]] = _fit(read_table(home, stage, batch_id, table), arrow_schema(table)).to_pylist()
    return rows


def join_tables(home: Path, stage: str, batch_ids: Iterable[str], table: Table) -> pa.Table:
    """One table of several batches, joined."""
    parts = [read_table(home, stage, batch_id, table) for batch_id in batch_ids]
    schema = arrow_schema(table)
    return pa.concat_tables([_fit(part, schema) for part in parts]) if parts else schema.empty_table()


def _fit(part: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table as it is declared now; a column that a batch of an older declaration lacks is null."""
    for field in schema:
        if field.name not in part.column_names:
            part = part.append_column(field, pa.nulls(len(part), field.type))
    return part.select(schema.names).cast(schema)


def read_notes(home: Path, source_id: str | None = None) -> list[dict[str, Any]]:
    """Notes of all batches of documents, discarded ones included; of one source, where it is named."""
    folders = [batch_folder(home, stage, name) for stage in (DOCUMENTS_STAGE, "discarded")
               for name in list_names(home / "stages" / stage)]  # fmt: skip
    notes = [read_json(folder / NOTE) for folder in folders]
    return [note for note in notes if source_id is None or note["source_id"] == source_id]


def read_note(home: Path, batch_id: str) -> dict[str, Any]:
    """The note of a batch of documents."""
    return read_json(batch_folder(home, DOCUMENTS_STAGE, batch_id) / NOTE)


def replace_rows(home: Path, stage: str, batch_id: str, table: Table, rows: Rows) -> None:
    """Give one table of a finished batch other rows, by one rename: for what may not be kept, or is extracted anew."""
    path = batch_folder(home, stage, batch_id) / f"{table.name}.parquet"
    partial = path.with_name(f".{path.name}.part")
    pq.write_table(to_arrow(table, rows), partial, compression="zstd")
    sync_path(partial)
    partial.replace(path)
    sync_path(path.parent)


def replace_note(home: Path, batch_id: str, note: Mapping[str, Any]) -> None:
    """Give a batch of documents another note."""
    write_json(batch_folder(home, DOCUMENTS_STAGE, batch_id) / NOTE, note)


def move_to_discarded(home: Path, batch_id: str, note: Mapping[str, Any]) -> Path:
    """Take a batch out of all stages, and say why. Its snapshots stay. Raises `PipelineError` for an unknown batch."""
    source = batch_folder(home, DOCUMENTS_STAGE, batch_id)
    target = batch_folder(home, "discarded", batch_id)
    if not source.is_dir():
        known = ", ".join(list_batches(home, DOCUMENTS_STAGE)) or "none"
        raise PipelineError(f"no batch {batch_id!r}", f"use one of: {known}")
    write_json(source / "discarded.json", note)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    sync_path(target.parent)
    shutil.rmtree(batch_folder(home, MENTIONS_STAGE, batch_id), ignore_errors=True)
    return target


def read_discard(home: Path, batch_id: str) -> dict[str, Any]:
    """When and why a batch was taken out."""
    return read_json(batch_folder(home, "discarded", batch_id) / "discarded.json")
