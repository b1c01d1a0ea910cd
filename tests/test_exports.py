"""Exports: every table in two forms, the same bytes for the same warehouse, described so that others can check them."""

import json
import warnings
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pytest
from frictionless import Package

from schemas.contract import Column, Table
from schemas.datapackage import EXPORTED, describe_schema, list_references
from schemas.frames import arrow_schema
from tests.samples_world import SamplesNight
from tests.small_world import list_bytes
from tests.warehouse_world import make_world
from warehouse.exports import write_exports

IDS = [table.name for table in EXPORTED]


@dataclass(frozen=True)
class Export:
    """An export, and the warehouse that it was written from."""

    folder: Path
    warehouse: Path

    def read_warehouse(self, table: Table) -> list[tuple[Any, ...]]:
        """What the export must hold of a table, in order."""
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            con.execute("set TimeZone = 'UTC'")
            names = ", ".join(
                f"case when source_id in (select source_id from sources where is_redistributable) then {c.name} end"
                if c.is_source_text
                else f'"{c.name}"'
                for c in table.columns
            )
            return con.execute(f"select {names} from {table.name} order by {', '.join(table.key)}").fetchall()


@pytest.fixture(scope="module")
def export(samples_night: SamplesNight) -> Export:
    return Export(samples_night.home / "exports" / "current", samples_night.warehouse)


def read_package(folder: Path) -> tuple[bool, list[str]]:
    """What the frictionless library says of an export."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of that library and of what it imports
        report = Package(str(folder / "datapackage.json")).validate()
    return report.valid, [error[0] for error in report.flatten(["message"])]


def test_the_frictionless_library_finds_nothing_wrong(export: Export) -> None:
    assert read_package(export.folder) == (True, [])


@pytest.fixture
def small(tmp_path: Path) -> Export:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    folder = tmp_path / "export"
    folder.mkdir()
    write_exports(world.publish(), folder)
    return Export(folder, world.published)


SPOILED = {
    "a standing that is none": ("commitments", ",denied,", ",refused,", "enum"),
    "a key twice": ("documents_seen", "2025-02-02", "2025-02-01", "primary key"),
    "a mention of no document": ("mentions", "d-100", "d-999", "foreign key"),
    "a list that is none": ("commitments", '"[""NATO""]"', "NATO", "array"),
    "a missing value": ("mentions", ",announces,", ",,", "required"),
}


@pytest.mark.parametrize("case", SPOILED)
def test_what_a_declaration_forbids_is_found_in_the_files(small: Export, case: str) -> None:
    table, good, bad, said = SPOILED[case]
    path = small.folder / "csv" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    loosen(small.folder / "datapackage.json")
    is_valid, messages = read_package(small.folder)
    assert not is_valid
    assert any(said.lower() in message.lower() for message in messages), messages


def loosen(descriptor: Path) -> None:
    """Take the sizes and hashes out of a descriptor, which say of any change that it is one."""
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for name in ("bytes", "hash"):
            del resource[name]
    descriptor.write_text(json.dumps(package), encoding="utf-8")


def test_a_file_that_was_changed_is_told_by_its_hash(small: Export) -> None:
    path = small.folder / "csv" / "actors.csv"
    path.write_bytes(path.read_bytes().replace(b"Norway", b"Norvay", 1))
    assert not read_package(small.folder)[0]


@pytest.mark.parametrize("table", EXPORTED, ids=IDS)
def test_pyarrow_reads_from_parquet_the_rows_and_types_of_the_warehouse(export: Export, table: Table) -> None:
    found = ds.dataset(export.folder / "parquet" / table.name, partitioning="hive").to_table()
    assert found.schema.remove_metadata() == arrow_schema(table)
    assert [tuple(row.values()) for row in found.to_pylist()] == export.read_warehouse(table)


@pytest.mark.parametrize("table", EXPORTED, ids=IDS)
def test_pandas_reads_from_csv_the_rows_of_the_warehouse(export: Export, table: Table) -> None:
    kinds = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
    frame = pd.read_csv(
        export.folder / "csv" / f"{table.name}.csv",
        dtype={c.name: kinds.get(c.type, "str") for c in table.columns},
        keep_default_na=False,
        na_values=[""],
    )
    frame = frame.astype(object).where(frame.notna(), None)
    rows = [tuple(map(read_cell, table.columns, row)) for row in frame.itertuples(index=False)]
    assert rows == export.read_warehouse(table)


def read_cell(column: Column, cell: Any) -> Any:
    """A cell of CSV as the value that it stands for."""
    if cell is None or column.type not in ("date", "timestamp", "text_list"):
        return cell
    if column.type == "text_list":
        return json.loads(cell)
    moment = pd.Timestamp(cell)
    return moment.date() if column.type == "date" else moment.to_pydatetime().astimezone(UTC)


def test_the_same_warehouse_gives_the_same_bytes(export: Export, tmp_path: Path) -> None:
    write_exports(export.warehouse, tmp_path)
    assert list_bytes(tmp_path) == list_bytes(export.folder)


def test_rows_in_another_physical_order_give_the_same_bytes(small: Export, tmp_path: Path) -> None:
    turned, again = tmp_path / "turned.duckdb", tmp_path / "again"
    turned.write_bytes(small.warehouse.read_bytes())
    with duckdb.connect(str(turned)) as con:
        for table in EXPORTED:
            con.execute(f"create temp table t as from {table.name}")
            con.execute(f"delete from {table.name}")
            con.execute(f"insert into {table.name} select * from t order by hash(t)")
            con.execute("drop table t")
    again.mkdir()
    write_exports(turned, again)
    assert list_bytes(again) == list_bytes(small.folder)


def test_a_large_table_of_documents_is_cut_by_year_and_read_as_one(export: Export, tmp_path: Path) -> None:
    write_exports(export.warehouse, tmp_path, partition_rows=1)
    for name in ("documents", "mentions"):
        folder = tmp_path / "parquet" / name
        years = {path.name for path in folder.iterdir()}
        assert {"published_year=2023", "published_year=2024"} <= years
        whole = export.folder / "parquet" / name
        assert sum_rows(f"select * exclude (published_year) from read_parquet('{folder}/**')") == sum_rows(
            f"from read_parquet('{whole}/**')"
        )
    assert (tmp_path / "parquet" / "commitments" / "data_0.parquet").exists()
    assert read_package(tmp_path) == (True, [])


def sum_rows(statement: str) -> tuple[Any, ...]:
    with duckdb.connect() as con:
        return tuple(con.execute(f"select count(*), bit_xor(hash(t)) from ({statement}) t").fetchall()[0])


def test_whole_texts_leave_only_where_their_source_may_be_passed_on(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    with duckdb.connect(str(world.candidate)) as con:
        con.execute("update documents set source_id = 'open' where document_id = 'd-200'")
        opened = "select * replace ('open' as source_id, true as is_redistributable) from sources"
        con.execute(f"insert into sources {opened}")
    folder = tmp_path / "export"
    folder.mkdir()
    write_exports(world.publish(), folder)
    documents = ds.dataset(folder / "parquet" / "documents").to_table().to_pylist()
    assert {row["document_id"] for row in documents if row["text"]} == {"d-200"}
    mentions = ds.dataset(folder / "parquet" / "mentions").to_table().to_pylist()
    assert all(row["evidence_text"] for row in mentions)
    assert not any(row["original"] for row in ds.dataset(folder / "parquet" / "rejections").to_table().to_pylist())


def test_what_a_table_is_made_of_says_its_licences(export: Export) -> None:
    package = json.loads((export.folder / "datapackage.json").read_text(encoding="utf-8"))
    licences = {r["name"]: [licence["title"] for licence in r["licenses"]] for r in package["resources"]}
    assert "SIPRI: attribution, non-commercial use" in licences["indicators"]
    assert licences["documents"] == ["written for this project; licensed as the project is"]
    assert {source["source_id"] for source in package["sources"]} >= {"wire", "military_expenditure"}


def test_the_descriptor_says_of_every_column_what_its_declaration_says() -> None:
    (table,) = [table for table in EXPORTED if table.name == "mentions"]
    fields = {field["name"]: field for field in describe_schema(table)["fields"]}
    assert list(fields) == list(table.column_names)
    assert fields["confidence"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert fields["domains"]["arrayItem"]["constraints"]["enum"] == list(table.column("domains").allowed)
    assert "required" not in fields["due_start_on"]["constraints"]
    assert describe_schema(table)["foreignKeys"] == [
        {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}}
    ]


REFERENCES = [(table, column) for table in EXPORTED for column in list_references(table)]


@pytest.mark.parametrize(("table", "column"), REFERENCES, ids=lambda found: found.name)
def test_a_declared_reference_leads_to_the_key_of_a_table(table: Table, column: Column) -> None:
    (other,) = [other for other in EXPORTED if other.name == column.references]
    assert other.column(other.key[0]).type == column.type
