"""Publish a candidate by one atomic rename, or keep it aside. A reader sees the old file or the new one, whole."""

from pathlib import Path

import duckdb

from warehouse.disk import sync_path
from warehouse.errors import WarehouseError


def publish(candidate: Path, published: Path) -> None:
    """Swap the candidate in.

    Raises `WarehouseError` where its log cannot be folded into the file: then nothing was swapped.
    """
    close_file(candidate)
    sync_path(candidate)
    stray = published.with_name(f"{published.name}.wal")
    if stray.exists():  # somebody wrote into the published file by hand; its log would be replayed into ours
        stray.replace(stray.with_suffix(".stray"))
    candidate.replace(published)
    sync_path(published.parent)


def close_file(path: Path) -> None:
    """Fold the log of a DuckDB file into it. Raises `WarehouseError` where another process holds it."""
    try:
        with duckdb.connect(str(path)) as con:
            con.execute("checkpoint")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WarehouseError(f"{path.name} cannot be closed: {reason}: end the process that holds it") from error
    log = path.with_name(f"{path.name}.wal")
    if log.exists():
        raise WarehouseError(f"{log} is left after the checkpoint: end the process that holds {path.name}")


def keep_failed(candidate: Path, folder: Path, run_id: str) -> Path:
    """Move a refused candidate aside, under the name of its run; returns where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    close_file(candidate)
    kept = folder / f"{run_id}.duckdb"
    candidate.replace(kept)
    sync_path(folder)
    return kept
