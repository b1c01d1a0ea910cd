"""**Ingest**: every night, one task a source. Bytes are kept as snapshots, then read into batches of documents.

Emits the asset `documents`, on which the extraction starts. A source that fails does not lose what others fetched.
"""

import os
from typing import Any

from airflow.sdk import Asset, dag, get_current_context, task

from pipeline.dag_options import make_options
from schemas.stages import DOCUMENTS_ASSET


@dag(schedule=os.environ.get("DEFCOOP_SCHEDULE", "0 2 * * *"), **make_options(__doc__))
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
