"""Ask a warehouse file: SQL, named questions, what a record rests on, and what its tables hold, as hashes."""

from pathlib import Path

from schemas.ddl import quote_name
from warehouse.errors import QueryError
from warehouse.explain import explain
from warehouse.parameters import Parameter
from warehouse.questions import Question, ask, describe_question, find_question, list_questions, write_statement
from warehouse.reading import Result, open_warehouse, query

__all__ = [
    "Parameter",
    "QueryError",
    "Question",
    "Result",
    "ask",
    "describe_question",
    "explain",
    "find_question",
    "hash_tables",
    "list_questions",
    "query",
    "write_statement",
]


def hash_tables(path: Path) -> dict[str, str]:
    """A hash of the content of every table, whatever the physical order of its rows.

    Every table counts, also those that tell what runs did: with the same clock the same nights give the same file, and
    a night that brings nothing new leaves all of them as they are.
    """
    with open_warehouse(path) as con:
        names = "select table_name from duckdb_tables() where not internal order by all"
        statement = """
            select md5(coalesce(string_agg(row_hash, '' order by row_hash), ''))
            from (select md5(cast(to_json(t) as varchar)) as row_hash from {} t)
        """
        tables = [name for (name,) in con.execute(names).fetchall()]
        return {name: con.execute(statement.format(quote_name(name))).fetchall()[0][0] for name in tables}
