"""Declarations say what they must, and what is derived from them says the same."""

import re
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.contract import Column, Rule, Table
from schemas.dictionary import write_dictionary
from schemas.expectations import add_helper_columns, list_checks
from schemas.frames import ContractError, arrow_schema, to_arrow, to_frame
from schemas.stages import ALL_TABLES, STAGE_TABLES, find_table
from schemas.terms import list_terms, load_terms

SMALL = Table("small", "A row.", (Column("n", "integer", "A number."), Column("t", "text", "A text.", True)), ("n",))
IDS = [table.name for table in ALL_TABLES]


def test_every_table_has_its_own_name() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("table", ALL_TABLES, ids=IDS)
def test_a_key_is_made_of_columns_that_are_never_null(table: Table) -> None:
    assert table.key
    assert all(not table.column(name).nullable for name in table.key)


@pytest.mark.parametrize("table", ALL_TABLES, ids=IDS)
def test_a_column_is_declared_once_and_described(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    assert all(column.description.endswith(".") for column in table.columns)


@pytest.mark.parametrize("table", ALL_TABLES, ids=IDS)
def test_every_rule_can_be_computed_also_over_no_rows(table: Table) -> None:
    frame = add_helper_columns(table, to_frame(arrow_schema(table).empty_table()))
    assert {f"{table.name}.{rule.name}" for rule in table.rules} <= set(frame.columns)


def test_checks_have_names_of_their_own_and_remedies() -> None:
    checks = [check for table in ALL_TABLES for check in list_checks(table)]
    assert len({check.name for check in checks}) == len(checks)
    assert all(check.remedy for check in checks)


def test_every_constraint_of_a_column_is_a_check() -> None:
    column = Column("v", "number", "A value.", minimum=0, maximum=2)
    table = Table("t", "A row.", (column,), ("v",), (Rule("is_odd", "v % 2 == 1", "add one", "warning"),))
    found = {check.name: check.severity for check in list_checks(table)}
    assert found == {"t.v.not_null": "critical", "t.v.between": "critical", "t.key": "critical", "t.is_odd": "warning"}


def test_rows_of_every_batch_can_be_told_by_their_batch() -> None:
    for tables in STAGE_TABLES.values():
        assert all("batch_id" in table.column_names for table in tables)


def test_an_unknown_table_is_named_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no table 'nothing'; there are sources, fetches"):
        find_table("nothing")


def test_a_row_with_other_columns_is_refused_with_both_names() -> None:
    with pytest.raises(ContractError, match=r"small row 1: lacking columns \['t'\], unknown columns \['x'\]"):
        to_arrow(SMALL, [{"n": 1, "t": None}, {"n": 1, "x": 2}])


def test_a_value_of_another_type_is_refused_with_its_column() -> None:
    with pytest.raises(ContractError, match=r"small\.n: a value is not a int64"):
        to_arrow(SMALL, [{"n": "many", "t": None}])


def test_a_missing_value_is_left_to_the_audit() -> None:
    assert to_arrow(SMALL, [{"n": None, "t": None}])["n"].null_count == 1


def test_a_frame_of_missing_values_keeps_its_types() -> None:
    for table in ALL_TABLES:
        nulls = pa.table({field.name: pa.nulls(2, field.type) for field in arrow_schema(table)})
        frame = to_frame(nulls)
        assert [name for name in frame if frame[name].notna().any()] == []


def test_every_closed_list_describes_its_terms() -> None:
    for name, terms in load_terms().items():
        assert list_terms(name) == tuple(terms)
        assert all(description.strip() for description in terms.values())


def test_the_dictionary_names_every_table_column_and_term() -> None:
    page = write_dictionary()
    for table in ALL_TABLES:
        section = re.search(rf"^## {table.name}\n.*?(?=^#)", page, re.M | re.S)
        assert section
        assert all(f"| `{name}` |" in section[0] for name in table.column_names)
    assert all(f"| `{term}` |" in page for terms in load_terms().values() for term in terms)


def test_the_dictionary_in_the_docs_is_the_one_of_the_declarations(root: Path) -> None:
    page = (root / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert page.strip() == write_dictionary().strip(), "run `make docs`"
