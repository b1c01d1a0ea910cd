"""Servers that alerts are sent to: a mailbox and a webhook, real ones on this machine."""

import functools
import html
import http.server
import json
import re
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """Keeps what is sent to it, as subject and body."""

    port: int = 0
    mails: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take one mail."""
        mail = message_from_bytes(envelope.content)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        body = "\n".join(bytes(part.get_payload(decode=True)).decode("utf-8") for part in parts)
        self.mails.append((str(make_header(decode_header(mail["subject"]))), body))
        return "250 kept"


@dataclass(frozen=True)
class Call:
    """One call of a webhook."""

    headers: dict[str, str]
    body: str

    @property
    def content(self) -> dict[str, Any]:
        """The JSON of its body."""
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass
class Hook:
    """Keeps the calls that it gets, and answers with a status."""

    url: str = ""
    status: int = 200
    calls: list[Call] = field(default_factory=list)


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mail server that runs meanwhile."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def open_hook() -> Iterator[Hook]:
    """A web server that runs meanwhile and takes POSTs."""
    hook = Hook()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            hook.calls.append(Call({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(hook.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.url = f"http://127.0.0.1:{server.server_port}/hooks/k3y-in-the-path"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A web server over a folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def open_link(body: str) -> str:
    """What the one link of a mail shows."""
    (address,) = re.findall(r'<a href="([^"]+)">', body)
    with urllib.request.urlopen(html.unescape(address)) as answer:
        return html.unescape(answer.read().decode())
