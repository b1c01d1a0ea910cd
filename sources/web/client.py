"""The client of one run: polite, bounded, verified. It gives the bytes of an address or says why there are none.

It speaks through httpcore, the engine of httpx, because the address of a connection must be judged at the moment it is
made. Redirects are followed by hand and every hop is judged like the first address. Nothing is run, no cookie is kept,
no login is sent.
"""

import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpcore
import httpx
import stamina
import stamina.instrumentation
from protego import Protego

from sources.web.addresses import find_name_objection
from sources.web.answers import REDIRECTS, Answer, Headers, expect_content, read_headers
from sources.web.backend import CheckedBackend, Deadline, Resolver, resolve_name
from sources.web.decoding import ACCEPTED, Body, too_large
from sources.web.errors import WebError
from sources.web.failures import explain_failure
from sources.web.robots import expect_allowed, load_rules
from sources.web.turns import take_turn
from sources.web.urls import Reach, check_url, join_url


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a client. Seconds, bytes, counts."""

    seconds_connect: float = 10.0
    seconds_read: float = 30.0
    seconds_total: float = 120.0
    bytes_max: int = 50_000_000
    redirects_max: int = 5
    attempts_max: int = 3
    backoff_seconds: float = 1.0
    wait_max: float = 60.0
    delay_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: the User-Agent names the program and how to reach the people who run it."""

    contact: str
    version: str

    @property
    def user_agent(self) -> str:
        """The header as it is sent."""
        return f"defcoop/{self.version} (+{self.contact})"


@dataclass(slots=True)
class Client:
    """One client a run. `folder` holds what is shared between runs: turns at hosts, remembered robots.txt."""

    folder: Path
    identity: Identity
    limits: Limits = field(default_factory=Limits)
    allow_loopback: bool = False
    resolver: Resolver = resolve_name
    _deadline: Deadline = field(default_factory=Deadline)
    _pools: dict[str, httpcore.ConnectionPool] = field(default_factory=dict)
    _rules: dict[str, Protego | WebError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stamina.instrumentation.set_on_retry_hooks(())  # attempts are counted in the journal of requests

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def fetch(self, url: str, reach: Reach, conditions: Mapping[str, str] | None = None, at: str = "") -> Answer:
        """The answer of an address; `conditions` are the headers of a conditional request for the address `at`.

        Raises `WebError` where nothing came that can be kept. What may pass is tried again, a few times.
        """
        limits = self.limits
        for attempt in stamina.retry_context(
            on=self._judge_retry,
            attempts=limits.attempts_max,
            timeout=None,
            wait_initial=limits.backoff_seconds,
            wait_max=limits.wait_max,
            wait_jitter=limits.backoff_seconds,
        ):
            with attempt:
                answer = self._follow(url, reach, conditions or {}, at, is_robots=False)
                return replace(answer, attempts=attempt.num)
        raise AssertionError("a retry ends with an answer or an error")

    def find_proxy(self, url: httpx.URL) -> str | None:
        """The proxy that the environment names for an address, or none."""
        proxies = urllib.request.getproxies()
        proxy = proxies.get(url.scheme) or proxies.get("all")
        return None if not proxy or urllib.request.proxy_bypass(url.host) else proxy

    def list_proxies(self) -> list[str]:
        """The hosts of the proxies that the environment names."""
        named = (proxy for scheme, proxy in urllib.request.getproxies().items() if scheme in ("http", "https", "all"))
        return sorted({httpx.URL(proxy).host for proxy in named})

    def _judge_retry(self, error: Exception) -> bool | float:
        if not isinstance(error, WebError) or not error.is_temporary:
            return False
        if error.wait_seconds is None:
            return True
        return error.wait_seconds if error.wait_seconds <= self.limits.wait_max else False

    def _follow(self, url: str, reach: Reach, conditions: Mapping[str, str], at: str, *, is_robots: bool) -> Answer:
        current, seen, spent = check_url(url, reach), set[str](), 0.0
        for _ in range(self.limits.redirects_max + 1):
            if str(current) in seen:
                raise WebError("redirect_loop", "the redirects lead in a circle", "mend the address in the catalogue")
            seen.add(str(current))
            delay = 0.0 if is_robots else expect_allowed(self._load_rules(current, reach), str(current))
            sent = conditions if str(current) == at else {}
            with take_turn(self.folder / "turns", current.host, max(delay, self.limits.delay_seconds)):
                begun = time.monotonic()
                self._deadline.at = begun + self.limits.seconds_total - spent
                found = self._send(current, sent)
                spent += time.monotonic() - begun
            if isinstance(found, Answer):
                return replace(found, duration_ms=round(spent * 1000))
            current = _check_hop(current, found, reach)
        reason = f"more than {self.limits.redirects_max} redirects"
        raise WebError("too_many_redirects", reason, "mend the address in the catalogue")

    def _load_rules(self, url: httpx.URL, reach: Reach) -> Protego:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            try:
                ask = lambda address: self._ask_robots(address, reach)  # noqa: E731
                self._rules[origin] = load_rules(self.folder / "robots", origin, datetime.now(UTC), ask)
            except WebError as error:
                self._rules[origin] = error
        found = self._rules[origin]
        if isinstance(found, WebError):
            raise found
        return found

    def _ask_robots(self, url: str, reach: Reach) -> bytes:
        for attempt in stamina.retry_context(
            on=self._judge_retry,
            attempts=self.limits.attempts_max,
            timeout=None,
            wait_initial=self.limits.backoff_seconds,
            wait_jitter=self.limits.backoff_seconds,
        ):
            with attempt:
                return self._follow(url, reach, {}, "", is_robots=True).content or b""
        raise AssertionError("a retry ends with an answer or an error")

    def _send(self, url: httpx.URL, conditions: Mapping[str, str]) -> Answer | str:
        """One request: its answer, or the address that it redirects to."""
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers: list[tuple[str, str]] = [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", self.identity.user_agent),
            ("Accept", "*/*"),
            ("Accept-Encoding", ACCEPTED),
            *conditions.items(),
        ]
        times = {"connect": self.limits.seconds_connect, "read": self.limits.seconds_read}
        times |= {"write": self.limits.seconds_read, "pool": self.limits.seconds_connect}
        has_begun, proxy = False, self.find_proxy(url)
        if proxy and (said := find_name_objection(url.host, allow_loopback=self.allow_loopback)):
            raise WebError("forbidden_address", f"{url.host} is {said}", "no request goes there: mend the address")
        try:
            pool = self._open_pool(proxy)
            with pool.stream("GET", target, headers=headers, extensions={"timeout": times}) as response:
                has_begun = True
                return self._read_answer(url, response, bool(conditions))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise explain_failure(error, has_begun=has_begun) from error

    def _read_answer(self, url: httpx.URL, response: httpcore.Response, is_conditional: bool) -> Answer | str:
        headers, status = read_headers(response.headers), response.status
        if status in REDIRECTS:
            return headers.get("location") or ""
        if status != 304 or not is_conditional:
            expect_content(status, headers, datetime.now(UTC))
        body = None if status == 304 else self._read_body(response, headers)
        return Answer(
            final_url=str(url),
            http_status=status,
            content=None if body is None else body.finish(),
            media_type=headers.get("content-type"),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            duration_ms=0,
            wire_count=body.wire_count if body else 0,
        )

    def _read_body(self, response: httpcore.Response, headers: Headers) -> Body:
        claimed = headers.get("content-length") or ""
        if claimed.isdigit() and int(claimed) > self.limits.bytes_max:
            raise too_large(self.limits.bytes_max, "on the wire")
        body = Body((headers.get("content-encoding") or "").lower(), self.limits.bytes_max)
        for chunk in response.iter_stream():
            body.feed(chunk)
        return body

    def _open_pool(self, proxy: str | None) -> httpcore.ConnectionPool:
        """The connections, direct or through a proxy; TLS is verified by the system's or certifi's authorities."""
        key = proxy or ""
        if key not in self._pools:
            backend = CheckedBackend(
                self._deadline, allow_loopback=self.allow_loopback, is_judging=not proxy, resolver=self.resolver
            )
            context = httpx.create_ssl_context()
            if proxy:
                login = httpx.URL(proxy)
                auth = (login.username, login.password) if login.userinfo else None
                bare = str(login.copy_with(username=None, password=None))
                self._pools[key] = httpcore.HTTPProxy(bare, auth, ssl_context=context, network_backend=backend)
            else:
                self._pools[key] = httpcore.ConnectionPool(context, network_backend=backend, keepalive_expiry=15.0)
        return self._pools[key]


def _check_hop(current: httpx.URL, location: str, reach: Reach) -> httpx.URL:
    """The next address of a redirect, judged like any other. Raises `WebError` where it may not be asked."""
    if not location:
        raise WebError("bad_redirect", "a redirect leads nowhere", "mend the address in the catalogue")
    try:
        found = check_url(join_url(current, location), reach)
    except WebError as error:
        raise WebError(error.rule, f"a redirect: {error.reason}", error.remedy) from error
    if current.scheme == "https" and found.scheme == "http":
        raise WebError("downgrade", "a redirect leads from https to http", "mend the address in the catalogue")
    return found
