"""**Ingest**: every night, one task a source. Bytes are kept as snapshots, then read into batches of documents.

Emits the asset `documents`, on which the extraction starts. A source that fails does not lose what others fetched.
"""

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AsyncCallback, DeadlineAlert, DeadlineReference, Param, dag, get_current_context, task

from schemas.stages import DOCUMENTS_ASSET

PAUSE = timedelta(seconds=int(os.environ.get("DEFCOOP_RETRY_SECONDS", "120")))
TRIES = {"retries": int(os.environ.get("DEFCOOP_RETRIES", "2")), "retry_delay": PAUSE, "retry_exponential_backoff": 2.0}
LATE = timedelta(hours=float(os.environ.get("DEFCOOP_LATE_HOURS", "3")))


def alert(context: Any) -> None:
    """Tell people that a task failed for good."""
    from pipeline.alerts import alert_failed_task

    alert_failed_task(context)


@dag(
    schedule=os.environ.get("DEFCOOP_SCHEDULE", "0 2 * * *"),
    catchup=False,
    max_active_runs=1,
    params={"night_id": Param(None, type=["null", "string"], description="Name of the night; empty: the run's own.")},
    default_args=TRIES | {"owner": "defcoop", "execution_timeout": timedelta(hours=2), "on_failure_callback": alert},
    deadline=DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, LATE, AsyncCallback("pipeline.late.tell_late")),
    tags=["night"],
    doc_md=__doc__,
)
def ingest_documents() -> None:
    @task
    def list_sources() -> list[str]:
        from pipeline import steps

        return steps.list_sources()

    @task(pool="sources")
    def ingest_source(source_id: str) -> dict[str, Any]:
        from pipeline import steps

        return steps.ingest_source(source_id, steps.name_night(get_current_context()))

    @task(trigger_rule="all_done_min_one_success", outlets=[Asset(name=DOCUMENTS_ASSET)])
    def count_documents(counts: list[dict[str, Any]]) -> dict[str, int]:
        from pipeline import steps

        return steps.add_counts(counts, get_current_context())

    count_documents(ingest_source.expand(source_id=list_sources()))


ingest_documents()
