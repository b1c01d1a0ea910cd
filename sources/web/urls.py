"""Which addresses of the web a source may ask: http and https, no login in them, hosts and ports that it lists.

One parser reads an address for the check and for the request, so that the two cannot disagree.
"""

from collections.abc import Iterable

import httpx

from sources.entry_points import ANY_HOST
from sources.web.errors import WebError

PORTS = {"http": 80, "https": 443}
LENGTH_MAX = 2000
"""Characters of an address."""
Reach = frozenset[tuple[str, int]]
"""Hosts and ports that requests of a source may go to."""


def make_reach(urls: Iterable[str], hosts: Iterable[str] = ()) -> Reach:
    """Where a source's requests may go: the hosts of its entry points, with and without `www.`, and those it lists.

    Ports are 80 and 443, and those that an entry point or a listed host (`host:port`) names itself. With `ANY_HOST`
    among the hosts every host may be asked on 80 and 443; addresses are judged all the same. Raises `WebError` for an
    address that cannot be read.
    """
    hosts = list(hosts)
    anywhere = {(ANY_HOST, port) for port in PORTS.values()} if ANY_HOST in hosts else set()
    parsed = [_parse(url) for url in [*urls, *(f"http://{host}" for host in hosts if host != ANY_HOST)]]
    named = {(_host(url), url.port) for url in parsed}
    return frozenset(anywhere) | frozenset(
        (name, port)
        for host, given in named
        for name in _twins(host)
        for port in ([given] if given is not None else PORTS.values())
    )


def check_url(text: str, reach: Reach) -> httpx.URL:
    """An address that may be asked, without its fragment. Raises `WebError` with the rule that it breaks."""
    url = _parse(text)
    if url.scheme not in PORTS:
        raise WebError("scheme", f"{url.scheme or 'no scheme'} is not asked", "only http and https are")
    if url.userinfo:
        raise WebError("login_in_address", "the address holds a name or a password", "take it out of the address")
    host, port = _host(url), url.port or PORTS[url.scheme]
    if not host:
        raise WebError("no_host", "the address names no host", "mend it")
    if (host, port) not in reach and (ANY_HOST, port) not in reach:
        if any(name in (host, ANY_HOST) for name, _ in reach):
            raise WebError("odd_port", f"port {port} of {host} is not asked", f"list {host}:{port} in `hosts`")
        raise WebError("other_host", f"{host} is not a host of this source", f"if it is, list {host} in `hosts`")
    return url


def join_url(base: httpx.URL, reference: str) -> str:
    """The address that a link or a redirect of `base` leads to. Raises `WebError` where it cannot be read."""
    try:
        return str(base.join(reference))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _unreadable(error) from error


def _parse(text: str) -> httpx.URL:
    if len(text) > LENGTH_MAX:
        raise WebError("long_address", f"the address is longer than {LENGTH_MAX:,} characters", "mend it")
    try:
        return httpx.URL(text).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> WebError:
    return WebError("unreadable_address", f"the address cannot be read: {error}", "mend it")


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").lower().rstrip(".")


def _twins(host: str) -> tuple[str, ...]:
    return (host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")
