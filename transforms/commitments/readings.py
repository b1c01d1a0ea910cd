"""What each claim does to the commitment that it speaks of: an interpreter of `schemas/vocabulary/lives.yml`.

The promise: claims are taken in the order of publication, those of one day the better source last; the rules of the
commitment's life say whether a claim is a step, a repeat, a look back or a contradiction, and nothing else moves the
standing. What surprises: the last article does not always have the last word. A look back ("signed in 2016") does not
undo what has happened since, and a lesser source does not overturn at once what an official said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.lives import (
    CONTRADICTION,
    FRESH,
    LOOK_BACK,
    ONWARD,
    OUTWEIGHED,
    RENEWED,
    REPEAT,
    STEP,
    find_day_field,
    find_kind,
    find_rule,
    list_changing_acts,
    list_renewing_acts,
)
from transforms.commitments.claims import Claim, Quantity, Span, are_apart, count_days
from transforms.commitments.comparing import compare_quantities
from transforms.commitments.weighing import add_witness, find_stronger, grade_number

_BEGUN, _PART, _DONE = 1, 2, 3
_OVER = frozenset({"suspended", "denied"})
_AGREED = frozenset({"agreed", "under_way", "completed", "in_force"})
_AFFIRMED = _AGREED | {"planned"}


@dataclass(frozen=True, slots=True)
class State:
    """Where a commitment stands. `since` is the day in the world from which the standing holds, as far as known.

    `witnesses` are the claims that say so, the latest last, one a grade; `progress` is how much was done since it
    was last taken up, `done_on` when; `quantity_by` and `due_by` are the claims that gave the figures.
    """

    standing: str
    since: date
    quantity: Quantity | None = None
    due: Span | None = None
    effective: Span | None = None
    progress: int = 0
    done_on: Span | None = None
    witnesses: tuple[Claim, ...] = ()
    quantity_by: Claim | None = None
    due_by: Claim | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one claim did: `reading` is a term of the vocabulary, `after` the state that it left.

    Where it contradicts another claim, `against` is that claim and `differs_in` the field.
    """

    claim: Claim
    reading: str
    after: State
    against: Claim | None = None
    differs_in: str | None = None


def read_claims(claims: Sequence[Claim]) -> list[Reading]:
    """The readings of all claims of one commitment, at least one, in the order in which they are weighed."""
    readings: list[Reading] = []
    for claim in sorted(claims, key=lambda claim: (claim.published_on, -grade_number(claim), claim.order)):
        before = readings[-1].after if readings else None
        readings.append(_read_next(before, claim) if before else _read_first(claim))
    return readings


def assess_delivery(state: State) -> str:
    """Whether the commitment was kept, as its claims say; `not_assessed` where none of them does."""
    if state.standing == "suspended":
        return "stopped"
    if state.standing == "denied" or not state.progress:
        return "not_assessed"
    if state.progress == _DONE:
        is_late = state.done_on is not None and state.due is not None and state.done_on[0] > state.due[1]
        return "delivered_late" if is_late else "delivered"
    return "delivered_in_part" if state.progress == _PART else "under_way"


def find_day(claim: Claim) -> Span | None:
    """When in the world the claim's standing began, where the text dates it and not into the future."""
    span: Span | None = getattr(claim, find_day_field(claim.standing))
    return span if span is not None and span[0] <= claim.published_on else None


def last_day(claim: Claim, span: Span | None) -> date:
    """The last day on which what the claim tells can have happened; never after its publication."""
    return min(span[1], claim.published_on) if span else claim.published_on


def _read_first(claim: Claim) -> Reading:
    before = State(claim.standing, last_day(claim, find_day(claim)), witnesses=(claim,))
    return Reading(claim, STEP, _advance(before, claim, STEP, claim.standing))


def _read_next(state: State, claim: Claim) -> Reading:
    told = "under_way" if _is_part(state, claim) else claim.standing
    rule = find_rule(claim.kind, state.standing, told)
    reading = _judge(rule, state, claim)
    field = "standing" if reading == STEP and rule != ONWARD else _find_other_figure(reading, state, claim)
    stronger = find_stronger(claim, state.witnesses) if field else None
    if stronger is not None:
        return Reading(claim, OUTWEIGHED, state, stronger, field)
    against, differs_in = _find_contradicted(reading, field, state, claim)
    return Reading(claim, reading, _advance(state, claim, reading, told), against, differs_in)


def _find_other_figure(reading: str, state: State, claim: Claim) -> str | None:
    """Which figure a claim replaces that says the same standing: `quantity`, `due`, or None."""
    if reading != REPEAT or _is_part(state, claim):
        return None
    if state.quantity is not None and _take_quantity(state.quantity, claim, False) != state.quantity:
        return "quantity"
    is_moved = state.due is not None and claim.due is not None and are_apart(state.due, claim.due)
    return "due" if is_moved and _take_due(state.due, claim, False) == claim.due else None


def _find_contradicted(reading: str, field: str | None, state: State, claim: Claim) -> tuple[Claim | None, str | None]:
    """The claim that this one contradicts, and in which field: an affirmation and a denial, or two figures."""
    if reading == CONTRADICTION:
        return state.witnesses[-1], "standing"
    if field == "standing":
        pair = {state.standing, claim.standing}
        is_denial = "denied" in pair and bool(pair & _AFFIRMED)
        return (state.witnesses[-1], field) if is_denial else (None, None)
    if field is None or claim.act in list_changing_acts(field):
        return None, None
    return (state.quantity_by if field == "quantity" else state.due_by), field


def _judge(rule: str, state: State, claim: Claim) -> str:
    """What the rule of a pair of standings comes to for this claim."""
    is_stale = last_day(claim, find_day(claim)) < state.since
    if rule == ONWARD or (rule == FRESH and not is_stale):
        return STEP
    if rule == RENEWED and not is_stale and _is_renewed(state, claim):
        return STEP
    is_plain = rule == REPEAT or (rule == CONTRADICTION and not is_stale)
    return rule if is_plain else LOOK_BACK


def _is_renewed(state: State, claim: Claim) -> bool:
    span = claim.effective or claim.announced
    return claim.act in list_renewing_acts() or (span is not None and last_day(claim, span) > state.since)


def _is_part(state: State, claim: Claim) -> bool:
    """Whether less was done than was promised, of a thing that is delivered piece by piece."""
    is_done = claim.standing == "completed" or (claim.standing == "under_way" and claim.act == "implements")
    promised, told = state.quantity, claim.quantity
    if not is_done or not find_kind(claim.kind).is_in_parts or promised is None or told is None:
        return False
    return compare_quantities(promised, told) < 0 and told.most < promised.value and promised.qualifier != "up_to"


def _advance(state: State, claim: Claim, reading: str, told: str) -> State:
    if reading == CONTRADICTION:
        return state
    is_step, is_behind = reading == STEP, reading == LOOK_BACK
    is_part = _is_part(state, claim)
    quantity = _take_quantity(state.quantity, claim, is_behind or is_part)
    due = _take_due(state.due, claim, is_behind)
    after = replace(
        state,
        standing=told if is_step else state.standing,
        since=last_day(claim, find_day(claim)) if is_step else state.since,
        quantity=quantity,
        due=due,
        effective=_take_effective(state, claim, is_step, is_behind),
        witnesses=state.witnesses if is_behind else add_witness(() if is_step else state.witnesses, claim),
        quantity_by=state.quantity_by if quantity == state.quantity else claim,
        due_by=state.due_by if due == state.due else claim,
    )
    return _take_progress(state, after, claim, is_part)


def _take_quantity(known: Quantity | None, claim: Claim, is_kept: bool) -> Quantity | None:
    if known is None or claim.quantity is None:
        return known or claim.quantity
    is_other = compare_quantities(known, claim.quantity) < 0
    return claim.quantity if is_other and not is_kept else known


def _take_due(known: Span | None, claim: Claim, is_behind: bool) -> Span | None:
    """A later date replaces an earlier one while it lies ahead; one that only says more narrows it."""
    due = None if _is_no_deadline(claim) else claim.due
    if known is None or due is None:
        return known or due
    if are_apart(known, due):
        is_moved = claim.act == "delays" or claim.published_on <= due[1]
        return due if is_moved and not is_behind else known
    return due if count_days(due) < count_days(known) else known


def _is_no_deadline(claim: Claim) -> bool:
    """Whether the date of a bond that was agreed is that of its signature: it lies before the text or with it."""
    if claim.due is None or claim.standing not in _AGREED or find_kind(claim.kind).life != "bond":
        return False
    return claim.due[1] <= (claim.announced[1] if claim.announced else claim.published_on)


def _take_effective(state: State, claim: Claim, is_step: bool, is_behind: bool) -> Span | None:
    """The date of effect goes with the standing: a look back brings none, and that of an end ends with it."""
    known = state.effective
    if is_step and (claim.effective or state.standing in _OVER):
        return claim.effective
    if claim.effective is None or is_behind or known is None:
        return known if is_behind else known or claim.effective
    is_narrower = not are_apart(known, claim.effective) and count_days(claim.effective) < count_days(known)
    return claim.effective if is_narrower else known


def _take_progress(before: State, after: State, claim: Claim, is_part: bool) -> State:
    """How much was done; what was done before an end does not count after it."""
    if after.standing in _OVER:
        return replace(after, progress=0, done_on=None)
    progress, done_on = (0, None) if before.standing in _OVER else (before.progress, before.done_on)
    is_done = claim.standing == "completed" and not is_part
    is_begun = claim.standing == "under_way" or claim.act == "implements"
    told = _DONE if is_done else _PART if is_part else _BEGUN if is_begun else 0
    return replace(after, progress=max(progress, told), done_on=done_on or (claim.effective if is_done else None))
