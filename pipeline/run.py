"""Run a night on this machine: the real DAGs through Airflow in this process, or the same steps straight."""

import contextlib
import importlib.metadata
import logging
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.alerts.faults import alert_failed_step
from pipeline.alerts.sending import connect_mail
from pipeline.alerts.telling import tell
from pipeline.errors import PipelineError
from pipeline.home import ledger
from pipeline.home.files import read_json, write_json
from pipeline.night.apart import run_apart
from pipeline.observing import name_log, send_metrics
from pipeline.settings import PATHS, Settings, prepare_home

LOG = logging.getLogger("defcoop")
DAG_IDS = ("ingest_documents", "extract_commitments", "publish_warehouse")
FAILED, REFUSED = "failed", "refused"


def run_night(settings: Settings, *, direct: bool = False, verbose: bool = False) -> tuple[str, str]:
    """Run one night; returns its id and its outcome. Raises `PipelineError` where it cannot even begin."""
    prepare_home(settings)
    export_settings(settings)
    with ledger.lock_home(settings.home):
        run_id = ledger.make_run_id(settings.clock())
        ledger.start_night(settings, run_id)
        ledger.write_entry(settings, run_id, "outcome", {"outcome": "running"})
        with name_log(run=run_id):
            is_done = run_direct(settings, run_id) if direct else run_airflow(settings, run_id, verbose)
        outcome = (ledger.read_entry(settings, run_id, "outcome") or {}).get("outcome")
        if not is_done and outcome != REFUSED:
            outcome = FAILED
            with contextlib.suppress(OSError):  # on a full disk the alert has said so
                ledger.write_entry(settings, run_id, "outcome", {"outcome": FAILED})
            send_metrics(settings, run_id, FAILED)  # a night that ended otherwise has sent them
        tell(settings, run_id)
        return run_id, str(outcome)


def export_settings(settings: Settings) -> None:
    """Make every process and task of the night see the same settings."""
    for name in PATHS:
        if getattr(settings, name) is not None:
            os.environ[f"DEFCOOP_{name.upper()}"] = str(getattr(settings, name))


def run_direct(settings: Settings, run_id: str, source_ids: list[str] | None = None) -> bool:
    """The steps of a night without Airflow, of all sources or some; returns whether it came to its end.

    Each part runs in a process of its own, as Airflow's tasks do. A source that fails stops no other.
    """
    parts = {"ingest": partial(_ingest, source_ids), "extract": _extract, "publish": _publish, "report": _report}
    return all(
        _attempt(settings, run_id, name, run_apart, name, part, settings, run_id) for name, part in parts.items()
    )


def _ingest(source_ids: list[str] | None, settings: Settings, run_id: str) -> bool:
    from pipeline import steps

    sources = source_ids or _attempt(settings, run_id, "list_sources", steps.list_sources) or []
    done = [_attempt(settings, run_id, f"ingest_source {name}", steps.ingest_source, name, run_id) for name in sources]
    return any(done)


def _extract(settings: Settings, run_id: str) -> bool:
    from pipeline import steps

    names = _attempt(settings, run_id, "list_pending_batches", steps.list_pending_batches)
    if names is None:
        return False
    tries = (_attempt(settings, run_id, f"extract_batch {name}", steps.extract_batch, name) for name in names)
    return all(counts is not None for counts in tries)


def _publish(settings: Settings, run_id: str) -> bool:
    from pipeline import steps

    if _attempt(settings, run_id, "resolve_commitments", steps.resolve_commitments) is None:
        return False
    return _attempt_all(settings, run_id, "validate_rows", "build_candidate", "audit_candidate", "publish_candidate")


def _report(settings: Settings, run_id: str) -> bool:
    return _attempt_all(settings, run_id, "export_published", "report_night")


def _attempt_all(settings: Settings, run_id: str, *names: str) -> bool:
    from pipeline import steps

    return all(_attempt(settings, run_id, name, getattr(steps, name), run_id) is not None for name in names)


def _attempt(settings: Settings, run_id: str, name: str, step: Callable[..., Any], *arguments: Any) -> Any:
    """What a step gives; where it fails people are told, and there is nothing."""
    try:
        return step(*arguments)
    except Exception as error:
        LOG.debug("step %s", name, exc_info=True)
        alert_failed_step(settings, run_id, name, error)
        return None


def run_airflow(settings: Settings, run_id: str, verbose: bool) -> bool:
    """The DAGs of a night, in order, each by Airflow in this process; returns whether all succeeded."""
    set_airflow_environment(settings, verbose)
    migrate_metadata(settings)
    LOG.info("airflow: loading the DAGs")
    return all(run_dag(settings, run_id, dag_id, dag) for dag_id, dag in load_dags(settings, verbose).items())


def run_dag(settings: Settings, run_id: str, dag_id: str, dag: Any) -> bool:
    """One DAG of a night; returns whether it succeeded. A task that fails tells people itself."""
    LOG.info("airflow: %s", dag_id)
    dag.deadline = None  # in one process nobody watches it, and Airflow cannot read it back
    try:
        dag_run = dag.test(logical_date=None, run_conf={"night_id": run_id})
    except Exception as error:  # Airflow itself: its database, its disk
        LOG.debug("dag %s", dag_id, exc_info=True)
        alert_failed_step(settings, run_id, dag_id, error)
        return False
    if dag_run.state == "success":
        return True
    failed = [ti.task_id for ti in dag_run.get_task_instances() if ti.state == "failed"]
    LOG.error("airflow: %s failed in %s", dag_id, ", ".join(failed) or "no task: run with -v")
    return False


def set_airflow_environment(settings: Settings, verbose: bool = False) -> None:
    """An Airflow that lives in the home folder, with our DAGs and nothing else. Must come before its first import."""
    home = settings.home / "airflow"
    connect_mail(settings)
    os.environ |= {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(settings.dags),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "DEFCOOP_RETRIES": "0",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUTF8": "1",
    }
    os.environ["PYTHONPATH"] = os.pathsep.join(
        part for part in (str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")) if part
    )


def migrate_metadata(settings: Settings) -> None:
    """Make or migrate Airflow's own database, only when this version has not done so in this home."""
    home = settings.home / "airflow"
    marker, database = home / "migrated.json", home / "airflow.db"
    version = importlib.metadata.version("apache-airflow")
    if marker.exists() and database.exists() and read_json(marker)["airflow"] == version:
        return
    if not marker.exists():
        database.unlink(missing_ok=True)  # a killed first migration; it holds nothing that is worth keeping
    LOG.info("airflow: preparing its database")
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "airflow", "db", "migrate"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if re.match(r"\S*(Error|Exception)\b", line)]
        reason = said[-1] if said else "no message"
        remedy = f"see that its disk has space, remove {home} and run the night again"
        raise PipelineError(f"airflow db migrate failed: {reason}", remedy)
    write_json(marker, {"airflow": version})


def load_dags(settings: Settings, verbose: bool = False) -> dict[str, Any]:
    """The DAGs of a night in their order. Raises `PipelineError` that names the file which cannot be imported."""
    if not verbose:
        warnings.simplefilter("ignore")
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(settings.dags, bundle_path=settings.dags, bundle_name="dags-folder")
    for path, error in bag.import_errors.items():
        raise PipelineError(f"{path} cannot be imported: {error.strip().splitlines()[-1]}", "mend it")
    missing = [dag_id for dag_id in DAG_IDS if dag_id not in bag.dags]
    if missing:
        raise PipelineError(
            f"no DAG {', '.join(missing)} in {settings.dags}", "set DEFCOOP_DAGS to the project's dags/"
        )
    return {dag_id: bag.dags[dag_id] for dag_id in DAG_IDS}
