"""What a source's entry points give tonight: its fetches, and why an address gave nothing.

An address that says "unchanged", or fails tonight, still counts with what it gave before: a server that is down for a
night takes nothing back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sources.catalogue import Source
from sources.snapshots import Fetch, load_snapshot, read_latest, store_fetch
from sources.web.answers import Answer
from sources.web.client import Client
from sources.web.errors import WebError
from sources.web.journal import Request, add_request
from sources.web.links import list_links
from sources.web.urls import Reach, make_reach
from sources.web.validators import Validators, load_validators, store_validators

COSTLY = frozenset({"too_slow", "unreachable", "cut_off", "tls", "proxy", "http_503", "http_504"})
STRIKES_MAX = 3
"""Costly failures in a row after which a source is left alone for the night."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one address ended: the fetch that it stands for now, if any, and the error, if it failed."""

    url: str
    status: str
    fetch: Fetch | None
    error: WebError | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round through a source: where things are kept, when the night began, what it has been answered already."""

    home: Path
    source: Source
    at: datetime
    journal: Path
    answered: Mapping[str, str]


def crawl(client: Client, tour: Round) -> Iterator[Outcome]:
    """Ask every entry point of a source, and the links of its feeds that it follows, each address once."""
    source = tour.source
    reach = make_reach([entry.url for entry in source.entry_points], source.hosts)
    done, strikes = {entry.url for entry in source.entry_points}, 0
    for entry in source.entry_points:
        outcome = _ask(client, tour, entry.url, reach, strikes)
        strikes = _count_strikes(strikes, outcome)
        yield outcome
        for link in _list_links(tour, outcome, entry.follow):
            if link not in done:
                done.add(link)
                outcome = _ask(client, tour, link, reach, strikes)
                strikes = _count_strikes(strikes, outcome)
                yield outcome


def _count_strikes(strikes: int, outcome: Outcome) -> int:
    """How many addresses in a row failed in a way that costs time."""
    if outcome.error is None or outcome.error.rule == "given_up":
        return strikes if outcome.error else 0
    return strikes + 1 if outcome.error.rule in COSTLY else 0


def _list_links(tour: Round, outcome: Outcome, most: int) -> list[str]:
    if outcome.fetch is None or most == 0:
        return []
    base = outcome.fetch.final_url or outcome.url
    return list_links(load_snapshot(tour.home, outcome.fetch.sha256), base, most)


def _ask(client: Client, tour: Round, url: str, reach: Reach, strikes: int) -> Outcome:
    latest = read_latest(tour.home, tour.source.source_id, url)
    if latest is not None and url in tour.answered:
        return Outcome(url, tour.answered[url], latest)
    asked_at = datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        if strikes >= STRIKES_MAX:
            reason = f"{STRIKES_MAX} addresses of the source in a row gave no answer, so this one was not asked"
            raise WebError("given_up", reason, "it is asked again next night")
        known = load_validators(tour.home, tour.source.source_id, url, latest.fetch_id) if latest else None
        conditions, at = (known.conditions, known.final_url) if known else ({}, "")
        answer = client.fetch(url, reach, conditions, at)
    except WebError as error:
        add_request(tour.journal, Request(url, "failed", asked_at, http_status=error.http_status, rule=error.rule))
        return Outcome(url, "failed", latest, error)
    fetch = _keep(tour, url, answer, latest)
    status = "unchanged" if fetch == latest else "fetched"
    request = Request(
        url,
        status,
        asked_at,
        fetch.fetch_id,
        answer.http_status,
        None,
        answer.final_url,
        answer.attempts,
        answer.duration_ms,
        answer.wire_count,
    )
    add_request(tour.journal, request)
    return Outcome(url, status, fetch)


def _keep(tour: Round, url: str, answer: Answer, latest: Fetch | None) -> Fetch:
    """Bytes first, then the marks for the next conditional request."""
    if answer.content is None:
        assert latest is not None  # only what we hold is asked for conditionally
        return latest
    said = {
        "final_url": answer.final_url,
        "http_status": answer.http_status,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "duration_ms": answer.duration_ms,
    }
    fetch = store_fetch(tour.home, tour.source, url, answer.content, answer.media_type, tour.at, said)
    validators = Validators(fetch.fetch_id, answer.final_url, answer.etag, answer.last_modified)
    store_validators(tour.home, tour.source.source_id, url, validators)
    return fetch
