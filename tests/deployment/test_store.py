"""Bulk in an S3-compatible store: objects, nights of two homes that share nothing else, a store that comes and goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.store import StoreError, get, list_keys, make_place, measure, open_store, prove, put, remove
from tests.deployment.processes import find_ports, wait_until
from tests.deployment.reader import read_report, reading
from tests.deployment.relay import Relay
from tests.deployment.servers import checked_keys, make_store_user, start_store
from tests.deployment.world import Deployment, deploy_homes
from tests.small_world import list_bytes, make_world, run
from warehouse.query import hash_tables

NIGHT = "night-20260301T020000Z"
SECONDS = 600
SECRET = "kZ8-of-the-store-q1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an S3 server."""
    (port,) = find_ports(1)
    process = start_store(tmp_path_factory.mktemp("s3") / "store", port)
    yield port
    process.end()


def settle(port: int, address: str = "s3://bulk/a/b", user: str = "desk", secret: str = SECRET) -> Settings:
    endpoint = f"http://127.0.0.1:{port}"
    given = {"store": address, "store_endpoint": endpoint, "store_user": user, "store_password": secret}
    return Settings.model_validate(given)


def test_an_object_is_put_given_listed_measured_and_removed(server: int) -> None:
    settings = settle(server)
    assert make_place(settings) == make_place(settings) == "s3://bulk/a/b"
    store = open_store(settings)
    put(store, "c/d", b"one")
    put(store, "c/d", b"another")
    put(store, "c/empty", b"")
    assert (get(store, "c/d"), measure(store, "c/d"), measure(store, "c/e")) == (b"another", 7, None)
    assert (list_keys(store, "c"), list_keys(store, "none")) == (["c/d", "c/empty"], [])
    large = bytes(range(256)) * 50_000
    put(store, "large", large)
    assert get(store, "large") == large
    remove(store, "c/d")
    remove(store, "c/d")
    assert measure(store, "c/d") is None
    prove(store)


def test_a_bucket_that_is_not_there_is_named_with_the_command_that_makes_it(server: int) -> None:
    with pytest.raises(StoreError, match=r"the store s3://nobody did not take .probe: .* — make the bucket \(`defcoop"):
        prove(open_store(settle(server, "s3://nobody")))


def test_a_server_that_is_not_there_is_named_with_the_setting_and_without_the_secret() -> None:
    (port,) = find_ports(1)
    with pytest.raises(
        StoreError, match=r"s3://bulk/a/b did not take .* — see that it runs .*_ENDPOINT; .*waits"
    ) as no:
        prove(open_store(settle(port)))
    assert SECRET not in f"{no.value}{no.value.__cause__}"


def test_a_store_that_checks_keys_takes_the_right_ones_and_of_wrong_ones_the_setting_is_named(server: int) -> None:
    user, secret = make_store_user(server)
    wrong = {"USER": ("nobody", secret), "PASSWORD": (user, SECRET)}
    with checked_keys(server):
        made = make_place(settle(server, "s3://locked", user, secret))
        prove(open_store(settle(server, made, user, secret)))
        for name, keys in wrong.items():
            with pytest.raises(StoreError, match=f"s3://locked did not take .* — correct DEFCOOP_STORE_{name}; ") as no:
                prove(open_store(settle(server, made, *keys)))
            assert [key for key in (secret, SECRET) if key in f"{no.value}{no.value.__cause__}"] == []


@dataclass(frozen=True)
class World:
    """A deployment over a small world whose second worker has a home of its own, and the wire to the store."""

    deployment: Deployment
    expected: dict[str, str]
    wire: Relay


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    environment = make_world(folder)
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    expected = hash_tables(folder / "home" / "warehouse" / "defcoop.duckdb")
    (port,) = find_ports(1)
    given = {name: environment[name] for name in ("DEFCOOP_NOW", "DEFCOOP_CATALOGUE")}
    given |= {"DEFCOOP_STORE": "s3://defcoop/bulk", "DEFCOOP_STORE_ENDPOINT": f"http://127.0.0.1:{port}"}
    given |= {"DEFCOOP_QUEUES": "default", "DEFCOOP_RETRIES": "6"}
    with deploy_homes("CeleryExecutor", folder, frozenset(["worker-2"]), given) as deployment:
        wire = Relay(port, deployment.ports["store"])
        try:
            yield World(deployment, expected, wire)
        finally:
            wire.cut()


@pytest.fixture(scope="module")
def night(world: World) -> World:
    """The world after a night in which the store went away before all was put and in the extraction, then refused."""
    deployment, wire = world.deployment, world.wire
    client = deployment.client
    with reading(deployment.published, deployment.folder / "reader") as report:
        wire.cut()
        client.start_night(NIGHT)
        client.wait_for_task("extract_commitments", "list_pending_batches", "up_for_retry", SECONDS)
        assert list_keys(deployment.open_store(), "") == []
        wire.mend()
        client.wait_for_task("extract_commitments", "extract_batch", "running", SECONDS)
        wire.cut()
        client.wait_for_task("extract_commitments", "extract_batch", "up_for_retry", SECONDS)
        with checked_keys(deployment.ports["store"]):  # it knows no user: ours is none of its
            wire.mend()
            wait_until("a task is refused", lambda: "ACCESS_DENIED" in "".join(read_logs(deployment)), 180)
        states = client.wait_for_end("publish_warehouse", 1, SECONDS, deployment.keep_up)
        assert states == ["success"]
        seen = read_report(report)
    assert (seen.faults, seen.versions) == ([], 1)
    return world


def test_a_night_of_two_homes_and_one_store_is_that_of_one_home(night: World) -> None:
    assert hash_tables(night.deployment.published) == night.expected


def read_logs(deployment: Deployment) -> list[str]:
    """What was logged in either home."""
    homes = (deployment.home, deployment.find_home("worker-2"))
    return [path.read_text(encoding="utf-8", errors="replace") for home in homes for path in home.rglob("*.log")]


def list_logs(home: Path) -> set[str]:
    """The tasks that ran in a home, by their logs."""
    return {part.removeprefix("task_id=") for path in home.rglob("*.log") for part in path.parts if "task_id=" in part}


def test_each_home_did_its_part_and_the_second_keeps_nothing_of_it(night: World) -> None:
    there, here = night.deployment.find_home("worker-2"), night.deployment.home
    assert list_logs(there) == {"extract_batch"}
    assert list_logs(here) >= {"ingest_source", "list_pending_batches", "resolve_and_validate", "publish_candidate"}
    assert "extract_batch" not in list_logs(here)
    assert {name for name in list_bytes(there) if not name.startswith("airflow/")} == {".lock"}


def test_the_store_holds_what_the_home_holds(night: World) -> None:
    home, store = night.deployment.home, night.deployment.open_store()
    kept = list_bytes(home)
    names = [
        n
        for n in kept
        if n.startswith(("snapshots/", "fetches/", "stages/documents/", "stages/mentions/", "exports/n"))
    ]
    assert len(names) > 40
    assert [name for name in names if get(store, name) != kept[name]] == []
    assert len(list_keys(store, "stages")) == len([name for name in names if name.startswith("stages/")]) + 6


def test_who_reads_the_logs_learns_what_was_away_and_no_secret(night: World) -> None:
    logs = read_logs(night.deployment)
    said = [text for text in logs if "the store s3://defcoop/bulk did not" in text]
    assert len(said) >= 3
    remedies = (
        "see that it runs and can be reached at DEFCOOP_STORE_ENDPOINT",
        "see that DEFCOOP_STORE_USER and DEFCOOP_STORE_PASSWORD are right",
    )
    assert [text for text in said if not any(remedy in text for remedy in remedies)] == []
    assert [text for text in logs if night.deployment.dotenv["DEFCOOP_STORE_PASSWORD"] in text] == []


def test_a_store_that_was_away_or_refused_and_came_back_in_time_is_no_incident(night: World) -> None:
    home = night.deployment.home
    assert [path for name in ("incidents", "alerts") for path in (home / name).glob("*.json")] == []
