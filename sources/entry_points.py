"""Entry points of a source on the web, as its catalogue file gives them: checked when they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from schemas.terms import list_terms

KINDS = list_terms("source_formats")
FOLLOW_MAX = 200
"""Most links of one feed that may be followed a night."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """An address that is asked every night, and what is found there.

    `follow` is how many links of a feed are fetched; then the texts are those of the pages, not of the feed.
    """

    url: str
    kind: str
    follow: int = 0


def read_entry_points(given: Any) -> tuple[EntryPoint, ...]:
    """Entry points from YAML. Raises `ValueError` that says what is wrong and what to write."""
    if not isinstance(given, list) or not given:
        raise ValueError("entry_points must be a list: write `- {url: https://…, kind: feed}`")
    found = tuple(_read_entry_point(number, entry) for number, entry in enumerate(given, 1))
    urls = [entry.url for entry in found]
    for url in urls:
        if urls.count(url) > 1:
            raise ValueError(f"entry_points name {url} twice: leave one")
    return found


def read_hosts(given: Any) -> tuple[str, ...]:
    """Other hosts that links and redirects may lead to. Raises `ValueError`."""
    if not isinstance(given, list) or not all(isinstance(host, str) for host in given):
        raise ValueError("hosts must be a list of names: write `hosts: [cdn.example.org]`")
    for host in given:
        parts = _split(f"http://{host}")
        if not host or parts is None or parts.netloc != host or "@" in host:
            raise ValueError(f"hosts name {host!r}: write a bare host, or host:port")
    return tuple(given)


def read_delay(given: Any) -> float:
    """Seconds between two requests. Raises `ValueError`."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 60:
        raise ValueError(f"delay_seconds is {given!r}: give seconds, 0 to 60")
    return float(given)


def _read_entry_point(number: int, entry: Any) -> EntryPoint:
    where = f"entry point {number}"
    if not isinstance(entry, Mapping):
        raise ValueError(f"{where} is {entry!r}: write `{{url: https://…, kind: feed}}`")
    unknown = sorted(str(key) for key in set(entry) - {"url", "kind", "follow"})
    if unknown:
        raise ValueError(f"{where} has an unknown key {', '.join(unknown)}: spell one of url, kind, follow")
    url, kind, follow = entry.get("url"), entry.get("kind"), entry.get("follow", 0)
    if kind not in KINDS:
        raise ValueError(f"{where} has the kind {kind!r}: use one of {', '.join(KINDS)}")
    if isinstance(follow, bool) or not isinstance(follow, int) or not 0 <= follow <= FOLLOW_MAX:
        raise ValueError(f"{where}: follow is {follow!r}: give a count, 0 to {FOLLOW_MAX}")
    if follow and kind != "feed":
        raise ValueError(f"{where}: follow is for feeds: remove it")
    return EntryPoint(_read_url(where, url), kind, follow)


def _read_url(where: str, url: Any) -> str:
    parts = _split(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{where} has the url {url!r}: give an address that begins with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError(f"{where}: the url holds a name or a password: take it out")
    if parts.fragment:
        raise ValueError(f"{where}: the url ends with #{parts.fragment}: take that off")
    return str(url)


def _split(url: str) -> Any:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for what is no port
    except ValueError:
        return None
    return parts
