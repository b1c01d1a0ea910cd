"""Resolved night by night, in whatever order texts arrive, mentions give what they give when resolved at once."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples_world import SamplesNight
from tests.small_claims import World
from tests.test_commitments_order import WORLDS
from transforms.commitments.blocks import find_block
from transforms.commitments.claims import Claim
from transforms.commitments.commitments import Resolution, make_claims, make_commitments, resolve_claims
from transforms.commitments.constraints import NO_DECISIONS, Decisions
from transforms.commitments.naming import Published

Row = dict[str, Any]
SHUFFLES = 200


@dataclass
class Warehouse:
    """What a warehouse keeps of its commitments, as the nights build it up."""

    claims: dict[str, Claim] = field(default_factory=dict)
    commitments: dict[str, Row] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def spend_night(self, claims: Sequence[Claim], decisions: Decisions = NO_DECISIONS) -> None:
        """Resolve what is new beside the commitments of its blocks, and keep what changed."""
        blocks = {find_block(claim) for claim in claims}
        members: dict[str, list[Claim]] = {}
        for mention_id, owner in self.owners.items():
            members.setdefault(owner, []).append(self.claims[mention_id])
        touched = {
            owner: sorted(found, key=lambda claim: claim.order)
            for owner, found in members.items()
            if any(find_block(claim) in blocks for claim in found)
        }
        owners = {mention: owner for mention, owner in self.owners.items() if owner in touched}
        published = Published(owners, self.aliases, lambda name: name in self.commitments and name not in touched)
        self._keep(claims, resolve_claims(claims, touched, decisions, published))

    def _keep(self, claims: Iterable[Claim], found: Resolution) -> None:
        self.claims |= {claim.mention_id: claim for claim in claims}
        self.aliases |= {row["alias_id"]: row["commitment_id"] for row in found.commitment_aliases}
        for name in found.scope:
            self.commitments.pop(name, None)
        self.owners = {m: owner for m, owner in self.owners.items() if owner not in set(found.scope)}
        self.commitments |= {row["commitment_id"]: row for row in found.commitments}
        self.owners |= {row["mention_id"]: row["commitment_id"] for row in found.commitment_evidence}
        self.aliases = {old: new for old, new in self.aliases.items() if old not in self.commitments}

    def follow(self, commitment_id: str) -> str:
        """The id that an id leads to."""
        return self.aliases.get(commitment_id, commitment_id)


def list_contents(rows: Iterable[Row]) -> list[Row]:
    """Commitments without their ids."""
    plain = [{name: value for name, value in row.items() if name != "commitment_id"} for row in rows]
    return sorted(plain, key=repr)


def split_nights(claims: Sequence[Claim], chance: random.Random) -> list[list[Claim]]:
    """The documents of some claims, in some order, over some nights."""
    documents = sorted({claim.document_id for claim in claims})
    chance.shuffle(documents)
    nights: list[list[Claim]] = [[] for _ in range(chance.randint(1, 4))]
    where = {name: chance.randrange(len(nights)) for name in documents}
    for claim in claims:
        nights[where[claim.document_id]].append(claim)
    return [night for night in nights if night]


@settings(deadline=None, max_examples=SHUFFLES)
@given(WORLDS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_commitments(world: World, chance: random.Random) -> None:
    at_once = make_commitments(*world)
    warehouse = Warehouse()
    for night in split_nights(make_claims(*world), chance):
        warehouse.spend_night(night)
    assert list_contents(warehouse.commitments.values()) == list_contents(at_once.commitments)
    assert warehouse.owners.keys() == {row["mention_id"] for row in at_once.commitment_evidence}


def read_samples(samples_night: SamplesNight) -> World:
    """The mentions of the samples, with their documents as the resolution sees them."""
    documents = samples_night.ask("""
        select d.* exclude (text), s.reliability_grade from documents d join sources s using (source_id)
    """)
    return samples_night.ask("select * from mentions"), documents


def test_in_200_orders_the_samples_give_the_same_commitments(samples_night: SamplesNight) -> None:
    mentions, documents = read_samples(samples_night)
    expected = make_commitments(mentions, documents)
    chance = random.Random(1)
    for _ in range(SHUFFLES):
        assert make_commitments(chance.sample(mentions, len(mentions)), documents) == expected


def test_in_any_order_of_arrival_the_samples_give_the_same_commitments(samples_night: SamplesNight) -> None:
    world = read_samples(samples_night)
    at_once, claims = make_commitments(*world), make_claims(*world)
    owners = {row["mention_id"]: row["commitment_id"] for row in at_once.commitment_evidence}
    for seed in range(SHUFFLES // 10):
        warehouse = Warehouse()
        for night in split_nights(claims, random.Random(seed)):
            warehouse.spend_night(night)
        assert list_contents(warehouse.commitments.values()) == list_contents(at_once.commitments)
        assert {mention: warehouse.follow(owner) for mention, owner in owners.items()} == warehouse.owners


@settings(deadline=None, max_examples=SHUFFLES)
@given(WORLDS, st.randoms(use_true_random=False))
def test_an_id_is_never_given_up_for_another(world: World, chance: random.Random) -> None:
    warehouse = Warehouse()
    for night in split_nights(make_claims(*world), chance):
        before = set(warehouse.commitments)
        warehouse.spend_night(night)
        assert {warehouse.follow(name) for name in before} <= set(warehouse.commitments)


@settings(deadline=None, max_examples=SHUFFLES)
@given(WORLDS)
def test_in_the_order_of_publication_night_by_night_is_the_same_as_at_once(world: World) -> None:
    at_once = make_commitments(*world)
    claims = sorted(make_claims(*world), key=lambda claim: claim.order)
    days = sorted({claim.published_on for claim in claims})
    warehouse = Warehouse()
    for day in days:
        warehouse.spend_night([claim for claim in claims if claim.published_on == day])
    assert warehouse.commitments == {row["commitment_id"]: row for row in at_once.commitments}
