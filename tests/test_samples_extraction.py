"""How much of the samples the extraction reads rightly: floors, so that a change of rules cannot lose it unseen.

The manifest of the samples says what a careful reader finds in each; a record counts where kind, standing and actors
are all right. The samples were there while the rules were written: the figures are those of known texts.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

import yaml

from schemas.raw import RawRecord
from sources.catalogue import Source, load_catalogue
from sources.fetch import list_items, read_item
from sources.readers.records import read_records
from tests.conftest import ROOT
from tests.samples_world import CATALOGUE
from transforms.documents.documents import make_documents
from transforms.english.extraction import extract_document

LEAST_PRECISION, LEAST_RECALL, MOST_FALSE_ALARMS = 0.6, 0.58, 0.2
AT = datetime(2026, 1, 1, tzinfo=UTC)
FETCH = {"fetch_id": "f-0", "source_id": "s", "url": "u", "sha256": "0" * 64, "retrieved_at": AT}


class Claim(NamedTuple):
    """What is compared: kind, standing and all actors."""

    kind: str
    standing: str
    actors: frozenset[str]


class Score(NamedTuple):
    """Records right, given, wanted; false alarms and how many documents hold nothing."""

    right: int
    given: int
    wanted: int
    false_alarms: int
    empty: int


def list_texts() -> Iterator[tuple[Source, RawRecord]]:
    for source in load_catalogue(CATALOGUE):
        if source.source_format != "statistics":
            for item in list_items(source, ROOT):
                for record in read_records(read_item(item), item.url).records:
                    yield source, record


def extract(source: Source, raw: RawRecord) -> list[Claim]:
    described = {name: getattr(source, name) for name in Source.__slots__}
    rows, _ = make_documents([raw], FETCH, described, "b-0")
    found = []
    for row in rows:
        if row["language"] == "en":
            texts = (row["text"], row["published_on"], row["title"] or "", row["publisher"], row["document_type"])
            records, _ = extract_document(*texts)
            found += [Claim(r.kind, r.standing, frozenset((*r.parties, *r.counterparts))) for r in records]
    return found


@cache
def measure() -> Score:
    manifest: list[dict[str, Any]] = yaml.safe_load((ROOT / "samples/MANIFEST.yml").read_text(encoding="utf-8"))
    expected = {entry["location"]: entry["expect"] for entry in manifest if "expect" in entry}
    right = given = wanted = alarms = empty = 0
    for source, raw in list_texts():
        if raw.location not in expected:
            continue
        claims = extract(source, raw)
        empty += not expected[raw.location]
        alarms += len(claims) if not expected[raw.location] else 0
        for entry in expected[raw.location]:
            claim = Claim(entry["kind"], entry["standing"], frozenset(entry["actors"]))
            hit = claim in claims
            if hit:
                claims.remove(claim)
            if not entry.get("optional"):
                wanted, right, given = wanted + 1, right + hit, given + hit
        given += len(claims)
    return Score(right, given, wanted, alarms, empty)


def test_what_the_extraction_gives_is_mostly_right() -> None:
    score = measure()
    assert score.right / score.given >= LEAST_PRECISION, score


def test_what_the_samples_hold_is_found() -> None:
    score = measure()
    assert score.wanted > 100
    assert score.right / score.wanted >= LEAST_RECALL, score


def test_texts_that_hold_nothing_give_almost_nothing() -> None:
    score = measure()
    assert score.empty >= 12
    assert score.false_alarms / score.empty <= MOST_FALSE_ALARMS, score
