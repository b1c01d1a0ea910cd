"""Nights over two Celery workers: that of the samples, then such on which a part of the deployment dies.

Each ends like an undisturbed one by hand, and a reader never sees less.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deployment.compose import ROOT
from tests.deployment.processes import list_family
from tests.deployment.reader import read_report, reading, wait_for_look
from tests.deployment.servers import ask_redis
from tests.deployment.small_nights import hash_night_by_hand, make_root
from tests.deployment.world import NIGHT, Deployment, deploy
from warehouse.query import hash_tables

SECONDS = 420
WORKERS = ("worker-1", "worker-2")


@dataclass(frozen=True)
class World:
    """A deployment after a night over the samples, what a reader saw of it, and the nights that it has had since.

    `expected` are the tables of a night over the small world by hand.
    """

    deployment: Deployment
    samples: Path
    report: Path
    expected: dict[str, str]
    nights: list[str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    small = make_root(folder / "small")
    expected = hash_night_by_hand(small, folder / "by-hand", "--direct")
    root = folder / "root"
    root.symlink_to(ROOT)
    with deploy("CeleryExecutor", root, DEFCOOP_QUEUED_SECONDS="20") as deployment:
        with reading(deployment.published, folder / "reader") as report:
            deployment.client.start_night(NIGHT)
            deployment.client.wait_for_end("publish_warehouse", 1, seconds=900)
            wait_for_look(report)
        samples = Path(shutil.copy(deployment.published, folder / "samples.duckdb"))
        root.unlink()
        root.symlink_to(small)
        yield World(deployment, samples, report, expected, ["samples"])


def test_the_warehouse_of_the_samples_is_that_of_a_night_by_hand(world: World, tmp_path: Path) -> None:
    assert hash_tables(world.samples) == hash_night_by_hand(ROOT, tmp_path / "home")


def test_a_reader_saw_one_sound_version_of_it(world: World) -> None:
    seen = read_report(world.report)
    assert (seen.faults, seen.versions) == ([], 1)


def survive(world: World, name: str, strike: Callable[[Deployment], None]) -> None:
    """A night in an empty home, struck while it runs; what is ended is started again, as the restart policy says."""
    deployment = world.deployment
    deployment.put_aside(name)
    world.nights.append(name)
    with reading(deployment.published, deployment.folder / f"reader-{name}") as report:
        deployment.client.start_night(NIGHT)
        strike(deployment)
        count = len(world.nights)
        states = deployment.client.wait_for_end("publish_warehouse", count, SECONDS, deployment.keep_up)
        seen = wait_for_look(report)
    assert states == ["success"] * count
    assert hash_tables(deployment.published) == world.expected
    assert seen.faults == []
    deployment.wait_until_healthy(*deployment.running.keys() - {"postgres", "redis"})


def test_workers_that_are_killed_in_the_extraction(world: World) -> None:
    def strike(deployment: Deployment) -> None:
        deployment.client.wait_for_task("extract_commitments", "extract_batch", "running", SECONDS)
        for name in WORKERS:
            deployment.running[name].kill()

    survive(world, "workers", strike)


def test_a_scheduler_that_is_killed(world: World) -> None:
    def strike(deployment: Deployment) -> None:
        deployment.client.wait_for_task("extract_commitments", "extract_batch", "running", SECONDS)
        deployment.running["scheduler"].kill()

    survive(world, "scheduler", strike)


def test_a_database_that_is_killed(world: World) -> None:
    def strike(deployment: Deployment) -> None:
        deployment.client.wait_for_task("extract_commitments", "extract_batch", "running", SECONDS)
        deployment.running["postgres"].kill()

    survive(world, "postgres", strike)


def test_a_broker_that_forgets_what_waits_in_it(world: World) -> None:
    def strike(deployment: Deployment) -> None:
        families = [process for name in WORKERS for process in list_family(deployment.running[name].popen.pid)]
        for process in families:
            process.suspend()
        deployment.client.wait_for_task("ingest_documents", "list_sources", "queued", SECONDS)
        assert ask_redis(deployment.services["redis"], deployment.ports["redis"], "flushall") == "OK"
        for process in families:
            process.resume()

    survive(world, "redis", strike)
