"""The audit of a candidate: floors, what sources gave, keys over all nights, queries that find each inconsistency."""

import shutil
from pathlib import Path

import duckdb
import pytest

from schemas.stages import ALL_TABLES
from tests.warehouse_world import make_world
from warehouse.audit import audit_candidate
from warehouse.errors import WarehouseError
from warehouse.findings import Finding
from warehouse.scripts import Script, load_scripts

BOUNDS = {"gazette": (1, 100, 5)}


def decide(name: str, verdict: str, target_id: str, commitment_id: str, state: str, more: str = "") -> str:
    """A statement that writes down a decision; `commitment_id` and `more` as SQL. A mention's holds for itself."""
    mention_id = f"'{target_id}'" if target_id.startswith("m-") else "null"
    return f"""
        insert into decisions by name
        select '{name}' as decision_id, '{verdict}' as verdict, '{target_id}' as target_id, 'Anna' as reviewer_name,
            now() as decided_at, 'so' as reason, 'a.csv#line-2' as location, {commitment_id} as commitment_id,
            {mention_id} as mention_id, false as is_undone, '{state}' as state {more}
    """


CORRUPTIONS = {
    "commitment_has_its_days": "update commitment_days set standing = 'proposed' where commitment_id = 'c-100'",
    "evidence_is_verbatim": "update mentions set evidence_start = evidence_start + 1, evidence_end = evidence_end + 1",
    "candidate_evidence_is_verbatim": "update candidates set evidence_text = upper(evidence_text)",
    "mention_has_its_document": "update mentions set document_id = 'd-999' where mention_id = 'm-100'",
    "candidate_has_its_document": "update candidates set document_id = 'd-999'",
    "document_has_its_fetch": "delete from fetches where fetch_id = 'f-200'",
    "indicator_has_its_fetch": "update indicators set fetch_id = 'f-999' where year = 2023",
    "indicator_has_one_current_figure": "insert into indicators by name "
    "select * replace (9.9 as share_of_gdp_pct) from indicators where year = 2023",
    "indicator_country_is_known": "update indicators set country_id = 'ZZZ' where year = 2023",
    "document_has_its_source": "update sources set source_id = 'other'",
    "duplicate_leads_to_an_original": "update documents set duplicate_of = 'd-300' where document_id = 'd-400'",
    "version_leads_to_the_next": "update documents set superseded_by = 'd-400' where document_id = 'd-300'",
    "dropped_texts_are_gone": "update sources set retention_text = 'drop', quote_chars_max = 10",
    "commitment_has_one_current_row": "insert into commitments from commitments where commitment_id = 'c-100'",
    "commitment_has_evidence": "delete from commitment_evidence where commitment_id = 'c-200'",
    "evidence_has_its_mention": "update mentions set kind = 'capability' where mention_id = 'm-300'",
    "mention_has_one_commitment": "insert into commitment_evidence values ('c-300', 'm-200', true, 'step', null, null)",
    "every_mention_is_resolved": "delete from commitment_evidence where mention_id = 'm-300'",
    "commitment_has_parties": "delete from commitment_parties where actor_id = 'DNK'",
    "party_is_a_known_actor": "update commitment_parties set actor_id = 'ATLANTIS' where actor_id = 'JPN'",
    "mention_actor_is_known": "update mentions set counterparts = ['ATLANTIS'] where mention_id = 'm-500'",
    "membership_is_of_known_actors": "update actor_memberships set left_on = joined_on - 1 where member_id = 'NOR'",
    "history_is_contiguous": "update commitment_history set step = 3 where step = 2",
    "history_has_its_mention": "update commitment_history set mention_id = 'm-200' where step = 2",
    "history_steps_are_allowed": "update transitions set rule = 'look_back' where next_standing = 'denied'",
    "history_ends_at_the_standing": "update commitments set standing = 'planned' where commitment_id = 'c-300'",
    "alias_leads_to_a_commitment": "insert into commitment_aliases values ('c-999', 'c-998', 'merged', now())",
    "row_has_its_load": "delete from loads where stage = 'mentions'",
    "decision_has_its_target": decide("v-1", "accept", "m-999", "null", "target_vanished"),
    "decision_is_applied": decide("v-1", "reject", "m-100", "'c-100'", "applied"),
    "documents_seen_adds_up": "update documents_seen set documents_count = documents_count + 1",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    return world.build(resolution)


@pytest.fixture
def candidate(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "next.duckdb"))


def audit_after(candidate: Path, *statements: str) -> dict[str, Finding]:
    with duckdb.connect(str(candidate)) as con:
        for statement in statements:
            con.execute(statement)
    return {finding.check_name: finding for finding in audit_candidate(candidate, BOUNDS)}


def test_a_consistent_warehouse_passes_every_check(candidate: Path) -> None:
    assert [finding for finding in audit_after(candidate).values() if not finding.is_passed] == []


def test_every_integrity_query_has_a_corruption_that_it_finds() -> None:
    assert {script.name for script in load_scripts("integrity")} == set(CORRUPTIONS)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_an_inconsistency_is_found_and_shown(name: str, candidate: Path) -> None:
    finding = audit_after(candidate, CORRUPTIONS[name])[f"integrity.{name}"]
    assert (finding.is_passed, finding.failures_count > 0) == (False, True)
    assert finding.details is not None
    assert finding.remedy


def test_offsets_count_characters_as_the_extractor_does(candidate: Path) -> None:
    """The texts of the test world hold accents, typographic quotes and emoji of several code points."""
    assert audit_after(candidate)["integrity.evidence_is_verbatim"].rows_count == 5


@pytest.mark.parametrize("script", load_scripts("integrity"), ids=lambda script: script.name)
def test_an_integrity_query_says_what_holds_what_to_do_and_of_which_table(script: Script) -> None:
    assert script.value("Remedy")
    assert script.value("Table") in {table.name for table in ALL_TABLES}
    assert script.value("Severity", "critical") in ("critical", "warning")


def test_a_query_that_cannot_be_computed_has_failed(candidate: Path) -> None:
    findings = audit_after(candidate, "alter table mentions rename column evidence_text to words")
    finding = findings["integrity.evidence_is_verbatim"]
    assert (finding.is_passed, finding.severity) == (False, "critical")
    assert finding.details is not None
    assert "evidence_text" in finding.details


def test_a_table_below_its_floor_stops_publication(candidate: Path) -> None:
    findings = audit_after(candidate, "delete from actors where actor_id > 'D'")
    finding = findings["actors.floor"]
    assert (finding.is_passed, finding.severity) == (False, "critical")
    assert finding.details == f"actors has {finding.rows_count} rows, and must have at least 200"


def test_an_empty_table_with_a_floor_does_not_pass(candidate: Path) -> None:
    findings = audit_after(candidate, "delete from mentions")
    assert not findings["mentions.floor"].is_passed
    assert findings["mentions.key_over_all_nights"].is_passed


def test_rows_of_two_nights_that_share_a_key_are_found(candidate: Path) -> None:
    statement = (
        "insert into indicators by name select * replace ('b-2' as batch_id, 9.9 as share_of_gdp_pct) from indicators"
    )
    finding = audit_after(candidate, statement)["indicators.key_over_all_nights"]
    assert (finding.is_passed, finding.failures_count) == (False, 3)
    assert finding.details is not None
    assert "country_id=NOR, year=2024" in finding.details


@pytest.mark.parametrize(
    ("seen", "below", "above"), [(0, False, True), (1, True, True), (100, True, True), (101, True, False)]
)
def test_what_a_source_gave_is_held_against_its_bounds(candidate: Path, seen: int, below: bool, above: bool) -> None:
    findings = audit_candidate(candidate, {"gazette": (1, 100, seen)})
    found = {finding.check_name: finding for finding in findings}
    least, most = found["source.gazette.documents_min"], found["source.gazette.documents_max"]
    assert (least.is_passed, most.is_passed) == (below, above)
    assert (least.severity, most.severity) == ("critical", "warning")


def test_a_dry_source_is_named_with_both_numbers(candidate: Path) -> None:
    findings = audit_candidate(candidate, {"gazette": (50, 100, 3)})
    (finding,) = [finding for finding in findings if not finding.is_passed]
    assert finding.details == "source_id=gazette gave 3 documents, and must give at least 50"
    assert finding.remedy is not None
    assert "documents_min" in finding.remedy


def test_without_a_candidate_there_is_nothing_to_judge(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no candidate at .*next\.duckdb: build it first"):
        audit_candidate(tmp_path / "next.duckdb", BOUNDS)


@pytest.mark.parametrize(
    "statement",
    [
        decide("v-1", "same", "m-100", "'c-100'", "applied", ", 'm-200' as value, 'm-200' as other_mention_id"),
        decide("v-1", "not_same", "m-100", "'c-100'", "applied", ", 'm-300' as value, 'm-300' as other_mention_id"),
        decide("v-1", "reject", "c-100", "'c-100'", "applied"),
        decide("v-1", "accept", "c-100", "'c-100'", "applied"),
    ],
    ids=["same", "not the same", "rejected", "accepted"],
)
def test_a_decision_that_was_not_applied_is_found_and_warns(statement: str, candidate: Path) -> None:
    finding = audit_after(candidate, statement)["integrity.decision_is_applied"]
    assert (finding.is_passed, finding.severity) == (False, "warning")


@pytest.mark.parametrize(
    ("corruption", "decision"),
    [
        ("every_mention_is_resolved", decide("v-1", "reject", "m-300", "null", "applied")),
        ("evidence_has_its_mention",
         decide("v-1", "correct", "m-300", "'c-100'", "applied", ", 'kind' as field, 'joint_training' as value")),
        ("history_ends_at_the_standing",
         "update commitments set review = 'corrected' where commitment_id = 'c-300'"),
    ],
    ids=["rejected", "kind", "standing"],
)  # fmt: skip
def test_what_a_person_decided_is_no_inconsistency(corruption: str, decision: str, candidate: Path) -> None:
    assert audit_after(candidate, CORRUPTIONS[corruption], decision)[f"integrity.{corruption}"].is_passed
