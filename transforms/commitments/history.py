"""How a commitment went: each change of standing, quantity or date that its claims show, and where it stands now.

What surprises: the last article does not always have the last word. A look back ("signed in 2016") does not undo what
has happened since: standing moves up a ladder, and only a suspension or a denial takes it back. A suspended commitment
comes back when a later text says that it is in force or under way, or that it was agreed anew or done after all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.commitments.agreement import compare_quantities
from transforms.commitments.claims import Claim, Quantity, Span, are_apart, count_days

_DEED = ("called_for", "proposed", "planned", "agreed", "in_force", "under_way", "completed")
_BOND = ("called_for", "proposed", "planned", "agreed", "under_way", "completed", "in_force")
_DEEDS = frozenset(
    "budget_share budget_amount joint_training force_deployment capability arms_transfer personnel_exchange "
    "third_party_support".split()
)
_DENIABLE = frozenset({"called_for", "proposed", "planned", "agreed"})
_RENEWING = frozenset({"in_force", "under_way"})


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a history: what changed, from what to what, and the claim that shows it."""

    field: str
    old_value: str | None
    new_value: str
    changed_on: date
    mention_id: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a commitment stands. `since` is the day in the world from which the standing holds, as far as known."""

    standing: str
    since: date
    quantity: Quantity | None = None
    due: Span | None = None
    effective: Span | None = None


def trace_history(claims: Sequence[Claim]) -> tuple[State, list[Change]]:
    """The state after all claims of one commitment, given in the order of their evidence, and the steps to it."""
    first = claims[0]
    state = State(first.standing, _day_in_world(first))
    changes = [_make_change(first, "standing", None, first.standing)]
    for claim in claims:
        after = _advance(state, claim)
        changes += _list_changes(claim, state, after)
        state = after
    return state, changes


def assess_delivery(claims: Sequence[Claim], state: State) -> str:
    """Whether the commitment was kept, as its claims say; `not_assessed` where none of them does."""
    if state.standing == "suspended":
        return "stopped"
    if state.standing == "denied":
        return "not_assessed"
    live = _since_suspension(claims)
    done = [claim for claim in live if claim.standing == "completed"]
    if done:
        dated = next((claim.effective for claim in done if claim.effective), None)
        is_late = dated is not None and state.due is not None and dated[0] > state.due[1]
        return "delivered_late" if is_late else "delivered"
    is_being_done = any(claim.standing == "under_way" or claim.act == "implements" for claim in live)
    return "under_way" if is_being_done else "not_assessed"


def write_quantity(quantity: Quantity) -> str:
    """A quantity as a history shows it: `at_least 2 percent_of_gdp`, `3-3.5 percent_of_gdp`."""
    value = f"{quantity.value:.15g}"
    amount = value if quantity.most == quantity.value else f"{value}-{quantity.most:.15g}"
    return " ".join(part for part in (quantity.qualifier, amount, quantity.unit) if part)


def write_span(span: Span) -> str:
    """A span as ISO 8601 writes it: `2024-07-12`, or `2027-04-01/2028-03-31`."""
    return span[0].isoformat() if span[0] == span[1] else f"{span[0].isoformat()}/{span[1].isoformat()}"


def _advance(state: State, claim: Claim) -> State:
    is_step = _is_step(state, claim)
    is_behind = not is_step and claim.standing != state.standing
    return State(
        standing=claim.standing if is_step else state.standing,
        since=_day_in_world(claim) if is_step else state.since,
        quantity=_take_quantity(state.quantity, claim, is_behind),
        due=_take_due(state.due, claim, is_behind),
        effective=_take_effective(state.effective, claim, is_step, is_behind),
    )


def _is_step(state: State, claim: Claim) -> bool:
    """Whether the claim's standing replaces the one that is known."""
    old, new = state.standing, claim.standing
    if new == old:
        return False
    is_stale = _day_in_world(claim) < state.since
    if new == "suspended":
        return not is_stale
    if new == "denied":
        return old in _DENIABLE and not is_stale
    if old == "denied":
        return new != "called_for" and not is_stale
    if old == "suspended":
        return not is_stale and (new in _RENEWING or (new in ("agreed", "completed") and _is_new(claim, state)))
    ladder = _DEED if claim.kind in _DEEDS else _BOND
    return ladder.index(new) > ladder.index(old)


def _is_new(claim: Claim, state: State) -> bool:
    """Whether an agreement after a suspension is a new one, not a look back at the old."""
    is_dated = claim.effective is not None or claim.announced is not None
    return claim.act == "reaffirms" or (is_dated and _day_in_world(claim) > state.since)


def _day_in_world(claim: Claim) -> date:
    """The last day on which what the claim tells can have happened; never after its publication."""
    span = claim.effective or claim.announced
    return min(span[1], claim.published_on) if span else claim.published_on


def _take_quantity(known: Quantity | None, claim: Claim, is_behind: bool) -> Quantity | None:
    if known is None or claim.quantity is None:
        return known or claim.quantity
    is_other = compare_quantities(known, claim.quantity) < 0
    return claim.quantity if is_other and not is_behind else known


def _take_due(known: Span | None, claim: Claim, is_behind: bool) -> Span | None:
    """A later date replaces an earlier one while it lies ahead; one that only says more narrows it."""
    if known is None or claim.due is None:
        return known or claim.due
    if are_apart(known, claim.due):
        is_moved = claim.act == "delays" or claim.published_on <= claim.due[1]
        return claim.due if is_moved and not is_behind else known
    return claim.due if count_days(claim.due) < count_days(known) else known


def _take_effective(known: Span | None, claim: Claim, is_step: bool, is_behind: bool) -> Span | None:
    """The date of effect goes with the standing: a look back does not bring one."""
    if claim.effective is None or is_behind:
        return known
    if is_step or known is None:
        return claim.effective
    is_narrower = not are_apart(known, claim.effective) and count_days(claim.effective) < count_days(known)
    return claim.effective if is_narrower else known


def _list_changes(claim: Claim, before: State, after: State) -> list[Change]:
    old, new = _describe(before), _describe(after)
    return [_make_change(claim, name, old[name], value) for name, value in new.items() if value and value != old[name]]


def _describe(state: State) -> dict[str, str | None]:
    return {
        "standing": state.standing,
        "quantity": write_quantity(state.quantity) if state.quantity else None,
        "due": write_span(state.due) if state.due else None,
        "effective": write_span(state.effective) if state.effective else None,
    }


def _make_change(claim: Claim, name: str, old: str | None, new: str) -> Change:
    return Change(name, old, new, claim.published_on, claim.mention_id)


def _since_suspension(claims: Sequence[Claim]) -> Sequence[Claim]:
    last = max((number for number, claim in enumerate(claims) if claim.standing == "suspended"), default=-1)
    return claims[last + 1 :]
