"""Bulk in a store: batches and the bytes that they were read from are put there, and fetched where a home lacks them.

The home of record, where sources are read and the warehouse is built, keeps what it has; the store holds the same
under the same names. A batch is put once it is finished, and again where it was replaced; the list of its files goes
last, so that a batch is in the store whole or not at all. What was put is marked in the home (`stored/`): whatever has
no mark, because the store was away or the process was killed, is put the next time. The way back is
`pipeline.night.gathering`.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.home.batches import batch_folder, list_batches, list_discarded, read_note, read_notes, read_table
from pipeline.home.files import list_names, read_json, write_json
from pipeline.settings import Settings
from pipeline.store import Store, StoreError, list_keys, measure, open_store, prove, put, put_file, remove
from schemas.documents import FETCHES
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.snapshots import latest_key, sidecar_key, snapshot_key

LOG = logging.getLogger("defcoop")
STAGES = (DOCUMENTS_STAGE, MENTIONS_STAGE)
FILES, DISCARDED = "files.json", "discarded"
THREADS = 8


def look_at_store(settings: Settings) -> None:
    """Say at the start of a night when the store cannot be used. The night fetches all the same, into the home."""
    if settings.store:
        try:
            prove(open_store(settings))
        except StoreError as error:
            LOG.warning("%s", error)


def put_pending(settings: Settings, source_id: str | None = None) -> int:
    """Put every batch that the store does not hold as it is, of one source or all; returns how many were put.

    What was taken out of the home, because a person discarded it or it may not be kept, is taken out of the store.
    Raises `StoreError`; what is not put then waits for the next time.
    """
    if not settings.store:
        return 0
    waiting = list(_list_unput(settings, source_id))
    gone = list(_list_gone(settings)) if source_id is None else []
    if not waiting and not gone:
        return 0
    store = open_store(settings)
    for stage, name in waiting:
        _put_batch(settings, store, stage, name)
    for stage, name in gone:
        _remove_batch(settings, store, stage, name)
    if waiting:
        LOG.info("store: %d batches put to %s", len(waiting), store.address)
    return len(waiting)


def put_early(settings: Settings, source_id: str) -> None:
    """Put what a source gave as soon as it is read. Where the store is away it is said, and waits in the home."""
    try:
        put_pending(settings, source_id)
    except StoreError as error:
        LOG.warning("store: the batches of %s are not put: %s", source_id, error)


def _list_unput(settings: Settings, source_id: str | None) -> Iterator[tuple[str, str]]:
    """Stage and id of the batches that have no mark of how they are now; documents first."""
    names = None if source_id is None else {note["batch_id"] for note in read_notes(settings.home, source_id)}
    for stage in STAGES:
        for name in list_batches(settings.home, stage):
            is_asked = names is None or name in names
            if is_asked and _read_mark(settings, stage, name) != _fingerprint(settings, stage, name):
                yield stage, name


def _list_gone(settings: Settings) -> Iterator[tuple[str, str]]:
    """Stage and id of the batches that were put and then discarded. One that is merely missing here stays there."""
    discarded = set(list_discarded(settings.home))
    for stage in reversed(STAGES):
        yield from ((stage, name) for name in list_names(settings.home / "stored" / stage) if name in discarded)


def _put_batch(settings: Settings, store: Store, stage: str, batch_id: str) -> None:
    """The bytes that a batch was read from, then the batch, then the mark."""
    mark = _fingerprint(settings, stage, batch_id)
    if stage == DOCUMENTS_STAGE:
        fetches = _read_fetches(settings, stage, batch_id)
        run_all(partial(_put_kept, settings.home, store), _list_kept_keys(fetches))
        if read_note(settings.home, batch_id).get("texts_dropped"):
            _remove_dropped(settings, store, fetches)
    put_folder(store, batch_folder(settings.home, stage, batch_id), folder_key(stage, batch_id))
    write_json(_mark_path(settings, stage, batch_id), mark)  # of before: what changed meanwhile is put again


def put_folder(store: Store, folder: Path, key: str) -> None:
    """Every file of a finished folder, then the list of them with their hashes."""
    listed: dict[str, str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = path.relative_to(folder).as_posix()
        put_file(store, f"{key}/{name}", path)
        with path.open("rb") as file:
            listed[name] = hashlib.file_digest(file, "sha256").hexdigest()
    put(store, f"{key}/{FILES}", json.dumps(listed, indent=1).encode())


def remove_folder(store: Store, key: str) -> None:
    """The list of its files first: without it there is no folder, however far its removal gets."""
    remove(store, f"{key}/{FILES}")
    for name in list_keys(store, key):
        remove(store, name)


def _remove_batch(settings: Settings, store: Store, stage: str, batch_id: str) -> None:
    """A batch that was discarded, and those of its bytes that the home has removed."""
    remove_folder(store, folder_key(stage, batch_id))
    if stage == DOCUMENTS_STAGE:
        _remove_dropped(settings, store, _read_fetches(settings, DISCARDED, batch_id))
    _mark_path(settings, stage, batch_id).unlink()


def _remove_dropped(settings: Settings, store: Store, fetches: Iterable[dict[str, Any]]) -> None:
    """Snapshots that the home has removed, because their licence forbids keeping them."""
    from pipeline.night.retention import list_dropping

    dropping = {source.source_id for source in list_dropping(settings)}
    for row in fetches:
        key = snapshot_key(row["sha256"])
        if row["source_id"] in dropping and not (settings.home / key).exists():
            remove(store, key)


def _put_kept(home: Path, store: Store, key: str) -> None:
    """A file beside the batches: a snapshot that is there already is left, for its name says what is in it."""
    path = home / key
    if not path.exists():  # it may not be kept, or an older version noted nothing
        return
    if key.startswith("snapshots/") and measure(store, key) == path.stat().st_size:
        return
    put_file(store, key, path)


def _list_kept_keys(fetches: Iterable[dict[str, Any]]) -> list[str]:
    """Snapshots, what was noted of their fetches, and which fetch of an address is the latest: snapshots first."""
    rows = list(fetches)
    snapshots = {snapshot_key(row["sha256"]) for row in rows}
    notes = {sidecar_key(row["source_id"], row["fetch_id"]) for row in rows}
    latest = {latest_key(row["source_id"], row["url"]) for row in rows}
    return [*sorted(snapshots), *sorted(notes), *sorted(latest)]


def _read_fetches(settings: Settings, stage: str, batch_id: str) -> list[dict[str, Any]]:
    columns = ("source_id", "fetch_id", "url", "sha256")
    rows: list[dict[str, Any]] = read_table(settings.home, stage, batch_id, FETCHES, columns).to_pylist()
    return rows


def run_all(function: Callable[[str], object], items: list[str]) -> None:
    """A function over many items at once; the first error ends it."""
    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for _ in pool.map(function, items):
                pass
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def folder_key(stage: str, batch_id: str) -> str:
    """Under which key the store holds a batch; the home has it in the folder of the same name."""
    return f"stages/{stage}/{batch_id}"


def mark_put(settings: Settings, stage: str, batch_id: str) -> None:
    """Note in the home that the store holds a batch as it is now."""
    write_json(_mark_path(settings, stage, batch_id), _fingerprint(settings, stage, batch_id))


def _mark_path(settings: Settings, stage: str, batch_id: str) -> Path:
    return settings.home / "stored" / stage / batch_id


def _read_mark(settings: Settings, stage: str, batch_id: str) -> dict[str, Any] | None:
    try:
        return read_json(_mark_path(settings, stage, batch_id))
    except (FileNotFoundError, ValueError):
        return None


def _fingerprint(settings: Settings, stage: str, batch_id: str) -> dict[str, Any]:
    """How a batch is now, by sizes and times of its files, and which store it is put to."""
    folder = batch_folder(settings.home, stage, batch_id)
    states = {name: (folder / name).stat() for name in list_names(folder)}
    return {"store": settings.store, "files": {name: [at.st_size, at.st_mtime_ns] for name, at in states.items()}}
