"""How commitments of each kind may go: the rules of `vocabulary/lives.yml`, read once and checked for gaps.

A malformed file is a mistake of ours and raises `RegisterError` with the entry and the remedy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.registers import RegisterError, read_register
from schemas.terms import list_terms, load_terms

FILE = "lives"
REPEAT, ONWARD, FRESH, RENEWED = "repeat", "onward", "fresh", "renewed"
LOOK_BACK, CONTRADICTION = "look_back", "contradiction"
STEP, OUTWEIGHED = "step", "outweighed"


@dataclass(frozen=True, slots=True)
class KindLife:
    """How commitments of one kind go. Its fields are the columns of the table `kinds`."""

    kind: str
    description: str
    life: str
    is_done_when_begun: bool
    is_in_parts: bool


@dataclass(frozen=True, slots=True)
class Transition:
    """What it means that a text says `next_standing` of what stands at `standing`. Columns of `transitions`."""

    life: str
    standing: str
    next_standing: str
    rule: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """When a later text of a lesser source does not overturn what an official said. `days` is the time it holds."""

    days: int
    grades_apart: int
    official_voices: frozenset[str]
    weak_voices: frozenset[str]


@cache
def load_kinds() -> tuple[KindLife, ...]:
    """The life of every kind, in the order of the record contract."""
    rows = _read_lives()["kinds"]
    _expect_same(list(rows), list_terms("kinds"), "kinds")
    return tuple(_make_kind(kind, text, rows[kind]) for kind, text in load_terms()["kinds"].items())


@cache
def load_transitions() -> tuple[Transition, ...]:
    """The rule of every pair of standings of every life."""
    return tuple(
        Transition(life, old, new, rule)
        for life, steps in _read_lives()["lives"].items()
        for old, rules in _check_steps(life, steps).items()
        for rule, standings in rules.items()
        for new in standings
    )


@cache
def load_weighing() -> Weighing:
    """The figures and voices of the policy for sources that disagree."""
    row = _read_lives()["weighing"]
    official, weak = frozenset(row["official_voices"]), frozenset(row["weak_voices"])
    if strangers := sorted((official | weak) - set(list_terms("voices"))):
        raise RegisterError(f"{FILE}.yml: weighing names {strangers}: use voices of terms.yml")
    return Weighing(row["days"], row["grades_apart"], official, weak)


@cache
def list_renewing_acts() -> frozenset[str]:
    """Acts that take up again what had ended."""
    return frozenset(_read_lives()["renewing"])


@cache
def list_changing_acts(field: str) -> frozenset[str]:
    """Acts that say themselves that they change the quantity or the due date."""
    return frozenset(_read_lives()["changing"][field])


def find_day_field(standing: str) -> str:
    """Which date of a text says when a standing began: `announced` or `effective`."""
    field: str = _read_lives()["days"][standing]
    return field


def find_kind(kind: str) -> KindLife:
    """How a kind goes. Raises `KeyError` for a kind that there is not."""
    return _index_kinds()[kind]


def find_rule(kind: str, standing: str, next_standing: str) -> str:
    """What a text means that says `next_standing` of a commitment of this kind that stands at `standing`."""
    return REPEAT if standing == next_standing else _index_rules()[find_kind(kind).life, standing, next_standing]


@cache
def _index_kinds() -> Mapping[str, KindLife]:
    return {row.kind: row for row in load_kinds()}


@cache
def _index_rules() -> Mapping[tuple[str, str, str], str]:
    return {(row.life, row.standing, row.next_standing): row.rule for row in load_transitions()}


@cache
def _read_lives() -> dict[str, Any]:
    return read_register(FILE)


def _make_kind(kind: str, description: str, row: Mapping[str, Any]) -> KindLife:
    if row["life"] not in list_terms("lives"):
        raise RegisterError(f"{FILE}.yml: {kind} has the life {row['life']!r}: use one of {list_terms('lives')}")
    is_done_when_begun, is_in_parts = row.get("done_when_begun", False), row.get("in_parts", False)
    return KindLife(kind, description, row["life"], is_done_when_begun, is_in_parts)


def _check_steps(life: str, steps: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, Mapping[str, list[str]]]:
    """The steps of one life, where each standing names each other one exactly once and by a known rule."""
    standings, known = list_terms("standings"), list_terms("transition_rules")
    _expect_same(list(steps), standings, life)
    for old, rules in steps.items():
        if unknown := sorted(set(rules) - set(known)):
            raise RegisterError(f"{FILE}.yml: {life}, {old}: no rule {unknown[0]!r}: use one of {', '.join(known)}")
        named = [new for found in rules.values() for new in found]
        _expect_same(named, tuple(name for name in standings if name != old), f"{life}, {old}")
    return steps


def _expect_same(found: list[str], wanted: tuple[str, ...], where: str) -> None:
    if sorted(found) != sorted(wanted):
        wrong = sorted(set(found) ^ set(wanted)) or sorted({name for name in found if found.count(name) > 1})
        raise RegisterError(f"{FILE}.yml: {where}: {', '.join(wrong)}: name each of terms.yml exactly once")
