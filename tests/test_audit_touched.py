"""An audit that looks at touched rows alone finds in them what a whole one finds, and looks at no others."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.stages import ALL_TABLES
from tests.test_audit_candidate import BOUNDS, CORRUPTIONS
from tests.warehouse_world import make_world
from warehouse.audit import audit_candidate
from warehouse.findings import Finding
from warehouse.scripts import load_scripts
from warehouse.touched import NARROWED, Touched

TOUCHED = [script.name for script in load_scripts("integrity") if script.value("Touched")]
EVERYTHING = ("night-1", ("c-100", "c-200", "c-300"))
NOTHING = ("night-2", ())


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    world, resolution = make_world(tmp_path)
    return world.build(resolution)


def audit(candidate: Path, touched: tuple[str, Sequence[str]], *statements: str) -> dict[str, Finding]:
    run_id, ids = touched
    scope = candidate.with_name("scope.parquet")
    pq.write_table(pa.table({"commitment_id": pa.array(ids, pa.string())}), scope)
    with duckdb.connect(str(candidate)) as con:
        for statement in statements:
            con.execute(statement)
    return {finding.check_name: finding for finding in audit_candidate(candidate, BOUNDS, Touched(run_id, scope))}


def test_what_is_wrong_in_touched_rows_is_found_as_in_a_whole_audit(candidate: Path) -> None:
    sound = candidate.read_bytes()
    assert all(finding.is_passed for finding in audit(candidate, EVERYTHING).values())
    for name in TOUCHED:
        candidate.write_bytes(sound)
        assert not audit(candidate, EVERYTHING, CORRUPTIONS[name])[f"integrity.{name}"].is_passed, name


def test_rows_that_nobody_touched_are_not_looked_at_again(candidate: Path) -> None:
    found = audit(
        candidate, NOTHING, *(CORRUPTIONS[name] for name in TOUCHED if "transitions" not in CORRUPTIONS[name])
    )
    assert all(found[f"integrity.{name}"].is_passed for name in TOUCHED)


def test_a_new_row_with_the_key_of_an_old_one_is_found(candidate: Path) -> None:
    statement = (
        "insert into mentions by name select * replace ('b-2' as batch_id) from mentions where mention_id = 'm-100'"
    )
    loaded = "insert into loads values ('b-2', 'mentions', 'night-2', 1)"
    assert not audit(candidate, ("night-2", ()), statement, loaded)["mentions.key_over_all_nights"].is_passed


def test_a_mention_of_a_touched_commitment_that_supports_another_one_too_is_found(candidate: Path) -> None:
    statement = (
        "insert into commitment_evidence by name select 'c-300' as commitment_id, * exclude (commitment_id) "
        "from commitment_evidence where mention_id = 'm-200'"
    )
    found = audit(candidate, ("night-2", ["c-300"]), statement)
    assert not found["integrity.mention_has_one_commitment"].is_passed


def test_evidence_of_a_new_mention_is_looked_for_in_an_older_document(candidate: Path) -> None:
    statement = (
        "insert into mentions by name select * replace ('b-2' as batch_id, 'm-900' as mention_id, 'never said' as "
        "evidence_text) from mentions where mention_id = 'm-100'"
    )
    loaded = "insert into loads values ('b-2', 'mentions', 'night-2', 1)"
    found = audit(candidate, ("night-2", ()), statement, loaded)
    assert not found["integrity.evidence_is_verbatim"].is_passed
    assert not found["integrity.mention_has_its_document"].is_passed  # which came with another batch


def test_only_tables_that_can_be_narrowed_are_named() -> None:
    named = {name for script in load_scripts("integrity") for name in script.value("Touched").split(", ") if name}
    assert named <= set(NARROWED) <= {table.name for table in ALL_TABLES}
