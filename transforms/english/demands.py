"""What a demand makes of a standing: somebody else's wish, a law that binds, a pledge that asks its own makers."""

from spacy.tokens import Token

from transforms.english.predicates import Predicate
from transforms.english.standing_by_kind import LEGISLATURES
from transforms.rule_book import load_predicates

LAWS = frozenset("law legislation bill act rule policy treaty constitution agreement pact decree resolution".split())
_GOALS = frozenset("guideline goal target".split())


def call_for(predicate: Predicate, inner: str | None) -> str | None:
    """The standing of what is demanded."""
    token = predicate.token
    holders = [token.head, *(c for c in token.lefts if c.dep_ == "nsubj")] if token.dep_ == "acl" else list(token.lefts)
    if any(holder.lemma_.lower() in LAWS for holder in holders):
        return "in_force"
    if _is_asked_by_pledge(token):
        return "agreed"
    if any(c.dep_ in ("dobj", "dative") and c.lemma_.lower() in LEGISLATURES for c in token.children):
        return "proposed"
    is_put_to = any(c.dep_ in ("dobj", "dative") for c in token.rights)
    if token.lemma_.lower() == "ask" and not is_put_to and any(_holds_money(c) for c in token.rights):
        return "proposed"  # a ministry that asks for its budget
    return inner if inner in ("completed", "suspended") else "called_for"


def _is_asked_by_pledge(verb: Token) -> bool:
    """ "The pledge of 2020, which asks them to": who has pledged is bound by it and not asked by another."""
    if verb.dep_ not in ("relcl", "acl"):
        return False
    holder = verb.head
    if holder.dep_ == "pobj" and (holder.like_num or holder.ent_type_ == "DATE"):
        holder = holder.head.head  # the parser hangs the clause on the year
    lemma = holder.lemma_.lower()
    return lemma in _GOALS or (load_predicates().nouns.get(lemma) == "agree" and lemma not in LAWS)


def _holds_money(preposition: Token) -> bool:
    is_for = preposition.dep_ == "prep" and preposition.lower_ == "for"
    return is_for and any(t.like_num or t.text in ("$", "€", "£") for t in preposition.subtree)


def wants_of_another(predicate: Predicate) -> bool:
    """ "Wants X to send", "told X to send": one wants, another is bound."""
    lemma = predicate.token.lemma_.lower()
    if lemma not in ("want", "like", "need", "tell", "expect"):
        return False
    for child in predicate.token.rights:
        if child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
            named = [*child.lefts, *(predicate.token.children if lemma == "tell" else ())]
            return any(c.dep_ in ("nsubj", "dobj", "dative") and c.i > predicate.token.i for c in named)
    return False
