"""What a text does to a commitment: announces, reaffirms, raises, delays, carries out, withdraws, denies it."""

import re

from spacy.tokens import Token

from transforms.english.predicates import Chain

_REAFFIRM = frozenset("reaffirm reiterate renew recommit repeat restate uphold stand".split())
_DELAY = frozenset("delay postpone defer push".split())
_CARRY_OUT = frozenset(
    "implement launch deliver complete conduct hold carry execute begin start open establish participate".split()
)
_RAISE = re.compile(
    r"\b(?:rais|increas|boost|rise|rising|grow|hik|doubl|tripl|expand|lift|step(?:ped|ping)? up|higher)\w*", re.I
)
_LOWER = re.compile(r"\b(?:cut|cuts|cutting|lower|reduc|slash|trim|shrink|scale back|scaled back|decreas)\w*", re.I)
_BUDGETS = ("budget_share", "budget_amount")


_OF_STANDING = {"denied": "denies", "suspended": "withdraws"}
_STATUS = ("completed", "under_way", "in_force")


def decide_act(kind: str, standing: str, anchor: Token, chain: Chain, evidence: str) -> str:
    """The act of a record, by its standing, the predicates that govern it and, for budgets, the direction."""
    lemmas = chain.lemmas
    if standing in _OF_STANDING:
        return _OF_STANDING[standing]
    if lemmas & _REAFFIRM or "reaffirmation" in evidence.lower():
        return "reaffirms"
    if lemmas & _DELAY:
        return "delays"
    if kind in _BUDGETS and _RAISE.search(evidence):
        return "raises"
    if kind in _BUDGETS and _LOWER.search(evidence):
        return "lowers"
    if standing in _STATUS:
        return "implements" if lemmas & _CARRY_OUT else "reports_status"
    return "announces"


def fit_act(act: str, standing: str) -> str:
    """The act of a record whose standing is another one now: one that the standing alone decides goes with it."""
    if standing in _OF_STANDING:
        return _OF_STANDING[standing]
    if act not in (*_OF_STANDING.values(), "implements", "reports_status", "announces"):
        return act
    return "reports_status" if standing in _STATUS else "announces"
