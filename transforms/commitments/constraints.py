"""What people have decided, as the resolution of mentions takes it: whom to leave out, what to correct, what is one.

The promise: the value holds only what is in force, and its links do not contradict each other. What surprises: a link
names mentions, never commitments, for the id of a commitment may become an alias of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.commitments import COMMITMENTS
from transforms.commitments.breaches import adopt_corrections

Row = dict[str, Any]
Pair = tuple[str, str]
ACCEPTED, CORRECTED, REJECTED = "accepted", "corrected", "rejected"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in force. Pairs hold the lesser id first; corrected values have the types of their columns.

    `commitment_reviews` maps the id of a commitment to the value of its column `review`; `commitment_corrections` has
    what was decided together, in the order of the decisions, for whether it fits is seen on the resolved row.
    """

    rejected_mentions: frozenset[str] = frozenset()
    accepted_mentions: frozenset[str] = frozenset()
    corrections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    must_link: tuple[Pair, ...] = ()
    cannot_link: frozenset[Pair] = frozenset()
    commitment_reviews: Mapping[str, str] = field(default_factory=dict)
    commitment_corrections: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


NO_DECISIONS = Decisions()


def correct_mention(mention: Mapping[str, Any], decisions: Decisions) -> Mapping[str, Any]:
    """A row of `mentions` as the resolution should read it: with its corrected values."""
    corrections = decisions.corrections.get(mention["mention_id"])
    return {**mention, **corrections} if corrections else mention


def review_commitment(commitment: Row, decisions: Decisions, aliases: Iterable[str] = ()) -> Row:
    """A row of `commitments` with what people decided on it, under its id or one of its aliases.

    `review` is what was decided on the commitment itself; else what was decided on the mention that proves it best.
    A correction that does not fit into the row is left out.
    """
    names = (commitment["commitment_id"], *sorted(aliases))
    groups = [group for name in reversed(names) for group in decisions.commitment_corrections.get(name, ())]
    corrections = adopt_corrections(COMMITMENTS, commitment, groups)[0] if groups else {}
    reviews = (decisions.commitment_reviews.get(name) for name in names)
    review = next((word for word in reviews if word), None)
    if review == CORRECTED and not corrections:
        review = None
    return {**commitment, **corrections, "review": review or _review_mention(commitment["mention_id"], decisions)}


def _review_mention(mention_id: str, decisions: Decisions) -> str | None:
    if mention_id in decisions.corrections:
        return CORRECTED
    return ACCEPTED if mention_id in decisions.accepted_mentions else None
