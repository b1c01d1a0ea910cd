"""What a pact, a base or a visit makes possible: no promise by itself, but a signed paper promises what it allows."""

from spacy.tokens import Token

from transforms.english.frames import Frame
from transforms.english.predicates import Chain, Predicate
from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates, load_words

_ENABLING = load_words("enabling", "enabling")
_LETTING = load_words("enabling", "letting")
_PROMISING = frozenset({"access_and_status", "logistics_support"})
"""Kinds that consist in what is allowed."""
_THINGS = load_words("enabling", "things")
LIFTING = load_words("enabling", "lifting")


def is_enabled(frame: Frame) -> bool:
    """What a pact, a base or a visit makes possible has not been promised by that."""
    if frame.rule.kind in _PROMISING:
        return False
    above = [p for p in frame.chain.predicates if p.token != frame.anchor]
    if frame.rule.kind == "information_sharing" and any(_is_said_of_paper(p) for p in above):
        return False
    letting = [p for p in above if p.token.lemma_.lower() in _ENABLING or _is_lifting(p.token)]
    is_sent = frame.rule.roles == "send"  # a pact on troops is told for itself
    return any(_is_done_by_thing(p) and (is_sent or not _is_of_signed_paper(p, frame.chain)) for p in letting)


def _is_said_of_paper(predicate: Predicate) -> bool:
    """ "The agreement allows the two to exchange data": what a paper holds it promises; one still to come does not."""
    if predicate.token.lemma_.lower() not in _LETTING or predicate.tense not in ("present", "past"):
        return False
    doers = [c for c in predicate.token.lefts if c.dep_ == "nsubj"]
    return any(load_predicates().nouns.get(c.lemma_.lower()) == "agree" for c in doers)


def _is_of_signed_paper(predicate: Predicate, chain: Chain) -> bool:
    """ "Signed an agreement that lets soldiers train there": what a paper allows is agreed with it."""
    verb, book = predicate.token, load_predicates()
    if verb.lemma_.lower() not in _LETTING or predicate.tense == "would":
        return False
    if verb.dep_ not in ("acl", "relcl") or book.nouns.get(verb.head.lemma_.lower()) != "agree":
        return False
    outer = chain.predicates[chain.predicates.index(predicate) + 1 :]
    return any(p.group == "agree" and p.tense in ("past", "participle", "present") for p in outer)


def _is_lifting(verb: Token) -> bool:
    """ "The visit strengthens cooperation"; in a clause of its own it tells what a paper is about."""
    lemma = verb.lemma_.lower()
    is_own_clause = verb.dep_ in ("acl", "relcl", "advcl")
    return is_verb(verb) and not is_own_clause and (lemma in load_predicates().soft or lemma in LIFTING)


def _is_done_by_thing(predicate: Predicate) -> bool:
    verb = predicate.token
    doers = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not doers:
        return True  # "…, enabling them to": the deed that is told is the doer
    if verb.dep_ in ("acl", "relcl") and (not doers or doers[0].lower_ in ("that", "which")):
        doers = [verb.head]
    return any(_is_thing(doer) for doer in doers)


def _is_thing(token: Token) -> bool:
    book = load_predicates()
    lemma = token.lemma_.lower()
    return lemma in book.nouns or lemma in book.containers or lemma in _THINGS or lemma in LIFTING
