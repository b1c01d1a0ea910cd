"""**Publish**: build the next warehouse from the published one and the new rows, audit, swap it in, export, report.

Starts on the asset `commitments`, emits `warehouse`. A failed audit stops here and the published file stands.
"""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AsyncCallback, DeadlineAlert, DeadlineReference, Param, dag, get_current_context, task

from schemas.stages import COMMITMENTS_ASSET, WAREHOUSE_ASSET

PAUSE = timedelta(seconds=int(os.environ.get("DEFCOOP_RETRY_SECONDS", "120")))
TRIES = {"retries": int(os.environ.get("DEFCOOP_RETRIES", "2")), "retry_delay": PAUSE, "retry_exponential_backoff": 2.0}
HOURS = timedelta(hours=2)
LATE = timedelta(hours=float(os.environ.get("DEFCOOP_LATE_HOURS", "3")))


def alert(context: Any) -> None:
    """Tell people that a task failed for good."""
    from pipeline.alerts import alert_failed_task

    alert_failed_task(context)


@dag(
    schedule=[Asset(name=COMMITMENTS_ASSET)],
    catchup=False,
    max_active_runs=1,
    params={"night_id": Param(None, type=["null", "string"], description="Name of the night; empty: the event's.")},
    default_args=TRIES
    | {"owner": "defcoop", "pool": "writer", "execution_timeout": HOURS, "on_failure_callback": alert},
    deadline=DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, LATE, AsyncCallback("pipeline.late.tell_late")),
    tags=["night"],
    doc_md=__doc__,
)
def publish_warehouse() -> None:
    def run_step(name: str) -> Any:
        from pipeline import steps

        return getattr(steps, name)(steps.name_night(get_current_context()))

    build = task(task_id="build_candidate")(run_step)("build_candidate")
    audit = task(task_id="audit_candidate", retries=0)(run_step)("audit_candidate")
    publish = task(task_id="publish_candidate")(run_step)("publish_candidate")
    export = task(task_id="export_published")(run_step)("export_published")
    report = task(task_id="report_night", outlets=[Asset(name=WAREHOUSE_ASSET)])(run_step)("report_night")
    build >> audit >> publish >> export >> report


publish_warehouse()
