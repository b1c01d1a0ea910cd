"""Fetching from folders: which items a source holds, and their bytes."""

from dataclasses import dataclass
from pathlib import Path

from sources.catalogue import Source

MEDIA_TYPES = {
    ".xml": "application/xml",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


class FetchError(OSError):
    """An item or a folder cannot be read; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to fetch: its address relative to the root, its path, its media type."""

    url: str
    path: Path
    media_type: str


def list_items(source: Source, root: Path) -> list[Item]:
    """The items of a source's folder, sorted by path; files of other types are not items.

    Raises `FetchError` where the folder is missing or unreadable.
    """
    folder = root / source.location
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in MEDIA_TYPES)
    except OSError as error:
        raise FetchError(
            f"source {source.source_id}: cannot list {folder}: {error.strerror}: create the folder or mend `location`"
        ) from error
    return [Item(f"{source.location}/{path.name}", path, MEDIA_TYPES[path.suffix.lower()]) for path in paths]


def read_item(item: Item) -> bytes:
    """The bytes of an item. Raises `FetchError` where it cannot be read."""
    try:
        return item.path.read_bytes()
    except OSError as error:
        raise FetchError(f"cannot read {item.url}: {error.strerror}: mend its permissions or remove it") from error
