"""**Publish**: build the next warehouse from the published one and the new rows, audit, swap it in, export, report.

Starts on the asset `commitments`, emits `warehouse`. A failed audit stops here and the published file stands.
"""

from typing import Any

from airflow.sdk import Asset, dag, get_current_context, task

from pipeline.dag_options import make_options
from schemas.stages import COMMITMENTS_ASSET, WAREHOUSE_ASSET


@dag(schedule=[Asset(name=COMMITMENTS_ASSET)], **make_options(__doc__, pool="writer"))
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
