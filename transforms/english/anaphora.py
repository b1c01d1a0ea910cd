"""Phrases that name nobody and point within their own sentence: "six countries, including", "it", "both"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from transforms.english.actor_groups import Group, find_preposition
from transforms.english.sentences import Sentence

_LISTED = re.compile(r"\b(?:including|such as|namely|among them|like)\b|[:–—(]")
_SEVERAL = re.compile(r"\b(?:countries|nations|allies|states|partners|members|governments)\b", re.IGNORECASE)


def named_later(token: Token, covered: Sequence[Token], sentence: Sentence) -> list[Group]:
    """ "Six countries have sent ships, including A, B and C": who is meant by the number is named behind it."""
    if (
        token.pos_ != "NOUN"
        or not _SEVERAL.search(token.text)
        or any(t.lower_ in ("two", "both", "other") for t in covered)
    ):
        return []
    match = _LISTED.search(sentence.doc.text, token.idx)
    return list(_take_list(sentence, match.end())) if match else []


_JOINED = re.compile(r"[,\s]*(?:(?:but|and|or|also|not|only|the|usual|as well as|both)[,\s]*)*$")


def _take_list(sentence: Sentence, position: int) -> Iterator[Group]:
    """The groups from a position on that stand side by side."""
    for group in sentence.groups:
        if group.start >= position:
            if not _JOINED.match(sentence.doc.text[position : group.start]):
                return
            yield group
            position = group.end


def find_teller(token: Token, sentence: Sentence) -> Group | None:
    """Who says it, where the pronoun is the subject of what is said: "Senegal said it would"; "told them that they"."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    told = [c for c in verb.head.rights if c.dep_ in ("dobj", "dative") and c.i < token.i]
    subjects = [*(told if token.lower_ == "they" else ()), *(c for c in verb.head.lefts if c.dep_ == "nsubj")]
    for subject in subjects:
        for group in sentence.groups:
            if group.start <= subject.idx < group.end or group.start <= subject.left_edge.idx < group.end:
                return group
    return None


def find_plural(token: Token, sentence: Sentence) -> Token | None:
    """Whom "them" stands for within its sentence where that names nobody before it: "the allies … asks them to"."""
    if any(group.end <= token.idx for group in sentence.groups):
        return None
    nouns = (t for t in sentence.doc[: token.i] if t.dep_ == "nsubj" and t.tag_ == "NNS" and _SEVERAL.search(t.text))
    return next(nouns, None)


def _is_as_before(token: Token) -> bool:
    """ "It has relied on Peru since it left": the second pronoun means what the first one does."""
    top = next((t for t in token.doc if t.dep_ == "ROOT"), token)
    return token.head != top and any(
        c.dep_ == "nsubj" and c.lower_ == token.lower_ and c.i < token.i for c in top.lefts
    )


def resolve_inside(words: str, token: Token, sentence: Sentence) -> tuple[str, ...]:
    """A pronoun that points back inside its own sentence: the last group before it that fits in number."""
    lowered = words.lower()
    is_owned = any(c.tag_ == "PRP$" and c.lower_ in ("its", "his", "her") for c in token.lefts)
    if (is_owned or token.lower_ in ("it", "they", "he", "she", "we")) and (told := find_teller(token, sentence)):
        return told.actor_ids
    if set(lowered.split()) & {"we", "our", "i"}:
        return ()
    before = [group for group in sentence.groups if group.end <= token.idx]
    if not before:
        return ()
    is_plural = bool(re.search(r"\b(?:they|both|two|three|sides|countries|leaders|ministers|nations|their)\b", lowered))
    if is_plural:
        lists = [group for group in before if len(group.actor_ids) > 1]
        names = tuple(dict.fromkeys(name for group in before for name in group.actor_ids))
        return lists[-1].actor_ids if lists else names if len(names) > 1 else ()
    if _is_as_before(token):
        return ()
    if token.lower_ in ("it", "he", "she") or re.search(r"\b(?:country|government|ministry|alliance)\b", lowered):
        is_object = token.dep_ != "nsubj" or any(c.lower_ == "to" for c in token.head.lefts)
        near = [g for g in before if find_preposition(sentence.doc.text, g) not in ("in", "at", "on", "near", "from")]
        chosen = near[-1] if is_object and near else before[0]
        return chosen.actor_ids[:1] if len(chosen.actor_ids) == 1 else ()
    return ()
