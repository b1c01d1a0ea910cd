"""In whose land forces are, where their clause gives no country: by purpose, a name beside, a town.

A town or a base that is only a place names no government, but it says whose land it is in.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from schemas.country_names import is_state
from transforms.english.actor_groups import find_preposition
from transforms.english.places import find_hosts as find_pointed
from transforms.english.places import read_site
from transforms.english.predicates import Chain
from transforms.english.sentences import Sentence

_WHERE = frozenset("in to at from into on near inside outside towards toward across for".split())
_REACHING = frozenset("visit reach enter leave".split())
"""Verbs whose object is where it goes: "visited Darwin"."""
_BESIDE = re.compile(r" (?:\w+ )?(?:in|to|near) (?:the )?(?:\w+ern |central )?")


def find_hosts(anchor: Token, chain: Chain, sentence: Sentence, senders: Sequence[str]) -> tuple[str, ...]:
    """The states in whose land a force is; nothing where the clause says nothing of it."""
    named = _find_purpose(chain, sentence) or _find_beside(anchor, sentence)
    if named and not set(named) & set(senders):
        return named
    towns = (_read_town(place) for place in _list_places(anchor, chain))
    found = next((name for name in towns if name and name not in senders), None)
    return (found,) if found else tuple(find_pointed(anchor, chain, sentence, senders))


def _find_purpose(chain: Chain, sentence: Sentence) -> tuple[str, ...]:
    """ "Send soldiers to fight in Mali": where they are to do what they are sent for."""
    verbs = [p.token for p in chain.predicates[:1]]
    for clause in (c for verb in verbs for c in verb.rights if c.dep_ in ("xcomp", "advcl")):
        inside = {t.idx for t in clause.subtree} if any(a.lower_ == "to" for a in clause.lefts) else set()
        for group in (g for g in sentence.groups if g.start in inside):
            if find_preposition(sentence.doc.text, group) in ("in", "inside", "to") and is_state(group.actor_ids[0]):
                return group.actor_ids
    return ()


def _find_beside(anchor: Token, sentence: Sentence) -> tuple[str, ...]:
    """ "A presence in Poland": the name right behind the force."""
    text, end = sentence.doc.text, anchor.idx + len(anchor)
    beside = (g for g in sentence.groups if g.start > end and _BESIDE.fullmatch(text[end : g.start]))
    return next((g.actor_ids for g in beside), ())


def _list_places(anchor: Token, chain: Chain) -> Iterator[Token]:
    """What stands behind a preposition of place in the clause."""
    for word in (anchor, *(p.token for p in chain.predicates[:2])):
        for child in word.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in _WHERE:
                yield from _list_objects(child)
            if child.dep_ == "dobj" and word.lemma_.lower() in _REACHING:
                yield child


def _list_objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
            for inner in child.children:
                if inner.dep_ == "appos":
                    yield inner
                if inner.dep_ == "prep" and inner.lower_ in ("in", "of", "near", "outside"):
                    yield from _list_objects(inner)


def _read_town(place: Token) -> str | None:
    if place.pos_ != "PROPN":
        return None
    words = " ".join(t.text for t in place.subtree if t.dep_ in ("compound", "pobj", "case") or t == place)
    return read_site(words)
