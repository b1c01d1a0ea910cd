"""Turns at a host: one request at a time, a pause between two, over all processes that share a home folder."""

import fcntl
import hashlib
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def take_turn(folder: Path, host: str, delay_seconds: float) -> Iterator[None]:
    """Wait until nobody else asks this host and its pause is over; hold it while the block runs.

    The pause counts from the end of the last request, whoever made it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(host.encode()).hexdigest()[:32]
    with path.open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        left = _read_moment(file.read()) + delay_seconds - time.time()
        time.sleep(min(max(left, 0.0), delay_seconds))
        try:
            yield
        finally:
            file.seek(0)
            file.truncate(0)
            file.write(f"{time.time():.3f}")
            file.flush()


def _read_moment(text: str) -> float:
    """When the last request ended; 0 where nobody asked yet, or what was noted is damaged."""
    try:
        moment = float(text)
    except ValueError:
        return 0.0
    return moment if math.isfinite(moment) else 0.0
