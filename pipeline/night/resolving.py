"""What a resolution reads, and what it gives: of all mentions, or of those that are new beside what is published."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb

from pipeline.review.decisions import Taken, aim_decisions, list_named
from transforms.commitments.blocks import find_block, name_block
from transforms.commitments.claims import UNGRADED, Claim
from transforms.commitments.commitments import Resolution, make_claims, make_commitments, resolve_claims
from transforms.commitments.constraints import Decisions
from transforms.commitments.naming import Former, Published, list_likely_ids, pass_on
from transforms.commitments.resolution import LOOKED_AT
from transforms.commitments.succession import may_be_superseded
from transforms.decisions.following import Texts
from transforms.decisions.judging import judge_decisions
from transforms.documents.duplicates import REPRINTED_WITHIN
from transforms.documents.links import Link, find_links, read_link
from warehouse import settled
from warehouse.settled import TouchedBlock

Row = dict[str, Any]
Grades = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Rows of commitments, and what links documents: of those that are linked, or those for which it is new."""

    resolution: Resolution
    links: Mapping[str, Link]


@dataclass(frozen=True, slots=True)
class Touched:
    """Where new claims fall: blocks read from a day on, blocks read whole, and commitments to be read with them."""

    since: dict[str, date]
    whole: set[str]
    owners: dict[str, str]

    def list_blocks(self) -> list[TouchedBlock]:
        """All of them, as they are asked for."""
        names = sorted({*self.since, *self.whole})
        return [TouchedBlock(name, self.since.get(name, date.min), name in self.whole) for name in names]


def resolve_all(con: duckdb.DuckDBPyConnection, taken: Taken, grades: Grades) -> Resolved:
    """Resolve the mentions of all batches; ids that are published stay."""
    links = find_links(settled.read_fingerprints(con, date.min))
    mentions = settled.read_mentions(con)
    names = {row["document_id"] for row in mentions}
    documents = _mark(settled.read_documents(con, names), links, grades)
    decisions = judge_decisions(taken.rows, aim_decisions(taken, mentions, _open_texts(con, links))).in_force
    owners = pass_on(settled.read_owners(con), mentions, documents)
    published = _read_published(con, owners, [row["mention_id"] for row in mentions])
    told = {name: link for name, link in links.items() if link != Link(None, name, 1, None)}
    return Resolved(make_commitments(mentions, documents, decisions, published), told)


def resolve_new(con: duckdb.DuckDBPyConnection, taken: Taken, grades: Grades, is_decided_anew: bool) -> Resolved:
    """Resolve the mentions that wait beside the commitments of their blocks; the rows are of those that change."""
    first_on, new = settled.find_new(con)
    links = _find_changed_links(con, first_on) if first_on else {}
    named = list_named(taken)
    targets = aim_decisions(taken, settled.read_mentions(con, named), _open_texts(con, links))
    decided = named | targets.mentions.keys() | settled.read_decided(con) if is_decided_anew else set()
    again = {*settled.list_mentions_of(con, links), *decided} - set(new)
    decisions = judge_decisions(taken.rows, targets).in_force
    linked = {name for pair in decisions.must_link for name in pair}
    make = _prepare_claims(con, decisions, links, grades)
    claims = make({*new, *again, *linked})
    touched = _find_touched(con, claims, set(new), again | decided, decisions)
    owners = settled.find_members(con, touched.list_blocks(), touched.owners, LOOKED_AT)
    claims |= make(owners.keys() - claims.keys())
    fresh, known = _part_claims(claims, owners, set(new) | again, touched.whole)
    heirs = _pass_on(con, owners, {*new, *again}, links, grades)
    published = _read_published(con, heirs, claims, _prepare_lookup(con, fresh, set(owners.values())))
    return Resolved(resolve_claims(fresh, known, decisions, published), links)


def _read_published(
    con: duckdb.DuckDBPyConnection,
    owners: Mapping[str, str],
    mention_ids: Iterable[str],
    is_taken: Callable[[str], bool] = lambda _: False,
) -> Published:
    """The ids that are published, with those that were and may come back with these mentions."""
    former = [Former(**row) for row in settled.list_former(con, mention_ids)]
    lives = settled.read_lives(con, owners.values()) if owners else []
    begun_at = {row["commitment_id"]: row["begun_at"] for row in lives}
    came_back = frozenset(row["commitment_id"] for row in lives if row["came_back"])
    return Published(owners, settled.read_aliases(con), is_taken, former, begun_at, came_back)


def _find_changed_links(con: duckdb.DuckDBPyConnection, first_on: date) -> dict[str, Link]:
    """Documents of which it is new what links them; an older text that comes later may be the original of others."""
    rows = settled.read_fingerprints(con, first_on, REPRINTED_WITHIN)
    known = {row["document_id"]: read_link(row) for row in rows}
    return {name: link for name, link in find_links(rows, first_on).items() if link != known[name]}


def _pass_on(
    con: duckdb.DuckDBPyConnection,
    owners: Mapping[str, str],
    mention_ids: set[str],
    links: Mapping[str, Link],
    grades: Grades,
) -> Mapping[str, str]:
    """The owners with those of mentions in newer versions of texts that are replaced tonight."""
    if not any(link.superseded_by for link in links.values()):
        return owners
    rows = settled.read_mentions(con, mention_ids)
    documents = _mark(settled.read_documents(con, {row["document_id"] for row in rows}), links, grades)
    return pass_on(owners, rows, documents)


def _prepare_claims(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, links: Mapping[str, Link], grades: Grades
) -> Callable[[Iterable[str]], dict[str, Claim]]:
    def make(mention_ids: Iterable[str]) -> dict[str, Claim]:
        rows = settled.read_mentions(con, mention_ids)
        documents = _mark(settled.read_documents(con, {row["document_id"] for row in rows}), links, grades)
        return {claim.mention_id: claim for claim in make_claims(rows, documents, decisions)}

    return make


def _open_texts(con: duckdb.DuckDBPyConnection, links: Mapping[str, Link]) -> Texts:
    """The texts of tonight, as the decisions are aimed at them."""

    def read_following(document_ids: set[str]) -> dict[str, str | None]:
        rows = _mark(settled.read_documents(con, document_ids), links, {})
        return {row["document_id"]: row["superseded_by"] for row in rows}

    return Texts(read_following, partial(settled.list_mentions_in, con))


def _mark(documents: Iterable[Row], links: Mapping[str, Link], grades: Grades) -> list[Row]:
    """Documents with what links them, as far as it is new, and the grade of their source."""
    return [
        {
            **row,
            **asdict(links.get(row["document_id"]) or read_link(row)),
            "reliability_grade": grades.get(row["source_id"], UNGRADED),
        }
        for row in documents
    ]


def _find_touched(
    con: duckdb.DuckDBPyConnection, claims: Mapping[str, Claim], new: set[str], again: set[str], decisions: Decisions
) -> Touched:
    owners = settled.find_commitments(con, again)
    blocks = {name: name_block(find_block(claim)) for name, claim in claims.items()}
    whole = {*owners.values(), *(blocks[name] for name in again if name in blocks)}
    whole |= {blocks[name] for name in new & claims.keys() if may_be_superseded([claims[name]])}
    since: dict[str, date] = {}
    for name in new & claims.keys():
        day = claims[name].published_on
        since[blocks[name]] = min(since.get(blocks[name], day), day)
    pairs = [pair for pair in decisions.must_link if all(name in blocks for name in pair)]
    while widened := [
        pair
        for pair in pairs
        if (ends := {blocks[name] for name in pair}) & (whole | since.keys()) and not ends <= whole
    ]:
        whole |= {blocks[name] for pair in widened for name in pair}
    linked = {name for pair in pairs if blocks[pair[0]] in whole for name in pair}
    return Touched(since, whole, owners | settled.find_commitments(con, linked))


def _part_claims(
    claims: Mapping[str, Claim], owners: Mapping[str, str], new: set[str], whole: set[str]
) -> tuple[list[Claim], dict[str, list[Claim]]]:
    """Claims that are to be weighed anew, and commitments that stand as they are."""
    fresh: list[Claim] = []
    known: dict[str, list[Claim]] = {}
    for name, claim in claims.items():
        if name in new or (name in owners and name_block(find_block(claim)) in whole):
            fresh.append(claim)
        elif name in owners:
            known.setdefault(owners[name], []).append(claim)
    return fresh, {name: sorted(cluster, key=lambda claim: claim.order) for name, cluster in known.items()}


def _prepare_lookup(con: duckdb.DuckDBPyConnection, fresh: Sequence[Claim], given: set[str]) -> Callable[[str], bool]:
    """Whether an id is that of a published commitment which was not read; the likely ones are asked for at once."""
    likely = list_likely_ids(fresh)
    taken = settled.find_current(con, likely)

    def is_taken(commitment_id: str) -> bool:
        if commitment_id in given:
            return False
        return commitment_id in taken if commitment_id in likely else bool(settled.find_current(con, [commitment_id]))

    return is_taken
