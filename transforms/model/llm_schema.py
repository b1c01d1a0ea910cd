"""The form of a model's answer, made from the contract of `mentions`; and the reading of an answer that claims it.

A model points at words. What can be read from words (amounts, dates, offsets, domains) is never asked of it: our own
grammars read it. Each record is judged alone, so that a bad one does not lose the others.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from schemas.mentions import MENTIONS
from schemas.registers import load_actors
from transforms.extractors import Fault

Form = dict[str, Any]

CHOSEN = ("kind", "standing", "act", "voice")
"""Columns whose value is one of their list."""
ACTORS = ("parties", "counterparts")
COPIED = ("instrument", "place", "speaker", "condition")
"""Columns that hold words of the text."""
POINTED = {
    "evidence_text": ("evidence", "The shortest run of words that alone proves the record."),
    "standing": ("standing_words", "The words that say how binding it is."),
    "quantity_value": ("quantity_words", "The words that say how much, with their unit."),
    "announced_start_on": ("announced_words", "The words that say when it was announced."),
    "due_start_on": ("due_words", "The words that say by or in which time it is to be done."),
    "effective_start_on": ("effective_words", "The words that say when it took effect or was finished."),
}
"""Columns that are read from words, and under which name and description a model points at these."""
NEEDED = ("evidence", "standing_words")
_SHOWN = 160
_REMEDY = "none is needed: what the model says is taken only in the form that was asked for"


@cache
def make_schema() -> Form:
    """The JSON schema of an answer; strict, and of the keywords that servers know."""
    record: dict[str, Form] = {
        **{name: {"type": "string", "enum": list(_column(name).allowed)} for name in CHOSEN},
        **{name: {"type": "array", "items": {"$ref": "#/$defs/actor"}} for name in ACTORS},
        **{name: {"type": ["string", "null"]} for name in COPIED},
    }
    described = {name: {**form, "description": _column(name).description} for name, form in record.items()}
    for name, meaning in POINTED.values():
        described[name] = {"type": "string" if name in NEEDED else ["string", "null"], "description": meaning}
    actor = {"actor": {"type": "string", "enum": list_actor_ids()}, "words": {"type": "string"}}
    records = {"type": "array", "items": {"$ref": "#/$defs/record"}}
    return {
        **_make_object({"records": records}),
        "$defs": {"record": _make_object(described), "actor": _make_object(actor)},
    }


def list_actor_ids() -> list[str]:
    """Actors that can be bound: a territory is a place."""
    return [actor.actor_id for actor in load_actors() if actor.territory_of is None]


def read_answer(content: str) -> tuple[list[Form], list[Fault]]:
    """The records of an answer that have the form, and a fault for each that has not, or for the whole."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        return [], [_make_unusable(f"the model's answer is not JSON: {error}", content)]
    if not isinstance(answer, dict) or not isinstance(answer.get("records"), list):
        return [], [_make_unusable("the model's answer holds no list of records", content)]
    judged = [(record, _find_fault(record)) for record in answer["records"]]
    return [record for record, fault in judged if fault is None], [fault for _, fault in judged if fault]


def write_original(record: Any) -> str:
    """A record of an answer as a rejection keeps it; half a character, which JSON can write, is no text."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace").decode("utf-8")


def _find_fault(record: Any) -> Fault | None:
    error = best_match(_make_validator().iter_errors(record))
    if error is None:
        return None
    where = ".".join(str(part) for part in error.absolute_path) or "the record"
    reason = f"a record of the model breaks the contract at {where}: {error.message[:_SHOWN]}"
    return Fault("record_invalid", reason, _REMEDY, write_original(record))


@cache
def _make_validator() -> Draft202012Validator:
    return Draft202012Validator({"$ref": "#/$defs/record", "$defs": make_schema()["$defs"]})


def _make_unusable(reason: str, content: str) -> Fault:
    remedy = (
        "the answer is kept in the home's answers/: remove it there to ask again, or set DEFCOOP_LLM_MODEL to another"
    )
    return Fault("answer_unusable", reason, remedy, content)


def _make_object(properties: Mapping[str, Any]) -> Form:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _column(name: str) -> Any:
    return MENTIONS.column(name)
