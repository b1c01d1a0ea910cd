"""The predicates that govern a word of a sentence, from the innermost out: what is done, agreed, planned, denied.

What surprises: a relative clause ends the climb, since what stands outside of it says nothing of it; coordinated
verbs share auxiliaries and subjects but do not govern each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Token

from transforms.english.fixed_phrases import read_phrase
from transforms.english.tenses import (
    OBLIGED,
    POSSIBLE,
    is_denied_noun,
    is_negated,
    is_purpose,
    is_verb,
    list_auxiliaries,
    read_tense,
)
from transforms.rule_book import load_predicates

_RELATIVES = ("that", "which", "who", "whom", "it", "they", "he", "she")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Predicate:
    """A governing word: its group in the lexicon (`do` where it is not listed), its tense, and what weakens it.

    `tense` is future, would, past, present, progressive, infinitive, gerund, participle or bare; for a noun, `noun`.
    """

    token: Token
    group: str
    tense: str
    is_negated: bool = False
    is_passive: bool = False
    modality: str = ""

    @property
    def is_letting(self) -> bool:
        """Whether it only lets something be done: "will help them build", "will see them meet"."""
        return self.group == "enable" or self.token.lemma_ == "see"


@dataclass(frozen=True, slots=True)
class Chain:
    """Predicates from the innermost out, and whether a condition stands between them and the sentence."""

    predicates: tuple[Predicate, ...]
    is_hypothetical: bool = False
    condition: Token | None = None

    @property
    def lemmas(self) -> set[str]:
        """The lemmas of the predicates, in lower case."""
        return {predicate.token.lemma_.lower() for predicate in self.predicates}


def start_of(anchor: Token) -> Token:
    """Where to climb from: for a thing with a clause of its own ("the aid which Norway announced"), that clause."""
    if anchor.dep_ in ("nsubj", "nsubjpass"):
        return _last_deed(anchor.head) or anchor
    holder = anchor.head.head if anchor.dep_ == "pobj" and anchor.head.lower_ in ("in", "of") else anchor
    nouns = [anchor, holder] if holder.pos_ in ("NOUN", "NUM", "PROPN") else [anchor]
    for child in (c for noun in nouns for c in noun.rights):
        if child.dep_ in ("relcl", "acl") and is_verb(child) and _names_doer(child) and not _only_frames(child):
            return child
    return anchor


def _only_frames(clause: Token) -> bool:
    """ "Talks, during which they met", "a centre where they work": the thing is where it is done, and no deed."""
    if any(t.lower_ == "where" and t.dep_ == "advmod" for t in clause.lefts):
        return True
    holders = (t.head for t in clause.subtree if t.lower_ == "which" and t.head.dep_ == "prep")
    return any(holder.head == clause or holder.lower_ == "under" for holder in holders)


def _last_deed(verb: Token) -> Token | None:
    """What a subject plans, begins or goes on to do: "ships continue to patrol" is about patrolling."""
    deeds = [c for c in verb.rights if c.dep_ == "xcomp" and is_verb(c)]
    return (_last_deed(deeds[0]) or deeds[0]) if deeds else None


def _names_doer(verb: Token) -> bool:
    if any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVES for c in verb.lefts):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and any(c.dep_ == "agent" for c in verb.rights)


def climb(anchor: Token) -> Chain:
    """The predicates that govern a word, the word itself first where it is one."""
    found: list[Predicate] = []
    token = anchor
    own = _read_own(anchor)
    if own and (own.group not in ("call", "propose") or own.tense != "noun"):  # a port call calls for nothing
        found.append(own)
    for _ in range(_LONGEST):
        mark = _read_mark(token)
        if mark is not None:
            return Chain(tuple(found), is_hypothetical=True, condition=token)
        if token.head == token or _is_boundary(token) or _is_before_colon(token):
            break
        is_misread = token.dep_ == "conj" and token.pos_ in ("NOUN", "NUM") and is_verb(token.head)
        if token.dep_ in ("conj", "appos", "dep") and not is_misread:  # no noun is coordinated with a verb
            token = token.head  # the first of a coordination governs nothing of the others
            continue
        below, token = token, token.head
        if _is_put_to_the_reader(below, token):
            return Chain(tuple(found), is_hypothetical=True, condition=below)
        found += _read_object(below, token)
        predicate = None if _is_free_relative(token) else _read_own(token)
        if predicate:
            found.append(predicate)
    return Chain(tuple(found))


_GOALS = frozenset("target goal guideline benchmark threshold objective norm mark level minimum ambition".split())


def climb_figure(start: Token) -> Chain:
    """What governs a figure; its goal is only its name: who "met the 2 percent target" has met 2 percent."""
    chain = climb(start)
    names = takewhile(lambda p: p.tense == "noun" and p.token.lemma_.lower() in _GOALS, chain.predicates)
    chain = replace(chain, predicates=chain.predicates[len(list(names)) :])
    last = chain.predicates[-1] if chain.predicates else None
    if last is None or not _only_measures(last.token):
        return chain
    outer = climb_figure(start_of(last.token.head))
    told = chain.predicates if last.tense in ("future", "would") else ()
    return replace(outer, predicates=(*told, *outer.predicates))


_MEASURING = frozenset(
    "work correspond equal equate amount represent come bring take make be mean translate put push".split()
)


def _only_measures(clause: Token) -> bool:
    """ "200 billion, which works out at 4 percent": the money of the clause outside in another measure."""
    is_of_which = clause.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ == "which" for c in clause.lefts)
    return is_of_which and clause.lemma_.lower() in _MEASURING


def _read_object(below: Token, verb: Token) -> list[Predicate]:
    """The plan that an infinitive belongs to, where the parse hangs it on the verb: "welcomed the decision to buy"."""
    if below.tag_ != "VB" or below.dep_ not in ("xcomp", "advcl", "ccomp") or not is_verb(verb):
        return []
    objects = [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "attr") and c.lemma_.lower() in load_predicates().nouns and c.i < below.i
    ]
    return [predicate for c in objects if (predicate := _read_own(c)) is not None]


def _is_free_relative(token: Token) -> bool:
    """ "What they invest" is a thing and no deed."""
    return token.dep_ in ("pcomp", "ccomp", "dobj") and any(c.lower_ in ("what", "whatever") for c in token.lefts)


def _read_mark(token: Token) -> str | None:
    if token.dep_ not in ("advcl", "ccomp", "pcomp", "relcl", "ROOT"):
        return None
    words = load_predicates().hypothetical
    if _read_verb(token.head, token.head.lemma_.lower()).group == "propose" and token.head != token:
        words = words - {"whether", "if"}  # "studies whether to buy" is itself a proposal
    return next(
        (c.lower_ for c in token.lefts if c.dep_ in ("mark", "advmod") and c.lower_ in words and token.dep_ != "ROOT"),
        None,
    )


def _is_before_colon(token: Token) -> bool:
    """ "The pact is in force again: the president has withdrawn his notice": what follows a colon only explains."""
    is_clause = token.dep_ == "ccomp" and token.i < token.head.i and is_verb(token.head)
    return is_clause and any(c.text in (":", ";") and token.i < c.i < token.head.i for c in token.head.children)


def _is_put_to_the_reader(clause: Token, verb: Token) -> bool:
    """ "Imagine that Peru buys tanks": what the reader is told to do with a clause asserts nothing of it."""
    is_order = verb.dep_ == "ROOT" and verb.tag_ == "VB" and not _has_subject(verb) and not list_auxiliaries(verb)
    return clause.dep_ == "ccomp" and is_order and _read_verb(verb, verb.lemma_.lower()).group == "do"


def _is_boundary(token: Token) -> bool:
    book = load_predicates()
    noun = (token.head.head.head if token.head.like_num else token.head).lemma_.lower()
    is_paper = noun in book.containers or noun in book.nouns
    if token.dep_ == "relcl" and is_paper and not _has_own_actor(token):
        return False  # "a law that sets": what the law is stands outside
    if token.dep_ == "relcl" or (token.dep_ in ("pcomp", "advcl") and token.tag_ == "VBG" and _has_subject(token)):
        return True
    marks = {c.lower_ for c in token.lefts if c.dep_ in ("mark", "advmod")}
    return token.dep_ == "advcl" and _is_finite(token) and bool(marks) and not is_purpose(token)


def _has_own_actor(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in ("that", "which") for c in verb.lefts)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts)


def _is_finite(token: Token) -> bool:
    if token.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in token.children)


def _read_own(token: Token) -> Predicate | None:
    book = load_predicates()
    lemma = token.lemma_.lower()
    if is_verb(token):
        return _read_verb(token, lemma)
    if token.pos_ == "ADJ" and token.dep_ in ("acomp", "ROOT", "conj", "oprd"):
        group = book.predicative.get(lemma) or book.verbs.get(lemma)
        return Predicate(token, group, read_tense(token.head), is_negated(token.head)) if group else None
    if lemma == "readiness" and not any(c.dep_ == "acl" for c in token.rights):
        return None  # the readiness of forces
    if token.pos_ in ("NOUN", "PROPN") and lemma in book.nouns:
        return Predicate(token, book.nouns[lemma], "noun", is_denied_noun(token))
    return None


def _read_verb(token: Token, lemma: str) -> Predicate:
    is_need = lemma == "need" and any(c.dep_ == "xcomp" for c in token.rights)  # what is not needed is not refused
    said = read_phrase(token, lemma) or load_predicates().verbs.get(lemma, "do")
    group = "judge" if is_need and is_negated(token) else said
    words = {child.lower_ for child in list_auxiliaries(token)}
    modality = "possible" if words & POSSIBLE else "obliged" if words & OBLIGED or is_need or lemma == "ought" else ""
    is_passive = (token.tag_, token.dep_) == ("VBN", "acl") or any(c.dep_ == "auxpass" for c in list_auxiliaries(token))
    if lemma == "encourage" and is_passive and not any(c.dep_ in ("xcomp", "ccomp") for c in token.rights):
        group = "welcome"  # "was encouraged by the signing of"
    return Predicate(token, group, read_tense(token), is_negated(token), is_passive, modality)


def list_tail(anchor: Token) -> list[Predicate]:
    """What clauses say of a thing: "the agreement, which came into effect", "a pact signed in May"."""
    nouns = [anchor, *(c for c in anchor.children if c.dep_ == "appos")]
    nouns += [anchor.head] if anchor.dep_ in ("appos", "compound") else []
    clauses = [c for noun in nouns for c in noun.children if c.dep_ in ("relcl", "acl") and is_verb(c)]
    return [predicate for clause in clauses if (predicate := _read_own(clause)) is not None]


def list_modifiers(token: Token) -> Iterator[str]:
    """Lemmas of the adjectives and participles that stand before a noun."""
    for child in token.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "advmod"):
            yield child.lemma_.lower()
            yield child.lower_
