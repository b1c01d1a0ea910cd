"""Bulk in a store: what is put, when, and what a home lacks that is fetched from there. The store is a folder here."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.alerts.faults import alert_failed_task
from pipeline.alerts.incidents import list_incidents
from pipeline.errors import PipelineError
from pipeline.home.ledger import read_alerts
from pipeline.night.bulk import put_pending
from pipeline.night.bulk_exports import put_exports
from pipeline.night.gathering import extract_away, fetch_mentions, fetch_snapshots
from pipeline.settings import Settings, load_settings
from pipeline.steps import discard_batch
from pipeline.store import StoreError, get, list_keys, measure, open_store, prove, put, remove
from tests.small_world import NOW, list_bytes, make_world, run, write, write_source
from warehouse.query import hash_tables, query

Environment = dict[str, str]
MADE_FROM_TEXTS = ("documents", "mentions", "candidates", "commitment_evidence", "indicators")
"""Tables that say nothing of when a night built them."""
ADDRESSES = {
    "ftp://host/x": "write s3://BUCKET/PREFIX or file:///FOLDER",
    "s3://": "write s3://",
    "s3://Not_A_Bucket/x": "write s3://",
    "file://host/x": "write s3://",
    "file:///": "write s3://",
    "/srv/store": "write s3://",
    "s3://me:hunter2@bucket/x": "holds no user, password or option",
    "s3://bucket/x?secret_key=hunter2": "holds no user, password or option",
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A small world after one night, whose bulk went to a folder beside its home."""
    folder = tmp_path_factory.mktemp("world") / "now"
    (folder / "store").mkdir(parents=True)
    environment = make_world(folder) | {"DEFCOOP_STORE": (folder / "store").as_uri()}
    night(environment)
    shutil.copytree(folder, folder.with_name("kept"), symlinks=True)
    return environment


@pytest.fixture
def world(first: Environment) -> Iterator[Path]:
    """The folder of that world; what a test does there is undone."""
    folder = Path(first["DEFCOOP_HOME"]).parent
    yield folder
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("kept"), folder, symlinks=True)


@pytest.fixture
def settings(world: Path, first: Environment, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of that world."""
    return settle(monkeypatch, first)


@pytest.fixture
def new(tmp_path: Path) -> Environment:
    """A world that has had no night."""
    (tmp_path / "store").mkdir()
    return make_world(tmp_path) | {"DEFCOOP_STORE": (tmp_path / "store").as_uri()}


def settle(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], **changes: str) -> Settings:
    for name, value in {**environment, **changes}.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def night(environment: Mapping[str, str], *arguments: str) -> Path:
    done = run(environment, "nightly", "--direct", *arguments)
    assert done.returncode == 0, done.stderr
    return Path(environment["DEFCOOP_HOME"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_cannot_be_one_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DEFCOOP_STORE", address)
    with pytest.raises(PipelineError, match=f"DEFCOOP_STORE: .*{ADDRESSES[address]}") as refused:
        load_settings()
    assert "hunter2" not in f"{refused.value}{refused.value.__cause__}"


@pytest.mark.parametrize("endpoint", ["store:8333", "http://me:hunter2@store:8333", "https://store/path", "ftp://x"])
def test_an_endpoint_that_cannot_be_one_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("DEFCOOP_STORE_ENDPOINT", endpoint)
    with pytest.raises(PipelineError, match=r"DEFCOOP_STORE_ENDPOINT: .*https://HOST:PORT") as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)


def test_without_a_store_a_command_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEFCOOP_STORE", raising=False)
    with pytest.raises(
        StoreError, match=r"no store is set — set DEFCOOP_STORE to s3://BUCKET/PREFIX or file:///FOLDER"
    ):
        open_store(load_settings())


def test_an_object_is_put_given_listed_measured_and_removed(tmp_path: Path) -> None:
    store = open_store(Settings(store=tmp_path.as_uri()))
    put(store, "a/b", b"one")
    put(store, "a/b", b"another")
    assert (get(store, "a/b"), measure(store, "a/b"), measure(store, "a/c")) == (b"another", 7, None)
    assert (list_keys(store, "a"), list_keys(store, "none")) == (["a/b"], [])
    remove(store, "a/b")
    remove(store, "a/b")
    assert measure(store, "a/b") is None
    prove(store)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_is_not_mounted_is_no_empty_store(tmp_path: Path) -> None:
    store = open_store(Settings(store=(tmp_path / "gone").as_uri()))
    with pytest.raises(StoreError, match=r"did not take .*mount it.* — .*waits in the home"):
        prove(store)
    assert not (tmp_path / "gone").exists()


def test_a_night_puts_what_it_was_read_from_and_all_its_batches(world: Path) -> None:
    kept, stored = list_bytes(world / "home"), list_bytes(world / "store")
    wanted = {name for name in kept if name.split("/")[0] in ("snapshots", "fetches")}
    wanted |= {name for name in kept if name.startswith(("stages/documents/", "stages/mentions/"))}
    wanted |= {name for name in kept if name.startswith("exports/night-")}
    assert stored.pop("exports/current") == b"night-20260301T020000Z"
    lists = {name for name in stored if name.endswith("/files.json")}
    assert len(lists) == 7
    assert stored.keys() - lists == wanted
    assert {name: stored[name] for name in wanted} == {name: kept[name] for name in wanted}
    for name in lists:
        listed = json.loads(stored[name])
        found = {key: hashlib.sha256(stored[f"{Path(name).parent}/{key}"]).hexdigest() for key in listed}
        assert found == listed


def test_what_was_put_is_not_put_again(world: Path, settings: Settings) -> None:
    before = {path: path.stat().st_mtime_ns for path in (world / "store").rglob("*")}
    assert put_pending(settings) == 0
    assert {path: path.stat().st_mtime_ns for path in (world / "store").rglob("*")} == before


def test_exports_that_are_too_old_go_and_current_leads_to_the_latest(world: Path, settings: Settings) -> None:
    exports = world / "home" / "exports"
    (exports / "night-20260301T020000Z").rename(exports / "night-20260302T020000Z")
    (exports / "current").unlink()
    (exports / "current").symlink_to("night-20260302T020000Z")
    assert (put_exports(settings), put_exports(settings)) == (1, 0)
    stored = list_bytes(world / "store" / "exports")
    assert stored["current"] == b"night-20260302T020000Z"
    assert {name.split("/")[0] for name in stored} == {"current", "night-20260302T020000Z"}
    kept = list_bytes(exports / "night-20260302T020000Z")
    assert stored.keys() - {f"night-20260302T020000Z/{name}" for name in kept} == {
        "current",
        "night-20260302T020000Z/files.json",
    }


def test_another_store_gets_all(world: Path, first: Environment) -> None:
    moved = first | {"DEFCOOP_STORE": (world / "moved").as_uri()}
    assert run(moved, "store", "make").stdout == f"{moved['DEFCOOP_STORE']} is there\n"
    assert run(moved, "store", "check").stdout == f"{moved['DEFCOOP_STORE']} takes and gives objects\n"
    assert run(moved, "store", "put").stdout == (
        f"6 batches and 1 versions of exports put to {moved['DEFCOOP_STORE']}\n"
    )
    assert list_bytes(world / "moved") == list_bytes(world / "store")
    assert run(moved, "store", "put").stdout.startswith("0 batches and 0 versions")


def test_all_is_made_anew_from_the_store_alone(world: Path, first: Environment) -> None:
    before = hash_tables(world / "home" / "warehouse" / "defcoop.duckdb")
    stored = list_bytes(world / "store")
    shutil.rmtree(world / "home")
    for path in (world / "store" / "stages" / "mentions").glob("*/mentions.parquet"):
        path.unlink()  # what was found before is found anew, not fetched
    assert "files of snapshots" in run(first, "store", "fetch").stdout
    rebuilt = run(first, "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    after = hash_tables(world / "home" / "warehouse" / "defcoop.duckdb")
    assert {name: after[name] for name in MADE_FROM_TEXTS} == {name: before[name] for name in MADE_FROM_TEXTS}
    assert list_bytes(world / "store").keys() == stored.keys()


def test_a_damaged_object_is_named_and_not_taken(world: Path, settings: Settings) -> None:
    shutil.rmtree(world / "home")
    snapshot = next(path for path in (world / "store" / "snapshots").rglob("*") if path.is_file())
    snapshot.write_bytes(b"something else")
    with pytest.raises(StoreError, match=rf"snapshots/../{snapshot.name} .* does not match its hash — remove it"):
        fetch_snapshots(settings)
    assert not (world / "home" / snapshot.relative_to(world / "store")).exists()


def test_a_batch_is_extracted_in_a_home_that_holds_nothing_and_leaves_nothing_there(
    world: Path, settings: Settings
) -> None:
    mentions = list_bytes(world / "home" / "stages" / "mentions")
    for folder in (world / "home" / "stages", world / "store" / "stages", world / "home" / "stored"):
        shutil.rmtree(folder / "mentions")
    away = settings.model_copy(update={"home": world / "away"})
    names = sorted({name.split("/")[0] for name in mentions})
    counts = [extract_away(away, name) for name in names]
    assert sum(count["documents"] for count in counts) == 4
    assert list_bytes(world / "away") == {}
    assert [extract_away(away, name) for name in names] == [{"documents": 0, "mentions": 0}] * 3
    assert fetch_mentions(settings) == names
    assert list_bytes(world / "home" / "stages" / "mentions") == mentions
    assert (fetch_mentions(settings), put_pending(settings)) == ([], 0)


def test_a_batch_that_is_not_whole_in_the_store_is_not_there(world: Path, settings: Settings) -> None:
    name = next(path.name for path in (world / "home" / "stages" / "mentions").iterdir())
    shutil.rmtree(world / "home" / "stages" / "mentions" / name)
    (world / "store" / "stages" / "mentions" / name / "files.json").unlink()
    assert fetch_mentions(settings) == []
    with pytest.raises(PipelineError, match="holds the batch b-none — set DEFCOOP_STORE"):
        extract_away(settings, "b-none")


def test_what_may_not_be_kept_goes_from_the_store_as_well(new: Environment, tmp_path: Path) -> None:
    write_source(tmp_path, "gazette", retention={"text": "drop", "quote_chars_max": 40})
    home = night(new)
    snapshots = {path.name for path in (tmp_path / "store" / "snapshots").rglob("*") if path.is_file()}
    assert snapshots == {path.name for path in (home / "snapshots").rglob("*") if path.is_file()}
    assert len(snapshots) == 2
    stored, kept = list_bytes(tmp_path / "store" / "stages"), list_bytes(home / "stages")
    assert len(stored) > 20
    assert [name for name in stored if not name.endswith("/files.json") and stored[name] != kept[name]] == []
    texts = query(home / "warehouse" / "defcoop.duckdb", "select text from documents where source_id = 'gazette'").rows
    assert {row[0] for row in texts} == {None}


def test_a_discarded_batch_goes_from_the_store_and_its_snapshots_stay(world: Path, settings: Settings) -> None:
    notes = [json.loads(path.read_text()) for path in (world / "home" / "stages" / "documents").glob("*/batch.json")]
    batch_id = next(note["batch_id"] for note in notes if note["source_id"] == "wire")
    settings.published.unlink()  # only a batch that waits can be discarded
    before = list_bytes(world / "store")
    discard_batch(batch_id, "wrong", settings)
    assert put_pending(settings) == 0
    after = list_bytes(world / "store")
    assert [name for name in after if batch_id in name] == []
    assert after == {name: content for name, content in before.items() if batch_id not in name}


def test_a_store_that_is_away_loses_nothing_and_the_next_night_heals_it(
    new: Environment, tmp_path: Path, world: Path
) -> None:
    (tmp_path / "store").rename(tmp_path / "unplugged")
    home = Path(new["DEFCOOP_HOME"])
    failed = run(new, "nightly", "--direct")
    assert failed.returncode == 1
    assert "mount it" in failed.stderr
    assert not (home / "warehouse" / "defcoop.duckdb").exists()
    assert len(list((home / "stages" / "documents").iterdir())) == 3
    (tmp_path / "unplugged").rename(tmp_path / "store")
    night(new | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"})
    after, wanted = (hash_tables(one / "warehouse" / "defcoop.duckdb") for one in (home, world / "home"))
    assert {name: after[name] for name in MADE_FROM_TEXTS} == {name: wanted[name] for name in MADE_FROM_TEXTS}
    incidents = [json.loads(path.read_text()) for path in (home / "incidents").iterdir()]
    assert [(one["scope"], one["state"]) for one in incidents] == [("list_pending_batches", "healed")]


def test_the_warehouse_is_that_of_a_night_without_a_store(world: Path, tmp_path: Path) -> None:
    home = night(make_world(tmp_path))
    assert not (home / "stored").exists()
    tables = [hash_tables(one / "warehouse" / "defcoop.duckdb") for one in (home, world / "home")]
    assert tables[0] == tables[1]


def test_what_fails_on_a_machine_that_only_extracts_is_told_of_once_by_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"DEFCOOP_STORE": tmp_path.as_uri(), "DEFCOOP_NOW": NOW}
    task = {"ti": SimpleNamespace(task_id="extract_batch", map_index=2), "run_id": "r+1", "params": {}}
    away = settle(monkeypatch, given, DEFCOOP_HOME=str(tmp_path / "away"))
    alert_failed_task(task | {"exception": ValueError("no such thing")})
    assert (list_incidents(away), read_alerts(away)) == ([], [])
    home = settle(monkeypatch, given, DEFCOOP_HOME=str(tmp_path / "home"))
    write(home.home / "trends.json", "{}")
    for _ in range(2):
        alert_failed_task(task | {"reason": "task_failure"})
    (alert,) = read_alerts(home)
    assert "task extract_batch failed" in alert["subject"]
    assert "on a machine that only extracts" in alert["body"]


def test_what_failed_at_home_has_told_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = settle(monkeypatch, {"DEFCOOP_STORE": tmp_path.as_uri(), "DEFCOOP_HOME": str(tmp_path), "DEFCOOP_NOW": NOW})
    write(tmp_path / "trends.json", "{}")
    task = {"ti": SimpleNamespace(task_id="extract_batch", map_index=2), "run_id": "r+1", "params": {}}
    alert_failed_task(task | {"exception": ValueError("no such thing")})
    alert_failed_task(task | {"reason": "task_failure"})
    (alert,) = read_alerts(home)
    assert "no such thing" in alert["body"]
