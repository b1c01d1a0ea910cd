"""What a sentence says of a thing without doing it: what it is for, a role in it, its measure, who looks on."""

import re

from spacy.tokens import Token

from transforms.english.frames import Frame
from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates, load_words

_MADE = load_words("descriptions", "made")
_ROLES = load_words("descriptions", "roles")
_WATCHING = frozenset("visit tour".split())
_PARTS = load_words("descriptions", "parts")
_AVOIDING = re.compile(r"\b(?:rather than|instead of) $", re.IGNORECASE)
_UPWARDS = ("pobj", "prep", "compound", "amod", "nmod", "poss", "appos")


def is_described(frame: Frame) -> bool:
    """Whether the thing is only spoken of: nobody does, agrees or plans it."""
    if _is_avoided(frame):
        return True
    if frame.rule.kind == "capability":
        return _is_successor(frame) or _is_role(frame)
    if frame.rule.kind == "budget_amount":
        return _is_measure(frame.anchor)
    if frame.rule.kind == "consultation":
        return _is_speaker(frame.anchor)
    if frame.rule.kind == "force_deployment":
        return _is_renewal(frame)
    return frame.rule.kind == "joint_training" and _is_watched(frame)


def _is_avoided(frame: Frame) -> bool:
    """ "Relied on its allies rather than buying fighters", "instead of sending troops": what was not chosen."""
    deeds = [p.token for p in frame.chain.predicates if p.token.dep_ in ("pcomp", "advcl", "conj") and p.token.i]
    return any(deed.nbor(-1).lower_ in ("than", "of") and _AVOIDING.search(deed.doc.text[: deed.idx]) for deed in deeds)


def _is_successor(frame: Frame) -> bool:
    """ "The jet is designed to replace Chile's old fighters": what a type of arms is for buys none."""
    above = frame.chain.predicates
    if not above or above[0].token.lemma_.lower() != "replace":
        return False
    return any(p.is_passive and p.token.lemma_.lower() in _MADE for p in above[1:2])


_OLD = load_words("descriptions", "old")


def _is_renewal(frame: Frame) -> bool:
    """ "Will replace its ageing fighters with new jets": nobody is sent anywhere."""
    first = next(iter(frame.chain.predicates), None)
    if first is None or first.token.lemma_.lower() != "replace":
        return False
    return any(t.lower_ in _OLD for t in first.token.subtree)


def _is_role(frame: Frame) -> bool:
    """ "Seeks a role in Chile's fighter programme": nothing is bought by that."""
    token = frame.anchor
    while token.head != token and not is_verb(token):
        below, token = token, token.head
        if token.lemma_.lower() in _ROLES and below.lower_ in ("in", "on"):
            return True
    return False


def _is_measure(anchor: Token) -> bool:
    """ "Aid worth 27 per cent of its defence budget": the budget only says how much that is."""
    return anchor.dep_ == "pobj" and anchor.head.lower_ == "of" and anchor.head.head.lemma_.lower() in _PARTS


def _is_speaker(anchor: Token) -> bool:
    """ "The chairman of the committee announced": a body that speaks is not founded by that."""
    token = anchor
    while token.dep_ in _UPWARDS and token.head != token:
        token = token.head
    is_saying = load_predicates().verbs.get(token.head.lemma_.lower()) == "report" or token.head.lemma_ == "announce"
    return token.dep_ == "nsubj" and is_verb(token.head) and is_saying


def _is_watched(frame: Frame) -> bool:
    """ "The minister visited the exercise": who looks on takes no part by that."""
    first = next((p for p in frame.chain.predicates if p.tense != "noun"), None)
    return first is not None and first.token.lemma_.lower() in _WATCHING and frame.anchor.head == first.token
