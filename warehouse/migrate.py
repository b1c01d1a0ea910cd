"""From the tables of the published file to the declared ones, before anything is loaded.

A table whose columns differ from its declaration is made anew and its common columns are carried over, cast to their
new types; a new column that may be null is null in old rows. Tables that every build fills anew are made empty. A new
column that must not be null has no value for old rows, and nobody may invent one: that raises `SchemaDriftError`.
"""

# ruff: noqa: S608 - names in statements come from the declarations
import duckdb

from schemas.commitments import (
    ACTOR_MEMBERSHIPS,
    ACTORS,
    COMMITMENT_EVIDENCE,
    COMMITMENT_HISTORY,
    COMMITMENT_PARTIES,
    KINDS,
    TRANSITIONS,
)
from schemas.contract import Table
from schemas.ddl import (
    SQL_TYPES,
    comment_column,
    comment_table,
    create_table,
    describe_column,
    describe_table,
    quote_name,
)
from schemas.derived import TABLES as DERIVED_TABLES
from schemas.documents import DOCUMENTS_SEEN, SOURCES
from schemas.indicators import INDICATOR_SERIES, PLEDGE_PARTS
from schemas.stages import ALL_TABLES
from warehouse.errors import SchemaDriftError

Shape = dict[str, str]

RENEWED = frozenset(
    table.name
    for table in (SOURCES, ACTORS, ACTOR_MEMBERSHIPS, COMMITMENT_PARTIES, COMMITMENT_EVIDENCE, COMMITMENT_HISTORY,
                  DOCUMENTS_SEEN, KINDS, TRANSITIONS, INDICATOR_SERIES, PLEDGE_PARTS, *DERIVED_TABLES)
)  # fmt: skip
"""Tables that every build fills anew."""


def migrate_tables(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...] = ALL_TABLES) -> None:
    """Give a file the declared tables, with their descriptions; others are dropped.

    Raises `SchemaDriftError` where the rows of a published table cannot be carried over.
    """
    present = read_shapes(con)
    for table in tables:
        if table.name not in present:
            con.execute(create_table(table))
        elif list(present[table.name].items()) != list(declared_shape(table).items()):
            _rebuild_table(con, table, present[table.name])
    for name in sorted(present.keys() - {table.name for table in tables}):
        con.execute(f"drop table {quote_name(name)}")
    _comment_tables(con, tables)


def declared_shape(table: Table) -> Shape:
    """Names and SQL types of the columns as declared, in order."""
    return {column.name: SQL_TYPES[column.type] for column in table.columns}


def read_shapes(con: duckdb.DuckDBPyConnection) -> dict[str, Shape]:
    """Names and SQL types of the columns of every table of a file, in order."""
    statement = """
        select table_name, column_name, data_type from duckdb_columns()
        where not internal and table_name in (select table_name from duckdb_tables() where not internal)
        order by table_name, column_index
    """
    shapes: dict[str, Shape] = {}
    for table_name, column_name, data_type in con.execute(statement).fetchall():
        shapes.setdefault(table_name, {})[column_name] = data_type
    return shapes


def _rebuild_table(con: duckdb.DuckDBPyConnection, table: Table, old: Shape) -> None:
    name = quote_name(table.name)
    if table.name not in RENEWED:
        _refuse_missing_values(con, table, old)
        con.execute(f"create temp table migrated as from {name}")
    con.execute(f"drop table {name}")
    con.execute(create_table(table))
    if table.name not in RENEWED:
        common = ", ".join(quote_name(column) for column in table.column_names if column in old)
        try:
            con.execute(f"insert into {name} ({common}) select {common} from migrated")
        except duckdb.ConversionException as error:
            raise SchemaDriftError(f"table {table.name}: {_first_line(error)}: {_REMEDY}") from error
        con.execute("drop table migrated")


_REMEDY = (
    "make the column nullable or keep its type, or move the published file aside and run the night again: it is built "
    "anew from the batches, and the versions that were recorded before are lost"
)


def _refuse_missing_values(con: duckdb.DuckDBPyConnection, table: Table, old: Shape) -> None:
    missing = [column.name for column in table.columns if column.name not in old and not column.nullable]
    (count,) = con.execute(f"select count(*) from {quote_name(table.name)}").fetchall()[0]
    if missing and count:
        what = f"table {table.name}: {count} published rows have no value for the new column {', '.join(missing)}"
        raise SchemaDriftError(f"{what}: {_REMEDY}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _comment_tables(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...]) -> None:
    """Write the descriptions that the file does not hold yet: hundreds of statements are not free."""
    known = dict(con.execute("select table_name, comment from duckdb_tables() where not internal").fetchall())
    rows = con.execute("select table_name, column_name, comment from duckdb_columns() where not internal").fetchall()
    known_columns = {(table_name, name): comment for table_name, name, comment in rows}
    for table in tables:
        if known.get(table.name) != describe_table(table):
            con.execute(comment_table(table))
        for column in table.columns:
            if known_columns[table.name, column.name] != describe_column(column):
                con.execute(comment_column(table, column))
