"""What became of each decision, and what is in force.

The promise: the order of files and lines changes nothing, for of two decisions on the same thing the one that was
decided later wins; and applying all decisions is applying those that are not undone. What surprises: an undo is a
decision, and may be undone; a decision whose target is not there waits, and applies again when the target is back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.decisions import (
    ACCEPT,
    APPLIED,
    CORRECT,
    DECISIONS,
    NOT_SAME,
    REFUSED,
    REJECT,
    SAME,
    SUPERSEDED,
    UNDO,
    UNDONE,
    VANISHED,
)
from transforms.commitments.constraints import ACCEPTED, CORRECTED, REJECTED, Decisions
from transforms.decisions.corrections import Corrections, judge_corrections
from transforms.decisions.links import Links, judge_links
from transforms.decisions.reading import Problem, reject
from transforms.decisions.writing import write_line

Row = dict[str, Any]
_PAIR = ("target_id", "value")


@dataclass(frozen=True, slots=True)
class Targets:
    """What is there of the things that decisions name.

    `commitments` has the current row of each commitment, also under its aliases; it is none before commitments are
    made. `owners` says which commitment a mention is evidence of. `heirs` has the mentions of texts that have been
    replaced, with what stands for each now, if anything: decisions on it are decisions on that.
    """

    mentions: Mapping[str, Mapping[str, Any]]
    commitments: Mapping[str, Mapping[str, Any]] | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    heirs: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of `decisions` with their states, rejections of those that were refused, and what is in force."""

    rows: list[Row]
    rejections: list[Row]
    in_force: Decisions


def list_targets(decisions: Iterable[Mapping[str, Any]]) -> set[str]:
    """Ids of the mentions and commitments that decisions name."""
    return {name for row in decisions for name in list_named(row)}


def list_named(row: Mapping[str, Any]) -> list[str]:
    """Ids of the mentions and commitments that a decision names; an undo names none."""
    if row["verdict"] == UNDO:
        return []
    return [row["target_id"], row["value"]] if row["verdict"] in (SAME, NOT_SAME) else [row["target_id"]]


def judge_decisions(decisions: Iterable[Row], targets: Targets) -> Judged:
    """Judge decisions, as `read_files` gives them, against what is there."""
    rows = sorted(decisions, key=lambda row: (row["decided_at"], row["decision_id"]))
    undone = find_undone(rows)
    aimed = {row["decision_id"]: _aim(row, targets) for row in rows}
    live = [row for name, row in aimed.items() if name not in undone and row["verdict"] != UNDO]
    there = [row for row in live if _is_there(row, targets)]
    reviews = [row for row in there if row["verdict"] in (ACCEPT, REJECT)]
    latest = {row["target_id"]: row["verdict"] for row in reviews}
    corrections = judge_corrections(
        [row for row in there if row["verdict"] == CORRECT], targets.mentions, targets.commitments
    )
    links = judge_links([row for row in there if row["verdict"] in (SAME, NOT_SAME)], _read_kinds(targets, corrections))
    problems = {**_explain_unknown(rows), **corrections.refused, **links.refused}
    superseded = {row["decision_id"] for row in reviews if row["verdict"] != latest[row["target_id"]]}
    states = {
        **dict.fromkeys((row["decision_id"] for row in live), VANISHED),
        **dict.fromkeys((row["decision_id"] for row in there), APPLIED),
        **dict.fromkeys(superseded | corrections.superseded | links.superseded, SUPERSEDED),
        **dict.fromkeys(problems, REFUSED),
        **dict.fromkeys(undone, UNDONE),
    }
    made = [_make_row(row, aimed[row["decision_id"]], states.get(row["decision_id"], APPLIED), targets) for row in rows]
    rejections = [
        reject(row["location"], problems[row["decision_id"]], write_line(row))
        for row in rows
        if states.get(row["decision_id"]) == REFUSED
    ]
    return Judged(made, rejections, _collect(latest, corrections, links))


def find_undone(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Ids of the decisions that were taken back by one that was not taken back itself."""
    undos: dict[str, list[str]] = {}
    for row in rows:
        if row["verdict"] == UNDO:
            undos.setdefault(row["target_id"], []).append(row["decision_id"])
    undone: set[str] = set()
    for name in reversed(list(_walk(undos))):  # whoever takes back something comes behind it, and is judged first
        if any(undo not in undone for undo in undos.get(name, ())):
            undone.add(name)
    return undone


def _walk(undos: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Decisions that were taken back, those that are no undo first, each before what takes it back.

    An id is a hash of its line, which names what it takes back; so there is no circle.
    """
    takers = {undo for found in undos.values() for undo in found}
    level = [name for name in undos if name not in takers]
    while level:
        yield from level
        level = [undo for name in level for undo in undos.get(name, ())]


def _explain_unknown(rows: Sequence[Mapping[str, Any]]) -> dict[str, Problem]:
    """Undos of decisions that no file holds."""
    known = {row["decision_id"] for row in rows}
    remedy = "see `defcoop review list --decided` for the ids; or bring back the line that it takes back"
    return {
        row["decision_id"]: Problem("unknown_decision", f"there is no decision {row['target_id']}", remedy)
        for row in rows
        if row["verdict"] == UNDO and row["target_id"] not in known
    }


def _aim(row: Row, targets: Targets) -> Row:
    """A decision with the ids of what stands now for what it names."""
    if row["verdict"] == UNDO:
        return row
    now = [targets.heirs.get(name) or name for name in list_named(row)]
    return {**row, "target_id": now[0]} if len(now) == 1 else {**row, **dict(zip(_PAIR, sorted(now), strict=True))}


def _is_there(row: Mapping[str, Any], targets: Targets) -> bool:
    """Whether all that an aimed decision names is there; two mentions for which one stands now are no pair."""
    named = list_named(row)
    return len(set(named)) == len(named) and all(_is_known(name, targets) for name in named)


def _is_known(name: str, targets: Targets) -> bool:
    if name.startswith("m-"):
        return name in targets.mentions and name not in targets.heirs
    return targets.commitments is None or name in targets.commitments


def _read_kinds(targets: Targets, corrections: Corrections) -> dict[str, str]:
    """The kind of each mention, as corrected."""
    kinds = {name: str(row["kind"]) for name, row in targets.mentions.items()}
    return kinds | {name: row["kind"] for name, row in corrections.mentions.items() if "kind" in row}


def _make_row(row: Mapping[str, Any], aimed: Mapping[str, Any], state: str, targets: Targets) -> Row:
    commitment = (targets.commitments or {}).get(aimed["target_id"])
    owner = commitment["commitment_id"] if commitment else targets.owners.get(aimed["target_id"])
    named = [name if name.startswith("m-") and _is_known(name, targets) else None for name in list_named(aimed)]
    mention_id, other_id, *_ = [*named, None, None]
    made = {**row, "state": state, "is_undone": state == UNDONE, "commitment_id": owner}
    made |= {"mention_id": mention_id, "other_mention_id": other_id}
    return {name: made[name] for name in DECISIONS.column_names}


def _collect(latest: Mapping[str, str], corrections: Corrections, links: Links) -> Decisions:
    """What is in force, as the resolution takes it."""
    chosen = {verdict: {name for name, found in latest.items() if found == verdict} for verdict in (ACCEPT, REJECT)}
    reviews = {
        **dict.fromkeys(chosen[ACCEPT], ACCEPTED),
        **dict.fromkeys(corrections.commitments, CORRECTED),
        **dict.fromkeys(chosen[REJECT], REJECTED),
    }
    return Decisions(
        rejected_mentions=frozenset(name for name in chosen[REJECT] if name.startswith("m-")),
        accepted_mentions=frozenset(name for name in chosen[ACCEPT] if name.startswith("m-")),
        corrections=corrections.mentions,
        must_link=links.same,
        cannot_link=frozenset(links.not_same),
        commitment_reviews={name: word for name, word in sorted(reviews.items()) if name.startswith("c-")},
        commitment_corrections=corrections.commitments,
    )
