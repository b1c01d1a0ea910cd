"""The journal of requests: a line for each address that was asked, with how it ended, added as soon as it is known.

A night that was killed goes on from it: what has been answered is not asked again.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

STATUSES = ("fetched", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class Request:
    """One address that was asked. `status` is one of `STATUSES`, `rule` why it failed, `asked_at` UTC (ISO 8601)."""

    url: str
    status: str
    asked_at: str
    fetch_id: str | None = None
    http_status: int | None = None
    rule: str | None = None
    final_url: str | None = None
    attempts: int = 1
    duration_ms: int = 0
    wire_count: int = 0


def add_request(path: Path, request: Request) -> None:
    """Add a line, so that it outlives this process. Where the machine goes down, an address may be asked once more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"\n" * _is_torn(path) + json.dumps(asdict(request)).encode() + b"\n")
        file.flush()


def read_requests(paths: Iterable[Path]) -> list[Request]:
    """The requests of some journals, in order; a line that a kill cut off is left out."""
    found = []
    for path in paths:
        for line in path.read_bytes().splitlines() if path.exists() else ():
            with suppress(ValueError, TypeError):
                found.append(Request(**json.loads(line)))
    return found


def _is_torn(path: Path) -> bool:
    """Whether a kill cut off the last line; only the last byte is looked at, since a journal grows."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
