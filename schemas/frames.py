"""From rows to typed tables: the Arrow schema of a table, derived from its declaration."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from schemas.contract import ColumnType, Table

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "text_list": pa.list_(pa.string()),
}


class ContractError(ValueError):
    """Rows do not have the columns or the types that their table declares."""


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, columns in the declared order.

    Every column may be null, whatever is declared: a file must be able to hold a row that is wrong, so that the audit
    can name it.
    """
    return pa.schema([pa.field(c.name, ARROW_TYPES[c.type]) for c in table.columns])


def to_arrow(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the declared types.

    Raises `ContractError` where a row lacks a column, has one that the table does not declare, or holds a value
    that does not fit its type. A missing value in a column that must not be null is left to the audit.
    """
    names = set(table.column_names)
    for number, row in enumerate(rows):
        if set(row) != names:
            lacking, unknown = sorted(names - set(row)), sorted(set(row) - names)
            raise ContractError(f"{table.name} row {number}: lacking columns {lacking}, unknown columns {unknown}")
    arrays = [_column_array(table, c.name, ARROW_TYPES[c.type], rows) for c in table.columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def _column_array(table: Table, name: str, kind: pa.DataType, rows: Sequence[Mapping[str, Any]]) -> pa.Array:
    try:
        return pa.array([row[name] for row in rows], type=kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
        raise ContractError(f"{table.name}.{name}: a value is not a {kind}: {error}") from error


def to_frame(data: pa.Table) -> pd.DataFrame:
    """An Arrow table as a pandas frame: dates as datetime64, texts as str, lists as Python lists."""
    frame: pd.DataFrame = data.to_pandas(date_as_object=False)
    for field in data.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(data[field.name].to_pylist(), dtype="object")
        elif pa.types.is_string(field.type):
            frame[field.name] = frame[field.name].astype("str")
    return frame
