"""Connections for the client: names are resolved here, addresses judged here, and nothing lasts beyond a deadline.

The connection goes to the address that was judged, while TLS and the Host header keep the name. So a name that stands
for another address at the second look (DNS rebinding) gains nothing.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from sources.web.addresses import find_objection
from sources.web.errors import WebError

Resolver = Callable[[str, int], list[str]]
"""The addresses that a host and port stand for."""
ADDRESSES_MAX = 4
"""Addresses of one name that are tried."""


@dataclass(slots=True)
class Deadline:
    """The moment (monotonic seconds) at which the request that is under way must be over."""

    at: float = 0.0

    def cut(self, timeout: float | None) -> float:
        """A timeout that ends at the deadline at the latest. Raises `httpcore.ReadTimeout` when it has passed."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request took too long")
        return left if timeout is None else min(timeout, left)


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a name as the system gives them. Raises `OSError` where it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedBackend(httpcore.NetworkBackend):
    """Connects only where `find_objection` has none; the connection to a configured proxy is not judged."""

    def __init__(
        self, deadline: Deadline, *, allow_loopback: bool, is_judging: bool = True, resolver: Resolver = resolve_name
    ) -> None:
        self._deadline, self._resolver = deadline, resolver
        self._allow_loopback, self._is_judging = allow_loopback, is_judging
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises `WebError` where none may be asked."""
        last: Exception | None = None
        for address in self._list_addresses(host, port):
            try:
                left = self._deadline.cut(timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} stands for no address")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def _list_addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved") from error
        if not self._is_judging:
            return found[:ADDRESSES_MAX]
        objections = {address: find_objection(address, allow_loopback=self._allow_loopback) for address in found}
        allowed = [address for address, objection in objections.items() if objection is None]
        if found and not allowed:
            said = next(iter(objections.values()))
            raise WebError("forbidden_address", f"{host} stands for {said}", "no request goes there: mend the address")
        return allowed[:ADDRESSES_MAX]


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline: drops that arrive in time do not prolong it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes of the answer."""
        return self._inner.read(max_bytes, self._deadline.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes of the request."""
        self._inner.write(buffer, self._deadline.cut(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted and verified against the name."""
        return DeadlineStream(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.cut(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """What the pool asks of a connection."""
        return self._inner.get_extra_info(info)
