"""The process that reads what others wrote, one item after the other, within bounds that are set before each.

From stdin come a line of JSON and the content; to stdout go a line of JSON, which says how it ended, and the answer. It
can write no file. The end of stdin is its end.
"""

import json
import resource
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from schemas.raw import ReadResult
from sources.entry_points import EntryPoint
from sources.isolation import Bounds
from sources.readers.lists import LinkList
from sources.readers.records import read_records
from sources.selectors import Selectors
from sources.web.links import find_links


def _read(content: bytes, selectors: dict[str, str] | None, **how: Any) -> ReadResult:
    return read_records(content, selectors=Selectors(**selectors) if selectors else None, **how)


def _find_links(content: bytes, base: str, entry: dict[str, Any]) -> LinkList:
    return find_links(content, base, EntryPoint(**entry))


CALLS: dict[str, Callable[..., Any]] = {"read": _read, "links": _find_links}
"""What may be called, by name: each takes the content and named arguments, and gives a dataclass."""

_NEARLY = 0.9
"""The share of an item's memory from which on what its parser says is not believed: some go on where they get none."""
_USUAL = Bounds().memory_max
"""Bytes that the next item is given, unless it lies in a folder: what this one left taken must not end that one."""
_UNKNOWN = 2_000_000_000
"""Bytes of address space that the parsers take, where the system does not tell."""


def serve(calls: Mapping[str, Callable[..., Any]]) -> None:
    """Answer calls until stdin ends. It says that it is the last where the next item's memory is partly taken."""
    warnings.simplefilter("ignore")
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(b"ready\n")
    answers.flush()
    own = _measure("VmSize")
    while line := requests.readline():
        request = json.loads(line)
        bounds = request["bounds"]
        content = requests.read(request["size"])
        _set_bounds(own, bounds)
        status, written = _answer(calls, request, content)
        if _measure("VmPeak") > own + bounds["memory_max"] * _NEARLY:
            status, written = "memory", b""
        is_last = status == "memory" or _measure("VmPeak") > own + _USUAL * _NEARLY
        is_last = is_last or _measure("VmSize") > own + _USUAL // 2
        said = {"status": status, "size": len(written), "is_last": is_last}
        answers.write(json.dumps(said).encode() + b"\n" + written)
        answers.flush()


def _answer(calls: Mapping[str, Callable[..., Any]], request: dict[str, Any], content: bytes) -> tuple[str, bytes]:
    try:
        result = calls[request["call"]](content, **request["arguments"])
        written = json.dumps(asdict(result)).encode()
    except MemoryError:
        return "memory", b""
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}"[:2000].encode("utf-8", "replace")
    return ("done", written) if len(written) <= request["bounds"]["output_max"] else ("output", b"")


def _set_bounds(own: int, bounds: dict[str, Any]) -> None:
    """The bounds of the next item. Its end comes with a signal where it takes too much of the processor."""
    memory = (own or _UNKNOWN) + bounds["memory_max"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + bounds["cpu_seconds_max"]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _measure(name: str) -> int:
    """Bytes of address space that are taken (`VmSize`) or were at most (`VmPeak`); 0 where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)


if __name__ == "__main__":
    serve(CALLS)
