"""Rows of `mentions` and `candidates`: what single documents say, shaped to their contracts.

The promise: every document gives its rows or a rejection with the reason; one that breaks the extractor is rejected
alone. What surprises: documents in languages that no rule reads are rejected with the actors that they name, and so
counted.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from transforms.english.extraction import extract_document
from transforms.extractors import RULES, Extractor, Fault
from transforms.identity import make_id
from transforms.records import Candidate, Record
from transforms.rejections import make_rejection
from transforms.surface.surface_lexicon import name_actors
from transforms.words.dates import DateMention

Rows = list[dict[str, Any]]


def find_mentions(text: str, published_on: date) -> list[Record]:
    """The records of a bare text."""
    return extract_document(text, published_on)[0]


def make_mentions(documents: Iterable[Mapping[str, Any]], extractor: Extractor = RULES) -> tuple[Rows, Rows, Rows]:
    """Rows of `mentions`, `candidates` and `rejections` of some rows of `documents`."""
    mentions: Rows = []
    candidates: Rows = []
    rejections: Rows = []
    for document in documents:
        if document["language"] not in extractor.languages:
            rejections.append(_reject_language(document))
            continue
        try:
            found = extractor.read(document)
        except Exception as error:  # one text must not end the batch
            rejections.append(_reject_failure(document, error))
            continue
        for row in _unique("mention_id", [_make_mention(document, extractor, record) for record in found.records]):
            fault = _find_fault(row)
            mentions += [row] if fault is None else []
            rejections += [_reject(document, fault)] if fault is not None else []
        candidates += _unique("candidate_id", [_make_candidate(document, extractor, one) for one in found.candidates])
        rejections += _unique("rejection_id", [_reject(document, fault) for fault in found.faults])
    return mentions, candidates, rejections


def reject_document(document: Mapping[str, Any], rule: str, reason: str) -> dict[str, Any]:
    """The rejection of a document that no extractor could read to its end."""
    return _reject(document, Fault(rule, reason, "report the document; the others of its batch went on"))


def _unique(name: str, rows: Rows) -> Rows:
    return list({row[name]: row for row in rows}.values())


def _make_mention(document: Mapping[str, Any], extractor: Extractor, record: Record) -> dict[str, Any]:
    actors = "+".join((*record.parties, "/", *record.counterparts))
    quantity = record.quantity
    return {
        "mention_id": make_id("m", document["document_id"], record.start, record.end, record.kind, actors),
        "document_id": document["document_id"],
        "batch_id": document["batch_id"],
        "kind": record.kind,
        "parties": list(record.parties),
        "counterparts": list(record.counterparts),
        "standing": record.standing,
        "quantity_value": quantity.value if quantity else None,
        "quantity_value_max": quantity.value_max if quantity else None,
        "quantity_unit": quantity.unit if quantity else None,
        "quantity_basis": quantity.basis if quantity else None,
        "quantity_qualifier": quantity.qualifier if quantity else None,
        **_make_period("announced", record.times.announced),
        **_make_period("due", record.times.due),
        **_make_period("effective", record.times.effective),
        "domains": list(record.domains),
        "instrument": record.instrument,
        "place": record.place,
        **_make_evidence(document, record.start, record.end),
        "speaker": record.voice.speaker,
        "act": record.act,
        "voice": record.voice.voice,
        "condition": record.condition,
        "confidence": extractor.confidence[record.tier] if record.confidence is None else record.confidence,
        "tier": record.tier,
        "rule_id": record.rule_id,
        "extractor_version": extractor.version,
    }


def _find_fault(row: Mapping[str, Any]) -> Fault | None:
    """What is wrong with a mention as a whole: a share of GDP that was due before its text says it was promised."""
    due, announced = row["due_end_on"], row["announced_start_on"]
    if row["kind"] != "budget_share" or due is None or announced is None or due >= announced:
        return None
    reason = f"the share is due by {due} and was announced on {announced}"
    remedy = "look at the sentence: one of the two dates is a misprint, or belongs to something else"
    return Fault("due_before_announced", reason, remedy, row["evidence_text"])


def _make_period(name: str, mention: DateMention | None) -> dict[str, Any]:
    return {
        f"{name}_start_on": mention.start_on if mention else None,
        f"{name}_end_on": mention.end_on if mention else None,
        f"{name}_precision": mention.precision if mention else None,
    }


def _make_evidence(document: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    said = document["text"][start:end]
    digest = hashlib.sha256(said.encode()).hexdigest()
    return {"evidence_start": start, "evidence_end": end, "evidence_text": said, "evidence_sha256": digest}


def _make_candidate(document: Mapping[str, Any], extractor: Extractor, candidate: Candidate) -> dict[str, Any]:
    found = (candidate.start, candidate.end, candidate.kind, candidate.reason)
    return {
        "candidate_id": make_id("k", document["document_id"], *found),
        "document_id": document["document_id"],
        "batch_id": document["batch_id"],
        "kind": candidate.kind,
        "reason": candidate.reason,
        **_make_evidence(document, candidate.start, candidate.end),
        "rule_id": candidate.rule_id,
        "extractor_version": extractor.version,
    }


def _reject_language(document: Mapping[str, Any]) -> dict[str, Any]:
    named = ", ".join(name_actors(document["text"], document["language"]))
    reason = f"the text is in {document['language']!r}, which no rule reads" + (f"; it names {named}" if named else "")
    remedy = "none is needed: the document is kept and counted; it is read when its language is"
    return _reject(document, Fault("language_not_read", reason, remedy))


def _reject_failure(document: Mapping[str, Any], error: Exception) -> dict[str, Any]:
    return reject_document(document, "extractor_failed", f"{type(error).__name__}: {error}")


def _reject(document: Mapping[str, Any], fault: Fault) -> dict[str, Any]:
    told = (fault.rule, fault.reason, fault.remedy, fault.original)
    source = document.get("source_id", "local")
    return make_rejection(document["batch_id"], source, "mentions", document["document_id"], *told)
