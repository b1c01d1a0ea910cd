"""Building a candidate: whole or not at all, once or twice the same, in any order the same, from older files too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.commitments import ACTORS
from schemas.contract import Column
from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.operations import ALERTS
from schemas.stages import ALL_TABLES, DOCUMENTS_STAGE, MENTIONS_STAGE
from tests.warehouse_world import (
    AT,
    load_references,
    make_document,
    make_fetch,
    make_rejection,
    make_world,
    resolve,
)
from warehouse import build
from warehouse.errors import LoadError, SchemaDriftError, WarehouseError
from warehouse.migrate import migrate_tables
from warehouse.query import hash_tables, query


def alert(alert_id: str, subject: str) -> dict[str, Any]:
    return {
        "alert_id": alert_id, "run_id": "night-1", "raised_at": AT, "occasion": "opened", "incidents": ["i-1"],
        "severity": "critical", "subject": subject, "body": "what and why", "channels": ["log"],
    }  # fmt: skip


def test_a_new_warehouse_has_every_table_and_says_what_it_is(tmp_path: Path) -> None:
    with build.open_candidate(tmp_path / "none.duckdb", tmp_path / "next.duckdb") as con:
        con.commit()
    found = dict(
        query(tmp_path / "next.duckdb", "select table_name, comment from duckdb_tables() where not internal").rows
    )
    assert set(found) == {table.name for table in ALL_TABLES}
    assert all(found.values())
    comments = query(tmp_path / "next.duckdb", "select comment from duckdb_views() where not internal").rows
    assert comments
    assert all(comment for (comment,) in comments)


def test_loading_twice_is_loading_once(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    once = hash_tables(world.build(resolution))
    world.batches.extend(world.batches)
    assert hash_tables(world.build(resolution)) == once


def test_a_published_batch_that_is_loaded_again_is_replaced(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    batches = list(world.batches)
    world.build(resolution)
    before = hash_tables(world.publish())
    world.batches.extend(batches)
    assert hash_tables(world.build(resolution)) == before


def test_the_order_of_batches_changes_nothing(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    for number in (2, 3):
        document = make_document(number + 6, "A text.", batch_id=f"b-{number}")
        fetch = make_fetch(number + 6, batch_id=f"b-{number}")
        world.write(DOCUMENTS_STAGE, f"b-{number}", documents=[document], fetches=[fetch])
        world.write(MENTIONS_STAGE, f"b-{number}")
    forward = hash_tables(world.build(resolution))
    world.batches.reverse()
    assert hash_tables(world.build(resolution)) == forward


def test_both_stages_of_a_batch_keep_their_rejections(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.batches.append(world.batches[0])
    stages = query(world.build(resolution), "select stage from rejections order by all").rows
    assert stages == [("documents",), ("mentions",)]


def test_documents_seen_counts_documents_and_their_repeats(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    candidate = world.build(resolution)
    assert query(candidate, "select sum(documents_count), sum(duplicates_count) from documents_seen").rows == [(5, 1)]


def test_a_document_that_repeats_none_any_more_is_no_duplicate(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    world.publish()
    later = {**resolution, "duplicates": resolution["duplicates"].slice(0, 0)}
    candidate = world.build(later, AT + timedelta(days=1), "night-2")
    assert query(
        candidate, "select count(duplicate_of), (select sum(duplicates_count) from documents_seen) from documents"
    ).rows == [(0, 0)]


def test_loaded_batches_are_listed(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    assert build.list_loaded(world.publish()) == [("b-1", DOCUMENTS_STAGE), ("b-1", MENTIONS_STAGE)]


def test_a_published_file_that_is_broken_is_one_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "defcoop.duckdb"
    broken.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match=r"defcoop\.duckdb cannot be opened: .* restore it"):
        build.list_loaded(broken)


def test_a_leftover_candidate_is_thrown_away(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    expected = hash_tables(world.build(resolution))
    world.candidate.write_bytes(b"half a file")
    world.candidate.with_name("next.duckdb.wal").write_bytes(b"half a log")
    assert hash_tables(world.build(resolution)) == expected


def test_a_build_that_breaks_leaves_nothing_of_itself(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.build(resolution)
    before = hash_tables(world.publish())
    with build.open_candidate(world.published, world.candidate) as con:
        con.execute("delete from mentions")
        build.load_rows(con, ALERTS, [alert("a-1", "never committed")])
    assert hash_tables(world.candidate) == hash_tables(world.published) == before


def test_rows_of_another_batch_in_a_batch_are_refused(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    world.write(DOCUMENTS_STAGE, "b-2", rejections=[make_rejection("b-9")])
    with pytest.raises(LoadError, match="table rejections: 1 rows were to be there after loading, 0 are"):
        world.build(resolution)


def test_a_row_of_the_same_key_is_replaced(tmp_path: Path) -> None:
    with build.open_candidate(tmp_path / "none.duckdb", tmp_path / "next.duckdb") as con:
        build.load_rows(con, ALERTS, [alert("a-1", "old"), alert("a-2", "other")])
        build.load_rows(con, ALERTS, [alert("a-1", "new")])
        assert con.execute("select subject from alerts order by alert_id").fetchall() == [("new",), ("other",)]


def test_a_replaced_table_holds_the_new_rows_only(tmp_path: Path) -> None:
    with build.open_candidate(tmp_path / "none.duckdb", tmp_path / "next.duckdb") as con:
        load_references(con)
        row: Any = {"actor_id": "DNK", "name": "Denmark", "actor_type": "state", "aliases": [], "region": None}
        build.replace_table(con, ACTORS, to_arrow(ACTORS, [row]))
        assert con.execute("select actor_id from actors").fetchall() == [("DNK",)]


def load_documents_file(folder: Path, data: pa.Table) -> list[tuple[Any, ...]]:
    """Load a batch whose documents were replaced by these; what the warehouse holds of them."""
    world, _ = make_world(folder)
    pq.write_table(data, folder / "stages" / DOCUMENTS_STAGE / "b-1" / "documents.parquet")
    return query(world.build(resolve([])), "select document_id, duplicate_of from documents").rows


def test_a_file_of_an_older_declaration_is_read_where_the_new_column_may_be_null(tmp_path: Path) -> None:
    older = to_arrow(DOCUMENTS, [make_document(1, "A text.")]).drop_columns(["duplicate_of"])
    assert load_documents_file(tmp_path, older) == [("d-100", None)]
    with pytest.raises(LoadError, match="rows for documents have no column publisher"):
        load_documents_file(tmp_path / "other", older.drop_columns(["publisher"]))


def test_a_column_of_another_type_is_refused_by_its_name(tmp_path: Path) -> None:
    rows = to_arrow(DOCUMENTS, [make_document(1, "A text.")])
    number = rows.column_names.index("text")
    with pytest.raises(LoadError, match=r"documents\.text: the file has INTEGER, declared is VARCHAR"):
        load_documents_file(tmp_path, rows.set_column(number, "text", pa.array([7], pa.int32())))


def test_a_file_that_is_no_parquet_is_refused_by_its_name(tmp_path: Path) -> None:
    world, resolution = make_world(tmp_path)
    (tmp_path / "stages" / MENTIONS_STAGE / "b-1" / "mentions.parquet").write_bytes(b"no parquet")
    with pytest.raises(LoadError, match=r"mentions\.parquet cannot be read"):
        world.build(resolution)


def drifted(tmp_path: Path, *statements: str) -> Path:
    """A published warehouse that somebody has changed by hand, or that an older version has written."""
    world, resolution = make_world(tmp_path)
    path = world.build(resolution)
    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)
    return world.publish()


def test_a_column_that_came_is_null_in_old_rows_and_one_that_went_is_gone(tmp_path: Path) -> None:
    path = drifted(
        tmp_path,
        "alter table documents drop column duplicate_of",
        "alter table documents add column colour varchar default 'red'",
        "alter table fetches alter column bytes_count type integer",
    )
    with build.open_candidate(path, tmp_path / "next.duckdb") as con:
        assert [column[0] for column in con.execute("from documents").description] == list(DOCUMENTS.column_names)
        assert con.execute("select count(*), count(duplicate_of) from documents").fetchall() == [(5, 0)]
        assert con.execute("select distinct typeof(bytes_count) from fetches").fetchall() == [("BIGINT",)]


def test_a_table_that_is_not_declared_any_more_is_dropped(tmp_path: Path) -> None:
    path = drifted(tmp_path, "create table colours (name varchar)", "create view red as from colours")
    with build.open_candidate(path, tmp_path / "next.duckdb") as con:
        assert con.execute("select count(*) from duckdb_tables() where table_name = 'colours'").fetchall() == [(0,)]
        assert con.execute("select count(*) from duckdb_views() where view_name = 'red'").fetchall() == [(0,)]


def test_a_new_column_that_must_not_be_null_is_not_made_up(tmp_path: Path) -> None:
    path = drifted(tmp_path, "alter table mentions drop column tier")
    with pytest.raises(
        SchemaDriftError, match="table mentions: 5 published rows have no value for the new column tier"
    ):
        build.open_candidate(path, tmp_path / "next.duckdb")


def test_a_type_that_old_rows_do_not_fit_is_refused(tmp_path: Path) -> None:
    path = drifted(
        tmp_path,
        "alter table mentions alter column evidence_start type varchar",
        "update mentions set evidence_start = 'behind the comma'",
    )
    with pytest.raises(SchemaDriftError, match=r"table mentions: .*behind the comma"):
        build.open_candidate(path, tmp_path / "next.duckdb")


def test_a_table_that_is_filled_anew_may_change_in_any_way(tmp_path: Path) -> None:
    path = drifted(tmp_path, "alter table actors drop column actor_type")
    with build.open_candidate(path, tmp_path / "next.duckdb") as con:
        assert con.execute("select count(*) from actors").fetchall() == [(0,)]


def test_a_description_that_changed_is_written_again(tmp_path: Path) -> None:
    table = replace(ACTORS, columns=(Column("actor_id", "text", "It's new."),), key=("actor_id",))
    with duckdb.connect() as con:
        migrate_tables(con, (ACTORS,))
        migrate_tables(con, (table,))
        assert con.execute("select comment from duckdb_columns() where not internal").fetchall() == [("It's new.",)]


def test_batches_travel_as_parquet_with_the_declared_types(tmp_path: Path) -> None:
    world, _ = make_world(tmp_path)
    path = tmp_path / "stages" / DOCUMENTS_STAGE / "b-1" / "documents.parquet"
    expected = pq.read_table(path).drop_columns(["duplicate_of"])
    found = query(world.build(resolve([])), "select * exclude (duplicate_of) from documents order by document_id")
    assert [dict(zip(found.columns, row, strict=True)) for row in found.rows] == expected.sort_by(
        "document_id"
    ).to_pylist()
