"""What a verb says with its object and what follows: "struck a deal", "bound itself", "put on hold", "is to"."""

from spacy.tokens import Token

from transforms.rule_book import load_predicates

_REACHING = frozenset("reach make strike seal secure hammer clinch win land bag award".split())
_REACHED = frozenset("treaty protocol partnership charter".split())
_TYING = frozenset("bind oblige obligate tie".split())
_ONESELF = frozenset("itself themselves himself herself ourselves".split())
_BANS = frozenset("ban embargo moratorium restriction veto prohibition curb".split())
_LIFTING = frozenset("lift end drop scrap waive relax remove ease rescind withdraw cancel abolish".split())
_LAYING = frozenset("impose slap introduce declare announce decree order".split())


def _read_ban(token: Token, lemma: str) -> str | None:
    """ "Lifted its ban on the sale of", "imposed an embargo on": what is let again, and what stops."""
    if not any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in _BANS for c in token.children):
        return None
    return "agree" if lemma in _LIFTING else "suspend" if lemma in _LAYING else None


def read_phrase(token: Token, lemma: str) -> str | None:
    """The group of a fixed phrase: the words after the verb, joined, begin with its rest."""
    book = load_predicates()
    rests = [(rest, group) for (first, rest), group in book.phrases.items() if first == lemma]
    is_open = lemma == "have" and any(c.lower_ == "yet" for c in token.children)
    if is_open and any(c.dep_ == "xcomp" for c in token.rights):
        return "judge"
    reached = [c.lemma_.lower() for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    if lemma in _REACHING and any(word in _REACHED or book.nouns.get(word) == "agree" for word in reached):
        return "agree"
    listed = {*book.verbs, *(book.predicative.keys() - _DOUBTFUL), "able"}
    if lemma == "be" and any(c.dep_ == "acomp" and c.lemma_.lower() not in listed for c in token.rights):
        return "judge" if _judges(token) else None
    if (turned := _read_ban(token, lemma)) is not None:
        return turned
    if lemma in _TYING and any(c.dep_ == "dobj" and c.lower_ in _ONESELF for c in token.rights):
        return "agree"
    if lemma == "go" and token.tag_ == "VBG" and any(c.dep_ == "xcomp" for c in token.rights):
        return "plan"
    if lemma == "be" and any(c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.lefts) for c in token.rights):
        named = [book.nouns.get(c.lemma_.lower()) for c in token.rights if c.dep_ == "attr"]
        return next((group for group in named if group), "plan")
    for rest, group in rests:
        words = rest.split("_")
        window = [t.lower_ for t in token.doc[token.i + 1 : token.i + 2 + len(words) + 2]]
        if _holds_in_order(words, window) or _has_tail(token, words):
            return group
    return None


_DOUBTFUL = frozenset("unlikely impossible unclear doubtful uncertain".split())


def _judges(verb: Token) -> bool:
    """ "It is important for Peru to", "it is unlikely that": what is only weighed."""
    adjectives = [c for c in verb.rights if c.dep_ == "acomp"]
    clauses = [c for holder in (verb, *adjectives) for c in holder.rights if c.dep_ in ("xcomp", "ccomp", "advcl")]
    if any(c.dep_ == "xcomp" or any(t.lower_ == "to" and t.dep_ == "aux" for t in c.lefts) for c in clauses):
        return True
    return bool(clauses) and any(c.lemma_.lower() in _DOUBTFUL for c in adjectives)


def _has_tail(verb: Token, words: list[str]) -> bool:
    """ "Put its aid on hold": the rest of a phrase stands behind a long object."""
    for child in verb.rights:
        if child.lower_ == words[0]:
            return len(words) == 1 or any(c.lower_ == words[1] for c in child.children)
    return False


def _holds_in_order(words: list[str], window: list[str]) -> bool:
    position = 0
    for word in window:
        if position < len(words) and word == words[position]:
            position += 1
    return position == len(words)
