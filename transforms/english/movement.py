"""Whether a force is what is moved: a deployment needs one that a state sends, keeps or withdraws, and somewhere to go.

Ships that fire, soldiers beside whom somebody trains, jets that a state buys or flies itself are no deployment.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.english.tenses import is_verb
from transforms.rule_book import load_pattern

_REACH = 8
_AMOUNTS = frozenset(
    "number thousand hundred dozen score million group part rest last most majority total all some several many half "
    "component element unit contingent rotation wave company batch one none lot handful quarter third kind type "
    "member".split()
)
_LENDING = frozenset("contribute participate reinforce join assist take commit assign attach".split())
"""Verbs beside which a force may stand behind a preposition: "contribute to the battlegroup", "participate with"."""
_GOING = frozenset(
    "fly serve leave order remain stay lead draw call put place move head arrive keep maintain return depart "
    "participate contribute land dock anchor visit sail steam swap cross escort scramble join commit come go be "
    "replace moor berth tie set touch settle encamp camp billet bivouac shift operate enter reach".split()
)
"""Verbs that forces also do, or suffer, without being sent anywhere: only with a place they tell of a deployment."""
_REACHING = frozenset("leave visit enter patrol transit reach depart guard".split())
"""Verbs whose object is a place."""
_PLACE = load_pattern("place")
_OWN_MOVES = frozenset(
    "land fly sail dock anchor steam head visit patrol transit serve remain stay arrive come go be replace "
    "moor tie set touch settle cross".split()
)
"""What forces do themselves: whoever lands a helicopter sends none."""
_CARRYING = frozenset({"fly", "land"})
_PEOPLE = frozenset("troop soldier personnel marine paratrooper peacekeeper commando battalion contingent".split())
_SITES = frozenset("station base position place land post dock head host anchor set tie touch shift camp".split())
"""Nouns that verbs of moving also are: a radar station moves nobody."""
_HANDLING = frozenset("put place draw call keep maintain move set serve land shift swap commit contribute".split())
"""Whoever does this to something goes nowhere by it: "the army has put its name to it"."""
_COURSES = frozenset("sail course foot sea anchor".split())
_AIMS = frozenset("to over across around near through along toward towards into".split())
_ONLY = {"fly": _AIMS, "cross": frozenset({"into"}), "order": frozenset({"to", "into", "towards", "toward"})}
"""Verbs of which only some prepositions say where to: an army that crossed a river fights there."""
_HELPERS = ("aux", "auxpass", "mark")
_TELLING = frozenset("say tell report announce note add confirm claim state".split())
_CLAUSES = frozenset("relcl acl advcl ccomp xcomp appos parataxis".split())


def is_moved(anchor: Token, verbs: frozenset[str]) -> bool:
    """Whether one of the verbs, or a noun of them, has the force itself for its object or for its moving subject."""
    if _is_to_be_moved(anchor, verbs):
        return True
    token = anchor
    for _ in range(_REACH):
        head = token.head
        if head == token:
            return False
        if token.dep_ in ("conj", "appos", "nummod", "quantmod"):
            token = head
        elif token.dep_ == "pobj":
            step = _step_out(token, head, anchor, verbs)
            if isinstance(step, bool):
                return step
            token = step
        elif token.dep_ == "nsubj" and _is_reduced(head):
            return head.head.lemma_.lower() in verbs
        elif token.dep_ in ("compound", "amod", "poss", "nmod"):
            return head.lemma_.lower() in verbs - _SITES and not is_verb(head)
        else:
            return _is_object(token, head, verbs) or (token.dep_ == "nsubj" and _goes(token, _find_deed(head), verbs))
    return False


def _is_to_be_moved(force: Token, verbs: frozenset[str]) -> bool:
    """ "Battalions to be deployed there": what their own clause says is to be done with them."""
    for clause in (c for c in force.rights if c.dep_ in ("relcl", "acl") and c.tag_ == "VBN"):
        helpers = {c.dep_ for c in clause.lefts if c.lower_ in ("to", "be")}
        if helpers == {"aux", "auxpass"} and clause.lemma_.lower() in verbs - _OWN_MOVES and has_place(clause):
            return True
    return False


def _is_reduced(verb: Token) -> bool:
    """ "Sent three jets fitted with missiles": a participle that the parser takes for a clause of its own."""
    is_bare = verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") and not any(c.dep_ in _HELPERS for c in verb.lefts)
    return is_bare and is_verb(verb.head) and verb.head.i < verb.i and verb.head.lemma_.lower() not in _TELLING


def _step_out(token: Token, preposition: Token, anchor: Token, verbs: frozenset[str]) -> bool | Token:
    """From a force behind a preposition: whether it is moved, or the noun that only counts or divides it."""
    head = preposition.head
    lemma = head.lemma_.lower()
    if preposition.lower_ == "of" and not is_verb(head):
        if lemma in verbs - _SITES:
            return True
        return head if lemma in _AMOUNTS or head.pos_ in ("NUM", "PRON", "DET") else False
    if preposition.lower_ in ("with", "to", "in") and is_verb(head) and lemma in _LENDING:
        return lemma in verbs and token == anchor
    return False


def _find_deed(verb: Token) -> Token:
    """The participle that an auxiliary carries: the parser may hang a subject on "is" of "is based"."""
    return verb.head if verb.dep_ in ("aux", "auxpass") else verb


def _is_object(token: Token, verb: Token, verbs: frozenset[str]) -> bool:
    is_there = token.dep_ == "attr" and any(c.dep_ == "expl" for c in verb.lefts)  # "there are troops in Chad"
    if is_there and verb.lemma_ in verbs:
        return has_place(verb) or has_place(token)
    if token.dep_ not in ("dobj", "nsubjpass", "dative", "oprd") or not is_verb(verb):
        return False
    deeds = [verb, *(c for c in verb.rights if token.dep_ == "nsubjpass" and c.dep_ == "xcomp")]
    moving = [deed for deed in deeds if deed.lemma_.lower() in verbs and not _is_own_move(token, deed)]
    return any(deed.lemma_.lower() not in _GOING or has_place(deed) or _is_bound(token, deed) for deed in moving)


def _is_bound(force: Token, deed: Token) -> bool:
    """Whether the force itself says where to; what is ordered for a place may be bought for it."""
    return deed.lemma_.lower() != "order" and has_place(force)


def _is_own_move(force: Token, deed: Token) -> bool:
    """What is flown or landed is the machine; people are carried, and whoever is expected to arrive moves himself."""
    lemma = deed.lemma_.lower()
    if force.dep_ == "nsubjpass" and deed != force.head:
        return False
    return lemma in _OWN_MOVES - {"head"} and not (lemma in _CARRYING and force.lemma_.lower() in _PEOPLE)


def _goes(force: Token, verb: Token, verbs: frozenset[str]) -> bool:
    """Whether the subject of a verb goes somewhere by it, or by what it continues, begins or plans to do."""
    if _handles(verb):
        is_going = False
    elif verb.lemma_.lower() in _GOING:
        clauses = (c for c in force.rights if c.dep_ == "acl" and c.tag_ == "VBN")
        is_going = has_place(verb) or has_place(force) or any(has_place(c) for c in clauses)
    else:
        is_going = not any(c.dep_ == "dobj" for c in verb.rights)
    is_done = is_going and verb.lemma_.lower() in verbs
    return is_done or any(_goes(force, c, verbs) for c in verb.rights if c.dep_ in ("xcomp", "conj") and is_verb(c))


def _handles(verb: Token) -> bool:
    """Whether a verb of moving has another thing for its object, or only says what is to come ("is going to")."""
    lemma = verb.lemma_.lower()
    if (lemma == "go" and verb.tag_ == "VBG") or lemma == "be":
        named = [verb, *(c for c in verb.rights if c.dep_ == "acomp")]
        return any(c.dep_ == "xcomp" and c.tag_ == "VB" for word in named for c in word.rights)
    return lemma in _HANDLING and any(c.dep_ == "dobj" and c.lower_ not in _COURSES for c in verb.rights)


def has_place(word: Token) -> bool:
    """Whether a verb's or a noun's own phrase says where: a name, or a word for a place, behind it."""
    aims = _ONLY.get(word.lemma_.lower())
    for child in word.children:
        if child.i < word.i:
            continue
        is_shared = child.dep_ == "conj" and is_verb(child) and not any(c.dep_ == "nsubj" for c in child.lefts)
        if is_shared and has_place(child):
            return True
        is_object = child.dep_ == "dobj" and word.lemma_.lower() in _REACHING
        is_where = child.dep_ in ("prep", "advmod", "dative", "npadvmod") and (aims is None or child.lower_ in aims)
        if (is_object or is_where) and _PLACE.search(" ".join(t.text for t in _phrase(child))):
            return True
    return False


def _phrase(word: Token) -> Iterator[Token]:
    """The words of a phrase in order, without the clauses in it."""
    for child in word.lefts:
        if child.dep_ not in _CLAUSES:
            yield from _phrase(child)
    yield word
    for child in word.rights:
        if child.dep_ not in _CLAUSES:
            yield from _phrase(child)
