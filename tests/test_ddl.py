"""From declarations to SQL: types, names and descriptions arrive in the database as they were declared."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Column, Table
from schemas.ddl import comment_column, comment_table, create_table, describe_column, quote_name, quote_text
from schemas.frames import arrow_schema
from schemas.mentions import MENTIONS
from schemas.stages import ALL_TABLES

CON = duckdb.connect()
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_a_table_takes_the_arrow_rows_of_its_declaration_and_gives_them_back(table: Table) -> None:
    with duckdb.connect() as con:
        con.execute(create_table(table))
        con.execute("set TimeZone = 'UTC'")
        given_back = con.sql(f"from {table.name}").to_arrow_table().schema
    assert given_back.names == list(table.column_names)
    assert [field.type for field in given_back] == [field.type for field in arrow_schema(table)]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_descriptions_are_in_the_database(table: Table) -> None:
    with duckdb.connect() as con:
        con.execute(create_table(table))
        con.execute(comment_table(table))
        for column in table.columns:
            con.execute(comment_column(table, column))
        statement = "select comment from duckdb_columns() where not internal order by column_index"
        comments = con.execute(statement).fetchall()
        (said,) = con.execute("select comment from duckdb_tables()").fetchall()[0]
    assert [comment for (comment,) in comments] == [describe_column(column) for column in table.columns]
    assert said.startswith(table.description)


def test_ids_that_are_searched_for_are_kept_unpacked_and_come_back_as_they_went_in(tmp_path: Path) -> None:
    statement = "select distinct compression from pragma_storage_info('mentions') where column_name = '{}'"
    with duckdb.connect(str(tmp_path / "rows.duckdb")) as con:
        con.execute(create_table(MENTIONS))
        con.execute("""
            insert into mentions (mention_id, batch_id)
            select 'm-' || sha256(n::text), sha256(n::text) from range(9000) t(n)
        """)
        con.execute("checkpoint")
        assert ("Uncompressed",) in con.execute(statement.format("mention_id")).fetchall()
        assert ("Uncompressed",) not in con.execute(statement.format("batch_id")).fetchall()
        assert con.execute("select count(*) from mentions where mention_id = 'm-' || batch_id").fetchall() == [(9000,)]


def test_a_description_says_what_values_must_satisfy() -> None:
    column = Column("v", "number", "A share.", True, minimum=0, maximum=25, unit="percent of GDP")
    assert describe_column(column) == "A share. Unit: percent of GDP. From 0 to 25. May be null."
    assert describe_column(Column("v", "text_list", "Tags.", allowed=("a", "b"))) == "Tags. Each one of: a, b."


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_text_survives_as_a_literal(text: str) -> None:
    assert CON.execute(f"select {quote_text(text)}").fetchall() == [(text,)]


@given(NAMES)
def test_any_name_survives_as_an_identifier(name: str) -> None:
    assert CON.execute(f"select 1 as {quote_name(name)}").description[0][0] == name
