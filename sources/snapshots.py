"""Snapshots: raw bytes under their SHA-256, kept before anything reads them, and a sidecar for each fetch."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sources.catalogue import Source


class SnapshotError(OSError):
    """A snapshot is missing or does not match its hash, or what was noted about its fetch cannot be read."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetched item: the columns of `fetches` without its batch, and the licence it was fetched under.

    The last six are of the web: null for an item of a folder. `listed` is what the list that led to it said of it.
    """

    fetch_id: str
    source_id: str
    url: str
    sha256: str
    media_type: str | None
    bytes_count: int
    retrieved_at: str
    licence: str
    final_url: str | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    duration_ms: int | None = None
    listed: Mapping[str, str] | None = None


def store_fetch(
    home: Path,
    source: Source,
    url: str,
    content: bytes,
    media_type: str | None,
    at: datetime,
    answer: Mapping[str, Any] | None = None,
) -> Fetch:
    """Keep the bytes, then the sidecar, then which fetch of the address is the latest.

    `answer` holds what a server said of them: the last fields of a fetch.

    While an address gives the same bytes they are one fetch, with the time of the first. An address that goes back to
    bytes of before has changed: that is a fetch of its own, of the old snapshot. Raises `SnapshotError` where an
    earlier sidecar cannot be read.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    latest = read_latest(home, source.source_id, url)
    if latest is not None and latest.sha256 == sha256:
        return latest
    fetch_id = _make_fetch_id(source.source_id, url, sha256)
    if latest is not None and _sidecar_path(home, source.source_id, fetch_id).exists():
        fetch_id = _make_fetch_id(source.source_id, url, sha256, latest.fetch_id)
    sidecar = _sidecar_path(home, source.source_id, fetch_id)
    if sidecar.exists():  # of a night that was killed, or from before the latest fetch was noted
        fetch = _read_sidecar(sidecar)
    else:
        path = _snapshot_path(home, sha256)
        if not path.exists():
            write_atomically(path, content)
        size, licence = len(content), source.licence
        known = (fetch_id, source.source_id, url, sha256, media_type, size, at.isoformat(), licence)
        fetch = Fetch(*known, **(answer or {}))
        write_atomically(sidecar, json.dumps(asdict(fetch), indent=1).encode())
    write_atomically(_latest_path(home, source.source_id, url), fetch.fetch_id.encode())
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


def remove_snapshot(home: Path, sha256: str) -> bool:
    """Remove the bytes of a snapshot whose licence forbids keeping them; returns whether they were there."""
    path = _snapshot_path(home, sha256)
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there


def load_fetch(home: Path, source_id: str, fetch_id: str) -> Fetch:
    """One fetch of a source. Raises `SnapshotError` where its sidecar cannot be read."""
    return _read_sidecar(_sidecar_path(home, source_id, fetch_id))


def list_fetches(home: Path, source_id: str) -> list[Fetch]:
    """All fetches of a source, sorted by id. Raises `SnapshotError` where a sidecar cannot be read."""
    return [_read_sidecar(path) for path in sorted((home / "fetches" / source_id).glob("*.json"))]


def read_latest(home: Path, source_id: str, url: str) -> Fetch | None:
    """The latest fetch of an address; None where there is none, or none was noted.

    Raises `SnapshotError` where what was noted cannot be read.
    """
    path = _latest_path(home, source_id, url)
    try:
        sidecar = _sidecar_path(home, source_id, path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except NotADirectoryError:  # where the folder of fetches should be is a file: nothing can be kept there
        raise
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path} cannot be read: {error}: remove it") from error
    return _read_sidecar(sidecar)


def fetch_row(fetch: Fetch, batch_id: str) -> dict[str, Any]:
    """A row of the table `fetches`."""
    row = asdict(fetch)
    del row["licence"], row["listed"]
    return {
        **row,
        "batch_id": batch_id,
        "status": "fetched",
        "retrieved_at": datetime.fromisoformat(fetch.retrieved_at),
    }


def snapshot_key(sha256: str) -> str:
    """Where in a home the bytes of a snapshot lie."""
    return f"snapshots/{sha256[:2]}/{sha256}"


def sidecar_key(source_id: str, fetch_id: str) -> str:
    """Where in a home it stands what was noted of a fetch."""
    return f"fetches/{source_id}/{fetch_id}.json"


def latest_key(source_id: str, url: str) -> str:
    """Where in a home it stands which fetch of an address is the latest."""
    return f"fetches/{source_id}/latest/{hashlib.sha256(url.encode()).hexdigest()[:32]}"


def write_atomically(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Write a file so that it is there whole or not at all, also after a crash of the machine where it is durable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        if is_durable:
            os.fsync(file.fileno())
    partial.replace(path)


def _make_fetch_id(*parts: str) -> str:
    return f"f-{hashlib.sha256(chr(0x1F).join(parts).encode()).hexdigest()[:20]}"


def _latest_path(home: Path, source_id: str, url: str) -> Path:
    return home / latest_key(source_id, url)


def _snapshot_path(home: Path, sha256: str) -> Path:
    return home / snapshot_key(sha256)


def _sidecar_path(home: Path, source_id: str, fetch_id: str) -> Path:
    return home / sidecar_key(source_id, fetch_id)


def _read_sidecar(path: Path) -> Fetch:
    try:
        return Fetch(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(f"sidecar {path} cannot be read: {error}: restore it from a backup") from error
