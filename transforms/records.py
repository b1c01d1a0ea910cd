"""Records and rejected candidates of one document, and the merging of what it says twice."""

from dataclasses import dataclass

from transforms.attribution import Voice
from transforms.quantities import QuantityMention
from transforms.scene import Scene
from transforms.slots import Times

_NEAR = 40
"""Records of one sentence and its neighbours, at the most."""


@dataclass(frozen=True, slots=True)
class Record:
    """A commitment as one document states it; offsets of the document's text."""

    kind: str
    parties: tuple[str, ...]
    counterparts: tuple[str, ...]
    standing: str
    quantity: QuantityMention | None
    times: Times
    domains: tuple[str, ...]
    instrument: str | None
    place: str | None
    start: int
    end: int
    voice: Voice
    act: str
    condition: str | None
    tier: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What triggered and is no commitment, and why."""

    kind: str
    reason: str
    start: int
    end: int
    rule_id: str


def merge_records(records: list[Record], scene: Scene) -> list[Record]:
    """One record a statement: the same kind, actors, standing and words once; a heading gives way to its body.

    Records come in the order of the text, so what shares words with one stands just before it.
    """
    kept: list[Record] = []
    titled: dict[tuple[object, ...], int] = {}
    for record in records:
        twin = _find_twin(record, kept, titled, scene)
        if twin is None:
            titled.setdefault(_key(record), len(kept))
            kept.append(record)
        elif _weight(record, scene) > _weight(kept[twin], scene):
            kept[twin] = record
    return kept


def _find_twin(record: Record, kept: list[Record], titled: dict[tuple[object, ...], int], scene: Scene) -> int | None:
    """The place of the record that says the same: among those close by, or the first of its kind in the text."""
    near = range(max(0, len(kept) - _NEAR), len(kept))
    first = titled.get(_key(record))
    places = [*near, *([first] if first is not None else [])]
    return next((place for place in places if _says_the_same(record, kept[place], scene)), None)


def _key(record: Record) -> tuple[object, ...]:
    return record.kind, record.parties, record.counterparts, record.standing


def _says_the_same(one: Record, other: Record, scene: Scene) -> bool:
    if one.kind != other.kind:
        return False
    if one.quantity and other.quantity and one.quantity.value != other.quantity.value:
        return False
    is_shared = scene.number_at(one.start) == scene.number_at(other.start)
    is_titled = "heading" in (scene.kind_at(one.start), scene.kind_at(other.start))
    if not _share_actors(one, other, is_shared or is_titled):
        return False
    if is_shared:
        is_overlapping = one.start < other.end and other.start < one.end
        named = {one.instrument, other.instrument} - {None}
        return (is_overlapping or one.standing == other.standing) and (one.standing == other.standing or len(named) < 2)
    return is_titled and one.standing == other.standing


def _share_actors(one: Record, other: Record, is_close: bool) -> bool:
    """The same actors in the same roles; or, close together and with the same standing, some of the other's."""
    if (one.parties, one.counterparts) == (other.parties, other.counterparts):
        return True
    actors, others = {*one.parties, *one.counterparts}, {*other.parties, *other.counterparts}
    return is_close and one.standing == other.standing and (actors < others or others < actors)


def _weight(record: Record, scene: Scene) -> tuple[bool, int, int]:
    filled = sum(x is not None for x in (record.quantity, record.times.due, record.times.effective, record.instrument))
    filled += len(record.parties) + len(record.counterparts)
    return scene.kind_at(record.start) != "heading", filled, record.end - record.start
