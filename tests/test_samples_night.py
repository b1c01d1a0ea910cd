"""One whole night over the samples with a real clock: what is refused, what the views say, and the same night again."""

import re
from datetime import date
from typing import Any

import pytest
import yaml

from tests.samples_world import SamplesNight
from tests.small_world import ROOT, run
from warehouse.query import Question, ask, explain, hash_tables, list_questions

VIEWS = {
    "budget_share_trend": ("pledge_id", "pledge_evidence"),
    "information_sharing_lines": ("commitment_id", "evidence_text"),
    "joint_training_by_year": ("commitment_ids", "evidence_text"),
}
Row = dict[str, Any]


def list_broken() -> dict[str, set[str]]:
    entries = yaml.safe_load((ROOT / "samples" / "MANIFEST.yml").read_text(encoding="utf-8"))
    return {entry["location"]: set(entry["broken"]) for entry in entries if "broken" in entry}


def test_every_item_that_must_be_refused_is_refused_by_its_rule(samples_night: SamplesNight) -> None:
    wanted = list_broken()
    found: dict[str, set[str]] = {}
    for row in samples_night.ask("select location, rule from rejections where stage <> 'mentions'"):
        place = row["location"] if row["location"] in wanted else row["location"].split("#")[0]
        found.setdefault(place, set()).add(row["rule"])
    assert found == wanted


def test_every_refusal_says_why_and_what_to_do(samples_night: SamplesNight) -> None:
    (row,) = samples_night.ask("select count(*) as n from rejections where reason = '' or remedy = ''")
    assert row["n"] == 0


def test_every_text_is_read(samples_night: SamplesNight) -> None:
    assert samples_night.ask("select rule from rejections where stage = 'mentions'") == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_row_of_a_view_leads_to_its_evidence_and_to_the_snapshot(samples_night: SamplesNight, view: str) -> None:
    id_column, evidence = VIEWS[view]
    rows = [row for row in samples_night.ask(f"select * from {view}") if row[id_column]]
    assert rows
    assert all(row[evidence] for row in rows)
    named = {name for row in rows for name in ([row[id_column]] if isinstance(row[id_column], str) else row[id_column])}
    for commitment_id in sorted(named)[:5]:
        told = explain(samples_night.warehouse, commitment_id)
        hashes = re.findall(r"^snapshot ([0-9a-f]{64})$", told, re.M)
        assert hashes
        assert all((samples_night.home / "snapshots" / name[:2] / name).is_file() for name in hashes)


def test_the_trend_sets_the_pledge_beside_what_was_spent(samples_night: SamplesNight) -> None:
    rows = {row["year"]: row for row in samples_night.ask("select * from budget_share_trend where country_id = 'JPN'")}
    assert set(range(2014, 2025)) <= set(rows)
    assert (rows[2024]["actual_pct"], rows[2024]["pledge_pct"], rows[2024]["gap_pct_points"]) == (1.37, 2.0, 0.63)
    assert rows[2024]["pledge_due_on"] == date(2026, 3, 31)  # brought forward from 2028
    assert rows[2016]["pledge_pct"] is None


def test_a_country_at_war_spends_a_third_and_is_published(samples_night: SamplesNight) -> None:
    assert samples_night.ask("select actual_pct from budget_share_trend where country_id = 'UKR' and year = 2024") == [
        {"actual_pct": 34.48}
    ]


def test_the_lines_hold_who_shares_with_whom_and_what_was_stopped(samples_night: SamplesNight) -> None:
    rows = samples_night.ask("select * from information_sharing_lines")
    (standing,) = {
        row["standing"] for row in rows if row["members"] == ["JPN", "KOR"] and row["instrument"] == "GSOMIA"
    }
    assert standing == "in_force"  # its end was announced in 2019, and called off
    assert {"suspended"} < {row["standing"] for row in rows}


def test_joint_training_is_counted_beside_the_documents_of_its_year(samples_night: SamplesNight) -> None:
    rows = {row["year"]: row for row in samples_night.ask("select * from joint_training_by_year")}
    assert rows[2024]["exercises_count"] >= 3
    assert rows[2024]["documents_count"] > rows[2024]["exercises_count"]


def test_wire_copy_is_known_to_repeat(samples_night: SamplesNight) -> None:
    (row,) = samples_night.ask("select count(*) as n from documents where duplicate_of is not null")
    assert row["n"] == 5


def test_the_same_night_again_changes_no_table_and_says_so(samples_night: SamplesNight) -> None:
    before, content = hash_tables(samples_night.warehouse), samples_night.warehouse.read_bytes()
    again = run(samples_night.environment, "nightly", "--direct")
    assert again.returncode == 0, again.stderr
    assert "unchanged: nothing new, no table was touched" in again.stdout
    assert hash_tables(samples_night.warehouse) == before
    assert samples_night.warehouse.read_bytes() == content


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_question_is_answered_as_it_stands(samples_night: SamplesNight, question: Question) -> None:
    assert ask(samples_night.warehouse, question.name, {}).columns
