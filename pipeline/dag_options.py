"""What the DAGs of a night have in common: how often a task is tried, when it has hung, what is late, who is told.

DAG files import it at their top, and Airflow reads those every half minute: it needs Airflow's SDK alone. Settings come
from the environment alone, for the same reason.
"""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import (  # type: ignore[attr-defined]  # its stub does not list all that it exports
    AsyncCallback,
    DeadlineAlert,
    DeadlineReference,
    Param,
)


def make_options(doc: str | None, pool: str = "default_pool") -> dict[str, Any]:
    """The arguments of `@dag` for a DAG of the night, but for its schedule; its tasks run in this pool."""
    named = "Name of the night; empty: the event's, else the run's own."
    late = timedelta(hours=_read_number("DEFCOOP_LATE_HOURS", 3))
    return {
        "catchup": False,
        "max_active_runs": 1,
        "params": {"night_id": Param(None, type=["null", "string"], description=named)},
        "default_args": {
            "owner": "defcoop",
            "pool": pool,
            "retries": int(_read_number("DEFCOOP_RETRIES", 2)),
            "retry_delay": timedelta(seconds=_read_number("DEFCOOP_RETRY_SECONDS", 120)),
            "retry_exponential_backoff": 2.0,
            "execution_timeout": timedelta(hours=_read_number("DEFCOOP_TASK_HOURS", 2)),
            "on_failure_callback": alert,
        },
        "deadline": DeadlineAlert(
            DeadlineReference.DAGRUN_QUEUED_AT, late, AsyncCallback("pipeline.alerts.late.tell_late")
        ),
        "tags": ["night"],
        "doc_md": doc,
    }


def alert(context: Any) -> None:
    """Tell people that a task failed for good."""
    from pipeline.alerts.faults import alert_failed_task

    alert_failed_task(context)


def _read_number(name: str, default: float) -> float:
    return float(os.environ.get(name, default))
