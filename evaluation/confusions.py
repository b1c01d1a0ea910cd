"""What went wrong, line by line, for people who write rules. Only ever of texts that they may read."""

from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.matching import ENOUGH, Pair, Record, list_actors, share_words
from evaluation.scores import Judged

COMPARED = ("parties", "counterparts", "standing", "quantity", "due_on", "effective_on")
Row = tuple[str, str, str, str]


def list_confusions(documents: Sequence[Judged]) -> list[Row]:
    """Rows of what, document, detail, sentence: kinds taken for others, missed, false, and slots that differ."""
    return sorted(row for document in documents for row in _list_rows(document))


def _list_rows(document: Judged) -> Iterator[Row]:
    paired = {pair.expected for pair in document.pairs}, {pair.found for pair in document.pairs}
    missed = [record for i, record in enumerate(document.expected) if i not in paired[0] and not record.get("optional")]
    false = [record for i, record in enumerate(document.found) if i not in paired[1]]
    for right in missed:
        yield _describe_missed(document, right, false)
    for ours in false:
        detail = f"{ours['kind']} of {_name_actors(ours)}, {ours['standing']}"
        yield "false", document.document_id, detail, _quote(ours)
    for pair in document.hits:
        if not pair.reaches("full"):
            yield _describe_slots(document, pair)


def _describe_missed(document: Judged, right: Record, false: Sequence[Record]) -> Row:
    detail = f"{right['kind']} of {_name_actors(right)}, {right['standing']}"
    others = sorted({ours["kind"] for ours in false if share_words(right, ours) >= ENOUGH})
    if others:
        return "other kind", document.document_id, f"{detail}; found as {', '.join(others)}", _quote(right)
    return "missed", document.document_id, detail, _quote(right)


def _describe_slots(document: Judged, pair: Pair) -> Row:
    right, ours = document.expected[pair.expected], document.found[pair.found]
    wrong = [
        f"{name} {_short(right.get(name))}, found {_short(ours.get(name))}"
        for name in _list_wrong_slots(pair)
        if right.get(name) != ours.get(name) and (right.get(name) is not None or name == "counterparts")
    ]
    return "slots", document.document_id, f"{right['kind']}: {'; '.join(wrong)}", _quote(right)


def _list_wrong_slots(pair: Pair) -> list[str]:
    names = {"actors": ("parties", "counterparts"), "parties": ("parties",), "dates": ("due_on", "effective_on")}
    differing = {name for slot, agrees in pair.agrees.items() if not agrees for name in names.get(slot, (slot,))}
    return [name for name in COMPARED if name in differing]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return "+".join(value) if isinstance(value, list) and value else str(value or "nothing")


def _name_actors(record: Record) -> str:
    return "+".join(sorted(list_actors(record))) or "nobody"


def _quote(record: Record) -> str:
    quotes = [item if isinstance(item, str) else item["text"] for item in record["evidence"]]
    return " … ".join(" ".join(quote.split()) for quote in quotes)
