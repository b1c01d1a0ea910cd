"""Whether a part of the deployment is well: `python -m pipeline.health PART`, for health checks of containers.

Asks the api-server, which reads the heartbeats in the metadata, or a Celery worker itself. It imports nothing of
Airflow: this runs every half minute beside each process.
"""

import json
import os
import socket
import sys
import urllib.error
import urllib.request

from pipeline.errors import PipelineError

PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer", "worker")
SECONDS_MAX = 10
_API, _BROKER = "AIRFLOW__CORE__EXECUTION_API_SERVER_URL", "AIRFLOW__CELERY__BROKER_URL"


def check_health(part: str) -> None:
    """Return where this part is well. Raises `PipelineError` that says what it said of itself."""
    if part not in PARTS:
        raise PipelineError(f"no part {part!r}", f"use one of: {', '.join(PARTS)}")
    status = _ping_worker() if part == "worker" else _ask_api_server().get(part, {}).get("status")
    if status != "healthy":
        raise PipelineError(f"{part} is {status or 'not there yet'}", f"read the log of {part}")


def _ask_api_server() -> dict[str, dict[str, str]]:
    """What the api-server knows of all parts."""
    address = os.environ[_API].removesuffix("/").removesuffix("/execution") + "/api/v2/monitor/health"
    try:
        with urllib.request.urlopen(address, timeout=SECONDS_MAX) as answer:  # noqa: S310  the address is a setting
            found: dict[str, dict[str, str]] = json.load(answer)
    except (OSError, ValueError) as error:
        raise PipelineError(f"{address} gives no answer: {error}", "see that the api-server runs") from error
    return found


def _ping_worker() -> str | None:
    """Ask the worker of this machine through the broker."""
    from celery import Celery

    name = os.environ.get("DEFCOOP_WORKER", f"celery@{socket.gethostname()}")
    app = Celery(broker=os.environ[_BROKER])
    found = app.control.ping(destination=[name], timeout=SECONDS_MAX / 2)
    return "healthy" if found else None


def main() -> int:
    """0 where the part is well; else 1, with the reason."""
    try:
        check_health(*sys.argv[1:2] or ("",))
    except PipelineError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
