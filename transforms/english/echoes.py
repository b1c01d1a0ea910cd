"""What only echoes a commitment that the text tells more fully elsewhere: the same act of the same actors, with less.

"Moscow sent thousands of troops", in a text that says where to, is no second deployment; "the weapons that we provide"
behind a package of arms is none either. An echo brings no count, day or name of its own.
"""

import re
from collections.abc import Sequence

from transforms.english.scene import Scene
from transforms.records import Record

_LIVE = frozenset("planned agreed under_way completed in_force".split())
_WHOLE = frozenset({"budget_amount", "capability", "third_party_support"})
"""Kinds of which a text seldom tells two of the same actors without a number, a day or a name that tells them apart."""


def drop_echoes(records: Sequence[Record], scene: Scene) -> list[Record]:
    """The records without those that say again, and less, what another of them says."""
    return [record for record in records if not any(_echoes(record, other, scene) for other in records)]


def _is_other_side(record: Record, other: Record, scene: Scene) -> bool:
    """Whether one tells as a purchase what another tells as a sale: as many things, between the same two."""
    if {record.kind, other.kind} != {"capability", "arms_transfer"} or record.quantity is None:
        return False
    buyer, seller = (record, other) if record.kind == "capability" else (other, record)
    is_same = buyer.parties == seller.counterparts and buyer.counterparts in ((), seller.parties)
    count = other.quantity.value if other.quantity else None
    is_later = scene.number_at(record.start) > scene.number_at(other.start)
    return is_same and is_later and count == record.quantity.value


_TRADES = {"capability", "arms_transfer"}


def is_same_deal(record: Record, other: Record, scene: Scene) -> bool:
    """Whether one sentence tells one deal of the same two as a purchase and as a sale."""
    is_one = scene.number_at(record.start) == scene.number_at(other.start)
    return (
        is_one
        and {record.kind, other.kind} == _TRADES
        and (record.actors <= other.actors or other.actors <= record.actors)
    )


def is_general(record: Record, other: Record, scene: Scene) -> bool:
    """Whether one calls aid what the same sentence tells as arms of the same worth: what names its weapons is their
    transfer."""
    if (record.kind, other.kind) != ("third_party_support", "arms_transfer"):
        return False
    is_same = (record.parties, record.counterparts) == (other.parties, other.counterparts)
    is_one = scene.number_at(record.start) == scene.number_at(other.start)
    one, two = record.quantity, other.quantity
    is_worth = one is not None and two is not None and one.unit.isupper() and one.value == two.value
    return is_same and is_one and is_worth


_EXERCISE = re.compile(r"\b(?:exercises?|drills?|station(?:ed|ing)|patrols?|air policing|operations?)\b", re.IGNORECASE)


def _is_other_kind(record: Record, other: Record, scene: Scene) -> bool:
    """Whether the same words are told as things given and as forces sent: sent to an exercise they are forces."""
    if {record.kind, other.kind} != {"force_deployment", "arms_transfer"} or record.start >= other.end:
        return False
    if other.start >= record.end or not {*record.counterparts} & {*other.counterparts}:
        return False
    sentence = scene.sentences[scene.number_at(record.start)]
    is_sent = bool(_EXERCISE.search(scene.text, sentence.start, sentence.end))
    return record.kind == ("arms_transfer" if is_sent else "force_deployment")


_TOLD_HERE = r"(?![\w’'-]* (?:that|which|and|we|they|it|needed|promised|of)\b)"
"""Behind a thing that is told of before: no clause that says which it is."""


def _is_meant(record: Record, scene: Scene) -> bool:
    """Whether a gift is only named as one told of before: "will transfer the jets"."""
    words = scene.text[record.start : record.end]
    meant = re.compile(rf"\b(?:the|these|those) (?:[\w-]+ )?{re.escape(record.object)}\w*{_TOLD_HERE}", re.IGNORECASE)
    return record.kind == "arms_transfer" and bool(meant.search(words))


def _echoes(record: Record, other: Record, scene: Scene) -> bool:
    if _is_other_side(record, other, scene) or _is_other_kind(record, other, scene) or is_general(record, other, scene):
        return True
    if record is other or record.kind != other.kind or not {record.standing, other.standing} <= _LIVE:
        return False
    if _has_own(record):
        return False
    actors, others = record.actors, other.actors
    if record.kind == "force_deployment":
        return record.parties == other.parties and not record.counterparts and bool(other.counterparts)
    if record.kind == "joint_training":
        return actors < others
    is_same = (record.parties, record.counterparts) == (other.parties, other.counterparts)
    is_later = scene.number_at(record.start) > scene.number_at(other.start)
    return is_same and is_later and (record.kind in _WHOLE or _is_meant(record, scene))


def _has_own(record: Record) -> bool:
    """Whether a record tells a count, a day or a name."""
    times = record.times
    return any(told is not None for told in (record.quantity, times.due, times.effective, record.instrument))
