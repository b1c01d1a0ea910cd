"""The published file is a door for tools that know nothing of us: plain clients, older clients, no extension."""

import errno
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.stages import ALL_TABLES
from tests.samples_world import SamplesNight
from tests.warehouse_world import make_world
from warehouse.disk import BLOCK, CHUNK, copy_file
from warehouse.query import hash_tables, query
from warehouse.scripts import load_scripts
from warehouse.storage import FEW, LITTLE_MEMORY, STORAGE_VERSION, read_storage_version, spare_memory

STRANGER = """
import sys, duckdb
closed = {"enable_external_access": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
con = duckdb.connect(sys.argv[1], read_only=True, config=closed)
rows = {}
for (name,) in con.execute("select table_name from duckdb_tables() union select view_name from duckdb_views() "
                           "where not internal").fetchall():
    rows[name] = len(con.execute(f'select * from "{name}"').fetchall())
macros = con.execute("select function_name, parameters from duckdb_functions() "
                     "where function_type = 'table_macro' and not internal").fetchall()
for name, parameters in macros:
    values = ", ".join("'2027-01-01'" for _ in parameters)
    rows[name] = len(con.execute(f'select * from "{name}"({values})').fetchall())
print(rows)
"""


def test_every_table_view_and_macro_runs_in_a_plain_client_without_our_code(
    samples_night: SamplesNight, tmp_path: Path
) -> None:
    command = [sys.executable, "-I", "-W", "error", "-c", STRANGER, str(samples_night.warehouse)]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout.replace("'", '"'))
    assert {table.name for table in ALL_TABLES} | {script.name for script in load_scripts("views")} == set(rows)
    assert rows["current_commitments"] == rows["commitments_as_of"] > 100
    assert list(tmp_path.iterdir()) == []


def test_the_published_file_is_written_for_older_clients_too(samples_night: SamplesNight) -> None:
    assert read_storage_version(samples_night.warehouse) == STORAGE_VERSION == "v1.4.0"


def test_a_file_that_was_published_in_another_format_is_written_anew_with_all_its_rows(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    expected = hash_tables(world.publish())
    turn_into_the_latest_format(world.published)
    world.build(resolution)
    assert hash_tables(world.publish()) == expected
    assert read_storage_version(world.published) == STORAGE_VERSION
    assert query(world.published, "select count(*) from duckdb_tables() where comment is null").rows == [(0,)]


def turn_into_the_latest_format(path: Path) -> None:
    old = path.with_name("old.duckdb")
    path.rename(old)
    with duckdb.connect(str(path)) as con:
        con.execute(f"attach '{old}' as old (read_only)")
        con.execute("copy from database old to defcoop")
    old.unlink()
    assert read_storage_version(path) != STORAGE_VERSION


def read_memory(con: duckdb.DuckDBPyConnection) -> int:
    ((found,),) = con.execute("select parse_formatted_bytes(current_setting('memory_limit'))").fetchall()
    return int(found)


@pytest.mark.parametrize(
    ("given", "commitments", "within"),
    [("4GiB", FEW, 2 * LITTLE_MEMORY), ("4GiB", FEW + 1, 4 << 30), ("512MiB", 1, 512 << 20)],
    ids=["few", "many", "no more to give"],
)
def test_few_commitments_are_looked_for_in_little_memory(given: str, commitments: int, within: int) -> None:
    with duckdb.connect(config={"memory_limit": given, "threads": 2}) as con:
        before = read_memory(con)
        with spare_memory(con, commitments):
            assert abs(read_memory(con) - within) < 100_000  # it is told in tenths of a mebibyte
        assert read_memory(con) == before


OF_CORE = {"max", "min", "greatest", "least", "coalesce", "epoch_us", "lag", "lead", "first", "any_value", "arg_max",
           "arg_min", "count", "list", "=", "<>", "!=", "<", ">", "<=", ">=", "IS DISTINCT FROM",
           "IS NOT DISTINCT FROM"}  # fmt: skip
"""Functions on moments that DuckDB has without its extension `icu`, which the driver of R comes without."""


@pytest.mark.parametrize("name", [script.name for script in load_scripts("views")])
def test_a_view_needs_no_extension(samples_night: SamplesNight, name: str) -> None:
    (script,) = [script for script in load_scripts("views") if script.name == name]
    values = ["'2027-01-01'" for _ in script.list_values("Parameter")]
    called = f"{name}({', '.join(values)})" if values else name
    assert list(list_needs(samples_night.warehouse, f"select * from {called}")) == []


def test_no_view_or_macro_is_stored_in_words_that_an_older_client_cannot_bind(samples_night: SamplesNight) -> None:
    """`if(…)` is kept as a function, which DuckDB has from 2.0 on; `case` is known to all."""
    stored = "select sql from duckdb_views() where not internal union all "
    stored += "select macro_definition from duckdb_functions() "
    stored += "where not internal and function_type = 'table_macro'"
    found = query(samples_night.warehouse, stored).rows
    assert len(found) == len(load_scripts("views"))
    assert [text for (text,) in found if re.search(r'\b"?if"?\(', text)] == []


def list_needs(warehouse: Path, statement: str) -> Iterator[str]:
    """What a statement calls that another client may not have: functions and casts of moments, and those of JSON."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        plan = con.execute("select json_serialize_plan(cast(? as varchar), optimize := false)", [statement])
        found = json.loads(plan.fetchall()[0][0])
    assert not found["error"], found
    for node in walk(found):
        if not str(node.get("expression_class")).startswith("BOUND_") or "qname" not in node:
            continue
        function = node["qname"]["path"][-1]
        types = [kind["id"] for kind in (*node.get("arguments", ()), node["return_type"])]
        is_cast_of_text = function == "__cast" and "VARCHAR" in types
        if "TIMESTAMP WITH TIME ZONE" in types and function not in OF_CORE and not is_cast_of_text:
            yield f"{function} of {', '.join(types)}"
        if "json" in function or "JSON" in types:
            yield function


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


@pytest.mark.parametrize(
    "statement",
    [
        "select recorded_from - interval 7 day from commitments",
        "select cast(recorded_from as date) from commitments",
        "select recorded_from at time zone 'UTC' from commitments",
        "select to_json(parties) from commitments",
    ],
)
def test_what_needs_an_extension_is_told(samples_night: SamplesNight, statement: str) -> None:
    assert list(list_needs(samples_night.warehouse, statement))


@pytest.mark.parametrize("folder", [None, *(path for path in (Path("/dev/shm"),) if path.is_dir())])
@pytest.mark.parametrize("size", [0, 1, BLOCK, BLOCK + 1, CHUNK, 2 * CHUNK + 5])
def test_a_copy_is_the_same_to_the_byte_on_a_disk_and_in_memory(tmp_path: Path, size: int, folder: Path | None) -> None:
    source = tmp_path / "source"
    source.write_bytes(random.Random(size).randbytes(size))
    with tempfile.TemporaryDirectory(dir=folder or tmp_path) as place:
        target = Path(place) / "target"
        target.write_bytes(b"what was there before, and is longer than some")
        copy_file(source, target)
        assert target.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("size", [0, BLOCK + 1, 2 * CHUNK + 5])
def test_a_copy_is_the_same_where_a_file_system_lets_only_plain_writes(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target, opened = tmp_path / "source", tmp_path / "target", os.open
    source.write_bytes(random.Random(size).randbytes(size))

    def refuse(path: Path, flags: int, *more: Any) -> int:
        if flags & os.O_DIRECT:
            raise OSError(errno.EINVAL, "no direct writes here")
        return opened(path, flags, *more)

    monkeypatch.setattr("warehouse.disk.os.open", refuse)
    copy_file(source, target)
    assert target.read_bytes() == source.read_bytes()


def test_a_disk_that_is_full_ends_a_copy(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"a" * BLOCK * 4)
    code = (
        "import pathlib, resource, signal, sys; from warehouse.disk import copy_file;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "copy_file(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", code, source, target], capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
