"""Tense and negation of verbs and nouns, from their auxiliaries and particles."""

from itertools import pairwise

from spacy.tokens import Token

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
OBLIGED = frozenset({"should", "must", "need", "ought"})
_HELPING = frozenset({"help", "see", "let", "make", "have"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


def is_purpose(token: Token) -> bool:
    """ "So that its spending reaches": what is to come of it."""
    return token.dep_ == "advcl" and any(
        c.lower_ in ("so", "that") and c.dep_ in ("mark", "advmod") for c in token.lefts
    )


def is_verb(token: Token) -> bool:
    """Whether a word is a verb that can govern: no auxiliary of another."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


def list_auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a verb; those of the verb it is coordinated with, where it has none of its own."""
    own = [child for child in token.lefts if child.dep_ in ("aux", "auxpass")]
    if own or token.dep_ != "conj" or not is_verb(token.head) or any(c.dep_ == "nsubj" for c in token.lefts):
        return own
    if _repeats_auxiliary(token.head):
        return own
    same = token.tag_ == token.head.tag_ or (token.tag_ in ("VB", "VBP") and token.head.tag_ in ("VB", "VBP"))
    same = same or {token.tag_, token.head.tag_} <= {"VBN", "VBD"}
    return list_auxiliaries(token.head) if same else own


def _repeats_auxiliary(verb: Token) -> bool:
    """ "Will cut, will buy and commit": a list that says its auxiliary again lends it to no verb that has none."""
    for own in (c for c in verb.lefts if c.dep_ in ("aux", "auxpass") and c.i > 0):
        before = verb.doc[own.i - 1]
        is_listed = before.is_punct or before.dep_ == "cc"
        if is_listed and any(t.lower_ == own.lower_ and t.dep_ == "aux" for t in verb.doc[: own.i]):
            return True
    return False


def read_tense(token: Token) -> str:
    """The tense of a verb with its auxiliaries."""
    auxiliaries = list_auxiliaries(token)
    words = {child.lower_ for child in auxiliaries}
    lemmas = {child.lemma_.lower() for child in auxiliaries}
    if is_purpose(token):
        return "infinitive"
    if words & _FUTURE:
        return "future"
    if "would" in words:
        return "counterfactual" if "have" in lemmas else "would"
    if "to" in words:
        return "past" if _is_of_first(token) else "infinitive"
    if words & (POSSIBLE | OBLIGED):
        return "present"
    if token.tag_ == "VBG" and (outer := _read_means(token)):
        return outer
    if token.tag_ == "VBG":
        return "progressive" if "be" in lemmas or _is_absolute(token) else "gerund"
    if "being" in words:
        return "progressive"  # "were being sent"
    if "have" in lemmas or words & {"did", "was", "were"}:
        return "past"
    return _read_bare(token, lemmas)


_ORDINALS = frozenset("first second third fourth fifth sixth seventh latest last".split())


def _is_of_first(token: Token) -> bool:
    """ "Is the second state to send tanks": it has sent them; "will be the second" has not."""
    noun = token.head
    if token.dep_ not in ("relcl", "acl") or not any(c.lower_ in _ORDINALS for c in noun.lefts):
        return False
    verb = noun.head
    is_being = noun.dep_ == "attr" and verb.lemma_.lower() in ("be", "become") and verb.tag_ in ("VBZ", "VBP", "VBD")
    return is_being and not any(c.tag_ == "MD" for c in verb.lefts)


def _read_means(token: Token) -> str | None:
    """ "Deepened their ties by signing a pact": done when the deed is done of which it is the means."""
    is_means = token.dep_ == "pcomp" and token.head.lower_ == "by" and is_verb(token.head.head)
    return "past" if is_means and read_tense(token.head.head) == "past" else None


def _is_absolute(token: Token) -> bool:
    """ "The vote came with Spain pledging 3 billion": a deed with a doer of its own, told of now."""
    is_beside = token.dep_ == "pcomp" and token.head.lower_ == "with"
    return is_beside and any(c.dep_ == "nsubj" for c in token.lefts)


def _read_bare(token: Token, lemmas: set[str]) -> str:
    if lemmas & {"be", "do"}:
        return "present"
    tags = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBN": "participle", "VB": "bare"}
    if is_helped(token):
        return "bare"
    if token.tag_ == "VB" and token.dep_ == "conj" and _repeats_auxiliary(token.head):
        return "present"
    if token.tag_ == "VB" and any(c.dep_ == "nsubj" for c in token.lefts):
        return "present"  # "Sweden and Brazil build": the parser takes the plural for a bare form
    if token.lower_ == "wound" and any(c.lower_ == "up" for c in token.rights):
        return "past"  # what is wound up; the parser takes it for an injury of today
    return tags.get(token.tag_, "present")


def is_helped(token: Token) -> bool:
    """ "Will help Chile build", "will see Chile and Peru meet": when it is done, the verb above says."""
    is_bare = token.tag_ in ("VB", "VBP") and token.dep_ == "ccomp" and not list_auxiliaries(token)
    return is_bare and token.head.i < token.i and token.head.lemma_.lower() in _HELPING


def is_negated(token: Token) -> bool:
    """Whether a verb is denied: by a particle, by "neither … nor", by a subject or object with "no", by "no longer"."""
    if any(
        c.lower_ in ("neither", "nor") and c.dep_ in ("preconj", "cc", "advmod", "neg", "det") for c in token.children
    ):
        return True
    if token.dep_ == "conj" and any(c.lower_ == "nor" and c.dep_ == "cc" for c in token.head.children):
        return True
    if any(c.dep_ == "neg" or c.lower_ in _NEGATIONS for c in token.children):
        return not _says_not_only(token)
    denying = ("nsubj", "nsubjpass", "dobj", *(("attr",) if any(c.lower_ == "will" for c in token.lefts) else ()))
    if any(c.dep_ in denying and _has_no(c) for c in token.children):
        return True
    return any(c.dep_ == "advmod" and c.lower_ == "longer" for c in token.children)


def _says_not_only(token: Token) -> bool:
    words = [t.lower_ for t in token.doc]
    return any(a in _NEGATIONS and b in ("only", "just", "merely", "least") for a, b in pairwise(words))


def _has_no(token: Token) -> bool:
    return token.lower_ in ("none", "nobody") or any(
        c.dep_ in ("det", "preconj", "cc") and c.lower_ in ("no", "neither") for c in token.children
    )


def is_denied_noun(token: Token) -> bool:
    """Whether a noun is said not to be: "no plans", "zero tolerance"."""
    return any(c.lower_ in ("no", "zero") and c.dep_ in ("det", "neg", "amod", "nummod") for c in token.children)


def time_gerund(deed: Token) -> str | None:
    """The standing of a deed told by a gerund alone: "Chile sending troops" and "currently sending" are under way, what
    something past has led to is done; "stressed the importance of Chile sending them" asks for it."""
    cause = deed.head.head
    is_another = any(c.dep_ == "nsubj" for c in deed.lefts)
    if deed.dep_ == "pcomp" and cause.lemma_ in ("importance", "need", "necessity") and is_another:
        return "called_for"
    if not any(c.dep_ == "nsubj" or c.lower_ in ("currently", "now", "presently", "still") for c in deed.lefts):
        return None
    has_led = deed.dep_ == "pcomp" and cause.lemma_ == "lead" and cause.tag_ in ("VBD", "VBN")
    return "completed" if has_led else "under_way"
