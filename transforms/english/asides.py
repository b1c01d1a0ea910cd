"""What a sentence names only by the way: the setting of another deed, its effect, an opinion, a name, a claim.

Everything is read from the place of the trigger in the sentence: which preposition holds it, what it is the subject
of, whose deed lets it happen. The reasons are those of the record contract.
"""

import re

from spacy.tokens import Token

from transforms.english.attribution import Voice
from transforms.english.background import is_background, is_kept_from
from transforms.english.descriptions import is_described
from transforms.english.enabling import LIFTING, is_enabled
from transforms.english.frames import Frame
from transforms.english.owners import is_home_of_company
from transforms.english.roles import Roles
from transforms.english.tenses import is_verb
from transforms.rule_book import load_predicates, load_words

_MEASURING = load_words("asides", "measuring")
"""Verbs that say what a deed consists of, when it is done or what it gives."""
_HARMING = load_words("asides", "harming")
_ADVISABLE = load_words("asides", "advisable")
_CLAIMING = load_words("asides", "claiming")
_CHANCES = load_words("asides", "chances")
_STATE_PARTIES = load_words("asides", "state_parties")
_VOTES = frozenset("election campaign manifesto".split())
"""Beside a pledge: it is made to voters, by whoever wants to govern."""
_OPPOSING = load_words("asides", "opposing")
_MEETING = load_words("asides", "meeting")
_FOUNDING = load_words("asides", "founding")
_TALK = load_words("asides", "talk")
_ARGUING = load_words("asides", "arguing")
_SETTING = load_words("asides", "setting")
_TIMES = load_words("asides", "times")
_DRILLS = load_words("asides", "drills")
_APPEAL = load_words("asides", "appeal")
_BODY = re.compile(
    r"(?:[A-Z][\w’'-]*(?: (?:for|of|and|the))* )*"
    r"(?:Cent(?:er|re)|Command|Secretary|University|College|School|Academy|Department|Ministry|Committee|Agency|"
    r"Institute|Bureau|Commander|Directorate)\b(?:(?: (?:for|of|and|the))* [A-Z][\w’'-]*)*"
)


def find_aside(frame: Frame, roles: Roles, standing: str, voice: Voice) -> str | None:
    """The reason why a frame is no commitment where its place in the sentence gives one."""
    if _is_given_away(frame):
        return "vague"
    if is_described(frame) or is_background(frame):
        return "status_report"
    if is_kept_from(frame):
        return "request"
    if _is_in_a_name(frame) or _is_of_companies(roles):
        return "out_of_domain"
    if not frame.rule.is_dated and (_is_setting(frame, roles) or _is_past_meeting(frame) or _is_in_exercise(frame)):
        return "status_report"
    if _is_judged(frame) or _is_talked_about(frame) or _is_harmed(frame) or _is_advised(frame) or _is_weighed(frame):
        return "evaluation"
    if is_enabled(frame) or _is_chance(frame):
        return "aspiration"
    if _is_claimed_of_another(frame, roles, voice) or _is_of_a_party(frame):
        return "no_authority"
    if standing == "denied" and _is_opposed_by_another(frame, roles):
        return "request"
    return "aspiration" if standing == "called_for" and _asks_himself(frame, roles, voice) else None


_GIVING = load_words("asides", "giving")


def _is_given_away(frame: Frame) -> bool:
    """ "Supports the army of Chile with training", "finances equipment and training": nobody trains together."""
    token = frame.anchor
    if frame.rule.kind != "joint_training" or token.lemma_.lower() != "training":
        return False
    while token.dep_ == "conj" and not is_verb(token.head):
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in ("with", "including"):
        token = token.head
        while token.dep_ == "prep" and not is_verb(token.head):
            token = token.head
    is_of_verb = token.dep_ in ("dobj", "prep") or (token.dep_ == "conj" and is_verb(token.head))
    return is_of_verb and token.head.lemma_.lower() in _GIVING


def _is_in_a_name(frame: Frame) -> bool:
    """ "The Center for Countering Disinformation" counters nothing by being named."""
    start, end = frame.trigger.start, frame.trigger.end
    text = frame.anchor.doc.text
    if frame.trigger.instrument is not None or not frame.anchor.text[0].isupper():
        return False
    bodies = [m for m in _BODY.finditer(text) if m.start() <= start and end <= m.end()]
    return any(m.end() - m.start() > end - start for m in bodies) and not _BODY.fullmatch(text[start:end])


def _is_of_companies(roles: Roles) -> bool:
    """A deal of firms alone, of which a country is only the home."""
    homes = [token for token in roles.tokens if token.pos_ in ("PROPN", "ADJ", "NOUN")]
    return bool(homes) and all(is_home_of_company(token) for token in homes)


def _is_setting(frame: Frame, roles: Roles) -> bool:
    """Where, when or under what something else is done: "at the talks they agreed", "under the terms of the pact"."""
    token, is_appeal = frame.anchor, False
    while token.head != token and token.dep_ in ("pobj", "prep", "compound", "amod", "nmod"):
        if token.dep_ == "prep" and token.lower_ in _TIMES and is_verb(token.head):
            inside = {t.i for t in token.subtree}
            return not any(t.i in inside for t in roles.tokens)  # its doers are not those of the clause
        if token.dep_ == "prep" and token.lower_ != "of":
            return _is_adjunct(token, frame.rule.kind, is_appeal)
        token = token.head
        is_appeal = is_appeal or token.lemma_.lower() in _APPEAL
    return False


def _is_adjunct(preposition: Token, kind: str, is_appeal: bool) -> bool:
    is_of_clause = is_verb(preposition.head)
    if kind == "consultation":
        return is_of_clause and preposition.lower_ in _SETTING
    return is_of_clause and preposition.lower_ in ("under", "within", "in", "by", "on") and is_appeal


def _is_in_exercise(frame: Frame) -> bool:
    """ "A contingent will participate in the drill": the drill is told for itself, and nobody is sent anywhere."""
    first = frame.chain.predicates[0].token if frame.chain.predicates else frame.anchor
    if not frame.rule.is_moved or first.lemma_.lower() not in ("participate", "join", "take"):
        return False
    below = [t for c in first.rights if c.dep_ in ("prep", "dobj") for t in c.subtree]
    return any(t.lemma_.lower() in _DRILLS for t in below)


def _is_past_meeting(frame: Frame) -> bool:
    """A meeting that was held and founds nothing."""
    first = next((p for p in frame.chain.predicates if p.tense != "noun"), None)
    if frame.rule.kind != "consultation" or first is None or first.token.lemma_.lower() not in _MEETING:
        return False
    is_told = first.tense in ("past", "participle", "progressive") or first.token.dep_ in ("advcl", "csubj")
    is_outer = any(p.group in ("agree", "plan", "call") for p in frame.chain.predicates[1:])
    phrase = frame.anchor.head.subtree if frame.anchor.dep_ == "compound" else frame.anchor.subtree
    is_new = any(t.lower_ in _FOUNDING and t.pos_ != "PROPN" for t in phrase)
    is_new = is_new or "for the first time" in frame.anchor.doc.text
    return is_told and not is_outer and not is_new


def _is_judged(frame: Frame) -> bool:
    """What a thing is or does to others: "the increase is significant", "the purchase will widen ties"."""
    token = frame.anchor
    first = next((p.token for p in frame.chain.predicates), token)
    is_told_within = first.dep_ in ("relcl", "acl") and first.head == token  # "the guns that it ordered are slow"
    if frame.rule.roles == "send" or frame.rule.kind == "budget_share" or is_told_within:
        return False
    is_given = frame.rule.roles == "transfer" or token.lemma_.lower() in ("attack", "aggression", "assault")
    if frame.rule.kind == "mutual_defence" and is_given:
        return False  # "our commitment is ironclad", "an attack on one is an attack on all" is how a guarantee is given
    while token.dep_ in ("pobj", "prep", "compound", "amod", "nmod", "poss") and token.head != token:
        token = token.head
    if token.dep_ != "nsubj" or not is_verb(token.head):
        return False
    verb, book = token.head, load_predicates()
    lemma = verb.lemma_.lower()
    if lemma == "be":
        said = [c for c in verb.rights if c.dep_ in ("attr", "acomp")]
        return any(_is_opinion(c) for c in said) and not any(c.dep_ == "expl" for c in verb.children)
    is_deed = book.nouns.get(token.lemma_.lower()) == "do"
    is_deed = is_deed or (token != frame.anchor and token.lemma_.lower() in frame.rule.verbs)
    does = is_deed and verb.dep_ != "relcl" and lemma not in _MEASURING and book.verbs.get(lemma, "do") == "do"
    does = does and any(c.dep_ == "dobj" for c in verb.rights)
    return lemma in book.soft or lemma in LIFTING or lemma == "build" or does


def _is_talked_about(frame: Frame) -> bool:
    """ "The debate over the deployment", "an obstacle to the sale"; who defends a sale makes none."""
    token = frame.anchor
    while token.head != token and not is_verb(token):
        below, token = token, token.head
        if token.lemma_.lower() in _TALK and token.pos_ == "NOUN":
            return True
        if token.lemma_.lower() in _ARGUING and is_verb(token):
            return below.dep_ == "dobj" and below.lemma_.lower() in load_predicates().nouns
    return False


def _is_weighed(frame: Frame) -> bool:
    """ "Sending troops would lead to war", "whether to send them": the deed that is a subject is only thought of."""
    clauses = [p.token for p in frame.chain.predicates if p.token.dep_ == "csubj" and p.token.tag_ in ("VBG", "VB")]
    return any(not any(c.dep_ == "nsubj" for c in clause.head.children) for clause in clauses)


def _is_advised(frame: Frame) -> bool:
    """ "It is necessary to boost support": an opinion on a deed."""
    for predicate in frame.chain.predicates:
        verb = predicate.token
        is_copula = verb.lemma_.lower() in ("be", "’", "'s", "’s")
        if is_copula and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.lefts):
            said = [c for c in verb.rights if c.dep_ == "acomp"]
            return any(c.lemma_.lower() in _ADVISABLE for c in said)
    return False


def _is_harmed(frame: Frame) -> bool:
    """ "The sale will disrupt the exercises": what is feared for a thing is none of its parties' deeds."""
    verb = next((p for p in frame.chain.predicates if p.tense != "noun"), None)
    return verb is not None and verb.token.lemma_.lower() in _HARMING and verb.token != frame.anchor


def _is_opinion(word: Token) -> bool:
    book = load_predicates()
    lemma = word.lemma_.lower()
    if any(c.tag_ == "JJS" or c.lower_ in ("first", "last", "only") for c in (word, *word.lefts)):
        return True
    is_known = lemma in book.verbs or lemma in book.adjectives or lemma in book.nouns
    parts = [word, *word.lefts, *(t for c in word.rights if c.dep_ not in ("relcl", "acl") for t in c.subtree)]
    return not is_known and not any(t.like_num or t.text in ("%", "$", "€", "£") for t in parts)


def _is_chance(frame: Frame) -> bool:
    """Who has or gives an opportunity has not yet taken it; opportunities that are discussed are proposed."""
    above = {w for p in frame.chain.predicates for w in (p.token.lemma_.lower(), _find_holder(p.token))}
    verbs = [p for p in frame.chain.predicates if p.tense != "noun"]
    return bool(above & _CHANCES) and not any(p.group in ("propose", "agree", "plan") for p in verbs)


def _find_holder(verb: Token) -> str:
    """The word whose complement a verb is: "the potential to strengthen", "capable of supporting"."""
    head = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return head.lemma_.lower() if verb.dep_ in ("acl", "pcomp", "xcomp") else ""


def _is_claimed_of_another(frame: Frame, roles: Roles, voice: Voice) -> bool:
    is_claimed = any(p.token.lemma_.lower() in _CLAIMING and p.tense != "noun" for p in frame.chain.predicates)
    return is_claimed and not {*voice.actor_ids} & {*roles.parties}


def _is_of_a_party(frame: Frame) -> bool:
    """A political party promises in its own name; where a party is the state, it is no other's rival."""
    doers = [c for p in frame.chain.predicates for c in p.token.lefts if c.dep_ == "nsubj"]
    promises = (c.lemma_.lower() for p in frame.chain.predicates if p.tense == "noun" for c in p.token.lefts)
    if any(word in _VOTES for word in promises):
        return True
    return any(
        doer.text in ("Party", "Opposition", "opposition") and not any(c.text in _STATE_PARTIES for c in doer.lefts)
        for doer in doers[:1]
    )


def _is_opposed_by_another(frame: Frame, roles: Roles) -> bool:
    """Whoever opposes what others do denies nothing of his own."""
    deed = next((p.token for p in frame.chain.predicates if p.token.lemma_.lower() in _OPPOSING), None)
    if deed is None:
        return False
    verb = deed if is_verb(deed) else deed.head
    doers = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    bound = {t.i for t in roles.tokens}
    return bool(doers) and not any(t.i in bound for doer in doers for t in doer.subtree)


def _asks_himself(frame: Frame, roles: Roles, voice: Voice) -> bool:
    """ "We must do more", "Chile must do more", its minister said: nobody else is asked, and nothing is promised."""
    obliged = [p for p in frame.chain.predicates if p.modality == "obliged"]
    if obliged and roles.parties == voice.actor_ids:
        return True
    return any(c.lower_ in ("we", "i") for p in obliged for c in p.token.lefts if c.dep_ in ("nsubj", "nsubjpass"))
