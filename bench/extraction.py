"""How fast extraction is, against parsing everything: the median of several runs over the same documents.

Run by `make bench`. Both sides run in one process, in turn, so that a noisy machine hits them alike.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from transforms.mentions import find_mentions
from transforms.parse import load_parser

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def read_texts() -> list[str]:
    """The plain-text samples; the same for everybody who runs this."""
    return [
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "samples/inbox").rglob("*.txt"))
        if not path.name.startswith("broken")
    ]


def measure(work: Callable[[str], object], texts: list[str]) -> float:
    """Seconds that `work` takes over all texts."""
    started = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - started


def main() -> None:
    """Print one JSON line: documents a second, and the ratio of extraction to parsing everything."""
    texts = read_texts()
    parser = load_parser()

    def extract(text: str) -> object:
        return find_mentions(text, date(2024, 7, 14))

    extract(texts[0])
    pairs = [(measure(extract, texts), measure(parser, texts)) for _ in range(RUNS)]
    extraction = statistics.median(a for a, _ in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    figures = {
        "documents": len(texts),
        "characters": sum(map(len, texts)),
        "documents_per_second": round(len(texts) / extraction, 1),
        "extraction_to_parsing_everything": round(ratio, 2),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
