"""Verbs that only tell of a deed: what "announced that it is providing" says of the providing, and what it does not."""

from transforms.english.predicates import Predicate

TELLING = frozenset("announce unveil confirm declare outline agree notify inform".split())
_RESTATING = frozenset("reaffirm reiterate restate renew back endorse".split())
"""Whoever restates an intention has agreed to nothing more."""
_FINITE = ("past", "present", "progressive", "future", "would")

_MOVES = frozenset("join leave send buy purchase acquire order withdraw pull deploy donate quit dispatch".split())


def is_news(predicate: Predicate, below: Predicate) -> bool:
    """Whether a verb tells as news a step that is still to come: "announced that it is joining"."""
    is_told = predicate.token.lemma_.lower() in ("announce", "declare") and predicate.tense in ("past", "present")
    return is_told and below.tense == "progressive" and below.token.lemma_.lower() in _MOVES


def only_tells(predicate: Predicate, below: Predicate) -> bool:
    """Whether a verb leaves the standing to its clause: "announced that it is providing"."""
    lemma = predicate.token.lemma_.lower()
    if lemma in _RESTATING and below.tense == "noun" and below.group == "plan":
        return True
    if lemma not in TELLING or below.tense not in _FINITE:
        return False
    if lemma == "agree" and below.tense in ("future", "would"):
        return False  # "agreed that they would hold"
    return below.token.dep_ in ("ccomp", "conj") and predicate.tense != "noun" and below.group not in ("plan",)
