"""The last published versions: each a file of its own beside the published one, named after the run that made it.

A version is a hard link, so that keeping it costs no time and no copy: the published file is only ever replaced, never
written. Where the disk has no hard links it is a copy.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.disk import sync_path
from warehouse.errors import WarehouseError

SUFFIX = ".duckdb"
_LATEST_RUN = "select run_id, started_at, published_at from runs order by started_at desc, run_id desc limit 1"


@dataclass(frozen=True, slots=True)
class Version:
    """A published file: the run that made it, when it began and published, and where it lies."""

    version_id: str
    started_at: datetime
    published_at: datetime
    path: Path


def read_version(path: Path) -> Version:
    """Which version a published file is. Raises `WarehouseError` where it does not say."""
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            con.execute("set TimeZone = 'UTC'")
            found = con.execute(_LATEST_RUN).fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WarehouseError(f"{path} cannot be read as a version: {reason}: remove it, or restore it") from error
    if not found:
        raise WarehouseError(f"{path} names no run that made it: remove it")
    version_id, started_at, published_at = found[0]
    return Version(version_id, started_at, published_at or started_at, path)


def keep_version(published: Path, folder: Path) -> Version:
    """Keep the published file under its id; done again it changes nothing."""
    version = read_version(published)
    kept = folder / f"{version.version_id}{SUFFIX}"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            os.link(published, kept)
        except OSError:  # another disk, or one without hard links
            _copy(published, kept)
        sync_path(folder)
    return Version(version.version_id, version.started_at, version.published_at, kept)


def _copy(published: Path, kept: Path) -> None:
    partial = kept.with_name(f".{kept.name}.part")
    shutil.copyfile(published, partial)
    sync_path(partial)
    partial.replace(kept)


def list_versions(folder: Path) -> list[Version]:
    """All kept versions, the latest first. Raises `WarehouseError` that names a file which is none."""
    found = [read_version(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    return sorted(found, key=lambda version: (version.started_at, version.version_id), reverse=True)


def prune_versions(folder: Path, count: int) -> list[Version]:
    """Remove all but the latest versions; returns those that stay, the latest first."""
    versions = list_versions(folder)
    for version in versions[count:]:
        version.path.unlink(missing_ok=True)
    return versions[:count]
