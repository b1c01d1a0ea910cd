"""How far two reviewers agree who judged the same commitments: Cohen's kappa, column by column.

The promise: what is compared is what each of them held right. Who accepts holds right what was shown; who corrects,
what was shown but for the corrections; who rejects holds no column right, and says so in `record`. What surprises: both
saw what the rules had read before they judged, so that they agree more often than two who read a text afresh would.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from schemas.decisions import ACCEPT, COMMITMENT_FIELDS, CORRECT, NOT_SAME, REJECT, SAME
from transforms.decisions.reading import parse_correction
from transforms.decisions.shorthand import list_short, write_short

Row = Mapping[str, Any]
RECORD, PAIR = "record", "same"
COMPARED = tuple(list_short(("kind", "parties", "counterparts", *COMMITMENT_FIELDS)))
"""The columns that are compared, as people write them; `record` and `same` stand beside them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a decision was about: the commitment, and its row as it was shown then."""

    commitment_id: str
    row: Row


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers in one column: things that both judged, how many alike, and kappa; none where chance alone would
    have them agree on all."""

    one: str
    other: str
    field: str
    judged_count: int
    agreed_count: int
    kappa: float | None


def compute_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Agreement of two raters beyond chance, from their labels of the same things: 1 is all, 0 what chance would give.

    Undefined, hence none, where there is nothing, or where both gave one and the same label to everything. Source:
    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960) 37-46.
    """
    total = len(pairs)
    if not total:
        return None
    observed = sum(one == other for one, other in pairs) / total
    ones, others = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(count * others[label] for label, count in ones.items()) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def measure_agreement(decisions: Iterable[Row], seen: Mapping[str, Seen]) -> list[Agreement]:
    """The agreement of every two reviewers, column by column, on what both judged.

    `decisions` are those that nobody took back; `seen` has what was shown, by decision id, where it is known.
    """
    labels: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)  # reviewer -> thing -> column -> label
    for (reviewer, thing), rows in _group(decisions, seen).items():
        labels[reviewer][thing] = _label(rows, seen)
    found = []
    for one, other in combinations(sorted(labels), 2):
        both = sorted(labels[one].keys() & labels[other].keys())
        for field in (RECORD, *COMPARED, PAIR):
            pairs = [
                (labels[one][thing][field], labels[other][thing][field])
                for thing in both
                if field in labels[one][thing] and field in labels[other][thing]
            ]
            if pairs:
                agreed = sum(first == second for first, second in pairs)
                found.append(Agreement(one, other, field, len(pairs), agreed, compute_kappa(pairs)))
    return found


def _group(decisions: Iterable[Row], seen: Mapping[str, Seen]) -> dict[tuple[str, str], list[Row]]:
    """What one reviewer decided on one thing: a commitment with the mention that proves it best, or a pair."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(decisions, key=lambda row: (row["decided_at"], row["decision_id"])):
        if row["verdict"] in (SAME, NOT_SAME):
            found[row["reviewer_name"], f"{row['target_id']} {row['value']}"].append(row)
        elif (about := seen.get(row["decision_id"])) and is_judgement(row, about):
            found[row["reviewer_name"], about.commitment_id].append(row)
    return found


def is_judgement(row: Row, about: Seen) -> bool:
    """Whether a decision judges the commitment: itself, or the mention that proves it best."""
    is_about_it = row["target_id"].startswith("c-") or row["target_id"] == about.row["mention_id"]
    return is_about_it and row["verdict"] in (ACCEPT, REJECT, CORRECT)


def _label(rows: Sequence[Row], seen: Mapping[str, Seen]) -> dict[str, str]:
    """Column -> what the reviewer held right, by all decisions on one thing; of two that differ the later counts."""
    last = rows[-1]["verdict"]
    if last in (SAME, NOT_SAME):
        return {PAIR: last}
    if last == REJECT:
        return {RECORD: "wrong"}
    held = dict(seen[rows[0]["decision_id"]].row)
    for row in rows:
        if row["verdict"] == CORRECT and row["field"] in held:
            held[row["field"]] = parse_correction(row["target_id"], row["field"], row["value"])
    return {RECORD: "right", **{name: write_short(held, name) for name in COMPARED}}
