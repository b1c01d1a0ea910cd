"""**Back-fill**: read one source further back, from one day to another. Started by hand; the form asks which and when.

The same as `defcoop backfill`: it holds the home as a night does, and one that was killed goes on where it stopped.
"""

from typing import Any

from airflow.sdk import Param, dag, task

from pipeline.dag_options import make_options

FORM = {
    "source_id": Param(type="string", minLength=1, description="Id of the source, as its file in the catalogue."),
    "since": Param(type="string", format="date", description="First day."),
    "until": Param(None, type=["null", "string"], format="date", description="Last day; empty: today."),
}


@dag(schedule=None, **make_options(__doc__) | {"params": FORM, "tags": ["back-fill"]})
def backfill_source() -> None:
    @task
    def backfill(params: dict[str, Any] | None = None) -> list[str]:
        from pipeline.again.backfill import backfill_by_form

        return backfill_by_form(params or {})

    backfill()


backfill_source()
