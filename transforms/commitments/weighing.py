"""Whose word weighs less: when a later text does not overturn what an official said a short time ago.

The rule and its figures are those of `docs/policy.md` and `schemas/vocabulary/lives.yml`.
"""

from collections.abc import Iterable

from schemas.lives import load_weighing
from schemas.terms import list_terms
from transforms.commitments.claims import Claim

_GRADES = list_terms("reliability_grades")


def find_stronger(claim: Claim, witnesses: Iterable[Claim]) -> Claim | None:
    """The latest official statement among the witnesses that is too fresh and too good for the claim to overturn it."""
    days = load_weighing().days
    stronger = [
        witness
        for witness in witnesses
        if abs((claim.published_on - witness.published_on).days) <= days and is_clearly_weaker(claim, witness)
    ]
    return max(stronger, key=lambda witness: witness.order, default=None)


def is_clearly_weaker(claim: Claim, witness: Claim) -> bool:
    """Whether the witness is an official statement, and the claim's source or voice is clearly worse than its own."""
    policy = load_weighing()
    if witness.row["voice"] not in policy.official_voices:
        return False
    is_worse_source = grade_number(claim) - grade_number(witness) >= policy.grades_apart
    return is_worse_source or claim.row["voice"] in policy.weak_voices


def grade_number(claim: Claim) -> int:
    """0 for the best grade. A source that nobody has graded (F) counts as the least."""
    return _GRADES.index(claim.grade)
