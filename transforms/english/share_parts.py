"""Into what a share of GDP is split: the parts of a level that was agreed are agreed with it.

"Allies agreed to spend 5 percent. Of this, 3.5 percent is to go to troops": who divides what he has promised promises
nothing less.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.english.scene import Scene
from transforms.english.shares import KIND
from transforms.records import Record

_REACH = 3
"""Sentences back to the whole, at the most."""
_OF_THIS = re.compile(r"\W*(?:of|out of|from|within) (?:this|that|these|the total|the whole|which)\b", re.IGNORECASE)
_ROUNDING = 1e-6


def bind_parts(records: Sequence[Record], scene: Scene) -> list[Record]:
    """The records in their order; parts of an agreed share that are only said to be planned, as agreed."""
    return [_bind(record, records, scene) for record in records]


def _bind(record: Record, records: Sequence[Record], scene: Scene) -> Record:
    if record.kind != KIND or record.standing != "planned" or record.quantity is None:
        return record
    number, value = scene.number_at(record.start), record.quantity.value
    wholes = [
        other
        for other in records
        if other.kind == KIND and other.quantity and other.parties == record.parties and other.quantity.value > value
        and 0 < number - scene.number_at(other.start) <= _REACH and other.standing == "agreed"
    ]  # fmt: skip
    if not wholes or wholes[-1].quantity is None:
        return record
    sentence = scene.sentences[number]
    parts = {
        other.quantity.value
        for other in records
        if other.kind == KIND and other.quantity and scene.number_at(other.start) == number
    }
    is_sum = len(parts) > 1 and abs(sum(parts) - wholes[-1].quantity.value) < _ROUNDING
    is_told = _OF_THIS.match(scene.text[sentence.start : sentence.end])
    return replace(record, standing="agreed") if is_sum or is_told else record
