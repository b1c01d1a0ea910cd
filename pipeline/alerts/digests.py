"""Digests: what a night changed of the commitments that an analyst subscribes to, as one message a night.

The file `DEFCOOP_SUBSCRIPTIONS` names the subscribers. Each is told of the changes since the version that it was last
told of (`subscriptions/NAME.json` in the home), so a night that was lost loses none of them.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.alerts.incidents import WARNING, heal, sight
from pipeline.errors import PipelineError, explain_error
from pipeline.home.changes import WORDS
from pipeline.home.files import read_json, write_json
from pipeline.home.ledger import write_alert
from pipeline.settings import Settings
from schemas.registers import load_actors
from schemas.terms import list_terms
from transforms.identity import make_id
from warehouse.diff import open_diff, select_changes, select_overdue
from warehouse.kept import Version, list_versions, read_version

LOG = logging.getLogger("defcoop")
Change = Literal[
    "added", "withdrawn", "merged", "renamed", "standing_changed", "delivery_changed", "corrected", "overdue"
]
Row = tuple[Any, ...]
SHOWN = 50
"""Changes of one digest that are told in full."""
DEFAULT_CHANGES: tuple[Change, ...] = (
    "added",
    "withdrawn",
    "standing_changed",
    "delivery_changed",
    "corrected",
    "overdue",
)


class Subscription(BaseModel):
    """Whom to tell of what. An empty list of actors or kinds means all of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: str = "email"
    actors: list[str] = Field(default_factory=list)
    kinds: list[str] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=lambda: list(DEFAULT_CHANGES))
    share_min: float | None = Field(default=None, ge=0, le=100)

    @field_validator("kinds")
    @classmethod
    def _kinds(cls, given: list[str]) -> list[str]:
        for kind in given:
            if kind not in list_terms("kinds"):
                raise ValueError(f"no kind {kind!r}: use one of {', '.join(list_terms('kinds'))}")
        return given

    @field_validator("actors")
    @classmethod
    def _actors(cls, given: list[str]) -> list[str]:
        known = {actor.actor_id for actor in load_actors()}
        for actor in given:
            if actor not in known:
                raise ValueError(f"no actor {actor!r}: write an id such as JPN or NATO (`defcoop ask --list`)")
        return given


def load_subscriptions(settings: Settings) -> dict[str, Subscription]:
    """The subscriptions by name. Raises `PipelineError` that names file, place and remedy."""
    path = settings.subscriptions
    if path is None:
        return {}
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if not isinstance(read, dict):
            raise PipelineError(f"{path}: is no list of names", "write `NAME:` and below it what it subscribes to")
        return {str(name): _read_one(path, str(name), given) for name, given in read.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PipelineError(f"{path}: {' '.join(str(error).split())}", "mend it, or DEFCOOP_SUBSCRIPTIONS") from error


def _read_one(path: Path, name: str, given: Any) -> Subscription:
    try:
        return Subscription.model_validate(given or {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in (name, *first["loc"]))
        raise PipelineError(f"{path}: {place}: {first['msg']}", "correct it") from error


def write_digests(settings: Settings, run_id: str) -> None:
    """Write the digests of a night, to be delivered with its alerts. An error is an incident, not a failed night."""
    try:
        for name, subscription in load_subscriptions(settings).items():
            _write_digest(settings, run_id, name, subscription)
        heal(settings, run_id, lambda incident: (incident.kind, incident.scope) == ("channel", "subscriptions"))
    except Exception as error:  # whatever is wrong with a file of the desk, the night is done
        LOG.warning("digests: %s", explain_error(error))
        subject = "defcoop: the subscriptions cannot be served"
        sight(settings, run_id, "channel", "subscriptions", WARNING, subject, f"Error: {explain_error(error)}")


def _write_digest(settings: Settings, run_id: str, name: str, subscription: Subscription) -> None:
    """One subscriber's digest. The first night only notes where it begins."""
    if not settings.published.exists():
        return
    note = settings.home / "subscriptions" / f"{make_id('s', name)}.json"
    current = read_version(settings.published)
    told = read_json(note)["version_id"] if note.exists() else None
    if told is not None and told != current.version_id:
        before = _find_told(settings, told)
        rows = list(_list_rows(subscription, before, current)) if before else []
        if before and rows:
            digest = _compose(name, subscription, before, rows)
            ids = {"alert_id": make_id("a", "digest", name, before.version_id, current.version_id), "run_id": run_id}
            write_alert(settings, digest | ids | {"raised_at": settings.clock().isoformat()})
    write_json(note, {"subscription": name, "version_id": current.version_id})


def _find_told(settings: Settings, version_id: str) -> Version | None:
    """The version that a subscriber was last told of; where it is kept no more, the oldest that is."""
    kept = list_versions(settings.versions)
    return next((version for version in kept if version.version_id == version_id), kept[-1] if kept else None)


def _list_rows(subscription: Subscription, before: Version, current: Version) -> Iterator[Row]:
    """The changes that a subscriber asked for, as rows of `changes`."""
    asked = subscription.kinds, subscription.actors, subscription.share_min
    with open_diff(before.path, current.path) as con:
        yield from (row for row in select_changes(con, *asked).rows if row[0] in subscription.changes)
    if "overdue" in subscription.changes:
        yield from select_overdue(before.path, current.path, *asked).rows


def _compose(name: str, subscription: Subscription, before: Version, rows: list[Row]) -> dict[str, Any]:
    """The digest as a message that waits for its channel."""
    counts = {change: sum(row[0] == change for row in rows) for change in dict.fromkeys(row[0] for row in rows)}
    said = ", ".join(f"{count} {WORDS.get(change, change)}" for change, count in counts.items())
    parts = [f"Since {before.version_id}: {said}.", *(_describe(row) for row in rows[:SHOWN])]
    if len(rows) > SHOWN:
        parts.append(f"… and {len(rows) - SHOWN} more: defcoop diff {before.version_id} current")
    return {
        "occasion": "digest",
        "incidents": [],
        "severity": WARNING,
        "subject": f"defcoop: {name}: {said}",
        "body": "\n\n".join(parts),
        "channels": ["log"],
        "waiting": [subscription.channel],
        "undelivered": {},
    }


def _describe(row: Row) -> str:
    change, commitment_id, about, before, after, evidence, url = row
    arrow = " → ".join(str(value) for value in (before, after) if value is not None)
    lines = [f"{WORDS.get(change, change)}: {about}" + (f" ({arrow})" if arrow else "")]
    lines += [f"“{evidence}”"] if evidence else []
    return "\n".join([*lines, " ".join(part for part in (commitment_id, url) if part)])
