"""How long the warehouse takes to load, to answer and to take a night more, on generated rows of any number.

Run by `make bench`. `DEFCOOP_BENCH_SCALE` is the number of commitments in millions (1 unless told), with three mentions
each. `DEFCOOP_BENCH_FOLDER` keeps what was generated, about a quarter of a gigabyte a million, and is used again. What
is compared runs in one process, in turn, so that a noisy machine hits both sides alike. Two cores are used.
"""

import contextlib
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from bench.generated import MENTIONS_A_DOCUMENT, Scale, open_generator, write_batches, write_resolution
from bench.loading import FULL_AT, NIGHT_AT, load, load_bare, name_run
from pipeline.night.publication import make_finding_rows
from schemas.operations import VALIDATIONS
from warehouse.audit import audit_candidate
from warehouse.build import add_rows, remove_file
from warehouse.errors import QueryError
from warehouse.parameters import check_listed
from warehouse.publish import publish
from warehouse.questions import Question, list_questions, read_parameters
from warehouse.reading import open_warehouse, run
from warehouse.touched import Touched

RUNS, RUNS_OF_MANY = 5, 3
PATIENCE = 30.0
"""Seconds after which a question is given up."""
Figures = dict[str, Any]


def generate(home: Path, scale: Scale) -> None:
    """Write the batches and resolutions of all rows and of one night more, unless they are there."""
    done = home / "generated.json"
    if done.exists():
        return
    with contextlib.closing(open_generator(scale, home)) as con:
        write_batches(con, home, scale, 0, scale.documents)
        write_resolution(con, home / "stages/commitments/full", scale.mentions)
        night = scale.documents + scale.night_mentions // MENTIONS_A_DOCUMENT
        write_batches(con, home, scale, scale.documents, night)
        write_resolution(con, home / "stages/commitments/night", scale.mentions + scale.night_mentions, scale.mentions)
    done.write_text(json.dumps({"commitments": scale.commitments}), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and seconds of all cores together: the latter tell the same on a machine that is busy."""

    clock: float
    cores: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.cores + other.cores)


def measure(work: Callable[[], object]) -> Spent:
    """What something takes."""
    started = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - started[0], time.process_time() - started[1])


def divide(one: Spent, other: Spent) -> dict[str, float]:
    """How many times as long one takes as the other."""
    return {"by_the_clock": round(one.clock / other.clock, 3), "by_cores": round(one.cores / other.cores, 3)}


def measure_loads(home: Path, batch_ids: list[str], rounds: int) -> tuple[Spent, Figures]:
    """Bare and checked loads of the same rows, in turn; the last checked one is left as the candidate."""
    pairs: list[tuple[Spent, Spent]] = []
    nothing, candidate = home / "nothing.duckdb", home / "next.duckdb"
    for _ in range(rounds):
        bare = measure(lambda: load_bare(home, home / "bare.duckdb", batch_ids, "full"))
        remove_file(home / "bare.duckdb")
        pairs.append((bare, measure(lambda: load(home, nothing, candidate, batch_ids, "full", FULL_AT))))
        say(f"bare load {bare}, load {pairs[-1][1]}")
    ratios = [divide(ours, bare) for bare, ours in pairs]
    middle = {name: statistics.median(ratio[name] for ratio in ratios) for name in ratios[0]}
    return pairs[-1][1], {"load_to_bare_load": middle, "rounds": ratios}


def audit(candidate: Path, run_id: str, touched: Touched | None = None) -> None:
    """Audit a candidate and record what was found. Raises `ValueError` for a finding: generated rows are sound."""
    findings = audit_candidate(candidate, {}, touched)
    failed = [finding for finding in findings if not finding.is_passed]
    if failed:
        raise ValueError(f"generated rows do not pass {failed[0].check_name}: {failed[0].details}")
    add_rows(candidate, VALIDATIONS, [{"run_id": run_id, **row} for row in make_finding_rows(findings)])


def measure_night(home: Path, batch_ids: list[str]) -> dict[str, Spent]:
    """What each step of a night takes that adds some mentions to the published file."""
    published, candidate = home / "defcoop.duckdb", home / "next.duckdb"
    run_id = name_run(NIGHT_AT)
    touched = Touched(run_id, home / "stages" / "commitments" / "night" / "scope.parquet")
    return {
        "load": measure(lambda: load(home, published, candidate, batch_ids, "night", NIGHT_AT)),
        "audit": measure(lambda: audit(candidate, run_id, touched)),
        "publish": measure(lambda: publish(candidate, published)),
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question takes with its defaults: at first in a new connection, and then in the same, the median."""

    question: str
    first: Spent
    again: Spent
    rows: str


def measure_question(path: Path, question: Question, runs: int) -> Answered:
    """Ask a question in a new connection, then some times again, unless it is given up."""
    rows: list[str] = []
    with open_warehouse(path) as con:
        con.execute("set memory_limit = '4GB'; set max_temp_directory_size = '4GB'")
        first = measure(lambda: rows.append(_ask(con, question)))
        taken = [first]
        while len(taken) <= runs and "given up" not in rows:
            taken.append(measure(lambda: rows.append(_ask(con, question))))
    later = taken[1:] or taken
    clock, cores = statistics.median(one.clock for one in later), statistics.median(one.cores for one in later)
    return Answered(question.name, first, Spent(clock, cores), rows[-1])


def _ask(con: duckdb.DuckDBPyConnection, question: Question) -> str:
    values = read_parameters(question, {})
    watch = threading.Timer(PATIENCE, con.interrupt)
    watch.start()
    try:
        checked = {one.name: check_listed(con, one, values[one.name]) for one in question.parameters}
        return str(len(run(con, question.statement, checked).rows))
    except QueryError as error:
        return "given up" if "nterrupt" in str(error) or "emory" in str(error) else str(error)
    finally:
        watch.cancel()


def measure_all(home: Path, scale: Scale, rounds: int) -> tuple[Figures, list[Answered]]:
    """All figures of a scale, and what each question takes, the slowest first."""
    generate(home, scale)
    say(f"generated {scale.commitments:,} commitments, {scale.mentions:,} mentions")
    *base, last = sorted(path.name for path in (home / "stages" / "documents").iterdir())
    loaded, figures = measure_loads(home, base, rounds)
    judged = measure(lambda: audit(home / "next.duckdb", name_run(FULL_AT)))
    say(f"audit {judged}")
    built = loaded + judged + measure(lambda: publish(home / "next.duckdb", home / "defcoop.duckdb"))
    night = measure_night(home, [last])
    say(f"night {night}")
    runs = RUNS if rounds > 1 else RUNS_OF_MANY
    questions = [measure_question(home / "defcoop.duckdb", one, runs) for one in list_questions()]
    figures = {
        "commitments": scale.commitments,
        "mentions": scale.mentions,
        "megabytes": (home / "defcoop.duckdb").stat().st_size // 1_000_000,
        **figures,
        "audit_to_load": divide(judged, loaded),
        "night_mentions": scale.night_mentions,
        "night_to_full_build": divide(night["load"] + night["audit"] + night["publish"], built),
        "steps_of_the_night_to_full_build": {name: divide(spent, built) for name, spent in night.items()},
        "questions": len(questions),
        "questions_under_a_second_at_first": sum(one.first.clock < 1 for one in questions),
        "questions_under_a_second": sum(one.again.clock < 1 for one in questions),
    }
    return figures, sorted(questions, key=lambda one: -one.again.clock)


def say(text: str) -> None:
    """Tell how far the measuring is."""
    sys.stderr.write(f"{text}\n")


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """The folder of the settings, which is kept, or one that is removed."""
    named = os.environ.get("DEFCOOP_BENCH_FOLDER")
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        yield Path(named)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def main() -> None:
    """Print the figures as JSON, and the questions as a table of Markdown."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    millions = float(os.environ.get("DEFCOOP_BENCH_SCALE", "1"))
    scale = Scale(int(millions * 1_000_000), batches=max(4, int(4 * millions)))
    with open_folder() as home:
        figures, questions = measure_all(home, scale, 3 if millions <= 1 else 1)
    head = "| question | at first, seconds | again, seconds | of cores | rows |\n|---|---|---|---|---|\n"
    sys.stdout.write(f"{json.dumps(figures, indent=1)}\n\n{head}")
    for one in questions:
        times = f"{one.first.clock:.2f} | {one.again.clock:.2f} | {one.again.cores:.2f}"
        sys.stdout.write(f"| `{one.question}` | {times} | {one.rows} |\n")


if __name__ == "__main__":
    main()
