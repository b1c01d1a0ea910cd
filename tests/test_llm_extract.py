"""`defcoop extract --extractor`, and a night that a model reads: off by default, told in the rows, asked for once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.gold import judge_files
from pipeline import steps
from pipeline.errors import PipelineError
from pipeline.extraction import extractors
from pipeline.home import batches
from pipeline.settings import Settings, load_settings
from schemas.extractors import DEFAULT
from schemas.mentions import MENTIONS
from schemas.operations import REJECTIONS
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from tests.conftest import Extract
from tests.llm_world import (
    TEXT,
    Model,
    Served,
    name_actors,
    say,
    say_text,
    serve,
    tell_drill,
    tell_gift,
    tell_pledge,
)
from tests.small_world import make_world, write
from transforms.extractors import find_extractor

Point = Callable[[Model], None]


@pytest.fixture
def point(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Point:
    """Sets the endpoint to a model, and the home that keeps its answers."""
    monkeypatch.setenv("DEFCOOP_HOME", str(tmp_path / "home"))

    def set_endpoint(model: Model) -> None:
        monkeypatch.setenv("DEFCOOP_LLM_URL", model.url)
        monkeypatch.setenv("DEFCOOP_LLM_MODEL", "m-1")
        monkeypatch.setenv("DEFCOOP_LLM_KEY", "sk-secret")

    return set_endpoint


@pytest.fixture
def path(tmp_path: Path) -> str:
    given = {"id": "one", "published_on": "2025-06-11", "title": "A pact", "text": TEXT.replace("\n22", " 22")}
    return str(write(tmp_path / "documents.jsonl", json.dumps(given) + "\n"))


def test_rules_read_where_nothing_else_is_asked_for(path: str, point: Point, extract: Extract) -> None:
    with serve(say()) as model:
        point(model)
        done = extract(path)
    assert model.asked == []
    assert done.stdout == extract(path, "--extractor", "rules").stdout
    assert json.loads(done.stdout)["records"]


def test_a_model_prints_the_same_form(path: str, point: Point, extract: Extract) -> None:
    with serve(say(tell_drill(), tell_gift())) as model:
        point(model)
        done = extract(path, "--extractor", "llm")
    assert (done.returncode, done.stderr) == (0, "")
    records = json.loads(done.stdout)["records"]
    assert [record["rule_id"] for record in records] == ["llm.joint_training", "llm.arms_transfer"]
    rules = json.loads(extract(path).stdout)["records"]
    assert list(records[0]) == list(rules[0])


def test_a_refused_record_is_told_and_is_no_error(path: str, point: Point, extract: Extract) -> None:
    with serve(say(tell_drill(place="the Moon"), tell_gift())) as model:
        point(model)
        done = extract(path, "--extractor", "llm")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["records"]) == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("one: the text does not bear out a record of the model: place 'the Moon'")


def test_an_answer_that_cannot_be_read_is_an_error(path: str, point: Point, extract: Extract) -> None:
    with serve(say_text("Certainly!")) as model:
        point(model)
        done = extract(path, "--extractor", "llm")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: one: the model's answer is not JSON")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["llm", "both"])
def test_without_an_endpoint_the_remedy_is_to_set_one(path: str, name: str, extract: Extract) -> None:
    done = extract(path, "--extractor", name)
    assert (done.returncode, done.stdout) == (1, "")
    expected = "error: no endpoint for the extractor llm — set DEFCOOP_LLM_URL and DEFCOOP_LLM_MODEL\n"
    assert done.stderr == expected


def test_an_unknown_extractor_is_named_with_the_known_ones(path: str, extract: Extract) -> None:
    done = extract(path, "--extractor", "oracle")
    assert done.stderr == "error: no extractor 'oracle' — use one of: rules, learned, llm, both\n"


def test_an_endpoint_that_fails_ends_with_one_line(path: str, point: Point, extract: Extract) -> None:
    with serve(Served(401)) as model:
        point(model)
        done = extract(path, "--extractor", "llm")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: http://127.0.0.1")
    assert done.stderr.count("\n") == 1
    assert "sk-secret" not in done.stderr


BOTH = (
    tell_drill(),
    tell_gift(parties=name_actors(UKR="Ukraine"), counterparts=name_actors(NOR="Norway")),
    tell_drill(kind="consultation", evidence="Chile and Peru agreed"),
)


def test_both_print_what_is_agreed_and_what_differs(path: str, point: Point, extract: Extract) -> None:
    with serve(say(*BOTH)) as model:
        point(model)
        done = extract(path, "--extractor", "both")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert (document["document_id"], document["published_on"]) == ("one", "2025-06-11")
    found = {(pair["rules"] or pair["llm"])["kind"]: pair for pair in document["pairs"]}
    assert {kind: (pair["found"], pair["differ_in"]) for kind, pair in found.items()} == {
        "joint_training": ("agreed", []),
        "arms_transfer": ("differing", ["actors"]),
        "consultation": ("only llm", []),
        "budget_share": ("only rules", []),
    }
    assert found["arms_transfer"]["rules"]["parties"] == ["NOR"]
    assert found["arms_transfer"]["llm"]["parties"] == ["UKR"]
    assert found["arms_transfer"]["sentence"] == "Norway will give Ukraine 22 howitzers if parliament agrees."


def test_both_print_a_table_and_its_sum(path: str, point: Point, extract: Extract) -> None:
    with serve(say(*BOTH)) as model:
        point(model)
        lines = extract(path, path, "--extractor", "both", "--format", "table").stdout.splitlines()
    assert lines[0] == "one (2025-06-11): 1 agreed, 1 differing, 1 only rules, 1 only llm"
    assert lines[1].split() == ["found", "kind", "rules", "llm", "differ", "in", "sentence"]
    assert lines[-1] == "in all: 2 agreed, 2 differing, 2 only rules, 2 only llm"
    (gift,) = {line for line in lines if "arms_transfer" in line}
    assert "NOR > UKR planned 22 units" in gift
    assert "UKR > NOR planned 22 units" in gift
    assert len(model.asked) == 1


def test_half_a_reading_is_no_comparison(path: str, point: Point, extract: Extract) -> None:
    with serve(say_text("Certainly!")) as model:
        point(model)
        done = extract(path, "--extractor", "both")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in make_world(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    steps.ingest_source("gazette", "night-1")
    return load_settings()


NORDIC = tell_drill(
    parties=name_actors(NOR="Norway", DNK="Denmark"), place="the Arctic", quantity_words=None, announced_words=None,
    evidence="Norway and Denmark agreed to hold a joint military exercise in the Arctic in 2026", due_words="2026",
)  # fmt: skip


def read_night(settings: Settings) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    (name,) = batches.list_batches(settings.home, DOCUMENTS_STAGE)
    extractors.extract_batch(settings, name)
    read = (batches.read_rows(settings.home, MENTIONS_STAGE, name, table) for table in (MENTIONS, REJECTIONS))
    mentions, rejections = read
    return mentions, rejections


def test_the_night_asks_no_endpoint_where_nothing_is_set(world: Settings, point: Point) -> None:
    with serve(say(NORDIC)) as model:
        point(model)
        mentions, _ = read_night(load_settings())
    assert model.asked == []
    assert {row["extractor_version"] for row in mentions} == {find_extractor(DEFAULT).version}


def test_a_night_may_be_read_by_a_model_and_its_rows_say_so(
    world: Settings, point: Point, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_EXTRACTOR", "llm")
    with serve(say(NORDIC, tell_pledge())) as model:
        point(model)
        (row,), rejections = read_night(load_settings())
    assert (row["extractor_version"], row["parties"]) == ("llm-1:m-1", ["DNK", "NOR"])
    assert {(rejection["rule"], rejection["stage"]) for rejection in rejections} == {("record_ungrounded", "mentions")}
    assert len(rejections) == 3  # two documents, the same answer


def test_a_batch_whose_endpoint_fails_waits_and_what_was_answered_is_not_asked_again(
    world: Settings, point: Point, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_EXTRACTOR", "llm")
    with serve(say(NORDIC), Served(400)) as model:
        point(model)
        with pytest.raises(PipelineError, match="answered 400"):
            read_night(load_settings())
        assert len(steps.list_pending_batches()) == 1
        model.answers[:] = [say()]
        mentions, _ = read_night(load_settings())
    assert [row["parties"] for row in mentions] == [["DNK", "NOR"]]
    assert (len(model.asked), steps.list_pending_batches()) == (3, [])


def test_a_night_has_one_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFCOOP_EXTRACTOR", "both")
    with pytest.raises(PipelineError, match=r"DEFCOOP_EXTRACTOR: .*'rules', 'learned' or 'llm'"):
        load_settings()


def test_a_model_is_judged_against_the_same_answers(path: str, point: Point, tmp_path: Path) -> None:
    right = {"kind": "joint_training", "parties": ["CHL", "PER"], "counterparts": [], "standing": "agreed",
             "quantity": None, "announced_on": None, "due_on": None, "effective_on": None,
             "evidence": ["Chile and Peru agreed on 2 June to hold a joint naval exercise"]}  # fmt: skip
    write(tmp_path / "answers" / "one.json", json.dumps({"records": [right]}))
    with serve(say(tell_drill(), tell_gift())) as model:
        point(model)
        (judged,) = judge_files([Path(path)], tmp_path / "answers", "llm")
    assert len(model.asked) == 1
    assert (len(judged.expected), len(judged.found), len(judged.pairs)) == (1, 2, 1)
