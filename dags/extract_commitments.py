"""**Extract**: one task a batch finds what its documents say; then all mentions are resolved into commitments.

Starts on the asset `documents`, emits `commitments`. Rows are checked here and judged when the warehouse is published.
"""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AsyncCallback, DeadlineAlert, DeadlineReference, Param, dag, get_current_context, task

from schemas.stages import COMMITMENTS_ASSET, DOCUMENTS_ASSET

PAUSE = timedelta(seconds=int(os.environ.get("DEFCOOP_RETRY_SECONDS", "120")))
TRIES = {"retries": int(os.environ.get("DEFCOOP_RETRIES", "2")), "retry_delay": PAUSE, "retry_exponential_backoff": 2.0}
LATE = timedelta(hours=float(os.environ.get("DEFCOOP_LATE_HOURS", "3")))


def alert(context: Any) -> None:
    """Tell people that a task failed for good."""
    from pipeline.alerts import alert_failed_task

    alert_failed_task(context)


@dag(
    schedule=[Asset(name=DOCUMENTS_ASSET)],
    catchup=False,
    max_active_runs=1,
    params={"night_id": Param(None, type=["null", "string"], description="Name of the night; empty: the event's.")},
    default_args=TRIES | {"owner": "defcoop", "execution_timeout": timedelta(hours=2), "on_failure_callback": alert},
    deadline=DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, LATE, AsyncCallback("pipeline.late.tell_late")),
    tags=["night"],
    doc_md=__doc__,
)
def extract_commitments() -> None:
    @task
    def list_pending_batches() -> list[str]:
        from pipeline import steps

        return steps.list_pending_batches()

    @task
    def extract_batch(batch_id: str) -> dict[str, int]:
        from pipeline import steps

        return steps.extract_batch(batch_id)

    @task(pool="writer", trigger_rule="none_failed", outlets=[Asset(name=COMMITMENTS_ASSET)])
    def resolve_and_validate() -> dict[str, int]:
        from pipeline import steps

        return steps.resolve_and_validate(get_current_context())

    extract_batch.expand(batch_id=list_pending_batches()) >> resolve_and_validate()


extract_commitments()
