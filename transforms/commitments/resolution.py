"""Which claims speak of one commitment: each joins the commitment that it agrees with best, or opens a new one.

The promise: claims are taken in the order of their evidence, so their order in memory changes nothing, and what is
published later changes nothing about what was joined before. Therefore a night need not read everything again: what
was gathered before the first day of the new claims stands, and only what came after is weighed anew.

What surprises: claims are compared within their block only (`blocks.py`), and there with the commitments that were
spoken of last; so the cost of a claim grows neither with time nor with what others promise. What a reviewer has linked
is one, what a reviewer has parted is two, whatever the texts say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from transforms.commitments.agreement import ONLY, Score, score
from transforms.commitments.blocks import Block, find_block
from transforms.commitments.claims import Claim
from transforms.commitments.constraints import NO_DECISIONS, Decisions, Pair
from transforms.commitments.profiles import Profile, extend_profile, make_profile

LOOKED_AT = 100
"""Commitments that a claim is compared with: the last ones of its instrument, of any instrument, and of none."""

Cluster = list[Claim]
_Links = tuple[Mapping[str, list[str]], Mapping[str, list[str]]]
"""Mentions that must, and that must not, be of one commitment with a mention."""
_NAMED, _UNNAMED = "named", "unnamed"


@dataclass(slots=True)
class _Gathering:
    """The commitments of one block while they grow. `index`: key -> numbers, the one spoken of last at the end."""

    profiles: list[Profile] = field(default_factory=list)
    members: list[Cluster] = field(default_factory=list)
    index: dict[tuple[str, ...], dict[int, None]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def gather_claims(
    claims: Iterable[Claim],
    settled: Iterable[Sequence[Claim]] = (),
    decisions: Decisions = NO_DECISIONS,
) -> list[Cluster]:
    """Claims of one commitment each, in the order of their evidence; every claim is in exactly one list.

    `settled` are commitments as an earlier call gathered them under the same decisions; `claims` are not among them.
    """
    links = _map_pairs(decisions.must_link), _map_pairs(decisions.cannot_link)
    fresh: dict[Block, list[Claim]] = {}
    known: dict[Block, list[Sequence[Claim]]] = {}
    for claim in claims:
        fresh.setdefault(find_block(claim), []).append(claim)
    for cluster in settled:
        known.setdefault(find_block(cluster[0]), []).append(cluster)
    untouched = [list(cluster) for block in known if block not in fresh for cluster in known[block]]
    gathered = [c for block, new in fresh.items() for c in _gather_block(new, known.get(block, []), links)]
    return _join_linked(sorted(untouched + gathered, key=lambda cluster: cluster[0].order), decisions.must_link)


def _gather_block(fresh: list[Claim], settled: list[Sequence[Claim]], links: _Links) -> list[Cluster]:
    start = min(claim.published_on for claim in fresh)
    gathering = _replay(settled, start)
    late = [claim for cluster in settled for claim in cluster if claim.published_on >= start]
    for claim in sorted(fresh + late, key=lambda claim: claim.order):
        number = _choose(claim, gathering, links)
        _place(claim, number, gathering)
    return gathering.members


def _replay(settled: list[Sequence[Claim]], start: date) -> _Gathering:
    """What the block looked like at the beginning of a day."""
    gathering = _Gathering()
    early = ([claim for claim in cluster if claim.published_on < start] for cluster in settled)
    for cluster in sorted(filter(None, early), key=lambda cluster: cluster[0].order):
        number = None
        for claim in cluster:
            number = _place(claim, number, gathering)
    spoken = sorted(range(len(gathering.members)), key=lambda number: gathering.members[number][-1].order)
    for number in spoken:
        _refresh_index(gathering, number)
    return gathering


def _place(claim: Claim, number: int | None, gathering: _Gathering) -> int:
    """Put a claim into a commitment, or into a new one; returns its number."""
    if number is None:
        number = len(gathering.profiles)
        gathering.profiles.append(make_profile(claim))
        gathering.members.append([claim])
    else:
        gathering.profiles[number] = extend_profile(gathering.profiles[number], claim)
        gathering.members[number].append(claim)
    gathering.numbers[claim.mention_id] = number
    _refresh_index(gathering, number)
    return number


def _refresh_index(gathering: _Gathering, number: int) -> None:
    instrument = gathering.profiles[number].instrument
    if instrument is not None:
        gathering.index.get((_UNNAMED,), {}).pop(number, None)
    for key in _list_keys(instrument):
        numbers = gathering.index.setdefault(key, {})
        numbers.pop(number, None)
        numbers[number] = None


def _list_keys(instrument: str | None) -> tuple[tuple[str, ...], ...]:
    return ((_UNNAMED,),) if instrument is None else ((_NAMED, instrument), (_NAMED,))


def _choose(claim: Claim, gathering: _Gathering, links: _Links) -> int | None:
    """The commitment that a claim joins. Where only the lack of another speaks for one, there must be no other."""
    must, cannot = links
    linked = [gathering.numbers[name] for name in must.get(claim.mention_id, ()) if name in gathering.numbers]
    if linked:
        return min(linked)
    parted = {gathering.numbers.get(name) for name in cannot.get(claim.mention_id, ())}
    found: list[tuple[Score, int]] = []
    for number in sorted(_list_candidates(claim, gathering) - parted):
        agreement = score(claim, gathering.profiles[number])
        if agreement is not None:
            found.append((agreement, -number))
    if not found:
        return None
    best = max(found)
    return None if best[0][0] == ONLY and len(found) > 1 else -best[1]


def _list_candidates(claim: Claim, gathering: _Gathering) -> set[int]:
    keys: list[tuple[str, ...]] = [(_UNNAMED,), (_NAMED,)]
    if claim.instrument is not None:
        keys[1] = (_NAMED, claim.instrument)
    return {number for key in keys for number in islice(reversed(gathering.index.get(key, {})), LOOKED_AT)}


def _join_linked(clusters: list[Cluster], pairs: Iterable[Pair]) -> list[Cluster]:
    """Commitments of different blocks that a reviewer has linked become one."""
    owner = {claim.mention_id: number for number, cluster in enumerate(clusters) for claim in cluster}
    root = list(range(len(clusters)))
    for left, right in pairs:
        if left in owner and right in owner:
            first, second = sorted((_find(root, owner[left]), _find(root, owner[right])))
            root[second] = first
    joined: dict[int, Cluster] = {}
    for number, cluster in enumerate(clusters):
        joined.setdefault(_find(root, number), []).extend(cluster)
    return [sorted(cluster, key=lambda claim: claim.order) for cluster in joined.values()]


def _find(root: list[int], number: int) -> int:
    while root[number] != number:
        number = root[number]
    return number


def _map_pairs(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """Each mention with those that it is paired with."""
    found: dict[str, list[str]] = {}
    for left, right in sorted(pairs):
        found.setdefault(left, []).append(right)
        found.setdefault(right, []).append(left)
    return found
