"""What Airflow calls when a DAG still runs after its deadline: a night that hangs is told of while it hangs."""

import asyncio
from typing import Any

from pipeline.alerts.faults import report_incident
from pipeline.alerts.incidents import CRITICAL
from pipeline.alerts.telling import tell
from pipeline.home.ledger import clean_run_id
from pipeline.settings import Settings, load_settings

SUBJECT = "defcoop: a night is late"


async def tell_late(context: dict[str, Any]) -> None:
    """The callback of the DAGs' deadline alerts. Works in a thread: the triggerer's loop must not wait."""
    await asyncio.to_thread(tell_of_run, load_settings(), context["dag_run"])


def tell_of_run(settings: Settings, dag_run: dict[str, Any]) -> None:
    """An incident of the kind `night` about this one: the night that then ends heals it, and no look from outside."""
    night_id = (dag_run.get("conf") or {}).get("night_id") or dag_run["dag_run_id"]
    run_id = clean_run_id(f"late-{night_id}")  # not the night's own name: what a night saw itself it cannot heal
    body = (
        f"{dag_run['dag_id']} was queued at {dag_run['queued_at']} and still runs (run {dag_run['dag_run_id']}).\n"
        "The published warehouse stands as it was.\n"
        "Remedy: look in Airflow which task waits or hangs; clear it, it goes on where it stopped"
    )
    report_incident(settings, run_id, "night", clean_run_id(night_id), CRITICAL, SUBJECT, body)
    tell(settings, run_id)
