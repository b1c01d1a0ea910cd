"""The catalogue: one YAML file a publisher, checked when it is read."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.documents import SOURCES
from schemas.frames import ContractError, to_arrow
from schemas.registers import load_actors
from sources.entry_points import EntryPoint, check_reach, read_delay, read_entry_points, read_hosts
from sources.selectors import Selectors, read_selectors
from sources.stewardship import KEPT, Retention, Verification, read_notes, read_retention, read_verification

PACKAGED = Path(__file__).parent / "catalogue"


class _Loader(yaml.SafeLoader):
    """YAML as version 1.2 reads it: only `true` and `false` are truth values, `on` and `no` are words."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$", re.I), list("tTfF"))


class CatalogueError(ValueError):
    """A catalogue file does not say what it must; the message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher as configured: the columns of `sources`, and where its items are.

    That is a folder (`location`), or addresses of the web (`entry_points`) with the other hosts that links and
    redirects may lead to, the pause between two requests, how often it is asked, and where its pages have what
    (`selectors`). `publisher` is the title where a file does not name it; `country` is None for an organisation;
    `notes` are for whoever runs it.
    """

    source_id: str
    title: str
    source_format: str
    document_type: str
    is_official: bool
    reliability_grade: str
    language: str
    licence: str
    url: str | None
    documents_min: int
    documents_max: int
    location: str = ""
    is_redistributable: bool = False
    entry_points: tuple[EntryPoint, ...] = ()
    hosts: tuple[str, ...] = ()
    delay_seconds: float = 0.0
    publisher: str = ""
    country: str | None = None
    reliability_reason: str | None = None
    retention: Retention = KEPT
    schedule: str = "nightly"
    verification: Verification | None = None
    notes: str | None = None
    selectors: Selectors | None = None

    @property
    def place(self) -> str:
        """Where its items are, for people."""
        return self.location or ", ".join(entry.url for entry in self.entry_points)


_KEYS = tuple(field.name for field in fields(Source))
_REQUIRED = frozenset(field.name for field in fields(Source) if field.default is MISSING)
_WEB_KEYS: dict[str, Callable[[Any], Any]] = {
    "selectors": read_selectors,
    "entry_points": read_entry_points,
    "hosts": read_hosts,
    "delay_seconds": read_delay,
    "verification": read_verification,
    "schedule": lambda value: value,  # judged with the columns
}
_OTHER_KEYS = {"retention": read_retention, "notes": read_notes}


def load_catalogue(folder: Path) -> tuple[Source, ...]:
    """All sources of a folder of YAML files, sorted by id.

    Raises `CatalogueError` for a missing folder, an unknown or missing key, a value that the table `sources` does
    not allow, and an id that does not equal the name of its file.
    """
    return tuple(load_source(folder, source_id) for source_id in list_source_ids(folder))


def list_source_ids(folder: Path) -> list[str]:
    """Ids of all sources, sorted, whatever their files say. Raises `CatalogueError` where there is none."""
    names = sorted(path.stem for path in folder.glob("*.yml"))
    if not names:
        raise CatalogueError(f"no source in {folder}: put one .yml file a publisher there, or set DEFCOOP_CATALOGUE")
    return names


def load_source(folder: Path, source_id: str) -> Source:
    """One source. Raises `CatalogueError` for a file that does not say what it must."""
    return _read_source(folder / f"{source_id}.yml")


def load_sound_sources(folder: Path) -> tuple[Source, ...]:
    """The sources whose files say what they must; whoever needs one of the others is told what is wrong with it."""
    found = []
    for source_id in list_source_ids(folder):
        with suppress(CatalogueError):
            found.append(load_source(folder, source_id))
    return tuple(found)


def source_row(source: Source) -> dict[str, Any]:
    """A row of the table `sources`."""
    verification = source.verification
    derived = {
        "country_id": source.country,
        "retention_text": source.retention.text,
        "quote_chars_max": source.retention.quote_chars_max,
        "trends_from": None,  # known to the home, not to the catalogue
        "verification_status": verification and verification.status,
    }
    return {name: value for name, value in (asdict(source) | derived).items() if name in SOURCES.column_names}


def _read_source(path: Path) -> Source:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise CatalogueError(f"{path.name}: not readable as YAML: {reason}: mend the file") from error
    if not isinstance(loaded, dict):
        raise CatalogueError(f"{path.name}: must be a list of `key: value` lines")
    _check_keys(path, loaded)
    if loaded["source_id"] != path.stem:
        raise CatalogueError(f"{path.name}: source_id is {loaded['source_id']!r}: name the file after it")
    source = Source(**{"publisher": loaded["title"], **loaded, **_read_keys(path, loaded)})
    _check_values(path, source)
    return source


def _read_keys(path: Path, loaded: dict[str, Any]) -> dict[str, Any]:
    given = {name: loaded[name] for name in _WEB_KEYS if name in loaded}
    others = {name: loaded[name] for name in _OTHER_KEYS if name in loaded}
    if given and "entry_points" not in given:
        raise CatalogueError(f"{path.name}: {', '.join(given)} without entry_points: add them, or remove it")
    if given and "location" in loaded:
        raise CatalogueError(f"{path.name}: location and entry_points: a source has one of them: remove the other")
    try:
        readers = _WEB_KEYS | _OTHER_KEYS
        read: dict[str, Any] = {name: readers[name](value) for name, value in (given | others).items()}
        check_reach(read.get("entry_points", ()), read.get("hosts", ()))
        return read
    except ValueError as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _check_keys(path: Path, loaded: dict[str, Any]) -> None:
    unknown = sorted(str(key) for key in set(loaded) - set(_KEYS))
    place = "location" if "entry_points" not in loaded else "entry_points"
    missing = sorted({*_REQUIRED, place} - set(loaded))
    if unknown:
        raise CatalogueError(
            f"{path.name}: unknown key {', '.join(unknown)}: remove it, or spell one of {', '.join(_KEYS)}"
        )
    if missing:
        raise CatalogueError(f"{path.name}: missing key {', '.join(missing)}: add it")


@cache
def _list_states() -> frozenset[str]:
    return frozenset(actor.actor_id for actor in load_actors() if actor.actor_type == "state")


def _check_values(path: Path, source: Source) -> None:
    if source.country is not None and source.country not in _list_states():
        raise CatalogueError(f"{path.name}: country is {source.country!r}: give an ISO 3166 code such as JPN, or null")
    row = source_row(source)
    try:
        to_arrow(SOURCES, [row])
    except ContractError as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    for column in SOURCES.columns:
        value = row[column.name]
        if value is None and column.nullable:
            continue
        if value is None:
            raise CatalogueError(f"{path.name}: {column.name} is empty: give a value")
        if column.allowed and value not in column.allowed:
            raise CatalogueError(f"{path.name}: {column.name} is {value!r}: use one of {', '.join(column.allowed)}")
        if column.pattern and not re.search(column.pattern, str(value)):
            raise CatalogueError(f"{path.name}: {column.name} is {value!r}: write {column.description}")
        if isinstance(column.minimum, int | float) and value < column.minimum:
            raise CatalogueError(f"{path.name}: {column.name} is {value}: give {column.minimum} or more")
    if not source.entry_points and (not isinstance(source.location, str) or not source.location.strip()):
        raise CatalogueError(f"{path.name}: location is {source.location!r}: give a folder, relative to the root")
    if source.documents_min > source.documents_max:
        raise CatalogueError(f"{path.name}: documents_min is above documents_max: lower it")
