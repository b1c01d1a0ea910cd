"""Fetch a source of the web for one night: the client that the settings describe, and the journal of the night."""

import importlib.metadata
import logging
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.errors import CONTACT_REMEDY, PipelineError
from pipeline.home.files import list_names
from pipeline.home.ledger import read_entry
from pipeline.settings import Settings
from sources.catalogue import Source
from sources.web.client import Client, Identity, Limits
from sources.web.crawl import Outcome, Round, crawl
from sources.web.journal import STATUSES, read_requests
from sources.window import Window

LOG = logging.getLogger("defcoop")
RESUMED = timedelta(hours=12)
"""A night that was killed no longer ago than this is gone on with."""


def crawl_source(
    settings: Settings, source: Source, run_id: str, at: datetime, window: Window | None = None
) -> list[Outcome]:
    """Ask what a source names, and say how each address ended. Raises `PipelineError` where nobody says who asks."""
    client = make_client(settings, source)
    folder = settings.home / "requests" / source.source_id
    before = window.runs if window else ()
    journals = [folder / f"{name}.jsonl" for name in (*before, *_list_killed(settings, folder, run_id, at), run_id)]
    folder.mkdir(parents=True, exist_ok=True)
    journals[-1].touch()  # a night that has nothing left to ask has gone on with the others as well
    answered = {line.url: line.status for line in read_requests(journals) if line.status != "failed"}
    tour = Round(settings.home, source, at, journals[-1], answered, window)
    with closing(client):
        proxies = client.list_proxies()
        if proxies:
            LOG.warning(
                "requests go through a proxy (%s): addresses of names are judged there, not here", ", ".join(proxies)
            )
        outcomes = list(crawl(client, tour))
    counts = Counter(outcome.status for outcome in outcomes)
    LOG.info("fetch %s: %s", source.source_id, ", ".join(f"{counts[name]} {name}" for name in STATUSES))
    return outcomes


def make_client(settings: Settings, source: Source) -> Client:
    """The client that the settings describe. Raises `PipelineError` where nobody says who asks."""
    contact = settings.contact.strip()
    if not (contact and contact.isascii() and contact.isprintable()):
        raise PipelineError(f"source {source.source_id} is on the web, and no contact is set", CONTACT_REMEDY)
    limits = Limits(
        seconds_total=settings.web_seconds_max,
        bytes_max=min(settings.web_bytes_max, settings.item_bytes_max),
        delay_seconds=max(settings.web_delay_seconds, source.delay_seconds),
    )
    identity = Identity(contact, importlib.metadata.version("defcoop"))
    return Client(settings.home / "web", identity, limits, allow_loopback=settings.allow_loopback)


def _list_killed(settings: Settings, folder: Path, run_id: str, at: datetime) -> list[str]:
    """Runs that asked this source shortly before this one, never came to an end, and have not been gone on with."""
    earlier = []
    for name in (Path(name).stem for name in list_names(folder)):
        night = read_entry(settings, name, "night")
        if name != run_id and night is not None:
            earlier.append((datetime.fromisoformat(night["started_at"]), name))
    killed: list[str] = []
    for started_at, name in sorted(earlier):
        outcome = (read_entry(settings, name, "outcome") or {}).get("outcome", "running")
        is_recent = timedelta(0) <= at - started_at < RESUMED
        killed = [*killed, name] if outcome == "running" and is_recent else []
    return killed
