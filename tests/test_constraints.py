"""What the resolution takes of decisions: corrected mentions, reviewed commitments."""

from tests.warehouse_world import LINE, make_commitment, make_document, make_due, make_mention, make_share
from transforms.commitments.constraints import NO_DECISIONS, Decisions, correct_mention, review_commitment

MENTION = make_mention(1, make_document(1, LINE), LINE, standing="planned", place="Tokyo")
COMMITMENT = make_commitment("c-100", MENTION)
AGREED = {"standing": "agreed"}


def test_without_decisions_nothing_changes() -> None:
    assert correct_mention(MENTION, NO_DECISIONS) == MENTION
    assert review_commitment(COMMITMENT, NO_DECISIONS) == COMMITMENT


def test_a_corrected_mention_is_read_with_its_value_and_stays_as_it_was() -> None:
    decisions = Decisions(corrections={"m-100": {"standing": "agreed", "place": None}})
    assert correct_mention(MENTION, decisions) == MENTION | {"standing": "agreed", "place": None}
    assert MENTION["standing"] == "planned"


def test_a_commitment_says_what_was_decided_on_it() -> None:
    decisions = Decisions(
        commitment_reviews={"c-100": "corrected"}, commitment_corrections={"c-100": (AGREED, {"place": "Oslo"})}
    )
    expected = COMMITMENT | {"standing": "agreed", "place": "Oslo", "review": "corrected"}
    assert review_commitment(COMMITMENT, decisions) == expected


def test_a_correction_that_does_not_fit_into_the_row_is_left_out_and_the_others_stay() -> None:
    half = {"due_start_on": make_due(2024)["due_start_on"]}
    decisions = Decisions(commitment_reviews={"c-100": "corrected"}, commitment_corrections={"c-100": (half, AGREED)})
    assert review_commitment(COMMITMENT, decisions) == COMMITMENT | AGREED | {"review": "corrected"}
    alone = Decisions(commitment_reviews={"c-100": "corrected"}, commitment_corrections={"c-100": (make_share(150.0),)})
    assert review_commitment(COMMITMENT, alone) == COMMITMENT


def test_a_decision_on_an_alias_holds_for_what_it_became_unless_that_was_decided_too() -> None:
    decisions = Decisions(commitment_reviews={"c-old": "accepted"}, commitment_corrections={"c-old": (AGREED,)})
    assert review_commitment(COMMITMENT, decisions, ["c-old"]) == COMMITMENT | AGREED | {"review": "accepted"}
    both = Decisions(commitment_reviews={"c-old": "accepted", "c-100": "rejected"})
    assert review_commitment(COMMITMENT, both, ["c-old"])["review"] == "rejected"


def test_a_commitment_is_reviewed_where_its_best_mention_is() -> None:
    accepted = Decisions(accepted_mentions=frozenset({"m-100"}))
    assert review_commitment(COMMITMENT, accepted)["review"] == "accepted"
    corrected = Decisions(accepted_mentions=frozenset({"m-100"}), corrections={"m-100": AGREED})
    assert review_commitment(COMMITMENT, corrected)["review"] == "corrected"
