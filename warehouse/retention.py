"""What may not be kept is not kept: texts of the published file, where a source's retention has changed since."""

# ruff: noqa: S608 - names in statements come from the declarations
import duckdb

_BOUND = "(select source_id, coalesce(quote_chars_max, 0) as most from sources where retention_text = 'drop')"
_OWN = {"rejections": "original", "commitments": "evidence_text"}
"""Columns that quote, of tables that name their source."""
_OF_DOCUMENTS = {"mentions": ("evidence_text", "condition"), "candidates": ("evidence_text",)}
"""The same of tables that name their document."""


def drop_unkept(con: duckdb.DuckDBPyConnection) -> None:
    """Take out texts and cut quotations of sources whose licence forbids keeping them; nothing where none is there."""
    statement = (
        f"select count(*) from documents where text is not null and source_id in (select source_id from {_BOUND})"
    )
    if con.execute(statement).fetchall() == [(0,)]:
        return
    con.execute(f"""
        update documents set text = null, notices = [left(notice, b.most) for notice in notices] from {_BOUND} b
        where b.source_id = documents.source_id
    """)
    for table, column in _OWN.items():
        con.execute(f"""
            update {table} set {column} = left({column}, b.most) from {_BOUND} b
            where b.source_id = {table}.source_id and length({column}) > b.most
        """)
    for table, columns in _OF_DOCUMENTS.items():
        for column in columns:
            con.execute(f"""
                update {table} set {column} = left({column}, b.most) from documents d join {_BOUND} b using (source_id)
                where d.document_id = {table}.document_id and length({column}) > b.most
            """)
