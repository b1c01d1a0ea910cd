"""What a home lacks is gathered from the store: mentions that were extracted elsewhere, snapshots, a batch to extract.

Every file is held against its hash. Extraction needs no more of a home than a place for one batch, for a while.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.home.batches import batch_folder, list_batches
from pipeline.home.files import list_names, open_partial_folder, publish_folder
from pipeline.home.ledger import REBUILDING
from pipeline.night.bulk import FILES, folder_key, mark_put, put_folder, run_all
from pipeline.settings import Settings
from pipeline.store import Store, StoreError, get, list_keys, measure, open_store
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE

AWAY_SECONDS = 4 * 3600
"""Longer than a task may take: a folder of an extraction that is older was left by one that was killed."""


def fetch_mentions(settings: Settings) -> list[str]:
    """Bring mentions home that were extracted elsewhere; returns the batches whose mentions came.

    Where the home is rebuilt from its snapshots, what was found in them before is not taken.
    """
    if not settings.store or (settings.home / REBUILDING).exists():
        return []
    done = set(list_batches(settings.home, MENTIONS_STAGE))
    wanted = [name for name in list_batches(settings.home, DOCUMENTS_STAGE) if name not in done]
    store = open_store(settings) if wanted else None
    came = [name for name in wanted if store and _fetch_batch(settings.home, store, MENTIONS_STAGE, name)]
    for name in came:
        mark_put(settings, MENTIONS_STAGE, name)
    return came


def is_away(settings: Settings, batch_id: str) -> bool:
    """Whether a batch is to be extracted from the store, because this home does not hold it."""
    return bool(settings.store) and not batch_folder(settings.home, DOCUMENTS_STAGE, batch_id).is_dir()


def extract_away(settings: Settings, batch_id: str) -> dict[str, int]:
    """Fetch a batch of documents, extract it, put its mentions; nothing of it stays here. Returns its counts.

    Raises `StoreError`, and `PipelineError` where the store does not hold the batch.
    """
    from pipeline.extraction.extractors import extract_batch

    counts = {"documents": 0, "mentions": 0}
    store = open_store(settings)
    if measure(store, f"{folder_key(MENTIONS_STAGE, batch_id)}/{FILES}") is not None:
        return counts
    with _open_away(settings, batch_id) as home:
        if not _fetch_batch(home, store, DOCUMENTS_STAGE, batch_id):
            what = f"neither {settings.home} nor the store {store.address} holds the batch {batch_id}"
            raise PipelineError(what, "set DEFCOOP_STORE to the store of the home where its source was read")
        counts = extract_batch(settings.model_copy(update={"home": home}), batch_id)
        put_folder(store, batch_folder(home, MENTIONS_STAGE, batch_id), folder_key(MENTIONS_STAGE, batch_id))
    return counts


@contextmanager
def _open_away(settings: Settings, batch_id: str) -> Iterator[Path]:
    """A home for one batch, gone afterwards; what killed processes left is swept."""
    folder = settings.home / "away"
    for name in list_names(folder):
        if time.time() - (folder / name).stat().st_mtime > AWAY_SECONDS:
            shutil.rmtree(folder / name, ignore_errors=True)
    home = folder / batch_id
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fetch_snapshots(settings: Settings) -> int:
    """Bring every snapshot and every note of a fetch home that is missing there; returns how many files came."""
    from sources.snapshots import write_atomically

    store = open_store(settings)
    keys = [key for name in ("snapshots", "fetches") for key in list_keys(store, name)]
    missing = [key for key in keys if not (settings.home / key).exists()]

    def fetch(key: str) -> None:
        content = get(store, key)
        if key.startswith("snapshots/") and hashlib.sha256(content).hexdigest() != Path(key).name:
            raise _find_damaged(store, key)
        write_atomically(settings.home / key, content)

    run_all(fetch, missing)
    return len(missing)


def _fetch_batch(home: Path, store: Store, stage: str, batch_id: str) -> bool:
    """Fetch a batch, every file held against its hash; False where the store does not hold it whole."""
    key = folder_key(stage, batch_id)
    if measure(store, f"{key}/{FILES}") is None:
        return False
    contents: dict[str, bytes] = {}
    for name, sha256 in json.loads(get(store, f"{key}/{FILES}")).items():
        contents[name] = get(store, f"{key}/{name}")
        if hashlib.sha256(contents[name]).hexdigest() != sha256:
            raise _find_damaged(store, f"{key}/{name}")
    final = batch_folder(home, stage, batch_id)
    final.parent.mkdir(parents=True, exist_ok=True)
    partial_folder = open_partial_folder(final)
    for name, content in contents.items():
        (partial_folder / name).write_bytes(content)
    publish_folder(partial_folder, final)
    return True


def _find_damaged(store: Store, key: str) -> StoreError:
    remedy = "remove it there and the home's folder `stored`: the next night puts it again"
    return StoreError(f"{key} in the store {store.address} does not match its hash", remedy)
