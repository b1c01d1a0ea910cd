"""Fuzz every reader: `make fuzz MINUTES=10`, or `python -m bench.fuzzing --minutes 10 --target feed`.

A target runs in a process of its own, which is started again where an input kills it. Mutants that behave as none did
before join the items that are mutated. What is found is written as a file, for a test to keep: an exception, a promise
that was broken, a crash, more than `SECONDS_MAX` of the processor, more than `MEMORY_MAX`.
"""

import argparse
import faulthandler
import hashlib
import json
import multiprocessing
import random
import re
import resource
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.fuzz_targets import Target, describe, load_targets

SECONDS_MAX = 5.0
"""Seconds of the processor that one item may take; the mutants are small."""
STALL_MAX = 90.0
MEMORY_MAX = 2_500_000_000
BYTES_MAX = 1_000_000
POOL_MAX = 400


@dataclass(slots=True)
class Tally:
    """What one target's run came to."""

    executions: int = 0
    behaviours: int = 0
    slowest_seconds: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)


def run_target(name: str, minutes: float, seed: int, folder: Path) -> Tally:
    """Fuzz one target for some minutes; a process that dies is started again with the next seed."""
    tally, ends_at = Tally(), time.monotonic() + minutes * 60
    folder.mkdir(parents=True, exist_ok=True)
    while (left := ends_at - time.monotonic()) > 1:
        current, notes = folder / f"{name}.current", folder / f"{name}.json"
        notes.unlink(missing_ok=True)
        current.write_bytes(b"")  # one of an earlier run would look stalled
        process = multiprocessing.get_context("spawn").Process(target=_fuzz, args=(name, left, seed, folder))
        process.start()
        _watch(process, current, left)
        done = json.loads(notes.read_text()) if notes.exists() else asdict(Tally())
        tally.executions += done["executions"]
        tally.behaviours = max(tally.behaviours, done["behaviours"])
        tally.slowest_seconds = max(tally.slowest_seconds, done["slowest_seconds"])
        tally.findings |= done["findings"]
        if process.exitcode:
            tally.findings |= _keep(folder, name, f"died with {process.exitcode}", current.read_bytes())
        seed += 1
    return tally


def _watch(process: Any, current: Path, seconds: float) -> None:
    """Wait for the end of a run; one that works on the same input for too long is killed."""
    ends_at = time.monotonic() + seconds + STALL_MAX
    while process.is_alive():
        process.join(5)
        is_stalled = current.exists() and time.time() - current.stat().st_mtime > STALL_MAX
        if process.is_alive() and (is_stalled or time.monotonic() > ends_at):
            process.kill()
            process.join()


def _fuzz(name: str, seconds: float, seed: int, folder: Path) -> None:
    """One process: mutate, check, note; until the time is over."""
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    target, draw, tally = load_targets()[name], random.Random(seed), Tally()
    pool, known = list(target.seeds), {target.check(content) for content in target.seeds}
    current, notes = folder / f"{name}.current", folder / f"{name}.json"
    ends_at, noted_at = time.monotonic() + seconds, 0.0
    while time.monotonic() < ends_at:
        content = _make_mutant(draw, target, pool)
        current.write_bytes(content)
        begun = time.process_time()
        try:
            behaviour = target.check(content)
        except Exception as error:
            tally.findings |= _keep(folder, name, _say(error), content)
            behaviour = ""
        spent = time.process_time() - begun
        tally.executions += 1
        tally.slowest_seconds = max(tally.slowest_seconds, round(spent, 2))
        if spent > SECONDS_MAX:
            tally.findings |= _keep(folder, name, "slow", content)
        elif behaviour and behaviour not in known:
            known.add(behaviour)
            _join_pool(draw, pool, content, len(target.seeds))
        tally.behaviours = len(known)
        if time.monotonic() - noted_at > 2:
            noted_at = time.monotonic()
            notes.write_text(json.dumps(asdict(tally)))
    notes.write_text(json.dumps(asdict(tally)))


def _make_mutant(draw: random.Random, target: Target, pool: list[bytes]) -> bytes:
    content = draw.choice(pool)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        content = target.mutate(draw, content)[:BYTES_MAX]
    return content


def _join_pool(draw: random.Random, pool: list[bytes], content: bytes, seeds: int) -> None:
    if len(pool) < POOL_MAX:
        pool.append(content)
    else:
        pool[draw.randrange(seeds, POOL_MAX)] = content


def _say(error: Exception) -> str:
    """The kind of an error and where it was raised: the same fault is one finding."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next(
        (f for f in reversed(frames) if "site-packages" not in f.filename and "bench" not in f.filename), frames[-1]
    )
    said = re.sub("[0-9]+", "N", describe(error))[:40]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.name}: {said}"


def _keep(folder: Path, name: str, said: str, content: bytes) -> dict[str, str]:
    """Write a finding's input; of findings that say the same the shortest stays."""
    key = f"{name}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
    path = folder / f"{key}.bin"
    if not path.exists() or path.stat().st_size > len(content):
        path.write_bytes(content)
        (folder / f"{key}.txt").write_text(said, encoding="utf-8", errors="replace")
    return {key: said}


def main() -> None:
    """Fuzz the targets one after the other and print a line for each; the exit is 1 where something was found."""
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("data/fuzz"), help="where what is found is written")
    parser.add_argument("--target", action="append", choices=sorted(load_targets()))
    given = parser.parse_args()
    found = 0
    for name in given.target or load_targets():
        tally = run_target(name, given.minutes, given.seed, given.folder)
        found += len(tally.findings)
        print(
            f"{name:12} {tally.executions:9,} executions in {given.minutes:g} minutes, {tally.behaviours} behaviours, "
            f"slowest {tally.slowest_seconds:.2f} s, {len(tally.findings)} findings",
            flush=True,
        )
        for key, said in sorted(tally.findings.items()):
            print(f"  {key}: {said}", flush=True)
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
