"""**Extract**: one task a batch finds what its documents say; then all mentions are resolved into commitments.

Starts on the asset `documents`, emits `commitments`. With a store, any machine may serve the queue `extraction`.
"""

from airflow.sdk import Asset, dag, get_current_context, task

from pipeline.dag_options import alert, make_options
from schemas.stages import COMMITMENTS_ASSET, DOCUMENTS_ASSET


@dag(schedule=[Asset(name=DOCUMENTS_ASSET)], on_failure_callback=alert, **make_options(__doc__))
def extract_commitments() -> None:
    @task
    def list_pending_batches() -> list[str]:
        from pipeline import steps

        return steps.list_pending_batches()

    @task(queue="extraction")
    def extract_batch(batch_id: str) -> dict[str, int]:
        from pipeline import steps

        return steps.extract_batch(batch_id)

    @task(pool="writer", trigger_rule="none_failed", outlets=[Asset(name=COMMITMENTS_ASSET)])
    def resolve_and_validate() -> dict[str, int]:
        from pipeline import steps

        return steps.resolve_and_validate(get_current_context())

    extract_batch.expand(batch_id=list_pending_batches()) >> resolve_and_validate()


extract_commitments()
