"""Commitments from mentions: what texts speak of together, with its parties, its evidence and its history.

The promise: every mention that no reviewer rejected is evidence of exactly one commitment, and the same mentions give
the same rows in any order, whether they are resolved at once or night by night.

What surprises: texts that disagree about the quantity of a named instrument are evidence of one commitment, and its
history shows both; without an instrument they are two commitments, for nothing shows that they mean the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from typing import Any

from schemas.registers import load_actors
from schemas.terms import list_terms
from transforms.commitments.agreement import is_series
from transforms.commitments.blocks import find_block, name_block
from transforms.commitments.claims import Claim, count_days, find_instrument, make_claim
from transforms.commitments.constraints import NO_DECISIONS, Decisions, correct_mention, review_commitment
from transforms.commitments.history import History, describe_reading, supersede, trace_history
from transforms.commitments.naming import NOTHING_PUBLISHED, Published, name_commitments
from transforms.commitments.profiles import find_occasion
from transforms.commitments.readings import State
from transforms.commitments.resolution import gather_claims
from transforms.commitments.succession import find_successors, may_be_superseded
from transforms.identity import make_id

Row = dict[str, Any]
_TIERS = list_terms("tiers")
_ROLE_COLUMNS = {"party": "parties", "counterpart": "counterparts"}
_UNBOUND = frozenset({"called_for", "proposed", "denied"})
_HOSTED = frozenset({"joint_training", "force_deployment", "access_and_status", "consultation"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Rows of five tables, without their recording times, which loading adds.

    `scope` holds the ids that it speaks of: those of its commitments, and those that are no commitments any more.
    """

    commitments: list[Row] = field(default_factory=list)
    commitment_parties: list[Row] = field(default_factory=list)
    commitment_evidence: list[Row] = field(default_factory=list)
    commitment_history: list[Row] = field(default_factory=list)
    commitment_aliases: list[Row] = field(default_factory=list)
    scope: list[str] = field(default_factory=list)


def make_commitments(
    mentions: Iterable[Mapping[str, Any]],
    documents: Iterable[Mapping[str, Any]],
    decisions: Decisions = NO_DECISIONS,
    published: Published = NOTHING_PUBLISHED,
) -> Resolution:
    """Resolve rows of `mentions` into commitments; `documents` are the rows of their documents, `duplicate_of` filled.

    Raises `ValueError` where a mention is of a document that is not given.
    """
    return resolve_claims(make_claims(mentions, documents, decisions), {}, decisions, published)


def make_claims(
    mentions: Iterable[Mapping[str, Any]],
    documents: Iterable[Mapping[str, Any]],
    decisions: Decisions = NO_DECISIONS,
) -> list[Claim]:
    """What the mentions claim, corrected, without those that a reviewer rejected or whose text has been replaced.

    Raises `ValueError` where a mention is of a document that is not given.
    """
    known = {row["document_id"]: row for row in documents}
    given = {row["mention_id"]: row for row in mentions}
    if strangers := sorted({row["document_id"] for row in given.values()} - set(known)):
        raise ValueError(f"mentions of unknown documents {strangers[:5]}: give the documents of all mentions")
    return [
        make_claim(correct_mention(row, decisions), known[row["document_id"]])
        for mention_id, row in given.items()
        if mention_id not in decisions.rejected_mentions and not known[row["document_id"]].get("superseded_by")
    ]


def resolve_claims(
    claims: Iterable[Claim],
    settled: Mapping[str, Sequence[Claim]],
    decisions: Decisions,
    published: Published,
) -> Resolution:
    """Resolve new claims beside commitments that are known by id; the rows are of those that changed."""
    clusters = gather_claims(claims, settled.values(), decisions)
    named = name_commitments(clusters, published)
    resolution = Resolution()
    aliases: dict[str, list[str]] = {}
    for alias, target in {**published.aliases, **{old: new for old, (new, _) in named.aliases.items()}}.items():
        if alias not in named.commitments:
            aliases.setdefault(target, []).append(alias)
    successors = find_successors(named.commitments)
    for commitment_id in sorted(named.commitments):
        cluster = named.commitments[commitment_id]
        if may_be_superseded(cluster) or not _is_same(cluster, settled.get(commitment_id, ())):
            known = aliases.get(commitment_id, [])
            _add_rows(resolution, commitment_id, list(cluster), decisions, known, successors.get(commitment_id))
    resolution.commitment_aliases.extend(
        {"alias_id": alias, "commitment_id": target, "reason": reason}
        for alias, (target, reason) in sorted(named.aliases.items())
    )
    gone = ({*settled, *published.owners.values()}) - set(named.commitments)
    resolution.scope.extend(sorted({row["commitment_id"] for row in resolution.commitments} | gone))
    return resolution


def _is_same(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    return len(left) == len(right) and all(a.mention_id == b.mention_id for a, b in zip(left, right, strict=True))


def _add_rows(
    resolution: Resolution,
    commitment_id: str,
    claims: list[Claim],
    decisions: Decisions,
    aliases: list[str],
    successor: Claim | None,
) -> None:
    originals = find_originals(claims)
    independent = [claim for claim in claims if claim.document_id in originals]
    history = trace_history(independent)
    if successor is not None:
        history = supersede(history, successor)
    row = review_commitment(_make_commitment(commitment_id, claims, independent, history), decisions, aliases)
    resolution.commitments.append(row)
    roles = [
        (actor, role) for role, names in (("party", "parties"), ("counterpart", "counterparts")) for actor in row[names]
    ]
    resolution.commitment_parties.extend(
        {"commitment_id": commitment_id, "actor_id": actor_id, "role": role}
        for actor_id, role in sorted([*roles, *((host, "host") for host in find_hosts(claims))])
    )
    resolution.commitment_evidence.extend(
        {
            "commitment_id": commitment_id,
            "mention_id": claim.mention_id,
            "is_independent": claim.document_id in originals,
            **history.readings.get(claim.mention_id, describe_reading(None)),
        }
        for claim in claims
    )
    resolution.commitment_history.extend(
        {"commitment_id": commitment_id, "step": step, **asdict(change)}
        for step, change in enumerate(history.changes, 1)
    )


def find_originals(claims: Sequence[Claim]) -> set[str]:
    """Documents whose word counts: of a text and its reprints, the first that speaks of the commitment."""
    firsts: dict[str, str] = {}
    for claim in claims:
        firsts.setdefault(claim.family, claim.document_id)
    return set(firsts.values())


def find_roles(claims: Sequence[Claim]) -> dict[str, str]:
    """Role of each actor, as the first claim that names the actor has it."""
    roles: dict[str, str] = {}
    for claim in claims:
        for actor_id in claim.parties:
            roles.setdefault(actor_id, "party")
        for actor_id in claim.counterparts:
            roles.setdefault(actor_id, "counterpart")
    return roles


def find_hosts(claims: Sequence[Claim]) -> list[str]:
    """On whose soil it happens: whom the place names, or where an exercise is always held."""
    if claims[0].kind not in _HOSTED:
        return []
    instruments = {found for claim in claims if claim.instrument and (found := find_instrument(claim.instrument))}
    hosts = {found.host for found in instruments if found.host}
    places = {claim.place for claim in claims if claim.place}
    return sorted(hosts | {_load_countries()[place] for place in places if place in _load_countries()})


@cache
def _load_countries() -> Mapping[str, str]:
    return {actor.name.casefold(): actor.actor_id for actor in load_actors() if actor.actor_type == "state"}


def _make_commitment(
    commitment_id: str, claims: Sequence[Claim], independent: Sequence[Claim], history: History
) -> Row:
    state = history.state
    roles = find_roles(claims)
    best = max(independent, key=lambda claim: (-_TIERS.index(claim.row["tier"]), claim.row["confidence"]))
    instrument = _first(claims, "instrument")
    return {
        "commitment_id": commitment_id,
        "block_id": name_block(find_block(claims[0])),
        "kind": claims[0].kind,
        "parties": sorted(actor_id for actor_id, role in roles.items() if role == "party"),
        "counterparts": sorted(actor_id for actor_id, role in roles.items() if role == "counterpart"),
        "standing": state.standing,
        "delivery": history.delivery,
        **_quantity_columns(independent, state),
        **_period_columns(independent, "announced", next((c.announced for c in independent if c.announced), None)),
        **_period_columns(independent, "due", state.due),
        **_period_columns(independent, "effective", state.effective),
        "domains": sorted(frozenset().union(*(claim.domains for claim in independent))),
        "instrument": instrument,
        **_series_columns(claims, instrument),
        "place": _first(independent, "place"),
        "bound_on": _find_bound_on(history),
        "first_seen_on": claims[0].published_on,
        "last_seen_on": claims[-1].published_on,
        "mentions_count": len(independent),
        "documents_count": len({claim.document_id for claim in independent}),
        "confidence": best.row["confidence"],
        "tier": best.row["tier"],
        "review": None,
        **_evidence_columns(independent, state),
    }


def _find_bound_on(history: History) -> date | None:
    steps = (change for change in history.changes if change.field == "standing")
    return next((change.changed_on for change in steps if change.new_value not in _UNBOUND), None)


def _series_columns(claims: Sequence[Claim], instrument: str | None) -> Row:
    """Of an exercise that is held again and again: the series by its name, and the instance by its month or year."""
    named = [claim for claim in claims if claim.instrument is not None]
    if instrument is None or not named or not is_series(named[0]):
        return {"series_id": None, "instance": None}
    dated = [occasion for claim in named if (occasion := find_occasion(claim))]
    begins, ends = min(dated, key=count_days, default=(None, None))
    instance = None
    if begins and ends:
        instance = begins.strftime("%Y" if (begins.year, begins.month) != (ends.year, ends.month) else "%Y-%m")
    return {"series_id": make_id("s", named[0].kind, named[0].instrument), "instance": instance}


def _evidence_columns(claims: Sequence[Claim], state: State) -> Row:
    """The mention that proves it best: one that says what its standing is now, then the surest, then the earliest."""
    best = min(claims, key=lambda claim: (claim.standing != state.standing, -claim.row["confidence"], claim.order))
    found = {"mention_id": best.mention_id, "evidence_text": best.row["evidence_text"]}
    names = ("document_id", "title", "url", "published_on", "source_id")
    return found | {name: best.document[name] for name in names}


def _quantity_columns(claims: Sequence[Claim], state: State) -> Row:
    names = ("quantity_value", "quantity_value_max", "quantity_unit", "quantity_basis", "quantity_qualifier")
    row = next((claim.row for claim in claims if state.quantity is not None and claim.quantity == state.quantity), {})
    return {name: row.get(name) for name in names}


def _period_columns(claims: Sequence[Claim], name: str, span: tuple[Any, Any] | None) -> Row:
    columns = (f"{name}_start_on", f"{name}_end_on", f"{name}_precision")
    row = next((c.row for c in claims if span and (c.row[columns[0]], c.row[columns[1]]) == span), {})
    return {column: row.get(column) for column in columns}


def _first(claims: Sequence[Claim], name: str) -> str | None:
    """The name as the register has it, where it knows it; otherwise as the first text writes it."""
    written: str | None = next((claim.row[name] for claim in claims if claim.row[name]), None)
    found = find_instrument(written) if written and name == "instrument" else None
    return found.name if found else written
