"""The form of an answer is made from the contract, and an answer that breaks it is told and not guessed at."""

import json
from typing import Any

import pytest

from schemas.mentions import MENTIONS
from schemas.registers import load_actors
from schemas.terms import list_terms
from tests.llm_world import tell_drill
from transforms.model.llm_schema import ACTORS, CHOSEN, COPIED, POINTED, list_actor_ids, make_schema, read_answer

OURS = {
    "mention_id", "document_id", "batch_id", "domains", "evidence_start", "evidence_end", "evidence_sha256",
    "confidence", "tier", "rule_id", "extractor_version",
}  # fmt: skip
"""Columns that a model is never asked for."""
BESIDE = ("quantity_", "announced_", "due_", "effective_")
"""Groups of columns that are read together from the words of one."""


def get_record() -> dict[str, Any]:
    record: dict[str, Any] = make_schema()["$defs"]["record"]
    return record


def test_every_column_of_a_mention_is_asked_for_or_read_or_ours() -> None:
    asked = {*CHOSEN, *ACTORS, *COPIED, *POINTED}
    others = {name for name in MENTIONS.column_names if name not in asked and not name.startswith(BESIDE)}
    assert others == OURS
    assert asked <= set(MENTIONS.column_names)


@pytest.mark.parametrize("name", CHOSEN)
def test_a_closed_list_is_that_of_the_contract(name: str) -> None:
    assert get_record()["properties"][name]["enum"] == list(list_terms({"kind": "kinds"}.get(name, name + "s")))


def test_actors_are_those_of_the_registers_without_places() -> None:
    assert make_schema()["$defs"]["actor"]["properties"]["actor"]["enum"] == list_actor_ids()
    assert {"JPN", "NATO"} <= set(list_actor_ids()) <= {actor.actor_id for actor in load_actors()}
    assert "GRL" not in list_actor_ids()


def walk(form: Any) -> Any:
    if isinstance(form, dict):
        yield form
    for part in form.values() if isinstance(form, dict) else form if isinstance(form, list) else ():
        yield from walk(part)


def test_the_schema_is_strict_and_of_keywords_that_servers_know() -> None:
    known = set("type properties required additionalProperties items enum description $ref $defs".split())
    fields = {*get_record()["properties"], "records", "actor", "words", "record"}
    for form in walk(make_schema()):
        assert set(form) <= known | fields
        if form.get("type") == "object":
            assert form["additionalProperties"] is False
            assert form["required"] == list(form["properties"])


def test_a_good_answer_has_no_fault() -> None:
    assert read_answer(json.dumps({"records": [tell_drill()]})) == ([tell_drill()], [])
    assert read_answer('{"records": []}') == ([], [])


@pytest.mark.parametrize(
    "content",
    ["", "I cannot help with that.", '{"records": [', "[]", "{}", "null", '{"records": 5}', "[" * 100_000,
     "```json\n{}\n```"],
    ids=lambda content: content[:12],
)  # fmt: skip
def test_an_answer_of_another_form_is_one_fault(content: str) -> None:
    records, (fault,) = read_answer(content)
    assert (records, fault.rule, fault.original) == ([], "answer_unusable", content)
    assert "ask again" in fault.remedy


BROKEN: list[tuple[Any, str]] = [
    (tell_drill(kind="war"), "kind: 'war' is not one of"),
    (tell_drill(standing="sworn"), "standing: 'sworn'"),
    (tell_drill(parties=[{"actor": "ATLANTIS", "words": "Chile"}]), "parties.0.actor: 'ATLANTIS'"),
    (tell_drill(parties=[{"actor": "CHL"}]), "parties.0: 'words' is a required property"),
    (tell_drill(parties="CHL"), "parties: 'CHL' is not of type 'array'"),
    (tell_drill(evidence=None), "evidence: None is not of type 'string'"),
    (tell_drill(confidence=1.0), "'confidence' was unexpected"),
    ({"kind": "joint_training"}, "required property"),
    ("a record", "is not of type 'object'"),
    (None, "is not of type 'object'"),
]


@pytest.mark.parametrize(("told", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_a_record_that_breaks_the_contract_is_told_with_its_place(told: Any, why: str) -> None:
    records, (fault,) = read_answer(json.dumps({"records": [told, tell_drill()]}))
    assert records == [tell_drill()]
    assert fault.rule == "record_invalid"
    assert why in fault.reason
    assert json.loads(fault.original or "") == told
