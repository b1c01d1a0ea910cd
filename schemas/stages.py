"""Names that the steps of a night share: its stages, its assets, the tables that each stage writes."""

from schemas.commitments import TABLES as COMMITMENT_TABLES
from schemas.contract import Table
from schemas.derived import TABLES as DERIVED_TABLES
from schemas.documents import DOCUMENTS, FETCHES
from schemas.documents import TABLES as DOCUMENT_TABLES
from schemas.indicators import INDICATORS
from schemas.indicators import TABLES as INDICATOR_TABLES
from schemas.mentions import CANDIDATES, MENTIONS
from schemas.mentions import TABLES as MENTION_TABLES
from schemas.operations import REJECTIONS
from schemas.operations import TABLES as OPERATION_TABLES

DOCUMENTS_STAGE = "documents"
MENTIONS_STAGE = "mentions"

DOCUMENTS_ASSET = "documents"
COMMITMENTS_ASSET = "commitments"
WAREHOUSE_ASSET = "warehouse"

STAGE_TABLES: dict[str, tuple[Table, ...]] = {
    DOCUMENTS_STAGE: (FETCHES, DOCUMENTS, INDICATORS, REJECTIONS),
    MENTIONS_STAGE: (MENTIONS, CANDIDATES, REJECTIONS),
}

ALL_TABLES: tuple[Table, ...] = (
    *DOCUMENT_TABLES,
    *MENTION_TABLES,
    *COMMITMENT_TABLES,
    *INDICATOR_TABLES,
    *DERIVED_TABLES,
    *OPERATION_TABLES,
)


def find_table(name: str) -> Table:
    """The table of this name. Raises `KeyError` with the known names where there is none."""
    for table in ALL_TABLES:
        if table.name == name:
            return table
    raise KeyError(f"no table {name!r}; there are {', '.join(t.name for t in ALL_TABLES)}")
