"""The ledger: what each run did (`runs/`), who was told what (`alerts/`), and the lock of a home folder."""

import fcntl
import functools
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from pipeline.errors import PipelineError
from pipeline.home.files import list_names, read_json, write_json
from pipeline.settings import Settings, load_settings

LOG = logging.getLogger("defcoop")
REBUILDING = ".rebuilding.json"
"""The file of a home that is made anew from its snapshots: nothing that was made of them before counts there."""
_P = ParamSpec("_P")
_R = TypeVar("_R")
_HELD: set[Path] = set()
"""The homes that this process, or the one from which it was forked, holds for a night."""


def make_run_id(at: datetime) -> str:
    """The id of a night that begins at this moment."""
    return f"night-{at:%Y%m%dT%H%M%SZ}"


def clean_run_id(run_id: str) -> str:
    """A run id that can be the name of a folder."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", run_id).strip("-")


def name_night(context: Mapping[str, Any]) -> str:
    """The night that a task belongs to: its parameter, else what the triggering event says, else its own run."""
    named = (context.get("params") or {}).get("night_id")
    events = (context.get("triggering_asset_events") or {}).values()
    extras = [event.extra.get("night_id") for group in events for event in group if event.extra]
    found = named or next((extra for extra in extras if extra), None) or context["run_id"]
    return clean_run_id(str(found))


def start_night(settings: Settings, run_id: str) -> datetime:
    """When the night began; its first step writes it down, all others read it."""
    path = settings.home / "runs" / run_id / "night.json"
    if not path.exists():
        write_json(path, {"run_id": run_id, "started_at": settings.clock().isoformat()})
    return datetime.fromisoformat(read_json(path)["started_at"])


def write_entry(settings: Settings, run_id: str, name: str, content: Mapping[str, Any]) -> None:
    """Write one entry of a run."""
    write_json(settings.home / "runs" / run_id / f"{name}.json", content)


def read_entry(settings: Settings, run_id: str, name: str) -> dict[str, Any] | None:
    """One entry of a run, or none."""
    path = settings.home / "runs" / run_id / f"{name}.json"
    return read_json(path) if path.exists() else None


def read_entries(settings: Settings, run_id: str, prefix: str) -> list[dict[str, Any]]:
    """The entries of a run whose names begin so, sorted by name."""
    folder = settings.home / "runs" / run_id
    return [read_json(folder / name) for name in list_names(folder) if name.startswith(prefix)]


def list_runs(settings: Settings) -> list[str]:
    """Ids of all runs, the latest last."""
    folder = settings.home / "runs"
    started = {name: read_entry(settings, name, "night") for name in list_names(folder)}
    return sorted((name for name, night in started.items() if night), key=lambda n: (started[n] or {})["started_at"])


def list_nights(settings: Settings) -> list[str]:
    """The same of nights alone: a back-fill, which has a window of days, says nothing of whether nights run."""
    return [name for name in list_runs(settings) if read_entry(settings, name, "window") is None]


def is_of_record(settings: Settings) -> bool:
    """Whether nights begin in this home; one that only serves the extraction has no trends to keep."""
    return (settings.home / "trends.json").exists()


def write_alert(settings: Settings, alert: Mapping[str, Any]) -> None:
    """Keep an alert."""
    write_json(settings.home / "alerts" / f"{alert['alert_id']}.json", alert)


def read_alerts(settings: Settings) -> list[dict[str, Any]]:
    """All alerts, sorted by id."""
    folder = settings.home / "alerts"
    return [read_json(folder / name) for name in list_names(folder)]


@contextmanager
def lock_home(home: Path) -> Iterator[None]:
    """Hold a home folder for one night. Raises `PipelineError` that names the process which holds it."""
    path = home / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip()
            what = f"another night is running on {home} ({f'process {holder}' if holder else 'tasks of a scheduler'})"
            raise PipelineError(what, "wait until it ends, or set DEFCOOP_HOME to another folder") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _HELD.add(home)
        try:
            yield
        finally:
            _HELD.discard(home)
            file.truncate(0)


@contextmanager
def share_home(home: Path) -> Iterator[None]:
    """Hold a home folder for one step of a scheduler's night, beside its other steps.

    A night by hand, or a backup, that holds it is waited for; where this process holds it for a night there is no need.
    """
    if home in _HELD:
        yield
        return
    home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(home / ".lock", os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            LOG.warning("waiting: another night, or a backup, holds %s", home)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def beside_others(step: Callable[_P, _R]) -> Callable[_P, _R]:
    """A step that holds its home folder, as `share_home` says, while it works."""

    @functools.wraps(step)
    def hold(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with share_home(load_settings().home):
            return step(*args, **kwargs)

    return hold
