"""An endpoint that answers well, badly, slowly or not at all: what is taken, what is tried again, what is told."""

import hashlib
import json
import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from pipeline.errors import PipelineError
from pipeline.extraction.endpoint import BYTES_MAX, TRIES, Endpoint, Reply, complete, make_endpoint
from pipeline.extraction.llm import ask_documents
from pipeline.settings import Settings
from tests.llm_world import (
    TEXT,
    Model,
    Served,
    make_document,
    say,
    say_text,
    serve,
    tell_drill,
    tell_gift,
    tell_pledge,
)
from transforms.mentions import make_mentions

KEY = "sk-secret-0123456789"
GOOD = say(tell_drill())
LONG = "\n\n".join([TEXT] * 60)


def make(model: Model, seconds: float = 5.0, key: str = KEY, name: str = "m-1") -> Endpoint:
    return Endpoint(model.url + "/chat/completions", name, SecretStr(key), seconds, pause=0.01)


def ask(endpoint: Endpoint) -> Reply:
    with httpx.Client() as client:
        return complete(client, endpoint, {"model": "m-1"})


def extract(home: Path, endpoint: Endpoint, *documents: dict[str, Any]) -> tuple[Any, ...]:
    asked = documents or (make_document(),)
    return make_mentions(asked, ask_documents(home, endpoint, asked))


def test_a_question_goes_to_the_chat_completions_of_the_address_with_the_key() -> None:
    with serve(GOOD) as model:
        reply = ask(make(model))
    assert json.loads(reply.content)["records"] == [tell_drill()]
    assert model.asked[0]["path"] == "/v1/chat/completions"
    assert model.keys == [f"Bearer {KEY}"]


def test_without_a_key_none_is_sent() -> None:
    with serve(GOOD) as model:
        ask(make(model, key=""))
    assert model.keys == [None]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_and_told(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with serve(Served(status), Served(status), GOOD) as model:
        assert "records" in ask(make(model)).content
    assert len(model.asked) == 3
    assert caplog.text.count(f"answered {status}; asking again in 0 s") == 2


@pytest.mark.parametrize("status", [429, 500])
def test_what_does_not_pass_is_one_error_that_names_it(status: int) -> None:
    with (
        serve(Served(status)) as model,
        pytest.raises(PipelineError, match=rf"answered {status} — see that it answers"),
    ):
        ask(make(model))
    assert len(model.asked) == TRIES


@pytest.mark.parametrize("form", ["seconds", "moment"])
def test_the_pause_that_an_endpoint_asks_for_is_kept(form: str) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=2.5), usegmt=True)
    asked = {"Retry-After": "1" if form == "seconds" else moment}
    with serve(Served(429, headers=asked), GOOD) as model:
        started = time.monotonic()
        ask(make(model))
    assert 0.9 < time.monotonic() - started < 4


@pytest.mark.parametrize("asked", ["", "soon", "-1", "Mon, 99 Foo"])
def test_a_pause_that_cannot_be_read_is_our_own(asked: str) -> None:
    with serve(Served(503, headers={"Retry-After": asked}), GOOD) as model:
        ask(make(model))
    assert len(model.asked) == 2


@pytest.mark.parametrize("pieces", [1, 100], ids=["nothing comes", "it drips"])
def test_an_answer_that_is_not_there_in_time_is_given_up(pieces: int) -> None:
    slow = Served(body=GOOD.body, seconds=0.1 if pieces > 1 else 0.6, pieces=pieces)
    started = time.monotonic()
    with serve(slow) as model, pytest.raises(PipelineError, match=r"gave no answer in 0\.2 seconds"):
        ask(make(model, seconds=0.2))
    assert len(model.asked) == TRIES
    assert time.monotonic() - started < 5


def test_a_slow_answer_that_is_in_time_is_taken() -> None:
    with serve(Served(body=GOOD.body, seconds=0.05, pieces=4)) as model:
        assert "records" in ask(make(model)).content


def test_nobody_at_the_address_is_one_error() -> None:
    with serve(GOOD) as model:
        gone = make(model)
    with pytest.raises(PipelineError, match=r"cannot be reached"):
        ask(gone)


@pytest.mark.parametrize("status", [400, 404, 422, 302])
def test_a_refusal_is_not_asked_again_and_says_what_the_endpoint_says(status: int) -> None:
    served = Served(
        status, b'{"error": {"message": "no such model, key sk-secret-0123456789"}}', {"Location": "/other"}
    )
    with serve(served) as model, pytest.raises(PipelineError, match=rf"answered {status}: .*no such model") as told:
        ask(make(model))
    assert len(model.asked) == 1
    assert KEY not in str(told.value)


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_is_not_repeated(status: int) -> None:
    served = Served(status, f"wrong key {KEY[:9]}".encode())
    with serve(served) as model, pytest.raises(PipelineError, match="the key is not accepted — check") as told:
        ask(make(model))
    assert KEY[:9] not in str(told.value)


@pytest.mark.parametrize("body", [b"", b"<html>log in</html>", b"{}", b'{"choices": []}', b"[" * 100_000, b"\xff"])
def test_what_is_no_completion_is_an_error_and_no_answer(body: bytes) -> None:
    with serve(Served(body=body)) as model, pytest.raises(PipelineError, match="no chat completion — check"):
        ask(make(model))


def test_an_answer_without_end_is_cut_off() -> None:
    with serve(say_text("x" * BYTES_MAX)) as model, pytest.raises(PipelineError, match=f"more than {BYTES_MAX} bytes"):
        ask(make(model))


def test_a_good_answer_becomes_mentions(tmp_path: Path) -> None:
    with serve(say(tell_drill(), tell_pledge(), tell_gift())) as model:
        mentions, candidates, rejections = extract(tmp_path, make(model))
    assert [row["kind"] for row in mentions] == ["joint_training", "budget_share", "arms_transfer"]
    assert (candidates, rejections) == ([], [])
    assert {row["extractor_version"] for row in mentions} == {"llm-1:m-1"}


@pytest.mark.parametrize(
    ("served", "rule"),
    [
        (say_text('{"records": [{"kind"'), "answer_unusable"),
        (say_text("Certainly! Here are the records."), "answer_unusable"),
        (say_text(None, "content_filter"), "answer_unusable"),
        (say(tell_drill(kind="war")), "record_invalid"),
        (say(tell_drill(parties=[{"actor": "ATLANTIS", "words": "Chile"}])), "record_invalid"),
        (say(tell_drill(evidence="Chile and Peru agreed to merge")), "record_ungrounded"),
    ],
    ids=["invalid JSON", "talk", "nothing", "wrong enum", "unknown actor", "invented quote"],
)
def test_a_bad_answer_is_a_rejection_with_its_reason(tmp_path: Path, served: Served, rule: str) -> None:
    with serve(served) as model:
        mentions, _, (rejection,) = extract(tmp_path, make(model))
    assert mentions == []
    assert (rejection["rule"], rejection["location"], rejection["source_id"]) == (rule, "d-1", "wire")
    assert rejection["remedy"]


def test_an_answer_that_was_cut_is_asked_for_in_parts(tmp_path: Path) -> None:
    with serve(say_text('{"records": [{"ki', "length"), say(tell_drill()), say(tell_gift())) as model:
        mentions, _, rejections = extract(tmp_path, make(model))
    whole, *parts = model.texts()
    assert whole == TEXT
    assert all(part in TEXT and part != TEXT for part in parts)
    assert {row["kind"] for row in mentions} >= {"joint_training"}
    assert {row["rule"] for row in rejections} <= {"record_ungrounded"}


def test_one_sentence_that_is_too_much_is_a_rejection(tmp_path: Path) -> None:
    with serve(say_text('{"records": [{"ki', "length")) as model:
        _, _, rejections = extract(tmp_path, make(model), make_document("Chile and Peru will train."))
    assert len(model.asked) == 1
    assert [row["rule"] for row in rejections] == ["answer_unusable"]


def test_a_long_text_is_asked_about_in_stretches_and_offsets_are_those_of_the_whole(tmp_path: Path) -> None:
    with serve(say(tell_gift())) as model:
        mentions, _, _ = extract(tmp_path, make(model), make_document(LONG))
    assert len(model.asked) > 1
    assert "".join("".join(model.texts()).split()) == "".join(LONG.split())
    assert all(LONG[row["evidence_start"] : row["evidence_end"]] == row["evidence_text"] for row in mentions)


def test_a_document_is_asked_about_once_and_read_the_same_ever_after(tmp_path: Path) -> None:
    with serve(say(tell_drill(), tell_pledge(place="the Moon"))) as model:
        first = extract(tmp_path, make(model))
        assert extract(tmp_path, make(model)) == first
    assert extract(tmp_path, make(model)) == first  # also when the endpoint has gone
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    "change",
    [{"text": TEXT + " More."}, {"title": "Another"}, {"document_id": "d-2"}],
    ids=lambda change: str(change)[:24],
)
def test_only_what_an_answer_depends_on_asks_again(tmp_path: Path, change: dict[str, Any]) -> None:
    is_other = "document_id" not in change
    with serve(GOOD) as model:
        extract(tmp_path, make(model))
        extract(tmp_path, make(model), make_document(**change))
    assert len(model.asked) == 1 + is_other


def test_another_model_is_asked_for_itself(tmp_path: Path) -> None:
    with serve(GOOD) as model:
        extract(tmp_path, make(model))
        extract(tmp_path, make(model, name="m-2"))
    assert len(model.asked) == 2


def test_an_answer_is_kept_under_the_hash_of_all_that_was_asked(tmp_path: Path) -> None:
    with serve(GOOD) as model:
        extract(tmp_path, make(model))
    (path,) = (tmp_path / "answers").glob("*/*.json")
    (asked,) = model.asked
    assert set(asked) >= {"model", "messages", "response_format", "seed"}
    body = {name: value for name, value in asked.items() if name != "path"}
    assert path.stem == hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def test_an_answer_that_was_damaged_on_disk_is_asked_for_again(tmp_path: Path) -> None:
    with serve(GOOD) as model:
        first = extract(tmp_path, make(model))
        (path,) = (tmp_path / "answers").glob("*/*.json")
        path.write_text('{"content":')
        assert extract(tmp_path, make(model)) == first
    assert len(model.asked) == 2


def test_what_was_answered_before_the_endpoint_failed_is_kept(tmp_path: Path) -> None:
    documents = (make_document(), make_document(TEXT + " More.", document_id="d-2"))
    with serve(GOOD, Served(400)) as model:
        with pytest.raises(PipelineError, match="answered 400"):
            extract(tmp_path, make(model), *documents)
        model.answers[:] = [GOOD]
        extract(tmp_path, make(model), *documents)
    assert len(model.asked) == 3


def test_a_document_in_another_language_is_not_sent(tmp_path: Path) -> None:
    with serve(GOOD) as model:
        _, _, (rejection,) = extract(tmp_path, make(model), make_document("Chile und Peru üben.", language="de"))
    assert model.asked == []
    assert rejection["rule"] == "language_not_read"


def test_the_key_is_in_no_file_and_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serve(Served(500), GOOD) as model:
        endpoint = make(model)
        extract(tmp_path, endpoint)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(KEY not in path.read_text() for path in files)
    assert KEY not in caplog.text
    assert KEY not in repr(endpoint)


@pytest.mark.parametrize(
    ("url", "name", "why"),
    [
        ("", "m", "no endpoint for the extractor llm — set DEFCOOP_LLM_URL and DEFCOOP_LLM_MODEL"),
        ("http://localhost:8000/v1", "", "no endpoint for the extractor llm — set"),
        ("localhost:8000/v1", "m", "no plain http or https address — write it as http://host:port/v1"),
        ("ftp://host/v1", "m", "no plain http or https address"),
        ("https://me:secret@host/v1", "m", "no plain http or https address"),
        ("https://host/v1?key=secret", "m", "no plain http or https address"),
        ("http://host:port/v1", "m", "DEFCOOP_LLM_URL: Invalid port"),
    ],
    ids=lambda cell: str(cell)[:26],
)
def test_an_endpoint_that_is_not_set_right_is_one_error(url: str, name: str, why: str) -> None:
    with pytest.raises(PipelineError) as told:
        make_endpoint(Settings(llm_url=url, llm_model=name))
    assert why in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("key", ["sk-sécret", "sk-se\ncret", "sk se cret"], ids=["accent", "two lines", "spaces"])
def test_a_key_that_cannot_be_sent_is_one_error_that_does_not_repeat_it(key: str) -> None:
    with pytest.raises(PipelineError, match=r"DEFCOOP_LLM_KEY: no key has such characters — copy it") as told:
        make_endpoint(Settings(llm_url="http://h:1/v1", llm_model="m", llm_key=SecretStr(key)))
    assert "cret" not in str(told.value)


def test_a_line_end_behind_a_key_is_no_part_of_it() -> None:
    endpoint = make_endpoint(Settings(llm_url="http://h:1/v1", llm_model="m", llm_key=SecretStr(f"{KEY}\r\n")))
    assert endpoint.key.get_secret_value() == KEY


@pytest.mark.parametrize("url", ["http://h:1/v1", "http://h:1/v1/"])
def test_an_address_is_taken_with_and_without_its_slash(url: str) -> None:
    assert make_endpoint(Settings(llm_url=url, llm_model="m")).url == "http://h:1/v1/chat/completions"
