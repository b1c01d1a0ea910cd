"""The data dictionary: every table, column and closed list as one page of Markdown, written from the declarations."""

from collections.abc import Iterator

from schemas.contract import Column, Table
from schemas.stages import ALL_TABLES
from schemas.terms import load_terms

INTRODUCTION = """# Data dictionary

Written by `defcoop dictionary` from the declarations in `schemas/`; do not edit it by hand.

A date with precision is three columns: first day, last day (both inclusive) and how exact the text is. Moments are UTC.
Lists hold each element once, sorted. Views are described in the database itself:
`defcoop sql "select view_name, comment from duckdb_views() where not internal"`."""


def write_dictionary() -> str:
    """The whole page."""
    contents = "\n".join(f"- [`{table.name}`](#{table.name}): {table.description}" for table in ALL_TABLES)
    tables = "\n\n".join("\n".join(_describe_table(table)) for table in ALL_TABLES)
    lists = "\n\n".join("\n".join(_describe_list(name)) for name in load_terms())
    return f"{INTRODUCTION}\n\n## Contents\n\n{contents}\n\n# Tables\n\n{tables}\n\n# Closed lists\n\n{lists}\n"


def _describe_table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.description}\n"
    yield f"Key: {', '.join(f'`{name}`' for name in table.key)}. {_describe_floor(table)}\n"
    yield "| column | type | null | meaning | values |"
    yield "|---|---|---|---|---|"
    yield from (_describe_column(column) for column in table.columns)
    if table.rules:
        yield "\nRules across columns:\n"
    yield from (f"- `{rule.name}`: `{rule.expression}`; else {rule.remedy}" for rule in table.rules)


def _describe_floor(table: Table) -> str:
    if table.floor:
        return f"A published warehouse holds at least {table.floor} {'row' if table.floor == 1 else 'rows'}."
    return "It may be empty."


def _describe_column(column: Column) -> str:
    cells = (f"`{column.name}`", column.type, "yes" if column.nullable else "no", column.description, _values(column))
    return f"| {' | '.join(_escape(cell) for cell in cells)} |"


def _values(column: Column) -> str:
    parts = [f"in {column.unit}"] if column.unit else []
    parts += [_list_values(column)] if column.allowed else []
    parts += [f"matches `{column.pattern}`"] if column.pattern else []
    parts += [f"at least {column.minimum}"] if column.minimum is not None else []
    parts += [f"at most {column.maximum}"] if column.maximum is not None else []
    return "; ".join(parts)


def _list_values(column: Column) -> str:
    """A link to the closed list, where the values are one; else the values."""
    for name, terms in load_terms().items():
        if tuple(terms) == column.allowed:
            return f"one of [{name}](#{name})"
    return ", ".join(f"`{value}`" for value in column.allowed)


def _describe_list(name: str) -> Iterator[str]:
    yield f"## {name}\n"
    yield "| value | meaning |"
    yield "|---|---|"
    yield from (f"| `{term}` | {_escape(meaning)} |" for term, meaning in load_terms()[name].items())


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
