"""A small, consistent warehouse for tests: rows as the stages leave them, batches on disk, files built of them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.home.batches import write_batch, write_folder
from schemas.commitments import ACTOR_MEMBERSHIPS, ACTORS, KINDS, TRANSITIONS
from schemas.contract import Table
from schemas.documents import SOURCES
from schemas.frames import to_arrow
from schemas.indicators import INDICATOR_SERIES, PLEDGE_PARTS
from schemas.lives import load_kinds, load_transitions
from schemas.operations import RUNS, VALIDATIONS
from schemas.registers import load_actors, load_memberships
from schemas.resolution import DUPLICATES, RESOLVED_TABLES
from schemas.series import load_pledge_parts, load_series
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from transforms.commitments.claims import Claim, make_claim
from transforms.commitments.history import describe_reading, trace_history
from transforms.documents.fingerprints import make_fingerprint
from warehouse.build import load_batch, load_commitments, load_rows, open_candidate, replace_table
from warehouse.publish import publish

Row = dict[str, Any]
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
SHA = "a" * 64
PERIODS = {
    f"{name}_{part}": None for name in ("announced", "due", "effective") for part in ("start_on", "end_on", "precision")
}
QUANTITY = {f"quantity_{part}": None for part in ("value", "value_max", "unit", "basis", "qualifier")}


def make_due(year: int) -> Row:
    """The columns of a commitment that is due in a year."""
    return {"due_start_on": date(year, 1, 1), "due_end_on": date(year, 12, 31), "due_precision": "year"}


def make_share(value: float, **more: Any) -> Row:
    """The columns of a quantity in percent of GDP."""
    return {"quantity_value": value, "quantity_unit": "percent_of_gdp", **more}


def make_source(source_id: str = "gazette", **changes: Any) -> Row:
    """A row of `sources`."""
    row = {
        "source_id": source_id, "title": f"The {source_id}", "source_format": "text", "document_type": "article",
        "is_official": False, "reliability_grade": "B", "language": "en", "licence": "made for tests", "url": None,
        "is_redistributable": False, "trends_from": date(1900, 1, 1),
        "documents_min": 1, "documents_max": 100, "publisher": f"The {source_id}",
        "country_id": None, "reliability_reason": None, "retention_text": "keep", "quote_chars_max": None,
        "schedule": "nightly", "verification_status": None,
    }  # fmt: skip
    return row | changes


def make_fetch(number: int, **changes: Any) -> Row:
    """A row of `fetches`."""
    row = {
        "fetch_id": f"f-{number}00", "source_id": "gazette", "batch_id": "b-1", "url": f"gazette/{number}.txt",
        "sha256": SHA, "media_type": "text/plain", "bytes_count": 100, "status": "fetched", "retrieved_at": AT,
        "final_url": None, "http_status": None, "etag": None, "last_modified": None, "duration_ms": None,
    }  # fmt: skip
    return row | changes


def make_document(number: int, text: str, **changes: Any) -> Row:
    """A row of `documents`, of the fetch of the same number."""
    row = {
        "document_id": f"d-{number}00", "source_id": "gazette", "batch_id": "b-1", "fetch_id": f"f-{number}00",
        "sha256": SHA, "url": f"https://gazette.example.org/{number}", "title": f"Document {number}",
        "publisher": "The gazette", "document_type": "article", "language": "en",
        "published_on": date(2025, 2, number), "retrieved_at": AT, "text": text, "duplicate_of": None,
        "canonical_url": None, "published_at": None, "published_zone": None, "dateline": None, "agency": None,
        "series_id": None, "version": 1, "superseded_by": None, "independence_group": f"d-{number}00",
        "author": None, "modified_on": None, "notices": None, "anchors": None,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "text_length": len(text),
        "fingerprint": make_fingerprint(text, "en"),
    }  # fmt: skip
    return row | changes


def make_mention(number: int, document: Row, evidence: str, **changes: Any) -> Row:
    """A row of `mentions`, with its evidence where the document's text holds it."""
    start = document["text"].index(evidence)
    row = {
        "mention_id": f"m-{number}00", "document_id": document["document_id"], "batch_id": document["batch_id"],
        "kind": "joint_training", "parties": ["DNK", "NOR"], "counterparts": [], "standing": "agreed",
        **QUANTITY, **PERIODS, "domains": ["land"], "instrument": None, "place": None,
        "evidence_start": start, "evidence_end": start + len(evidence), "evidence_text": evidence, "speaker": None,
        "evidence_sha256": hashlib.sha256(evidence.encode()).hexdigest(),
        "act": "announces", "voice": "official_text", "condition": None, "confidence": 0.9, "tier": "explicit",
        "rule_id": "training-1", "extractor_version": "1",
    }  # fmt: skip
    return row | changes


def make_candidate(document: Row, evidence: str, **changes: Any) -> Row:
    """A row of `candidates`."""
    start = document["text"].index(evidence)
    row = {
        "candidate_id": f"x-{document['document_id']}", "document_id": document["document_id"],
        "batch_id": document["batch_id"], "kind": "joint_training", "reason": "prediction", "evidence_start": start,
        "evidence_end": start + len(evidence), "evidence_text": evidence, "rule_id": "training-1",
        "evidence_sha256": hashlib.sha256(evidence.encode()).hexdigest(),
        "extractor_version": "1",
    }  # fmt: skip
    return row | changes


def make_commitment(commitment_id: str, mention: Row, **changes: Any) -> Row:
    """A row of `commitments` as resolved, of what a mention says."""
    shared = ("kind", "parties", "counterparts", "standing", *QUANTITY, *PERIODS, "domains", "instrument", "place")
    row = {
        "commitment_id": commitment_id, "block_id": "k-1",
        **{name: mention[name] for name in shared}, "delivery": "not_assessed",
        "bound_on": None, "first_seen_on": date(2025, 2, 1), "last_seen_on": date(2025, 2, 1),
        "mentions_count": 1, "documents_count": 1,
        "confidence": mention["confidence"], "tier": mention["tier"], "series_id": None, "instance": None,
        "review": None, "mention_id": mention["mention_id"], "evidence_text": mention["evidence_text"],
        "document_id": mention["document_id"], "title": "Document", "url": "https://gazette.example.org/1",
        "published_on": date(2025, 2, 1), "source_id": "gazette",
    }  # fmt: skip
    return row | changes


def make_rejection(batch_id: str = "b-1", stage: str = "documents", **changes: Any) -> Row:
    """A row of `rejections`."""
    row = {
        "rejection_id": f"r-{batch_id}-{stage}", "batch_id": batch_id, "source_id": "gazette", "stage": stage,
        "location": "undated.txt", "rule": "undated", "reason": "no date", "remedy": "give one", "original": "text",
    }  # fmt: skip
    return row | changes


def make_indicator(country_id: str, year: int, share: float, **changes: Any) -> Row:
    """A row of `indicators`."""
    row = {
        "country_id": country_id, "year": year, "series": "yearbook", "vintage": "2025", "source_id": "gazette",
        "batch_id": "b-1", "fetch_id": "f-100", "share_of_gdp_pct": share, "is_estimate": False,
        "is_highly_uncertain": False, "note": None, "recorded_from": AT, "recorded_to": None,
    }  # fmt: skip
    return row | changes


def resolve(
    pairs: Sequence[tuple[Row, Sequence[Row]]], duplicates: Mapping[str, str] | None = None
) -> dict[str, pa.Table]:
    """The tables of a resolution: commitments with their mentions, the first of which began it."""
    repeats = dict(duplicates or {})
    rows: dict[str, list[Row]] = {table.name: [] for table in RESOLVED_TABLES}
    for commitment, mentions in pairs:
        known = {"commitment_id": commitment["commitment_id"]}
        rows["commitments"].append(commitment)
        for role, actors in (("party", commitment["parties"]), ("counterpart", commitment["counterparts"])):
            rows["commitment_parties"] += [{**known, "actor_id": actor, "role": role} for actor in actors]
        history = trace_history([_make_claim(m) for m in mentions if m["document_id"] not in repeats])
        rows["commitment_evidence"] += [
            {**known, "mention_id": m["mention_id"], "is_independent": m["document_id"] not in repeats,
             **history.readings.get(m["mention_id"], describe_reading(None))}
            for m in mentions
        ]  # fmt: skip
        steps = enumerate(history.changes, 1)
        rows["commitment_history"] += [{**known, "step": step, **asdict(change)} for step, change in steps]
    tables = {table.name: to_arrow(table, rows[table.name]) for table in RESOLVED_TABLES}
    pairs_found = [make_link(a, b) for a, b in sorted(repeats.items())]
    return tables | {DUPLICATES.name: to_arrow(DUPLICATES, pairs_found)}


def make_link(document_id: str, duplicate_of: str | None) -> Row:
    """A row of `duplicates`: what a document repeats."""
    return dict.fromkeys(DUPLICATES.column_names) | {"document_id": document_id, "duplicate_of": duplicate_of}


def _make_claim(mention: Row) -> Claim:
    """What a mention claims; its document is that of `make_document`."""
    number = int(mention["document_id"].removeprefix("d-")) // 100
    return make_claim(mention, make_document(number, "", reliability_grade="B"))


@dataclass(frozen=True)
class World:
    """Batches and resolutions in a folder, and the warehouse that is built of them."""

    folder: Path
    batches: list[tuple[str, str]] = field(default_factory=list)

    @property
    def published(self) -> Path:
        return self.folder / "warehouse" / "defcoop.duckdb"

    @property
    def candidate(self) -> Path:
        return self.folder / "warehouse" / "next.duckdb"

    def write(self, stage: str, batch_id: str, **rows: Sequence[Row]) -> None:
        """Write one batch of a stage; it is loaded with the next build."""
        write_batch(self.folder, stage, batch_id, rows, {"batch_id": batch_id})
        self.batches.append((stage, batch_id))

    def build(self, resolution: Mapping[str, pa.Table], at: datetime = AT, run_id: str = "night-1") -> Path:
        """Build the candidate of all batches that were written, and a resolution."""
        folder = self.folder / "resolved" / f"{at:%Y%m%dT%H%M%S}"
        write_folder(folder, resolution, {})
        con = open_candidate(self.published, self.candidate)
        with con:
            load_references(con)
            for stage, batch_id in self.batches:
                load_batch(con, stage, batch_id, self.folder / "stages" / stage / batch_id, run_id)
            load_commitments(con, folder, at)
            load_rows(con, RUNS, [make_run(run_id, at)])
            load_rows(con, VALIDATIONS, [make_validation(run_id)])
            con.commit()
        return self.candidate

    def publish(self) -> Path:
        """Publish the candidate; what was loaded is not loaded again."""
        publish(self.candidate, self.published)
        self.batches.clear()
        return self.published


def load_references(con: Any) -> None:
    """The tables that are declared: one source, all actors and memberships, kinds and their transitions."""
    replace_table(con, SOURCES, to_arrow(SOURCES, [make_source()]))
    replace_table(con, ACTORS, _declared(ACTORS, load_actors()))
    replace_table(con, ACTOR_MEMBERSHIPS, _declared(ACTOR_MEMBERSHIPS, load_memberships()))
    replace_table(con, KINDS, _declared(KINDS, load_kinds()))
    replace_table(con, INDICATOR_SERIES, _declared(INDICATOR_SERIES, load_series()))
    replace_table(con, PLEDGE_PARTS, _declared(PLEDGE_PARTS, load_pledge_parts()))
    replace_table(con, TRANSITIONS, _declared(TRANSITIONS, load_transitions()))


def _declared(table: Table, rows: Sequence[Any]) -> pa.Table:
    return to_arrow(table, [{name: getattr(row, name) for name in table.column_names} for row in rows])


def make_run(run_id: str, at: datetime) -> Row:
    """A row of `runs`."""
    counts = {"documents_count": 1, "mentions_count": 1, "rejections_count": 0}
    return {
        "run_id": run_id,
        "started_at": at,
        "published_at": at,
        "outcome": "published",
        "made_from": None,
        "resolved_with": None,
        "decided_with": None,
        "judged_by": None,
        **counts,
    }


def make_validation(run_id: str) -> Row:
    """A row of `validations`."""
    return {
        "run_id": run_id, "check_name": "documents.key", "table_name": "documents", "severity": "critical",
        "is_passed": True, "rows_count": 1, "failures_count": 0, "details": None, "remedy": None,
        "unjudged_because": None,
    }  # fmt: skip


TRAINING = "Norway and Denmark agreed to hold a joint exercise in 2024."
PLEDGE = "NATO allies agreed to spend at least 2% of GDP by 2024 — “every ally”, they said 🇳🇴."
REPEAT = "Norway and Denmark agreed to hold a joint exercise in 2024. Reprinted."
DENIAL = "The Danish ministry denied that Norway and Denmark would hold an exercise."
LINE = "Japan established a dedicated line with NATO."


def make_world(folder: Path) -> tuple[World, dict[str, pa.Table]]:
    """Five documents, five mentions, three commitments, three figures: written as batches, not yet built."""
    world = World(folder)
    texts = (TRAINING, PLEDGE, REPEAT, DENIAL, LINE)
    documents = [make_document(number, f"Préface 👋🏽.\n\n{text}") for number, text in enumerate(texts, 1)]
    allies = {
        "kind": "budget_share",
        "parties": ["NATO"],
        "domains": [],
        **make_share(2.0, quantity_qualifier="at_least"),
    }
    mentions = [
        make_mention(1, documents[0], TRAINING, **make_due(2024)),
        make_mention(2, documents[1], PLEDGE, **allies, **make_due(2024)),
        make_mention(3, documents[2], TRAINING, **make_due(2024)),
        make_mention(4, documents[3], DENIAL, standing="denied", act="denies", confidence=0.5),
        make_mention(5, documents[4], LINE, kind="information_sharing", parties=["JPN"], counterparts=["NATO"],
                     standing="in_force"),
    ]  # fmt: skip
    world.write(
        DOCUMENTS_STAGE, "b-1", fetches=[make_fetch(n) for n in range(1, 6)], documents=documents,
        indicators=[make_indicator(*figure) for figure in (("NOR", 2023, 1.8), ("NOR", 2024, 2.2), ("DNK", 2024, 1.9))],
        rejections=[make_rejection()],
    )  # fmt: skip
    candidates = [make_candidate(documents[3], "would hold an exercise")]
    world.write(
        MENTIONS_STAGE, "b-1", mentions=mentions, candidates=candidates, rejections=[make_rejection(stage="mentions")]
    )
    pairs = [
        (make_commitment("c-100", mentions[0], mentions_count=2, documents_count=2, standing="denied"),
         [mentions[0], mentions[2], mentions[3]]),
        (make_commitment("c-200", mentions[1]), [mentions[1]]),
        (make_commitment("c-300", mentions[4]), [mentions[4]]),
    ]  # fmt: skip
    return world, resolve(pairs, {"d-300": "d-100"})
