"""What nouns say of how binding a thing is, where verbs are silent: "the planned exercise", "the pact includes"."""

from spacy.tokens import Token

from transforms.english.predicates import Chain, Predicate, list_modifiers
from transforms.rule_book import load_predicates

_PERMITTING = frozenset("approve clear authorise authorize greenlight okay".split())


def weigh_adjectives(anchor: Token, chain: Chain, value: str | None) -> str | None:
    """ "The planned exercise", "a proposed sale", "ongoing training": adjectives speak where verbs are silent."""
    if _is_drafted(anchor) and value not in ("denied", "called_for", "suspended"):
        return "proposed"
    nouns, known = [anchor, *(p.token for p in chain.predicates if p.tense == "noun")], load_predicates().adjectives
    said = next((known[word] for noun in nouns for word in list_modifiers(noun) if word in known), None)
    if said in ("proposed", "planned", "propose", "plan"):
        weak = {"propose": "proposed", "plan": "planned"}.get(said, said)
        if value == "agreed":  # "approved a possible sale": it may go ahead
            return weak if weak == "proposed" and chain.lemmas & _PERMITTING else value
        return weak if value in (None, "under_way", "planned", "completed") and not _is_done(chain) else value
    if value == "agreed" and _is_of_old(anchor):
        return "in_force"
    is_past = said == "completed" and value == "under_way" and anchor.dep_ == "nsubj"  # "the recent visit shows"
    return said if value is None or is_past else value


def _is_of_old(anchor: Token) -> bool:
    """ "A decades-old treaty signed by the two": it has bound them since."""
    is_paper = load_predicates().nouns.get(anchor.lemma_.lower()) == "agree" or anchor.lemma_.lower() == "treaty"
    return is_paper and any(word in ("old", "longstanding") for word in list_modifiers(anchor))


_DRAFTING = frozenset("development drafting elaboration preparation negotiation".split())


def _is_drafted(anchor: Token) -> bool:
    """ "The development of a treaty": a paper that is still being written."""
    is_paper = load_predicates().nouns.get(anchor.lemma_.lower()) == "agree" or anchor.lemma_.lower() == "treaty"
    behind = anchor.dep_ == "pobj" and anchor.head.lower_ == "of"
    return is_paper and behind and anchor.head.head.lemma_.lower() in _DRAFTING


_MAKING = frozenset("complete finish conclude conduct make undertake perform".split())


def _is_done(chain: Chain) -> bool:
    """Whether it was done: "sent", "completed a scheduled deployment"."""
    first = chain.predicates[:1]
    if first and first[0].tense == "noun" and first[0].group == "do":
        first = tuple(p for p in chain.predicates[1:2] if p.token.lemma_.lower() in _MAKING)
    return any(p.group in ("do", "enforce") and p.tense == "past" for p in first)


_CONTENTS = frozenset("include cover contain comprise involve envisage foresee encompass feature provide".split())


def tells_of_paper(predicate: Predicate) -> bool:
    """ "The agreement includes": what is in it has been agreed."""
    if predicate.is_negated or predicate.tense != "present" or predicate.token.lemma_.lower() not in _CONTENTS:
        return False
    said = load_predicates().nouns
    return any(c.dep_ == "nsubj" and said.get(c.lemma_.lower()) == "agree" for c in predicate.token.lefts)
