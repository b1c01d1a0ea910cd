"""Asking: SQL with errors that help, questions that have a name, the chain behind a record, hashes of tables."""

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse_world import AT, PLEDGE, SHA, make_world, resolve
from warehouse.errors import WarehouseError
from warehouse.query import QueryError, Question, ask, explain, hash_tables, list_questions, query
from warehouse.scripts import read_script


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    world.build(resolution)
    return world.publish()


def test_a_query_gives_columns_and_rows(path: Path) -> None:
    found = query(path, "select commitment_id, kind from commitments where kind = $kind", {"kind": "budget_share"})
    assert (found.columns, found.rows) == (("commitment_id", "kind"), [("c-200", "budget_share")])


def test_moments_are_in_utc(path: Path) -> None:
    ((moment,),) = query(path, "select min(recorded_from) from commitments").rows
    assert moment.isoformat() == "2026-03-01T02:00:00+00:00"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("select * from comitments", r"no table 'comitments': use one of commitments, .*sources"),
        ("select colour from commitments", r"Referenced column \"colour\" not found"),
        ("selec 1", r"syntax error"),
        ("select 1; select 2", r"more than one statement: run them one by one"),
        ("copy (select 1) to 'x.csv'", r"disabled by configuration"),
        ("select * from read_csv('x.csv')", r"disabled by configuration"),
        ("delete from commitments", r"read-only; copy the file"),
        ("create table t (n integer)", r"read-only; copy the file"),
        ("select cast('x' as integer)", r"Could not convert"),
        ("select $n", r"n"),
        ("", r"write one SQL statement"),
    ],
)
def test_an_error_says_what_to_do(path: Path, statement: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        query(path, statement)


def test_a_missing_or_broken_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no warehouse at .*: run `defcoop nightly` first"):
        query(tmp_path / "none.duckdb", "select 1")
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database" * 1000)
    with pytest.raises(QueryError, match=r"broken\.duckdb cannot be opened: .*: close what writes it, or restore it"):
        query(broken, "select 1")


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_question_is_described_and_answers_with_its_defaults(path: Path, question: Question) -> None:
    assert question.description.endswith((".", "?"))
    assert all(parameter.meaning for parameter in question.parameters)
    assert ask(path, question.name).columns


def test_there_are_enough_questions_to_choose_from() -> None:
    assert len(list_questions()) >= 10


def test_a_parameter_narrows_the_answer(path: Path) -> None:
    found = ask(path, "commitments_of", {"actor": "nor", "kind": "joint_training"})
    assert [row[0] for row in found.rows] == ["c-100"]
    assert ask(path, "commitments_of", {"actor": "FRA"}).rows == []


def test_an_unknown_question_or_parameter_is_named_with_the_known_ones(path: Path) -> None:
    with pytest.raises(QueryError, match="no question 'budget_gab': ask one of budget_gap, "):
        ask(path, "budget_gab")
    with pytest.raises(QueryError, match="question budget_trend has no parameter 'state': it has country, since"):
        ask(path, "budget_trend", {"state": "JPN"})


def test_a_value_that_does_not_fit_is_shown(path: Path) -> None:
    with pytest.raises(QueryError, match=r"question budget_trend: since=lately: no whole number"):
        ask(path, "budget_trend", {"country": "NOR", "since": "lately"})


def test_a_parameter_shows_its_default(path: Path) -> None:
    (question,) = [question for question in list_questions() if question.name == "budget_trend"]
    assert [str(parameter) for parameter in question.parameters] == ["country:state=JPN", "since:year=2014"]


def test_a_commitment_is_explained_down_to_the_snapshot_and_the_source(path: Path) -> None:
    text = explain(path, "c-200")
    chain = ("commitment c-200", "m-200", PLEDGE, "characters 13 to ", "d-200", "2025-02-02", "example.org/2", SHA,
             "fetched 2026-03-01 02:00:00 UTC", "reliability B", "licence: made for tests")  # fmt: skip
    places = [text.find(words) for words in chain]
    assert -1 not in places
    assert "at_least 2 percent_of_gdp" in text
    assert "due 2024-01-01 to 2024-12-31" in text


def test_a_commitment_that_no_text_supports_any_more_says_so(tmp_path: Path) -> None:
    world, first = make_world(tmp_path)
    world.build(first)
    world.publish()
    candidate = world.build(resolve([]), AT + timedelta(days=1), "night-2")
    text = explain(candidate, "c-200")
    assert "recorded 2026-03-01 02:00:00 UTC to 2026-03-02 02:00:00 UTC: agreed" in text
    assert "no text that is here now supports it" in text


def test_a_commitment_shows_its_history_and_its_repeats(path: Path) -> None:
    text = explain(path, "c-100")
    assert ": standing agreed → denied" in text
    assert "mention m-300 (repeats an earlier document)" in text
    assert "recorded 2026-03-01 02:00:00 UTC until now: denied" in text


def test_a_step_says_how_exactly_it_is_dated_and_what_contradicts_it_says_so(path: Path, tmp_path: Path) -> None:
    assert "step 1: standing agreed by 2025-02-01 (undated), by m-100" in explain(path, "c-100")
    changed = Path(shutil.copy(path, tmp_path / "changed.duckdb"))
    with duckdb.connect(str(changed)) as con:
        con.execute("update commitment_history set changed_precision = 'day', reported_on = '2025-03-01'")
        con.execute("update commitment_evidence set reading = 'outweighed', contradicts_id = 'm-100'")
    text = explain(changed, "c-100")
    assert "step 1: standing agreed on 2025-02-01, told on 2025-03-01, by m-100" in text
    assert "mention m-400 (outweighed by m-100)" in text
    assert "mention m-300 (repeats an earlier document)" in text


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("m-200", ("evidence of c-200", PLEDGE, "document d-200", SHA, "source gazette")),
        ("d-200", ("document d-200", SHA, "mention m-200 [13:", "source gazette")),
        ("d-300", ("repeats d-100",)),
        ("f-200", (SHA, "source gazette", "document d-200 2025-02-02 Document 2")),
    ],
)
def test_every_link_of_the_chain_can_be_explained(path: Path, identifier: str, words: tuple[str, ...]) -> None:
    text = explain(path, identifier)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("identifier", ["c-999", "m-999", "d-999", "f-999"])
def test_an_unknown_id_says_where_known_ones_are(path: Path, identifier: str) -> None:
    with pytest.raises(QueryError, match=rf"no \w+ {identifier}: the table \w+ holds those that are there"):
        explain(path, identifier)


@pytest.mark.parametrize("identifier", ["", "c", "x-100", "commitments"])
def test_what_is_no_id_says_what_an_id_looks_like(path: Path, identifier: str) -> None:
    with pytest.raises(QueryError, match="ids begin with c-"):
        explain(path, identifier)


def test_a_hash_tells_content_and_not_the_order_of_rows(tmp_path: Path) -> None:
    hashes: list[str] = []
    for values in (
        "(1, ['a', 'b']), (2, null)",
        "(2, null), (1, ['a', 'b'])",
        "(1, ['a, b']), (2, null)",
        "(1, []), (2, null)",
    ):
        file = tmp_path / f"{len(hashes)}.duckdb"
        with duckdb.connect(str(file)) as con:
            con.execute(f"create table t as from (values {values}) v(n, words)")
        hashes.append(hash_tables(file)["t"])
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_a_script_without_a_description_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "bare.sql"
    script.write_text("select 1", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"bare\.sql has no description"):
        read_script(script)
