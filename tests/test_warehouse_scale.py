"""20,000 generated mentions: killed anywhere and loaded again, loaded twice, by a delta or whole, it is the same."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from bench.generated import Scale
from bench.loading import FULL_AT, NIGHT_AT, load
from bench.warehouse import generate
from schemas.derived import TABLES
from warehouse.audit import audit_candidate
from warehouse.derived import derive_all, derive_of_batches, derive_of_commitments
from warehouse.publish import publish
from warehouse.query import hash_tables, query
from warehouse.touched import Touched

SCALE = Scale(6_000, batches=3, night_mentions=2_000)
STEPS = ("documents", "mentions", "commitments", "commit", "close")
NIGHT = """
import sys, pathlib
from bench.loading import NIGHT_AT, load
home, published, candidate = map(pathlib.Path, sys.argv[1:4])
load(home, published, candidate, sys.argv[4:], "night", NIGHT_AT, lambda step: print(step, flush=True))
"""


@dataclass(frozen=True)
class Made:
    """Generated batches and resolutions, the file of all but the last night, and what the next one must hold."""

    home: Path
    night: list[str]
    published: Path
    whole: dict[str, str]
    after_night: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    home = tmp_path_factory.mktemp("generated")
    generate(home, SCALE)
    *base, night = sorted(path.name for path in (home / "stages" / "documents").iterdir())
    published, candidate = home / "defcoop.duckdb", home / "next.duckdb"
    load(home, published, candidate, base, "full", FULL_AT)
    whole = hash_tables(candidate)
    publish(candidate, published)
    load(home, published, candidate, [night], "night", NIGHT_AT)
    return Made(home, [night], published, whole, hash_tables(candidate))


def start_night(made: Made, candidate: Path, root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", NIGHT, str(made.home), str(made.published), str(candidate), *made.night]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def test_the_generated_world_has_twenty_thousand_mentions_and_passes_the_audit(made: Made) -> None:
    scope = made.home / "stages" / "commitments" / "night" / "scope.parquet"
    for touched in (None, Touched(f"night-{NIGHT_AT:%Y%m%d}", scope)):
        findings = audit_candidate(made.home / "next.duckdb", {}, touched)
        assert [finding for finding in findings if not finding.is_passed] == []
    assert query(made.home / "next.duckdb", "select count(*) from mentions").rows == [(20_000,)]


def test_killed_in_any_step_of_a_build_and_built_again_it_is_the_same(made: Made, tmp_path: Path, root: Path) -> None:
    candidate, before = tmp_path / "next.duckdb", made.published.read_bytes()
    for step in STEPS:
        with start_night(made, candidate, root) as process:
            assert process.stdout is not None
            assert any(line.strip() == step for line in process.stdout)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert made.published.read_bytes() == before
    load(made.home, made.published, candidate, made.night, "night", NIGHT_AT)
    assert hash_tables(candidate) == made.after_night


def test_batches_and_a_resolution_that_are_loaded_again_change_nothing(made: Made, tmp_path: Path) -> None:
    candidate = tmp_path / "next.duckdb"
    base = sorted(path.name for path in (made.home / "stages" / "documents").iterdir())[:-1]
    load(made.home, made.published, candidate, base, "full", FULL_AT)
    assert hash_tables(candidate) == made.whole
    load(made.home, made.published, candidate, base, "full", FULL_AT + timedelta(days=1))
    changed = {name for name, found in hash_tables(candidate).items() if found != made.whole[name]}
    assert changed == {"runs", "loads", "validations"}


def test_what_a_night_makes_of_the_touched_alone_is_what_is_made_of_all(made: Made, tmp_path: Path) -> None:
    candidate = tmp_path / "next.duckdb"
    load(made.home, made.published, candidate, made.night, "night", NIGHT_AT)
    with duckdb.connect(str(candidate)) as con:
        con.execute("set TimeZone = 'UTC'")
        counts = [con.execute(f"select count(*) from {table.name}").fetchall()[0][0] for table in TABLES]
        for table in TABLES:
            con.execute(f"delete from {table.name}")
        derive_of_commitments(con)
        derive_of_batches(con, [])
    assert min(counts) > 0
    assert hash_tables(candidate) == made.after_night


def test_what_was_derived_by_other_rules_is_made_anew_as_a_whole(made: Made, tmp_path: Path) -> None:
    candidate = tmp_path / "next.duckdb"
    load(made.home, made.published, candidate, made.night, "night", NIGHT_AT)
    with duckdb.connect(str(candidate)) as con:
        con.execute("set TimeZone = 'UTC'")
        for table in TABLES:
            con.execute(f"delete from {table.name} where rowid % 2 = 0")
        derive_all(con)
    assert hash_tables(candidate) == made.after_night
