"""How fast extraction is, how much its gate lets through, and whether the gate loses what is looked for.

Run by `make bench`. What is compared runs in one process, in turn, so that a noisy machine hits both sides alike.
"""

import json
import multiprocessing
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from evaluation.gold import ANSWERS, DOCUMENTS, read_answers
from schemas.extractors import DEFAULT
from transforms.english.gate import gate_sentences
from transforms.english.judging import judge_sentences, speaks_of_defence
from transforms.english.parse import load_parser
from transforms.english.scene import Scene, read_scene
from transforms.extractors import find_extractor
from transforms.learned.model import load_model
from transforms.words.instruments import find_instruments
from transforms.words.segments import split_sentences

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
PROCESSES = 2
OTHER_PER_RELEVANT = 99
WORDS = 500
DAY = date(2024, 7, 14)
RELEVANT_IN_MIX = 2
ARTICLES_A_DAY = 300_000


def read_texts() -> list[str]:
    """The plain-text samples; the same for everybody who runs this."""
    return [
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "samples/inbox").rglob("*.txt"))
        if not path.name.startswith("broken")
    ]


def write_mix(texts: Sequence[str]) -> list[str]:
    """A newspaper's day in small: one text on defence among a hundred on other things, of 500 words each."""
    drawn = random.Random(1)
    sentences = (ROOT / "bench/other_news.txt").read_text(encoding="utf-8").splitlines()
    others = [_write_article(drawn, sentences) for _ in range(RELEVANT_IN_MIX * OTHER_PER_RELEVANT)]
    mix = [*others, *texts[:RELEVANT_IN_MIX]]
    drawn.shuffle(mix)
    return mix


def _write_article(drawn: random.Random, sentences: Sequence[str]) -> str:
    words, parts = 0, []
    while words < WORDS:
        paragraph = " ".join(drawn.sample(sentences, 3))
        words += len(paragraph.split())
        parts.append(paragraph)
    return "\n\n".join(parts)


def extract(text: str, extractor: str = DEFAULT) -> int:
    """The number of records of a text; what every measurement runs."""
    document = {
        "text": text, "published_on": DAY, "title": None, "publisher": None, "document_type": "article",
        "language": "en",
    }  # fmt: skip
    return len(find_extractor(extractor).read(document).records)


def start() -> None:
    """Load what reads, before anything is timed."""
    load_parser()
    load_model()


def measure(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Seconds that `work` takes over all texts."""
    started = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - started


def measure_pool(texts: Sequence[str]) -> float:
    """Seconds that two processes take over all texts, their start not counted."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES, initializer=start) as pool:
        pool.map(extract, texts[:20], chunksize=5)
        started = time.perf_counter()
        pool.map(extract, texts, chunksize=10)
        return time.perf_counter() - started


def list_passed(text: str) -> tuple[list[str], int]:
    """The sentences of a text that pass the gate, and how many it has."""
    sentences = split_sentences(text)
    scene = Scene(text, "", "", DAY, tuple(sentences))
    numbers = [number for number, _ in gate_sentences(scene, find_instruments(text))]
    return [text[sentences[n].start : sentences[n].end] for n in numbers], len(sentences)


def measure_gate(texts: Sequence[str]) -> float:
    """The share of sentences that pass the gate."""
    counts = [(len(passed), total) for passed, total in map(list_passed, texts)]
    return sum(passed for passed, _ in counts) / sum(total for _, total in counts)


def list_judged(text: str, passed: Sequence[str]) -> list[str]:
    """The sentences of a text that the model reads, where these pass the gate; none without it, or of a text on
    something else."""
    model, scene = load_model(), read_scene(text, DAY)
    if model is None or not (passed or speaks_of_defence(text)):
        return []
    return [text[scene.sentences[n].start : scene.sentences[n].end] for n in judge_sentences(model, scene)]


def count_gold() -> tuple[int, int, int]:
    """Of the right answers in English of `tests/gold`, those with evidence in a sentence that passes the gate, those
    with evidence in one that passes or that the model reads, and all."""
    by_rules = read = total = 0
    lines = [line for path in DOCUMENTS for line in path.read_text(encoding="utf-8").splitlines()]
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for row in (row for row in rows if row["language"] == "en"):
        passed = list_passed(row["text"])[0]
        judged = list_judged(row["text"], passed)
        for quote in _list_quotes(row["id"]):
            total += 1
            by_rules += _is_in(quote, passed)
            read += _is_in(quote, [*passed, *judged])
    return by_rules, read, total


def _is_in(quote: str, sentences: Sequence[str]) -> bool:
    plain = [re.sub(r"\s+", " ", sentence) for sentence in sentences]
    return any(quote in sentence or sentence in quote for sentence in plain)


def _list_quotes(document_id: str) -> Iterator[str]:
    for record in read_answers(ANSWERS / f"{document_id}.json"):
        if not record.get("optional"):
            yield re.sub(r"\s+", " ", record["evidence"][0])


def main() -> None:
    """Print one JSON line: documents a second, ratios, what the gate lets through and loses, and memory."""
    texts = read_texts()
    mix = write_mix(texts)
    start()
    parser, by_rules = load_parser(), partial(extract, extractor="rules")
    rounds = [(measure(extract, texts), measure(by_rules, texts), measure(parser, texts)) for _ in range(RUNS)]
    days = [(measure(extract, mix), measure_pool(mix)) for _ in range(RUNS)]
    parsed = measure(parser, mix[:: len(mix) // 60])
    one, two = (statistics.median(column) for column in zip(*days, strict=True))
    by_rules_found, read, total = count_gold()
    figures = {
        "relevant_documents": len(texts),
        "relevant_documents_per_second": round(len(texts) / statistics.median(a for a, _, _ in rounds), 1),
        "the_same_by_rules_alone": round(len(texts) / statistics.median(b for _, b, _ in rounds), 1),
        "extraction_to_parsing_everything": round(statistics.median(a / c for a, _, c in rounds), 2),
        "rules_to_parsing_everything": round(statistics.median(b / c for _, b, c in rounds), 2),
        "mixed_documents": len(mix),
        "mixed_documents_per_second_one_process": round(len(mix) / one, 1),
        "mixed_documents_per_second_two_processes": round(len(mix) / two, 1),
        "mixed_to_parsing_everything": round(one / len(mix) / (parsed / len(mix[:: len(mix) // 60])), 2),
        "minutes_for_a_day_of_300000_articles": round(ARTICLES_A_DAY / (len(mix) / two) / 60),
        "gate_pass_rate_of_sentences": round(measure_gate(mix), 4),
        "gate_recall_of_gold_evidence": round(by_rules_found / total, 3),
        "gold_evidence_that_rules_or_model_read": round(read / total, 3),
        "gold_evidence": total,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
