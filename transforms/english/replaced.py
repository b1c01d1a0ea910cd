"""What is bought takes the place of older things: whose those were takes no part in the purchase."""

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import Group, group_tokens
from transforms.rule_book import load_words

_REPLACING = load_words("replaced", "replacing")
_DEPTH = 8


def is_replaced(group: Group, anchor: Token, doc: Doc) -> bool:
    """ "Will buy jets to replace its ex-Canadian aircraft": the name stands in the clause of what is replaced."""
    token = next((t for t in group_tokens(doc, group) if t.i > anchor.i), None)
    for _ in range(_DEPTH):
        if token is None or token == anchor or token.head == token:
            return False
        if token.lemma_.lower() in _REPLACING and token.dep_ in ("advcl", "acl", "xcomp", "relcl", "pcomp"):
            return not token.is_ancestor(anchor)
        token = token.head
    return False


def is_taken_out(anchor: Token) -> bool:
    """Whether the thing itself is what is replaced: who made it sells nothing."""
    return anchor.dep_ == "dobj" and anchor.head.lemma_.lower() in _REPLACING
