"""What speaks on of a thing told before: "the exercise will run until 8 September" names nobody and means the same."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.country_names import is_state
from transforms.english.frames import Frame
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.records import Record
from transforms.rule_book import load_again, load_words

_REACH = 6
"""Sentences back to the record that is meant, at the most."""
_NEXT = 2
"""Sentences back to the plan whose contents a sentence tells."""
_PLANS = ("budget_amount", "budget_share", "capability")
_LEAVING = load_words("continuing", "leaving")
"""What the ship that came to visit will do."""
_GIVING = ("arms_transfer", "third_party_support")
"""A package is one of these by what is in it, which is often told after it was announced."""
_GIFTS = ("transfer", "support")
_HANDING = load_words("continuing", "handing")
_POINTING = load_words("continuing", "pointing")


def is_known(frame: Frame) -> bool:
    """Whether a phrase calls a thing by a general noun and as one told of before: "the exercise", "this pact"."""
    if not any(child.lower_ in _POINTING for child in frame.anchor.lefts):
        return False
    if load_again(frame.rule.kind, True).search(f"the {frame.anchor.text}"):
        return True
    return frame.rule.kind == "force_deployment" and any(p.token.lemma_ in _LEAVING for p in frame.chain.predicates[:2])


def give_on(frame: Frame, roles: Roles, tellers: Sequence[str], said: Sequence[Record]) -> Roles:
    """The roles of a gift with the side that its sentence leaves out.

    "Peru will get four radars, Spain's minister said": who tells of it gives, else who gave it something before.
    "It will send 40 more": to whom the last gift of the text went.
    """
    if frame.rule.roles == "receive" and not roles.parties and roles.counterparts:
        givers = tuple(name for name in tellers if name not in roles.counterparts and is_state(name))
        told = (r.parties for r in reversed(said) if r.kind in _GIVING and set(roles.counterparts) <= {*r.counterparts})
        return replace(roles, parties=givers or next(told, ()), is_inferred=True)
    if frame.rule.kind not in _GIVING or frame.rule.roles not in _GIFTS or not roles.parties or roles.counterparts:
        return roles
    first = next(iter(frame.chain.predicates), None)
    if first is None or first.tense == "participle" or first.token.lemma_.lower() not in _HANDING:
        return roles
    before = next((r.counterparts for r in reversed(said) if r.kind in _GIVING and r.counterparts), ())
    if len(before) != 1 or set(before) & set(roles.parties):
        return roles
    return replace(roles, counterparts=before, is_inferred=True)


def find_earlier(frame: Frame, scene: Scene, number: int, said: Sequence[Record]) -> Record | None:
    """The record that a definite phrase without actors points back to: the last one of its kind, close by.

    "The deal includes four radars": of what a plan holds, the last plan to spend or buy, closer by.
    """
    if not frame.rule.is_content and not any(child.lower_ in _POINTING for child in frame.anchor.lefts):
        return None
    kinds = _GIVING if frame.rule.kind in _GIVING else (frame.rule.kind,)
    before = [record for record in said if record.kind in (_PLANS if frame.rule.is_content else kinds)]
    reach = _NEXT if frame.rule.is_content else _REACH
    if not before or number - scene.number_at(before[-1].start) > reach:
        return None
    return before[-1]
