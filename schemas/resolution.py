"""What a resolution of mentions leaves for the warehouse: the files of its folder, one table each.

They are the tables of commitments without the columns that say when a row was recorded: those are added on loading.
"""

from dataclasses import replace

from schemas.columns import COMMITMENT_ID, DOCUMENT_ID
from schemas.commitments import (
    COMMITMENT_ALIASES,
    COMMITMENT_EVIDENCE,
    COMMITMENT_HISTORY,
    COMMITMENT_PARTIES,
    COMMITMENTS,
)
from schemas.contract import Column, Table

RECORDED = ("recorded_from", "recorded_to", "recorded_at")


def drop_recorded(table: Table) -> Table:
    """A table as resolved: when we came to know a row is added when it is loaded."""
    columns = tuple(column for column in table.columns if column.name not in RECORDED)
    return replace(table, columns=columns, key=tuple(name for name in table.key if name not in RECORDED))


RESOLVED_TABLES = tuple(
    drop_recorded(table) for table in (COMMITMENTS, COMMITMENT_PARTIES, COMMITMENT_EVIDENCE, COMMITMENT_HISTORY)
)

ALIASES = replace(drop_recorded(COMMITMENT_ALIASES), name="aliases")

DUPLICATES = Table(
    "duplicates",
    "What is known of a document beside others: what it repeats, whose words it shares, which version it is.",
    (
        DOCUMENT_ID,
        Column("duplicate_of", "text", "The earlier document; null where it repeats none any more.", True),
        Column("independence_group", "text", "The earliest document of its words; null where that is itself.", True),
        Column("version", "integer", "Which version of the document; null for the first.", True),
        Column("superseded_by", "text", "The next version; null for the newest.", True),
    ),
    key=("document_id",),
)

SCOPE = Table(
    "scope",
    "A commitment that a resolution speaks of. Without this file it speaks of all.",
    (COMMITMENT_ID,),
    key=("commitment_id",),
)
