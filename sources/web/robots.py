"""What a host's robots.txt lets us ask (RFC 9309), read by protego and remembered for a night."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from protego import Protego

from sources.snapshots import write_atomically
from sources.web.errors import WebError

AGENT = "defcoop"
"""The name by which a robots.txt addresses us."""
REMEMBERED = timedelta(hours=20)
"""How long an answer holds; the standard allows a day."""
BYTES_READ = 500 * 1024
"""Of a longer file the rest is not read (RFC 9309, 2.5)."""
DELAY_MAX = 60.0
"""Seconds; a host that wants longer pauses is not asked by a program that has a night."""


def load_rules(folder: Path, origin: str, now: datetime, ask: Callable[[str], bytes]) -> Protego:
    """The rules of an origin (`https://host`), remembered or asked for.

    No such file (4xx) allows everything. Raises `WebError` where the server fails or cannot be reached: then nothing
    of it may be asked.
    """
    path = folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"
    text = _read_remembered(path, now)
    if text is None:
        text = _ask(origin, ask)
        write_atomically(path, json.dumps({"origin": origin, "at": now.isoformat(), "text": text}).encode())
    return Protego.parse(text)


def expect_allowed(rules: Protego, url: str) -> float:
    """The pause in seconds that the rules ask for. Raises `WebError` for an address that they close to us."""
    if not rules.can_fetch(url, AGENT):
        remedy = "leave the address out, or ask the publisher"
        raise WebError("robots_disallow", "robots.txt closes this address to us", remedy)
    rate = rules.request_rate(AGENT)
    delay = max(rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
    if delay > DELAY_MAX:
        reason = f"robots.txt asks for {delay:g} seconds between two requests, more than {DELAY_MAX:g}"
        raise WebError("robots_delay", reason, "leave the source out, or ask the publisher")
    return delay


def _ask(origin: str, ask: Callable[[str], bytes]) -> str:
    try:
        content = ask(f"{origin}/robots.txt")
    except WebError as error:
        status = error.http_status
        if status is None:  # the host itself is the matter: its name, its address, its certificate
            raise WebError(error.rule, error.reason, error.remedy) from error
        if 400 <= status < 500 and status != 429:
            return ""
        reason = f"robots.txt of {origin} cannot be had ({error.reason}), so nothing there may be asked"
        raise WebError("robots_unknown", reason, error.remedy, http_status=status) from error
    return content[:BYTES_READ].decode("utf-8", "replace")


def _read_remembered(path: Path, now: datetime) -> str | None:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        is_fresh = abs(now - datetime.fromisoformat(known["at"])) < REMEMBERED
        return str(known["text"]) if is_fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # missing or damaged: asked anew
