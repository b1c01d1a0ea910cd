"""Whether Airflow can read the DAG files: `python -m pipeline.dag_check FOLDER` prints what is wrong with each.

A file with an error stops nothing but its own DAG, in silence: Airflow goes on with the others. It is read in a process
of its own, with a folder of its own, so that it also works inside a task and where Airflow is down.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS_MAX = 300
WHOLE = "all"
"""The name under which an error stands that is of no one file."""


def find_broken(folder: Path) -> dict[str, str]:
    """The files that cannot be read, by their path in the folder, each with the last line of its error."""
    with tempfile.TemporaryDirectory(prefix="defcoop-dags-") as scratch:
        command = [sys.executable, "-m", "pipeline.dag_check", str(folder)]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                env=_make_environment(folder, scratch),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS_MAX,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {WHOLE: f"reading the files did not end within {SECONDS_MAX} s"}
    try:
        found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.strip().splitlines()
        return {WHOLE: f"reading the files ended with code {done.returncode}: {said[-1] if said else 'no message'}"}
    return found


def _make_environment(folder: Path, scratch: str) -> dict[str, str]:
    """Of the settings those that the DAG files read, without the database, which a task may not ask."""
    kept = {name: value for name, value in os.environ.items() if "AIRFLOW_" not in name}
    ours = Path(__file__).resolve().parent.parent
    return kept | {
        "AIRFLOW_HOME": scratch,
        "AIRFLOW__CORE__DAGS_FOLDER": str(folder),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{scratch}/airflow.db",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "CRITICAL",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": f"{scratch}/logs",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ours), kept.get("PYTHONPATH")))),
        "PYTHONWARNINGS": "ignore",
    }


def read_dags(folder: Path) -> dict[str, str]:
    """The files that Airflow, in this process, cannot read."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(folder, bundle_path=folder, bundle_name="dags-folder")
    found = {}
    for name, error in bag.import_errors.items():
        path = Path(name)
        found[str(path.relative_to(folder) if path.is_relative_to(folder) else path)] = error.strip().splitlines()[-1]
    return found


if __name__ == "__main__":
    print(json.dumps(read_dags(Path(sys.argv[1]))))
