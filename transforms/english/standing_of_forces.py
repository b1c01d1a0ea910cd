"""How far forces have come that leave: gone, on their way, told to go; ships come and go, and end nothing by it."""

from spacy.tokens import Token

from transforms.english.predicates import Chain
from transforms.rule_book import Rule
from transforms.words.ships import PREFIXES


def time_withdrawal(chain: Chain) -> str:
    """Troops that left are gone; those that will leave, are leaving or are agreed to leave are not."""
    for predicate in chain.predicates:
        if predicate.group in ("report", "welcome", "enable"):
            break
        if predicate.tense in ("future", "would") or (predicate.group == "plan" and predicate.tense != "noun"):
            return "planned"
        if predicate.group == "agree" and predicate.tense != "noun":
            return "agreed"
        if predicate.tense == "progressive" or (predicate.group == "begin" and predicate.tense != "noun"):
            return "under_way"
        if predicate.tense == "past":
            return "completed" if _sets_sail(predicate.token) else "suspended"
    return "suspended"


_SHIPS = frozenset("ship warship vessel frigate destroyer corvette carrier cruiser submarine cutter flotilla".split())


def _sets_sail(verb: Token) -> bool:
    """ "The frigate left Kiel on Friday": ships come and go, and end nothing by it."""
    if verb.lemma_.lower() not in ("leave", "depart"):
        return False
    heads = [c for c in verb.lefts if c.dep_ == "nsubj"]
    doers = [*heads, *(t for c in heads for t in c.children if t.dep_ in ("compound", "appos", "nmod"))]
    return any(t.lemma_.lower() in _SHIPS or t.text in PREFIXES for t in doers)


_FORCES = frozenset("force troop soldier ship jet unit contingent".split())


def _keeps(verb: Token) -> bool:
    """ "Leave their forces in place"."""
    return any(c.dep_ == "dobj" and c.lemma_.lower() in _FORCES for c in verb.rights)


_GONE = frozenset("withdraw leave pull depart exit".split())


def is_sent_away(rule: Rule, chain: Chain) -> bool:
    """ "Called on Chile to withdraw its forces", "should withdraw": of forces, that they go is demanded as a deed."""
    deeds = [p for p in chain.predicates if p.token.lemma_.lower() in _GONE and p.tense != "noun"]
    gone = [p for p in deeds if p.token.lemma_.lower() != "leave" or not _keeps(p.token)]
    return rule.kind == "force_deployment" and bool(gone) and not any(p.is_negated for p in chain.predicates)
