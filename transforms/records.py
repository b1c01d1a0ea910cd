"""Records and rejected candidates of one document, and the merging of what it says twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from transforms.english.attribution import Voice
from transforms.english.scene import Scene
from transforms.english.times import LASTING, Times
from transforms.words.dates import DateMention
from transforms.words.quantity_mention import QuantityMention

_NEAR = 40
"""Records of one sentence and its neighbours, at the most."""


@dataclass(frozen=True, slots=True)
class Record:
    """A commitment as one document states it; offsets of the document's text.

    `object` is the lemma of the thing; `link` is "continues" where it speaks on of what was told before; where
    `confidence` is None, the tier says how sure it is.
    """

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
    object: str = ""
    link: str = ""
    confidence: float | None = None

    @property
    def actors(self) -> frozenset[str]:
        """Whoever takes part, on either side."""
        return frozenset((*self.parties, *self.counterparts))


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
    told = _join(
        records,
        lambda record, other: (
            _is_close(record, other, scene)
            and (_is_twin(record, other, scene) or _is_headline_of(record, other, scene))
        ),
        scene,
    )
    return _join(told, lambda record, other: _agree_in_slots(record, other) and _repeats(record, other), scene)


def _join(records: Sequence[Record], are_one: Callable[[Record, Record], bool], scene: Scene) -> list[Record]:
    """Each record with the first one that says the same, the fuller of the two; a heading gives way to its body."""
    kept: list[Record] = []
    first: dict[tuple[object, ...], int] = {}
    for record in records:
        near = range(max(0, len(kept) - _NEAR), len(kept))
        places = [*near, *([first[_key(record)]] if _key(record) in first else [])]
        twin = next((place for place in places if are_one(record, kept[place])), None)
        if twin is None:
            first.setdefault(_key(record), len(kept))
            kept.append(record)
        elif _is_close(record, kept[twin], scene) and _weight(record, scene) > _weight(kept[twin], scene):
            kept[twin] = _fill(record, kept[twin])
        else:
            kept[twin] = _fill(kept[twin], record)
    return kept


def _key(record: Record) -> tuple[object, ...]:
    return record.kind, record.parties, record.counterparts, record.standing


def _is_twin(one: Record, other: Record, scene: Scene) -> bool:
    """Whether two records of one sentence, or of a heading and a sentence, are one."""
    if one.kind != other.kind or not _agree_in_slots(one, other) or not _share_actors(one, other):
        return False
    if scene.number_at(one.start) == scene.number_at(other.start):
        is_overlapping = one.start < other.end and other.start < one.end
        named = {one.instrument, other.instrument} - {None}
        return (is_overlapping or one.standing == other.standing) and (one.standing == other.standing or len(named) < 2)
    return one.standing == other.standing


_HEADED = 6
"""Sentences behind a headline within which its story tells what it says."""
_HEADLINE = frozenset({"planned", "under_way", "agreed", "completed", "in_force"})


def _is_headline_of(one: Record, other: Record, scene: Scene) -> bool:
    """ "Peru sends troops" above "Peru has sent troops": the present tense of a headline tells what was or will be."""
    head, body = (one, other) if scene.kind_at(one.start) == "heading" else (other, one)
    distance = scene.number_at(body.start) - scene.number_at(head.start)
    if one.kind != other.kind or scene.kind_at(body.start) == "heading" or not 0 < distance <= _HEADED:
        return False
    is_told = head.standing in _HEADLINE and body.standing in _HEADLINE | {"proposed"}
    actors, others = {*head.parties, *head.counterparts}, {*body.parties, *body.counterparts}
    is_one = actors <= others or (head.parties == body.parties and not body.counterparts)
    return is_told and _agree_in_slots(head, body) and is_one


def _is_close(one: Record, other: Record, scene: Scene) -> bool:
    """Whether two stand in one sentence, or one of them in a heading."""
    is_titled = "heading" in (scene.kind_at(one.start), scene.kind_at(other.start))
    return is_titled or scene.number_at(one.start) == scene.number_at(other.start)


def _agree_in_slots(one: Record, other: Record) -> bool:
    """Whether they do not give different quantities."""
    return one.quantity is None or other.quantity is None or one.quantity.value == other.quantity.value


_OPEN = frozenset({"agreed", "planned", "under_way", "in_force"})
_SINGLE = frozenset(
    "joint_training information_sharing access_and_status logistics_support mutual_defence budget_share budget_amount "
    "cyber_defence countering_disinformation".split()
)
"""Kinds of which one text seldom tells two between the same actors that it does not tell apart by a slot."""
_FORCES = frozenset("troop soldier force personnel serviceman contingent".split())


def _repeats(one: Record, other: Record) -> bool:
    """Whether a later sentence says again what an earlier one said, with slots that the other may lack."""
    if one.kind != other.kind or not _overlap(one.times.due, other.times.due):
        return False
    if not _overlap(one.times.effective, other.times.effective):
        return False
    if one.instrument and other.instrument and one.instrument != other.instrument:
        return False
    is_open = {one.standing, other.standing} <= _OPEN or _ends(one, other)
    if one.link == "continues" and is_open:
        return (one.parties, one.counterparts) == (other.parties, other.counterparts)
    if one.standing == other.standing == "denied":
        return _share_actors(one, other)
    if (one.parties, one.counterparts, one.standing) != (other.parties, other.counterparts, other.standing):
        return False
    if one.kind == "consultation":
        return one.instrument is not None and one.instrument == other.instrument
    return one.kind in _SINGLE or _name_object(one) == _name_object(other)


def _ends(one: Record, other: Record) -> bool:
    """ "The ships will leave on Friday", after "the ships arrived on Monday"."""
    return one.kind in LASTING and (one.standing, other.standing) == ("planned", "completed")


def _name_object(record: Record) -> str:
    return "force" if record.object in _FORCES else record.object


def _overlap(one: DateMention | None, other: DateMention | None) -> bool:
    return one is None or other is None or (one.start_on <= other.end_on and other.start_on <= one.end_on)


def _share_actors(one: Record, other: Record) -> bool:
    """The same actors, or with the same standing some of the other's."""
    actors, others = one.actors, other.actors
    return actors == others or (one.standing == other.standing and (actors < others or others < actors))


def _fill(kept: Record, other: Record) -> Record:
    """A record with the slots that another mention of the same has and it lacks."""
    times = Times(
        kept.times.announced or other.times.announced,
        kept.times.due or other.times.due,
        kept.times.effective or (other.times.effective if kept.standing == other.standing else None),
    )
    is_fuller = kept.parties == other.parties and not kept.counterparts
    return replace(
        kept,
        counterparts=other.counterparts if is_fuller else kept.counterparts,
        times=times,
        quantity=kept.quantity or other.quantity,
        instrument=kept.instrument or other.instrument,
        place=kept.place or other.place,
    )


def _weight(record: Record, scene: Scene) -> tuple[bool, int, int]:
    filled = sum(x is not None for x in (record.quantity, record.times.due, record.times.effective, record.instrument))
    filled += len(record.parties) + len(record.counterparts)
    return scene.kind_at(record.start) != "heading", filled, record.end - record.start
