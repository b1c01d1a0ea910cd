"""A review desk in a process of its own, for the tests that sit at it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen

from tests.small_world import start

REVIEWER = "Anna Berg"


@dataclass(frozen=True)
class OpenDesk:
    """Its address, which holds the token, and its process."""

    url: str
    process: Popen[str]


@contextmanager
def open_desk(environment: Mapping[str, str], reviewer: str = REVIEWER) -> Iterator[OpenDesk]:
    """Serve a desk until the block ends; it must end without an error, unless the block killed it."""
    with start(environment, "review", "--reviewer", reviewer) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert "http://127.0.0.1:" in first, process.communicate()
        try:
            yield OpenDesk(first.split()[-1], process)
        finally:
            process.terminate()
        _, errors = process.communicate(timeout=30)
        assert errors == "", errors
