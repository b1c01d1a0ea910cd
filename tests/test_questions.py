"""Every named question, asked of a night over the samples: what must be in its answer, read off the samples' texts.

The night has the clock of the page `docs/questions.md`, so that what is due, overdue or new is the same for ever.
"""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.commands.questions_page import write_questions_page
from tests.hostile_pages import copy_warehouse
from tests.samples_world import SamplesNight
from tests.small_world import ROOT, run
from warehouse.query import Question, ask, find_question, list_questions, query, write_statement

Row = dict[str, Any]
Case = tuple[str, dict[str, Any], Row]

# question, parameters, what one row of the answer must hold (of a text that ends in … the beginning)
CASES: list[Case] = [
    ("agreed_since", {"actor": "Japan", "since": "2022-01-01"},
     {"agreed_on": "2023-12-19", "parties": "JPN KOR USA", "kind": "information_sharing", "standing": "in_force"}),
    ("agreed_since", {"since": "2022-01-01", "kind": "logistics_support"},
     {"parties": "DEU JPN", "instrument": "ACSA", "standing": "in_force"}),
    ("between_regions", {}, {"actor_a": "JPN", "actor_b": "GBR", "kind": "access_and_status"}),
    ("between_two", {"actor_a": "Korea", "actor_b": "JPN", "kind": "information_sharing"},
     {"parties": "JPN KOR", "instrument": "GSOMIA", "standing": "in_force"}),
    ("budget_gap", {"pledged_by": "NATO", "progress": "met"},
     {"country_id": "POL", "pledge_pct": 2.0, "due_year": 2024, "actual_pct": 4.15, "progress": "met"}),
    ("budget_trend", {"country": "JPN", "since": 2024}, {"year": 2024, "actual_pct": 1.37}),
    ("budget_trend", {"country": "JPN", "since": 2024}, {"year": 2025, "pledge_pct": 2.0, "pledged_by": "JPN"}),
    ("by_instrument", {"instrument": "reciprocal access agreement"},
     {"instrument": "RAA", "parties": "GBR JPN", "standing": "in_force", "effective_start_on": "2023-10-15"}),
    ("changed_since", {"since": "2026-10-01", "actor": "Niger"}, {"what": "new", "kind": "access_and_status",
     "parties": "NER", "counterparts": "USA", "standing": "suspended", "standing_before": None}),
    ("changes_between", {"since": "2026-11-01", "until": "2026-11-02", "limit": 1000},
     {"what": "new", "kind": "mutual_defence", "parties": "PAK SAU"}),
    ("commitments_of", {"actor": "Sweden", "kind": "mutual_defence"},
     {"parties": "SWE", "counterparts": "NATO", "standing": "completed"}),
    ("conditions", {"kind": "budget_share"},
     {"condition": "if economic and fiscal conditions allow", "parties": "GBR"}),
    ("confidence_mix", {"kind": "budget_share"},
     {"kind": "budget_share", "tier": "explicit", "median_confidence": 0.6}),
    ("contradicting_sources", {"source": "wire"},
     {"source_a": "alliance_declarations", "grade_a": "A", "source_b": "wire", "grade_b": "B", "fields": "standing"}),
    ("coverage_by_week", {"source": "leaders_office", "since": "2025-02-01"},
     {"week_on": "2025-02-24", "source_id": "leaders_office", "documents_count": 1, "duplicates_count": 0}),
    ("days_to_force", {"kind": "information_sharing"}, {"kind": "information_sharing", "instrument": "GSOMIA"}),
    ("deliveries", {"kind": "joint_training", "actor": "KOR"}, {"delivery_now": "delivered", "kind": "joint_training"}),
    ("denied", {"actor": "Germany"}, {"kind": "arms_transfer", "counterparts": "UKR", "last_seen_on": "2024-02-27"}),
    ("disputed", {"actor": "NATO"}, {"field": "standing", "value_b": "denied", "reason": "both_stand", "grade_a": "A"}),
    ("due_in", {"year": 2026}, {"due_end_on": "2026-12-31", "parties": "JPN NATO", "kind": "consultation"}),
    ("due_soon", {"days": 90, "day": "2025-10-15", "actor": "USA"},
     {"due_end_on": "2025-12-31", "days_left": 77, "kind": "joint_training", "parties": "GBR JPN USA"}),
    ("dyad_growth", {"actor_a": "JPN", "actor_b": "Philippines"}, {"year": 2023, "binding_count": 1}),
    ("exercises", {"actor": "KOR", "since": 2024}, {"instrument": "Freedom Edge", "stage": "held", "year": 2025}),
    ("exercises_by_domain", {"domain": "cyber", "since": 2022}, {"year": 2025, "domain": "cyber"}),
    ("per_1000_documents", {"kind": "joint_training", "since": 2025}, {"year": 2025}),
    ("exercises_by_pair", {"actor": "JPN", "partner": "India", "since": 2020},
     {"year": 2020, "partner": "IND", "instruments": "Malabar"}),
    ("exercises_by_region", {"region": "Eastern Asia", "since": 2025}, {"year": 2025, "region": "eastern_asia"}),
    ("first_reporter", {"actor": "JPN", "kind": "budget_share"},
     {"first_source_id": "ministry_news", "reported_on": "2022-12-16", "second_on": "2024-04-10", "days_ahead": 481}),
    ("group_pledge", {"organisation": "NATO", "share": 2},
     {"country_id": "EST", "group_pct": 2.0, "own_pct": 5.4, "is_there": True}),
    ("groupings", {"actor": "ITA"}, {"members": "GBR ITA JPN", "kinds": "industrial_cooperation"}),
    ("history_of", {}, {"step": 1, "field": "standing", "old_value": None}),
    ("hosts", {"host": "Lithuania"}, {"host": "LTU", "kind": "force_deployment", "example_parties": "DEU"}),
    ("intelligence_lines", {"actor": "PHL"}, {"members": "PHL USA", "instrument": "GSOMIA", "is_working": False}),
    ("known_on", {"day": "2026-11-01", "actor": "CHN"},
     {"kind": "mutual_defence", "parties": "CHN SLB", "standing_then": "agreed", "standing_now": "agreed"}),
    ("late_deliveries", {"receiver": "Ukraine"}, {"parties": "BEL", "quantity_value": 977000000.0,
     "delivery_now": "overdue_without_evidence", "due_end_on": "2024-12-31", "days_past_due": 670}),
    ("lines_in_force_on", {"actor_a": "JPN", "actor_b": "KOR", "day": "2023-12-31"},
     {"parties": "JPN KOR", "instrument": "GSOMIA", "standing_now": "in_force"}),
    ("moved_amounts", {"field": "due", "actor": "GBR"}, {"old_value": "2030-01-01/2030-12-31", "kind": "budget_share",
     "new_value": "2027-04-01/2027-04-30", "changed_on": "2025-02-25"}),
    ("never_in_force", {"kind": "logistics_support"},
     {"instrument": "LEMOA", "parties": "IND USA", "standing": "agreed", "first_seen_on": "2016-08-30"}),
    ("new_partnerships", {"actor": "JPN", "since": "2022-01-01"},
     {"partner": "ITA", "region": "southern_europe", "first_seen_on": "2022-12-09", "kinds": "industrial_cooperation"}),
    ("official_or_press", {"actor": "JPN"},
     {"parties": "JPN NATO", "source_id": "thinktank", "reliability_grade": "C"}),
    ("overdue", {"actor": "GBR", "kind": "joint_training"},
     {"instrument": "Vigilant Isles", "due_end_on": "2023-11-30"}),
    ("partners_of", {"actor": "USA", "kind": "logistics_support"}, {"partner": "IND", "commitments_count": 1}),
    ("partners_of_group", {"organisation": "NATO"},
     {"partner": "IP4", "partner_name": "Indo-Pacific Four", "kind": "cyber_defence", "latest_standing": "under_way"}),
    ("pledge_steps", {"actor": "NATO"}, {"scope": "defence", "before_pct": 2.0, "pledge_pct": 3.5, "step": "raised"}),
    ("refused_rows", {"source": "military_expenditure", "rule": "no_number"},
     {"reason": "'two percent' is no number"}),
    ("rejected_candidates", {"reason": "aspiration", "words": "lays down the procedures"},
     {"kind": "force_deployment"}),
    ("repeated", {"actor": "KOR", "at_least": 4}, {"parties": "JPN KOR", "instrument": "GSOMIA"}),
    ("search", {"words": "submarine%built"},
     {"parties": "SWE", "kind": "capability", "evidence_text": "Sweden brings …"}),
    ("series_instances", {"instrument": "Malabar"},
     {"series_name": "Malabar", "instance": "2020…", "parties": "AUS IND JPN USA"}),
    ("standing_mix", {"actor": "Chad"}, {"kind": "mutual_defence", "standing": "suspended"}),
    ("support_amounts", {"receiver": "UKR"}, {"giver": "BEL", "quantity_unit": "EUR", "largest_amount": 977000000.0}),
    ("support_for", {"receiver": "UKR", "giver": "DEU", "kind": "arms_transfer"},
     {"givers": "DEU", "quantity_value": 14.0, "quantity_unit": "units", "standing": "planned"}),
    ("suspended", {"actor": "KOR"}, {"instrument": "GSOMIA", "standing_now": "in_force", "is_taken_up_again": True}),
    ("suspended", {"actor": "Armenia"}, {"counterparts": "CSTO", "is_taken_up_again": False}),
    ("timeline_of", {"actor": "KOR", "kind": "information_sharing"},
     {"parties": "JPN KOR", "old_standing": "agreed", "standing": "suspended"}),
    ("top_actors", {"region": "eastern_asia"}, {"actor_id": "JPN", "name": "Japan"}),
    ("training_partners", {"actor": "IND"}, {"actor_a": "IND", "actor_b": "JPN", "instruments": "Malabar"}),
    ("voice_mix", {"kind": "information_sharing"}, {"kind": "information_sharing", "voice": "official_text"}),
    ("weakly_proven", {"kind": "consultation"}, {"parties": "JPN PHL USA", "documents_count": 1, "tier": "inferred"}),
    ("who_promised", {"share": 2, "region": "northern_europe"},
     {"country_id": "EST", "pledged_by": "NATO", "pledge_pct": 2.0, "actual_pct": 3.37, "is_there": True}),
]  # fmt: skip


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> SamplesNight:
    """A night over the samples with the clock that `make docs` gives it."""
    found = re.search(r"DEFCOOP_NOW=([-+:T\d]+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert found is not None
    environment = {"DEFCOOP_HOME": str(tmp_path_factory.mktemp("shown")), "DEFCOOP_NOW": found[1]}
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    return SamplesNight(environment, done)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {' '.join(map(str, case[1].values()))}")
def test_a_question_is_answered_as_the_samples_say(night: SamplesNight, case: Case) -> None:
    name, parameters, wanted = case
    rows = ask_rows(night.warehouse, name, parameters)
    near = [{column: row[column] for column in wanted} for row in rows]
    assert [row for row in rows if all(is_same(row[column], value) for column, value in wanted.items())], near[:20]


def ask_rows(path: Path, name: str, parameters: dict[str, Any]) -> list[Row]:
    found = ask(path, name, parameters)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def is_same(value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return bool(" ".join(value) == wanted)
    if isinstance(wanted, str) and wanted.endswith("…"):
        return str(value).startswith(wanted[:-1])
    return bool(str(value) == wanted if isinstance(wanted, str) else value == wanted)


def test_every_question_has_an_answer_that_was_read() -> None:
    assert {case[0] for case in CASES} == {question.name for question in list_questions()}


def test_there_are_thirty_questions_and_more() -> None:
    assert len(list_questions()) >= 30


OF_ONE_COMMITMENT = {"commitment_id", "pledge_id"}
NOT_OF_COMMITMENTS = {"refused_rows", "rejected_candidates"}


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_an_answer_leads_to_commitments_and_their_words(night: SamplesNight, question: Question) -> None:
    rows = ask_rows(night.warehouse, question.name, dict(question.example))
    assert rows, "show the question with an `Example:` that finds something"
    ids = rows[0].keys() & {*OF_ONE_COMMITMENT, "example_id"}
    assert bool(ids) is (question.name not in NOT_OF_COMMITMENTS)
    assert not ids or any(row[column] for row in rows for column in ids)
    parts = {part for column in rows[0] for part in column.split("_")}
    assert not ids & OF_ONE_COMMITMENT or {"evidence", "url"} <= parts


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_the_sql_to_paste_gives_the_same_in_a_plain_client(night: SamplesNight, question: Question) -> None:
    with duckdb.connect(str(night.warehouse), read_only=True) as con:
        con.execute("set TimeZone = 'UTC'; set autoinstall_known_extensions = false")
        pasted = con.execute(write_statement(question, question.example)).fetchall()
    assert pasted == ask(night.warehouse, question.name, question.example).rows


LIMITED = [one for one in list_questions() if any(parameter.name == "limit" for parameter in one.parameters)]


@pytest.mark.parametrize("question", LIMITED, ids=lambda question: question.name)
def test_a_limit_is_kept_and_the_order_is_settled(night: SamplesNight, question: Question) -> None:
    rows = ask(night.warehouse, question.name, question.example).rows
    few = ask(night.warehouse, question.name, {**question.example, "limit": 2}).rows
    assert few == rows[:2] if question.name != "first_reporter" else len(few) == 2


def test_a_line_that_was_announced_to_end_was_no_line_that_day(night: SamplesNight) -> None:
    asked = {"actor_a": "JPN", "actor_b": "KOR"}
    found = {
        day: ask_rows(night.warehouse, "lines_in_force_on", {**asked, "day": day})
        for day in ("2015-01-01", "2026-01-01")
    }
    assert found["2015-01-01"] == []
    assert "GSOMIA" in {row["instrument"] for row in found["2026-01-01"]}


def test_what_is_done_or_denied_does_not_fall_due(night: SamplesNight) -> None:
    rows = ask_rows(night.warehouse, "due_soon", {"day": "2014-01-01", "days": 10000})
    assert {row["standing"] for row in rows} & {"completed", "denied", "suspended"} == set()


def test_members_are_no_partners_of_their_group(night: SamplesNight) -> None:
    partners = {row["partner"] for row in ask_rows(night.warehouse, "partners_of_group", {"organisation": "NATO"})}
    assert {"UKR", "JPN"} <= partners
    assert partners & {"POL", "EST", "LVA", "LTU", "USA", "NATO"} == set()


def test_the_page_of_questions_shows_what_they_answer(night: SamplesNight) -> None:
    shown = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    made = write_questions_page(night.warehouse)
    assert made == shown, "the samples or the questions have changed: run `make docs`"


def test_the_page_is_printed_by_the_command_line(night: SamplesNight) -> None:
    assert run(night.environment, "questions").stdout == write_questions_page(night.warehouse)


def test_a_question_of_the_page_can_be_explained() -> None:
    assert all(find_question(question.name).description for question in list_questions())


def test_a_pair_that_two_links_hold_together_is_one_contradiction(night: SamplesNight, tmp_path: Path) -> None:
    again = "select * replace (link + 1 as link) from contradiction_pairs"
    copy = copy_warehouse(night, tmp_path, f"insert into contradiction_pairs {again}")
    for name in ("contradicting_sources", "disputed"):
        assert ask(copy, name).rows == ask(night.warehouse, name).rows != []
    shown = "from contradictions"
    assert query(copy, shown).rows == query(night.warehouse, shown).rows != []
