"""A site on this machine that behaves as it is told, from a well-kept feed to the worst of the web."""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """Where it is, what it answers to which path, and what it was asked, in order."""

    url: str
    routes: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def reply(self, path: str) -> Reply | None:
        """The reply to a path; of a list one after the other, the last for good."""
        found = self.routes.get(path)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def open_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port of this machine."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            (site.reply(self.path) or send(b"nothing here", status=404))(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that go away are what is tested

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def send(content: bytes, media_type: str = "text/html", status: int = 200, **headers: str) -> Reply:
    """A plain reply; `_` in a header's name stands for `-`. A header that is given replaces the usual one."""
    named = {"Content-Type": media_type, "Content-Length": str(len(content))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in named.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def send_kept(content: bytes, media_type: str = "application/rss+xml", etag: str = '"v1"') -> Reply:
    """A reply that knows conditional requests."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            send(b"", media_type, 304, ETag=etag)(handler)
        else:
            send(content, media_type, ETag=etag)(handler)

    return answer


def redirect(location: str, status: int = 302) -> Reply:
    """A redirect."""
    return send(b"", status=status, Location=location)


def drip(site: Site, head: bytes = b"") -> Reply:
    """A reply that sends one byte now and then and never ends by itself; with `head`, the drops are headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head or b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not site.closing.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return answer


def die(content: bytes) -> Reply:
    """A reply that promises more than it sends before the server goes away."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(content, Content_Length=str(len(content) + 1000))(handler)
        handler.close_connection = True

    return answer


def make_bomb(size: int) -> bytes:
    """Zeros, packed; the packed form is a thousandth of it."""
    return gzip.compress(b"\0" * size, 9, mtime=0)


def make_feed(base: str, texts: list[str], day: int = 5) -> bytes:
    """An RSS feed with one entry a text, which links to `base/N`."""
    items = "".join(
        f"<item><title>Item {n}</title><link>{base}/{n}</link><guid>{n}</guid>"
        f"<pubDate>Wed, 0{day} Feb 2025 09:00:00 +0000</pubDate><description>{text}</description></item>"
        for n, text in enumerate(texts, 1)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>'
    return f"{head}<link>{base}</link><description>news</description>{items}</channel></rss>".encode()


def make_page(title: str, text: str) -> bytes:
    """An article page."""
    head = f'<title>{title}</title><meta property="article:published_time" content="2025-02-05T09:00:00Z">'
    body = f"<article><h1>{title}</h1><p>{text}</p><p>{text}</p></article>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def make_certificate(folder: Path, days: int = 1) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for 127.0.0.1, and the file of the authority that vouches for it for so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A site for tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority, both = folder / "authority.pem", folder / "server.pem"
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    folder.mkdir(parents=True, exist_ok=True)
    authority.write_bytes(public)
    both.write_bytes(private + public)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, authority
