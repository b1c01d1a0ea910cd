"""Whether corrected values fit into the row that they are to stand in: what the audit would refuse is not applied."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from schemas.contract import Table
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
        breach = find_breach(table, {**row, **adopted, **group})
        breaches.append(breach)
        if breach is None:
            adopted |= group
    return adopted, breaches


def find_breach(table: Table, row: Mapping[str, Any]) -> Breach | None:
    """What is wrong with a row whose values are each allowed, and what to do; none where it is sound."""
    for names in _TOGETHER:
        if len({row[name] is None for name in names}) > 1:
            return f"{_join(row, names)} do not stand together", f"give all of {', '.join(names)}, or none"
        if len(names) == 3 and row[names[0]] is not None and row[names[0]] > row[names[1]]:
            return f"{_join(row, names[:2])}: it ends before it starts", "correct both days"
    return _find_broken_rule(table, row)


def _join(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {row[name]}" for name in names)


def _find_broken_rule(table: Table, row: Mapping[str, Any]) -> Breach | None:
    columns = tuple(name for name in table.column_names if name in row)
    frame = to_frame(to_arrow(_narrow(table, columns), [{name: row[name] for name in columns}]))
    broken = [rule for rule in table.rules if not evaluate_rule(rule, frame).all()]
    return (f"it breaks the rule {broken[0].name}", broken[0].remedy) if broken else None


@cache
def _narrow(table: Table, columns: tuple[str, ...]) -> Table:
    """A table of some columns: a resolved row has no moments of recording yet."""
    return Table(table.name, table.description, tuple(table.column(name) for name in columns), columns[:1])
