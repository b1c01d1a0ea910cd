"""A record of what a frame tells: its amounts, days, domains, place and words, once who and how binding are known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from schemas.fiscal_years import load_fiscal_rules
from transforms.english.acts import decide_act
from transforms.english.attribution import Voice
from transforms.english.frames import Frame
from transforms.english.predicates import list_modifiers
from transforms.english.roles import Roles
from transforms.english.scene import Scene
from transforms.english.slots import (
    Facts,
    clause_span,
    pick_condition,
    pick_domains,
    pick_instrument,
    pick_place,
    pick_quantity,
)
from transforms.english.standing_by_kind import goes_on, has_finished, is_partial
from transforms.english.times import LASTING, Times, is_to_come, pick_times
from transforms.records import Candidate, Record
from transforms.words.dates import DateMention, find_dates
from transforms.words.quantity_mention import QuantityMention

_HISTORY_YEARS = 25
_GIVEN = ("third_party_support", "arms_transfer", "industrial_cooperation")
"""Kinds of which a sum of money is given and not gone on with."""
_COMING = frozenset({"upcoming", "forthcoming", "planned", "future"})


def make_record(
    frame: Frame, scene: Scene, offset: int, roles: Roles, standing: str, explicit: bool, voice: Voice, facts: Facts
) -> Record | Candidate:
    """The record; a candidate where it tells of a time that says nothing of today. `offset` is that of the sentence."""
    kind = frame.rule.kind
    times = pick_times(kind, frame.anchor, frame.chain, standing, _with_fiscal_years(facts, scene, roles.parties))
    if standing == "under_way" and is_to_come(frame.chain, times.due, scene.published_on):
        standing = "planned"
        times = replace(times, effective=None)  # "began planning an exercise": what began is another thing
    if standing == "completed" and {*list_modifiers(frame.anchor)} & _COMING:
        standing = "planned"  # "vetted plans for the upcoming exercise"
    if standing == "completed" and is_partial(kind, frame.anchor, frame.chain):
        standing = "under_way"
    elif standing == "completed" and has_finished(kind, frame.chain):
        times = replace(times, due=None)
    quantity = pick_quantity(kind, frame.anchor, frame.chain, facts)
    is_sum = quantity is not None and kind in _GIVEN and quantity.unit.isupper()
    if standing == "completed" and not has_finished(kind, frame.chain) and not is_sum:
        lasts = goes_on(kind, frame.chain, times.effective) or (times.due is not None and kind in LASTING)
        standing = "under_way" if lasts else standing
    more: list[Token] = [*roles.tokens]
    span = clause_span(frame.anchor, frame.chain, more)
    told: tuple[QuantityMention | DateMention | None, ...] = (quantity, times.due, times.effective)
    span = _widen(span, [mention for mention in told if mention is not None])
    if _is_history(kind, times, standing, scene.published_on):
        return Candidate(kind, "history", offset + span[0], offset + span[1], frame.rule.rule_id)
    instrument = frame.trigger.instrument or pick_instrument(kind, frame.anchor, span, facts)
    evidence = facts.doc.text[span[0] : span[1]]
    fixed = (*frame.rule.domains, *(instrument.domains if instrument else ()))
    taken = [(m.start, m.end) for m in facts.dates] + [(m.start, m.end) for m in facts.instruments]
    return Record(
        kind=kind,
        parties=roles.parties,
        counterparts=roles.counterparts,
        standing=standing,
        quantity=_shift(quantity, offset),
        times=times,
        domains=tuple(pick_domains(evidence, fixed)),
        instrument=instrument.name if instrument else None,
        place=pick_place(facts.doc, span[0], taken),
        start=offset + span[0],
        end=offset + span[1],
        voice=voice,
        act=decide_act(kind, standing, frame.anchor, frame.chain, evidence),
        condition=pick_condition(facts.doc.text),
        tier=_decide_tier(roles, explicit),
        rule_id=frame.rule.rule_id,
        object=frame.anchor.lemma_.lower(),
    )


def _shift(mention: QuantityMention | None, offset: int) -> QuantityMention | None:
    return replace(mention, start=mention.start + offset, end=mention.end + offset) if mention else None


def _widen(span: tuple[int, int], mentions: Sequence[QuantityMention | DateMention]) -> tuple[int, int]:
    return min([span[0], *(m.start for m in mentions)]), max([span[1], *(m.end for m in mentions)])


_FISCAL = re.compile(r"\b(?:J?FY|fiscal|financial year|\d{4}-\d{2}\b)", re.IGNORECASE)


def _with_fiscal_years(facts: Facts, scene: Scene, parties: tuple[str, ...]) -> Facts:
    """The dates again by the fiscal year of the party, where the sentence speaks of one."""
    country = next((name for name in parties if name in load_fiscal_rules()), None)
    if country is None or not _FISCAL.search(facts.doc.text):
        return facts
    return replace(facts, dates=find_dates(facts.doc.text, scene.published_on, country))


def _is_history(kind: str, times: Times, standing: str, published_on: date) -> bool:
    """What was done a generation ago and says nothing of today: "the drill began in the 1980s"."""
    mention = times.effective or times.announced
    return bool(
        mention
        and mention.role != "since"
        and (standing in ("completed", "agreed") or (standing == "under_way" and kind == "joint_training"))
        and published_on.year - mention.end_on.year > _HISTORY_YEARS
    )


def _decide_tier(roles: Roles, is_explicit: bool) -> str:
    if roles.is_inferred:
        return "inferred" if is_explicit else "weak"
    return "explicit" if is_explicit else "inferred"
