"""Faults of a night in real processes: full and read-only disks, mail that is down, clocks, overlaps."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.listeners import open_mailbox
from tests.small_world import FIGURES, ROOT, make_world, run, start, write
from warehouse.query import hash_tables, query

Environment = dict[str, str]
SWEDEN = "Drill\nPublished: 2025-05-02\n\nSweden and Norway will hold a joint drill in May 2026, the ministry said.\n"
WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Makes root heed permissions, as every other user does."""


@pytest.fixture
def world(tmp_path: Path) -> Environment:
    """A world after one good night, with something new for the next."""
    environment = make_world(tmp_path)
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    write(tmp_path / "gazette" / "sweden.txt", SWEDEN)
    return environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"}


def published(environment: Environment) -> Path:
    return Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"


@contextmanager
def reader(environment: Environment) -> Iterator[None]:
    """Somebody who asks all the while: every answer is of a whole file, with all documents that were there."""
    stop, seen = threading.Event(), list[tuple[int, int]]()

    def poll() -> None:
        statement = "select (select count(*) from documents), (select count(*) from mentions where document_id not in "
        while not stop.wait(0.05):
            seen.append(
                tuple(query(published(environment), statement + "(select document_id from documents))").rows[0])
            )

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert seen
    assert {orphans for _, orphans in seen} == {0}
    assert min(documents for documents, _ in seen) >= 4


def run_through(prefix: tuple[str, ...], environment: Environment) -> subprocess.CompletedProcess[str]:
    """A night through another command."""
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("DEFCOOP_", "AIRFLOW_"))}
    command = [*prefix, sys.executable, "-m", "pipeline.cli", "nightly", "--direct"]
    return subprocess.run(command, cwd=ROOT, env=machine | environment, capture_output=True, text=True, check=False)


def expect_clear_failure(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def expect_next_night_heals(environment: Environment) -> None:
    done = run(environment | {"DEFCOOP_NOW": "2026-03-06T02:00:00Z"}, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    assert query(published(environment), "select count(*) from documents").rows == [(5,)]


def test_a_disk_that_is_full_when_the_next_file_is_built_leaves_the_published_one(world: Environment) -> None:
    before = published(world).read_bytes()
    limit = len(before) // 1024 - 200
    with reader(world):
        done = run_through(("bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash"), world)
    expect_clear_failure(done, "build_candidate", "free space")
    assert published(world).read_bytes() == before
    expect_next_night_heals(world)


def test_a_home_that_became_read_only_is_one_clear_error(world: Environment) -> None:
    before = published(world).read_bytes()
    home = Path(world["DEFCOOP_HOME"])
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        with reader(world):
            done = run_through(WITHOUT_PRIVILEGE if os.geteuid() == 0 else (), world)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    expect_clear_failure(done, "cannot write to the home folder", "give permission")
    assert published(world).read_bytes() == before
    expect_next_night_heals(world)


def test_mail_that_is_down_changes_no_night_and_is_made_good_within_the_hour(world: Environment) -> None:
    write(Path(world["DEFCOOP_ROOT"]) / "yearbook" / "shares.csv", FIGURES + "LVA,2024,200,Small Yearbook,2025\n")
    before = published(world).read_bytes()
    mail = {"DEFCOOP_ALERT_EMAIL_TO": "duty@example.org", "DEFCOOP_SMTP_HOST": "127.0.0.1", "DEFCOOP_SMTP_PORT": "9"}
    done = run(world | mail, "nightly", "--direct")
    assert (done.returncode, "refused" in done.stdout, "Traceback" in done.stderr) == (1, True, False)
    assert published(world).read_bytes() == before
    with open_mailbox() as box:
        hour = mail | {"DEFCOOP_SMTP_PORT": str(box.port), "DEFCOOP_NOW": "2026-03-02T03:00:00Z"}
        for _ in range(2):
            assert run(world | hour, "alerts", "watch").returncode == 0
    assert sum("audit failed" in subject for subject, _ in box.mails) == 1


def test_a_clock_that_jumps_back_stops_the_night_with_its_reason_and_the_right_time_heals_it(
    world: Environment,
) -> None:
    before = published(world).read_bytes()
    with reader(world):
        done = run(world | {"DEFCOOP_NOW": "2026-02-01T02:00:00Z"}, "nightly", "--direct")
    expect_clear_failure(done, "clock")
    assert published(world).read_bytes() == before
    expect_next_night_heals(world)


def test_the_hour_that_comes_twice_is_two_nights_and_the_one_that_is_missing_is_one(world: Environment) -> None:
    hashes = []
    for moment in ("2026-03-29T03:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"):
        done = run(world | {"DEFCOOP_NOW": moment, "TZ": "Europe/Brussels"}, "nightly", "--direct")
        assert done.returncode == 0, done.stdout + done.stderr
        hashes.append(hash_tables(published(world)))
    assert hashes[0] == hashes[1] == hashes[2]
    names = sorted(path.name for path in (Path(world["DEFCOOP_HOME"]) / "runs").iterdir())
    assert names[1:] == ["night-20260329T013000Z", "night-20261025T003000Z", "night-20261025T013000Z"]


def test_of_two_nights_that_start_together_one_runs_and_the_other_says_so(world: Environment) -> None:
    with reader(world):
        nights = [start(world, "nightly", "--direct") for _ in range(2)]
        said = [night.communicate(timeout=300) for night in nights]
    assert sorted(night.returncode for night in nights) == [0, 1]
    (refused,) = [err for night, (_, err) in zip(nights, said, strict=True) if night.returncode]
    assert refused.startswith("error: another night is running")
    assert query(published(world), "select count(*) from documents").rows == [(5,)]
