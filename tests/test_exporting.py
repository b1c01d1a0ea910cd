"""After the swap: versions and exports are there, also after a kill; what fails there does not undo a publication."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import ledger, steps
from pipeline.settings import Settings, load_settings
from tests.small_world import list_bytes, make_world, write
from tests.test_exports import read_package
from warehouse.kept import keep_version, list_versions, prune_versions
from warehouse.publish import publish
from warehouse.query import hash_tables

FIRST = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in make_world(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    return load_settings()


def add_article(world: Settings, number: int) -> None:
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
    steps.publish_candidate(run_id)
    steps.export_published(run_id)


def publish_night(world: Settings, monkeypatch: pytest.MonkeyPatch, number: int) -> str:
    """A night with one new article, up to its end."""
    monkeypatch.setenv("DEFCOOP_NOW", (FIRST + timedelta(days=number)).isoformat())
    add_article(world, number)
    build(f"night-{number}")
    finish(f"night-{number}")
    return f"night-{number}"


def kill_after_swap(world: Settings, run_id: str) -> None:
    """A night that is killed right after the rename."""
    build(run_id)
    publish(world.candidate, world.published)


def test_a_publication_is_kept_and_exported_under_the_id_of_its_run(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [publish_night(world, monkeypatch, number) for number in range(2)]
    assert [version.version_id for version in list_versions(world.versions)] == names[::-1]
    assert sorted(path.name for path in world.exports.iterdir()) == ["current", *names]
    assert (world.exports / "current").resolve().name == names[-1]
    for name in names:
        package = json.loads((world.exports / name / "datapackage.json").read_text(encoding="utf-8"))
        assert package["version"] == name
    assert read_package(world.exports / "current") == (True, [])


def test_a_version_is_no_second_copy_and_holds_what_was_published(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_night(world, monkeypatch, 0)
    (version,) = list_versions(world.versions)
    assert version.path.samefile(world.published)
    before = hash_tables(version.path)
    publish_night(world, monkeypatch, 1)
    assert hash_tables(version.path) == before
    assert not version.path.samefile(world.published)


def test_killed_between_swap_and_export_the_next_night_writes_them_though_nothing_is_new(world: Settings) -> None:
    kill_after_swap(world, "night-1")
    assert not world.exports.exists()
    build("night-2")
    finish("night-2")
    assert (ledger.read_entry(world, "night-2", "outcome") or {})["outcome"] == steps.UNCHANGED
    assert [version.version_id for version in list_versions(world.versions)] == ["night-1"]
    assert (world.exports / "current" / "datapackage.json").exists()


def test_killed_between_swap_and_export_the_version_is_kept_before_the_next_swap(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_after_swap(world, "night-x")
    publish_night(world, monkeypatch, 1)
    assert [version.version_id for version in list_versions(world.versions)] == ["night-1", "night-x"]


def test_what_a_killed_export_left_is_swept_away(world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write(world.exports / ".night-x.part" / "csv" / "half.csv", "half")
    write(world.exports / ".night-x.part.spill" / "rest", "rest")
    publish_night(world, monkeypatch, 0)
    assert sorted(path.name for path in world.exports.iterdir()) == ["current", "night-0"]


def test_an_export_again_changes_no_byte(world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_night(world, monkeypatch, 0)
    before = list_bytes(world.exports)
    steps.export_published("night-again")
    assert list_bytes(world.exports) == before


def test_the_oldest_versions_go_with_their_exports(world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFCOOP_VERSIONS_KEPT", "2")
    names = [publish_night(world, monkeypatch, number) for number in range(3)]
    assert [version.version_id for version in list_versions(world.versions)] == names[:0:-1]
    assert sorted(path.name for path in world.exports.iterdir()) == ["current", *names[1:]]


def test_an_export_that_fails_is_told_and_the_publication_stands(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(world.exports, "a file where the folder should be")
    run_id = publish_night(world, monkeypatch, 0)
    assert (ledger.read_entry(world, run_id, "outcome") or {})["outcome"] == steps.PUBLISHED
    (alert,) = ledger.list_alerts(world, run_id)
    assert (alert["severity"], alert["subject"]) == ("warning", "defcoop: export failed")
    assert "exports" in alert["body"]
    assert "Remedy" in alert["body"]
    world.exports.unlink()
    steps.export_published("night-later")
    assert (world.exports / "current" / "datapackage.json").exists()


def test_a_file_that_is_no_version_is_named(world: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write(world.versions / "notes.duckdb", "not one of ours")
    run_id = publish_night(world, monkeypatch, 0)
    (alert,) = ledger.list_alerts(world, run_id)
    assert "notes.duckdb cannot be read as a version" in alert["body"]


def test_where_the_disk_has_no_hard_links_a_version_is_a_copy(
    world: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish_night(world, monkeypatch, 0)
    elsewhere = Path("/dev/shm") / tmp_path.name
    if not elsewhere.parent.is_dir() or elsewhere.parent.stat().st_dev == world.published.stat().st_dev:
        pytest.skip("this machine has one disk")
    try:
        version = keep_version(world.published, elsewhere)
        assert version.path.read_bytes() == world.published.read_bytes()
        assert [path.name for path in elsewhere.iterdir()] == ["night-0.duckdb"]
    finally:
        prune_versions(elsewhere, 0)
        elsewhere.rmdir()
