"""Whether corrected values fit into the row that they are to stand in: what the audit would refuse is not applied."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from schemas.contract import Rule, Table
from schemas.expectations import evaluate_rule
from schemas.frames import to_arrow, to_frame

_TOGETHER = (
    ("quantity_value", "quantity_unit"),
    *((f"{name}_start_on", f"{name}_end_on", f"{name}_precision") for name in ("announced", "due", "effective")),
)
"""Columns that are all given, or none of them."""
Breach = tuple[str, str]
"""What is wrong, and what to do."""


def adopt_corrections(
    table: Table, row: Mapping[str, Any], groups: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Any], list[Breach | None]]:
    """The values that a row takes of corrections in their order, and what is wrong with each of them that it refuses.

    What was decided together is taken together. A row that is wrong itself refuses only what does not mend it.
    """
    adopted: dict[str, Any] = {}
    breaches = []
    for group in groups:
        breach = find_breach(table, {**row, **adopted, **group}, group)
        breaches.append(breach)
        if breach is None:
            adopted |= group
    return adopted, breaches


def find_breach(table: Table, row: Mapping[str, Any], changed: Iterable[str]) -> Breach | None:
    """What is wrong with a row whose values are each allowed, and what to do; none where it is sound.

    Only what the changed columns can break is looked at.
    """
    touched = set(changed)
    for names in _TOGETHER:
        if not touched & set(names):
            continue
        if len({row[name] is None for name in names}) > 1:
            return f"{_join(row, names)} do not stand together", f"give all of {', '.join(names)}, or none"
        if len(names) == 3 and row[names[0]] is not None and row[names[0]] > row[names[1]]:
            return f"{_join(row, names[:2])}: it ends before it starts", "correct both days"
    for rule, columns in _list_rules(table):
        if touched & set(columns) and not _holds(table, rule, columns, row):
            return f"it breaks the rule {rule.name}", rule.remedy
    return None


def _join(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {row[name]}" for name in names)


@cache
def _list_rules(table: Table) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """The rules of a table, each with the columns that it speaks of."""
    words = {rule: set(re.findall(r"\w+", rule.expression)) for rule in table.rules if rule.severity == "critical"}
    return tuple((rule, tuple(name for name in table.column_names if name in words[rule])) for rule in words)


def _holds(table: Table, rule: Rule, columns: tuple[str, ...], row: Mapping[str, Any]) -> bool:
    narrow = Table(table.name, table.description, tuple(table.column(name) for name in columns), columns[:1])
    frame = to_frame(to_arrow(narrow, [{name: row[name] for name in columns}]))
    return bool(evaluate_rule(rule, frame).all())
