"""Who sends forces or people, and to whose land: the roles of deployments and of exchanges of people."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from schemas.country_names import is_state
from transforms.english.actor_groups import Group, group_tokens
from transforms.english.actor_groups import pick_actors as pick
from transforms.english.dealings import WITH, Around, Assignment
from transforms.english.hosts import find_hosts
from transforms.english.places import read_site
from transforms.english.predicates import Chain, list_modifiers
from transforms.english.sentences import Sentence
from transforms.english.subjects import Agents, add_subjects
from transforms.rule_book import Rule, load_words

_TOWARDS = ("to", "for", "toward", "towards", "into", "onto", "in", "at", "on", "near", "off", "across", "of")
_FROM = re.compile(r"\b(?:from|out of) (?:the )?$", re.IGNORECASE)
_LEAVING = load_words("senders", "leaving")
_SCENE = re.compile(
    r"(?:[’']s?)? (?:[\w-]+ ){0,2}(?:flank|borders?|frontier|missions?|operations?|airspace|"
    r"brigades?|battalions?|divisions?|corps|battle ?groups?|task force|response force)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"-(?:led|commanded|headed)\b")
"""Behind a state: it only leads what others join."""
_STATION = re.compile(r"\bbattle ?groups? $", re.IGNORECASE)
_HOSTING = load_words("senders", "hosting")
SKIES = frozenset({"sky", "skies", "airspace"})
_SITES = load_words("senders", "sites")
_AWAY = load_words("senders", "away")
_WELCOMING = load_words("senders", "welcoming")
_DEPTH = 12


def assign_send(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who sends and to whose land, or away from it."""
    senders = [*agents.ids, *(pick(around, ("together with", "along with", "alongside")) if agents.ids else ())]
    around = [(g, p) for g, p in around if _is_near(g, s.doc, anchor, chain)]
    led = {n for g in s.groups if _LED.match(s.doc.text, g.end) for n in g.actor_ids}
    own = [n for n in pick(around, ("modifier", "patient", "subject", "from", "by")) if n not in led or not agents.ids]
    towards = (*_TOWARDS, "over", "above") if anchor.lemma_.lower() in SKIES else _TOWARDS
    scenes = _list_scenes(s, around)
    hosts = [n for n in pick(around, tuple(p for p in towards if p != "of")) if n not in scenes and n not in led]
    if anchor.lemma_.lower() in SKIES:
        own, hosts = [], [*hosts, *(n for n in own if n not in senders)]
    left = [n for n in _list_left(anchor, chain, s, around) if n not in scenes]
    left += (stations := _list_stations(s))
    senders = [name for name in senders if name not in stations]
    senders = [name for name in senders if name not in led] or senders
    if set(left) != set(senders):
        own, hosts = [name for name in own if name not in left], [*hosts, *left]
    if any(p.token.lemma_.lower() in _HOSTING for p in chain.predicates[:1]) and r.kind == "force_deployment":
        guests = [name for name in own if name not in senders]
        return guests, senders if guests else [], False  # whose ships it welcomes must be said
    is_met = anchor.dep_ == "pobj" and anchor.head.lower_ in WITH  # "with a Kenyan ship"
    named = [n for n in pick(around, ("modifier",)) if n in own and is_state(n)]
    if named and agents.is_inferred and not is_met and not {*named} & {*senders}:
        senders = []  # "those missions pale beside the withdrawal of Chilean troops": whose they are says their name
    owners = named or [n for g, p in around if p == "of" and g.form in ("demonym", "force") for n in g.actor_ids]
    if owners and senders and not {*owners} & {*senders} and _is_let(chain):
        return owners, [*dict.fromkeys([*senders, *hosts])], False
    people = _list_people(anchor, s) if r.kind == "personnel_exchange" else []
    if people and senders and not {*people} & {*senders}:
        if chain.lemmas & _WELCOMING:  # "Chile reserves seats for Peruvian officers"
            return senders, people, False
        return people, [name for name in dict.fromkeys([*senders, *hosts]) if name not in people], False
    sent = [*own, *pick(around, ("of", "object"))]
    if not senders:
        senders = own or sent
    elif sent and set(sent) < set(senders):  # "we announced a presence of American and British submarines"
        hosts += [name for name in senders if name not in sent]
        senders = sent
    elif r.kind == "personnel_exchange":
        hosts += [*pick(around, ("with", "modifier")), *([] if hosts else pick(around, ("of",)))]
    if "foreign" in list_modifiers(anchor) and not sent:  # whoever bars foreign troops sends none
        return [], senders, False
    inferred = not senders
    senders = senders or [*s.fallback] or _find_owner(r, anchor, s)
    if not hosts and (r.kind in ("force_deployment", "joint_training") or _is_pointed(chain)):
        borrowed = agents.is_inferred and len(senders) > 1  # of the two sides one is where they land
        hosts = [*find_hosts(anchor, chain, s, () if borrowed else senders)] or _find_receiver(
            anchor, chain, s, senders
        )
    if not hosts and r.kind == "personnel_exchange":
        hosts = _find_school(s, senders)
    if not hosts and r.kind == "force_deployment":
        hosts = _find_helped(chain, s, senders)
    if not (rest := [name for name in senders if name not in hosts]) and (agents.is_inferred or not agents.ids):
        return [], hosts, inferred  # "soldiers will deploy to Peru": where they go is not whose they are
    return rest or senders, hosts, inferred


_HELPING = load_words("senders", "helping")


def _find_helped(chain: Chain, sentence: Sentence, senders: Sequence[str]) -> list[str]:
    """Whom forces are sent to help: "sent 900 soldiers to shore up the Malian army"."""
    verbs = [v for p in chain.predicates[:2] for v in p.token.children if v.dep_ in ("xcomp", "advcl", "acl")]
    helping = [v for v in verbs if v.tag_ == "VB" and v.lemma_.lower() in _HELPING]
    objects = [c for v in helping for c in v.children if c.dep_ in ("dobj", "ccomp")]
    reach = {t.i for thing in objects for t in (*thing.lefts, thing, *(c for w in thing.lefts for c in w.subtree))}
    for group in sentence.groups:
        tokens = group_tokens(sentence.doc, group)
        others = [name for name in group.actor_ids if name not in senders]
        if others and is_state(others[0]) and any(t.i in reach for t in tokens):
            return others
    return []


_SCHOOL = re.compile(
    r"\b(?:academ(?:y|ies)|colleges?|schools?|headquarters|command|staff|(?:air ?)?base|institutes?|hospital)\b"
)
_OF_SCHOOL = re.compile(r"(?:[’']s)?(?: [\w-]+){0,3} ")
_TOWN = re.compile(r"(?: of [\w ]{2,20}?)? (?:in|at|near) ((?:[A-Z][\w’-]+ ?){1,2})")


def _find_school(sentence: Sentence, senders: Sequence[str]) -> list[str]:
    """Whose the school or staff is to which people go: "the Turkish air academy", "the academy in Lima"."""
    text = sentence.doc.text
    for school in _SCHOOL.finditer(text):
        before = [g for g in sentence.groups if g.end <= school.start() and g.actor_ids[0] not in senders]
        if before and _OF_SCHOOL.fullmatch(text[before[-1].end : school.start()]):
            return [*before[-1].actor_ids]
        town = _TOWN.match(text, school.end())
        name = read_site(town[1].strip()) if town else None
        if name and name not in senders:
            return [name]
    return []


def _list_people(anchor: Token, sentence: Sentence) -> list[str]:
    """Whose people they are by their own phrase: "Peruvian officers", "officers from Peru"."""
    found: list[str] = []
    for group in sentence.groups:
        span = sentence.doc.char_span(group.start, group.end, alignment_mode="expand")
        root = span.root if span is not None else anchor
        is_before = root.dep_ in ("amod", "compound", "nmod", "poss") and root.head == anchor
        is_behind = root.dep_ == "pobj" and root.head.lower_ == "from" and root.head.head == anchor
        if (is_before or is_behind) and is_state(group.actor_ids[0]):
            found += group.actor_ids
    return found


_LETTING = load_words("senders", "letting")
"""What is done with forces of others by those who let them come, stay or go."""


def _is_let(chain: Chain) -> bool:
    """ "Peru announced the arrival of Chilean soldiers": who tells of others' forces, or lets them in, sends none."""
    verb = next((p for p in chain.predicates if p.tense != "noun"), None)
    return verb is not None and verb.token.lemma_.lower() in _LETTING


def _is_of_another(group: Group, anchor: Token, doc: Doc) -> bool:
    """ "The Ethiopian contingent will leave along with doctors from Jordan": these come from there."""
    span = doc.char_span(group.start, group.end, alignment_mode="expand")
    holder = span.root.head.head if span is not None and span.root.dep_ == "pobj" else anchor
    return bool(holder != anchor and holder.pos_ == "NOUN" and holder.tag_ == "NNS" and holder.i > anchor.i)


_COMING = load_words("senders", "coming")


def _find_receiver(anchor: Token, chain: Chain, sentence: Sentence, senders: Sequence[str]) -> list[str]:
    """ "Two French ships will arrive, the Omani navy said": who tells of a visit of others receives it."""
    if not ({anchor.lemma_.lower(), *chain.lemmas} & _COMING):
        return []
    tellers = Agents()
    for predicate in chain.predicates:
        if predicate.group == "report":
            add_subjects(predicate, sentence, tellers)
    return [] if tellers.is_inferred else [name for name in tellers.ids if name not in senders and is_state(name)]


def _is_pointed(chain: Chain) -> bool:
    """ "Will be posted here"."""
    return any(c.lower_ in ("here", "there") for p in chain.predicates[:2] for c in p.token.rights)


def _is_near(group: Group, doc: Doc, anchor: Token, chain: Chain) -> bool:
    """Whether a group hangs on the force or its verb, by one noun at the most: no "in the wake of war in Sudan"."""
    heads = {anchor.i, *(p.token.i for p in chain.predicates[:3])}
    span = doc.char_span(group.start, group.end, alignment_mode="expand")
    token, nouns = span.root if span is not None else anchor, 0
    for _ in range(_DEPTH):
        if token.i in heads or token.head == token:
            break
        if token.dep_ == "pobj" and token.head.head.i not in heads and token.head.head.pos_ in ("NOUN", "PROPN"):
            nouns += token.head.head.lemma_.lower() not in (
                "base",
                "port",
                "province",
                "north",
                "south",
                "east",
                "west",
                "ministry",
            )
        token = token.head
    return nouns < 2


def _list_scenes(sentence: Sentence, around: Around) -> list[str]:
    """Organisations that only say whose flank or mission it is: "on NATO's eastern flank"."""
    text = sentence.doc.text
    return [n for g, _ in around for n in g.actor_ids if not is_state(n) and _SCENE.match(text, g.end)]


def _list_stations(sentence: Sentence) -> list[str]:
    """The states after which multinational forces in them are called: "Battle Group Latvia"."""
    text = sentence.doc.text
    return [name for g in sentence.groups if _STATION.search(text[: g.start]) for name in g.actor_ids]


def _find_owner(rule: Rule, anchor: Token, sentence: Sentence) -> list[str]:
    """Whose forces "the troops" are, where nothing else says so: of whoever the sentence before spoke of first."""
    is_known = any(c.dep_ in ("det", "nummod", "amod", "poss") for c in anchor.children)
    if rule.kind != "force_deployment" or not rule.is_moved or not is_known or not sentence.number:
        return []
    opening = [m.actor_id for m in sentence.scene.title_mentions if m.start == 0]
    before = [m.actor_id for m in sentence.scene.by_sentence.get(sentence.number - 1, [])]
    return opening or before[:1]


def _list_left(anchor: Token, chain: Chain, sentence: Sentence, around: Around) -> list[str]:
    """Whose land forces leave: "pulled its troops out of Niger", "left Niger"."""
    is_back = any(c.lower_ in _AWAY for p in chain.predicates[:2] for c in p.token.children)  # "came home from"
    if not (is_back or chain.lemmas & _LEAVING or any(p.group == "suspend" for p in chain.predicates)):
        return []
    text = sentence.doc.text
    behind = [
        (g, p)
        for g, p in around
        if g.start > anchor.idx and _FROM.search(text[: g.start]) and not _is_of_another(g, anchor, sentence.doc)
    ]
    positions = ("from", "out of", "object") if "leave" in chain.lemmas else ("from", "out of")
    return list(dict.fromkeys([*pick(around, positions), *pick(behind, [p for _, p in behind])]))
