"""Faults around a night: a full disk, a home that is read-only, clocks, mail that is down, another night.

Each strikes a night of the scheduler, and the next one heals it. A reader looks throughout.
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from tests.deployment.processes import find_ports, list_family, wait_until
from tests.deployment.reader import reading, wait_for_look
from tests.deployment.relay import Relay
from tests.deployment.small_nights import (
    SECONDS,
    SOUND,
    follow_night,
    hash_night_by_hand,
    make_root,
    spend_night,
    tell_of_alerts,
)
from tests.deployment.world import NIGHT, Deployment, deploy
from tests.listeners import Hook, Mailbox, open_hook, open_mailbox
from tests.small_world import write
from warehouse.query import query

BRUSSELS = ("Europe/Brussels", "2025-03-30T01:30:00Z", "2025-10-26T01:30:00Z")
NEW_YORK = ("America/New_York", "2025-03-09T07:30:00Z", "2025-11-02T07:30:00Z")
ZONE, SPRING, AUTUMN = BRUSSELS if 5 <= datetime.now(UTC).hour < 22 else NEW_YORK
"""Where it will not be half past two, when nights are due, as long as these tests run: with the moments of the nights
whose half past two is missing, or comes twice."""


@dataclass(frozen=True)
class World:
    """A deployment after a good night, who is told of what, and the wire to the mail server; its fallback is a hook."""

    deployment: Deployment
    root: Path
    box: Mailbox
    hook: Hook
    wire: Relay
    report: Path

    def spend(self, name: str) -> dict[str, str]:
        """How a night of this name ends."""
        return spend_night(self.deployment.client, f"night-{name}")

    def count_documents(self) -> int:
        """Documents of the published warehouse."""
        return int(query(self.deployment.published, "select count(*) from documents").rows[0][0])

    def list_subjects(self) -> list[str]:
        """What was said by mail until now."""
        return [subject.removeprefix("defcoop: ") for subject, _ in self.box.mails]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    root = make_root(folder / "root")
    (port,) = find_ports(1)
    with open_mailbox() as box, open_hook() as hook:
        wire = Relay(port, box.port)
        given = tell_of_alerts(folder, port, hook.url, channels=["duty"], duty={"fallback": "hook"})
        given |= {"DEFCOOP_NOW": "", "DEFCOOP_RETRIES": "1", "DEFCOOP_SCHEDULE": "30 2 * * *"}
        given |= {"TZ": ZONE, "AIRFLOW__CORE__DEFAULT_TIMEZONE": ZONE}
        with deploy("LocalExecutor", root, **given) as deployment:
            deployment.set_clock("2026-11-01T02:00:00+00:00")
            with reading(deployment.published, folder / "reader") as report:
                assert spend_night(deployment.client, NIGHT) == SOUND
                wait_for_look(report)
                yield World(deployment, root, box, hook, wire, report)
        wire.cut()


def add_article(world: World, number: int) -> None:
    """An article that pledges something new."""
    pledge = f"Latvia will raise its defence spending to {number + 2} percent of GDP by 203{number}, ministers said."
    write(world.root / "gazette" / f"latvia-{number}.txt", f"Plan {number}\nPublished: 2025-04-0{number}\n\n{pledge}\n")


@contextmanager
def filled_disk(deployment: Deployment, free: int) -> Iterator[None]:
    """No task writes a file that is larger than this: what it would write beyond is refused, as on a full disk."""
    limit_files(deployment, free)
    try:
        yield
    finally:
        limit_files(deployment, psutil.RLIM_INFINITY)


def limit_files(deployment: Deployment, size: int) -> None:
    """Bound the files that the scheduler writes, and the tasks that it starts from now on."""
    for process in list_family(deployment.running["scheduler"].popen.pid):
        with contextlib.suppress(psutil.NoSuchProcess):  # tasks come and go
            hard = process.rlimit(psutil.RLIMIT_FSIZE)[1]
            process.rlimit(psutil.RLIMIT_FSIZE, (hard if size == psutil.RLIM_INFINITY else size, hard))


@contextmanager
def read_only(home: Path) -> Iterator[None]:
    """Nobody writes to the home, as on a disk that went bad."""
    found = {path: path.stat().st_mode & 0o777 for path in [home, *home.rglob("*")] if not path.is_symlink()}
    for path, mode in found.items():
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in found.items():
            path.chmod(mode)


def test_a_disk_that_is_full_at_the_publication_leaves_what_is_published_and_the_night_without_an_hour_heals_it(
    world: World,
) -> None:
    deployment = world.deployment
    before, count = deployment.published.read_bytes(), world.count_documents()
    add_article(world, 1)
    deployment.set_clock("2026-11-02T02:00:00+00:00")
    with filled_disk(deployment, len(before) - 200_000):
        assert world.spend("full") == SOUND | {"publish_warehouse": "failed"}
    assert deployment.published.read_bytes() == before
    (subject,) = world.list_subjects()
    assert (subject, "free space" in world.box.mails[-1][1]) == ("task build_candidate failed", True)
    deployment.set_clock("2027-03-28T03:30:00+02:00")
    assert spend_due_night(deployment, SPRING) == SOUND
    assert world.list_subjects()[1:] == [f"all clear: {subject}"]
    assert world.count_documents() == count + 1


def spend_due_night(deployment: Deployment, moment: str) -> dict[str, str]:
    """How the one night ends that is due on the day of this moment."""
    client, at = deployment.client, datetime.fromisoformat(moment)
    around = [(at + timedelta(hours=hours)).isoformat() for hours in (-12, 12)]
    assert client.list_due("ingest_documents", *around) == [moment]
    return follow_night(client, lambda: client.start_dated("ingest_documents", moment), deployment.keep_up)


def test_a_home_that_is_read_only_is_told_of_and_the_night_whose_hour_comes_twice_heals_it(world: World) -> None:
    deployment = world.deployment
    before, count, told = deployment.published.read_bytes(), world.count_documents(), len(world.box.mails)
    add_article(world, 2)
    deployment.set_clock("2027-03-29T02:00:00+00:00")
    with read_only(deployment.home):
        spent = follow_night(
            deployment.client, lambda: deployment.client.start_night("night-read-only"), deployment.keep_up
        )
        wait_until("somebody is told", lambda: len(world.box.mails) > told, SECONDS)
    assert spent == {"ingest_documents": "failed"}
    assert deployment.published.read_bytes() == before
    ((subject, body),) = world.box.mails[told:]
    assert (subject, "cannot write to the home folder" in body) == ("defcoop: task list_sources failed", True)
    deployment.set_clock("2027-10-31T02:30:00+01:00")
    assert spend_due_night(deployment, AUTUMN) == SOUND
    assert world.count_documents() == count + 1
    assert len(world.box.mails) == told + 1


def test_a_clock_that_is_set_back_is_told_of_by_the_fallback_where_mail_is_down(world: World) -> None:
    deployment = world.deployment
    before, count, told = deployment.published.read_bytes(), world.count_documents(), len(world.box.mails)
    add_article(world, 3)
    deployment.set_clock("2027-01-01T02:00:00+00:00")
    world.wire.cut()
    assert world.spend("set-back") == SOUND | {"publish_warehouse": "failed"}
    assert deployment.published.read_bytes() == before
    subjects = [call.content["subject"].removeprefix("defcoop: ") for call in world.hook.calls]
    assert subjects == ["task build_candidate failed", "channel duty did not take a message"]
    assert "set the clock right" in world.hook.calls[0].content["body"]
    world.wire.mend()
    deployment.set_clock("2027-11-01T02:00:00+00:00")
    assert world.spend("set-right") == SOUND
    assert sorted(world.list_subjects()[told:]) == sorted(f"all clear: {subject}" for subject in subjects)
    assert (len(world.hook.calls), world.count_documents()) == (2, count + 1)


def test_a_night_by_hand_that_comes_between_two_tasks_publishes_and_the_schedulers_night_says_why_it_does_not(
    world: World,
) -> None:
    deployment, client = world.deployment, world.deployment.client
    count, told = world.count_documents(), len(world.box.mails)
    add_article(world, 4)
    deployment.set_clock("2027-11-02T02:00:00+00:00")

    def come_between() -> None:
        client.start_night("night-between")
        client.wait_for_task("publish_warehouse", "build_candidate", "running", SECONDS)
        client.resize_pool("writer", 0)
        client.wait_for_task("publish_warehouse", "build_candidate", "success", SECONDS)
        deployment.set_clock("2027-11-02T03:00:00+00:00")
        try:
            deployment.run("defcoop", "nightly", "--direct")
        finally:
            client.resize_pool("writer", 1)

    assert follow_night(client, come_between) == SOUND | {"publish_warehouse": "failed"}
    assert world.count_documents() == count + 1
    (subject,) = world.list_subjects()[told:]
    assert subject == "task audit_candidate failed"
    assert "is not what run night-between has built" in world.box.mails[-1][1]
    deployment.set_clock("2027-11-03T02:00:00+00:00")
    assert world.spend("after") == SOUND
    assert world.list_subjects()[told + 1 :] == [f"all clear: {subject}"]
    assert world.count_documents() == count + 1


def test_all_that_was_struck_ends_with_what_one_night_by_hand_finds(world: World, tmp_path: Path) -> None:
    hash_night_by_hand(world.root, tmp_path / "home", "--direct")
    by_hand = tmp_path / "home" / "warehouse" / "defcoop.duckdb"
    for name in ("document", "mention", "commitment"):
        ids = f"select distinct {name}_id from {name}s order by 1"
        assert query(world.deployment.published, ids).rows == query(by_hand, ids).rows, name


def test_a_reader_saw_nothing_but_sound_versions(world: World) -> None:
    seen = wait_for_look(world.report)
    assert seen.faults == []
    assert 2 <= seen.versions <= 6
