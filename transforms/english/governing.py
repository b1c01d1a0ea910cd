"""Whether the verbs of a rule govern the words that it found, and from which word the predicates are read."""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.english.movement import is_moved
from transforms.english.owners import passive_agents
from transforms.english.predicates import start_of
from transforms.english.tenses import is_verb
from transforms.rule_book import Rule, load_predicates

_REACH = 8
_GIVEN = ("transfer", "own", "support")
"""Roles of a thing that is given or bought, so that its own clause may say so: "missiles that Norway has ordered"."""
_BESIDE = frozenset("near around outside beyond beside".split())
"""Prepositions behind which a thing is only the scene: whoever operates near a base does not operate it."""


_ABOUT = _BESIDE | {"on", "about", "concerning", "regarding"}
_STAGING = frozenset("host co-host cohost hold conduct stage organise organize lead".split())
_KNOWLEDGE = frozenset("data information intelligence map imagery knowledge advice warning target".split())
"""Whoever gives data on missiles gives no missiles."""


def is_governed(rule: Rule, anchor: Token) -> bool:
    """Whether one of the rule's verbs, or a noun of them, governs the anchor first; helpers are passed over."""
    if rule.is_moved:
        return is_moved(anchor, rule.verbs)
    if rule.kind == "joint_training" and _is_staged(anchor):
        return True
    token = anchor
    for _ in range(_REACH):
        if token.lemma_.lower() in rule.verbs and (token != anchor or token.pos_ != "NOUN"):
            return True
        if token.dep_ in ("nsubj", "nsubjpass") and _is_subject_of(token.head, rule):
            return True
        is_helper = load_predicates().verbs.get(token.lemma_.lower()) == "enable"
        if token.head == token or (is_verb(token) and not is_helper and token != anchor):
            return False
        if token.dep_ == "prep" and token.lower_ in (_ABOUT if rule.roles == "transfer" else _BESIDE):
            return False
        if rule.roles in _GIVEN and token != anchor and token.lemma_.lower() in _KNOWLEDGE:
            return False
        if token.dep_ in ("relcl", "nsubj", "ccomp") and not _is_intransitive(token, rule):
            return False
        token = token.head
    return False


def _is_staged(anchor: Token) -> bool:
    """ "The exercise, hosted by Chile, involves": whose it is, the words beside it say; what is done, its verb."""
    hosted = (c for c in anchor.rights if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in _STAGING)
    return any(True for clause in hosted for _ in passive_agents(clause))


def find_start(rule: Rule, anchor: Token) -> Token:
    """Where to climb from; a clause that only describes a thing that is given says nothing of the giving."""
    is_given = bool(rule.verbs) and rule.roles in _GIVEN and anchor.dep_ not in ("nsubj", "nsubjpass")
    return anchor if is_given else start_of(anchor)


def find_own_deed(rule: Rule, anchor: Token) -> Token | None:
    """The deed of a thing's own clause: "the weapons we are providing", "a jet of which it ordered ten"."""
    if rule.roles not in _GIVEN:
        return None
    for clause in (c for c in anchor.rights if c.dep_ in ("relcl", "acl") and is_verb(c)):
        is_doer = any(c.dep_ == "nsubj" and c.lower_ in ("that", "which", "who") for c in clause.lefts)
        if is_doer or (clause.dep_ == "acl" and clause.tag_ != "VBN"):
            continue
        deeds = (clause, *(c for c in clause.rights if c.dep_ == "xcomp" and is_verb(c)))
        found = next((deed for deed in deeds if deed.lemma_.lower() in rule.verbs), None)
        if found is not None:
            return found
    return None


def _is_subject_of(verb: Token, rule: Rule) -> bool:
    """Whether a subject does one of a rule's deeds, or it is to be done to it: "guns are to be delivered"."""
    deeds = [verb, *_list_infinitives(verb)]
    if rule.roles != "send":
        deeds = [deed for deed in deeds if any(c.dep_ == "auxpass" for c in deed.lefts)]
    return any(deed.lemma_.lower() in rule.verbs for deed in deeds)


def _list_infinitives(verb: Token) -> Iterator[Token]:
    """What a subject continues, begins or plans to do."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and is_verb(child):
            yield child
            yield from _list_infinitives(child)


def _is_intransitive(token: Token, rule: Rule) -> bool:
    """Whether a subject may be the thing itself: "ships sailed", "spending hit 3 billion", not "ships fired guns"."""
    objects = [c for c in token.head.children if c.dep_ == "dobj" and c.lower_ != "place"]
    if rule.roles == "support":
        return False  # "soldiers train there" are taught by nobody
    is_figure = rule.roles == "spend" and any(t.like_num for c in objects for t in c.subtree)
    return token.dep_ == "nsubj" and (is_figure or not objects)
