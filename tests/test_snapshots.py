"""Snapshots: bytes under their hash, written once, verified whenever they are read."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.documents import FETCHES
from schemas.frames import to_arrow
from sources.catalogue import load_source
from sources.snapshots import (
    Fetch,
    SnapshotError,
    fetch_row,
    list_fetches,
    load_snapshot,
    store_fetch,
    write_atomically,
)
from tests.samples_world import CATALOGUE

AT = datetime(2026, 1, 1, 2, tzinfo=UTC)
CONTENT = b"<p>Estonia and Latvia agreed.</p>"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
WIRE, OPINION = (load_source(CATALOGUE, name) for name in ("wire", "opinion"))


def store(home: Path, content: bytes = CONTENT, url: str = "a.html", at: datetime = AT) -> Fetch:
    return store_fetch(home, WIRE, url, content, "text/html", at)


def list_files(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_the_bytes_lie_under_their_hash(tmp_path: Path) -> None:
    fetch = store(tmp_path)
    assert fetch.sha256 == SHA256
    assert (tmp_path / "snapshots" / SHA256[:2] / SHA256).read_bytes() == CONTENT
    assert load_snapshot(tmp_path, SHA256) == CONTENT


def test_the_sidecar_keeps_address_time_size_and_licence(tmp_path: Path) -> None:
    store(tmp_path)
    (fetch,) = list_fetches(tmp_path, "wire")
    assert (fetch.url, fetch.media_type, fetch.bytes_count) == ("a.html", "text/html", len(CONTENT))
    assert (fetch.retrieved_at, fetch.licence) == (AT.isoformat(), WIRE.licence)


def test_the_same_again_writes_nothing_and_keeps_the_first_time(tmp_path: Path) -> None:
    first, before = store(tmp_path), list_files(tmp_path)
    assert store(tmp_path, at=AT + timedelta(days=1)) == first
    assert list_files(tmp_path) == before


def test_bytes_that_come_back_are_another_fetch_of_the_old_snapshot(tmp_path: Path) -> None:
    days = [AT + timedelta(days=number) for number in range(5)]
    contents = [b"a", b"b", b"a", b"a", b"b"]
    fetches = [store(tmp_path, content, at=day) for content, day in zip(contents, days, strict=True)]
    assert [fetch.retrieved_at for fetch in fetches] == [days[n].isoformat() for n in (0, 1, 2, 2, 4)]
    assert len({fetch.fetch_id for fetch in fetches}) == 4
    assert len(list((tmp_path / "snapshots").rglob("*"))) == 4, "two folders, two files"


@pytest.mark.parametrize("lost", ["latest", "sidecar"])
def test_a_night_that_is_killed_while_it_stores_makes_no_second_fetch(tmp_path: Path, lost: str) -> None:
    store(tmp_path, b"a")
    (latest,) = (tmp_path / "fetches" / "wire" / "latest").iterdir()
    store(tmp_path, b"b")
    before = latest.read_bytes()
    first = store(tmp_path, b"a", at=AT + timedelta(days=2))
    latest.write_bytes(before)
    if lost == "sidecar":
        (tmp_path / "fetches" / "wire" / f"{first.fetch_id}.json").unlink()
    assert store(tmp_path, b"a", at=AT + timedelta(days=2)) == first


def test_what_was_fetched_before_the_latest_was_noted_is_no_new_fetch(tmp_path: Path) -> None:
    first = store(tmp_path)
    (latest,) = (tmp_path / "fetches" / "wire" / "latest").iterdir()
    latest.unlink()
    assert store(tmp_path, at=AT + timedelta(days=1)) == first


def test_the_same_bytes_from_elsewhere_are_another_fetch_of_one_snapshot(tmp_path: Path) -> None:
    fetches = {store(tmp_path), store(tmp_path, url="b.html")}
    fetches.add(store_fetch(tmp_path, OPINION, "a.html", CONTENT, "text/html", AT))
    assert len({fetch.fetch_id for fetch in fetches}) == 3
    assert len(list((tmp_path / "snapshots").rglob("?" * 64))) == 1
    assert len(list_fetches(tmp_path, "wire")) == 2


def test_changed_bytes_at_one_address_are_another_fetch_and_the_old_ones_stay(tmp_path: Path) -> None:
    old, new = store(tmp_path), store(tmp_path, b"corrected")
    assert old.fetch_id != new.fetch_id
    assert load_snapshot(tmp_path, old.sha256) == CONTENT


def test_ids_do_not_depend_on_the_home_or_the_time(tmp_path: Path) -> None:
    first, second = store(tmp_path / "a"), store(tmp_path / "b", at=AT + timedelta(days=9))
    assert first.fetch_id == second.fetch_id


@pytest.mark.parametrize("damage", [b"", CONTENT[:-1], CONTENT + b" "])
def test_a_snapshot_that_does_not_match_its_hash_is_never_handed_out(tmp_path: Path, damage: bytes) -> None:
    store(tmp_path)
    (tmp_path / "snapshots" / SHA256[:2] / SHA256).write_bytes(damage)
    with pytest.raises(SnapshotError, match=f"{SHA256} does not match its hash: restore .* from a backup"):
        load_snapshot(tmp_path, SHA256)


def test_a_missing_snapshot_says_what_to_restore(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"cannot be read: .*: restore .* from a backup"):
        load_snapshot(tmp_path, SHA256)


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"unknown": 1}'])
def test_a_sidecar_that_cannot_be_read_says_what_to_restore(tmp_path: Path, damage: str) -> None:
    fetch = store(tmp_path)
    (tmp_path / "fetches" / "wire" / f"{fetch.fetch_id}.json").write_text(damage)
    for work in (lambda: store(tmp_path), lambda: list_fetches(tmp_path, "wire")):
        with pytest.raises(SnapshotError, match=f"{fetch.fetch_id}.json cannot be read: .*: restore it from a backup"):
            work()


def test_a_row_of_fetches_fits_its_table(tmp_path: Path) -> None:
    row = fetch_row(store(tmp_path), "b-1")
    assert to_arrow(FETCHES, [row]).num_rows == 1
    assert row["retrieved_at"] == AT


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "x.json"
    for number in (1, 2):
        write_atomically(path, json.dumps({"n": number}).encode())
    assert list_files(tmp_path) == {"deep/x.json": b'{"n": 2}'}


def test_a_write_that_was_killed_leaves_no_snapshot(tmp_path: Path) -> None:
    half = tmp_path / "snapshots" / SHA256[:2] / f"{SHA256}.99.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(CONTENT[:5])
    store(tmp_path)
    assert load_snapshot(tmp_path, SHA256) == CONTENT
