"""Whether two claims say the same of a thing: how much, when, by which words."""

from transforms.commitments.claims import Claim, Quantity, Span, are_apart, count_days
from transforms.commitments.kind_rules import KindRule
from transforms.commitments.profiles import Profile

OBJECT_OVERLAP = 0.4
"""Share of the words that two texts on one thing have in common, at least."""


def may_share_object(claim: Claim, profile: Profile, rule: KindRule) -> bool:
    """Whether their words may name the same thing, where a kind has one that records do not name."""
    if not rule.has_object or is_same_money(claim.quantity, profile.quantity):
        return True
    return share_words(claim, profile, OBJECT_OVERLAP)


def share_words(claim: Claim, profile: Profile, share: float) -> bool:
    """Whether they have at least this share of their words in common."""
    least = min(len(claim.words), len(profile.words))
    return least > 0 and len(claim.words & profile.words) >= share * least


def is_same_money(left: Quantity | None, right: Quantity | None) -> bool:
    """Whether both name the same amount of money."""
    return left is not None and left.unit.isupper() and compare_quantities(left, right) > 0


def compare_quantities(left: Quantity | None, right: Quantity | None) -> int:
    """1 for the same, -1 for different levels of one unit, 0 where they cannot be compared."""
    if left is None or right is None or left.unit != right.unit:
        return 0
    if left.unit == "percent" and left.basis != right.basis:
        return 0
    is_rough = "about" in (left.qualifier, right.qualifier)
    tolerance = 0.1 if is_rough else 0.01 if left.unit.isupper() else 1e-9
    pairs = ((left.value, right.value), (left.most, right.most))
    return 1 if all(abs(a - b) <= tolerance * max(abs(a), abs(b)) for a, b in pairs) else -1


def compare_spans(left: Span | None, right: Span | None, dated: int) -> int:
    """1 where they share a day and one is no longer than `dated` days, -1 where they share none, 0 otherwise."""
    if left is None or right is None:
        return 0
    if are_apart(left, right):
        return -1
    return 1 if min(count_days(left), count_days(right)) <= dated else 0
