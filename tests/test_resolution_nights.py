"""Through files and the published warehouse as in memory: nights that add up give what one night over all gives."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.home.batches import write_batch
from pipeline.night import building
from pipeline.night.resolve import resolve
from pipeline.settings import Settings
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from tests.small_claims import make_mention
from tests.warehouse_world import make_document, make_fetch
from warehouse.query import query

Row = dict[str, Any]
Told = tuple[Row, Row]
BEGIN = datetime(2026, 3, 1, 2, tzinfo=UTC)
SOURCE = """source_id: gazette
title: The gazette
source_format: text
document_type: article
is_official: false
reliability_grade: B
language: en
licence: made for tests
url: null
documents_min: 0
documents_max: 100000
location: gazette
"""
KINDS = "joint_training budget_share third_party_support access_and_status capability consultation".split()
STANDINGS = "called_for proposed planned agreed in_force under_way completed denied suspended".split()
ACTORS = "JPN USA GBR AUS PHL KOR DEU FRA POL NATO UKR IND".split()
DETAILS = (
    "", "", "instrument=RAA", "instrument=Balikatan", "instrument=GCAP", "quantity=2percent_of_gdp due=2030",
    "quantity=3percent_of_gdp act=raises due=2035", "quantity=5units", "due=2025-03", "effective=2024",
)  # fmt: skip
OBJECTS = ("tanks and howitzers", "long range missiles", "frigates of a new class", "radar stations")


def tell_many(count: int, chance: random.Random) -> list[Told]:
    """Mentions with their documents: two in three in a document of their own, some documents copies of others."""
    told: list[Told] = []
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(days=chance.randrange(1000))
        actors = "+".join(sorted(set(chance.choices(ACTORS, range(12, 0, -1), k=chance.choice((1, 2, 2, 3))))))
        words = f"{chance.choice(KINDS)} {actors} {chance.choice(STANDINGS)} {chance.choice(DETAILS)}"
        mention, document = make_mention(f"{day} {words} id={number:06} | {chance.choice(OBJECTS)}", number)
        if told and chance.random() < 0.3:
            mention["document_id"] = told[-1][1]["document_id"]
            document = told[-1][1]
        told.append((mention, document))
    return told


def make_home(folder: Path) -> Settings:
    """A home with a catalogue of one source."""
    (folder / "catalogue").mkdir(parents=True)
    (folder / "catalogue" / "gazette.yml").write_text(SOURCE, encoding="utf-8")
    return Settings(home=folder / "home", catalogue=folder / "catalogue", root=folder)


def spend_night(settings: Settings, number: int, told: Iterable[Told]) -> None:
    """Write a batch of documents and of mentions, resolve, build and publish."""
    pairs, batch_id = list(told), f"b-{number}"
    documents = {document["document_id"]: document for _, document in pairs}
    rows = [_make_document(batch_id, document) for document in documents.values()]
    mentions = [{**mention, "batch_id": batch_id} for mention, _ in pairs]
    fetch = make_fetch(number, batch_id=batch_id, fetch_id=f"f-{number}")
    note = {"batch_id": batch_id}
    write_batch(settings.home, DOCUMENTS_STAGE, batch_id, {"fetches": [fetch], "documents": rows}, note)
    write_batch(settings.home, MENTIONS_STAGE, batch_id, {"mentions": mentions}, note)
    resolve(settings)
    building.build(settings, f"night-{number}", BEGIN + timedelta(days=number))
    building.publish_audited(settings, f"night-{number}")


def _make_document(batch_id: str, document: Row) -> Row:
    """A row of `documents`; what it repeats is seen by its text."""
    text = document.get("text") or f"{document['document_id']} tells of something."
    row = make_document(1, text, batch_id=batch_id, fetch_id=f"f-{batch_id[2:]}")
    return row | {name: document[name] for name in ("document_id", "published_on", "title", "url", "source_id")}


def read_contents(settings: Settings) -> list[tuple[Any, ...]]:
    """Current commitments without their ids, with the mentions that prove each."""
    statement = """
        select c.* exclude (commitment_id, recorded_from, recorded_to),
            list_sort(list(e.mention_id || e.is_independent)) as mentions
        from commitments c join commitment_evidence e using (commitment_id)
        where c.recorded_to is null group by all order by all
    """
    return query(settings.published, statement).rows


def read_owners(settings: Settings) -> dict[str, str]:
    return dict(query(settings.published, "select mention_id, commitment_id from commitment_evidence").rows)


def read_aliases(settings: Settings) -> dict[str, str]:
    return dict(query(settings.published, "select alias_id, commitment_id from commitment_aliases").rows)


def part(told: Sequence[Told], nights: int, chance: random.Random) -> list[list[Told]]:
    """Whole documents, in any order, over some nights; most of them come in the first."""
    names = sorted({document["document_id"] for _, document in told})
    night = {name: max(0, chance.randrange(-2 * nights, nights)) for name in names}
    return [[pair for pair in told if night[pair[1]["document_id"]] == number] for number in range(nights)]


@pytest.mark.parametrize(("seed", "count"), [(1, 60), (2, 120), (3, 120), (4, 20_000)])
def test_nights_that_add_up_give_what_one_night_gives(tmp_path: Path, seed: int, count: int) -> None:
    chance = random.Random(seed)
    told = tell_many(count, chance)
    at_once, added = make_home(tmp_path / "once"), make_home(tmp_path / "added")
    spend_night(at_once, 1, told)
    for number, pairs in enumerate(part(told, 4, chance), 1):
        before = set(read_owners(added).values()) if added.published.exists() else set()
        spend_night(added, number, pairs)
        aliases = read_aliases(added)
        assert {aliases.get(name, name) for name in before} <= set(read_owners(added).values())
    assert read_contents(added) == read_contents(at_once)
    aliases = read_aliases(added)
    found = read_owners(added)
    elsewhere = [m for m, owner in read_owners(at_once).items() if aliases.get(owner, owner) != found[m]]
    assert len(elsewhere) <= count / 200  # what a late text parts can go by either name


def test_a_late_original_makes_a_copy_of_what_was_one(tmp_path: Path) -> None:
    text = "Japan and Britain said that they would sign an access agreement. " * 6
    (first, one), (second, two) = (
        make_mention(f"{day} access_and_status GBR+JPN planned instrument=RAA id={name}", 0)
        for day, name in (("2025-02-04", "late"), ("2025-02-05", "early"))
    )
    settings = make_home(tmp_path)
    spend_night(settings, 1, [(second, {**two, "text": text})])
    assert query(settings.published, "select documents_count, mention_id from commitments").rows == [(1, "m-early")]
    spend_night(settings, 2, [(first, {**one, "text": text})])
    current = "select documents_count, mention_id from commitments where recorded_to is null"
    assert query(settings.published, current).rows == [(1, "m-late")]
    repeats = "select document_id, duplicate_of from documents order by all"
    assert query(settings.published, repeats).rows == [("d-early", "d-late"), ("d-late", None)]


def test_a_night_without_anything_new_leaves_no_change_to_load(tmp_path: Path) -> None:
    settings = make_home(tmp_path)
    spend_night(settings, 1, tell_many(30, random.Random(5)))
    before = read_contents(settings), read_owners(settings)
    resolve(settings)
    building.build(settings, "night-2", BEGIN + timedelta(days=9))
    building.publish_audited(settings, "night-2")
    assert (read_contents(settings), read_owners(settings)) == before
    versions = query(settings.published, "select distinct recorded_from from commitments").rows
    assert len(versions) == 1
