"""Serve the desk on this machine alone, until the reviewer stops it."""

import secrets
import socket
from contextlib import suppress

import uvicorn

from pipeline.errors import PipelineError
from pipeline.review.desk.app import make_app
from pipeline.review.desk.guard import list_hosts
from pipeline.settings import Settings

LOOPBACK = "127.0.0.1"


def serve(settings: Settings, reviewer: str, port: int = 0) -> None:
    """Print the address of the desk, and serve it until it is interrupted; port 0 is any that is free.

    Raises `PipelineError` where the port is taken.
    """
    try:
        listener = socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise PipelineError(f"cannot listen on port {port}: {error.strerror}", "choose another --port") from error
    with listener:
        bound = listener.getsockname()[1]
        token = secrets.token_urlsafe(32)
        app = make_app(settings, reviewer, token, list_hosts(bound))
        print(f"the desk of {reviewer}: http://{LOOPBACK}:{bound}/{token}/")
        print("open it in a browser of this machine; the address is the key, so keep it; Ctrl+C ends it", flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_configure(app)).run(sockets=[listener])


def _configure(app: object) -> uvicorn.Config:
    """A server that says nothing: its log would hold the token."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=32,
        timeout_graceful_shutdown=2,
    )
