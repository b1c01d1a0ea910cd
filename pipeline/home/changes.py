"""Published versions and what changed between two of them, for `defcoop versions`, `defcoop diff` and the summary."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import PipelineError
from pipeline.output import print_rows, render_table
from pipeline.settings import Settings, load_settings
from warehouse.kept import Version, list_versions, read_version
from warehouse.reading import Result

CURRENT, PREVIOUS = "current", "previous"
SHOWN = 5
"""Changes of each night that its summary shows; all of them are told by `defcoop diff`."""
WORDS = {
    "added": "new", "withdrawn": "withdrawn", "merged": "merged", "renamed": "renamed",
    "standing_changed": "with another standing", "delivery_changed": "with another delivery", "corrected": "corrected",
    "figure_added": "figures new", "figure_withdrawn": "figures withdrawn", "figure_changed": "figures changed",
    "decided": "decisions applied", "decision_undone": "decisions undone",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def print_versions(form: str) -> None:
    """Print one row a kept version, the latest first."""
    settings = load_settings()
    current = read_version(settings.published).version_id if settings.published.exists() else None
    rows = [
        (v.version_id, v.published_at, v.path.stat().st_size, v.version_id == current,
         (settings.exports / v.version_id).is_dir(), str(v.path))
        for v in list_versions(settings.versions)
    ]  # fmt: skip
    print_rows(("version", "published_at", "bytes", "current", "exported", "path"), rows, form)


def print_diff(old: str, new: str, form: str) -> None:
    """Print every change from one version to another; before the first version there was nothing.

    Raises `PipelineError` for a version that is not kept.
    """
    from warehouse.diff import list_changes, open_diff

    settings = load_settings()
    after = find_version(settings, new)
    before = find_before(settings) if old == PREVIOUS else find_version(settings, old)
    with open_diff(before.path if before else None, after.path) as con:
        found = list_changes(con)
    print_rows(found.columns, found.rows, form)


def find_version(settings: Settings, name: str) -> Version:
    """The version of an id, `current`, the one before it, or the last one of a day or before it (UTC)."""
    if not settings.published.exists():
        raise PipelineError(f"no warehouse at {settings.published}", "run `defcoop nightly` first, or set DEFCOOP_HOME")
    current = read_version(settings.published)
    kept = list_versions(settings.versions)
    if name in (CURRENT, current.version_id):
        return current
    for version in _choose(name, kept, current):
        return version
    known = ", ".join(version.version_id for version in kept) or "none"
    raise PipelineError(f"no version {name!r} is kept", f"use one of: {CURRENT}, {PREVIOUS}, a day, or {known}")


def _choose(name: str, kept: list[Version], current: Version) -> Iterator[Version]:
    """Versions that a name may mean, the likeliest first."""
    if name == PREVIOUS:
        yield from find_previous(kept, current)
    elif _DAY.fullmatch(name):
        yield from (version for version in kept if f"{version.published_at:%Y-%m-%d}" <= name)
    else:
        yield from (version for version in kept if version.version_id == name)


def find_before(settings: Settings) -> Version | None:
    """The version before the current one, where one is kept."""
    return next(iter(find_previous(list_versions(settings.versions), read_version(settings.published))), None)


def find_previous(kept: list[Version], current: Version) -> list[Version]:
    """Versions before the current one, the latest first."""
    return [v for v in kept if (v.started_at, v.version_id) < (current.started_at, current.version_id)]


def read_changes(settings: Settings, before: Version, limit: int) -> tuple[dict[str, int], Result]:
    """What changed from a version to the current one: how much of each kind, and the first rows."""
    from warehouse.diff import count_changes, list_changes, open_diff

    with open_diff(before.path, settings.published) as con:
        return count_changes(con), list_changes(con, limit)


def describe_changes(settings: Settings) -> Iterator[str]:
    """What the last publication changed, for the summary of its night: how much of each kind, and the first rows."""
    from warehouse.diff import count_all

    before = find_before(settings)
    if before is None:
        yield f"changed     all is new: {describe_counts(count_all(settings.published))}"
        return
    counts, found = read_changes(settings, before, SHOWN)
    rows = found.rows
    yield f"changed     since {before.version_id}: {describe_counts(counts)}"
    if rows:
        shown = [(change, about, _arrow(old, new), words) for change, _, about, old, new, words, _ in rows]
        yield from ("", render_table(("change", "what", "before and after", "words"), shown))
        more = sum(counts.values()) - len(rows)
        yield from ([f"… and {more} more: defcoop diff", ""] if more else [""])


def describe_counts(counts: dict[str, int]) -> str:
    """Counts of changes in one line."""
    return ", ".join(f"{count} {WORDS[change]}" for change, count in counts.items()) or "nothing that it says"


def _arrow(old: Any, new: Any) -> str:
    return " → ".join(str(value) for value in (old, new) if value is not None)
