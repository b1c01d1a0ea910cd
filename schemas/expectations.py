"""From declarations to checks: what every row of a table must satisfy, as expectations over a pandas frame.

A check names a Great Expectations class and its arguments; nothing here imports that library, which takes seconds.
What no expectation can say directly (the elements of a list, a rule across columns) is computed into a boolean helper
column, whose name is the check's; the expectation then asks that it be true.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from schemas.contract import Column, Rule, Severity, Table

NOT_NULL = "ExpectColumnValuesToNotBeNull"
IN_SET = "ExpectColumnValuesToBeInSet"
MATCH = "ExpectColumnValuesToMatchRegex"
BETWEEN = "ExpectColumnValuesToBeBetween"
UNIQUE = "ExpectColumnValuesToBeUnique"
UNIQUE_TOGETHER = "ExpectCompoundColumnsToBeUnique"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one table: its name, the expectation and its arguments, the columns to show of a failing row."""

    name: str
    expectation: str
    arguments: Mapping[str, Any]
    columns: tuple[str, ...]
    severity: Severity
    remedy: str


def list_checks(table: Table) -> tuple[Check, ...]:
    """All checks of a table: column by column, then its key, then its rules."""
    columns = (check for column in table.columns for check in _check_column(table, column))
    return (*columns, _check_key(table), *(_check_rule(table, rule) for rule in table.rules))


def add_helper_columns(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of a table with the boolean columns that its checks ask for."""
    helpers = {f"{table.name}.{c.name}.elements": _are_allowed(frame[c.name], c) for c in _closed_lists(table)}
    helpers |= {f"{table.name}.{rule.name}": evaluate_rule(rule, frame) for rule in table.rules}
    return frame.assign(**helpers)


def evaluate_rule(rule: Rule, frame: pd.DataFrame) -> "pd.Series[bool]":
    """For each row whether the rule holds; where a comparison meets a missing value it is false."""
    found: Any = frame.eval(rule.expression, engine="python")
    holds: pd.Series[bool] = found.astype("bool")
    return holds


def _closed_lists(table: Table) -> Iterator[Column]:
    return (column for column in table.columns if column.type == "text_list" and column.allowed)


def _are_allowed(values: "pd.Series[Any]", column: Column) -> "pd.Series[bool]":
    allowed = set(column.allowed)
    found = [not isinstance(value, list) or set(value) <= allowed for value in values]
    return pd.Series(found, index=values.index, dtype="bool")


def _check_column(table: Table, column: Column) -> Iterator[Check]:
    name = f"{table.name}.{column.name}"
    if not column.nullable:
        yield _make(table, column, f"{name}.not_null", NOT_NULL, {}, "give a value: the column must not be empty")
    if column.allowed and column.type == "text_list":
        remedy = f"every element must be one of: {', '.join(column.allowed)}"
        arguments = {"column": f"{name}.elements", "value_set": [True]}
        yield _make(table, column, f"{name}.elements", IN_SET, arguments, remedy)
    elif column.allowed:
        arguments = {"value_set": list(column.allowed)}
        yield _make(table, column, f"{name}.in_set", IN_SET, arguments, f"use one of: {', '.join(column.allowed)}")
    if column.pattern:
        remedy = f"the value must match {column.pattern}"
        yield _make(table, column, f"{name}.pattern", MATCH, {"regex": column.pattern}, remedy)
    if column.minimum is not None or column.maximum is not None:
        yield _check_bounds(table, column)


def _check_bounds(table: Table, column: Column) -> Check:
    bounds = {"min_value": _bound(column, column.minimum), "max_value": _bound(column, column.maximum)}
    arguments = {name: value for name, value in bounds.items() if value is not None}
    limits = " and ".join(f"{word} {value}" for word, value in _name_limits(column))
    remedy = f"the value must be {limits}: check it in the source; if the source is wrong, discard its batch"
    return _make(table, column, f"{table.name}.{column.name}.between", BETWEEN, arguments, remedy)


def _name_limits(column: Column) -> Iterator[tuple[str, float | str]]:
    if column.minimum is not None:
        yield "at least", column.minimum
    if column.maximum is not None:
        yield "at most", column.maximum


def _bound(column: Column, value: float | str | None) -> Any:
    return pd.Timestamp(value) if value is not None and column.type in ("date", "timestamp") else value


def _make(
    table: Table, column: Column, name: str, expectation: str, arguments: Mapping[str, Any], remedy: str
) -> Check:
    shown = (*table.key, column.name)
    return Check(name, expectation, {"column": column.name, **arguments}, shown, "critical", remedy)


def _check_key(table: Table) -> Check:
    remedy = "two rows of one key: find out which is right, discard the batch of the other"
    if len(table.key) == 1:
        return Check(f"{table.name}.key", UNIQUE, {"column": table.key[0]}, table.key, "critical", remedy)
    arguments = {"column_list": list(table.key)}
    return Check(f"{table.name}.key", UNIQUE_TOGETHER, arguments, table.key, "critical", remedy)


def _check_rule(table: Table, rule: Rule) -> Check:
    name = f"{table.name}.{rule.name}"
    words = set(re.findall(r"\w+", rule.expression))
    used = tuple(column for column in table.column_names if column in words)
    return Check(name, IN_SET, {"column": name, "value_set": [True]}, (*table.key, *used), rule.severity, rule.remedy)
