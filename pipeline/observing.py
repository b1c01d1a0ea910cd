"""What a night tells machines: a log of JSON lines with ids, and metrics by StatsD to where Airflow sends its own."""

import json
import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from pipeline.home import ledger
from pipeline.settings import Settings
from schemas.terms import list_terms

LOG = logging.getLogger("defcoop")
IDS = ("run", "source", "document")
_IDS: ContextVar[Mapping[str, str]] = ContextVar("ids", default={})  # noqa: B039 - never changed in place
_COUNTS = """
    select (select count(*) from documents) as documents, (select count(*) from mentions) as mentions,
        (select count(*) from commitments where recorded_to is null) as commitments,
        (select count(*) from rejections) as rejections, (select max(published_at) from runs) as published_at
"""
_NEW = ("documents", "rejections")


@contextmanager
def name_log(**ids: str) -> Iterator[None]:
    """Every line that is logged meanwhile carries these ids: `run`, `source`, `document`."""
    token = _IDS.set({**_IDS.get(), **ids})
    try:
        yield
    finally:
        _IDS.reset(token)


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: when (UTC), how bad, what, and the ids of what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        ids = {name: getattr(record, name, None) or _IDS.get().get(name) for name in IDS}
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **{name: value for name, value in ids.items() if value},
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def send_metrics(settings: Settings, run_id: str, outcome: str) -> None:
    """Send the metrics of a night by StatsD, where Airflow's own are sent. A server that is away changes no night."""
    if os.environ.get("AIRFLOW__METRICS__STATSD_ON", "").lower() not in ("true", "1", "t"):
        return
    host = os.environ.get("AIRFLOW__METRICS__STATSD_HOST", "localhost")
    port = os.environ.get("AIRFLOW__METRICS__STATSD_PORT", "8125")
    prefix = os.environ.get("AIRFLOW__METRICS__STATSD_PREFIX", "airflow")
    try:
        lines = [f"{prefix}.defcoop.{name}:{value}|g" for name, value in measure(settings, run_id).items()]
        lines += [f"{prefix}.defcoop.nights.{outcome}:1|c"] if outcome in list_terms("outcomes") else []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for line in lines:
                out.sendto(line.encode(), (host, int(port)))
    except Exception as error:  # whatever it is, it is no reason to lose a night
        LOG.warning("metrics not sent to %s:%s: %s", host, port, error)


def measure(settings: Settings, run_id: str) -> dict[str, int]:
    """What is published, what a night brought, and how many seconds ago something was published."""
    found: dict[str, int] = {}
    if settings.published.exists():
        from warehouse.query import query  # an engine that only the end of a night needs

        *counts, published_at = query(settings.published, _COUNTS).rows[0]
        found = dict(zip(("documents", "mentions", "commitments", "rejections"), counts, strict=True))
        if published_at is not None:
            found["lag_seconds"] = max(0, int((settings.clock() - published_at).total_seconds()))
    entries = ledger.read_entries(settings, run_id, "ingest-")
    return found | {f"new_{name}": sum(entry["new"][name] for entry in entries) for name in _NEW}
