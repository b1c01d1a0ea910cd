"""Published exports in a store: the versions that the home keeps, and `exports/current`, which names the latest.

A version is put whole, the list of its files last; only then does `current` name it. What the home has removed as too
old goes from the store as well.
"""

from pipeline.home.files import list_names, read_json, write_json
from pipeline.night.bulk import put_folder, remove_folder
from pipeline.night.exporting import CURRENT
from pipeline.settings import Settings
from pipeline.store import open_store, put

EXPORTS = "exports"


def put_exports(settings: Settings) -> int:
    """Put the exports that the store does not hold; returns how many versions were put. Raises `StoreError`."""
    if not settings.store or not settings.exports.is_dir():
        return 0
    marks = settings.home / "stored" / EXPORTS
    put_before = [name for name in list_names(marks) if read_json(marks / name)["store"] == settings.store]
    kept = [name for name in list_names(settings.exports) if name != CURRENT]
    new, gone = sorted(set(kept) - set(put_before)), sorted(set(put_before) - set(kept))
    if not new and not gone:
        return 0
    store = open_store(settings)
    for name in new:
        put_folder(store, settings.exports / name, f"{EXPORTS}/{name}")
    put(store, f"{EXPORTS}/{CURRENT}", (settings.exports / CURRENT).readlink().name.encode())
    for name in new:
        write_json(marks / name, {"store": settings.store})
    for name in gone:
        remove_folder(store, f"{EXPORTS}/{name}")
        (marks / name).unlink()
    return len(new)
