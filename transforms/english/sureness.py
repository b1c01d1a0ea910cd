"""How sure a record is: what records were worth whose sentence the model found as likely to say them."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from transforms.records import Record

Bands = Sequence[tuple[float, float]]
OF_RULES: Bands = ((-inf, 0.15), (-2.0, 0.4), (0.0, 0.55), (4.0, 0.6))
OF_MODEL: Bands = ((-inf, 0.4), (4.0, 0.6))
"""Log-odds from which records that a rule found, and such as the model added, have a confidence: the share of 200
records of real news that was right in kind, place and actors, see docs/accuracy.md."""


def grade(record: Record, odds: float, is_added: bool) -> Record:
    """The record with its confidence; `odds` are the model's that its sentence says a commitment of its kind."""
    bands = OF_MODEL if is_added else OF_RULES
    return replace(record, confidence=next(worth for least, worth in reversed(bands) if odds >= least))
