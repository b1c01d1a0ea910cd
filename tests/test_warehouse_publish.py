"""Publishing: one rename, no log left, readers never see half a file; a refused candidate is kept."""

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.operations import RUNS, VALIDATIONS
from tests.warehouse_world import AT, make_run, make_validation, make_world
from warehouse.build import load_rows, open_candidate
from warehouse.errors import QueryError, WarehouseError
from warehouse.publish import close_file, keep_failed, publish
from warehouse.query import hash_tables, query

READER = """
import sys, pathlib, time
from warehouse.query import query
path, stop = map(pathlib.Path, sys.argv[1:])
reads, seen = 0, set()
while not stop.exists() or not reads:
    ((runs, validations),) = query(path, "select (select count(*) from runs), (select count(*) from validations)").rows
    assert runs == validations, (runs, validations)
    reads += 1
    seen.add(runs)
    time.sleep(0.1)
print(reads, len(seen))
"""


def build_night(published: Path, candidate: Path, number: int) -> None:
    with open_candidate(published, candidate) as con:
        load_rows(con, RUNS, [make_run(f"night-{number}", AT + timedelta(days=number))])
        load_rows(con, VALIDATIONS, [make_validation(f"night-{number}")])
        con.commit()


def test_a_published_file_is_the_candidate_without_a_log(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    expected = hash_tables(world.build(resolution))
    published = world.publish()
    assert hash_tables(published) == expected
    assert sorted(path.name for path in published.parent.iterdir()) == ["defcoop.duckdb"]


def add_night(published: Path, candidate: Path, number: int) -> None:
    """A night that only says that it was there."""
    shutil.copyfile(published, candidate)
    with duckdb.connect(str(candidate)) as con:
        con.begin()
        load_rows(con, RUNS, [make_run(f"night-{number}", AT + timedelta(days=number))])
        load_rows(con, VALIDATIONS, [make_validation(f"night-{number}")])
        con.commit()


def test_four_reader_processes_see_whole_nights_while_fifty_are_published(tmp_path: Path, root: Path) -> None:
    published, candidate, stop = tmp_path / "defcoop.duckdb", tmp_path / "next.duckdb", tmp_path / "stop"
    build_night(published, candidate, 0)
    publish(candidate, published)
    command = [sys.executable, "-W", "error", "-c", READER, str(published), str(stop)]
    readers = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for number in range(1, 51):
        add_night(published, candidate, number)
        publish(candidate, published)
    stop.touch()
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert reader.returncode == 0, err
        assert int(out.split()[0]) > 0
    assert query(published, "select count(*) from runs").rows == [(51,)]


def test_a_swap_in_the_middle_of_opening_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published, candidate = tmp_path / "defcoop.duckdb", tmp_path / "next.duckdb"
    build_night(published, candidate, 0)
    publish(candidate, published)
    build_night(published, candidate, 1)
    connect, calls = duckdb.connect, []

    def swap_meanwhile(*arguments: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        calls.append(arguments)
        if len(calls) == 1:  # the header is read, and the rows are another file's
            candidate.replace(published)
            raise duckdb.IOException("could not read enough bytes")
        return connect(*arguments, **options)

    monkeypatch.setattr(duckdb, "connect", swap_meanwhile)
    assert query(published, "select count(*) from runs").rows == [(2,)]
    assert len(calls) == 2


def test_a_broken_file_is_opened_once_and_said(tmp_path: Path) -> None:
    path = tmp_path / "defcoop.duckdb"
    path.write_bytes(b"no database" * 2_000)
    with pytest.raises(QueryError, match="cannot be opened"):
        query(path, "select 1")


def test_a_reader_that_holds_the_old_file_keeps_it_and_stops_nobody(tmp_path: Path) -> None:
    published, candidate = tmp_path / "defcoop.duckdb", tmp_path / "next.duckdb"
    build_night(published, candidate, 0)
    publish(candidate, published)
    build_night(published, candidate, 1)
    with published.open("rb") as old:
        before = old.read(4096)
        publish(candidate, published)
        old.seek(0)
        assert old.read(4096) == before
    assert query(published, "select count(*) from runs").rows == [(2,)]


def test_a_log_of_somebody_who_wrote_by_hand_does_not_get_into_the_new_file(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    expected = hash_tables(world.build(resolution))
    stray = world.published.with_name("defcoop.duckdb.wal")
    stray.write_bytes(b"not ours")
    assert hash_tables(world.publish()) == expected
    assert stray.with_suffix(".stray").read_bytes() == b"not ours"


def test_a_file_that_another_process_holds_is_not_published(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "next.duckdb"
    duckdb.connect(str(path)).close()
    code = "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); input()"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(WarehouseError, match=r"next\.duckdb cannot be closed: .*lock"):
            close_file(path)
        holder.communicate("done\n")


def test_a_refused_candidate_is_kept_under_the_name_of_its_run(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    expected = hash_tables(world.build(resolution))
    kept = keep_failed(world.candidate, tmp_path / "failed", "night-1")
    assert kept == tmp_path / "failed" / "night-1.duckdb"
    assert hash_tables(kept) == expected
    assert not world.candidate.exists()
