"""Extraction in a process of its own: the same rows, and a document that never ends is refused alone."""

from pathlib import Path

import pytest

from pipeline.extraction.isolation import WORKER, extract_apart
from pipeline.home.batches import list_batches, read_rows
from schemas.documents import DOCUMENTS
from schemas.extractors import DEFAULT
from schemas.stages import DOCUMENTS_STAGE
from sources.isolation import Bounds, call_apart
from tests.samples_world import SamplesNight
from tests.small_world import make_world, run, write
from tests.warehouse_world import make_document
from transforms.extractors import find_extractor
from transforms.mentions import make_mentions
from warehouse.query import query

SENTENCE = "Norway and Denmark agreed to hold a joint military exercise with Sweden in {} after talks in Oslo. "
ENDLESS = "".join(SENTENCE.format(2027 + number % 40) for number in range(12_000))
"""About a megabyte in which every sentence is to be parsed: minutes of work."""


def test_apart_the_rows_are_those_of_the_extractor_itself(samples_night: SamplesNight) -> None:
    names = list_batches(samples_night.home, DOCUMENTS_STAGE)
    documents = [row for name in names for row in read_rows(samples_night.home, DOCUMENTS_STAGE, name, DOCUMENTS)][:40]
    found = extract_apart(documents, 60)
    assert found == make_mentions(documents, find_extractor(DEFAULT))
    assert len(found[0]) > 40


def test_a_document_that_never_ends_is_refused_and_its_batch_goes_on() -> None:
    good = SENTENCE.format(2026)
    texts = (good, ENDLESS, good)
    documents = [make_document(number, text) for number, text in enumerate(texts, 1)]
    mentions, _, rejections = extract_apart(documents, 2)
    assert {row["document_id"] for row in mentions} == {"d-100", "d-300"}
    ((where, rule, reason),) = [(row["location"], row["rule"], row["reason"]) for row in rejections]
    assert (where, rule) == ("d-200", "too_costly")
    assert "more than 2 seconds of work" in reason


def test_a_night_with_a_poisoned_document_publishes_the_others_and_records_it(tmp_path: Path) -> None:
    environment = make_world(tmp_path) | {"DEFCOOP_DOCUMENT_SECONDS_MAX": "3"}
    write(tmp_path / "gazette" / "poison.txt", f"Poison\nPublished: 2025-03-01\n\n{ENDLESS}\n")
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    published = Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"
    refused = query(published, "select source_id, stage from rejections where rule = 'too_costly'").rows
    assert [tuple(row) for row in refused] == [("gazette", "mentions")]
    assert query(published, "select count(*) > 0 from mentions where kind = 'budget_share'").rows == [(True,)]


def test_a_worker_that_cannot_start_blames_no_document() -> None:
    with pytest.raises(RuntimeError, match=r"python -m pipeline\.no_such_worker does not start"):
        call_apart("extract", b"{}", {}, Bounds(), f"{WORKER.split('.')[0]}.no_such_worker")


def test_after_three_documents_that_are_too_costly_the_next_ones_get_little_time() -> None:
    documents = [make_document(number, ENDLESS) for number in range(1, 5)]
    _, _, rejections = extract_apart(documents, 8)
    said = [row["reason"] for row in rejections]
    assert ["more than 8 seconds" in reason for reason in said] == [True, True, True, False]
    assert "more than 5 seconds" in said[3]
