"""Who may talk to the desk: a browser of this machine that was given its address, and nobody else.

Every process of the machine can reach a port of it, and so can a page of the web through the browser. So the address
holds a random token; the name by which the desk is asked must be its own, or a name server could lead a stranger's page
to it (DNS rebinding); and what writes must come from a page of the desk, where a browser says where it comes from.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
SENT = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # the address holds the token; a stricter one would hide where a form comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer, also of a refusal."""


def list_hosts(port: int) -> frozenset[str]:
    """The names by which a desk at this port may be asked."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))


def find_refusal(
    method: str, path: str, headers: Iterable[tuple[str, str]], token: str, hosts: frozenset[str]
) -> str | None:
    """Why a request is refused; none where it may pass. Header names are in small letters, and each may stand once."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name, []).append(value)
    asked = found.get("host", [])
    if len(asked) != 1 or asked[0].lower() not in hosts:
        return "the desk is not known by this name"
    given = path.removeprefix("/").partition("/")[0]
    if not secrets.compare_digest(given.encode(), token.encode()):
        return "the address lacks the token that `defcoop review` printed"
    if method not in ("GET", "HEAD") and not _is_own(found, hosts):
        return "what writes must come from a page of the desk"
    return None


def _is_own(headers: Mapping[str, list[str]], hosts: frozenset[str]) -> bool:
    """Whether a form comes from the desk, as far as the browser says; a program that is no browser says nothing."""
    origins = {f"http://{host}" for host in hosts}
    return set(headers.get("origin", ())) <= origins and set(headers.get("sec-fetch-site", ())) <= {"same-origin"}


@dataclass(frozen=True, slots=True)
class Guard:
    """The desk behind its checks."""

    app: ASGIApp
    token: str
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request with 403, or pass it on; either way with the headers of the desk."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SENT)
            await send(message)

        if scope["type"] != "http":
            return
        reason = find_refusal(scope["method"], scope["path"], Headers(scope=scope).items(), self.token, self.hosts)
        app = self.app if reason is None else PlainTextResponse(f"refused: {reason}\n", 403)
        await app(scope, receive, send_guarded)
