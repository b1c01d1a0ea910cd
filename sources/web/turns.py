"""Turns at a host: one request at a time, a pause between two, over all processes that share a home folder."""

import fcntl
import hashlib
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_WIDTH = 20
"""Characters of a note: each covers the one before."""


@contextmanager
def take_turn(folder: Path, host: str, delay_seconds: float) -> Iterator[None]:
    """Wait until nobody else asks this host and its pause is over; hold it while the block runs.

    The pause counts from the end of the last request, whoever made it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(host.encode()).hexdigest()[:32]
    with _open_note(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        noted = file.read()
        left = min(_read_moment(noted) + delay_seconds - time.time(), delay_seconds)
        if left > 0:
            time.sleep(left)
        try:
            yield
        finally:
            file.seek(0)
            if len(noted) > _WIDTH:
                file.truncate(0)  # some file systems take milliseconds for it: only where a note is damaged
            file.write(f"{time.time():{_WIDTH}.3f}")
            file.flush()


def _open_note(path: Path) -> TextIO:
    """The note of a host, to read and to write from its beginning."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+", encoding="ascii")


def _read_moment(text: str) -> float:
    """When the last request ended; 0 where nobody asked yet, or what was noted is damaged."""
    try:
        moment = float(text)
    except ValueError:
        return 0.0
    return moment if math.isfinite(moment) else 0.0
