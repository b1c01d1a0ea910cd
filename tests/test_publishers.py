"""The real publishers of the catalogue: that every file says what it must, and nothing that is not known."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.commands.publishers_page import write_publishers
from sources.catalogue import PACKAGED, Source, load_catalogue, load_source
from sources.entry_points import ANY_HOST
from sources.web.urls import check_url, make_reach
from tests.samples_world import CATALOGUE

SOURCES = load_catalogue(PACKAGED)
WANTED = "JPN KOR AUS NZL USA GBR CAN FRA DEU ITA POL NLD SWE FIN NOR PHL IND TWN UKR".split()
FORBIDS = re.compile("all rights reserved|permission", re.I)

each = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.source_id)


def test_there_are_many_publishers_of_states_of_organisations_and_of_the_press() -> None:
    assert len(SOURCES) >= 60
    assert {source.country for source in SOURCES if source.is_official} >= set(WANTED)
    assert sum(source.is_official and source.country is None for source in SOURCES) >= 6
    assert sum(not source.is_official for source in SOURCES) >= 10


def test_every_kind_of_entry_point_is_used() -> None:
    kinds = {entry.kind for source in SOURCES for entry in source.entry_points}
    assert kinds >= {"feed", "sitemap", "listing", "gdelt", "page", "statistics"}


def test_no_two_files_name_the_same_entry_point_also_in_another_spelling() -> None:
    urls = [strip_spelling(entry.url) for source in SOURCES for entry in source.entry_points]
    assert [url for url, count in Counter(urls).items() if count > 1] == []


def strip_spelling(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.').lower()}{parts.path.rstrip('/')}?{parts.query}"


def test_a_publisher_and_a_source_of_the_samples_never_share_an_id() -> None:
    assert not {path.stem for path in PACKAGED.glob("*.yml")} & {path.stem for path in CATALOGUE.glob("*.yml")}


@each
def test_a_publisher_says_who_it_is_and_why_it_has_its_grade(source: Source) -> None:
    assert source.publisher
    assert source.reliability_reason
    assert source.reliability_reason.count(".") == 1, "one sentence"
    assert source.url
    head = (PACKAGED / f"{source.source_id}.yml").read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch("# .+[.]", head)


@each
def test_a_publisher_of_a_state_has_the_code_of_its_state_in_its_id(source: Source) -> None:
    if source.is_official and source.country:
        assert source.source_id.startswith(f"{source.country.lower()}_")


@each
def test_a_licence_that_forbids_keeping_the_text_has_it_dropped_and_a_short_quotation(source: Source) -> None:
    if FORBIDS.search(source.licence):
        assert source.retention.text == "drop"
        assert source.retention.quote_chars_max is not None
        assert source.retention.quote_chars_max <= 300
        assert not source.is_redistributable


@each
def test_a_publisher_is_unverified_until_somebody_has_seen_it_and_names_what_it_relies_on(source: Source) -> None:
    verification = source.verification
    assert verification is not None
    assert verification.status == "unverified"
    assert date(2026, 1, 1) <= verification.on
    assert urlsplit(verification.relied_on).scheme == "https"


@each
def test_entry_points_may_be_asked_and_are_asked_gently(source: Source) -> None:
    reach = make_reach([entry.url for entry in source.entry_points], source.hosts)
    for entry in source.entry_points:
        assert check_url(entry.url, reach).port is None
        assert entry.follow <= 50
    assert source.delay_seconds >= 2
    assert source.documents_min == 0, "a source that has not been asked yet cannot promise anything"
    assert (ANY_HOST in source.hosts) == (source.reliability_grade == "F")


@each
def test_a_source_of_figures_is_not_asked_every_night(source: Source) -> None:
    if source.document_type == "statistics":
        assert source.schedule == "monthly"


def test_words_that_old_yaml_takes_for_truth_values_are_words(tmp_path: Path) -> None:
    text = (PACKAGED / "nor_government.yml").read_text(encoding="utf-8")
    path = tmp_path / "nor_government.yml"
    path.write_text(text.replace("language: en", "language: no").replace("country: NOR", "country: null"))
    assert load_source(tmp_path, "nor_government").language == "no"


def test_the_page_of_publishers_is_the_one_of_the_catalogue() -> None:
    page = (PACKAGED.parent.parent / "docs" / "publishers.md").read_text(encoding="utf-8")
    assert page.strip() == write_publishers(SOURCES).strip(), "run `make docs`"


def test_the_page_names_every_source_once_under_its_country() -> None:
    page = write_publishers(SOURCES)
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.M)) == [source.source_id for source in SOURCES]
    (japan,) = re.findall(r"^## Japan\n(.*?)^## ", page, re.M | re.S)
    assert set(re.findall(r"`(\w+)`", japan)) == {source.source_id for source in SOURCES if source.country == "JPN"}
    assert page.index("## Ukraine") < page.index("## No one country")
