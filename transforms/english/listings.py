"""What a paper, a purse or a gate says of how binding it is: what is listed, paid for, closed to others, allowed."""

import re

from transforms.english.predicates import Chain

_PURSES = frozenset("budget allocation plan programme program package money fund funding investment strategy".split())
_PAYING = frozenset("fund finance cover include provide foresee envisage pay allow".split())


def is_paid_for(chain: Chain) -> bool:
    """ "The budget funds the purchase of": what money is set aside for is still to be bought."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if first is None or first.tense != "present" or first.token.lemma_.lower() not in _PAYING:
        return False
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in _PURSES for c in first.token.lefts)


def lists(chain: Chain) -> bool:
    """ "The package includes": what is listed is still to be given."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    return first is not None and first.token.lemma_.lower() in ("include", "contain", "comprise", "consist", "feature")


def shuts_out(chain: Chain) -> bool:
    """ "Closed its airspace to Kenyan aircraft": to whom it is closed may not use it."""
    first = next(iter(chain.predicates), None)
    if first is None or first.token.lemma_.lower() not in ("close", "shut"):
        return False
    below = (c for t in (first.token, *first.token.rights) for c in t.rights)
    return any(c.dep_ == "prep" and c.lower_ in ("to", "for") for c in below)


_PERMITTED = re.compile(
    r"\b(?:under|thanks to|by|by virtue of) (?:an?|the|this|its|their) [^.;]{0,50}?"
    r"(?:agreement|accord|pact|deal|treaty|arrangement|memorandum|protocol|annex|understanding)\b|"
    r"\b(?:each other|one another|under which|by which|of the other|from now on|henceforth|may now)\b",
    re.IGNORECASE,
)
"""A paper by which what "may" be done is allowed, and not only possible."""
_NOW = re.compile(r"\b(?:now|henceforth|took effect|in force|since|entered into force)\b", re.IGNORECASE)


def read_permission(text: str) -> str | None:
    """What a paper lets its sides do is agreed, or in force where it says that it holds now."""
    return ("in_force" if _NOW.search(text) else "agreed") if _PERMITTED.search(text) else None
