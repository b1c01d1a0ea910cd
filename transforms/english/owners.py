"""Whose a noun is and by whom a passive is done: "Japan's decision", "the Czech purchase", "signed by Chile"."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from transforms.rule_book import load_predicates

COMPANIES = frozenset(
    "company firm manufacturer startup start-up maker shipyard contractor shipbuilder conglomerate builder supplier "
    "arms-maker bank subsidiary corporation inc ltd llc".split()
)
"""What a company does binds no state, whatever its nationality."""


def passive_agents(verb: Token) -> Iterator[Token]:
    """The words behind "by" that do what a passive verb says."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from (c for c in child.children if c.dep_ == "pobj")


def noun_owners(noun: Token) -> Iterator[Token]:
    """The words that say whose a noun is: possessors, adjectives and names before it, "of" and "by" behind it."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in ("compound", "amod", "nmod") and child.pos_ in ("PROPN", "ADJ")):
            yield child
        elif child.dep_ in ("prep", "agent") and child.lower_ in _owning_prepositions(noun):
            yield from (c for c in child.children if c.dep_ == "pobj")


_PROMISES = frozenset({"commitment", "pledge", "promise", "undertaking"})


def _owning_prepositions(noun: Token) -> tuple[str, ...]:
    """ "The policy of the United States" has an owner, "the purchase of tanks" an object."""
    group = load_predicates().nouns.get(noun.lemma_.lower())
    is_deed = group in ("do", "suspend") or (group == "enforce" and noun.lemma_.lower() not in ("policy", "law"))
    if noun.lemma_.lower() in _PROMISES:
        return ("by", "of", "from", "between", "among")  # "won a pledge from Peru to"
    return ("by", "between", "among") if is_deed else ("by", "of", "between", "among")


def praised(verb: Token, anchor: Token) -> list[Token]:
    """Who is thanked or praised for the thing at `anchor`: he has done it, and not who thanks."""
    for person in (c for c in verb.rights if c.dep_ in ("dobj", "dative")):
        reasons = [c for holder in (verb, person) for c in holder.rights if c.dep_ == "prep" and c.i > person.i]
        if any(c.lower_ in ("for", "on", "over") and c.is_ancestor(anchor) for c in reasons):
            return [person]
    return []


def is_of_a_firm(verbs: Iterable[Token]) -> bool:
    """Whether a proper name that is no actor gives it: "Anduril will provide Chile with missiles"."""
    return any(c.dep_ == "nsubj" and c.tag_ == "NNP" for verb in verbs for c in verb.lefts)


def is_home_of_company(token: Token) -> bool:
    """Whether a country's name only says where a firm is: "the German company", "Chile's shipbuilder"."""
    while token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i > token.i:
        token = token.head
        near = (token, *(c for c in token.children if c.dep_ in ("compound", "appos", "nmod")))
        if any(c.lemma_.lower() in COMPANIES for c in near):
            return True
    return False
