"""Which claims speak of one commitment: each joins the commitment that it agrees with best, or opens a new one.

The promise: claims are taken in the order of their evidence, so their order in memory changes nothing, and what is
published later changes nothing about what was joined before. What surprises: a claim is compared with the commitments
of its actors or its instrument that were spoken of last, not with all; so the cost of a claim does not grow with time.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from transforms.commitments.agreement import ONLY, Score, is_one_of_its_name, score
from transforms.commitments.claims import Claim
from transforms.commitments.profiles import Profile, extend_profile, make_profile

LOOKED_AT = 100
"""Commitments of the same actors, and of the same instrument, that a claim is compared with."""

_Index = dict[tuple[Any, ...], dict[int, None]]
"""Key -> numbers of commitments, the one spoken of last at the end."""


def gather_claims(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims of one commitment each, in the order of their evidence; every claim is in exactly one list."""
    profiles: list[Profile] = []
    members: list[list[Claim]] = []
    index: _Index = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        number = _choose(claim, profiles, index)
        if number is None:
            number = len(profiles)
            profiles.append(make_profile(claim))
            members.append([claim])
        else:
            profiles[number] = extend_profile(profiles[number], claim)
            members[number].append(claim)
        for key in _list_keys(claim, profiles[number].instrument):
            index.setdefault(key, {}).pop(number, None)
            index[key][number] = None
    return members


def _choose(claim: Claim, profiles: list[Profile], index: _Index) -> int | None:
    """The commitment that a claim joins. Where only the lack of another speaks for one, there must be no other."""
    found: list[tuple[Score, int]] = []
    for number in _list_candidates(claim, index):
        agreement = score(claim, profiles[number])
        if agreement is not None:
            found.append((agreement, -number))
    if not found:
        return None
    best = max(found)
    return None if best[0][0] == ONLY and len(found) > 1 else -best[1]


def _list_candidates(claim: Claim, index: _Index) -> set[int]:
    return {
        number
        for key in _list_keys(claim, claim.instrument)
        for number in islice(reversed(index.get(key, {})), LOOKED_AT)
    }


def _list_keys(claim: Claim, instrument: str | None) -> Iterator[tuple[Any, ...]]:
    yield claim.kind, claim.actors
    if instrument is not None and is_one_of_its_name(instrument):
        yield claim.kind, instrument
