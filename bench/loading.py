"""Load generated rows: as a night does it, and bare, as DuckDB does it when nobody checks anything."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.generated import SOURCES
from pipeline.night.publication import make_run_row, reference_tables
from pipeline.settings import load_settings
from schemas.contract import Table
from schemas.ddl import create_table, quote_name, quote_text
from schemas.documents import SOURCES as SOURCES_TABLE
from schemas.frames import to_arrow
from schemas.operations import RUNS, VALIDATIONS
from schemas.resolution import RESOLVED_TABLES
from schemas.stages import ALL_TABLES, STAGE_TABLES, find_table
from warehouse.build import load_batches, load_commitments, load_rows, open_candidate, replace_table
from warehouse.settled import Origin
from warehouse.storage import NEW_FILE

FULL_AT = datetime(2026, 10, 31, 2, tzinfo=UTC)
NIGHT_AT = datetime(2026, 11, 1, 2, tzinfo=UTC)
MEMORY = "set memory_limit = '8GB'"
COUNTS = {"documents": 0, "mentions": 0, "rejections": 0}


def name_run(at: datetime) -> str:
    """The run of a night that began at a moment."""
    return f"night-{at:%Y%m%d}"


def load(
    home: Path,
    published: Path,
    candidate: Path,
    batch_ids: list[str],
    key: str,
    at: datetime,
    tell: Callable[[str], object] = str,
) -> None:
    """Build a candidate of the published file, some batches and a resolution; `tell` is told of each step to come."""
    run_id = name_run(at)
    with open_candidate(published, candidate) as con:
        con.execute(MEMORY)
        for table, rows in list_references():
            replace_table(con, table, rows)
        for stage in STAGE_TABLES:
            tell(stage)
            load_batches(con, stage, {name: home / "stages" / stage / name for name in batch_ids}, run_id)
        tell("commitments")
        load_commitments(con, home / "stages" / "commitments" / key, at)
        load_rows(con, RUNS, [make_run_row(run_id, at, at, COUNTS, Origin("generated"))])
        load_rows(con, VALIDATIONS, [_make_validation(run_id)])
        tell("commit")
        con.commit()
        tell("close")


def load_bare(home: Path, path: Path, batch_ids: list[str], key: str) -> None:
    """Copy the same rows into tables of the same shape, in one transaction, and nothing else."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path), config=NEW_FILE) as con:
        con.execute(MEMORY)
        con.begin()
        for table in ALL_TABLES:
            con.execute(create_table(table))
        for stage, tables in STAGE_TABLES.items():
            for table in tables:
                files = [home / "stages" / stage / name / f"{table.name}.parquet" for name in batch_ids]
                _copy(con, table, files, "")
        for resolved in RESOLVED_TABLES:
            table = find_table(resolved.name)
            times = f", timestamptz '{FULL_AT}' as recorded_from" if "recorded_from" in table.column_names else ""
            _copy(con, table, [home / "stages" / "commitments" / key / f"{table.name}.parquet"], times)
        con.commit()


def _copy(con: duckdb.DuckDBPyConnection, table: Table, files: list[Path], times: str) -> None:
    """By name, and columns that the files do not have are null: what `COPY` does with a file of the same columns."""
    listed = ", ".join(quote_text(str(file)) for file in files)
    con.execute(f"insert into {quote_name(table.name)} by name select *{times} from read_parquet([{listed}])")


def list_references() -> Iterator[tuple[Table, pa.Table]]:
    """The tables that are declared, with generated sources in the place of those of the catalogue."""
    tables = reference_tables(load_settings())
    like = tables[SOURCES_TABLE.name].to_pylist()[0] | {"documents_min": 0, "documents_max": 10_000_000}
    sources = [{**like, "source_id": name, "reliability_grade": "BCD"[n % 3]} for n, name in enumerate(SOURCES)]
    for name, rows in (tables | {SOURCES_TABLE.name: to_arrow(SOURCES_TABLE, sources)}).items():
        yield find_table(name), rows


def _make_validation(run_id: str) -> dict[str, object]:
    return {
        "run_id": run_id, "check_name": "generated", "table_name": "documents", "severity": "critical",
        "is_passed": True, "rows_count": 0, "failures_count": 0, "details": None, "remedy": None,
        "unjudged_because": None,
    }  # fmt: skip
