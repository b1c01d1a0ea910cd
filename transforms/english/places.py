"""Whose soil it is where a sentence names no state: "in the country", "from all three countries", "in Yokosuka"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from schemas.country_names import is_state
from schemas.registers import load_sites
from transforms.english.predicates import Chain
from transforms.english.sentences import Sentence
from transforms.words.phrases import Trie
from transforms.words.spans import items_within

_LEADING = frozenset("in into to from on out of across inside at".split())
_LEAVING = frozenset("leave exit quit enter reach".split())
_LANDS = frozenset("country nation state republic kingdom island archipelago soil territory".split())
_POINTING = frozenset("the this that its all both these".split())
_MANY = frozenset("both all two three four these".split())
_SENT_TO = re.compile(r"\b(?:troops|soldiers|forces|ships|jets|personnel|contingent|brigade|battalion) to (?:the )?$")
"""Before a state: forces that are sent, or not sent, there."""
_REACH = 6
_NEAR = 4
"""Predicates from the thing out, below which a place still belongs to it."""


def find_hosts(anchor: Token, chain: Chain, sentence: Sentence, others: Sequence[str]) -> list[str]:
    """The states on whose soil something is, where the sentence points to what was named before; `others` left out."""
    for token in _list_pointers(anchor, chain):
        words = {t.lower_ for t in token.subtree}
        home = sentence.scene.publisher_actors[:1]
        if token.lower_ == "here" and home and is_state(home[0]):
            return [name for name in home if name not in others]
        if token.tag_ == "NNS" and words & _MANY:
            counted = " ".join(t.text for t in token.subtree)
            return [n for n in sentence.scene.resolve(counted, sentence.number) if n not in others]
        if token.tag_ != "NNS" and (host := _find_land(sentence, token, others)):
            return [host]
    return []


@cache
def _load_trie() -> Trie[str]:
    return Trie((name, state) for state, names in load_sites().items() for name in names)


def read_site(words: str) -> str | None:
    """The state on whose soil a town, port or base is."""
    return next((phrase.payload for phrase in _load_trie().find(words)), None)


def _list_pointers(anchor: Token, chain: Chain) -> Iterator[Token]:
    """Words behind a preposition, or "there", that name a land without its name."""
    for holder in (anchor, *(p.token for p in chain.predicates[:_NEAR])):
        for child in holder.rights:
            if child.lower_ in ("there", "here") and child.dep_ == "advmod":
                yield child
            if child.dep_ == "dobj" and child.lemma_.lower() in _LANDS and holder.lemma_.lower() in _LEAVING:
                yield child
            for word in _list_objects(child) if child.dep_ == "prep" and child.lower_ in _LEADING else ():
                if word.lemma_.lower() in _LANDS and any(c.lower_ in _POINTING for c in word.lefts):
                    yield word


def _list_objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "prep":  # "out of the country"
            yield from _list_objects(child)


def _find_land(sentence: Sentence, token: Token, others: Sequence[str]) -> str | None:
    """The state named last before a pointer that is none of `others`, first where a preposition made it a place."""
    scene, position = sentence.scene, sentence.scene.sentences[sentence.number].start + token.idx
    for index in range(sentence.number, max(-1, sentence.number - _REACH - 1), -1):
        span = scene.sentences[index]
        inside = [m for m in items_within(scene.mentions, span.start, span.end) if m.end <= position]
        states = [m for m in inside if is_state(m.actor_id) and m.actor_id not in others]
        placed = [m for m in states if scene.is_scenery(m) or _SENT_TO.search(scene.text[span.start : m.start])]
        if states:
            return placed[-1].actor_id if placed else states[0].actor_id
    return None
