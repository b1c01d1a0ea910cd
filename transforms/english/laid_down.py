"""What a signed paper lays down: its sides have agreed to it, whatever the tense in which the text tells it.

"Under the pact Chile will send", "the treaty has both sides consult": what is to come, or is told in the present, is
agreed; what was done under it before, or is being done, is not touched.
"""

from spacy.tokens import Token

from transforms.english.predicates import Chain, Predicate
from transforms.english.tenses import list_auxiliaries
from transforms.rule_book import load_pattern, load_words

_PAPERS = load_words("papers", "papers")
_POINTING = load_words("papers", "pointing")
_OPEN = load_words("papers", "open")
_UNDER = load_pattern("under_paper")
_SIGNED = load_pattern("signed_paper")
_DOUBTFUL = load_pattern("doubtful_paper")
_IN_FORCE = load_pattern("in_force")
_TOLD = ("present", "future", "would", "gerund")
_SOFT = ("planned", "under_way")
_ELSEWHERE = frozenset({"mutual_defence", "information_sharing", "countering_disinformation", "consultation"})
"""Kinds of which `papers` knows more."""


def fit_to_paper(kind: str, value: str | None, chain: Chain, before: str) -> str | None:
    """A standing that rests on a paper; `before` is the sentence before, in which it may have been signed."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if first is None or value not in _SOFT or kind in _ELSEWHERE:
        return value
    text = first.token.doc.text
    if any(_is_laid_down(predicate, before) for predicate in chain.predicates[:3]):
        is_now = first.tense == "present" and _IN_FORCE.search(before)
        return "in_force" if is_now else "agreed"
    if value != "planned" or first.is_negated or _DOUBTFUL.search(text):
        return value
    is_certain = first.tense != "would" or bool(_SIGNED.search(text))
    return "agreed" if _UNDER.search(text) and is_certain else value


def _is_laid_down(predicate: Predicate, before: str) -> bool:
    """Whether a paper says it, and not somebody of a paper: "the accord gives", "it provides for"."""
    verb = predicate.token
    if predicate.tense not in _TOLD or predicate.is_negated or predicate.modality:
        return False
    if predicate.group not in ("do", "enable", "enforce") or verb.lemma_.lower() == "be":
        return False
    if any(c.lemma_.lower() == "be" for c in list_auxiliaries(verb)):
        return False
    return any(_is_paper(subject, before) for subject in _list_subjects(verb, predicate))


def _list_subjects(verb: Token, predicate: Predicate) -> list[Token]:
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    is_relative = any(c.lower_ in ("which", "that") for c in subjects)
    if (verb.dep_ == "relcl" and is_relative) or (verb.dep_ == "acl" and not subjects and predicate.tense == "gerund"):
        return [verb.head]
    return subjects


def _is_paper(noun: Token, before: str) -> bool:
    if noun.lower_ in _POINTING:
        return bool(_SIGNED.search(before))
    is_open = any(c.lower_ in _OPEN for c in noun.lefts)
    return noun.lemma_.lower() in _PAPERS and not is_open
