"""Snapshots: raw bytes under their SHA-256, kept before anything reads them, and a sidecar for each fetch."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sources.catalogue import Source


class SnapshotError(OSError):
    """A snapshot is missing or does not match its hash, or what was noted about its fetch cannot be read."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetched item: the columns of `fetches` without its batch, and the licence it was fetched under."""

    fetch_id: str
    source_id: str
    url: str
    sha256: str
    media_type: str
    bytes_count: int
    retrieved_at: str
    licence: str


def store_fetch(home: Path, source: Source, url: str, content: bytes, media_type: str, at: datetime) -> Fetch:
    """Keep the bytes, then the sidecar. The same source, address and bytes keep their first time of retrieval.

    Raises `SnapshotError` where an earlier sidecar cannot be read.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    key = "\x1f".join((source.source_id, url, sha256))
    fetch_id = f"f-{hashlib.sha256(key.encode()).hexdigest()[:20]}"
    sidecar = _sidecar_path(home, source.source_id, fetch_id)
    if sidecar.exists():
        return _read_sidecar(sidecar)
    path = _snapshot_path(home, sha256)
    if not path.exists():
        write_atomically(path, content)
    fetch = Fetch(fetch_id, source.source_id, url, sha256, media_type, len(content), at.isoformat(), source.licence)
    write_atomically(sidecar, json.dumps(asdict(fetch), indent=1).encode())
    return fetch


def load_snapshot(home: Path, sha256: str) -> bytes:
    """The bytes of a snapshot. Raises `SnapshotError` where they are missing or do not match their hash."""
    path = _snapshot_path(home, sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SnapshotError(
            f"snapshot {sha256} cannot be read: {error.strerror}: restore {path} from a backup"
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SnapshotError(f"snapshot {sha256} does not match its hash: restore {path} from a backup")
    return content


def list_fetches(home: Path, source_id: str) -> list[Fetch]:
    """All fetches of a source, sorted by id. Raises `SnapshotError` where a sidecar cannot be read."""
    return [_read_sidecar(path) for path in sorted((home / "fetches" / source_id).glob("*.json"))]


def fetch_row(fetch: Fetch, batch_id: str) -> dict[str, Any]:
    """A row of the table `fetches`."""
    row = asdict(fetch)
    del row["licence"]
    return {
        **row,
        "batch_id": batch_id,
        "status": "fetched",
        "retrieved_at": datetime.fromisoformat(fetch.retrieved_at),
    }


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _snapshot_path(home: Path, sha256: str) -> Path:
    return home / "snapshots" / sha256[:2] / sha256


def _sidecar_path(home: Path, source_id: str, fetch_id: str) -> Path:
    return home / "fetches" / source_id / f"{fetch_id}.json"


def _read_sidecar(path: Path) -> Fetch:
    try:
        return Fetch(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(f"sidecar {path} cannot be read: {error}: restore it from a backup") from error
