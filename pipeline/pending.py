"""What waits: batches that the published warehouse does not hold yet."""

from pathlib import Path

from pipeline.batches import batch_folder, list_batches
from pipeline.settings import Settings
from schemas.contract import Table
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from warehouse.build import list_loaded

STAGES = (DOCUMENTS_STAGE, MENTIONS_STAGE)


def list_unloaded(settings: Settings) -> list[tuple[str, str]]:
    """Stage and id of every finished batch that the published warehouse does not hold; documents first."""
    loaded = set(list_loaded(settings.published)) if settings.published.exists() else set()
    return [(stage, name) for stage in STAGES for name in list_batches(settings.home, stage)
            if (name, stage) not in loaded]  # fmt: skip


def list_files(settings: Settings, pairs: list[tuple[str, str]], stage: str, table: Table) -> list[Path]:
    """The Parquet files of one table of those batches that are of a stage."""
    return [
        batch_folder(settings.home, stage, name) / f"{table.name}.parquet" for where, name in pairs if where == stage
    ]
