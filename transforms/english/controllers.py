"""The words that are the subject of a verb: its own, or that of the verb or noun which controls it."""

from spacy.tokens import Token

from transforms.english.owners import noun_owners
from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates

_DEPTH = 12


def list_subjects(token: Token, depth: int = 0) -> list[Token]:
    """The subject of a verb; where it has none, that of the verb which controls it."""
    if depth > _DEPTH:
        return []
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]
    attributes = [c for c in token.children if c.dep_ == "attr"]
    if attributes and any(c.lower_ in ("it", "this", "that") for c in own):
        return list(noun_owners(attributes[0]))
    if own:
        named = [_antecedent(token, c) for c in own if c.dep_ != "expl"]
        named += _joined(token)
        return [t for t in named if token.dep_ != "relcl" or t.lemma_.lower() not in load_predicates().containers]
    head = token.head
    if head == token:
        return [token] if token.i == 0 and token.tag_ == "VB" and token.text[0].isupper() else []
    if token.dep_ in ("relcl", "acl") and not is_verb(head):
        topic = [c for p in head.rights if p.lower_ in ("about", "of", "on") and p.i < token.i for c in p.children]
        if token.dep_ == "acl" and token.tag_ == "VBG" and topic:
            return topic  # "talks about Peru sending troops"
        return [head] if token.tag_ == "VBG" or token.dep_ == "relcl" else _holders(head, depth)
    if token.dep_ == "pcomp" and (judged := list_judged(head)):
        return judged
    if token.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "conj", "prep", "dobj", "pobj"):
        return _controller(token, head, depth)
    return []


_LEGISLATURES = frozenset(
    "congress parliament senate lawmaker legislature bundestag diet knesset sejm mp riksdag".split()
)


_CAUSING = frozenset("prompt force compel cause lead".split())
_APART = frozenset("after before as while since because although though when whereas without".split())


def is_apart(deed: Token) -> bool:
    """Whether who else the sentence names has no part in a deed: "after holding drills", "prompting Chile to hold"."""
    return (deed.dep_ == "pcomp" and deed.head.lower_ in _APART) or is_of_another(deed)


def is_of_another(deed: Token) -> bool:
    """Whether somebody else does it than the subject above: "imposed sanctions on Chile for holding drills"."""
    if deed.dep_ == "pcomp":
        return bool(list_judged(deed.head))
    return deed.dep_ == "xcomp" and deed.head.lemma_.lower() in _CAUSING


def list_judged(preposition: Token) -> list[Token]:
    """Who did it, of "blasted Chile for holding drills", "voiced criticism of Chile for holding them"."""
    words = load_predicates().judging
    above = [preposition.head, *(c for c in preposition.head.rights if c.dep_ == "dobj")]
    judging = next((word for word in above if word.lemma_.lower() in words), None)
    if judging is None or preposition.lower_ != "for":
        return []
    behind = [p for word in above for p in word.rights if p.lower_ in ("of", "on") and p.i < preposition.i]
    of = [c for p in behind for c in p.children if c.dep_ == "pobj"]
    return [c for c in judging.children if c.dep_ in ("dobj", "nsubjpass") and c.i < preposition.i] or of


def _antecedent(verb: Token, subject: Token) -> Token:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        part = verb.head.head.head if verb.head.dep_ == "pobj" and verb.head.head.lower_ == "of" else verb.head
        named = [c for c in part.head.lefts if c.dep_ == "nsubj"] if part.dep_ == "attr" else []
        return named[0] if named and part.lemma_.lower() in ("one", "part", "among") else verb.head
    return subject


def _joined(verb: Token) -> list[Token]:
    """Whose deed it is as well: "joined Peru in sending troops", not "joined NATO in 1949"."""
    deeds = [g for c in verb.rights if c.lower_ == "in" for g in c.children if g.pos_ in ("NOUN", "VERB")]
    if verb.lemma_.lower() != "join" or not deeds:
        return []
    return [c for c in verb.rights if c.dep_ == "dobj" and c.pos_ == "PROPN"]


def _controller(token: Token, head: Token, depth: int) -> list[Token]:
    if is_verb(head):
        plans = [
            c
            for c in head.children
            if c.dep_ == "dobj"
            and c.i < token.i
            and (c.lemma_.lower() in load_predicates().nouns or any(p.lower_ == "by" for p in c.rights))
        ]
        if (
            plans
            and token.tag_ == "VB"
            and token.dep_ in ("xcomp", "advcl")
            and (owners := list(noun_owners(plans[0])))
        ):
            return owners
        if token.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in load_predicates().object_control:
            objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
            objects += [
                c
                for p in head.children
                if p.dep_ == "prep" and p.lower_ == "on"
                for c in p.children
                if c.dep_ == "pobj"
            ]
            passive = [c for c in head.children if c.dep_ == "nsubjpass"]
            if any(c.lemma_.lower() in _LEGISLATURES for c in objects):
                return list_subjects(head, depth + 1)
            if (objects or passive) and token.tag_ == "VB":
                return passive or objects
        return list_subjects(head, depth + 1)
    return _holders(head, depth)


def _holders(noun: Token, depth: int) -> list[Token]:
    """Who holds a plan or a decision: its possessor or that of a noun above it, else the subject of the verb above."""
    token = noun
    for _ in range(_DEPTH):
        owners = [owner for owner in noun_owners(token) if owner.tag_ != "PRP$"]
        if owners:
            return owners
        if token.head == token or is_verb(token.head):
            break
        token = token.head
    is_praise = load_predicates().verbs.get(token.head.lemma_.lower()) == "welcome"
    return [] if token.head == token or is_praise else list_subjects(token.head, depth + 1)
