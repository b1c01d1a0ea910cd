"""Some nights on a small world in this process, each with one new article, for tests of what a publication leaves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import steps
from pipeline.settings import Settings, load_settings
from tests.small_world import make_world, write
from warehouse.publish import publish

FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)
KEPT = 3
NAMES = [f"night-{number}" for number in range(KEPT + 1)]


def open_world(folder: Path, patch: pytest.MonkeyPatch) -> Settings:
    """A small world as the settings of this process."""
    for name, value in make_world(folder).items():
        patch.setenv(name, value)
    (folder / "home").mkdir()
    return load_settings()


def publish_nights(folder: Path) -> Settings:
    """One night more than are kept."""
    with pytest.MonkeyPatch.context() as patch:
        world = open_world(folder, patch)
        patch.setenv("DEFCOOP_VERSIONS_KEPT", str(KEPT))
        for number in range(len(NAMES)):
            publish_night(world, patch, number)
        return load_settings()


def publish_night(world: Settings, patch: pytest.MonkeyPatch, number: int) -> str:
    """A night with one new article, up to its end; returns its id."""
    patch.setenv("DEFCOOP_NOW", (FIRST + timedelta(days=number)).isoformat())
    add_article(world, number)
    build(f"night-{number}")
    finish(f"night-{number}")
    return f"night-{number}"


def add_article(world: Settings, number: int) -> None:
    """An article that pledges something new."""
    pledge = f"Latvia will raise its defence spending to {number + 2} percent of GDP by 203{number}, ministers said."
    day = f"2025-04-0{number + 1}"
    write(world.root / "gazette" / f"latvia-{number}.txt", f"Plan {number}\nPublished: {day}\n\n{pledge}\n")


def build(run_id: str) -> None:
    """A night up to the moment before the swap."""
    for source_id in steps.list_sources():
        steps.ingest_source(source_id, run_id)
    for batch_id in steps.list_pending_batches():
        steps.extract_batch(batch_id)
    steps.resolve_commitments()
    for step in (steps.validate_rows, steps.build_candidate, steps.audit_candidate):
        step(run_id)


def finish(run_id: str) -> None:
    """The swap, and what follows it."""
    steps.publish_candidate(run_id)
    steps.export_published(run_id)


def kill_after_swap(world: Settings, run_id: str) -> None:
    """A night that is killed right after the rename."""
    build(run_id)
    publish(world.candidate, world.published)
