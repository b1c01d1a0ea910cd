"""The words that tables are declared in: `Column` and `Table`.

Everything else about a table (DDL, Arrow schema, expectations, dictionary) is derived from these at run time.
"""

from dataclasses import dataclass, field
from typing import Literal

ColumnType = Literal["text", "integer", "number", "boolean", "date", "timestamp", "text_list"]
Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, and what its values must satisfy.

    `minimum` and `maximum` are inclusive bounds; for dates they are ISO texts. `allowed` closes the list of
    values (of the elements, for a `text_list`). `unit` is a note for readers, such as "percent of GDP". `references`
    names the table whose first key column holds every value of this one. `is_source_text` marks whole texts of a
    source: an export holds them only where the source may be passed on. A column of how the machine works is not
    exported.
    """

    name: str
    type: ColumnType
    description: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None
    pattern: str | None = None
    unit: str | None = None
    references: str | None = None
    is_source_text: bool = False
    is_exported: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A check across the columns of one row: a pandas `eval` expression that is true for a good row."""

    name: str
    expression: str
    remedy: str
    severity: Severity = "critical"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its key, its columns, its cross-field rules and its row-count floor.

    `floor` is the least number of rows a published warehouse must hold: an empty table passes every row check,
    so only a floor makes an audit mean something. A table of how the machine ran is not exported.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...] = field(default=())
    floor: int = 0
    is_exported: bool = True

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name. Raises `KeyError` where the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")
