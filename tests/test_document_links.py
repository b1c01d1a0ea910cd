"""What a document is beside others: copies and wire copies are one source, a changed article is one document."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.raw import RawRecord
from tests.test_documents import REPORT, document
from transforms.documents.datelines import Dateline, find_dateline
from transforms.documents.documents import make_documents, part_shared
from transforms.documents.fingerprints import find_fingerprint, make_fingerprint, read_fingerprint
from transforms.documents.links import Link, find_links
from transforms.documents.publication_dates import read_moment
from transforms.documents.versions import find_address, name_series

Row = dict[str, Any]
FETCHED = datetime(2025, 6, 1, 2, tzinfo=UTC)
OWN = """The agreement follows two years of talks and was delayed twice by elections in either country. Fishermen in the
north said that they had not been asked. A poll of last month found the public divided, with many undecided."""


def told(name: str, day: str, text: str, series: str | None = None, nights: int = 0) -> Row:
    links = {"duplicate_of": None, "independence_group": name, "version": 1, "superseded_by": None}
    fetched = {"series_id": series, "retrieved_at": FETCHED + timedelta(days=nights)}
    return document(name, day, text) | links | fetched


def test_five_reprints_are_one_source() -> None:
    rows = [told(f"d-{n}", f"2025-02-0{n}", f"{REPORT} So said paper {'abcdef'[n]}.") for n in range(1, 6)]
    links = find_links(rows)
    assert {link.independence_group for link in links.values()} == {"d-1"}
    assert [link.duplicate_of for link in links.values()] == [None, "d-1", "d-1", "d-1", "d-1"]


def test_a_wire_report_that_was_cut_repeats_it() -> None:
    rows = [told("d-wire", "2025-02-01", f"{REPORT} {OWN}"), told("d-cut", "2025-02-02", REPORT)]
    assert find_links(rows)["d-cut"] == Link("d-wire", "d-wire", 1, None)


def test_a_paper_that_adds_its_own_to_a_wire_report_is_no_copy_and_no_second_source() -> None:
    rows = [told("d-wire", "2025-02-01", REPORT), told("d-paper", "2025-02-02", f"{REPORT} {OWN}")]
    assert find_links(rows)["d-paper"] == Link(None, "d-wire", 1, None)


def test_another_report_of_the_same_matter_is_a_source_of_its_own() -> None:
    rows = [told("d-a", "2025-02-01", REPORT), told("d-b", "2025-02-01", OWN)]
    assert {name: link.independence_group for name, link in find_links(rows).items()} == {"d-a": "d-a", "d-b": "d-b"}


def test_a_page_whose_content_moves_on_takes_nothing_back() -> None:
    rows = [told("d-old", "2025-02-01", REPORT, "v-1"), told("d-new", "2025-02-09", OWN, "v-1", nights=8)]
    assert {name: (link.version, link.superseded_by) for name, link in find_links(rows).items()} == {
        "d-old": (1, None), "d-new": (1, None)
    }  # fmt: skip


def test_an_article_that_is_written_anew_on_its_day_or_grows_later_is_a_version() -> None:
    for day, text in (("2025-02-01", OWN), ("2025-02-09", f"{REPORT} {OWN}")):
        rows = [told("d-old", "2025-02-01", REPORT, "v-1"), told("d-new", day, text, "v-1", nights=8)]
        assert find_links(rows)["d-old"].superseded_by == "d-new"


def test_a_changed_article_is_one_document_in_two_versions() -> None:
    rows = [
        told("d-old", "2025-02-01", REPORT, "v-1"),
        told("d-new", "2025-02-01", REPORT.replace("Monday", "Tuesday"), "v-1", nights=1),
        told("d-reprint", "2025-02-02", REPORT),
    ]
    assert find_links(rows) == {
        "d-old": Link(None, "d-old", 1, "d-new"),
        "d-new": Link(None, "d-old", 2, None),
        "d-reprint": Link("d-old", "d-old", 1, None),
    }


@given(st.randoms(use_true_random=False), st.integers(0, 9))
def test_what_is_linked_night_by_night_is_what_is_linked_at_once(chance: random.Random, cut: int) -> None:
    words = REPORT.split()
    rows = [
        told(
            f"d-{number}",
            f"2025-0{chance.randint(1, 9)}-10",
            " ".join(words[chance.randint(0, 20) : 70 - chance.randint(0, 20)]),
            chance.choice(["v-1", "v-2", None]),
            number,
        )
        for number in range(10)
    ]
    whole = find_links(rows)
    old = find_links(rows[:cut])
    for row in rows[:cut]:
        link = old[row["document_id"]]
        row |= {"duplicate_of": link.duplicate_of, "independence_group": link.independence_group}
        row |= {"version": link.version, "superseded_by": link.superseded_by}
    first = min((row["published_on"] for row in rows[cut:]), default=date.max)
    found = find_links(rows, first)
    assert {**old, **found} == whole


def test_a_text_is_not_needed_once_its_fingerprint_is_stored() -> None:
    stored = {"language": "en", "text": None, "fingerprint": make_fingerprint(REPORT, "en")}
    assert find_fingerprint(stored) == find_fingerprint({"language": "en", "text": REPORT})


def test_a_fingerprint_of_another_form_is_made_anew() -> None:
    assert read_fingerprint(f"0{make_fingerprint(REPORT, 'en')}") is None


# Addresses

PAGE = "https://www.gazette.example.org/news/2025/pact"


@pytest.mark.parametrize(
    ("stated", "fetched", "address"),
    [
        (None, f"{PAGE}?utm_source=feed#top", PAGE),
        (PAGE, f"{PAGE}/amp?from=mail", PAGE),
        ("/news/2025/pact", f"{PAGE}.html", PAGE),
        ("https://www.gazette.example.org/news", PAGE, PAGE),
        ("https://www.gazette.example.org/", PAGE, PAGE),
    ],
)
def test_a_page_is_named_by_its_canonical_address_unless_that_is_of_another_page(
    stated: str | None, fetched: str, address: str
) -> None:
    record = RawRecord(fetched, "Pact", REPORT, "2025-02-05", stated)
    assert find_address(record, {"url": fetched}) == address


def test_small_differences_of_address_are_none() -> None:
    same = ["https://gazette.example.org/pact", "http://www.gazette.example.org/pact/"]
    assert len({name_series("gazette", address, None) for address in same}) == 1
    assert name_series("gazette", same[0], None) != name_series("herald", same[0], None)


def test_the_front_page_names_no_document_and_an_id_of_the_feed_may() -> None:
    assert name_series("gazette", "https://gazette.example.org/", None) is None
    assert name_series("gazette", "https://gazette.example.org/", "w1") is not None


def test_an_address_that_two_texts_of_one_fetch_share_names_none_of_them() -> None:
    fetch = {"fetch_id": "f-1", "url": "wire/feed.xml", "sha256": "a" * 64, "retrieved_at": FETCHED}
    source = {"source_id": "wire", "title": "Wire", "document_type": "article", "language": "en"}
    links = [PAGE, PAGE, f"{PAGE}-2"]
    records = [
        RawRecord(f"wire/feed.xml#entry-{n}", f"Item {n}", REPORT, "2025-02-05", link) for n, link in enumerate(links)
    ]
    rows, _ = make_documents(records, fetch, source, "b-1")
    assert [row["series_id"] is None for row in part_shared(rows, records, fetch)] == [True, True, False]


# The moment, and the first line


@pytest.mark.parametrize(
    ("written", "moment", "zone"),
    [
        ("2025-02-05T08:30:00+09:00", "2025-02-04T23:30:00+00:00", "+09:00"),
        ("Wed, 05 Feb 2025 09:00:00 +0000", "2025-02-05T09:00:00+00:00", "+00:00"),
        ("Wed, 05 Feb 2025 09:00:00 EST", "2025-02-05T14:00:00+00:00", "-05:00"),
        ("2025-02-05T09:00:00Z", "2025-02-05T09:00:00+00:00", "+00:00"),
    ],
)
def test_a_moment_with_a_zone_is_kept_with_its_zone(written: str, moment: str, zone: str) -> None:
    assert read_moment(written, date(2025, 2, 5)) == (datetime.fromisoformat(moment), zone)


@pytest.mark.parametrize("written", ["2025-02-05", "2025-02-05T09:00:00", "Wed, 05 Feb 2025 09:00:00 -0000", None])
def test_a_day_or_a_time_of_unknown_zone_is_no_moment(written: str | None) -> None:
    assert read_moment(written, date(2025, 2, 5)) is None


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("TOKYO, July 12 (Kyodo) — Japan and the Philippines", Dateline("TOKYO", "Kyodo")),
        ("Manila, Philippines, 12 July 2024 — The two", Dateline("Manila, Philippines")),
        ("BERLIN (dpa) - Die Bundesregierung", Dateline("BERLIN", "dpa")),
        ("BRUSSELS — Allies agreed", Dateline("BRUSSELS")),
        ("Japan – and it alone – decides", Dateline()),
        ("NATO - the alliance - said", Dateline()),
        ("UPDATE: The talks", Dateline()),
        (REPORT, Dateline()),
    ],
)
def test_a_dateline_is_read_where_there_is_one(text: str, dateline: Dateline) -> None:
    assert find_dateline(text) == dateline
