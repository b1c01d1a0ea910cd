"""Read an item in a process of its own, with bounds on its time, its memory and what it writes.

For formats whose parser is a large program in another language: what a hostile file does to it, it does to that
process alone.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemas.raw import Problem, RawFigure, RawRecord, ReadResult
from sources.readers import read_records

_PROJECT = Path(__file__).resolve().parents[2]
_KEPT = "the snapshot is kept; look at the file, and leave it out if it stays so"
_TOO_MUCH = 3
"""Exit code of a process that reached its memory."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one item may take: seconds of the clock and of the processor, bytes of memory, bytes written."""

    seconds_max: float = 180.0
    cpu_seconds_max: int = 60
    memory_max: int = 1_500_000_000
    output_max: int = 100_000_000


def read_apart(content: bytes, url: str, bounds: Bounds | None = None, **how: Any) -> ReadResult:
    """The same as `read_records(content, url, **how)`; a problem where a bound is reached or the process dies."""
    bounds = bounds or Bounds()
    given = json.dumps([{"url": url, **how}, asdict(bounds)])
    paths = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "sources.readers.apart", given],
                input=content,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=bounds.seconds_max,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _refuse(url, "too_costly", f"reading it takes more than {bounds.seconds_max:g} seconds")
        out.seek(0)
        try:
            return _load(out.read()) if done.returncode == 0 else _explain(url, done.returncode, bounds)
        except ValueError:
            return _refuse(url, "reader_died", "what the process that read it wrote is cut off")


def _explain(url: str, code: int, bounds: Bounds) -> ReadResult:
    if code == -signal.SIGXCPU:
        return _refuse(url, "too_costly", f"reading it takes more than {bounds.cpu_seconds_max} seconds")
    if code == _TOO_MUCH:
        return _refuse(url, "too_costly", f"reading it takes more than {bounds.memory_max:,} bytes of memory")
    how = f"by signal {-code}" if code < 0 else f"with code {code}"
    return _refuse(url, "reader_died", f"the process that read it ended {how}")


def _refuse(url: str, rule: str, reason: str) -> ReadResult:
    return ReadResult(problems=(Problem(url, rule, reason, _KEPT),))


def _load(written: bytes) -> ReadResult:
    found = json.loads(written)
    return ReadResult(
        tuple(RawRecord(**row) for row in found["records"]),
        tuple(RawFigure(**row) for row in found["figures"]),
        tuple(Problem(**row) for row in found["problems"]),
    )


def main() -> None:
    """The process: bounds first, then the content from stdin."""
    how, bounds = json.loads(sys.argv[1])
    kinds = {
        resource.RLIMIT_AS: bounds["memory_max"],
        resource.RLIMIT_FSIZE: bounds["output_max"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in kinds.items():
        resource.setrlimit(kind, (value, value))
    seconds = bounds["cpu_seconds_max"]  # at the first the process is told, at the second it is killed
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    try:
        result = read_records(sys.stdin.buffer.read(), **how)
        sys.stdout.write(json.dumps(asdict(result)))
        sys.stdout.flush()
    except MemoryError:
        sys.exit(_TOO_MUCH)


if __name__ == "__main__":
    main()
