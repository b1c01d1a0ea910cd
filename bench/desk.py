"""How long the review desk takes to answer over 100,000 generated commitments, with no decision and with 5,000.

Run by `make bench`. `DEFCOOP_BENCH_COMMITMENTS` changes the number of commitments.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from bench.site import build_warehouse
from pipeline.review.desk.app import make_app
from pipeline.settings import Settings
from schemas.decisions import ACCEPT
from transforms.decisions.writing import HEADER, make_decision, write_line
from warehouse.query import query
from warehouse.reviewing import find_target

ROUNDS, DECISIONS = 5, 5_000
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def time_answers(settings: Settings, names: list[str]) -> dict[str, dict[str, float]]:
    """Median seconds, by the clock and of cores, of a first and a further look at the queue, an item, an acceptance."""
    desk = make_app(settings, "Anna", "token", frozenset({"testserver"}))
    client = TestClient(desk, follow_redirects=False)

    def accept(name: str) -> int:
        seen = find_target(settings.published, name)["recorded_from"].isoformat()
        form = {"item": name, "seen": seen, "verdict": ACCEPT, "target": name}
        return client.post("/token/decide", data=form).status_code

    return {
        "first_queue": _time(lambda: client.get("/token/").status_code, 200, 1),
        "queue": _time(lambda: client.get("/token/").status_code, 200, ROUNDS),
        "item": _time(lambda: client.get(f"/token/item/{names[0]}").status_code, 200, ROUNDS),
        "accept": _time(lambda: accept(names.pop()), 303, ROUNDS),
    }


def _time(ask: Callable[[], int], expected: int, rounds: int) -> dict[str, float]:
    spent = []
    for _ in range(rounds):
        started = time.perf_counter(), time.process_time()
        if ask() != expected:
            raise SystemExit("the desk did not answer as it should: see what it says at the same address")
        spent.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    clock, cores = (round(statistics.median(found), 2) for found in zip(*spent, strict=True))
    return {"clock": clock, "cores": cores}


def decide_many(settings: Settings, names: list[str]) -> None:
    """The file of a reviewer who accepted all of these."""
    rows = (make_decision(ACCEPT, name, "Ben", BEGIN + timedelta(minutes=at), "so") for at, name in enumerate(names))
    lines = [HEADER, *(write_line(row) for row in rows), ""]
    (settings.decisions_folder / "ben.csv").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Print the figures as JSON."""
    commitments = int(os.environ.get("DEFCOOP_BENCH_COMMITMENTS", "100000"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home")
        settings.published.parent.mkdir(parents=True)
        build_warehouse(Path(folder), commitments).rename(settings.published)
        chosen = "select commitment_id from commitments order by hash(commitment_id)"
        names = [row[0] for row in query(settings.published, chosen).rows]
        figures: dict[str, Any] = {"commitments": commitments, "seconds": time_answers(settings, names[-20:])}
        decide_many(settings, names[:DECISIONS])
        figures[f"seconds_with_{DECISIONS}_decisions"] = time_answers(settings, names[-40:-20])
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
