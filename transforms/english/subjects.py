"""Who does, agrees or plans: the subject of the predicates that govern a word, by parse, by surface, by what was said.

A noun phrase that names nobody ("the two sides", "it", "six countries, including") is resolved in the scene.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from schemas.country_names import is_state
from transforms.english.actor_groups import Group, find_preposition, group_tokens
from transforms.english.anaphora import find_plural, find_teller, named_later, resolve_inside
from transforms.english.controllers import is_of_another, list_subjects
from transforms.english.owners import COMPANIES, noun_owners, passive_agents, praised
from transforms.english.predicates import Chain, Predicate, list_tail
from transforms.english.sentences import Sentence
from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates
from transforms.words.numbers import WORDS, parse_number

_COUNT = re.compile(rf"\d{{1,3}}|{WORDS}")
_PRUNED = ("relcl", "advcl", "ccomp", "xcomp", "acl", "punct", "parataxis")
_SIDE = frozenset("in at against on about to towards over near off with during after before for under".split())
_BINDING = frozenset("commit require expect oblige bind set schedule invite".split())
_DEPTH = 12


@dataclass
class Agents:
    """Actor ids in the order in which they were found, the tokens that say them, and how they were found."""

    ids: dict[str, None] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    is_inferred: bool = False
    is_former: bool = False

    def add(self, group: Group, doc: Doc) -> None:
        """Take a group in."""
        self.ids.update(dict.fromkeys(group.actor_ids))
        self.tokens += group_tokens(doc, group)
        self.is_former = self.is_former or group.is_former


def find_agents(anchor: Token, chain: Chain, sentence: Sentence, is_owned: bool = True) -> Agents:
    """The actors that do, agree or plan: the subject nearest to the anchor that is an actor or points to one."""
    found = Agents()
    for predicate in (p for p in chain.predicates if p.group == "deny"):
        add_subjects(predicate, sentence, found)  # who refuses is bound by nothing else
        if found.ids:
            return found
    for predicate in (p for p in chain.predicates if p.group == "welcome"):
        for token in praised(predicate.token, anchor):
            if not any(
                token.idx < group.start < anchor.idx and group.end > token.idx + len(token) for group in sentence.groups
            ):
                _add_phrase(token, sentence, found)
        if found.ids:
            return found
    possessors = [anchor] if anchor.pos_ in ("NOUN", "PROPN") and is_owned else []
    for token in possessors:
        _add_possessors(token, sentence, found)
        if found.ids:
            return found
    is_named = False
    for predicate in chain.predicates:
        if predicate.group == "welcome":
            continue
        if predicate.group == "call" and is_named and predicate.tense != "noun":
            break  # whoever demands that others do it does not do it
        if predicate.group == "report" and anchor.dep_ in ("nsubj", "nsubjpass"):
            _add_own(anchor, sentence, found)  # "Kenyan troops will be sent, Peru said": whose they are comes first
            if found.ids:
                return found
        is_named = is_named or any(c.dep_ == "nsubj" and c.tag_.startswith("NN") for c in predicate.token.lefts)
        if is_owned or not _is_thing(anchor, predicate):
            add_subjects(predicate, sentence, found)
        if not found.ids and not predicate.is_passive:
            _add_surface_subject(predicate, sentence, found)
        if found.ids:
            return found
        if is_of_another(predicate.token):
            break
    _add_inside(anchor, sentence, found)
    if not found.ids:
        _add_taking_part(anchor, sentence, found)
    if not found.ids:
        _add_holders(anchor, sentence, found)
    for clause in list_tail(anchor) if not found.ids else ():
        for token in passive_agents(clause.token):  # "the pact signed by the three countries"
            _add_phrase(token, sentence, found)
    return found


def _add_own(anchor: Token, sentence: Sentence, found: Agents) -> None:
    """Whose a thing is by the names right before it: "Kenyan troops"."""
    for child in anchor.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.tag_ != "PRP$":
            _add_phrase(child, sentence, found)


def _is_thing(anchor: Token, predicate: Predicate) -> bool:
    """Whether what is given is the subject itself: "the donation to Kenya is on its way"."""
    return any(c.dep_ == "nsubj" and (c == anchor or c.is_ancestor(anchor)) for c in predicate.token.lefts)


def find_welcomers(chain: Chain, sentence: Sentence) -> Agents:
    """Who welcomes a thing of which nothing says whose it is: "the ministers welcomed the signing of a pact"."""
    found = Agents()
    for predicate in chain.predicates:
        if predicate.group == "welcome":
            add_subjects(predicate, sentence, found)
    return found


def add_subjects(predicate: Predicate, sentence: Sentence, found: Agents) -> None:
    """Take in the actors that are the subject of a predicate."""
    for token in _list_subjects(predicate):
        _add_phrase(token, sentence, found)


def _add_inside(anchor: Token, sentence: Sentence, found: Agents) -> None:
    """Who takes part by the thing's own phrase, where that only points to them: "training among the coast guards"."""
    for child in anchor.children:
        if child.dep_ == "prep" and child.lower_ in ("between", "among", "by", "involving"):
            for token in child.children:
                if token.dep_ == "pobj" and not found.ids:
                    _add_phrase(token, sentence, found)


def _add_taking_part(anchor: Token, sentence: Sentence, found: Agents) -> None:
    """ "The exercise, in which X and Y take part"."""
    clauses = [c for c in anchor.rights if c.dep_ == "relcl" and c.lemma_ in ("take", "participate", "join")]
    for token in (c for clause in clauses for c in clause.lefts if c.dep_ == "nsubj"):
        _add_phrase(token, sentence, found)


_STAGING = frozenset("conduct organise organize host stage run".split())


def _add_holders(anchor: Token, sentence: Sentence, found: Agents) -> None:
    """ "A drill began on Friday conducted by Chile": the parser hangs the participle on the day."""
    for verb in anchor.doc[anchor.i + 1 :]:
        is_near = verb.head in (anchor, anchor.head) or verb.head.pos_ == "PROPN"
        if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and verb.lemma_ in _STAGING and is_near:
            for token in passive_agents(verb):
                _add_phrase(token, sentence, found)


_BETWEEN_SUBJECT_AND_VERB = re.compile(
    r"(?:,|, [^,]{2,80},)? ?(?:(?:also|now|both|jointly|all|then|each|have|has|\w+ly) ?)*$"
)


def _add_surface_subject(predicate: Predicate, sentence: Sentence, found: Agents) -> None:
    """The group that stands right before a finite verb, where the parse gives the verb no subject."""
    token = predicate.token
    if predicate.tense not in ("future", "past", "present", "progressive", "would"):
        return
    while token.dep_ == "conj" and is_verb(token.head) and not _has_subject(token):
        token = token.head
    if _has_subject(token):
        return
    start = min([token.idx, *(c.idx for c in token.lefts if c.dep_ in ("aux", "auxpass", "neg"))])
    before = [group for group in sentence.groups if group.end <= start]
    if before and _BETWEEN_SUBJECT_AND_VERB.match(sentence.doc.text[before[-1].end : start]):
        found.add(before[-1], sentence.doc)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.tag_ != "VBG" for c in verb.lefts)


def _list_subjects(predicate: Predicate) -> list[Token]:
    token = predicate.token
    if predicate.tense == "noun":  # "renewed its pledge": whose pledge it is says the verb
        return [owner for owner in noun_owners(token) if owner.tag_ != "PRP$"]
    if predicate.is_passive and token.dep_ != "acl":
        agents = list(passive_agents(token))
        bound = predicate.group == "call" or token.lemma_.lower() in _BINDING
        return list_subjects(token) if bound else agents
    if predicate.is_passive:
        return list(passive_agents(token))
    return _list_bound(token) or list_subjects(token)


_COMMITTING = frozenset("commit oblige bind require".split())


def _list_bound(verb: Token) -> list[Token]:
    """Whom a paper binds: "a pact that commits both nations to share data"."""
    objects = [c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if verb.lemma_.lower() not in _COMMITTING or not objects:
        return []
    doers = [c for c in verb.lefts if c.dep_ == "nsubj"]
    papers = [verb.head if c.lower_ in ("that", "which") and verb.dep_ == "relcl" else c for c in doers]
    return objects if any(load_predicates().nouns.get(c.lemma_.lower()) == "agree" for c in papers) else []


def _add_phrase(token: Token, sentence: Sentence, found: Agents) -> None:
    """The actors of a noun phrase; of what it points to, where it names none."""
    if token.lemma_.lower() in COMPANIES:
        return
    covered = list(_phrase_tokens(token))
    names = [group for group in sentence.groups if _stands_in(group, covered)]
    if not names or _counts_members(names, covered):
        later = named_later(token, covered, sentence)
        names = later if not names or _are_as_many(later, covered) else names
    for group in names:
        found.add(group, sentence.doc)
    if names:
        return
    if token.dep_ in ("amod", "compound", "nmod"):  # "military", "bilateral" point to nobody
        return
    if token.lower_ in ("they", "them") and (named := find_plural(token, sentence)) is not None:
        _add_phrase(named, sentence, found)
        return
    words = " ".join(t.text for t in sorted(covered, key=lambda t: t.i) if abs(t.i - token.i) < 12)
    if token.lower_ == "it" and token.dep_ == "nsubjpass" and not find_teller(token, sentence):
        words = "the sides"  # "it was agreed to hold"
    resolved = resolve_inside(words, token, sentence) or sentence.scene.resolve(words, sentence.number, sentence.quoted)
    if token.lower_ == "we" and len(resolved) == 1 and token.head.lemma_ in ("agree", "sign", "conclude"):
        resolved = sentence.scene.join_pair(resolved)
    if resolved and not set(resolved) <= _list_partners(token, sentence):
        found.ids.update(dict.fromkeys(resolved))
        found.tokens.append(token)
        found.is_inferred = token.lower_ not in ("we", "i")


def _counts_members(names: Sequence[Group], covered: Sequence[Token]) -> bool:
    """ "Five NATO nations, including A and B": the members that are named, and not the whole."""
    return any(t.dep_ == "nummod" for t in covered) and not any(is_state(i) for g in names for i in g.actor_ids)


def _are_as_many(names: Sequence[Group], covered: Sequence[Token]) -> bool:
    """Whether as many are named as are counted: all that are meant, and no example."""
    counted = next((t.lower_ for t in covered if t.dep_ == "nummod"), "")
    is_number = _COUNT.fullmatch(counted) is not None
    return is_number and parse_number(counted) == len({name for group in names for name in group.actor_ids})


def _list_partners(token: Token, sentence: Sentence) -> set[str]:
    """With whom the clause says it is done: "the ministry signed it with Peru" is no Peruvian ministry."""
    text = sentence.doc.text
    behind = (g for g in sentence.groups if g.start > token.idx and token.pos_ in ("NOUN", "PROPN"))
    return {name for g in behind if find_preposition(text, g) == "with" for name in g.actor_ids}


def _phrase_tokens(token: Token) -> Iterator[Token]:
    """The tokens of a noun phrase without its clauses and the places it stands in."""
    yield token
    clauses = [child.i for child in token.rights if child.dep_ == "relcl"]
    for child in token.children:
        if child.dep_ == "appos" and (token.ent_type_ or token.pos_ == "PROPN" or (clauses and child.i > clauses[0])):
            continue
        is_side = child.dep_ == "prep" and child.lower_ in _SIDE
        if child.dep_ not in _PRUNED and not is_side:
            yield from _phrase_tokens(child)


def _stands_in(group: Group, tokens: Sequence[Token]) -> bool:
    return any(group.start <= token.idx < group.end and not token.is_punct for token in tokens)


def _add_possessors(anchor: Token, sentence: Sentence, found: Agents) -> None:
    """Owners of the thing itself: "Japan's decision", "the Czech purchase", "by the United States"."""
    for child in noun_owners(anchor):
        is_pronoun = child.tag_ == "PRP$" and child.lower_ not in ("our", "my")
        if (child.dep_ == "poss" and not is_pronoun) or child.head.lower_ == "by":
            _add_phrase(child, sentence, found)
