"""Ids of commitments: what a commitment is called, and by which other ids it can be found.

The promise: an id that was published is never given to anything else, and new evidence never renames a commitment. A
new commitment is called after what its first evidence says: a hash of what is promised, by whom, under which instrument
and when, the same on every machine. It keeps that id when older evidence turns up; where two turn out to be one, the id
of the one whose evidence is older stays and the other becomes its alias.

What surprises: the id depends on the order in which texts came where an older text comes later. The id that it would
have had in the other order is then an alias (`same_content`), so either leads to the same commitment; but for what a
late text parts that was joined before: each part can go by one name only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transforms.commitments.agreement import is_series
from transforms.commitments.claims import PACKAGES, SHARE, Claim, is_actual_share, share_year
from transforms.commitments.history import write_quantity, write_span
from transforms.commitments.profiles import find_occasion
from transforms.identity import make_id

MERGED, SAME_CONTENT = "merged", "same_content"


@dataclass(frozen=True, slots=True)
class Published:
    """The ids that are published: of mentions, of aliases, and whether an id is that of a commitment not given here."""

    owners: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    is_taken: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Named:
    """Commitments by id, and alias -> id and reason."""

    commitments: dict[str, Sequence[Claim]]
    aliases: dict[str, tuple[str, str]]


NOTHING_PUBLISHED = Published()


def name_commitments(clusters: Sequence[Sequence[Claim]], published: Published = NOTHING_PUBLISHED) -> Named:
    """Give every commitment its id; new ones are called in the order of their first evidence."""
    heirs = _find_heirs(clusters, published)
    given = {commitment_id for ids in heirs.values() for commitment_id in ids}
    named = Named({}, {})
    for number, cluster in enumerate(clusters):
        kept, *merged = heirs.get(number) or [_make_new_id(cluster, published, given)]
        given.add(kept)
        named.commitments[kept] = cluster
        named.aliases.update(dict.fromkeys(merged, (kept, MERGED)))
    for number, (kept, *_) in sorted(heirs.items()):
        other = make_id("c", *make_key(clusters[number][0]), 1)
        if other not in given and other not in published.aliases and not published.is_taken(other):
            named.aliases[other] = (kept, SAME_CONTENT)
    targets = {old: target for old, (target, _) in named.aliases.items()}
    followed = {alias: targets[target] for alias, target in published.aliases.items() if target in targets}
    named.aliases.update({alias: (target, MERGED) for alias, target in followed.items()})
    return named


def pass_on(
    owners: Mapping[str, str], mentions: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]
) -> Mapping[str, str]:
    """The owners of mentions, with those of mentions in newer versions of replaced texts.

    A commitment whose whole evidence stands in replaced texts goes by its id to the mentions of the next version that
    speak of the same kind and actors: the publisher corrected what it says of it.
    """
    following = {row["document_id"]: row["superseded_by"] for row in documents}
    known = {row["mention_id"]: row for row in mentions}
    replaced = {name for name, row in known.items() if following.get(row["document_id"])}
    standing = {owner for name, owner in owners.items() if name not in replaced}
    heirs: dict[tuple[str, str, frozenset[str]], str] = {}
    for name in sorted(replaced & owners.keys(), key=lambda name: (known[name]["evidence_start"], name)):
        if owners[name] not in standing:
            heirs.setdefault(_say_what(known[name], _find_newest(known[name]["document_id"], following)), owners[name])
    found = {name: heirs[key] for name, row in known.items() if (key := _say_what(row, row["document_id"])) in heirs}
    return {**found, **owners}


def _find_newest(document_id: str, following: Mapping[str, str | None]) -> str:
    while (later := following.get(document_id)) is not None:
        document_id = later
    return document_id


def _say_what(mention: Mapping[str, Any], document_id: str) -> tuple[str, str, frozenset[str]]:
    return document_id, mention["kind"], frozenset((*mention["parties"], *mention["counterparts"]))


def _find_heirs(clusters: Sequence[Sequence[Claim]], published: Published) -> dict[int, list[str]]:
    """For each commitment the published ids that it inherits, that of the oldest evidence first.

    Where the evidence of a published id is parted, the id goes where the text goes that it was called after.
    """
    owned: dict[str, dict[int, list[Claim]]] = {}
    for number, cluster in enumerate(clusters):
        for claim in cluster:
            owner = published.owners.get(claim.mention_id)
            if owner is not None:
                owned.setdefault(owner, {}).setdefault(number, []).append(claim)
    heirs: dict[int, list[tuple[tuple[str, str, int, str], str]]] = {}
    for owner, parts in owned.items():
        claims = [(claim.order, number, claim) for number, part in parts.items() for claim in part]
        namesakes = [found for found in claims if len(parts) > 1 and owner in list_likely_ids([found[2]])]
        order, number, _ = min(namesakes or claims, key=lambda found: found[:2])
        heirs.setdefault(number, []).append((order, owner))
    return {number: [owner for _, owner in sorted(found)] for number, found in heirs.items()}


def _make_new_id(cluster: Sequence[Claim], published: Published, given: set[str]) -> str:
    """The first id of the commitment's content that nothing else has. It may be an alias of what it was parted from."""
    origins = {published.owners.get(claim.mention_id) for claim in cluster}
    key, number = make_key(cluster[0]), 1
    while True:
        found = make_id("c", *key, number)
        is_of_another = found in published.aliases and published.aliases[found] not in origins
        if found not in given and not is_of_another and not published.is_taken(found):
            return found
        number += 1


def list_likely_ids(claims: Sequence[Claim]) -> set[str]:
    """The ids that commitments may get which begin with one of these claims."""
    keys = {make_key(claim) for claim in claims}
    return {make_id("c", *key, number) for key in keys for number in (1, 2)}


def make_key(first: Claim) -> tuple[object, ...]:
    """What a commitment is, as its first evidence says it; where that is not enough to tell it, with the document."""
    actors = ",".join(sorted(first.actors))
    quantity = write_quantity(first.quantity) if first.quantity else None
    occasion = find_occasion(first)
    when = write_span(occasion) if occasion else None
    if is_actual_share(first):
        return first.kind, actors, "actual", share_year(first)
    if first.kind == SHARE and quantity:
        return first.kind, actors, first.instrument, quantity, when, first.standing == "denied"
    if first.instrument and first.kind not in PACKAGES and first.kind != SHARE:
        edition = (when or first.published_on.isoformat()) if is_series(first) else None
        return first.kind, actors, first.instrument, edition
    return first.kind, actors, first.instrument, quantity, when, first.standing == "denied", first.document_id
