"""How long the site of 100,000 generated commitments takes to make, and its table to filter in a browser.

Run by `make bench`. `DEFCOOP_BENCH_COMMITMENTS` changes the number. Without Chromium the browser's part is left out.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.generated import Scale
from bench.loading import FULL_AT, load
from bench.warehouse import generate, measure
from warehouse.publish import publish
from warehouse.site import write_site

ASKED = ("japan", "exercise", "no such words", "agreed 2024", "a")
"""Words that are typed into the table's filter, one after the other."""
ROUNDS = 5
_TIME = """words => {
    document.getElementById('text').value = words;
    const started = performance.now();
    filter();
    document.body.getBoundingClientRect();
    return performance.now() - started;
}"""


def build_warehouse(home: Path, commitments: int) -> Path:
    """A published file of generated rows."""
    scale = Scale(commitments, batches=4)
    generate(home, scale)
    *base, _ = sorted(path.name for path in (home / "stages" / "documents").iterdir())
    load(home, home / "nothing.duckdb", home / "next.duckdb", base, "full", FULL_AT)
    publish(home / "next.duckdb", home / "defcoop.duckdb")
    return home / "defcoop.duckdb"


def measure_browser(folder: Path) -> dict[str, Any]:
    """Milliseconds of a filter over all rows, and the seconds until they are there; nothing without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        started = time.perf_counter()
        page.goto((folder / "commitments.html").as_uri(), timeout=300_000)
        page.wait_for_function("all.length >= total", timeout=300_000)
        loaded = time.perf_counter() - started
        spent = [page.evaluate(_TIME, words) for _ in range(ROUNDS) for words in ASKED]
        browser.close()
    return {
        "all_rows_loaded_seconds": round(loaded, 1),
        "filter_median_ms": round(statistics.median(spent), 1),
        "filter_slowest_ms": round(max(spent), 1),
    }


def main() -> None:
    """Print the figures as JSON."""
    commitments = int(os.environ.get("DEFCOOP_BENCH_COMMITMENTS", "100000"))
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name), Path(name) / "site"
        published = build_warehouse(home, commitments)
        folder.mkdir()
        spent = measure(lambda: write_site(published, folder, [], None))
        after = Path(name) / "after"
        after.mkdir()
        again = measure(lambda: write_site(published, after, [], None, folder))
        files = [path for path in folder.rglob("*") if path.is_file()]
        figures = {
            "commitments": commitments,
            "pages": sum(path.suffix == ".html" for path in files),
            "megabytes": sum(path.stat().st_size for path in files) // 1_000_000,
            "front_page_kilobytes": (folder / "index.html").stat().st_size // 1_000,
            "seconds_by_the_clock": round(spent.clock, 1),
            "seconds_by_cores": round(spent.cores, 1),
            "nothing_changed_seconds_by_the_clock": round(again.clock, 1),
            "nothing_changed_seconds_by_cores": round(again.cores, 1),
            **measure_browser(folder),
        }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
