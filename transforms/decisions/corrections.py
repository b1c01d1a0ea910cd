"""Which corrections hold: of each column the latest, where the row that it stands in remains possible.

What was decided by one person at one moment is taken together: the days of a period and its precision, a value and its
unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from schemas.decisions import CORRECTABLE
from transforms.commitments.breaches import adopt_corrections
from transforms.decisions.reading import Problem, parse_correction

Row = dict[str, Any]
Group = list[Row]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrected values of mentions, those of commitments as decided together; what is superseded, what is refused."""

    mentions: dict[str, dict[str, Any]]
    commitments: dict[str, tuple[Values, ...]]
    superseded: set[str]
    refused: dict[str, Problem]


def judge_corrections(
    rows: Sequence[Row], mentions: Mapping[str, Values], commitments: Mapping[str, Values] | None
) -> Corrections:
    """Judge corrections, the earliest first, whose targets are there.

    Whether one fits into a mention is seen here; whether into a commitment, when that is resolved, and so on its row.
    """
    found = Corrections({}, {}, set(), {})
    for target_id, groups in _group(rows).items():
        if target_id in mentions:
            _judge_mention(found, target_id, groups, mentions[target_id])
        else:
            found.commitments[target_id] = tuple(_read(group) for group in groups)
            found.superseded.update(_list_superseded(row for group in groups for row in group))
            if commitments is not None:
                _judge_commitment(found, groups, commitments[target_id])
    return found


def _group(rows: Sequence[Row]) -> dict[str, list[Group]]:
    """Target -> its corrections, those decided together in one list, in the order of their moments."""
    groups: dict[str, list[Group]] = {}
    for (target_id, *_), group in groupby(sorted(rows, key=_key), _key):
        groups.setdefault(target_id, []).append(list(group))
    return groups


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["target_id"], row["decided_at"], row["reviewer_name"]


def _read(group: Group) -> dict[str, Any]:
    return {row["field"]: parse_correction(row["target_id"], row["field"], row["value"]) for row in group}


def _judge_mention(found: Corrections, mention_id: str, groups: Sequence[Group], mention: Values) -> None:
    adopted, breaches = adopt_corrections(CORRECTABLE["m"][0], mention, map(_read, groups))
    taken = []
    for group, breach in zip(groups, breaches, strict=True):
        if breach is None:
            taken += group
        else:
            problem = Problem("correction_does_not_fit", f"{mention_id}: {breach[0]}", breach[1])
            found.refused.update({row["decision_id"]: problem for row in group})
    found.superseded.update(_list_superseded(taken))
    if adopted:
        found.mentions[mention_id] = adopted


def _list_superseded(rows: Iterable[Row]) -> Iterator[str]:
    """Of the corrections of one target: those of which a later one says otherwise."""
    in_order = list(rows)
    latest = {row["field"]: row["value"] for row in in_order}
    return (row["decision_id"] for row in in_order if row["value"] != latest[row["field"]])


def _judge_commitment(found: Corrections, groups: Sequence[Group], commitment: Values) -> None:
    """A value that the resolved row does not have was refused there."""
    for row in (row for group in groups for row in group):
        value = parse_correction(row["target_id"], row["field"], row["value"])
        if row["decision_id"] not in found.superseded and commitment[row["field"]] != value:
            what = f"{row['target_id']}: {row['field']} {row['value']} does not fit into the row with its other values"
            remedy = "correct the columns that belong together in one decision, or correct the mentions"
            found.refused[row["decision_id"]] = Problem("correction_does_not_fit", what, remedy)
