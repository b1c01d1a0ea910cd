"""What the resolution takes of decisions: corrected mentions, reviewed commitments."""

from transforms.commitments.constraints import NO_DECISIONS, Decisions, correct_mention, review_commitment

MENTION = {"mention_id": "m-100", "standing": "planned", "place": "Tokyo"}
COMMITMENT = {"commitment_id": "c-100", "mention_id": "m-100", "standing": "planned", "review": None}


def test_without_decisions_nothing_changes() -> None:
    assert correct_mention(MENTION, NO_DECISIONS) == MENTION
    assert review_commitment(COMMITMENT, NO_DECISIONS) == COMMITMENT


def test_a_corrected_mention_is_read_with_its_value_and_stays_as_it_was() -> None:
    decisions = Decisions(corrections={"m-100": {"standing": "agreed", "place": None}})
    assert correct_mention(MENTION, decisions) == {"mention_id": "m-100", "standing": "agreed", "place": None}
    assert MENTION["standing"] == "planned"


def test_a_commitment_says_what_was_decided_on_it() -> None:
    decisions = Decisions(
        commitment_reviews={"c-100": "corrected"}, commitment_corrections={"c-100": {"standing": "agreed"}}
    )
    assert review_commitment(COMMITMENT, decisions) == COMMITMENT | {"standing": "agreed", "review": "corrected"}


def test_a_decision_on_an_alias_holds_for_what_it_became_unless_that_was_decided_too() -> None:
    decisions = Decisions(commitment_reviews={"c-old": "accepted"}, commitment_corrections={"c-old": {"standing": "x"}})
    assert review_commitment(COMMITMENT, decisions, ["c-old"]) == COMMITMENT | {"standing": "x", "review": "accepted"}
    both = Decisions(commitment_reviews={"c-old": "accepted", "c-100": "rejected"})
    assert review_commitment(COMMITMENT, both, ["c-old"])["review"] == "rejected"


def test_a_commitment_is_reviewed_where_its_best_mention_is() -> None:
    accepted = Decisions(accepted_mentions=frozenset({"m-100"}))
    assert review_commitment(COMMITMENT, accepted)["review"] == "accepted"
    corrected = Decisions(accepted_mentions=frozenset({"m-100"}), corrections={"m-100": {"standing": "agreed"}})
    assert review_commitment(COMMITMENT, corrected)["review"] == "corrected"
