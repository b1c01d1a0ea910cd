"""After the swap: versions and exports are there, also after a kill; what fails there does not undo a publication."""

import json
from pathlib import Path

import pytest

from pipeline import steps
from pipeline.alerts.incidents import list_seen
from pipeline.home import ledger
from pipeline.settings import Settings
from tests.kept_nights import KEPT, NAMES, finish, kill_after_swap, open_world, publish_night
from tests.kept_nights import build as build_night
from tests.small_world import list_bytes, write
from tests.test_exports import read_package
from warehouse.kept import keep_version, list_versions, prune_versions, read_version
from warehouse.query import hash_tables


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return open_world(tmp_path, monkeypatch)


def list_ids(world: Settings) -> list[str]:
    return [version.version_id for version in list_versions(world.versions)]


def test_the_last_publications_are_kept_and_exported_under_the_ids_of_their_runs(kept_nights: Settings) -> None:
    assert list_ids(kept_nights) == NAMES[: -KEPT - 1 : -1]
    assert sorted(path.name for path in kept_nights.exports.iterdir()) == ["current", *NAMES[-KEPT:]]
    assert (kept_nights.exports / "current").resolve().name == NAMES[-1]
    for name in NAMES[-KEPT:]:
        package = json.loads((kept_nights.exports / name / "datapackage.json").read_text(encoding="utf-8"))
        assert package["version"] == name
    assert read_package(kept_nights.exports / "current") == (True, [])


def test_a_version_is_no_second_copy_and_holds_what_was_published_then(kept_nights: Settings) -> None:
    latest, before, *_ = list_versions(kept_nights.versions)
    assert latest.path.samefile(kept_nights.published)
    assert not before.path.samefile(kept_nights.published)
    assert read_version(before.path).published_at < latest.published_at
    assert hash_tables(before.path)["documents"] != hash_tables(latest.path)["documents"]


def test_what_a_kill_right_after_the_swap_left_out_is_made_good(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_after_swap(world, "night-x")
    assert not world.exports.exists()
    write(world.exports / ".night-w.part" / "csv" / "half.csv", "half")
    write(world.exports / ".night-w.part.spill" / "rest", "rest")
    build_night("night-y")
    finish("night-y")
    assert (ledger.read_entry(world, "night-y", "outcome") or {})["outcome"] == steps.UNCHANGED
    assert list_ids(world) == ["night-x"]
    assert sorted(path.name for path in world.exports.iterdir()) == ["current", "night-x"]
    before = list_bytes(world.exports)
    steps.export_published("night-again")
    assert list_bytes(world.exports) == before
    for path in list_versions(world.versions):
        path.path.unlink()  # as if that night had been killed before it kept its version
    publish_night(world, monkeypatch, 1)
    assert list_ids(world) == ["night-1", "night-x"]


def test_an_export_that_fails_is_told_and_the_publication_stands(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(world.exports, "a file where the folder should be")
    run_id = publish_night(world, monkeypatch, 0)
    assert (ledger.read_entry(world, run_id, "outcome") or {})["outcome"] == steps.PUBLISHED
    (alert,) = list_seen(world, run_id)
    assert (alert.severity, alert.subject) == ("warning", "defcoop: export failed")
    assert "exports" in alert.body
    assert "Remedy" in alert.body
    world.exports.unlink()
    steps.export_published("night-later")
    assert (world.exports / "current" / "datapackage.json").exists()
    write(world.versions / "notes.duckdb", "not one of ours")
    steps.export_published("night-last")
    (alert,) = list_seen(world, "night-last")
    assert "notes.duckdb cannot be read as a version" in alert.body


def test_where_the_disk_has_no_hard_links_a_version_is_a_copy(kept_nights: Settings, tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm") / tmp_path.name
    if not elsewhere.parent.is_dir() or elsewhere.parent.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk")
    try:
        version = keep_version(kept_nights.published, elsewhere)
        assert version.path.read_bytes() == kept_nights.published.read_bytes()
        assert [path.name for path in elsewhere.iterdir()] == [f"{NAMES[-1]}.duckdb"]
    finally:
        prune_versions(elsewhere, 0)
        elsewhere.rmdir()
