"""Faults of a night in real processes: full and read-only disks, mail that is down, clocks, overlaps."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.deployment.processes import heed_permissions, wait_until
from tests.deployment.reader import reading, wait_for_look
from tests.listeners import open_mailbox
from tests.small_world import FIGURES, ROOT, make_world, run, start, write
from warehouse.query import hash_tables, query

Environment = dict[str, str]
SWEDEN = "Drill\nPublished: 2025-05-02\n\nSweden and Norway will hold a joint drill in May 2026, the ministry said.\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Environment]:
    """A world after one good night, with something new for the next.

    Somebody reads what is published all the while: every version that they see passes the audit and has what was there.
    """
    environment = make_world(tmp_path)
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    write(tmp_path / "gazette" / "sweden.txt", SWEDEN)
    with reading(published(environment), tmp_path / "reader") as report:
        wait_for_look(report)
        yield environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"}
        assert wait_for_look(report).faults == []


def published(environment: Environment) -> Path:
    return Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"


def run_through(prefix: tuple[str, ...], environment: Environment) -> subprocess.CompletedProcess[str]:
    """A night through another command."""
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("DEFCOOP_", "AIRFLOW_"))}
    command = heed_permissions([*prefix, sys.executable, "-m", "pipeline.cli", "nightly", "--direct"])
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
        done = run_through((), world)
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


def test_a_document_that_kills_its_process_is_refused_alone(world: Environment) -> None:
    endless = "".join(
        f"Norway and Sweden will hold a joint military exercise in {2027 + n % 40}. " for n in range(12_000)
    )
    write(Path(world["DEFCOOP_ROOT"]) / "gazette" / "poison.txt", f"Poison\nPublished: 2025-03-01\n\n{endless}\n")
    with start(world, "nightly", "--direct") as night:
        while (worker := find_busy(night, "pipeline.extraction.worker", 12)) is not None:  # it is tried twice at most
            worker.kill()
        out, err = night.communicate(timeout=300)
    assert night.returncode == 0, out + err
    assert query(published(world), "select count(*) from documents").rows == [(6,)]
    refused = query(published(world), "select source_id, stage from rejections where rule = 'extractor_died'").rows
    assert [tuple(row) for row in refused] == [("gazette", "mentions")]
    drills = "select count(*) > 0 from mentions join documents using (document_id) where text like '%joint drill%'"
    assert query(published(world), drills).rows == [(True,)]


def find_busy(night: subprocess.Popen[str], module: str, seconds: float) -> psutil.Process | None:
    """The process of a module below a night, once it has worked for longer than all but a poisoned document need.

    None where the night ends before.
    """
    found: list[psutil.Process] = []

    def is_busy() -> bool:
        with contextlib.suppress(psutil.Error):  # some end while they are looked at
            below = psutil.Process(night.pid).children(recursive=True)
            found[:] = [one for one in below if module in one.cmdline() and one.cpu_times().user > seconds]
        return bool(found) or night.poll() is not None

    wait_until(f"{module} works", is_busy, 300)
    return found[0] if found else None


def test_a_task_that_hangs_ends_by_its_timeout_and_the_next_night_heals_it(world: Environment) -> None:
    with open_mailbox() as box:
        mail = {"DEFCOOP_ALERT_EMAIL_TO": "duty@example.org", "DEFCOOP_SMTP_HOST": "127.0.0.1"}
        mail["DEFCOOP_SMTP_PORT"] = str(box.port)
        with start(world | mail | {"DEFCOOP_TASK_HOURS": str(40 / 3600)}, "nightly") as night:
            worker = find_busy(night, "pipeline.extraction.worker", 0.1)
            assert worker
            worker.suspend()
            out, err = night.communicate(timeout=300)
        assert (night.returncode, "failed" in out) == (1, True), out + err
        ((subject, body),) = box.mails
        assert (subject, "timeout" in body.lower()) == ("defcoop: task extract_batch failed", True)
        assert not worker.is_running()
        expect_next_night_heals(world | mail)
        assert [subject for subject, _ in box.mails][1:] == ["defcoop: all clear: task extract_batch failed"]


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
    nights = [start(world, "nightly", "--direct") for _ in range(2)]
    said = [night.communicate(timeout=300) for night in nights]
    assert sorted(night.returncode for night in nights) == [0, 1]
    (refused,) = [err for night, (_, err) in zip(nights, said, strict=True) if night.returncode]
    assert refused.startswith("error: another night is running")
    assert query(published(world), "select count(*) from documents").rows == [(5,)]
