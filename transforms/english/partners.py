"""The missing side: nobody makes a pact, shares intelligence or builds a fighter "jointly" alone.

Where a sentence names one side of something that takes two, the other is the one that the text pairs it with; where the
text pairs it with nobody, the sentence binds nobody that can be named.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.country_names import is_state
from transforms.english.actor_groups import Group
from transforms.english.frames import Frame
from transforms.english.predicates import list_modifiers
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.words.instruments import InstrumentMention

_BY_TWO = frozenset(
    {
        "countering_disinformation", "cyber_defence", "industrial_cooperation", "information_sharing",
        "logistics_support", "mutual_defence", "technology_cooperation",
    }
)  # fmt: skip
_TOGETHER = frozenset({"joint", "bilateral", "combined", "mutual"})


def takes_two(frame: Frame) -> bool:
    """Whether the thing itself takes two sides: by its kind, or because the words call it joint."""
    if frame.rule.roles != "mutual":
        return False
    is_called = bool(_TOGETHER & {*list_modifiers(frame.anchor)})
    return frame.rule.kind in _BY_TWO or (is_called and frame.rule.kind in ("joint_training", "consultation"))


def is_alone(roles: Roles) -> bool:
    """Whether one state stands there without another side; an organisation has sides of its own."""
    return len(roles.parties) == 1 and not roles.counterparts and is_state(roles.parties[0])


def pair_up(frame: Frame, roles: Roles, scene: Scene, number: int, groups: Sequence[Group]) -> Roles:
    """The roles with the other side, where the text speaks of the two together before."""
    if frame.rule.needs_partner or not takes_two(frame) or not is_alone(roles):
        return roles
    one = roles.parties
    beside = {name for group in groups for name in group.actor_ids if is_state(name)} - {*one}
    if frame.rule.kind != "mutual_defence":  # of others a sentence also names against whom it is done
        beside &= {mention.actor_id for mention in scene.by_sentence.get(number, ())}
        beside = beside if frame.rule.kind in ("information_sharing", "consultation") else set()
    pair = (*one, *beside) if len(beside) == 1 else scene.join_pair(one)
    if len(pair) != 2:
        pair = scene.resolve("the two sides", number)
    if len(pair) != 2 or one[0] not in pair:
        return roles
    return replace(roles, parties=tuple(sorted(pair)), is_inferred=True)


def fill_roles(frame: Frame, roles: Roles, instruments: Sequence[InstrumentMention]) -> Roles:
    """The fixed parties of a named instrument, where the sentence names nobody."""
    left, anchor = frame.anchor.left_edge.idx, frame.anchor.idx
    before = (
        m for m in instruments if m.is_series and left <= m.start and m.end <= anchor and m.kind == frame.rule.kind
    )
    named = frame.trigger.instrument or next(before, None)
    if named is None or named.is_generic or not named.parties:
        return roles
    if named.kind == "third_party_support" and frame.chain.lemmas & {"receive", "get"}:
        return replace(roles, parties=named.parties, counterparts=tuple(sorted({*roles.parties} - {*named.parties})))
    if not roles.parties or (roles.is_inferred and not set(roles.parties) & set(named.parties)):
        return replace(roles, parties=named.parties, counterparts=(), is_inferred=True)
    if named.is_series or set(roles.parties) - set(named.parties) or roles.counterparts:
        return roles
    return replace(roles, parties=tuple(sorted({*roles.parties, *named.parties})))
