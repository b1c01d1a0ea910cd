"""Commitments do not depend on the order of their evidence, and later evidence does not change their ids."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_claims import World, resolve_one, tell
from tests.test_commitments import RAA
from transforms.commitments.commitments import make_commitments

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
LINES = st.builds(
    "{} {} {} {} {} {} {} {} | {}".format,
    DAYS,
    st.sampled_from(["joint_training", "budget_share", "third_party_support", "access_and_status", "capability"]),
    st.sampled_from(["JPN+PHL", "JPN>PHL", "PHL>JPN", "JPN", "JPN+PHL+USA"]),
    st.sampled_from("called_for proposed planned agreed in_force under_way completed denied suspended".split()),
    st.sampled_from(["", "", "instrument=RAA", "instrument=Balikatan", "instrument=Balikatan_2024", "instrument=GCAP"]),
    st.sampled_from(["", "quantity=2percent_of_gdp", "quantity=5units", "quantity=9units"]),
    st.sampled_from(["", "", "due=2024", "due=2024-06", "effective=2024", "due=2025 act=delays", "act=reaffirms"]),
    st.sampled_from(["", "", "", "repeats=d-000"]),
    st.sampled_from(["Leopard tanks", "tanks and howitzers", ""]),
)


def make_world(lines: list[str]) -> World:
    mentions, documents = tell("\n".join(lines))
    documents[0]["duplicate_of"] = None
    for mention, other in zip(mentions[1::3], mentions[0::3], strict=False):
        mention["document_id"] = other["document_id"]
    return mentions, documents


WORLDS = st.lists(LINES, min_size=1, max_size=14).map(make_world)


@settings(deadline=None)
@given(WORLDS, st.randoms(use_true_random=False))
def test_any_order_of_mentions_and_documents_gives_the_same_rows(world: World, chance: random.Random) -> None:
    mentions, documents = world
    expected = make_commitments(mentions, documents)
    shuffled = chance.sample(mentions, len(mentions)), chance.sample(documents, len(documents))
    assert make_commitments(*shuffled) == expected


@settings(deadline=None)
@given(WORLDS)
def test_every_mention_is_evidence_of_exactly_one_commitment(world: World) -> None:
    found = make_commitments(*world)
    told = sorted(row["mention_id"] for row in found.commitment_evidence)
    assert told == sorted(row["mention_id"] for row in world[0])
    ids = {row["commitment_id"] for row in found.commitments}
    assert len(ids) == len(found.commitments)
    assert ids == {row["commitment_id"] for row in found.commitment_evidence}
    assert ids == {row["commitment_id"] for row in found.commitment_history if row["step"] == 1}
    assert ids == {row["commitment_id"] for row in found.commitment_parties if row["role"] == "party"}


@settings(deadline=None)
@given(WORLDS, DAYS)
def test_what_is_published_later_leaves_ids_and_evidence_as_they_were(world: World, day: date) -> None:
    mentions, documents = world
    early = {row["document_id"] for row in documents if row["published_on"] <= day}
    before = make_commitments([row for row in mentions if row["document_id"] in early], documents)
    after = make_commitments(mentions, documents)
    assert {row["commitment_id"] for row in before.commitments} <= {row["commitment_id"] for row in after.commitments}
    pairs = {(row["commitment_id"], row["mention_id"]) for row in after.commitment_evidence}
    assert {(row["commitment_id"], row["mention_id"]) for row in before.commitment_evidence} <= pairs


@settings(deadline=None)
@given(WORLDS)
def test_what_was_given_twice_counts_once(world: World) -> None:
    mentions, documents = world
    twice = mentions + mentions[::2], documents + documents[::2]
    assert make_commitments(*twice) == make_commitments(mentions, documents)


def test_an_older_text_that_says_the_same_leaves_the_id() -> None:
    older = "2023-10-01 access_and_status JPN+PHL proposed instrument=RAA"
    assert resolve_one(RAA)["commitment_id"] == resolve_one(f"{older}{RAA}")["commitment_id"]
