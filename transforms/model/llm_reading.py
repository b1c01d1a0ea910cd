"""From the answers that a model gave on one document to its records: the second extractor, without the asking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.english.scene import Scene, read_scene
from transforms.extractors import Fault, Reading
from transforms.model.llm_grounding import Ground, Ungrounded, ground_record
from transforms.model.llm_prompt import Chunk
from transforms.model.llm_schema import read_answer, write_original
from transforms.records import Record, merge_records

CONFIDENCE = {"explicit": 0.5, "inferred": 0.4, "weak": 0.3}
"""Below the rules' until a model's records have been judged: what is grounded may still be misread."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of one stretch of a document."""

    chunk: Chunk
    content: str


def read_document_scene(document: Mapping[str, Any]) -> Scene:
    """The scene of a row of `documents`."""
    told = document["title"] or "", document["publisher"] or ""
    return read_scene(document["text"], document["published_on"], *told)


def read_answers(document: Mapping[str, Any], answers: Iterable[Answer]) -> Reading:
    """The records that the text bears out, in its order, and a fault for all else."""
    ground = Ground(read_document_scene(document))
    records: list[Record] = []
    faults: list[Fault] = []
    for answer in answers:
        told, broken = read_answer(answer.content)
        faults += broken
        for one in told:
            try:
                records.append(ground_record(one, ground, answer.chunk))
            except Ungrounded as error:
                faults.append(_make_fault(error, one))
    in_order = sorted(records, key=lambda record: (record.start, record.end))
    return Reading(merge_records(in_order, ground.scene), [], faults)


def _make_fault(error: Ungrounded, told: Mapping[str, Any]) -> Fault:
    remedy = "none is needed: what the text does not bear out is never kept"
    reason = f"the text does not bear out a record of the model: {error}"
    return Fault("record_ungrounded", reason, remedy, write_original(told))
