"""Who sells, buys, gives and receives arms: what the words of a deal say of its sides, beyond subject and object."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from schemas.country_names import is_state
from schemas.weapons import find_makers
from transforms.english.actor_groups import Group, find_preposition, group_tokens, pick_actors
from transforms.english.hosts import find_hosts
from transforms.english.owners import COMPANIES, is_home_of_company
from transforms.english.predicates import Chain
from transforms.english.sentences import Sentence
from transforms.english.subjects import Agents, add_subjects
from transforms.english.tenses import is_verb
from transforms.rule_book import Rule, load_predicates, load_words

WITH = ("with", "together with", "along with", "alongside", "joined by")

Assignment = tuple[list[str], list[str], bool]
"""Parties, counterparts, and whether context had to supply them."""
Around = Sequence[tuple[Group, str]]
"""Groups of a clause, each with its preposition or position."""
BUYING = load_words("dealings", "buying")
"""What a buyer does; whose a thing is that is bought, its seller is: "picked Japan's frigate"."""
SHELTER = frozenset("defence defense security protection".split())
"""Whose these are does not give them: "responsibility for the defence of Tuvalu"."""
_CHOOSING = load_words("dealings", "choosing")
"""Verbs whose object may be the seller: "chose Britain as its partner for the frigates"."""
_BASED = re.compile(r"-(?:based|headquartered)\b")
_COUNTING = frozenset("first second third last final next dozen".split())
_ORDERING = BUYING | {"sign", "award", "contract", "deal"}
"""Beside these a firm that is named sells."""
_ARRIVING = load_words("dealings", "arriving")
"""What is bought does so where its buyer is."""
_TARGETS = ("to", "for", "in", "with", "by", "of")
_DEPTH = 6
_GIVEN = re.compile(r"\b(?:for|to|towards?|arm|help|support|aid|assist|back|equip|of) (?:the )?$", re.IGNORECASE)
"""Before a state to which the text says that something goes."""
_REACH = 2
"""Sentences back to the state that is given something, at the most."""
_CUSTOMER = ("to", "for", "object", "with", "from")
"""Where the state stands with which a firm has a contract: "won a contract from Finland"."""


_BETWEEN = ("between", "among", "involving", "including", "as well as")
_SITES = frozenset("base airbase airfield port facility garrison camp headquarters outpost".split())


def among(anchor: Token) -> tuple[str, ...]:
    """The prepositions of those who share a thing; a base "between Kenya and the sea" only stands there."""
    return _BETWEEN[2:] if anchor.lemma_.lower() in _SITES else _BETWEEN


def split_by_makers(names: Sequence[str], anchor: Token) -> tuple[list[str], list[str]]:
    """Of those who sign for a weapon together, the buyers and the sellers: whose industry makes it, sells."""
    phrase = " ".join(t.text for t in anchor.doc[anchor.left_edge.i : anchor.right_edge.i + 1])
    makers = find_makers(phrase)
    sellers = [name for name in names if name in makers]
    buyers = [name for name in names if name not in makers]
    return (buyers, sellers) if buyers and sellers else ([*names], [])


def _find_relative_sellers(chain: Chain, sentence: Sentence) -> list[str]:
    """ "A visit to Sweden, from which it will buy ten": whom the relative pronoun stands for."""
    for clause in (p.token for p in chain.predicates if p.token.dep_ == "relcl"):
        for child in clause.children:
            is_source = child.dep_ == "prep" and child.lower_ in ("from", "with")
            if is_source and any(c.lower_ in ("which", "whom") for c in child.children):
                return [n for g in sentence.groups if clause.head in group_tokens(sentence.doc, g) for n in g.actor_ids]
    return []


def list_firms_homes(sentence: Sentence) -> list[str]:
    """The states whose firms a sentence names: "the Chilean shipyard", "Chile-based Asmar"."""
    text = sentence.doc.text
    return [
        name
        for group in sentence.groups
        if _BASED.match(text, group.end) or any(is_home_of_company(t) for t in group_tokens(sentence.doc, group))
        for name in group.actor_ids
    ]


def _is_by_company(chain: Chain, agents: Agents) -> bool:
    """Whether a firm delivers what a state buys: the subject is one, or has a name that is no actor's."""
    subjects = (c for p in chain.predicates if is_verb(p.token) for c in p.token.lefts if c.dep_ == "nsubj")
    doer = next(subjects, None)
    if agents.ids:
        return bool(agents.tokens) and all(is_home_of_company(token) for token in agents.tokens)
    if doer is None or doer.tag_ not in ("NN", "NNP", "NNPS"):
        return False
    is_name = doer.pos_ == "PROPN" or (doer.text[0].isupper() and not any(True for _ in doer.children))
    return is_name or doer.lemma_.lower() in COMPANIES


def _find_backed(anchor: Token, sentence: Sentence) -> list[str]:
    """The state that is backed: the anchor itself, or the object of a verb of support."""
    for group in sentence.groups:
        tokens = group_tokens(sentence.doc, group)
        if anchor not in tokens and not is_verb(anchor):
            continue
        if all(map(is_state, group.actor_ids)) and (anchor in tokens or _is_object(tokens, anchor, sentence, group)):
            return [*group.actor_ids]
    return []


def _is_object(tokens: Sequence[Token], anchor: Token, sentence: Sentence, group: Group) -> bool:
    """Whether a group stands in the first phrase behind a verb."""
    preposition = find_preposition(sentence.doc.text, group)
    token = next((t for t in tokens if t.head not in tokens), None)
    if token is None or token.i <= anchor.i or (preposition and preposition not in _TARGETS):
        return False
    for _ in range(_DEPTH):
        if token.head == anchor:
            return token.dep_ in ("dobj", "dative", "ccomp", "xcomp", "prep")
        token = token.head
    return False


def assign_supplied(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """What a company delivers, the state has bought that receives it."""
    if not _is_by_company(chain, agents):
        return [], [], False
    buyers = pick_actors(around, _CUSTOMER)
    return buyers, [*agents.ids] or [name for name in list_firms_homes(s) if name not in buyers], False


def sister_partners(anchor: Token, sentence: Sentence) -> list[str]:
    """The partner of the clause before: "is in dialogue with Japan and will cooperate in"."""
    before = [g for g in sentence.groups if g.end <= anchor.idx and find_preposition(sentence.doc.text, g) in WITH]
    return [*before[-1].actor_ids] if before else []


def assign_access(chain: Chain, sentence: Sentence, agents: Agents, users: Sequence[str]) -> Assignment:
    """Who opens a base and who may use it: "Panama will allow American forces to use"."""
    givers = Agents()
    for predicate in chain.predicates:
        if predicate.token.lemma_.lower() in load_predicates().dative:
            add_subjects(predicate, sentence, givers)
    if givers.ids and set(givers.ids) != set(agents.ids):
        return [*givers.ids], [*agents.ids, *users], False
    return [*agents.ids], [name for name in users if name not in agents.ids], False


_ASKING = load_words("dealings", "asking")
"""What is done to get something: of whom it is asked, gives it."""
_AIDING = load_words("dealings", "aiding")


def list_helped(anchor: Token, sentence: Sentence) -> list[str]:
    """Whom a thing behind it is to help: "pledged new aid to support Peru's navy", "to help Peru secure its coast"."""
    for verb in sentence.doc[anchor.i + 1 :]:
        is_aim = is_verb(verb) and verb.lemma_.lower() in _AIDING and any(c.lower_ == "to" for c in verb.lefts)
        if is_aim and verb.dep_ in ("acl", "advcl", "xcomp", "relcl"):
            helped = {t.i for c in verb.rights if c.dep_ in ("dobj", "ccomp") for t in (c, *c.lefts)}
            groups = (g for g in sentence.groups if any(t.i in helped for t in group_tokens(sentence.doc, g)))
            return [name for group in groups for name in group.actor_ids][:1]
    return []


def find_receiver(anchor: Token, sentence: Sentence, givers: Sequence[str]) -> list[str]:
    """Where the clause names no receiver: the one at the anchor, or the only other of the sentence or the title."""
    if helped := list_helped(anchor, sentence):
        return [name for name in helped if name not in givers]
    at_anchor = [n for g in sentence.groups if g.start <= anchor.idx < g.end for n in g.actor_ids]
    named = {n for g in sentence.groups for n in g.actor_ids}
    for found in (at_anchor, named, sentence.scene.title_actors):
        others = [name for name in dict.fromkeys(found) if name not in givers]
        if len(others) == 1:
            return others
    return _find_told(sentence, givers)


def _find_told(sentence: Sentence, givers: Sequence[str]) -> list[str]:
    """Of whom the text spoke before, where it spoke of one other state alone: "Kyiv asked. Peru will send radars"."""
    scene = sentence.scene
    for number in range(sentence.number - 1, max(-1, sentence.number - _REACH - 1), -1):
        named = [m for m in scene.by_sentence.get(number, ()) if is_state(m.actor_id) and m.actor_id not in givers]
        if named:
            is_one = len({m.actor_id for m in named}) == 1
            return [named[0].actor_id] if is_one and any(_GIVEN.search(scene.text[: m.start]) for m in named) else []
    return []


def assign_back(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who backs a state by word or money; a state that is only near is not backed."""
    backed = _find_backed(anchor, s)
    backers = [name for name in agents.ids if name not in backed]
    if len(backers) == 1 and chain.lemmas & {"collaborate", "cooperate"}:
        backers += [name for name in sister_partners(anchor, s) if name not in backed]
    return (backers, backed, False) if backers else ([*s.fallback], backed, True)


def assign_clear(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who lets another buy: "cleared Peru to buy", "approved a request by Peru"."""
    buyers = [n for n in pick_actors(around, ("object", "subject", "by", "from", "for")) if n not in agents.ids]
    makers = pick_actors(around, ("modifier",))
    return [*agents.ids] or [n for n in makers if n not in buyers], buyers, False


def assign_for(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who buys for another: "will buy shells for Moldova"."""
    receivers = [n for n in pick_actors(around, ("for",)) if n not in agents.ids]
    return [*agents.ids], receivers, False


def assign_own(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who gets something for itself, and from whom."""
    sellers = [*pick_actors(around, ("from", "with")), *_find_relative_sellers(chain, s)]
    if chain.lemmas & _CHOOSING:
        sellers += pick_actors(around, ("object",))
    owners = [*agents.ids, *(pick_actors(around, ("together with", "along with", "alongside")) if agents.ids else ())]
    if chain.lemmas & _ARRIVING:
        sellers += [n for g in s.groups if find_preposition(s.doc.text, g) == "from" for n in g.actor_ids]
        owners = [name for name in owners if name not in sellers]
    if _is_by_company(chain, agents) and (buyers := pick_actors(around, _CUSTOMER)):
        return buyers, [*agents.ids], False
    if not owners:
        owners = pick_actors(around, ("modifier", "subject", "patient", "of", "by", "for", "to"))
        if not owners and chain.lemmas & _ARRIVING:
            owners = pick_actors(around, ("in", "at", "into")) or [*find_hosts(anchor, chain, s, sellers)]
        sellers = [name for name in sellers if name not in owners]
        if not owners and not s.fallback and r.kind == "capability":
            owners = _find_home(anchor, s, sellers)
            return owners, sellers, True
        return (owners, sellers, False) if owners else ([*s.fallback], sellers, True)
    made = pick_actors(around, ("modifier",)) if r.kind == "capability" else []
    if not sellers:
        owners, sellers = split_by_makers(owners, anchor)
    if not sellers and not made and r.kind == "capability" and chain.lemmas & _ORDERING:
        sellers = [name for name in list_firms_homes(s) if name not in owners]
    return owners, [*sellers, *made], False


def _find_home(anchor: Token, sentence: Sentence, sellers: Sequence[str]) -> list[str]:
    """Whose a counted thing is, done by nobody in a sentence that names nobody else: of whom the text is about."""
    is_counted = any(t.like_num or t.lower_ in _COUNTING for t in anchor.lefts)
    is_done = anchor.dep_ in ("nsubj", "nsubjpass") or (anchor.dep_ == "pobj" and _is_part(anchor.head.head))
    named = {name for group in sentence.groups for name in group.actor_ids}
    if not (is_counted and is_done) or named - {*sellers}:
        return []
    return [name for name in sentence.scene.find_home(sentence.number, sellers) if is_state(name)]


def _is_part(noun: Token) -> bool:
    """ "The first of twelve jets will arrive": what comes is a part of them."""
    return noun.dep_ in ("nsubj", "nsubjpass")


def assign_receive(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who receives something, and from whom."""
    givers = pick_actors(around, ("from", "by"))
    if not givers and chain.lemmas & _ASKING:
        givers = [name for name in pick_actors(around, ("object", "to", "with")) if name not in agents.ids]
    givers = givers or pick_actors(around, ("modifier",))
    if not givers:
        return [], [*agents.ids], False
    return givers, [*agents.ids] or pick_actors(around, ("to", "for")), False


_MOST = re.compile(
    r"\b(?:(?:high|low|larg|small|bigg|great)est|most|least|average)(?: [\w-]+){0,2} (?:in|of|among|across) (?:the )?$",
    re.IGNORECASE,
)
"""Before those with whom a figure is only compared: "the highest in NATO"."""


def assign_budget(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Whose money it is; nobody sells it: "defence spending in Denmark", "its commitment to NATO allies"."""
    joined = pick_actors(around, ("together with", "along with", "alongside")) if agents.ids else ()
    given = {n for group, p in around if group.form == "force" and p in ("to", "for") for n in group.actor_ids}
    if r.kind == "budget_amount" and agents.ids and given - {*agents.ids}:
        return [], [], False  # money for the army of another state is support
    owners = [*agents.ids, *joined] or pick_actors(around, ("modifier", "subject", "patient", "of", "by", "for", "to"))
    compared = [group for group in s.groups if _MOST.search(s.doc.text[: group.start])]
    owners = owners or pick_actors([(g, p) for g, p in around if g not in compared], ("in", "across"))
    named = {name for group in s.groups if group not in compared for name in group.actor_ids}
    if not owners and len(named) == 1 and not s.fallback:
        return [*named], [], True
    has_figure = any(t.like_num for t in anchor.head.subtree)
    if not owners and not s.fallback and len(compared) == len(s.groups) and has_figure:
        return [*s.scene.find_home(s.number)], [], True  # "this year's defence budget stands at": that of its text
    return (owners, [], False) if owners else ([*s.fallback], [], True)
