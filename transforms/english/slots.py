"""What else a sentence says of a commitment: how much, where, its name, its domains, its condition, its evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import head_token
from transforms.english.predicates import Chain
from transforms.english.tenses import list_auxiliaries
from transforms.rule_book import load_domains
from transforms.words.dates import DateMention
from transforms.words.instruments import InstrumentMention
from transforms.words.quantity_mention import QuantityMention

_UNITS = {
    "budget_share": ("percent_of_gdp",),
    "budget_amount": ("money", "percent"),
    "joint_training": ("personnel", "units", "events"),
    "force_deployment": ("personnel", "units", "events"),
    "personnel_exchange": ("personnel",),
    "third_party_support": ("money", "personnel", "units"),
    "consultation": (),
    "information_sharing": (),
    "mutual_defence": (),
    "countering_disinformation": ("money",),
    "cyber_defence": ("money",),
}
_DEFAULT_UNITS = ("units", "personnel", "money")
_PLACE = re.compile(
    r"\b(?:in|at|off|near|around|across|over|through|from|into|to) "
    r"(?P<place>(?:the )?(?:(?:northern|southern|eastern|western|central) )?"
    r"[A-Z][\w’'-]+(?:(?: (?:of|and|the|de|du)){0,2} [A-Z][\w’'-]+)*"
    r"(?: (?:region|area|waters|peninsula|coast|province|prefecture|islands?|base))?)"
)
_DEPTH = 14
_ABOARD = re.compile(r"[^.;]{0,30}?\b(?:on ?board|aboard)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|as part of)(?: the)? $")
_UNDER_FIRST = re.compile(r"(?:^|[.;:] )(?:Under|As part of|Within|In the framework of)(?: the)? $")
_CREW = re.compile(r"\b(?:crew(?:ed)? (?:of|by)|manned by|complement of) $", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """Dates, quantities and instruments of a sentence, offsets within it."""

    doc: Doc
    dates: Sequence[DateMention]
    quantities: Sequence[QuantityMention]
    instruments: Sequence[InstrumentMention]
    published_on: date


def pick_quantity(kind: str, anchor: Token, chain: Chain, facts: Facts) -> QuantityMention | None:
    """The quantity of a record: of a fitting unit, in its clause, nearest to its object. Counts beat prices."""
    scope = make_scope(anchor, chain, 3)
    fitting = [
        (rank, _is_article(mention, facts.doc), _distance(token, anchor), mention)
        for mention in facts.quantities
        if (rank := rank_unit(kind, mention)) is not None
        and (token := head_token(facts.doc, mention.start, mention.end)) is not None
        and not _is_crew(mention, facts.doc.text)
        and not (kind in _MUTUAL and _is_article(mention, facts.doc))
        and (hangs_on(token, scope) or _overlaps_anchor(mention, anchor))
    ]
    if not fitting and kind.startswith("budget"):
        fitting = [(0, False, 0, m) for m in facts.quantities if rank_unit(kind, m) is not None][:1]
    return min(fitting, key=lambda found: found[:3])[3] if fitting else None


_MUTUAL = ("joint_training", "industrial_cooperation", "technology_cooperation")
"""Kinds of which "a fighter", "a ship" says no count: it is what is developed, or with whom one trains."""


def _is_crew(mention: QuantityMention, text: str) -> bool:
    """ "With 300 sailors on board", "a crew of 200": who works on what is sent."""
    return bool(_ABOARD.match(text, mention.end) or _CREW.search(text[max(0, mention.start - 40) : mention.start]))


def rank_unit(kind: str, mention: QuantityMention) -> int | None:
    """How well the unit of a quantity fits a kind, the best 0; None where it does not. Counts beat prices."""
    units = _UNITS.get(kind, _DEFAULT_UNITS)
    unit = _unit_group(mention, kind)
    return units.index(unit) if unit in units else None


def _is_article(mention: QuantityMention, doc: Doc) -> bool:
    """Whether only an article counts it ("a frigate"): a number beside it says more."""
    return mention.value == 1 and doc.text[mention.start : mention.end].lower().startswith(("a ", "an ", "another "))


def _overlaps_anchor(mention: QuantityMention, anchor: Token) -> bool:
    return bool(mention.start <= anchor.idx < mention.end)


def _unit_group(mention: QuantityMention, kind: str) -> str:
    if len(mention.unit) == 3 and mention.unit.isupper():
        return "money"
    if mention.unit == "percent" and kind == "budget_amount" and mention.basis is None:
        return "share"
    return mention.unit


def _distance(token: Token, anchor: Token) -> int:
    return abs(int(token.i) - int(anchor.i))


def make_scope(anchor: Token, chain: Chain, depth: int) -> set[int]:
    """The places of the words that a record rests on: the phrase of its object, and what governs it."""
    return {t.i for t in anchor.subtree} | {p.token.i for p in chain.predicates[:depth]}


def hangs_on(token: Token, scope: set[int]) -> bool:
    """Whether a token is in a clause of the scope, no finite clause between."""
    for _ in range(_DEPTH):
        if token.i in scope:
            return True
        if token.head == token or token.dep_ in ("relcl", "ccomp", "parataxis"):
            return False
        if token.dep_ in ("advcl", "conj") and any(c.dep_ == "nsubj" for c in token.lefts):
            return False
        token = token.head
    return False


def pick_instrument(kind: str, anchor: Token, span: tuple[int, int], facts: Facts) -> InstrumentMention | None:
    """The named agreement, exercise or programme of a record: at the anchor, else of its kind within the evidence, else
    under which the rest of the sentence says that it is done."""
    inside = [m for m in facts.instruments if span[0] <= m.start < span[1]]
    at = [m for m in inside if m.start <= anchor.idx < m.end]
    same = [m for m in inside if m.kind == kind]
    behind = [m for m in facts.instruments if m.kind == kind and m.start >= span[1]]
    under = [m for m in behind if _UNDER.search(facts.doc.text[: m.start])]
    before = [m for m in facts.instruments if m.kind == kind and m.end <= span[0]]
    under += [m for m in before if _UNDER_FIRST.search(facts.doc.text[: m.start])]
    ranked = at or sorted(same, key=lambda m: abs(m.start - anchor.idx)) or under
    return ranked[0] if ranked else None


def pick_domains(text: str, fixed: Sequence[str]) -> list[str]:
    """The domains that the words of the evidence name, sorted."""
    return sorted({*fixed, *(name for name, pattern in load_domains().items() if pattern.search(text))})


def pick_place(doc: Doc, begin: int, taken: Sequence[tuple[int, int]]) -> str | None:
    """Where it is to happen, as the text says it from `begin` on; no date and no name of an instrument."""
    for match in _PLACE.finditer(doc.text, begin):
        start, end = match.span("place")
        if all(end <= left or right <= start for left, right in taken) and not _is_month(match["place"]):
            return match["place"]
    return None


@cache
def _months() -> frozenset[str]:
    names = "January February March April May June July August September October November December"
    return frozenset((*names.split(), "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


def _is_month(words: str) -> bool:
    return words.removeprefix("the ").split()[0] in _months()


_CONDITION = re.compile(
    r"\b(?:(?:only )?if|provided(?: that)?|subject to|pending|on (?:the )?condition that|as long as|so long as|once|"
    r"in case|should (?=[a-z]+ (?:agree|approve|allow)))\b(?! (?:more|again|possible|necessary|needed)\b)[^,.;]{3,160}",
    re.IGNORECASE,
)


def pick_condition(sentence: str) -> str | None:
    """The condition that a record hangs on, as the text says it: "if …", "subject to …", "provided that …"."""
    match = _CONDITION.search(sentence)
    return match.group().strip() if match else None


def clause_span(anchor: Token, chain: Chain, more: Sequence[Token]) -> tuple[int, int]:
    """The evidence: from the first to the last word that the record rests on, whole words, offsets in the sentence."""
    tokens = [anchor, *more, *_own_predicates(chain), *_near_subtree(anchor)]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    doc = anchor.doc
    while first.i < last.i and not any(letter.isalnum() for letter in first.text):
        first = doc[first.i + 1]
    while last.dep_ in ("compound", "amod", "poss", "nmod", "det", "nummod") and last.head.i > last.i:
        last = last.head
    while last.is_punct and last.i > first.i and last.text not in ')”"’':
        last = doc[last.i - 1]
    return first.idx, last.idx + len(last.text)


def _own_predicates(chain: Chain) -> list[Token]:
    """The predicates up to the first finite one; who says so is no part of the evidence."""
    found: list[Token] = []
    for predicate in chain.predicates:
        if predicate.group == "report":
            break
        found += [predicate.token, *list_auxiliaries(predicate.token)]
        for subject in (c for c in predicate.token.lefts if c.dep_ in ("nsubj", "nsubjpass")):
            found += _near_subtree(subject)
        if predicate.tense in ("past", "present", "future", "would", "progressive"):
            break
    return found


def _near_subtree(token: Token) -> list[Token]:
    """The words of a phrase without the relative clauses and further clauses in it."""
    found = [token]
    for child in token.children:
        if child.dep_ not in ("relcl", "advcl", "parataxis", "ccomp", "punct", "conj", "cc", "nsubj"):
            found += _near_subtree(child)
    return found
