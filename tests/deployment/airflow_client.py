"""Airflow as a person who is signed in sees it: by its public interface."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

ENDED = ("success", "failed")


@dataclass(frozen=True, slots=True)
class Client:
    """Where the api-server listens, and who signs in."""

    address: str
    password: str

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Call the interface, signed in. Raises `httpx.HTTPError` where it refuses or is not there."""
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False) as client:
            name = {"username": "admin", "password": self.password}
            token = client.post("/auth/token", json=name).raise_for_status().json()["access_token"]
            answer = client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **options)
            return answer.raise_for_status().json()

    def list_dags(self) -> list[str]:
        """Ids of the DAGs that can run."""
        found = self.call("GET", "/api/v2/dags")["dags"]
        return sorted(dag["dag_id"] for dag in found if not dag["is_paused"])

    def start_night(self, night_id: str) -> str:
        """Start the first DAG of a night, as a person does; returns the id of its run."""
        return self.start("ingest_documents", night_id=night_id)

    def start(self, dag_id: str, **conf: str) -> str:
        """Start a DAG, as a person does; returns the id of its run."""
        return self.start_dated(dag_id, None, **conf)

    def start_dated(self, dag_id: str, logical_date: str | None, **conf: str) -> str:
        """The same for a moment at which it is due, as the scheduler does."""
        content = {"logical_date": logical_date, "conf": conf}
        return str(self.call("POST", f"/api/v2/dags/{dag_id}/dagRuns", json=content)["dag_run_id"])

    def list_due(self, dag_id: str, since: str, until: str) -> list[str]:
        """The moments between two others at which the schedule of a DAG has a run, as the scheduler knows it."""
        content = {"dag_id": dag_id, "from_date": since, "to_date": until}
        found = self.call("POST", "/api/v2/backfills/dry_run", json=content)["backfills"]
        return [str(run["logical_date"]) for run in found]

    def resize_pool(self, name: str, slots: int) -> None:
        """Let so many tasks of a pool work at once; none that waits for it begins while there are 0."""
        content = {"pool": name, "slots": slots, "include_deferred": False}
        self.call("PATCH", f"/api/v2/pools/{name}", params={"update_mask": "slots"}, json=content)

    def list_import_errors(self) -> dict[str, str]:
        """What is wrong with the DAG files that could not be read, by their names."""
        found = self.call("GET", "/api/v2/importErrors")["import_errors"]
        return {error["filename"]: error["stack_trace"] for error in found}

    def list_values(self, dag_id: str) -> list[str]:
        """All that the tasks of a DAG were given, rendered and passed on: one text a run, a task, an entry of XCom."""
        path = f"/api/v2/dags/{dag_id}/dagRuns"
        runs = self.call("GET", path, params={"limit": 100})["dag_runs"]
        tasks = [task for run in runs for task in self.list_tasks(dag_id, run["dag_run_id"])]
        entries = self.call("GET", f"{path}/~/taskInstances/~/xcomEntries", params={"limit": 100})["xcom_entries"]
        values = [
            self.call(
                "GET",
                f"{path}/{entry['run_id']}/taskInstances/{entry['task_id']}/xcomEntries/{entry['key']}",
                params={"map_index": entry["map_index"]},
            )
            for entry in entries
        ]
        return [json.dumps(found) for found in (*runs, *tasks, *values)]

    def list_runs(self, dag_id: str) -> dict[str, str]:
        """The states of the runs of a DAG, by their ids."""
        found = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns", params={"limit": 100})["dag_runs"]
        return {run["dag_run_id"]: run["state"] for run in found}

    def list_tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """The task instances of a run."""
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        return list(self.call("GET", path, params={"limit": 100})["task_instances"])

    def wait_for_task(self, dag_id: str, task_id: str, state: str, seconds: float) -> None:
        """Wait until a copy of a task in a run that is under way has this state. Raises `TimeoutError`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            runs = [run_id for run_id, found in self.list_runs(dag_id).items() if found not in ENDED]
            tasks = [task for run_id in runs for task in self.list_tasks(dag_id, run_id)]
            if any(task["task_id"] == task_id and task["state"] == state for task in tasks):
                return
            time.sleep(0.3)
        raise TimeoutError(f"{dag_id}: no {task_id} was {state} within {seconds:.0f} s")

    def wait_for_end(
        self, dag_id: str, count: int, seconds: float, meanwhile: Callable[[], None] = lambda: None
    ) -> list[str]:
        """The states of all runs of a DAG, once so many have ended. Raises `TimeoutError`.

        An api-server that does not answer for a while is waited for.
        """
        end = time.monotonic() + seconds
        states: list[str] = []
        while time.monotonic() < end:
            try:
                states = list(self.list_runs(dag_id).values())
            except httpx.HTTPError:
                states = []
            if sum(state in ENDED for state in states) >= count:
                return states
            meanwhile()
            time.sleep(0.5)
        raise TimeoutError(f"{dag_id}: {states} after {seconds:.0f} s, wanted {count} that ended")
