"""Whose word weighs less: when a later text does not overturn what an official said a short time ago.

The rule and its figures are those of `docs/policy.md` and `schemas/vocabulary/lives.yml`.
"""

from collections.abc import Iterable
from datetime import timedelta

from schemas.lives import load_weighing
from schemas.terms import list_terms
from transforms.commitments.claims import Claim

_GRADES = list_terms("reliability_grades")


def find_stronger(claim: Claim, witnesses: Iterable[Claim]) -> Claim | None:
    """The latest official statement among the witnesses that is too fresh and too good for the claim to overturn it."""
    earliest = claim.published_on - timedelta(days=load_weighing().days)
    stronger = [
        witness for witness in witnesses if witness.published_on >= earliest and is_clearly_weaker(claim, witness)
    ]
    return max(stronger, key=lambda witness: witness.order, default=None)


def add_witness(witnesses: Iterable[Claim], claim: Claim) -> tuple[Claim, ...]:
    """The witnesses and the claim, which is later: the latest of every grade, of officials and of others."""
    others = (known for known in witnesses if known.grade != claim.grade or is_official(known) != is_official(claim))
    return (*others, claim)


def is_official(claim: Claim) -> bool:
    """Whether it stands in an official's own words or in a report of them."""
    return claim.row["voice"] in load_weighing().official_voices


def is_clearly_weaker(claim: Claim, witness: Claim) -> bool:
    """Whether the witness is an official statement, and the claim's source or voice is clearly worse than its own."""
    policy = load_weighing()
    if not is_official(witness):
        return False
    is_worse_source = grade_number(claim) - grade_number(witness) >= policy.grades_apart
    return is_worse_source or claim.row["voice"] in policy.weak_voices


def grade_number(claim: Claim) -> int:
    """0 for the best grade. A source that nobody has graded (F) counts as the least."""
    return _GRADES.index(claim.grade)
