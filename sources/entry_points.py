"""Entry points of a source on the web, as its catalogue file gives them: checked when they are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from schemas.terms import list_terms
from sources.selectors import check_selector

KINDS = list_terms("entry_kinds")
LISTS = frozenset({"feed", "sitemap", "listing", "gdelt"})
"""Kinds that lead to what is published; all but a feed hold no text themselves."""
FOLLOW_MAX = 250
"""Most links of one list that may be followed a night; as many as GDELT gives in one answer."""
ANY_HOST = "*"
"""In place of hosts: any public host may be asked."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """An address that is asked every night, and what is found there.

    `follow` is how many links of a list are fetched; then the texts are those of what they lead to. `match` is a
    regular expression that path and query of such a link must hold, `links` the CSS selector of a listing's links.
    """

    url: str
    kind: str
    follow: int = 0
    match: str = ""
    links: str = ""


_KEYS = tuple(field.name for field in fields(EntryPoint))


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
    """Other hosts that links and redirects may lead to; `any` for all public ones. Raises `ValueError`."""
    if given == "any":
        return (ANY_HOST,)
    if not isinstance(given, list) or not all(isinstance(host, str) for host in given):
        raise ValueError("hosts must be a list of names, or any: write `hosts: [cdn.example.org]`")
    for host in given:
        parts = _split(f"http://{host}")
        if not host or parts is None or parts.netloc != host or set("@*") & set(host):
            raise ValueError(f"hosts name {host!r}: write a bare host, or host:port")
    return tuple(given)


def read_delay(given: Any) -> float:
    """Seconds between two requests. Raises `ValueError`."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 60:
        raise ValueError(f"delay_seconds is {given!r}: give seconds, 0 to 60")
    return float(given)


def check_reach(entry_points: Sequence[EntryPoint], hosts: Sequence[str]) -> None:
    """Raise `ValueError` where any host may be asked and no entry point needs it."""
    if ANY_HOST in hosts and not any(entry.kind == "gdelt" for entry in entry_points):
        raise ValueError("hosts: any is for sources with an entry point of the kind gdelt: list the hosts by name")


def _read_entry_point(number: int, entry: Any) -> EntryPoint:
    where = f"entry point {number}"
    if not isinstance(entry, Mapping):
        raise ValueError(f"{where} is {entry!r}: write `{{url: https://…, kind: feed}}`")
    unknown = sorted(str(key) for key in set(entry) - set(_KEYS))
    if unknown:
        raise ValueError(f"{where} has an unknown key {', '.join(unknown)}: spell one of {', '.join(_KEYS)}")
    url, kind, follow = entry.get("url"), entry.get("kind"), entry.get("follow", 0)
    if kind not in KINDS:
        raise ValueError(f"{where} has the kind {kind!r}: use one of {', '.join(KINDS)}")
    _check_follow(where, kind, follow)
    links, match = entry.get("links", ""), entry.get("match", "")
    if (kind == "listing") != bool(links):
        raise ValueError(f"{where}: links, a CSS selector, and kind: listing go together: add or remove it")
    if links:
        check_selector(f"{where}: links", links)
    if match:
        _check_match(where, match, follow)
    return EntryPoint(_read_url(where, url), kind, follow, match, links)


def _check_follow(where: str, kind: str, follow: Any) -> None:
    if isinstance(follow, bool) or not isinstance(follow, int) or not 0 <= follow <= FOLLOW_MAX:
        raise ValueError(f"{where}: follow is {follow!r}: give a count, 0 to {FOLLOW_MAX}")
    if follow and kind not in LISTS:
        raise ValueError(f"{where}: follow is for {', '.join(sorted(LISTS))}: remove it")
    if not follow and kind in LISTS - {"feed"}:
        raise ValueError(f"{where}: a {kind} holds no text itself: add `follow`, how many links are fetched a night")


def _check_match(where: str, match: Any, follow: int) -> None:
    if not follow:
        raise ValueError(f"{where}: match is for links that are followed: add `follow`, or remove it")
    try:
        re.compile(match)
    except (re.error, TypeError) as error:
        raise ValueError(f"{where}: match is {match!r}, no regular expression: {error}") from error


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
