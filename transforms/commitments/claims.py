"""A mention with its document, reduced to what tells whether it speaks of the same commitment as another one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from schemas.registers import Instrument, list_names, load_actors, load_instruments
from schemas.weapons import find_weapons

Span = tuple[date, date]
"""First and last day, both inclusive."""

UNGRADED = "F"
"""The grade of a source whose reliability cannot be judged (NATO Admiralty scale)."""

SHARE, AMOUNT = "budget_share", "budget_amount"
PACKAGES = frozenset({"third_party_support", "arms_transfer"})
CAPABILITY = "capability"
PIECEMEAL = PACKAGES | {CAPABILITY}
"""Kinds of things that are handed over piece by piece."""
_TRAINING = frozenset({"train", "trained", "training"})
_FURTHER = re.compile(
    r"\b(?:(?:second|third|fourth|new|follow-on) (?:contract|deal|order|batch|tranche|lot|purchase)|another|additional|"
    r"further|more)\b(?! than)",
    re.IGNORECASE,
)
"""Of a thing that was promised before, and not the same promise: "a second contract", "another 20"."""
_SAYS_THE_KIND = frozenset({"Mutual Defense Treaty"})
"""Names that say no more than the kind: the same treaty may have another one ("the Pukpuk Treaty")."""
_EDITION = re.compile(r"[ \u00a0’'‘-]*(?P<year>(?:19|20)?\d\d)(?:[-/.]\d{1,2})?$")
_LEADING = re.compile(r"^(?:the|exercise|operation|joint|annual)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+-?\d+[^\W_]*|[^\W\d_]+")
_COMMON_WORDS = frozenset(
    """will with from that this their they have been into over more than said says would could also
    agreed agree agreement announced announce plans plan planned signed sign pledged committed decided intends
    government minister ministry president prime defence defense military armed forces security national
    country countries state states year years month first second next last
    acquire acquired buy bought purchase purchased introduce introduced deploy provide provided providing send sent
    deliver delivered supply supplied sell sold donate give given receive approve approved
    joint jointly develop developed development produce production cooperation cooperate cooperating technology
    technologies equipment system systems weapon weapons capability capabilities package support additional new
    million billion trillion dollars euros percent about least""".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much. `most` is the upper end, the value itself where there is no range."""

    value: float
    most: float
    unit: str
    basis: str | None
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one mention claims. `order` is the order in which evidence is weighed: by publication, then by place."""

    order: tuple[str, str, int, str]
    mention_id: str
    document_id: str
    family: str
    published_on: date
    kind: str
    parties: tuple[str, ...]
    counterparts: tuple[str, ...]
    actors: frozenset[str]
    standing: str
    act: str
    quantity: Quantity | None
    announced: Span | None
    due: Span | None
    effective: Span | None
    edition: int | None
    instrument: str | None
    place: str | None
    domains: frozenset[str]
    words: frozenset[str]
    weapons: frozenset[str]
    is_further: bool
    grade: str
    row: Mapping[str, Any]
    document: Mapping[str, Any]

    @property
    def is_training(self) -> bool:
        """Whether it is help that trains another's soldiers: no package, but a programme that goes on."""
        is_money = self.quantity is not None and self.quantity.unit.isupper()
        return self.kind == "third_party_support" and bool(self.words & _TRAINING) and not is_money

    @property
    def is_package(self) -> bool:
        """Whether it is one delivery of many between the same two."""
        return self.kind in PACKAGES and not self.is_training


def make_claim(mention: Mapping[str, Any], document: Mapping[str, Any]) -> Claim:
    """The claim of a row of `mentions`, with the row of its document. A family is an independence group."""
    instrument, edition = name_instrument(mention["instrument"])
    instrument = None if instrument in _SAYS_THE_KIND else instrument
    day: date = document["published_on"]
    return Claim(
        order=(day.isoformat(), mention["document_id"], mention["evidence_start"], mention["mention_id"]),
        mention_id=mention["mention_id"],
        document_id=mention["document_id"],
        family=document.get("independence_group") or document["duplicate_of"] or mention["document_id"],
        published_on=day,
        kind=mention["kind"],
        parties=tuple(sorted(mention["parties"])),
        counterparts=tuple(sorted(mention["counterparts"])),
        actors=frozenset(mention["parties"]) | frozenset(mention["counterparts"]),
        standing=mention["standing"],
        act=mention["act"],
        quantity=_read_quantity(mention),
        announced=_read_span(mention, "announced"),
        due=_read_span(mention, "due"),
        effective=_read_span(mention, "effective"),
        edition=edition,
        instrument=instrument,
        place=_fold(mention["place"]),
        domains=frozenset(mention["domains"]),
        words=_list_object_words(mention["evidence_text"]),
        weapons=find_weapons(mention["evidence_text"]),
        is_further=bool(_FURTHER.search(mention["evidence_text"])),
        grade=document.get("reliability_grade", UNGRADED),
        row=mention,
        document=document,
    )


def name_instrument(written: str | None) -> tuple[str | None, int | None]:
    """The register's name where it knows the instrument, otherwise the name in small letters; and the year of an
    edition ("Malabar 24" -> "Malabar", 2024)."""
    if not written or not written.strip():
        return None, None
    name = " ".join(written.split())
    if found := find_instrument(name):
        return found.name, None
    edition = _EDITION.search(name)
    bare = name[: edition.start()] if edition else name
    known = find_instrument(_LEADING.sub("", bare))
    year = int(edition["year"]) if edition else None
    return (known.name if known else _LEADING.sub("", bare).casefold() or None), _widen_year(year)


def find_instrument(name: str) -> Instrument | None:
    """The register's entry of a name or alias."""
    return _load_names().get(name.casefold())


def is_bare(claim: Claim) -> bool:
    """Whether only kind and actors say what is promised; of help that was stopped, the day and the place are news."""
    said = claim.instrument or claim.quantity or claim.due
    if claim.kind in PACKAGES:
        return not said and (claim.effective is None or claim.standing == "suspended")
    return not (said or claim.effective or claim.place)


def is_actual_share(claim: Claim) -> bool:
    """Whether it tells a share of GDP that was spent, not one that is promised."""
    is_spent = claim.standing == "completed" or (claim.standing == "under_way" and claim.due is None)
    return claim.kind == SHARE and is_spent and claim.quantity is not None


def share_year(claim: Claim) -> int:
    """The year in which an actual share was spent."""
    return (claim.effective or (claim.published_on, claim.published_on))[0].year


def are_apart(left: Span, right: Span) -> bool:
    """Whether two spans share no day."""
    return left[1] < right[0] or right[1] < left[0]


def count_days(span: Span) -> int:
    """Length in days."""
    return (span[1] - span[0]).days + 1


def _read_quantity(mention: Mapping[str, Any]) -> Quantity | None:
    value, unit = mention["quantity_value"], mention["quantity_unit"]
    if value is None or unit is None:
        return None
    most = mention["quantity_value_max"]
    basis, qualifier = mention["quantity_basis"], mention["quantity_qualifier"]
    return Quantity(float(value), float(value if most is None else most), unit, basis, qualifier)


def _read_span(mention: Mapping[str, Any], name: str) -> Span | None:
    start, end = mention[f"{name}_start_on"], mention[f"{name}_end_on"]
    return (start, end) if start is not None and end is not None else None


def _widen_year(year: int | None) -> int | None:
    return year + 2000 if year is not None and year < 100 else year


def _fold(written: str | None) -> str | None:
    return re.sub(r"^(?:in|at|near|off|the)\s+", "", " ".join(written.split()).casefold()) or None if written else None


def _list_object_words(evidence: str) -> frozenset[str]:
    """Words of the evidence that may name the object (`tank`, `f-35`): no actors, none that any promise has."""
    words = _WORD.findall(evidence.lower())
    return frozenset(word.rstrip("s") for word in words if len(word) > 3 or not word.isalpha()) - _load_common_words()


@cache
def _load_common_words() -> frozenset[str]:
    names = (name for actor in load_actors() for name in (*list_names(actor), *actor.demonyms, *actor.capitals))
    words = {word for name in names for word in _WORD.findall(name.lower())}
    return frozenset(word.rstrip("s") for word in words | _COMMON_WORDS)


@cache
def _load_names() -> Mapping[str, Instrument]:
    return {name.casefold(): found for found in load_instruments() for name in (found.name, *found.aliases)}
