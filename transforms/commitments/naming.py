"""Ids of commitments: what a commitment is called, and by which other ids it can be found.

The promise: an id that was published is never given to anything else, and new evidence never renames a commitment. A
new commitment is called after what its first evidence says: a hash of what is promised, by whom, under which instrument
and when, the same on every machine. It keeps that id when older evidence turns up; where two turn out to be one, the id
of the one whose evidence is older stays and the other becomes its alias.

What surprises: the id depends on the order in which texts came where an older text comes later. The id that it would
have had in the other order is then an alias (`same_content`), so either leads to the same commitment; but for what a
late text parts that was joined before: each part can go by one name only. Where what was joined is parted again, as by
an undo, the part that holds what proved a former commitment best gets the id of that one back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from transforms.commitments.agreement import is_series
from transforms.commitments.claims import PACKAGES, SHARE, Claim, is_actual_share, share_year
from transforms.commitments.history import write_quantity, write_span
from transforms.commitments.profiles import find_occasion
from transforms.identity import make_id

MERGED, SAME_CONTENT = "merged", "same_content"


@dataclass(frozen=True, slots=True)
class Former:
    """A commitment that was published and is not there now: the mention that proved it best, and its time."""

    commitment_id: str
    mention_id: str
    begun_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """The ids that are published: of mentions, of aliases, and whether an id is that of a commitment not given here.

    `former` are commitments that are not there now; `begun_at` says since when those are known that are, `came_back`
    has those that were away for a time.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    is_taken: Callable[[str], bool] = lambda _: False
    former: Sequence[Former] = ()
    begun_at: Mapping[str, datetime] = field(default_factory=dict)
    came_back: frozenset[str] = frozenset()


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
    named.aliases.update(_find_other_ids(clusters, heirs, published, given))
    targets = {old: target for old, (target, _) in named.aliases.items()}
    followed = {alias: targets[target] for alias, target in published.aliases.items() if target in targets}
    named.aliases.update({alias: (target, MERGED) for alias, target in followed.items() if alias not in given})
    return named


def _find_other_ids(
    clusters: Sequence[Sequence[Claim]], heirs: Mapping[int, Sequence[str]], published: Published, given: set[str]
) -> dict[str, tuple[str, str]]:
    """The ids that the commitments which keep theirs would get as new ones, as far as these lead nowhere else."""
    fitting: dict[str, list[int]] = {}
    for number in sorted(heirs):
        fitting.setdefault(make_id("c", *make_key(clusters[number][0]), 1), []).append(number)
    elsewhere = given | {one.commitment_id for one in published.former}
    found = {}
    for other, numbers in fitting.items():
        leads_to = published.aliases.get(other)
        is_free = leads_to is None or leads_to in _find_origins(clusters[numbers[0]], published)
        is_right = leads_to in {heirs[number][0] for number in numbers}
        if is_free and not is_right and other not in elsewhere and not published.is_taken(other):
            found[other] = heirs[numbers[0]][0], SAME_CONTENT
    return found


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
    """For each commitment the published ids that it inherits, the one that it keeps first.

    That is the id of the oldest evidence. But an id that comes back goes before those given since it went, and
    behind the others where it is joined with them again.
    Where the evidence of a published id is parted, the id goes where the text goes that it was called after, and rather
    to a part that was never another commitment.
    """
    numbers = {claim.mention_id: number for number, cluster in enumerate(clusters) for claim in cluster}
    former: dict[int, list[Former]] = {}
    by_age = sorted(published.former, key=lambda found: (found.begun_at, found.commitment_id))
    for found in sorted(by_age, key=lambda found: found.ended_at, reverse=True):  # that of last night before all
        if found.mention_id in numbers:
            former.setdefault(numbers[found.mention_id], []).append(found)
    inherited = _pass_down(clusters, published, set(former))
    heirs: dict[int, list[str]] = {}
    for number in sorted({*inherited, *former}):
        ids = inherited.get(number, [])
        back = [one for one in former.get(number, ()) if _is_let_go(one, clusters[number], ids, published)]
        since = back[0].ended_at if back else None
        younger = [name for name in ids if since and name in published.begun_at and published.begun_at[name] >= since]
        older = [name for name in ids if name not in younger]
        if older or back:
            heirs[number] = [*older, *(one.commitment_id for one in back), *younger]
    return heirs


def _is_let_go(former: Former, cluster: Sequence[Claim], ids: Sequence[str], published: Published) -> bool:
    """Whether a commitment that holds what proved a former one has evidence of its heir, and is not the heir."""
    heir = published.aliases.get(former.commitment_id)
    if heir is None:
        return former.mention_id not in published.owners
    return heir in _find_origins(cluster, published) and heir not in ids


def _pass_down(
    clusters: Sequence[Sequence[Claim]], published: Published, were_others: set[int]
) -> dict[int, list[str]]:
    """The ids of the evidence of each commitment, that of the oldest first, and those that came back last."""
    owned: dict[str, dict[int, list[Claim]]] = {}
    for number, cluster in enumerate(clusters):
        for claim in cluster:
            owner = published.owners.get(claim.mention_id)
            if owner is not None:
                owned.setdefault(owner, {}).setdefault(number, []).append(claim)
    heirs: dict[int, list[tuple[bool, tuple[str, str, int, str], str]]] = {}
    for owner, parts in owned.items():
        claims = [(number in were_others, claim.order, number, claim) for number, part in parts.items()
                  for claim in part]  # fmt: skip
        namesakes = [found for found in claims if len(parts) > 1 and owner in list_likely_ids([found[3]])]
        _, order, number, _ = min(namesakes or claims, key=lambda found: found[:3])
        heirs.setdefault(number, []).append((owner in published.came_back, order, owner))
    return {number: [owner for *_, owner in sorted(found)] for number, found in heirs.items()}


def _find_origins(cluster: Sequence[Claim], published: Published) -> set[str | None]:
    return {published.owners.get(claim.mention_id) for claim in cluster}


def _make_new_id(cluster: Sequence[Claim], published: Published, given: set[str]) -> str:
    """The first id of the commitment's content that nothing else has. It may be an alias of what it was parted from."""
    origins = _find_origins(cluster, published)
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
