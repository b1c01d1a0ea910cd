"""Where a licence forbids keeping texts, they go after the extraction; what they proved stays proven."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import steps
from pipeline.again.reextracting import reextract
from pipeline.extraction.extractors import extract_batch
from pipeline.home.batches import list_batches, read_notes, read_rows, replace_rows
from pipeline.home.pending import mark_replaced
from pipeline.night.retention import list_undropped
from pipeline.settings import Settings, load_settings
from schemas.documents import DOCUMENTS
from schemas.mentions import MENTIONS
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from tests.kept_nights import build, finish
from tests.llm_world import say, serve, tell_drill
from tests.small_world import ARTICLES, make_world, write, write_source
from warehouse.query import explain, query

EQUAL = (
    "mentions", "candidates", "commitment_parties", "commitment_evidence", "commitments", "commitment_history",
    "documents_seen", "commitment_aliases",
)  # fmt: skip
HIDDEN = "the Norwegian defence ministry said"


def open_world(folder: Path, patch: pytest.MonkeyPatch, text: str = "drop", most: int = 300) -> Settings:
    """The small world, whose gazette and wire are kept or not; the settings of this process lead to it."""
    for name, value in make_world(folder).items():
        patch.setenv(name, value)
    (folder / "home").mkdir()
    for source_id in ("gazette", "wire"):
        write_source(folder, source_id, retention={"text": text, "quote_chars_max": most})
    return load_settings()


def night(patch: pytest.MonkeyPatch, number: int) -> None:
    patch.setenv("DEFCOOP_NOW", f"2026-03-0{number}T02:00:00+00:00")
    build(f"night-{number}")
    finish(f"night-{number}")


def ask(world: Settings, statement: str) -> list[tuple[Any, ...]]:
    return query(world.published, statement).rows


def read_tables(world: Settings) -> dict[str, Any]:
    exclude = {"commitments": "recorded_from, recorded_to", "commitment_history": "recorded_from, recorded_to"}
    exclude["commitment_aliases"] = "recorded_at"
    return {
        name: ask(world, f"select *{f' exclude ({exclude[name]})' if name in exclude else ''} from {name} order by all")
        for name in EQUAL
    }


def find_in(folder: Path, words: str) -> list[str]:
    """Files that hold some words as they are."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_the_text_goes_and_the_evidence_stays_with_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(tmp_path, monkeypatch)
    night(monkeypatch, 1)
    assert ask(world, "select count(*), count(text), count(text_sha256), count(fingerprint) from documents") == [
        (4, 0, 4, 4)
    ]
    assert ask(world, "select count(*) > 0, bool_and(sha256(evidence_text) = evidence_sha256) from mentions") == [
        (True, True)
    ]
    assert ask(world, "select count(*) from validations where not is_passed") == [(0,)]
    assert find_in(world.home, HIDDEN) == []
    assert len([path for path in (world.home / "snapshots").rglob("*") if path.is_file()]) == 1, "the yearbook stays"
    (mention,) = ask(world, "select mention_id from mentions where 'NOR' in parties")[:1]
    assert "its text may not be kept: SHA-256" in explain(world.published, mention[0])
    (world.home / "warehouse" / "defcoop.duckdb").unlink()
    night(monkeypatch, 2)
    assert ask(world, "select count(*) from documents") == [(4,)], "the warehouse is made again from the batches"


@pytest.mark.parametrize(("text", "stays"), [("drop", False), ("keep", True)])
def test_what_a_language_model_answered_on_a_text_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, stays: bool
) -> None:
    world = open_world(tmp_path, monkeypatch, text)
    with serve(say(tell_drill(evidence=HIDDEN))) as model:
        for name, value in {"EXTRACTOR": "llm", "LLM_URL": model.url, "LLM_MODEL": "m-1"}.items():
            monkeypatch.setenv(f"DEFCOOP_{name}", value)
        for source_id in steps.list_sources():
            steps.ingest_source(source_id, "night-1")
        for batch_id in steps.list_pending_batches():
            steps.extract_batch(batch_id)
    assert model.asked
    assert bool(find_in(world.home / "answers", HIDDEN)) is stays


def test_no_quotation_is_longer_than_may_be_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(tmp_path, monkeypatch, most=20)
    night(monkeypatch, 1)
    assert ask(world, "select max(length(evidence_text)), max(evidence_end - evidence_start) > 20 from mentions") == [
        (20, True)
    ]
    assert ask(world, "select max(length(evidence_text)) from commitments") == [(20,)]
    assert ask(world, "select max(length(original)) from rejections where source_id = 'gazette'") == [(20,)]
    assert ask(world, "select count(*) from validations where not is_passed") == [(0,)]


def test_what_was_kept_before_goes_when_the_licence_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(tmp_path, monkeypatch, text="keep")
    night(monkeypatch, 1)
    assert ask(world, "select count(text) from documents") == [(4,)]
    write_source(tmp_path, "gazette", retention={"text": "drop", "quote_chars_max": 30})
    assert len(list_undropped(world)) == 1
    night(monkeypatch, 2)
    columns = "source_id, count(text), max(length(m.evidence_text)) <= 30"
    joined = f"select {columns} from documents join mentions m using (document_id) group by all order by all"
    assert ask(world, joined) == [("gazette", 0, True), ("wire", 2, False)]
    assert list_undropped(world) == []


def test_a_night_that_was_cut_off_between_extraction_and_dropping_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch)
    for source_id in steps.list_sources():
        steps.ingest_source(source_id, "night-1")

    for batch_id in steps.list_pending_batches():
        extract_batch(world, batch_id)
    assert len(list_undropped(world)) == 2
    night(monkeypatch, 1)
    assert list_undropped(world) == []
    assert ask(world, "select count(*), count(text) from documents") == [(4, 0)]
    assert ask(world, "select count(*) > 2 from mentions") == [(True,)]


def test_dropped_and_kept_texts_give_equal_tables_also_extracted_anew_and_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for text in ("keep", "drop"):
        world = open_world(tmp_path / text, monkeypatch, text)
        night(monkeypatch, 1)
        tables = [read_tables(world)]
        said = reextract(world)
        assert said[0].endswith("0 of these changed")
        lost = [line for line in said if line.startswith("kept")]
        assert len(lost) == (2 if text == "drop" else 0), "it is said which documents cannot be read anew"
        world.published.unlink()
        night(monkeypatch, 2)
        tables.append(read_tables(world))
        assert tables[0] == tables[1]
        found[text] = tables[0]
    assert found["keep"] == found["drop"]


def test_what_is_extracted_anew_is_loaded_by_the_next_night_and_lost_texts_keep_their_mentions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch, "keep")
    write_source(tmp_path, "wire", retention={"text": "drop", "quote_chars_max": 300})
    night(monkeypatch, 1)
    monkeypatch.setenv("DEFCOOP_NOW", "2026-03-01T12:00:00+00:00")
    for note in read_notes(world.home):
        if note["source_id"] in ("gazette", "wire"):
            spoil(load_settings(), note["batch_id"])
    night(monkeypatch, 2)
    said_by = "select distinct source_id, act = 'denies' from mentions join documents using (document_id) order by all"
    assert ask(world, said_by) == [("gazette", True), ("wire", True)]
    monkeypatch.setenv("DEFCOOP_NOW", "2026-03-02T12:00:00+00:00")
    said = reextract(load_settings())
    assert said[0].endswith("1 of these changed")
    assert any("2 documents of wire cannot be read anew" in line for line in said)
    night(monkeypatch, 3)
    assert ask(world, said_by) == [("gazette", False), ("wire", True)]
    assert ask(world, "select count(*) from validations where not is_passed") == [(0,)]


def spoil(world: Settings, batch_id: str) -> None:
    """Let an extractor of another time have found something else."""
    rows = [row | {"act": "denies"} for row in read_rows(world.home, MENTIONS_STAGE, batch_id, MENTIONS)]
    mark_replaced(world, batch_id)
    replace_rows(world.home, MENTIONS_STAGE, batch_id, MENTIONS, rows)


def test_bytes_that_another_source_may_keep_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(tmp_path, monkeypatch)
    given = yaml.safe_load((tmp_path / "catalogue" / "gazette.yml").read_text(encoding="utf-8"))
    given |= {"source_id": "herald", "location": "herald", "retention": {"text": "keep"}, "documents_min": 0}
    write(tmp_path / "catalogue" / "herald.yml", yaml.safe_dump(given))
    write(tmp_path / "herald" / "budget.txt", ARTICLES["budget.txt"])
    night(monkeypatch, 1)
    assert ask(world, "select source_id, count(text) from documents group by all order by all") == [
        ("gazette", 0), ("herald", 1), ("wire", 0)
    ]  # fmt: skip
    assert len([path for path in (world.home / "snapshots").rglob("*") if path.is_file()]) == 2
    batches = list_batches(world.home, DOCUMENTS_STAGE)
    texts = [row["text"] for name in batches for row in read_rows(world.home, DOCUMENTS_STAGE, name, DOCUMENTS)]
    assert sum(text is not None for text in texts) == 1


def test_what_a_person_took_out_goes_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = open_world(tmp_path, monkeypatch)
    for source_id in steps.list_sources():
        steps.ingest_source(source_id, "night-1")
    (batch_id,) = [note["batch_id"] for note in read_notes(world.home) if note["source_id"] == "gazette"]
    assert find_in(world.home / "snapshots", HIDDEN)
    steps.discard_batch(batch_id, "the wrong folder")
    assert {row["text"] for row in read_rows(world.home, "discarded", batch_id, DOCUMENTS)} == {None}
    assert find_in(world.home / "snapshots", HIDDEN) == []
