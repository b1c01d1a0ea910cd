"""From declarations to SQL: `CREATE TABLE` and `COMMENT ON` of every table.

No constraint is declared. A candidate must be able to hold a row that is wrong, so that the audit can show it and the
file can be inspected; what a constraint would promise is checked before publication, from the same declarations.
"""

from schemas.contract import Column, ColumnType, Table

SQL_TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "text_list": "VARCHAR[]",
}

HASHED = frozenset({"documents", "mentions", "commitments"})
"""Tables whose ids are hashes. An id that is part of a key is searched for among millions, and letters without a
pattern are not much smaller when packed: kept as they are, they are read in a third of the time."""


def quote_name(name: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def list_columns(table: Table) -> str:
    """The column names of a table, quoted, as a SQL list."""
    return ", ".join(quote_name(name) for name in table.column_names)


def create_table(table: Table) -> str:
    """The statement that creates a table, columns in the declared order."""
    columns = ",\n    ".join(_declare_column(table, column) for column in table.columns)
    return f"create table {quote_name(table.name)} (\n    {columns}\n)"


def _declare_column(table: Table, column: Column) -> str:
    is_searched = column.name in table.key and column.references in HASHED
    packing = " using compression uncompressed" if is_searched else ""
    return f"{quote_name(column.name)} {SQL_TYPES[column.type]}{packing}"


def comment_table(table: Table) -> str:
    """The statement that puts the description of a table into the database."""
    return f"comment on table {quote_name(table.name)} is {quote_text(describe_table(table))}"


def comment_column(table: Table, column: Column) -> str:
    """The statement that puts the description of a column into the database."""
    where = f"{quote_name(table.name)}.{quote_name(column.name)}"
    return f"comment on column {where} is {quote_text(describe_column(column))}"


def describe_table(table: Table) -> str:
    """What a row is, and what makes it unique."""
    return f"{table.description} Key: {', '.join(table.key)}."


def describe_column(column: Column) -> str:
    """What a column means, and what its values must satisfy, in one line."""
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.allowed:
        parts.append(f"{'Each one' if column.type == 'text_list' else 'One'} of: {', '.join(column.allowed)}.")
    if column.minimum is not None or column.maximum is not None:
        parts.append(f"{_describe_bounds(column)}.")
    if column.nullable:
        parts.append("May be null.")
    return " ".join(parts)


def _describe_bounds(column: Column) -> str:
    if column.maximum is None:
        return f"At least {column.minimum}"
    if column.minimum is None:
        return f"At most {column.maximum}"
    return f"From {column.minimum} to {column.maximum}"
