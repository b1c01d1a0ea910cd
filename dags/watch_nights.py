"""**Watch**: every hour, see that nights begin and end, and deliver the alerts that waited for quiet hours to pass.

A scheduler that is down cannot say so itself: let cron or the machine's own timer run `defcoop alerts watch` beside it.
"""

import os
from datetime import timedelta

from airflow.sdk import dag, task


@dag(
    schedule=os.environ.get("DEFCOOP_WATCH_SCHEDULE", "30 * * * *"),
    catchup=False,
    max_active_runs=1,
    default_args={
        "owner": "defcoop",
        "retries": 1,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(minutes=10),
    },
    tags=["watch"],
    doc_md=__doc__,
)
def watch_nights() -> None:
    @task
    def watch() -> bool:
        from pipeline import steps

        return steps.watch_nights()

    watch()


watch_nights()
