"""The samples: the manifest and the folders agree, and they hold what an extractor has to be tried on."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples.make_pdfs import INBOX, make_all
from samples.make_statistics import FOLDER
from samples.make_statistics import make_all as make_statistics
from schemas.registers import load_actors
from schemas.terms import list_terms
from sources.catalogue import Source, load_catalogue, source_row
from sources.fetch import list_items, read_item
from sources.readers.records import read_records
from tests.samples_world import CATALOGUE
from transforms.documents.documents import make_documents
from transforms.documents.duplicates import find_duplicates
from transforms.indicators import make_indicators

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2026, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


@dataclass
class Found:
    """What came of an item, or of an entry of a feed."""

    documents: dict[str, Row] = field(default_factory=dict)
    figures: list[Row] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)


def read_source(source: Source, found: Found) -> None:
    for item in list_items(source, ROOT):
        result = read_records(read_item(item), item.url, source.source_format)
        fetch = {"fetch_id": "f-1", "sha256": "0" * 64, "url": item.url, "retrieved_at": AT}
        found.refusals += [(problem.location, problem.rule) for problem in result.problems]
        for record in result.records:
            rows, rejected = make_documents([record], fetch, source_row(source), "b-1")
            if rows:
                found.documents[record.location] = rows[0]
            found.refusals += [(row["location"], row["rule"]) for row in rejected]
        rows, rejected = make_indicators(result.figures, fetch, source_row(source), "b-1")
        found.figures += rows
        found.refusals += [(row["location"], row["rule"]) for row in rejected]


@pytest.fixture(scope="module")
def found() -> Found:
    everything = Found()
    for source in load_catalogue(CATALOGUE):
        read_source(source, everything)
    return everything


@pytest.fixture(scope="module")
def manifest() -> dict[str, Row]:
    entries = yaml.safe_load((ROOT / "samples" / "MANIFEST.yml").read_text(encoding="utf-8"))
    assert len(entries) == len({entry["location"] for entry in entries})
    return {entry["location"]: entry for entry in entries}


def list_expected(manifest: dict[str, Row]) -> list[Row]:
    return [record for entry in manifest.values() for record in entry.get("expect", ())]


def test_every_file_is_in_the_manifest_and_every_entry_is_a_file(manifest: dict[str, Row]) -> None:
    items = {item.url for source in load_catalogue(CATALOGUE) for item in list_items(source, ROOT)}
    lying = {str(path.relative_to(ROOT)) for name in ("inbox", "statistics") for path in list_files(name)}
    assert {location.split("#")[0] for location in manifest} == items == lying


def list_files(folder: str) -> list[Path]:
    return [path for path in (ROOT / "samples" / folder).rglob("*") if path.is_file()]


def test_every_text_that_is_read_is_in_the_manifest_and_the_other_way_round(
    found: Found, manifest: dict[str, Row]
) -> None:
    readable = {location for location, entry in manifest.items() if "broken" not in entry}
    assert readable - {"samples/statistics/military_expenditure_share.csv"} == set(found.documents)


def test_every_broken_item_is_refused_by_the_rule_that_the_manifest_names(
    found: Found, manifest: dict[str, Row]
) -> None:
    refused: dict[str, set[str]] = {}
    for location, rule in found.refusals:
        item = location.split("#")[0]
        refused.setdefault(location if location in manifest else item, set()).add(rule)
    assert refused == {place: set(entry["broken"]) for place, entry in manifest.items() if "broken" in entry}


def test_every_reader_meets_a_broken_item(manifest: dict[str, Row]) -> None:
    broken = [place.split("#")[0] for place, entry in manifest.items() if "broken" in entry]
    assert {Path(place).suffix for place in broken} == {".xml", ".html", ".pdf", ".txt", ".csv", ".xlsx", ".json"}


def test_each_source_gives_as_many_documents_as_its_bounds_allow(found: Found) -> None:
    given = Counter(row["source_id"] for row in [*found.documents.values(), *found.figures])
    for source in load_catalogue(CATALOGUE):
        assert source.documents_min <= given[source.source_id] <= source.documents_max, source.source_id


def test_the_words_of_the_manifest_are_those_of_the_vocabulary(manifest: dict[str, Row]) -> None:
    actors = {actor.actor_id for actor in load_actors()}
    for record in list_expected(manifest):
        assert set(record) <= {"kind", "standing", "actors", "optional"}
        assert record["kind"] in list_terms("kinds")
        assert record["standing"] in list_terms("standings")
        assert record["actors"] == sorted(set(record["actors"]) & actors) != [], record


@pytest.mark.parametrize("name", ["kind", "standing"])
def test_every_kind_and_every_standing_occurs(name: str, manifest: dict[str, Row]) -> None:
    sure = {record[name] for record in list_expected(manifest) if not record.get("optional")}
    assert sure == set(list_terms(f"{name}s"))


def test_there_are_enough_documents_and_enough_with_nothing_in_them(found: Found, manifest: dict[str, Row]) -> None:
    nothing = [place for place in found.documents if manifest[place]["expect"] == []]
    assert len(found.documents) >= 40
    assert len(nothing) >= 12
    assert {"article", "declaration", "statement"} == {row["document_type"] for row in found.documents.values()}


def test_the_facts_of_every_document_are_traced_to_a_publisher(manifest: dict[str, Row]) -> None:
    for place, entry in manifest.items():
        assert entry["what"]
        if entry.get("expect"):
            assert entry["facts"], place
        assert all(fact["publisher"] for fact in entry["facts"]), place


def test_a_date_in_the_name_of_a_file_is_the_day_of_publication(found: Found) -> None:
    named = {
        place: row for place, row in found.documents.items() if Path(place).name[:4].isdigit() and "#" not in place
    }
    assert len(named) > 40
    for place, row in named.items():
        assert row["published_on"] == date.fromisoformat(Path(place).name[:10]), place


def test_no_page_brings_its_frame_along(found: Found) -> None:
    frame = ("cookie", "Skip to content", "Imprint", "Privacy", "newsletter", "Subscribe", "Comments", "Related news")
    more = ("Share this", "Last updated", "Site map", "All rights reserved", "columnist", "in our own words", "Page 1")
    for place, row in found.documents.items():
        assert [words for words in (*frame, *more) if words in row["text"]] == [], place


def test_every_page_keeps_its_last_paragraph(found: Found) -> None:
    texts = {Path(place).stem: row["text"] for place, row in found.documents.items()}
    assert texts["2024-07-10_washington"].endswith("the one after it in Türkiye.")
    assert texts["2025-02-25_uk_budget"].endswith("if economic and fiscal conditions allow.")
    assert texts["2024-04-10_fact_sheet"].endswith("future Artemis missions.")
    assert texts["2024-07-16_japan_role"].endswith("turned into ships.")


def test_the_page_in_windows_1252_reads_right(found: Found) -> None:
    place = "samples/inbox/ministry_news/2023-08-21_f16.html"
    with pytest.raises(UnicodeDecodeError):
        (ROOT / place).read_text(encoding="utf-8")
    text = found.documents[place]["text"]
    assert all(words in text for words in ("Sønderjylland", "countries – first", "“Viper”", "price in € or"))


def test_one_page_is_in_another_language(found: Found) -> None:
    languages = Counter(row["language"] for row in found.documents.values())
    assert set(languages) == {"de", "en"}
    assert found.documents["samples/inbox/ministry_news/2023-12-18_brigade_deutsch.html"]["language"] == "de"


def test_reprints_are_found_to_be_reprints(found: Found, manifest: dict[str, Row]) -> None:
    pairs = {place: entry["repeats"] for place, entry in manifest.items() if "repeats" in entry}
    assert len(pairs) == 5
    places = {row["document_id"]: place for place, row in found.documents.items()}
    rows = sorted(found.documents.values(), key=lambda row: (row["published_on"], row["document_id"]))
    repeats = {places[new]: places[old] for new, old in find_duplicates(rows).items()}
    assert repeats == pairs


def test_the_figures_cover_forty_countries_and_eleven_years(found: Found) -> None:
    years: dict[str, set[int]] = {}
    for row in found.figures:
        years.setdefault(row["country_id"], set()).add(row["year"])
    assert sum(covered == set(range(2014, 2025)) for covered in years.values()) >= 40
    members = {actor.actor_id: actor for actor in load_actors()}
    assert {"AUS", "JPN", "KOR", "NZL", "USA", "POL", "ESP", "UKR"} <= set(years) <= set(members)


def test_the_table_of_figures_names_its_source_and_edition() -> None:
    head = (ROOT / "samples/statistics/military_expenditure_share.csv").read_text(encoding="utf-8").split("country")[0]
    assert "SIPRI Military Expenditure Database" in head
    assert "edition of 2025" in head


def test_the_statistics_are_those_that_their_script_makes() -> None:
    made = {path for path in FOLDER.rglob("*") if path.is_file() and path.parent != FOLDER}
    assert {str(path.relative_to(FOLDER)): path.read_bytes() for path in made} == make_statistics()


def test_the_pdfs_are_those_that_their_script_makes() -> None:
    assert {path.name: path.read_bytes() for path in INBOX.glob("*.pdf")} == make_all()
