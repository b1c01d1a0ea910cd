"""The Frictionless descriptor of an export, made from the declarations: types, constraints, keys, references, licences.

The profile is version 1 of the Data Package standard (https://specs.frictionlessdata.io/). A list is an `array` in
CSV: JSON in one cell, its closed list as `arrayItem`. A moment is ISO 8601 in UTC. An empty cell is a missing value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemas.contract import Column, ColumnType, Table
from schemas.ddl import describe_column, describe_table
from schemas.stages import ALL_TABLES, find_table

EXPORTED = tuple(
    replace(table, columns=tuple(column for column in table.columns if column.is_exported))
    for table in ALL_TABLES
    if table.is_exported
)
FIELD_TYPES: dict[ColumnType, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "text_list": "array",
}
TITLE = "Defence commitments: who has promised what to whom, with the sentence that proves it"
DESCRIPTION = (
    "Written from the published warehouse, every table in CSV and in Parquet. Rows and quoted sentences stand under "
    "the terms of the sources that they come from; whole texts are there only where their source may be passed on."
)
LEFT_OUT = "Left out where the source may not be passed on."


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export: its path there, size, hash, and table; `rows` where it holds all of the table."""

    path: str
    bytes_count: int
    sha256: str
    table: Table
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source as the descriptor names it."""

    source_id: str
    title: str
    licence: str
    url: str | None


def describe_package(
    version: str, created: str, files: Iterable[ExportedFile], publishers: Mapping[str, Sequence[Publisher]]
) -> dict[str, Any]:
    """The descriptor of one export. `publishers` has those of each table, and under "" all of them."""
    found = publishers[""]
    return {
        "profile": "data-package",
        "name": "defcoop",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "created": created,
        "licenses": _list_licences(found),
        "sources": [_describe_publisher(publisher) for publisher in found],
        "resources": [_describe_file(file, publishers.get(file.table.name, found)) for file in files],
    }


def describe_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of one table: fields, primary key, and the foreign keys that lead to exported tables."""
    names = {exported.name for exported in EXPORTED}
    keys = [_describe_reference(c) for c in list_references(table) if c.references in names]
    schema = {
        "fields": [_describe_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def list_references(table: Table) -> list[Column]:
    """The columns of a table that hold the key of another row: not the key of the table itself."""
    return [c for c in table.columns if c.references and (c.references, c.name) != (table.name, table.key[0])]


def _describe_reference(column: Column) -> dict[str, Any]:
    other = find_table(str(column.references))
    return {"fields": [column.name], "reference": {"resource": other.name, "fields": [other.key[0]]}}


def _describe_field(column: Column) -> dict[str, Any]:
    described = describe_column(column) + (f" {LEFT_OUT}" if column.is_source_text else "")
    field: dict[str, Any] = {"name": column.name, "type": FIELD_TYPES[column.type], "description": described}
    limits = _list_limits(column)
    if column.type == "text_list":
        field["arrayItem"] = {"type": "string"} | ({"constraints": limits} if limits else {})
        limits = {}
    if not column.nullable and not column.is_source_text:
        limits = {"required": True} | limits
    return field | ({"constraints": limits} if limits else {})


def _list_limits(column: Column) -> dict[str, Any]:
    limits = {"enum": list(column.allowed) or None, "pattern": column.pattern}
    limits |= {"minimum": column.minimum, "maximum": column.maximum}  # type: ignore[dict-item]
    return {name: value for name, value in limits.items() if value is not None}


def _describe_file(file: ExportedFile, publishers: Sequence[Publisher]) -> dict[str, Any]:
    """A CSV file is a table with its schema; a Parquet file carries its types itself."""
    shared = {
        "path": file.path,
        "description": describe_table(file.table),
        "bytes": file.bytes_count,
        "hash": f"sha256:{file.sha256}",
        "licenses": _list_licences(publishers),
    }
    if file.path.endswith(".csv"):
        form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "rows": file.rows}
        table = {"name": file.table.name, "type": "table", "profile": "tabular-data-resource", **form}
        return {**table, **shared, "schema": describe_schema(file.table)}
    name = re.sub(r"[^a-z0-9]+", "-", file.path.removesuffix(".parquet").lower())
    return {"name": name, "type": "file", "mediatype": "application/vnd.apache.parquet", **shared}


def _list_licences(publishers: Sequence[Publisher]) -> list[dict[str, str]]:
    """Each licence once. A declared licence is free text, so its name is one of our own (`LicenseRef-` of SPDX)."""
    return [
        {"name": f"LicenseRef-{re.sub(r'[^A-Za-z0-9]+', '-', licence).strip('-')}", "title": licence}
        for licence in sorted({publisher.licence for publisher in publishers})
    ]


def _describe_publisher(publisher: Publisher) -> dict[str, str]:
    described = {"title": publisher.title, "licence": publisher.licence, "source_id": publisher.source_id}
    return described | ({"path": publisher.url} if publisher.url else {})
