"""What a source's entry points give tonight: its fetches, and why an address gave nothing.

An address that says "unchanged", or fails tonight, still counts with what it gave before: a server that is down for a
night takes nothing back.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sources.catalogue import Source
from sources.entry_points import ANY_HOST, EntryPoint
from sources.readers.lists import Link
from sources.readers.sitemap import SITEMAP, sort_newest
from sources.snapshots import Fetch, load_snapshot, read_latest, store_fetch
from sources.web.answers import Answer
from sources.web.client import Client
from sources.web.errors import WebError
from sources.web.journal import Request, add_request
from sources.web.links_apart import find_links_apart
from sources.web.urls import Reach, make_reach
from sources.web.validators import Validators, load_validators, store_validators
from sources.window import Window

COSTLY = frozenset({"too_slow", "unreachable", "cut_off", "tls", "proxy", "http_503", "http_504"})
LIST_CUT = "list_cut"
"""The rule under which it is said that a list, read further back, may hold more than was followed."""
STRIKES_MAX = 3
"""Costly failures in a row after which a source is left alone for the night; a host, where it may ask any host."""
SITEMAPS_MAX, DEPTH_MAX = 10, 2
"""Sitemaps of one index that are opened a night, and how many indexes may stand above one."""
SITEMAPS_OF_WINDOW = 2_000
"""The same where a source is read further back."""
LISTED = ("kind", "title", "published")
"""What a list says of a link that is kept beside its fetch."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one address ended: the fetch that it stands for now, if any, and the error, if it failed."""

    url: str
    status: str
    fetch: Fetch | None
    error: WebError | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round through a source: where things are kept, when the night began, what it has been answered already.

    With a window it looks further back: links that are dated otherwise are not followed.
    """

    home: Path
    source: Source
    at: datetime
    journal: Path
    answered: Mapping[str, str]
    window: Window | None = None


def crawl(client: Client, tour: Round) -> Iterator[Outcome]:
    """Ask every entry point of a source, and the links of its lists that it follows, each address once."""
    source = tour.source
    urls = [entry.url for entry in source.entry_points]
    walk = _Walk(client, tour, make_reach(urls, source.hosts), set(urls), Counter())
    for entry in source.entry_points:
        outcome = _visit(walk, Link(entry.url))
        yield outcome
        if entry.follow:
            links = yield from _open_list(walk, entry, outcome)
            for link in links:
                if link.url not in walk.done:
                    yield _visit(walk, link)
            if tour.window and len(links) >= entry.follow:
                reason = f"it led to {len(links)} addresses, the most that are followed: there may be more"
                yield replace(outcome, error=WebError(LIST_CUT, reason, "back-fill these days in shorter stretches"))


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is the same for all addresses of a round, what was asked in it, and how often in a row a host failed."""

    client: Client
    tour: Round
    reach: Reach
    done: set[str]
    strikes: Counter[str]

    def find_party(self, url: str) -> str:
        """Whose failures count together: the source's, or the host's where any host may be asked."""
        try:
            return urlsplit(url).netloc if ANY_HOST in self.tour.source.hosts else ""
        except ValueError:
            return ""  # the client says what is wrong with it


def _visit(walk: _Walk, link: Link) -> Outcome:
    """Ask one address and count how its host does."""
    walk.done.add(link.url)
    party = walk.find_party(link.url)
    outcome = _ask(walk, link, walk.strikes[party])
    if outcome.error is None or outcome.error.rule not in COSTLY | {"given_up"}:
        walk.strikes[party] = 0
    elif outcome.error.rule in COSTLY:
        walk.strikes[party] += 1
    return outcome


def _open_list(walk: _Walk, entry: EntryPoint, outcome: Outcome) -> Generator[Outcome, None, list[Link]]:
    """The links of a list that are followed. An index of sitemaps is opened, those that changed last first."""
    sitemaps_max = SITEMAPS_OF_WINDOW if walk.tour.window else SITEMAPS_MAX
    found = _read_links(walk.tour, entry, outcome)
    pages = [link for link in found if link.kind != SITEMAP]
    waiting = [(1, link) for link in found if link.kind == SITEMAP]
    opened = 0
    while waiting and opened < sitemaps_max:
        depth, sitemap = waiting.pop(0)
        if sitemap.url in walk.done or not _may_be_newer(sitemap, pages, entry.follow):
            continue
        opened += 1
        outcome = _visit(walk, sitemap)
        yield outcome
        found = _read_links(walk.tour, entry, outcome)
        pages = sort_newest([*pages, *(link for link in found if link.kind != SITEMAP)])
        waiting += [(depth + 1, link) for link in found if link.kind == SITEMAP and depth < DEPTH_MAX]
    return pages[: entry.follow]


def _may_be_newer(sitemap: Link, pages: list[Link], most: int) -> bool:
    """Whether a sitemap may hold a page that changed after the ones that are followed anyhow."""
    last = pages[most - 1].changed if len(pages) >= most else None
    return last is None or sitemap.changed is None or sitemap.changed > last


def _read_links(tour: Round, entry: EntryPoint, outcome: Outcome) -> tuple[Link, ...]:
    if outcome.fetch is None:
        return ()
    base = outcome.fetch.final_url or outcome.url
    links = find_links_apart(load_snapshot(tour.home, outcome.fetch.sha256), base, entry).links
    return tuple(link for link in links if tour.window is None or tour.window.holds(link))


def _ask(walk: _Walk, link: Link, strikes: int) -> Outcome:
    tour, url = walk.tour, link.url
    latest = read_latest(tour.home, tour.source.source_id, url)
    if latest is not None and url in tour.answered:
        return Outcome(url, tour.answered[url], latest)
    asked_at = datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        if strikes >= STRIKES_MAX:
            whose = "host" if walk.find_party(url) else "source"
            reason = f"{STRIKES_MAX} addresses of the {whose} in a row gave no answer, so this one was not asked"
            raise WebError("given_up", reason, "it is asked again next night")
        known = load_validators(tour.home, tour.source.source_id, url, latest.fetch_id) if latest else None
        conditions, at = (known.conditions, known.final_url) if known else ({}, "")
        answer = walk.client.fetch(url, walk.reach, conditions, at)
    except WebError as error:
        add_request(tour.journal, Request(url, "failed", asked_at, http_status=error.http_status, rule=error.rule))
        return Outcome(url, "failed", latest, _without_trace(error))
    fetch = _keep(tour, link, answer, latest)
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


def _without_trace(error: WebError) -> WebError:
    """The error without its traceback and its causes, whose frames hold all that was read of the body."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _keep(tour: Round, link: Link, answer: Answer, latest: Fetch | None) -> Fetch:
    """Bytes first, then the marks for the next conditional request."""
    url = link.url
    if answer.content is None:
        assert latest is not None  # only what we hold is asked for conditionally
        return latest
    said = {
        "final_url": answer.final_url,
        "http_status": answer.http_status,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "duration_ms": answer.duration_ms,
        "listed": {name: value for name in LISTED if (value := getattr(link, name))} or None,
    }
    fetch = store_fetch(tour.home, tour.source, url, answer.content, answer.media_type, tour.at, said)
    validators = Validators(fetch.fetch_id, answer.final_url, answer.etag, answer.last_modified)
    store_validators(tour.home, tour.source.source_id, url, validators)
    return fetch
