"""Files that are there whole or not at all, also after a power cut: write aside, fsync, rename, fsync the folder."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.write_text(json.dumps(content, indent=1, ensure_ascii=False, default=str), encoding="utf-8")
    sync_path(partial)
    partial.replace(path)
    sync_path(path.parent)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def open_partial_folder(final: Path) -> Path:
    """An empty folder beside `final`, on the same disk, to write in; a leftover of a killed process is removed."""
    partial = final.with_name(f".{final.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    return partial


def publish_folder(partial: Path, final: Path) -> None:
    """Give a finished folder its name. Where the name is already there, the folder that is there stands."""
    for path in partial.iterdir():
        sync_path(path)
    sync_path(partial)
    if final.exists():
        shutil.rmtree(partial)
        return
    partial.rename(final)
    sync_path(final.parent)


def sync_path(path: Path) -> None:
    """Make a file or a folder's list of names reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def list_names(folder: Path) -> list[str]:
    """Names in a folder, sorted, unfinished ones left out; none where the folder is missing."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
