"""The DAGs as Airflow reads them, in a process of its own: what they promise to a scheduler."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

INSPECT = """
import json, sys
from pathlib import Path
from pipeline.run import load_dags, migrate_metadata, set_airflow_environment
from pipeline.settings import load_settings
settings = load_settings()
set_airflow_environment(settings)
import os
os.environ["DEFCOOP_RETRIES"] = "2"
found = {}
for name, dag in load_dags(settings).items():
    found[name] = {
        "doc": dag.doc_md, "catchup": dag.catchup, "active": dag.max_active_runs, "params": list(dag.params),
        "schedule": str(dag.timetable), "assets": str(dag.schedule), "tags": sorted(dag.tags),
        "deadlines": [(alert.callback.path, type(alert.reference).__name__) for alert in dag.deadline],
        "tasks": {
            t.task_id: {
                "retries": t.retries, "mapped": t.is_mapped, "pool": t.pool, "queue": t.queue,
                "timeout": bool(t.execution_timeout), "owner": t.owner,
                "backoff": bool(t.retry_exponential_backoff), "callback": bool(t.on_failure_callback),
                "outlets": [asset.name for asset in t.outlets], "after": sorted(t.upstream_task_ids),
            } for t in dag.tasks
        },
    }
print(json.dumps(found))
"""
Dags = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def dags(tmp_path_factory: pytest.TempPathFactory) -> Dags:
    root = Path(__file__).resolve().parent.parent
    environment = os.environ | {"DEFCOOP_HOME": str(tmp_path_factory.mktemp("home"))}
    done = subprocess.run(
        [sys.executable, "-c", INSPECT], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: Dags = json.loads(done.stdout.splitlines()[-1])
    return found


def test_there_are_three_dags_in_the_order_of_the_night(dags: Dags) -> None:
    assert list(dags) == ["ingest_documents", "extract_commitments", "publish_warehouse"]


def test_a_dag_tells_its_reader_what_it_is(dags: Dags) -> None:
    assert all(len(dag["doc"]) > 80 for dag in dags.values())


def test_no_night_overtakes_another_and_none_is_made_up_for(dags: Dags) -> None:
    assert {(dag["active"], dag["catchup"]) for dag in dags.values()} == {(1, False)}


def test_each_dag_starts_the_next_by_an_asset(dags: Dags) -> None:
    emitted = {name: [a for task in dag["tasks"].values() for a in task["outlets"]] for name, dag in dags.items()}
    assert list(emitted.values()) == [["documents"], ["commitments"], ["warehouse"]]
    assert "documents" in dags["extract_commitments"]["assets"]
    assert "commitments" in dags["publish_warehouse"]["assets"]


def test_sources_and_batches_are_mapped(dags: Dags) -> None:
    mapped = [name for dag in dags.values() for name, task in dag["tasks"].items() if task["mapped"]]
    assert mapped == ["ingest_source", "extract_batch"]


def test_the_extraction_alone_may_run_where_the_home_is_not(dags: Dags) -> None:
    queues = {name: task["queue"] for dag in dags.values() for name, task in dag["tasks"].items()}
    assert queues.pop("extract_batch") == "extraction"
    assert set(queues.values()) == {"default"}


def test_tasks_retry_with_growing_pauses_but_an_audit_is_final(dags: Dags) -> None:
    tasks = {name: task for dag in dags.values() for name, task in dag["tasks"].items()}
    assert tasks.pop("audit_candidate")["retries"] == 0
    assert {(task["retries"], task["backoff"]) for task in tasks.values()} == {(2, True)}


def test_one_writer_at_a_time_and_few_sources_at_once(dags: Dags) -> None:
    pools = {name: task["pool"] for dag in dags.values() for name, task in dag["tasks"].items()}
    writers = {"resolve_and_validate", *dags["publish_warehouse"]["tasks"]}
    assert {name for name, pool in pools.items() if pool == "writer"} == writers
    assert pools["ingest_source"] == "sources"


def test_a_task_that_hangs_is_ended_and_a_dag_that_is_late_is_told_of(dags: Dags) -> None:
    assert all(task["timeout"] for dag in dags.values() for task in dag["tasks"].values())
    late = ["pipeline.alerts.late.tell_late", "DagRunQueuedAtDeadline"]
    assert all(dag["deadlines"] == [late] for dag in dags.values())


def test_a_dag_can_be_found_by_its_owner_and_tag(dags: Dags) -> None:
    assert all(dag["tags"] == ["night"] for dag in dags.values())
    assert {task["owner"] for dag in dags.values() for task in dag["tasks"].values()} == {"defcoop"}


def test_every_task_tells_people_when_it_fails(dags: Dags) -> None:
    assert all(task["callback"] for dag in dags.values() for task in dag["tasks"].values())


def test_every_dag_takes_the_name_of_its_night(dags: Dags) -> None:
    assert all("night_id" in dag["params"] for dag in dags.values())


def test_the_audit_stands_between_building_and_publishing(dags: Dags) -> None:
    tasks = dags["publish_warehouse"]["tasks"]
    assert tasks["audit_candidate"]["after"] == ["build_candidate"]
    assert tasks["publish_candidate"]["after"] == ["audit_candidate"]
