"""Reviewing: the queue and its reasons, an item with the text around its evidence, decisions that are written down."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.errors import PipelineError
from pipeline.review import deciding
from pipeline.review.decided import list_decisions
from pipeline.review.decisions import read_folder
from pipeline.settings import Settings
from schemas.decisions import MENTION_FIELDS
from tests.decision_files import Row
from tests.small_world import run, start
from tests.warehouse_world import make_world
from transforms.commitments.constraints import correct_mention
from transforms.decisions.context import find_context
from transforms.decisions.judging import Targets, judge_decisions
from transforms.decisions.writing import HEADER
from warehouse.decisions import find_commitments, find_mentions, find_owners, record_decisions
from warehouse.errors import QueryError
from warehouse.query import query
from warehouse.reviewing import explain_queue, find_target, list_queue

ANNA = deciding.Reviewer("Anna Berg", "it reads so")


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A published warehouse of three commitments with five mentions, and no decision yet."""
    world, resolution = make_world(tmp_path / "home")
    world.build(resolution)
    world.publish()
    return Settings(home=tmp_path / "home", now=datetime(2026, 3, 2, 9, tzinfo=UTC))


def publish_decisions(settings: Settings) -> None:
    """Record the decisions of the files, as a night would."""
    rows, rejections = read_folder(settings)
    names = {row["target_id"] for row in rows}
    with duckdb.connect(str(settings.published)) as con:
        targets = Targets(find_mentions(con, names), None, find_owners(con, names))
        record_decisions(con, judge_decisions(rows, targets).rows, rejections)


def queue(settings: Settings, **given: str) -> list[str]:
    found = list_queue(settings.published, given)
    return [row[found.columns.index("commitment_id")] for row in found.rows]


def change(settings: Settings, *statements: str) -> None:
    with duckdb.connect(str(settings.published)) as con:
        for statement in statements:
            con.execute(statement)


def test_doubtful_commitments_with_a_long_reach_come_first(home: Settings) -> None:
    change(
        home,
        "update commitments set confidence = 0.5",
        "update commitments set documents_count = 9 where commitment_id = 'c-300'",
        "update commitments set standing = 'proposed', tier = 'weak' where commitment_id = 'c-200'",
    )
    first, reasons = queue(home)[0], explain_queue(home.published, "c-300")
    assert first == "c-300"
    assert reasons is not None
    assert {"confidence 0.50", "9 documents", "binds"} <= set(reasons[1])
    weak = explain_queue(home.published, "c-200")
    assert weak is not None
    assert "actors or standing guessed" in weak[1]
    assert "binds" not in weak[1]


def test_a_commitment_on_which_documents_contradict_each_other_says_so(home: Settings) -> None:
    change(home, """
        update commitment_evidence set contradicts_id = 'm-100', contradicts_in = 'standing', reading = 'contradiction'
        where mention_id = 'm-400'
    """)  # fmt: skip
    before = explain_queue(home.published, "c-200")
    found = explain_queue(home.published, "c-100")
    assert found is not None
    assert before is not None
    assert "documents contradict each other" in found[1]
    assert "documents contradict each other" not in before[1]


def test_two_that_look_alike_name_each_other(home: Settings) -> None:
    change(home, """
        insert into commitments by name
        select * replace ('c-400' as commitment_id, first_seen_on + 19 as first_seen_on)
        from commitments where commitment_id = 'c-300'
    """)  # fmt: skip
    found = explain_queue(home.published, "c-400")
    assert found is not None
    assert "may be the same as c-300" in found[1]


def test_the_queue_is_filtered_by_kind_actor_and_source(home: Settings) -> None:
    assert set(queue(home)) == {"c-100", "c-200", "c-300"}
    assert queue(home, kind="budget_share") == ["c-200"]
    assert queue(home, actor="Japan") == ["c-300"]
    assert set(queue(home, source="gazette")) == {"c-100", "c-200", "c-300"}
    assert len(queue(home, limit="1")) == 1
    with pytest.raises(QueryError, match="kind=budget: not in the list: did you mean budget_"):
        queue(home, kind="budget")


def test_what_is_decided_leaves_the_queue_and_what_is_undone_comes_back(home: Settings) -> None:
    (row,) = deciding.decide(home, "accept", "c-300", ANNA)
    deciding.decide(home, "reject", "m-200", ANNA)
    assert set(queue(home)) == {"c-100", "c-200", "c-300"}
    publish_decisions(home)
    change(home, "update decisions set commitment_id = 'c-300' where target_id = 'c-300'")
    assert queue(home) == ["c-100"]
    deciding.undo(home, row["decision_id"], ANNA)
    publish_decisions(home)
    assert set(queue(home)) == {"c-100", "c-300"}


def test_the_first_of_a_kind_that_nobody_judged_stands_higher_until_one_is_judged(home: Settings) -> None:
    def says(name: str) -> bool:
        found = explain_queue(home.published, name)
        return found is not None and "nothing of its kind was judged yet" in found[1]

    other = "select * replace ('c-400' as commitment_id, 0.95 as confidence, ['KOR'] as parties) from commitments"
    change(home, f"insert into commitments by name {other} where commitment_id = 'c-300'")
    assert (says("c-300"), says("c-400")) == (True, False)
    deciding.decide(home, "accept", "c-400", ANNA)
    publish_decisions(home)
    change(home, "update decisions set commitment_id = 'c-400'")
    assert not says("c-300")


def test_an_alias_leads_to_its_commitment_and_is_written_under_its_id_of_today(home: Settings) -> None:
    alias = "insert into commitment_aliases by name select 'c-old' as alias_id, 'c-300' as commitment_id, "
    change(home, alias + "'merged' as reason, now() as recorded_at")
    assert find_target(home.published, "c-old")["commitment_id"] == "c-300"
    assert deciding.decide(home, "accept", "c-old", ANNA)[0]["target_id"] == "c-300"
    with duckdb.connect(str(home.published)) as con:
        assert set(find_commitments(con, ["c-old", "c-100", "c-999"])) == {"c-old", "c-100"}


@pytest.mark.parametrize(
    ("target_id", "words"),
    [
        ("c-301", "no commitment c-301: the nearest ids are c-300"),
        ("m-5", "no mention m-5: the nearest ids are m-500"),
        ("d-100", "a decision is about a mention .* or a commitment"),
        ("", "no id ''"),
    ],
)
def test_a_target_that_is_not_there_is_refused_with_the_nearest_ids(home: Settings, target_id: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        deciding.decide(home, "accept", target_id, ANNA)
    assert read_folder(home) == ([], [])


@pytest.mark.parametrize(
    ("target_id", "pairs", "words"),
    [
        ("m-100", ["standing=done"], "'done' is no value of standing — use one of: .*agreed"),
        ("m-100", ["colour=red"], "'colour' is no column .* — correct one of: kind, parties"),
        ("c-100", ["kind=capability"], "correct it on the mentions"),
        ("m-100", ["quantity_value=3"], "do not stand together — give all of quantity_value, quantity_unit"),
        ("c-100", ["quantity_value=3"], "do not stand together"),
        ("c-300", ["quantity=150 percent_of_gdp"], "share_of_gdp_is_possible"),
        ("m-100", ["due_end_on=2020-01-01"], "it ends before it starts"),
        ("m-100", ["due=soon"], "'soon' is no year, month or day"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_with_what_would(
    home: Settings, target_id: str, pairs: list[str], words: str
) -> None:
    with pytest.raises(PipelineError, match=words):
        deciding.correct(home, target_id, pairs, ANNA)
    assert read_folder(home)[0] == []


def test_what_is_corrected_together_stands_in_one_moment(home: Settings) -> None:
    rows = deciding.correct(home, "m-500", ["due=2027-03", "quantity=5 units", "place="], ANNA)
    assert len({row["decided_at"] for row in rows}) == 1
    found = {row["field"]: row["value"] for row in read_folder(home)[0]}
    assert found == {
        "due_start_on": "2027-03-01", "due_end_on": "2027-03-31", "due_precision": "month", "quantity_value": "5",
        "quantity_unit": "units", "quantity_value_max": None, "place": None,
    }  # fmt: skip


def test_commitments_are_compared_by_their_first_mentions(home: Settings) -> None:
    (row,) = deciding.compare(home, "not_same", "c-300", "c-100", ANNA)
    assert (row["verdict"], row["target_id"], row["value"]) == ("not_same", "m-100", "m-500")
    with pytest.raises(PipelineError, match="m-500 is information_sharing: a commitment has one kind — correct"):
        deciding.compare(home, "same", "c-300", "c-100", ANNA)
    with pytest.raises(PipelineError, match="are one mention"):
        deciding.compare(home, "same", "c-300", "m-500", ANNA)


def test_only_what_was_decided_and_stands_can_be_undone(home: Settings) -> None:
    (row,) = deciding.decide(home, "accept", "m-100", ANNA)
    deciding.undo(home, row["decision_id"], ANNA)
    with pytest.raises(PipelineError, match="undone already"):
        deciding.undo(home, row["decision_id"], ANNA)
    with pytest.raises(PipelineError, match="no decision 'v-1' — see `defcoop review list --decided`"):
        deciding.undo(home, "v-1", ANNA)


def test_a_decision_comes_after_what_is_known_whatever_the_clock_says(home: Settings) -> None:
    first = deciding.decide(home, "accept", "m-100", ANNA)[0]
    slow = home.model_copy(update={"now": datetime(2020, 1, 1, tzinfo=UTC)})
    second = deciding.decide(slow, "reject", "m-100", deciding.Reviewer("Ben Ode", "no"))[0]
    assert second["decided_at"] > first["decided_at"]


def test_two_people_write_two_files_and_nothing_is_written_over(home: Settings) -> None:
    deciding.decide(home, "accept", "m-100", ANNA)
    deciding.decide(home, "accept", "m-100", deciding.Reviewer("Ben Ode", "so it is"))
    first = (home.decisions_folder / "anna-berg.csv").read_bytes()
    deciding.decide(home, "reject", "m-200", ANNA)
    assert (home.decisions_folder / "anna-berg.csv").read_bytes().startswith(first)
    assert sorted(path.name for path in home.decisions_folder.iterdir()) == ["anna-berg.csv", "ben-ode.csv"]


def test_a_file_that_a_spreadsheet_saved_is_gone_on_with_in_its_own_order(home: Settings) -> None:
    home.decisions_folder.mkdir()
    names = ",".join(reversed(HEADER.split(",")))
    (home.decisions_folder / "anna-berg.csv").write_text(names)
    deciding.decide(home, "accept", "m-100", ANNA)
    assert [row["target_id"] for row in read_folder(home)[0]] == ["m-100"]


def test_a_file_that_is_none_of_ours_is_not_written_to(home: Settings) -> None:
    home.decisions_folder.mkdir()
    (home.decisions_folder / "anna-berg.csv").write_text("a,b\n1,2\n")
    with pytest.raises(PipelineError, match=r"anna-berg\.csv: the columns are a, b; .* — begin the file with"):
        deciding.decide(home, "accept", "m-100", ANNA)
    assert (home.decisions_folder / "anna-berg.csv").read_text() == "a,b\n1,2\n"


def test_people_who_decide_at_once_lose_nothing(home: Settings) -> None:
    names = ["m-100", "m-200", "m-500"]
    environment = {"DEFCOOP_HOME": str(home.home), "DEFCOOP_REVIEWER": "Anna Berg"}
    processes = [start(environment, "review", "accept", name, "--reason", "so") for name in names]
    ends = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ends
    rows, rejections = read_folder(home)
    assert sorted(row["target_id"] for row in rows) == names
    assert len({row["decided_at"] for row in rows}) == 3
    assert rejections == []


def test_a_state_is_pending_until_a_night_has_seen_it(home: Settings) -> None:
    (row,) = deciding.decide(home, "accept", "m-100", ANNA)
    assert [found["state"] for found in list_decisions(home)] == ["pending"]
    publish_decisions(home)
    assert [found["state"] for found in list_decisions(home)] == ["applied"]
    deciding.undo(home, row["decision_id"], ANNA)
    assert [found["state"] for found in list_decisions(home)] == ["pending", "pending undone"]
    publish_decisions(home)
    assert [found["state"] for found in list_decisions(home)] == ["applied", "undone"]
    (home.decisions_folder / "anna-berg.csv").unlink()
    assert {found["state"] for found in list_decisions(home)} == {"pending line_missing"}


def test_a_view_shows_mentions_as_they_were_corrected_and_the_table_as_they_were_read(home: Settings) -> None:
    pairs = [
        "kind=capability", "parties=USA, JPN", "counterparts=", "standing=planned", "quantity=3 units",
        "quantity_basis=order", "quantity_qualifier=about", "announced=2025-02-03", "due=2027-06", "effective=2028",
        "domains=space, air", "instrument=GCAP", "place=Tokyo", "speaker=the minister", "act=details",
        "voice=official_quote", "condition=if funded",
    ]  # fmt: skip
    rows = deciding.correct(home, "m-500", pairs, ANNA)
    assert {row["field"] for row in rows} == set(MENTION_FIELDS)
    with duckdb.connect(str(home.published), read_only=True) as con:
        read = find_mentions(con, ["m-500"])
    publish_decisions(home)
    in_force = judge_decisions(read_folder(home)[0], Targets(read)).in_force
    found = query(home.published, "select * from corrected_mentions where mention_id = 'm-500'")
    (shown,) = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert shown.pop("corrected_columns") == sorted(MENTION_FIELDS)
    assert shown.pop("row_id") is not None
    assert shown == correct_mention(read["m-500"], in_force)
    assert shown["counterparts"] == []
    others = "select mention_id from corrected_mentions where corrected_columns is not null"
    assert query(home.published, others).rows == [("m-500",)]
    assert query(home.published, "select kind from mentions where mention_id = 'm-500'").rows == [
        ("information_sharing",)
    ]


def test_evidence_stands_between_the_sentences_around_it() -> None:
    text = "Ministers met. Norway agreed to train, they said. It was cold.\n\nNo more."
    start = text.index("agreed")
    assert find_context(text, start, start + 6) == (
        "Ministers met.", "Norway agreed to train, they said.", "It was cold.",
    )  # fmt: skip
    assert find_context("agreed", 0, 6) == ("", "agreed", "")


def call(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"DEFCOOP_HOME": str(settings.home), "DEFCOOP_NOW": "2026-03-02T09:00:00Z", **more}
    return run(environment, "review", *arguments)


def test_a_reviewer_lists_shows_decides_and_takes_back(home: Settings) -> None:
    listed: list[dict[str, Any]] = json.loads(call(home, "list", "--format", "json").stdout)
    assert {row["commitment_id"] for row in listed} == {"c-100", "c-200", "c-300"}
    assert all(row["reasons"] and row["pending"] is None for row in listed)
    done = call(home, "accept", "c-300", "--reason", "it says so, “clearly”", DEFCOOP_REVIEWER="Anna Berg")
    assert done.returncode == 0, done.stderr
    assert "the next night applies it" in done.stdout
    shown = call(home, "show", "c-300").stdout
    for words in ("commitment c-300", "> Japan established", "in the queue with", "accept by Anna Berg", "“clearly”"):
        assert words in shown
    listed = json.loads(call(home, "list", "--format", "json").stdout)
    assert {row["commitment_id"]: row["pending"] for row in listed}["c-300"] == "accept by Anna Berg"
    decided: list[Row] = json.loads(call(home, "list", "--decided", "--format", "json").stdout)
    name = str(decided[0]["decision_id"])
    assert call(home, "undo", name, "--reviewer", "Ben Ode", "--reason", "it does not").returncode == 0
    decided = json.loads(call(home, "list", "--decided", "--format", "json").stdout)
    assert [row["state"] for row in decided] == ["pending", "pending undone"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "c-300", "--reason", "so"), "nobody decides — give --reviewer NAME, or set DEFCOOP_REVIEWER"),
        (("accept", "c-300", "--reviewer", "Anna"), "no reason is given — say why: --reason WHY"),
        (("show", "c-301"), "no commitment c-301: the nearest ids are c-300"),
        (("list", "--actor", "Atlantis"), "no such actor"),
    ],
)
def test_what_lacks_is_one_error_with_its_remedy(home: Settings, arguments: tuple[str, ...], words: str) -> None:
    done = call(home, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_warehouse_there_is_nothing_to_review(tmp_path: Path) -> None:
    done = run({"DEFCOOP_HOME": str(tmp_path / "home")}, "review", "list")
    assert (done.returncode, "run `defcoop nightly` first" in done.stderr) == (1, True)
