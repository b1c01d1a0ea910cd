"""Nights on which a part of the deployment dies: each ends like an undisturbed one, and a reader never sees less."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.deployment.processes import list_family
from tests.deployment.reader import read_report, reading
from tests.deployment.servers import ask_redis
from tests.deployment.world import Deployment, deploy
from tests.small_world import make_world, run
from warehouse.query import hash_tables

NIGHT = "night-20260301T020000Z"
SECONDS = 420
WORKERS = ("worker-1", "worker-2")


@dataclass(frozen=True)
class World:
    """A deployment over a small world, the tables that a night there gives by hand, and the nights that it has had."""

    deployment: Deployment
    expected: dict[str, str]
    nights: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    environment = make_world(folder)
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    expected = hash_tables(folder / "home" / "warehouse" / "defcoop.duckdb")
    given = {name: environment[name] for name in ("DEFCOOP_NOW", "DEFCOOP_CATALOGUE")}
    with deploy("CeleryExecutor", folder, DEFCOOP_QUEUED_SECONDS="20", **given) as deployment:
        yield World(deployment, expected)


def survive(world: World, name: str, strike: Callable[[Deployment], None]) -> None:
    """A night in an empty home, struck while it runs; what is ended is started again, as the restart policy says."""
    deployment = world.deployment
    put_aside(deployment, name)
    world.nights.append(name)
    with reading(deployment.published, deployment.folder / f"reader-{name}") as report:
        deployment.client.start_night(NIGHT)
        strike(deployment)
        count = len(world.nights)
        states = deployment.client.wait_for_end("publish_warehouse", count, SECONDS, deployment.keep_up)
        seen = read_report(report)
    assert states == ["success"] * count
    assert hash_tables(deployment.published) == world.expected
    assert seen.faults == []
    deployment.wait_until_healthy(*deployment.running.keys() - {"postgres", "redis"})


def put_aside(deployment: Deployment, name: str) -> None:
    """Leave the home empty but for Airflow's logs."""
    aside: Path = deployment.folder / f"before-{name}"
    aside.mkdir()
    for path in [path for path in deployment.home.iterdir() if path.name != "airflow"]:
        path.rename(aside / path.name)


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
