"""Which dates of a sentence are those of a commitment: when it was announced, is due, took effect; its length.

What surprises: of a beginning and an end the end is due; "a three-day visit" from Monday on is due on Wednesday.
"""

import itertools
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from transforms.english.actor_groups import head_token
from transforms.english.predicates import Chain, Predicate
from transforms.english.slots import Facts, hangs_on, make_scope
from transforms.english.tenses import list_auxiliaries
from transforms.rule_book import load_predicates
from transforms.words.dates import DateMention
from transforms.words.numbers import WORDS, parse_number
from transforms.words.periods import shift_days

_SAYING = ("agree", "plan", "propose", "call", "report", "welcome", "deny")
_OPEN = ("planned", "agreed", "proposed", "called_for", "under_way", "denied")
_UNDONE = ("agreed", "planned", "proposed", "called_for", "denied")
_DONE = ("completed", "in_force", "suspended")
_FIRST_SINCE = re.compile(
    r"\b(?:first|(?:larg|bigg|high|few|long)est|most)\b[^.;]{0,60} "
    r"(?:since (?:the )?(?:early |late )?|in (?:over |nearly )?(?=\w+ (?:years?|decades?)$))",
    re.IGNORECASE,
)
"""Before a date: "for the first time since" says when it was done before, "the largest in ten years" nothing."""
_LEVEL_BEFORE = re.compile(
    r"\b(?:from|compared (?:to|with)|against|than)\b(?:(?! to )[^,;]){0,40}"
    r"(?:per ?cents?|%|[bmtr]+illion|bn|GDP|euros|yen)"
    r"(?:(?! to )[^,;]){0,14}$",
    re.IGNORECASE,
)
"""Before a date: "up from 2 percent of GDP in" says when another level held."""
LASTING = ("joint_training", "force_deployment")
"""Kinds of what has a beginning and an end."""
_DEPTH = 14
_COUNT = rf"(?P<count>{WORDS}|[0-9]{{1,3}}|an?)"
_LASTS = re.compile(
    r"\b(?:for|last(?:s|ing)?)(?: up to| at least| about| around| another|"
    r" an? (?:further|additional|total of|period of))?"
    rf" {_COUNT}(?: more)? (?P<unit>day|week|month|year)s?\b(?! (?:ago|old|now)\b)",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"\b{_COUNT}-(?P<unit>day|week|month)s?(?:-long)?,? (?:[\w’'-]+ ){{0,4}}?"
    r"(?:exercises?|drills?|visit|port (?:call|visit)|"
    r"trainings?|man(?:oeuv|euv)(?:re|er)s?|war ?games?|deployment|mission|rotation|patrol|tour|extension|stay|stop)\b",
    re.IGNORECASE,
)
_PROLONG = frozenset("extend prolong renew extension prolongation renewal lengthen".split())
_RUNNING = frozenset("run last continue end conclude finish close start begin kick expire go be wrap".split())
_CALENDAR = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


@dataclass(frozen=True, slots=True)
class Times:
    """The three dates of a record, and the tokens that say them."""

    announced: DateMention | None = None
    due: DateMention | None = None
    effective: DateMention | None = None


def pick_times(kind: str, anchor: Token, chain: Chain, standing: str, facts: Facts) -> Times:
    """The dates of a record: those in its clause, by the verb that they hang on and by the standing."""
    scope = make_scope(anchor, chain, count := _count_own(chain))
    is_lone = len(facts.dates) == 1 and count == _OUTER
    found: dict[str, DateMention] = {}
    for mention in sorted(facts.dates, key=lambda mention: _is_in_name(mention, facts)):
        token = head_token(facts.doc, mention.start, mention.end)
        if token is None or not (is_lone or hangs_on(_leave_outlook(token, anchor), scope)):
            continue
        if _tells_of_before(facts.doc.text, mention) or _is_of_paper(facts.doc.text, mention):
            continue
        if not _is_of_these_days(mention, facts) and _is_of_earlier_event(token, anchor, scope):
            continue
        governor = _governor(token, chain)
        is_signed = standing in _DONE and _is_of_signature(token, anchor, chain)
        is_signed = is_signed or (standing in _UNDONE and _is_earlier(facts.doc.text, mention))
        clock = "announced" if is_signed else read_clock(mention, governor, standing, facts.published_on)
        found[clock] = reconcile(kind, found[clock], mention) if clock in found else mention
    begun = found.get("begun")
    started = begun if standing in (*_DONE, "under_way") else None  # what was begun may be the planning of it
    times = Times(found.get("announced"), found.get("due"), found.get("effective") or started)
    return _add_length(times, begun, anchor, chain, standing, facts)


_OUTER = 5


def _count_own(chain: Chain) -> int:
    """How many predicates a date may hang on: of "arms that Peru built were sold in May" those of building alone."""
    for place, (inner, outer) in enumerate(itertools.pairwise(chain.predicates[:_OUTER])):
        is_side = inner.token.dep_ in ("relcl", "advcl") and inner.tense in ("past", "participle")
        if is_side and outer.group in ("do", "plan", "propose"):
            return place + 1
    return _OUTER


def _is_of_these_days(mention: DateMention, facts: Facts) -> bool:
    """ "Said after talks on Tuesday": the talks of the week are where it was said."""
    return abs(facts.published_on - mention.start_on) <= timedelta(days=7)


_PRIOR = frozenset({"after", "following", "despite", "since"})


def _is_of_earlier_event(token: Token, anchor: Token, scope: set[int]) -> bool:
    """ "Is funding a base, after an offer to build one in 2018": the year is that of the offer."""
    for word in token.ancestors:
        if word.dep_ == "prep" and word.lower_ in _PRIOR and token.head != word and not word.is_ancestor(anchor):
            return True
        if word.i in scope:
            return False
    return False


def _is_in_name(mention: DateMention, facts: Facts) -> bool:
    """Whether a year only belongs to a name: "Malabar 2023 ended on 21 August"; any other date says more."""
    return any(name.start <= mention.start < name.end for name in facts.instruments)


_PAPER_OF = re.compile(
    r" (?:[A-Z][\w-]+ ){0,4}(?:Agreement|Treaty|Pact|Memorandum|Act|Accord|Convention|Declaration|Protocol)\b"
)


def _is_of_paper(text: str, mention: DateMention) -> bool:
    """ "The 1958 Agreement provides for": a year by which a paper is called says nothing of what it provides."""
    return text[max(0, mention.start - 4) : mention.start].lower() == "the " and bool(
        _PAPER_OF.match(text, mention.end)
    )


_EARLIER = re.compile(r"\bearlier (?:in )?(?:this|the) (?:day|week|month|quarter|season|year)\b", re.IGNORECASE)


def _is_earlier(text: str, mention: DateMention) -> bool:
    """ "Earlier this month": what is not over by the calendar has been, where somebody has then agreed to a thing."""
    return any(m.start() <= mention.end and mention.start <= m.end() for m in _EARLIER.finditer(text))


def _is_of_signature(token: Token, anchor: Token, chain: Chain) -> bool:
    """Whether a date stands in a clause that tells when it was agreed: "the pact, which was signed on 8 July"."""
    inside = {t.i for t in anchor.subtree} - {p.token.i for p in chain.predicates}
    for word in token.ancestors:
        if word.dep_ in ("relcl", "acl") and word.i in inside:
            return load_predicates().verbs.get(word.lemma_.lower()) == "agree"
        if word == anchor:
            break
    return False


def _tells_of_before(text: str, mention: DateMention) -> bool:
    """Whether a date is that of an earlier time or level, with which the text compares."""
    return bool(_LEVEL_BEFORE.search(text[: mention.start])) or any(
        m.end() == mention.start for m in _FIRST_SINCE.finditer(text[: mention.end])
    )


def reconcile(kind: str, first: DateMention, other: DateMention) -> DateMention:
    """Of two dates of one clock the first; but a deadline beats a day, and a beginning and an end are a span."""
    if other.role != "due" or first.role == "due" or kind.startswith("budget"):
        return first
    if kind in LASTING and first.start_on < other.end_on:
        return replace(other, start_on=first.start_on, role="on")
    return other


def _leave_outlook(token: Token, anchor: Token) -> Token:
    """From a date in a clause on what becomes of the object ("which will end on", "to be delivered in") its noun."""
    word = token
    for _ in range(_DEPTH):
        if word.dep_ == "relcl" and word.head.i >= anchor.i and _is_ahead(word):
            is_name = word.head.pos_ == "PROPN" and word.head.i != anchor.i and word.head.text not in _CALENDAR
            return token if is_name else word.head
        if word.dep_ == "ccomp" and word.i > anchor.i and any(c.tag_ == "WDT" for c in word.lefts) and _is_ahead(word):
            return anchor  # a relative clause that the parser takes for a complement
        if word.head == word:
            break
        word = word.head
    return token


def _is_ahead(verb: Token) -> bool:
    is_present = verb.tag_ in ("VBZ", "VBP", "VBG") and verb.lemma_.lower() in _RUNNING
    return is_present or any(t.lemma_ in ("will", "to", "shall", "would", "be") for t in list_auxiliaries(verb))


def _governor(token: Token, chain: Chain) -> Predicate | None:
    """The predicate of the chain that a date hangs on."""
    for _ in range(_DEPTH):
        predicate = next((p for p in chain.predicates if p.token.i == token.i), None)
        if predicate or token.head == token:
            return predicate
        token = token.head
    return None


def read_clock(mention: DateMention, governor: Predicate | None, standing: str, published_on: date) -> str:
    """Which of the three dates a date is, or that of a beginning, by its words, the verb that it hangs on, and the
    standing."""
    is_ahead = mention.end_on >= published_on
    is_past = mention.start_on <= published_on and mention.role != "due"
    beginning = ("begin", "enforce") if standing == "under_way" else ("begin",)
    if is_past and governor is not None and governor.group in beginning and governor.tense == "past":
        return "begun"
    is_today = mention.start_on == mention.end_on == published_on and mention.role == "on"
    if is_today and standing in _UNDONE:
        return "announced"
    if mention.role == "due" and (is_ahead or standing in _OPEN):
        return "due"
    is_spanning = mention.precision == "day" and mention.start_on < mention.end_on and mention.end_on > published_on
    if standing == "completed" and (mention.start_on > published_on or is_spanning):
        return "due"
    if standing in _DONE:
        return "effective"
    is_said = governor is not None and governor.group in _SAYING
    if is_said and (not is_ahead or mention.precision in ("day", "week")) and mention.start_on <= published_on:
        return "announced"
    if is_ahead:
        return "due"
    return "announced" if standing in _UNDONE else "effective"


def _add_length(
    times: Times, begun: DateMention | None, anchor: Token, chain: Chain, standing: str, facts: Facts
) -> Times:
    """The end that a length gives to what begins on a day ("for six months") or is prolonged."""
    if times.due is not None and times.due.role == "due":
        return times
    match = _find_length(anchor, chain, facts)
    start = times.due or times.effective or begun
    if match is None or standing in ("suspended", "denied"):
        return times
    if start is None and standing != "completed" and chain.lemmas & _PROLONG:
        first = facts.published_on
    elif start is not None and start.precision in ("day", "week", "month", "half_month"):
        first = start.start_on
    else:
        return times
    count = 1 if match["count"].lower() in ("a", "an") else int(parse_number(match["count"]))
    unit = match["unit"].lower()
    last = shift_days(first, unit, count) - timedelta(days=1 if unit in ("day", "week") else 0)
    if last < max(first, facts.published_on) and standing in _DONE:
        return times
    precision = "day" if unit in ("day", "week") else unit
    due = DateMention(match.start(), match.end(), first, max(first, last), precision, "due")
    return replace(times, due=due)


def _find_length(anchor: Token, chain: Chain, facts: Facts) -> re.Match[str] | None:
    scope = make_scope(anchor, chain, 3)
    for match in (*_LONG.finditer(facts.doc.text), *_LASTS.finditer(facts.doc.text)):
        token = head_token(facts.doc, match.start("unit"), match.end("unit"))
        if token is not None and hangs_on(token, scope):
            return match
    return None


_AT_ONCE = frozenset("receive get buy acquire join arrive deliver reach return leave".split())
"""What happens on one day: "receives ten jets by 2027" is still to come, "builds ten jets by 2027" may be under way."""


_FOUNDING = frozenset("establishment creation introduction beginning".split())


def is_to_come(chain: Chain, due: DateMention | None, published_on: date) -> bool:
    """ "Begins on 1 July", "are holding one next month": the date says that it is still to come."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if due is None or due.start_on <= published_on:
        return False
    if any(p.token.lemma_.lower() in _FOUNDING for p in chain.predicates[:2]):
        return True
    if first is None:
        return False
    if due.role == "due":
        return first.tense == "present" and first.token.lemma_.lower() in _AT_ONCE
    return first.group != "continue" and first.tense != "past"
