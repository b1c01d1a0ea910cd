"""Resolve mentions into commitments: all of them, or those that are new beside what is published.

The folder that it leaves is named after what went in: batches, decisions, what resolves them, and the published file
that a delta is to be added to. Either way leads to the same commitments; a delta only reads and writes less.
"""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

import schemas
import transforms.commitments
import transforms.decisions
import transforms.documents
import warehouse
from pipeline.home.batches import list_batches, write_folder
from pipeline.home.files import list_names
from pipeline.home.pending import list_files, list_replaced, list_unloaded
from pipeline.night.resolving import Resolved, resolve_all, resolve_new
from pipeline.review import decisions
from pipeline.settings import Settings
from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.mentions import MENTIONS
from schemas.resolution import ALIASES, DUPLICATES, RESOLVED_TABLES, SCOPE
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import load_sound_sources
from warehouse.settled import Origin, open_settled, read_origin


def resolve(settings: Settings) -> str:
    """Resolve what waits into one folder; returns its name."""
    name = name_resolution(settings)
    folder = settings.home / "stages" / "commitments" / name
    if folder.exists():
        return name
    origin, taken = read_origin(settings.published), decisions.read_taken(settings)
    is_delta = origin.resolved_with == hash_method(settings) and not list_replaced(settings)
    pairs = list_unloaded(settings) if is_delta else _list_all(settings)
    documents = list_files(settings, pairs, DOCUMENTS_STAGE, DOCUMENTS)
    mentions = list_files(settings, pairs, MENTIONS_STAGE, MENTIONS)
    with open_settled(settings.published, documents, mentions, is_delta) as con:
        if is_delta:
            resolved = resolve_new(con, taken, _read_grades(settings), origin.decided_with != taken.digest)
        else:
            resolved = resolve_all(con, taken, _read_grades(settings))
    write_folder(folder, make_tables(resolved, is_delta), {"name": name, "is_delta": is_delta})
    return name


def make_tables(resolved: Resolved, is_delta: bool) -> dict[str, pa.Table]:
    """The files of a resolution; a delta lists what it speaks of."""
    found = resolved.resolution
    tables = {table.name: to_arrow(table, getattr(found, table.name)) for table in RESOLVED_TABLES}
    tables[ALIASES.name] = to_arrow(ALIASES, found.commitment_aliases)
    links = [{"document_id": name, **asdict(link)} for name, link in sorted(resolved.links.items())]
    tables[DUPLICATES.name] = to_arrow(DUPLICATES, links)
    if is_delta:
        tables[SCOPE.name] = to_arrow(SCOPE, [{"commitment_id": name} for name in found.scope])
    return tables


def _list_all(settings: Settings) -> list[tuple[str, str]]:
    return [(stage, name) for stage in (DOCUMENTS_STAGE, MENTIONS_STAGE) for name in list_batches(settings.home, stage)]


def _read_grades(settings: Settings) -> dict[str, str]:
    return {source.source_id: source.reliability_grade for source in load_sound_sources(settings.catalogue)}


_CODE = {".py", ".yml", ".sql", ".csv", ".json", ".html", ".css", ".js", ".md"}


def hash_method(settings: Settings) -> str:
    """A hash of what resolves mentions: code, vocabulary, grades of the sources. Another method resolves all anew."""
    packages = (schemas, transforms.commitments, transforms.decisions, transforms.documents)
    return _hash([*(fingerprint_package(package) for package in packages), str(sorted(_read_grades(settings).items()))])


def hash_checks() -> str:
    """A hash of what judges rows: declarations and checks. By others all rows are judged anew."""
    return _hash([fingerprint_package(schemas), hash_warehouse()])


def hash_warehouse() -> str:
    """A hash of what makes and judges a warehouse. The pages of the site, which only show one, are no part of it."""
    return fingerprint_package(warehouse, without="site")


def make_key(settings: Settings) -> str:
    """What the commitments depend on: batches, method, decisions; not how they were put together."""
    batch_ids = list_batches(settings.home, MENTIONS_STAGE)
    return _hash([*batch_ids, hash_method(settings), decisions.read_taken(settings).digest])


def name_resolution(settings: Settings) -> str:
    """The name of the folder of the resolution that the next build loads."""
    origin = str(read_origin(settings.published).made_from)
    return "c-" + _hash([make_key(settings), origin, *list_replaced(settings)])


def commitments_folder(settings: Settings) -> Path:
    """Where the resolution lies that the next build loads."""
    return settings.home / "stages" / "commitments" / name_resolution(settings)


def make_origin(settings: Settings, made_from: str) -> Origin:
    """What the next published file is made from."""
    return Origin(made_from, hash_method(settings), decisions.read_taken(settings).digest, hash_checks())


def prune_commitments(settings: Settings) -> None:
    """Remove resolutions that are published; they can be made again from the batches."""
    folder = settings.home / "stages" / "commitments"
    for name in list_names(folder):
        shutil.rmtree(folder / name, ignore_errors=True)


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def fingerprint_package(package: Any, without: str = "") -> str:
    """A hash of the code and data of one of our packages, but for one folder of it."""
    root = Path(package.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        is_ours = path.suffix in _CODE and path.relative_to(root).parts[0] != without
        if is_ours and path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
