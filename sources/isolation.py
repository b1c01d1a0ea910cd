"""Run our parsers on what others wrote in a process that may die: bounds on time, memory and output for each item.

One worker (`sources.isolation_worker`, or another that a caller names) reads items one after the other; what a hostile
item does, it does to that worker, and the next item gets a new one. Where a worker that has read others dies, a new one
gets the item before it is called hostile. The answer is JSON, so that nothing of a broken worker is run here. A worker
ends when this process ends, in whatever way.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).resolve().parent.parent
_START_SECONDS = 120.0
"""How long a worker may take to load its parsers, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one item may take: seconds of the clock, seconds of the processor, bytes on top of what the parsers take
    themselves, bytes of the answer."""

    seconds_max: float = 180.0
    cpu_seconds_max: int = 15
    memory_max: int = 150_000_000
    output_max: int = 100_000_000


class IsolationError(Exception):
    """There is no answer: the rule (`too_costly`, `reader_died`, `reader_failed`) and the reason."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule, self.reason = rule, reason


class _DeadError(Exception):
    """The worker ended, or came to its memory, for which others that it read may be to blame."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule


@dataclass(slots=True)
class _Worker:
    process: "subprocess.Popen[bytes]"
    count: int = 0


@dataclass(slots=True)
class _Shop:
    module: str
    worker: _Worker | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


READERS = "sources.isolation_worker"
_SHOPS: dict[str, _Shop] = {}


def call_apart(call: str, content: bytes, arguments: dict[str, Any], bounds: Bounds, module: str = READERS) -> Any:
    """The answer of what the worker of a module knows by the name `call`, as JSON has it.

    Raises `IsolationError` where a bound is reached or the worker dies; the next call is not touched by it. Raises
    `RuntimeError` where the worker cannot even start: then no item is to blame.
    """
    shop = _SHOPS.setdefault(module, _Shop(module))
    head = {"call": call, "arguments": arguments, "bounds": asdict(bounds), "size": len(content)}
    line = json.dumps(head).encode() + b"\n"
    with shop.lock:
        has_read_others = _open_worker(shop).count > 0
        try:
            try:
                return _exchange(shop, line, content, bounds)
            except _DeadError:
                if has_read_others:
                    return _exchange(shop, line, content, bounds)
                raise
        except _DeadError as error:
            raise IsolationError(error.rule, str(error)) from error


def _exchange(shop: _Shop, line: bytes, content: bytes, bounds: Bounds) -> Any:
    worker = _open_worker(shop)
    worker.count += 1
    late = threading.Event()
    timer = threading.Timer(bounds.seconds_max, _kill_late, (worker, late))
    timer.start()
    try:
        status, written = _converse(shop, worker.process, line, content)
    except (OSError, ValueError):
        status, written = "", b""
    except BaseException:  # we were interrupted: its answer, which is still to come, must not be the next item's
        _close_worker(shop)
        raise
    finally:
        timer.cancel()
    if not status:
        code = _close_worker(shop)
        if late.is_set():
            raise IsolationError("too_costly", f"reading it takes more than {bounds.seconds_max:g} seconds")
        if code == -signal.SIGXCPU:
            raise IsolationError("too_costly", f"reading it takes more than {bounds.cpu_seconds_max} seconds of work")
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        raise _DeadError("reader_died", f"the process that read it ended {how}")
    if status == "memory":
        raise _DeadError("too_costly", f"reading it takes more than {bounds.memory_max:,} bytes of memory")
    if status == "output":
        raise IsolationError("too_costly", f"what is in it takes more than {bounds.output_max:,} bytes")
    if status == "raised":
        raise IsolationError("reader_failed", written.decode("utf-8", "replace"))
    return json.loads(written)


def _kill_late(worker: _Worker, late: threading.Event) -> None:
    late.set()
    worker.process.kill()


def _converse(shop: _Shop, process: "subprocess.Popen[bytes]", line: bytes, content: bytes) -> tuple[str, bytes]:
    """The status of the answer and what is written in it. Raises `OSError` or `ValueError` where there is none."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.write(content)
    process.stdin.flush()
    said = json.loads(process.stdout.readline())
    written = process.stdout.read(said["size"])
    if len(written) != said["size"]:
        raise ValueError("cut off")
    if said["is_last"]:
        _close_worker(shop)
    return said["status"], written


def _open_worker(shop: _Shop) -> _Worker:
    if shop.worker is None or shop.worker.process.poll() is not None:
        _close_worker(shop)
        paths = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", shop.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(paths)},
        )
        shop.worker = _Worker(process)
        timer = threading.Timer(_START_SECONDS, process.kill)
        timer.start()
        assert process.stdout is not None
        try:
            said = process.stdout.readline()  # its parsers are loaded: the bounds of an item count from now
        except BaseException:
            _close_worker(shop)
            raise
        finally:
            timer.cancel()
        if said != b"ready\n":
            code = _close_worker(shop)
            raise RuntimeError(f"python -m {shop.module} does not start: it ended with code {code}: run it by hand")
    return shop.worker


def _close_worker(shop: _Shop) -> int:
    worker, shop.worker = shop.worker, None
    if worker is None:
        return 0
    process = worker.process
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    with suppress(subprocess.TimeoutExpired):  # the end of its stdin is its end, and how it ended is asked for
        process.wait(2)
    process.kill()
    return process.wait()


def _close_workers() -> None:
    for shop in _SHOPS.values():
        _close_worker(shop)


atexit.register(_close_workers)
os.register_at_fork(after_in_child=_SHOPS.clear)  # after a fork the workers are the parent's
