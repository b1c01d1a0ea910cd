"""What may follow in a statement that is being typed: tables, columns, words of SQL."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from warehouse.reading import open_warehouse

WORDS = (
    "and", "as", "asc", "between", "by", "case", "cast", "count", "desc", "describe", "distinct", "else", "end",
    "exists", "explain", "filter", "from", "group", "having", "in", "inner", "is", "join", "left", "like", "limit",
    "not", "null",
    "offset", "on", "or", "order", "over", "partition", "qualify", "select", "summarize", "then", "union", "unnest",
    "using", "when", "where", "with",
)  # fmt: skip
_WORD = re.compile(r"\w*$")
_TABLE_FOLLOWS = re.compile(r"\b(?:from|join|describe|summarize|table|\.columns)\s+$", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"\bfrom\s+[\w\s,.]+,\s*$", re.IGNORECASE)
_QUALIFIER = re.compile(r"(\w+)\.$")
_NAMED = re.compile(r"\b(?:from|join)\s+(\w+)(?:\s*\([^)]*\))?(?:\s+(?:as\s+)?(\w+))?", re.IGNORECASE)
_COLUMNS = """
    select table_name, list(column_name order by column_index) from duckdb_columns() where not internal group by all
"""
_MACROS = "select distinct function_name from duckdb_functions() where function_type = 'table_macro' and not internal"


class Names(NamedTuple):
    """What a file holds: columns by table or view, and the functions that give a table."""

    tables: Mapping[str, list[str]]
    macros: tuple[str, ...]


def read_names(path: Path) -> Names:
    """The names of a published file. Raises `QueryError` where it cannot be opened."""
    with open_warehouse(path) as con:
        tables = dict(con.execute(_COLUMNS).fetchall())
        return Names(tables, tuple(sorted(name for (name,) in con.execute(_MACROS).fetchall())))


def complete(before: str, whole: str, names: Names) -> tuple[str, list[str]]:
    """The word that is being typed at the end of `before`, and what it may become, the likeliest first.

    Behind `from` that is a table, behind `name.` a column of what `name` stands for in the whole statement; elsewhere
    columns of its tables come before words of SQL and other tables.
    """
    word = _WORD.search(before)
    assert word is not None  # it may be empty
    typed, ahead = word[0], before[: word.start()]
    named = {alias.lower(): table.lower() for table, alias in _list_named(whole)}
    if qualifier := _QUALIFIER.search(ahead):
        name = qualifier[1].lower()
        return typed, _keep(typed, names.tables.get(named.get(name, name), []))
    if _TABLE_FOLLOWS.search(ahead) or _LIST_GOES_ON.search(ahead):
        return typed, _keep(typed, [*sorted(names.tables), *(f"{name}(" for name in names.macros)])
    columns = [column for table in named.values() for column in names.tables.get(table, [])]
    return typed, _keep(typed, [*columns, *WORDS, *sorted(names.tables)])


def _list_named(statement: str) -> Iterable[tuple[str, str]]:
    """Tables of a statement with the names that they go by in it, also their own."""
    for table, alias in _NAMED.findall(statement):
        yield table, table
        if alias and alias.lower() not in WORDS:
            yield table, alias


def _keep(typed: str, found: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(found) if name.lower().startswith(typed.lower())]
