"""What only echoes a commitment that the text tells more fully elsewhere: the same act of the same actors, with less.

"Moscow sent thousands of troops", in a text that says where to, is no second deployment; "the weapons that we provide"
behind a package of arms is none either. An echo brings no count, day or name of its own.
"""

from collections.abc import Sequence

from transforms.english.scene import Scene
from transforms.records import Record

_LIVE = frozenset("planned agreed under_way completed in_force".split())
_WHOLE = frozenset({"budget_amount", "capability", "third_party_support"})
"""Kinds of which a text seldom tells two of the same actors without a number, a day or a name that tells them apart."""


def drop_echoes(records: Sequence[Record], scene: Scene) -> list[Record]:
    """The records without those that say again, and less, what another of them says."""
    return [record for record in records if not any(_echoes(record, other, scene) for other in records)]


def _echoes(record: Record, other: Record, scene: Scene) -> bool:
    if record is other or record.kind != other.kind or not {record.standing, other.standing} <= _LIVE:
        return False
    if _has_own(record):
        return False
    actors, others = {*record.parties, *record.counterparts}, {*other.parties, *other.counterparts}
    if record.kind == "force_deployment":
        return record.parties == other.parties and not record.counterparts and bool(other.counterparts)
    if record.kind == "joint_training":
        return actors < others
    is_same = (record.parties, record.counterparts) == (other.parties, other.counterparts)
    is_later = scene.number_at(record.start) > scene.number_at(other.start)
    return is_same and is_later and record.kind in _WHOLE


def _has_own(record: Record) -> bool:
    """Whether a record tells a count, a day or a name."""
    times = record.times
    return any(told is not None for told in (record.quantity, times.due, times.effective, record.instrument))
