"""Whether a record of a text tells again what another has told: the news says everything twice."""

from transforms.records import Record

_STAGES = {
    "proposed": 0, "called_for": 0, "planned": 1, "agreed": 1, "under_way": 2, "completed": 2, "in_force": 2,
    "denied": 3, "suspended": 4,
}  # fmt: skip
"""How far a commitment has come: at another stage it is not the same told again."""


def tells_again(record: Record, other: Record, is_pointing: bool = False) -> bool:
    """Whether a record is of the same kind as another, of its actors or some of them, at its stage, and of as many; of
    one whose sentence only points to its actors ("it lasts until Friday") a shared actor is enough."""
    if is_pointing or record.kind != other.kind:
        return record.kind == other.kind and bool(record.actors & other.actors)
    if not (record.actors <= other.actors or other.actors <= record.actors):
        return False
    if _STAGES[record.standing] != _STAGES[other.standing]:
        return False
    one, two = record.quantity, other.quantity
    return one is None or two is None or one.unit != two.unit or one.value == two.value
