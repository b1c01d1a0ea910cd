"""What several documents of the samples tell is one commitment, with its history: the table, and how much of it holds.

The figures are over pairs of sentences. A pair is joined where both lie in one commitment. Sentences in which the
extraction finds no mention of the kind count against the strict recall alone; how many there are is a floor of its own.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from sources.catalogue import load_catalogue, source_row
from sources.fetch import list_items, read_item
from sources.readers.records import read_records
from tests.conftest import ROOT
from tests.resolution_world import (
    Case,
    Resolved,
    Score,
    find_mentions,
    list_standings,
    list_strangers,
    load_cases,
    score_pairs,
)
from tests.samples_world import CATALOGUE, SamplesNight
from transforms.documents.documents import make_documents

CASES = load_cases()
TOLD_TWICE = [case for case in CASES if case.is_told_twice]
LEAST_PRECISION, LEAST_RECALL, LEAST_STRICT_RECALL, LEAST_FOUND = 0.97, 0.97, 0.84, 0.91
LEAST_HISTORIES, LEAST_PRESENT = 73, 73
GROUPS = {
    "first": "written before the rules were mended",
    "later": "written before, looked at after",
    "last": "written last",
    "all": "all",
}
FETCH = {"fetch_id": "f-0", "sha256": "0" * 64, "url": "u", "retrieved_at": datetime(2026, 1, 1, tzinfo=UTC)}


def list_locations() -> dict[str, str]:
    """Item or entry by the id of its document, which says nothing of where it lies."""
    return {
        row["document_id"]: record.location
        for source in load_catalogue(CATALOGUE)
        for item in list_items(source, ROOT)
        for record in read_records(read_item(item), item.url).records
        for row in make_documents([record], FETCH, source_row(source), "b-1")[0]
    }


@pytest.fixture(scope="module")
def resolved(samples_night: SamplesNight) -> Resolved:
    locations = list_locations()
    documents = samples_night.ask("select document_id, title, text, duplicate_of from documents")
    evidence = samples_night.ask("select commitment_id, mention_id from commitment_evidence")
    steps = samples_night.ask(
        "select commitment_id, list(new_value order by step) as standings from commitment_history "
        "where field = 'standing' group by all"
    )
    return Resolved(
        documents={locations[row["document_id"]]: row for row in documents},
        mentions=samples_night.ask("select * from mentions order by mention_id"),
        commitment_of={row["mention_id"]: row["commitment_id"] for row in evidence},
        standings={row["commitment_id"]: tuple(row["standings"]) for row in steps},
    )


def list_shares(score: Score) -> tuple[float, float, float]:
    return score.precision, score.recall, score.strict_recall


def list_wrong(cases: Sequence[Case], resolved: Resolved, last: int = 0) -> list[str]:
    """Cases whose standings, or the last of them, are other ones than the table says."""
    return [case.name for case in cases if list_standings(case, resolved)[-last:] != case.history[-last:]]


def test_the_table_holds_enough_cases_and_every_stage() -> None:
    assert len(TOLD_TWICE) >= 30
    assert len({case.name for case in CASES}) == len(CASES)
    told = {fragment.standing for case in TOLD_TWICE for fragment in case.told}
    assert {"proposed", "planned", "agreed", "in_force", "under_way", "completed", "denied", "suspended"} <= told
    assert len({case.series for case in TOLD_TWICE if case.series}) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_the_table_quotes_stands_once_in_the_sample(case: Case, resolved: Resolved) -> None:
    for fragment in case.told:
        assert resolved.documents[fragment.location]["text"].count(fragment.says) == 1, fragment


def test_what_is_joined_speaks_of_one_commitment(resolved: Resolved) -> None:
    score = score_pairs(CASES, resolved)
    print(score)
    assert score.joined >= 145
    assert score.precision >= LEAST_PRECISION, score


def test_no_sentence_that_the_table_leaves_out_has_got_into_its_commitments(resolved: Resolved) -> None:
    strangers = list_strangers(CASES, resolved)
    assert len(strangers) <= 1, [mention["evidence_text"] for mention in strangers]


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_gives_the_figures_of_each_group(group: str, resolved: Resolved) -> None:
    cases = [case for case in CASES if group in (case.group, "all")]
    score = score_pairs(cases, resolved)
    counts = [len(cases), sum(case.is_told_twice for case in cases), score.wanted]
    row = [f"{count}" for count in counts] + [f"{share:.2f}" for share in list_shares(score)]
    page = (ROOT / "docs/resolution.md").read_text(encoding="utf-8")
    assert f"| {GROUPS[group]} | {' | '.join(row)} |" in page, "write the figures of this row into docs/resolution.md"


def test_what_speaks_of_one_commitment_is_joined(resolved: Resolved) -> None:
    score = score_pairs(CASES, resolved)
    assert score.possible >= 150
    assert score.recall >= LEAST_RECALL, score
    assert score.strict_recall >= LEAST_STRICT_RECALL, score


def test_most_sentences_of_the_table_have_a_mention(resolved: Resolved) -> None:
    told = [fragment for case in CASES for fragment in case.told]
    missing = [fragment for fragment in told if fragment not in find_mentions(CASES, resolved)]
    assert 1 - len(missing) / len(told) >= LEAST_FOUND, missing


def test_histories_come_in_their_order_and_end_where_the_commitment_stands(resolved: Resolved) -> None:
    wrong, elsewhere = list_wrong(TOLD_TWICE, resolved), list_wrong(TOLD_TWICE, resolved, last=1)
    print(len(TOLD_TWICE), "cases; histories that are wrong:", wrong, "that end elsewhere:", elsewhere)
    assert len(TOLD_TWICE) - len(wrong) >= LEAST_HISTORIES, wrong
    assert len(TOLD_TWICE) - len(elsewhere) >= LEAST_PRESENT, elsewhere


def test_a_reprint_is_evidence_but_no_second_voice(resolved: Resolved, samples_night: SamplesNight) -> None:
    (row,) = samples_night.ask("""
        select count(*) as reprinted, count(*) filter (not is_independent) as counted_once
        from commitment_evidence join mentions using (mention_id) join documents using (document_id)
        where duplicate_of is not null""")
    assert row["reprinted"] >= 8
    assert row["counted_once"] >= row["reprinted"] - 1  # one names an actor more than its original
