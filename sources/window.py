"""A stretch of days to read a source for, further back than a night looks: lists widened, their links chosen by date.

A list reaches as far back as its publisher lets it: a feed to its last entry, a sitemap or a page of links to what it
still names. GDELT is asked week by week.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sources.catalogue import Source
from sources.entry_points import FOLLOW_MAX, EntryPoint
from sources.readers.lists import Link

LINKS_MAX = 20_000
"""Most links of one list that are followed."""
_SLICE = timedelta(days=7)
_SPAN = frozenset({"timespan", "startdatetime", "enddatetime", "maxrecords"})


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day, both inclusive, and the runs that have asked for them before."""

    since: date
    until: date
    runs: tuple[str, ...] = ()

    def holds(self, link: Link) -> bool:
        """Whether what a link leads to may be of these days; what is not dated may be."""
        changed = datetime.fromtimestamp(link.changed, UTC).date() if link.changed is not None else None
        day = _read_day(link.published)
        if day is not None:
            return self.since <= day <= self.until
        return changed is None or changed >= self.since  # what changed later may be older


def widen_source(source: Source, window: Window) -> Source:
    """A source whose lists are followed to their ends; an entry of GDELT becomes one for every week."""
    entries = (wide for entry in source.entry_points for wide in _widen(entry, window))
    return replace(source, entry_points=tuple(entries))


def _widen(entry: EntryPoint, window: Window) -> Iterator[EntryPoint]:
    if not entry.follow:
        yield entry
    elif entry.kind != "gdelt":
        yield replace(entry, follow=LINKS_MAX)
    else:
        first = window.since
        while first <= window.until:
            last = min(first + _SLICE - timedelta(days=1), window.until)
            yield replace(entry, url=_ask_days(entry.url, first, last), follow=FOLLOW_MAX)
            first = last + timedelta(days=1)


def _ask_days(url: str, first: date, last: date) -> str:
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if name.lower() not in _SPAN]
    asked = {"startdatetime": f"{first:%Y%m%d}000000", "enddatetime": f"{last:%Y%m%d}235959", "maxrecords": FOLLOW_MAX}
    return urlunsplit(parts._replace(query=urlencode([*kept, *asked.items()])))


def _read_day(written: str | None) -> date | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError):
            return parse((written or "").strip()).date()
    return None
