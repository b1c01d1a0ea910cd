"""The report of `defcoop extract --extractor both`: what rules and model agree on, and where they differ."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.commands.printing import Printed, judge_rejections, make_record
from pipeline.commands.reading import LocalDocument, make_document_row
from pipeline.extraction.extractors import Extract
from pipeline.output import render_table
from transforms.comparison import Pair, compare_mentions
from transforms.words.segments import split_sentences

NAMES = {"agreed": "agreed", "differing": "differing", "only_first": "only rules", "only_second": "only llm"}
COLUMNS = ("found", "kind", "rules", "llm", "differ in", "sentence")


def print_comparison(document: LocalDocument, form: str, by_rules: Extract, by_llm: Extract) -> Printed:
    """Print what the two extractors say of one document. Half a reading is none: it would be told as a difference."""
    row = make_document_row(document)
    first, _, refused = by_rules([row])
    second, _, refused_too = by_llm([row])
    rejected = {one["rejection_id"]: one for one in (*refused, *refused_too)}
    if problems := judge_rejections(document, list(rejected.values())):
        return Printed(problems, {})
    pairs, day = compare_mentions(first, second), document.published_on.isoformat()
    counts = Counter(NAMES[pair.verdict] for pair in pairs)
    if form == "jsonl":
        told = [_make_pair(pair, document.text) for pair in pairs]
        printed = {"document_id": document.document_id, "published_on": day, "pairs": told}
        print(json.dumps(printed, ensure_ascii=False), flush=True)
    else:
        print(f"{document.document_id} ({day}): {tell_counts(counts)}")
        print(render_table(COLUMNS, [_make_row(pair, document.text) for pair in pairs]), flush=True)
    return Printed([], counts)


def tell_counts(counts: Mapping[str, int]) -> str:
    """How many pairs were agreed, and so on, in words."""
    return ", ".join(f"{counts.get(name, 0)} {name}" for name in NAMES.values())


def _make_pair(pair: Pair, text: str) -> dict[str, Any]:
    return {
        "found": NAMES[pair.verdict],
        "differ_in": list(pair.differs),
        "rules": make_record(pair.first) if pair.first else None,
        "llm": make_record(pair.second) if pair.second else None,
        "sentence": _find_sentence(pair, text),
    }


def _make_row(pair: Pair, text: str) -> tuple[Any, ...]:
    row = pair.first or pair.second or {}
    sides = (_describe(pair.first), _describe(pair.second))
    return NAMES[pair.verdict], row["kind"], *sides, pair.differs, _find_sentence(pair, text)


def _describe(row: Any) -> str:
    """Actors, standing and quantity, as in `NOR > UKR agreed 22 units`."""
    if row is None:
        return ""
    sides = " > ".join(" ".join(row[name]) for name in ("parties", "counterparts") if row[name])
    quantity = f" {row['quantity_value']:g} {row['quantity_unit']}" if row["quantity_value"] is not None else ""
    return f"{sides} {row['standing']}{quantity}"


def _find_sentence(pair: Pair, text: str) -> str:
    start, end = pair.evidence
    inside = [s for s in split_sentences(text) if s.start < end and start < s.end]
    return text[inside[0].start : inside[-1].end] if inside else text[start:end]
