"""How a commitment went: each change of standing, quantity, date or delivery, in the order in which it happened.

The promise: the last step of the standing is the standing; every step is one that `schemas/vocabulary/lives.yml`
allows. What surprises: the order is that of the world, not of the news. A step is dated by the text that dates it best,
also by a later one; a dated look back ("signed in 2016") to what no text of that time told fills the gap it belongs
into. Neither changes where the commitment stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from schemas.lives import FRESH, LOOK_BACK, ONWARD, REPEAT, STEP, find_day_field, find_rule
from transforms.commitments.claims import Claim, Quantity, Span, count_days
from transforms.commitments.readings import Reading, State, assess_delivery, find_day, last_day, read_claims

FIELDS = ("standing", "quantity", "due", "effective", "delivery")
_FILLING = frozenset({ONWARD, FRESH})
_OPEN = frozenset({"not_assessed", "under_way", "delivered_in_part"})


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a history: what changed, from what to what, and the claim that shows it.

    `changed_on` is the last day in the world on which it can have happened; `changed_precision` is how exactly a text
    dates it, null where none does; `dated_by` is the mention of that text. `reported_on` is the day of the claim.
    """

    field: str
    old_value: str | None
    new_value: str
    changed_on: date
    changed_precision: str | None
    dated_by: str | None
    reported_on: date
    mention_id: str


@dataclass(frozen=True, slots=True)
class History:
    """Where a commitment stands, the steps to it, and what each of its claims did, by mention: columns of evidence."""

    state: State
    delivery: str
    changes: tuple[Change, ...]
    readings: dict[str, dict[str, str | None]]


def trace_history(claims: Sequence[Claim]) -> History:
    """The history of all claims of one commitment, at least one, in any order."""
    readings = read_claims(claims)
    standings = _link(_fill_gaps(_date_steps(_list_standings(readings), readings), readings))
    floor = standings[0].changed_on
    others = [
        change
        for field in FIELDS[1:]
        for change in _link(_date_steps(list(_list_changes(field, readings)), readings, floor))
    ]
    state = readings[-1].after
    changes = tuple(sorted([*standings, *others], key=lambda change: change.changed_on))
    told = {reading.claim.mention_id: describe_reading(reading) for reading in readings}
    return History(state, assess_delivery(state), changes, told)


def supersede(history: History, claim: Claim) -> History:
    """The history of a pledge that the claim of another one replaced; what is done, ended, or went on later, stays."""
    told = [change for change in history.changes if change.field == "delivery"]
    step = _date_step(_make_change("delivery", "superseded", claim), [claim] if find_day(claim) else [])
    if history.delivery not in _OPEN or any(
        change.changed_on > step.changed_on for change in (*told, history.changes[0])
    ):
        return history
    step = replace(step, old_value=told[-1].new_value if told else None)
    changes = sorted([*history.changes, step], key=lambda change: change.changed_on)
    return replace(history, delivery="superseded", changes=tuple(changes))


def describe_reading(reading: Reading | None) -> dict[str, str | None]:
    """The columns of `commitment_evidence` that say what a claim did; all null for one that was not read."""
    if reading is None:
        return {"reading": None, "contradicts_id": None, "contradicts_in": None}
    against = reading.against.mention_id if reading.against else None
    return {"reading": reading.reading, "contradicts_id": against, "contradicts_in": reading.differs_in}


def write_quantity(quantity: Quantity) -> str:
    """A quantity as a history shows it: `at_least 2 percent_of_gdp`, `3-3.5 percent_of_gdp`."""
    value = f"{quantity.value:.15g}"
    amount = value if quantity.most == quantity.value else f"{value}-{quantity.most:.15g}"
    return " ".join(part for part in (quantity.qualifier, amount, quantity.unit) if part)


def write_span(span: Span) -> str:
    """A span as ISO 8601 writes it: `2024-07-12`, or `2027-04-01/2028-03-31`."""
    return span[0].isoformat() if span[0] == span[1] else f"{span[0].isoformat()}/{span[1].isoformat()}"


def _list_standings(readings: Sequence[Reading]) -> list[Change]:
    return [_make_change("standing", r.after.standing, r.claim) for r in readings if r.reading == STEP]


def _list_changes(field: str, readings: Sequence[Reading]) -> Iterator[Change]:
    known = None
    for reading in readings:
        value = _describe(field, reading.after)
        if value is not None and value != known and (known or value != "not_assessed"):
            yield _make_change(field, value, reading.claim)
            known = value


def _describe(field: str, state: State) -> str | None:
    if field == "delivery":
        return assess_delivery(state)
    if field == "quantity":
        return write_quantity(state.quantity) if state.quantity else None
    span = state.due if field == "due" else state.effective
    return write_span(span) if span else None


def _make_change(field: str, value: str, claim: Claim) -> Change:
    return Change(field, None, value, claim.published_on, None, None, claim.published_on, claim.mention_id)


def _date_steps(steps: Sequence[Change], readings: Sequence[Reading], floor: date = date.min) -> list[Change]:
    """The steps with their days in the world. One that nobody dates happened by the day of its report; a date that
    lies before a step that it must follow is not believed."""
    claims = {reading.claim.mention_id: reading.claim for reading in readings}
    witnesses = _list_witnesses(readings)
    dated: list[Change] = []
    for number, step in enumerate(steps, 1):
        also = [claim for spell, claim in witnesses if spell in (number, None) and claim.standing == step.new_value]
        found = [claims[step.mention_id], *(also if step.field == "standing" else ())]
        dated.append(_date_step(step, [claim for claim in found if _can_date(claim, step, floor)]))
        floor = dated[-1].changed_on if dated[-1].changed_precision else floor
    for number in range(len(dated) - 2, -1, -1):
        if dated[number].changed_precision is None and dated[number].changed_on > dated[number + 1].changed_on:
            dated[number] = replace(dated[number], changed_on=dated[number + 1].changed_on)
    return dated


def _list_witnesses(readings: Sequence[Reading]) -> list[tuple[int | None, Claim]]:
    """Claims that tell again, or looking back, of a step that another claim brought; the most exact first. A repeat
    comes with the number of the step that it repeats."""
    spell, told = 0, []
    for reading in readings:
        spell += reading.reading == STEP
        span = find_day(reading.claim)
        if span is not None and reading.reading in (REPEAT, LOOK_BACK):
            told.append((count_days(span), spell if reading.reading == REPEAT else None, reading.claim))
    return [(repeated, claim) for _, repeated, claim in sorted(told, key=lambda row: row[0])]


def _can_date(claim: Claim, step: Change, floor: date) -> bool:
    """Whether the claim dates the step to a time at which it can have happened."""
    span = find_day(claim)
    return span is not None and span[0] <= step.reported_on and floor <= _day_of(claim, step)


def _day_of(claim: Claim, step: Change) -> date:
    return min(last_day(claim, find_day(claim)), step.reported_on)


def _date_step(step: Change, claims: Sequence[Claim]) -> Change:
    if not claims:
        return step
    claim = claims[0]
    precision = claim.row[f"{find_day_field(claim.standing)}_precision"]
    return replace(step, changed_on=_day_of(claim, step), changed_precision=precision, dated_by=claim.mention_id)


def _fill_gaps(steps: Sequence[Change], readings: Sequence[Reading]) -> list[Change]:
    """The standings with those that only a dated look back tells of, where they fit between their neighbours."""
    filled = list(steps)
    for claim in (reading.claim for reading in readings if reading.reading == LOOK_BACK):
        span = find_day(claim)
        if span is None or claim.standing in {step.new_value for step in filled}:
            continue
        step = _date_step(_make_change("standing", claim.standing, claim), [claim])
        place = sum(known.changed_on < step.changed_on for known in filled)
        path = [known.new_value for known in (*filled[:place][-1:], step, *filled[place : place + 1])]
        pairs = pairwise(path)
        if place < len(filled) and all(find_rule(claim.kind, old, new) in _FILLING for old, new in pairs):
            filled.insert(place, step)
    return filled


def _link(steps: Sequence[Change]) -> list[Change]:
    """The steps of one field, each with the value before it."""
    values = [None, *(step.new_value for step in steps)]
    return [replace(step, old_value=old) for step, old in zip(steps, values, strict=False)]
