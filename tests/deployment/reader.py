"""A reader that polls the published warehouse in a process of its own, for as long as a test lasts.

Every look opens the file and counts its tables; each version that it sees is judged by the queries of the audit.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schemas.stages import ALL_TABLES
from tests.deployment.compose import ROOT
from tests.deployment.processes import start, wait_until
from warehouse.audit import audit_candidate
from warehouse.query import query

TABLES = ("documents", "mentions", "commitments", "indicators", "candidates")
SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader saw so far: looks that found the file, versions of it, and what was wrong with any."""

    looks: int
    versions: int
    faults: list[str]


def look(path: Path, before: dict[str, int], is_new: bool) -> tuple[dict[str, int], list[str]]:
    """The counts of a file, and what is wrong with it."""
    counts = {name: int(query(path, f"select count(*) from {name}").rows[0][0]) for name in TABLES}
    kept = {name: counts[name] * (1 if name == "documents" else 2) for name in before}  # no document ever goes
    faults = [f"{name}: {before[name]} rows, then {counts[name]}" for name in before if kept[name] < before[name]]
    if is_new:
        floors = [table.name for table in ALL_TABLES if table.name in TABLES and counts[table.name] < table.floor]
        failed = [f for f in audit_candidate(path, {}) if f.severity == "critical" and not f.is_passed]
        faults += [f"too few rows: {name}" for name in floors]
        faults += [f"{finding.check_name}: {finding.details}" for finding in failed]
    return counts, faults


def watch(path: Path, report: Path) -> None:
    """Look again and again, and write down what was seen."""
    counts: dict[str, int] = {}
    looks, faults, versions = 0, list[str](), set[int]()
    while True:
        if path.exists():
            inode = path.stat().st_ino
            try:
                counts, found = look(path, counts, inode not in versions)
            except Exception as error:  # whatever keeps a reader from reading is what this is here to find
                found = [f"{type(error).__name__}: {error}"]
            looks += 1
            versions.add(inode)
            faults += found
        write(report, Seen(looks, len(versions), faults))
        time.sleep(SECONDS)


def write(report: Path, seen: Seen) -> None:
    """Write it aside, then rename: who reads it reads it whole."""
    content = {"looks": seen.looks, "versions": seen.versions, "faults": seen.faults}
    beside = report.with_suffix(".new")
    beside.write_text(json.dumps(content), encoding="utf-8")
    beside.replace(report)


@contextmanager
def reading(path: Path, folder: Path) -> Iterator[Path]:
    """A reader at work; gives the file to which it reports."""
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "reader.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DEFCOOP_HOME": str(folder)}
    command = [sys.executable, "-W", "ignore", "-m", "tests.deployment.reader", str(path), str(report)]
    process = start("reader", command, environment, folder / "reader.log")
    try:
        yield report
        assert process.is_running(), process.read_tail()
    finally:
        process.kill()


def read_report(report: Path) -> Seen:
    """What was seen until now."""
    return Seen(**json.loads(report.read_text(encoding="utf-8")))


def wait_for_look(report: Path) -> Seen:
    """What the reader has seen after two looks more: one of them began later than now."""
    before = read_report(report).looks if report.exists() else 0
    wait_until("the reader looks", lambda: report.exists() and read_report(report).looks > before + 1, 120)
    return read_report(report)


if __name__ == "__main__":
    watch(Path(sys.argv[1]), Path(sys.argv[2]))
