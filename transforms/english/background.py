"""What a sentence tells behind its own deed: a cause, a topic, what another owns, may not do or once refused."""

import re

from spacy.tokens import Token

from transforms.english.frames import Frame
from transforms.english.tenses import is_verb
from transforms.rule_book import load_words

_CAUSE = re.compile(
    r"\b(?:due to|because of|owing to|as a result of|on account of|thanks to|regarding|as regards|prompted by|"
    r"triggered by|caused by|punishment for) $",
    re.IGNORECASE,
)
"""Before a noun: why another thing was done, or what was spoken of; nothing of the noun's own deed is told."""
_OWNING = load_words("background", "owning")
_LETTING = load_words("background", "letting")
_EXPLAINING = load_words("background", "explaining")
_HAVING = ("capability", "information_sharing", "arms_transfer")


def is_background(frame: Frame) -> bool:
    """Whether the thing is told of only to explain another."""
    return _is_cause(frame) or _is_owned(frame) or _is_explained(frame)


def _is_cause(frame: Frame) -> bool:
    """ "Was excluded due to its purchase of the system", "offers regarding the delivery of": no deed of the clause."""
    nouns = [frame.anchor, *(p.token for p in frame.chain.predicates if p.tense == "noun")]
    return any(n.dep_ == "pobj" and _CAUSE.search(n.doc.text[: n.left_edge.idx]) for n in nouns)


def _is_owned(frame: Frame) -> bool:
    """ "A list of weapons that Chile possesses", "a network used by Chile": a thing is described by who has it."""
    if frame.rule.kind not in _HAVING:
        return False
    clauses = [c for c in frame.anchor.rights if c.dep_ in ("relcl", "acl")]
    first = next(iter(frame.chain.predicates), None)
    if first is not None and first.token.dep_ == "relcl" and first.token.head == frame.anchor:
        return first.token.lemma_.lower() in _OWNING
    return frame.rule.kind == "information_sharing" and any(c.lemma_.lower() in _OWNING for c in clauses)


def _is_explained(frame: Frame) -> bool:
    """ "Linked the decision to the review of its forces": what is said to hang together is not done by that."""
    verbs = (p.token for p in frame.chain.predicates if p.token.lemma_.lower() in _EXPLAINING and is_verb(p.token))
    held = {
        t.i for verb in verbs for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("to", "with") for t in c.subtree
    }
    return frame.anchor.i in held


def is_kept_from(frame: Frame) -> bool:
    """ "We will not allow any NATO state to send troops": whoever says so binds nobody of those that he names."""
    if frame.rule.kind == "access_and_status":
        return False
    pairs = zip(frame.chain.predicates, frame.chain.predicates[1:], strict=False)
    return any(
        over.token.lemma_.lower() in _LETTING
        and over.is_negated
        and deed.token.head == over.token
        and _has_name(deed.token)
        for deed, over in pairs
    )


def _has_name(deed: Token) -> bool:
    subjects = (c for c in deed.lefts if c.dep_ in ("nsubj", "nsubjpass"))
    return any(t.pos_ == "PROPN" for c in subjects for t in c.subtree)
