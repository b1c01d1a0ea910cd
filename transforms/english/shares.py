"""Shares of GDP that are about defence: which figures of a text they are, and what each of several in a sentence says.

What surprises: "Norway spent 2.2 percent of GDP, Sweden 2.4" is one clause and two shares, so a figure that stands
right behind a name is that state's; a date between two figures belongs to the one before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.english.actor_groups import Group
from transforms.english.frames import Frame, Trigger
from transforms.english.scene import Scene
from transforms.english.slots import Facts, pick_quantity
from transforms.english.tenses import is_verb
from transforms.english.times import pick_times
from transforms.records import Candidate, Record
from transforms.words.quantity_context import is_about_other_spending
from transforms.words.quantity_mention import QuantityMention
from transforms.words.spans import items_within

KIND = "budget_share"
_DEFENCE = re.compile(
    r"defen[cs]e|militar|armed forces|\barmy\b|NATO|allian|\ballies\b|rearm|weapon|troops|soldiers|"
    r"security[- ]related|\b(?:its|their|the|own) (?:[\w-]+ )?(?:forces|services|barracks|generals)\b|"
    r"\b(?:TNI|PLA|IDF|SANDF|Bundeswehr|Bundesheer)\b|"
    r"spending (?:target|goal|pledge|guideline|threshold)",
    re.IGNORECASE,
)
_BEFORE = 500
_OLD = re.compile(
    r"\b(?:from|compared (?:to|with)|instead of|rather than)(?: (?:about|around|just|the|current|some|its|over))* $",
    re.IGNORECASE,
)
_AT_A_NAME = re.compile(
    r"(?:[’']s?)?[ ,:(–—-]{1,3}(?:(?:which|who) )?(?:(?:is|was|stood|spent|spends|at|on|with|will spend|had) )*"
    r"(?:(?:about|around|some|nearly|at least|more than|just|only|over|up to|almost|a|an|even) )*$",
    re.IGNORECASE,
)
_SERIES = re.compile(r"(?:\d+(?:\.\d+)?(?: ?%)?(?:, and |, | and ))+\d+(?:\.\d+)?$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def is_defence_share(scene: Scene, mention: QuantityMention) -> bool:
    """Whether a share of GDP is one for defence, by its sentence or by what was spoken of just before."""
    if mention.unit != "percent_of_gdp":
        return False
    sentence = scene.sentences[scene.number_at(mention.start)]
    if is_about_other_spending(scene.text, mention.start, mention.end):
        return False
    if _OLD.search(scene.text[max(0, mention.start - 40) : mention.start]):
        return False  # what it is raised from
    context = scene.text[max(0, sentence.start - _BEFORE) : sentence.end]
    return bool(_DEFENCE.search(context) or _DEFENCE.search(scene.title))


def keep_shares(
    triggers: Sequence[Trigger], number: int, scene: Scene, quantities: Sequence[QuantityMention]
) -> list[Trigger]:
    """Triggers of a sentence, without figures that are no share for defence; one a figure."""
    start = scene.sentences[number].start
    kept: dict[object, Trigger] = {}
    for trigger in triggers:
        if trigger.rule.kind != KIND or trigger.instrument is not None:
            kept[trigger] = trigger
            continue
        inside = [q for q in quantities if q.start < start + trigger.end and start + trigger.start < q.end]
        if inside and is_defence_share(scene, inside[0]):
            kept[inside[0]] = trigger
    return list(kept.values())


def narrow_facts(frame: Frame, facts: Facts) -> Facts:
    """Of several shares in a sentence, the one that a frame is about and the dates that belong to it."""
    shares = [q for q in facts.quantities if q.unit == "percent_of_gdp"]
    own = [q for q in shares if q.start < frame.trigger.end and frame.trigger.start < q.end]
    if frame.rule.kind != KIND or not own:
        return facts
    if len(shares) == 1:
        return replace(facts, quantities=own)
    place = shares.index(own[0])
    end = shares[place + 1].start if place + 1 < len(shares) else len(facts.doc.text)
    dates = [d for d in facts.dates if own[0].end <= d.start < end]
    if not dates and place == 0:
        dates = [d for d in facts.dates if d.end <= own[0].start]
    return replace(facts, quantities=own, dates=dates)


def has_figure(frame: Frame, standing: str, facts: Facts) -> bool:
    """Whether a budget has the figure that it needs: a share always, an amount where it is not to come.

    "Raise its budget by 300 million, to 2 percent of GDP" is a share and no amount.
    """
    kind = frame.rule.kind
    if not kind.startswith("budget"):
        return True
    quantity = pick_quantity(kind, frame.anchor, frame.chain, facts)
    if kind == KIND:
        return quantity is not None
    if any(q.unit == "percent_of_gdp" for q in facts.quantities):
        return False
    is_going_on = any(p.tense == "progressive" or p.group == "continue" for p in frame.chain.predicates[:1])
    return quantity is not None or is_going_on or standing not in ("under_way", "completed")


def continue_share(
    frame: Frame, found: Record | Candidate, leader: Record | None, groups: Sequence[Group], facts: Facts, offset: int
) -> Record | Candidate:
    """A share after another one, whose words it leaves out: "Norway spent 2.2 percent, Sweden 2.4"; "and 3 by 2030"."""
    if leader is None or leader.quantity is None or not facts.quantities:
        return found
    start, text = frame.trigger.start, facts.doc.text
    between = [g for g in groups if leader.quantity.end - offset <= g.start and g.end <= start]
    named = next((g for g in between[-1:] if _AT_A_NAME.fullmatch(text[g.end : start])), None)
    is_told = any(is_verb(t) and leader.quantity.end - offset <= t.idx < start for t in facts.doc)
    is_joined = not between and not is_told and isinstance(found, Candidate)
    if named is None and not is_joined:
        return found
    quantity = facts.quantities[0]
    first = named.start if named else quantity.start
    return replace(
        leader,
        parties=named.actor_ids if named else leader.parties,
        quantity=replace(quantity, start=quantity.start + offset, end=quantity.end + offset),
        times=pick_times(KIND, frame.anchor, frame.chain, leader.standing, facts),
        start=offset + first,
        end=offset + max(quantity.end, *(d.end for d in facts.dates), 0),
    )


def spread_series(record: Record, scene: Scene) -> list[Record]:
    """One record a state where a sentence gives as many figures as states: "spend 2.3, 2.1 and 2.4 percent"."""
    quantity, number = record.quantity, scene.number_at(record.start)
    if record.kind != KIND or quantity is None or len(record.parties) < 2:
        return [record]
    sentence = scene.sentences[number]
    digits = _NUMBER.search(scene.text, quantity.start)
    match = _SERIES.search(scene.text[sentence.start : digits.end()]) if digits else None
    values = [float(value) for value in _NUMBER.findall(match.group())] if match else []
    named = [m.actor_id for m in items_within(scene.mentions, sentence.start, sentence.end)]
    parties = [name for name in dict.fromkeys(named) if name in record.parties]
    if len(values) < 2 or len(values) != len(parties):
        return [record]
    return [
        replace(record, parties=(name,), quantity=replace(quantity, value=value))
        for name, value in zip(parties, values, strict=True)
    ]
