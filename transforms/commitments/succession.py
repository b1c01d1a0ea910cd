"""Which pledge of a share of GDP replaced which: its owner raised or lowered it before it fell due.

The promise: only pledges of one block are compared, so a night that reads a block whole finds what a resolution of all
finds. What surprises: a pledge that fell due before its owner promised more is not superseded; it was kept or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.commitments.blocks import Block, find_block
from transforms.commitments.claims import SHARE, Claim, Quantity, is_actual_share

_BINDING = frozenset({"agreed", "planned", "in_force"})


@dataclass(frozen=True, slots=True)
class Pledge:
    """One pledge: its figure, and the first and the last claim by which its owner is bound."""

    commitment_id: str
    quantity: Quantity
    first: Claim
    last: Claim


def may_be_superseded(claims: Sequence[Claim]) -> bool:
    """Whether other commitments say what became of this one."""
    return claims[0].kind == SHARE


def find_successors(commitments: Mapping[str, Sequence[Claim]]) -> dict[str, Claim]:
    """The claim that replaced a pledge, by the id of the pledge."""
    groups: dict[tuple[Block, frozenset[str], str | None], list[Pledge]] = {}
    for pledge in _list_pledges(commitments):
        key = (find_block(pledge.first), pledge.first.actors, pledge.quantity.basis)
        groups.setdefault(key, []).append(pledge)
    found = {}
    for pledges in groups.values():
        for old in pledges:
            later = [new.first for new in pledges if _replaces(new, old)]
            if later:
                found[old.commitment_id] = min(later, key=lambda claim: claim.order)
    return found


def _list_pledges(commitments: Mapping[str, Sequence[Claim]]) -> Iterator[Pledge]:
    for commitment_id, claims in commitments.items():
        if not may_be_superseded(claims):
            continue
        bound = [claim for claim in claims if claim.standing in _BINDING and not is_actual_share(claim)]
        quantity = next((claim.quantity for claim in bound if claim.quantity), None)
        if quantity is not None and quantity.qualifier != "up_to":
            ordered = sorted(bound, key=lambda claim: claim.order)
            yield Pledge(commitment_id, quantity, ordered[0], ordered[-1])


def _replaces(new: Pledge, old: Pledge) -> bool:
    if new.first.published_on <= old.last.published_on or new.quantity.unit != old.quantity.unit:
        return False
    is_raised = new.first.act == "raises" and new.quantity.value > old.quantity.most
    is_lowered = new.first.act == "lowers" and new.quantity.most < old.quantity.value
    is_in_time = old.last.due is None or new.first.published_on <= old.last.due[1]
    return (is_raised or is_lowered) and is_in_time
