"""What waits: batches that the published warehouse does not hold yet."""

from datetime import datetime
from pathlib import Path

from pipeline.home.batches import batch_folder, list_batches
from pipeline.home.files import read_json, write_json
from pipeline.settings import Settings
from schemas.contract import Table
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from warehouse.build import list_loaded
from warehouse.query import query

STAGES = (DOCUMENTS_STAGE, MENTIONS_STAGE)
REPLACED = ".replaced.json"


def list_unloaded(settings: Settings) -> list[tuple[str, str]]:
    """Stage and id of every finished batch that the published warehouse does not hold as it is; documents first."""
    loaded = set(list_loaded(settings.published)) if settings.published.exists() else set()
    loaded -= {(name, MENTIONS_STAGE) for name in list_replaced(settings)}
    return [(stage, name) for stage in STAGES for name in list_batches(settings.home, stage)
            if (name, stage) not in loaded]  # fmt: skip


def mark_replaced(settings: Settings, batch_id: str) -> None:
    """Write down that a batch is extracted anew now: it is loaded again."""
    path = settings.home / "stages" / REPLACED
    known = read_json(path) if path.exists() else {}
    write_json(path, known | {batch_id: settings.clock().isoformat()})


def list_replaced(settings: Settings) -> list[str]:
    """Batches that were extracted anew since the night began that loaded them."""
    path = settings.home / "stages" / REPLACED
    if not path.exists() or not settings.published.exists():
        return []
    loads = "select batch_id, started_at from loads left join runs using (run_id) where stage = $stage"
    loaded = {row[0]: row[1] for row in query(settings.published, loads, {"stage": MENTIONS_STAGE}).rows}
    return sorted(
        name
        for name, at in read_json(path).items()
        if loaded.get(name) is None or datetime.fromisoformat(at) >= loaded[name]
    )


def list_files(settings: Settings, pairs: list[tuple[str, str]], stage: str, table: Table) -> list[Path]:
    """The Parquet files of one table of those batches that are of a stage."""
    return [
        batch_folder(settings.home, stage, name) / f"{table.name}.parquet" for where, name in pairs if where == stage
    ]
