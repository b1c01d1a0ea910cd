"""Whether a sentence says something of an agreement or programme that it names, and of what else it may say that.

What surprises: what is done to the body that runs a programme, or to the paper that sets it up, is done to the
programme: "signed a convention that creates the agency which manages GCAP".
"""

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates
from transforms.words.instruments import InstrumentMention

_REACH = 8
_HOLDING = frozenset("of on for to from into in with at between among concerning regarding about".split())
"""Prepositions behind which an instrument still is what it is about; "under the agreement" only appeals to it."""
_RUNNING = frozenset(
    "run manage oversee steer administer govern implement lead direct coordinate set found create establish build "
    "launch develop regulate".split()
)
_PROGRAMMES = frozenset("programme program project".split())
_MAKERS = frozenset(
    "organisation organization agency body office authority venture consortium headquarters board committee entity "
    "secretariat convention treaty agreement memorandum contract law statute charter protocol accord pact".split()
)


def find_maker(anchor: Token) -> Token:
    """The body or paper of whose clause the anchor is the object, from clause to clause; else the anchor itself."""
    token = anchor.head if anchor.dep_ == "compound" and anchor.head.lemma_.lower() in _PROGRAMMES else anchor
    for _ in range(3):
        verb = token.head
        is_run = token.dep_ == "dobj" and verb.dep_ in ("relcl", "acl") and verb.lemma_.lower() in _RUNNING
        if not is_run or verb.head.lemma_.lower() not in _MAKERS:
            break
        token = verb.head
    return anchor if token == anchor.head else token


def is_about(anchor: Token, instrument: InstrumentMention) -> bool:
    """Whether a sentence says something of the instrument that it names, and does not only appeal to it."""
    if instrument.is_series:
        return True
    about, token = load_predicates().about, find_maker(anchor)
    for _ in range(_REACH):
        if token.head == token:
            return False
        if token.dep_ == "prep" and token.lower_ not in _HOLDING:
            return instrument.kind == "mutual_defence"
        token = token.head
        if token.lemma_.lower() in about or (token.lemma_ == "be" and anchor.dep_ == "nsubj"):
            return True
        if is_verb(token):
            if any(c.dep_ == "dobj" and load_predicates().nouns.get(c.lemma_.lower()) == "agree" for c in token.rights):
                return True  # "gave its consent to the agreement"
            return any(c.dep_ in ("relcl", "acl", "appos") for c in anchor.children)
    return False


_FOUNDED = frozenset({"mutual_defence", "information_sharing", "countering_disinformation", "consultation"})


def is_in_clause_of(kind: str, anchor: Token, others: Sequence[tuple[str, Token]]) -> bool:
    """ "A cell in which they pool intelligence": what is founded says what for, and that is no second promise."""
    clause = next((t for t in (anchor, *anchor.ancestors) if t.dep_ in ("relcl", "acl")), None)
    if kind not in _FOUNDED or clause is None:
        return False
    return any(other == kind and token != anchor and token == clause.head for other, token in others)
