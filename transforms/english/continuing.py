"""What speaks on of a thing told before: "the exercise will run until 8 September" names nobody and means the same."""

from collections.abc import Sequence

from transforms.english.frames import Frame
from transforms.english.scene import Scene
from transforms.records import Record
from transforms.rule_book import load_again

_REACH = 6
"""Sentences back to the record that is meant, at the most."""
_LEAVING = frozenset("leave depart stay remain".split())
"""What the ship that came to visit will do."""
_GIVING = ("arms_transfer", "third_party_support")
"""A package is one of these by what is in it, which is often told after it was announced."""
_POINTING = frozenset("the this these that those such".split())


def is_known(frame: Frame) -> bool:
    """Whether a phrase calls a thing by a general noun and as one told of before: "the exercise", "this pact"."""
    if not any(child.lower_ in _POINTING for child in frame.anchor.lefts):
        return False
    if load_again(frame.rule.kind, True).search(f"the {frame.anchor.text}"):
        return True
    return frame.rule.kind == "force_deployment" and any(p.token.lemma_ in _LEAVING for p in frame.chain.predicates[:2])


def find_earlier(frame: Frame, scene: Scene, number: int, said: Sequence[Record]) -> Record | None:
    """The record that a definite phrase without actors points back to: the last one of its kind, close by."""
    if not any(child.lower_ in _POINTING for child in frame.anchor.lefts):
        return None
    kinds = _GIVING if frame.rule.kind in _GIVING else (frame.rule.kind,)
    before = [record for record in said if record.kind in kinds]
    if not before or number - scene.number_at(before[-1].start) > _REACH:
        return None
    return before[-1]
