"""A night through the real scheduler, as docker-compose.yml deploys it: on its own executor, and over two workers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployment.compose import ROOT
from tests.deployment.reader import read_report, reading
from tests.deployment.world import NIGHT, NOW, Deployment, deploy
from warehouse.query import hash_tables

DAGS = ["extract_commitments", "ingest_documents", "publish_warehouse", "watch_nights"]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of the same night by `defcoop nightly`, as hashes."""
    home = tmp_path_factory.mktemp("nightly")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DEFCOOP_HOME": str(home), "DEFCOOP_NOW": NOW}
    command = [sys.executable, "-m", "pipeline.cli", "nightly"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return hash_tables(home / "warehouse" / "defcoop.duckdb")


@pytest.fixture(scope="module", params=["LocalExecutor", "CeleryExecutor"])
def night(request: pytest.FixtureRequest) -> Iterator[tuple[Deployment, Path]]:
    """A deployment after its first night, and what a reader saw throughout."""
    with deploy(request.param) as deployment, reading(deployment.published, deployment.folder / "reader") as report:
        assert deployment.client.list_dags() == DAGS
        deployment.client.start_night(NIGHT)
        deployment.client.wait_for_end("publish_warehouse", 1, seconds=900)
        yield deployment, report


def test_each_dag_ran_once_started_by_the_one_before(night: tuple[Deployment, Path]) -> None:
    runs = {name: night[0].client.list_runs(name) for name in DAGS[:3]}
    assert [list(found.values()) for found in runs.values()] == [["success"]] * 3
    assert next(iter(runs["publish_warehouse"])).startswith("asset_triggered")


def test_the_warehouse_is_that_of_a_night_by_hand(night: tuple[Deployment, Path], expected: dict[str, str]) -> None:
    assert hash_tables(night[0].published) == expected


def test_a_reader_saw_nothing_but_sound_versions(night: tuple[Deployment, Path]) -> None:
    seen = read_report(night[1])
    assert (seen.faults, seen.versions) == ([], 1)
    assert seen.looks > 0


def test_no_secret_is_in_a_log(night: tuple[Deployment, Path]) -> None:
    deployment = night[0]
    names = [name for name in deployment.dotenv if name.endswith(("_SECRET", "_PASSWORD", "_KEY"))]
    logs = [*(deployment.folder / "log").iterdir(), *(deployment.home / "airflow" / "logs").rglob("*.log")]
    assert len(names) == 6
    assert len(logs) > 20
    texts = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in logs}
    assert [(name, log) for name in names for log, text in texts.items() if deployment.dotenv[name] in text] == []
