"""Why what a rule has found is no commitment all the same, by the reason codes of the record contract."""

import re

from schemas.country_names import is_state
from transforms.english.asides import find_aside
from transforms.english.attribution import Voice
from transforms.english.frames import Frame
from transforms.english.partners import is_alone, takes_two
from transforms.english.predicates import Chain
from transforms.english.roles import Roles, is_joint
from transforms.english.shares import has_figure
from transforms.english.slots import Facts

_FACTS = ("completed", "in_force", "under_way", "suspended", "agreed")
_ACCUSED = frozenset("accuse condemn denounce allege blame threaten suspect decry deplore".split())
_WORRIES = frozenset("concern condemnation alarm worry accusation allegation criticism outrage".split())
_TITLE = "concerning"
"""In the title of a treaty, no worry: "an agreement concerning the transfer of"."""
_HISTORY = re.compile(
    r"(?<!since )(?<!of )\b(?:in|during|after|before) (?:the )?"
    r"(?:(?:First|Second) World War|World War|Cold War|\w+ century)\b|\bdecades ago\b",
    re.IGNORECASE,
)
_TWO_SIDED = ("transfer", "receive", "support", "back", "clear", "for", "join")


def find_objection(frame: Frame, roles: Roles, standing: str, voice: Voice, facts: Facts) -> str | None:
    """Why a frame is no commitment, by the reason codes of the record contract."""
    if not roles.parties:
        return "no_authority"
    lemmas = frame.chain.lemmas
    over = {t.lemma_.lower() for t in frame.anchor.ancestors if t.lower_ != _TITLE}
    is_deplored = lemmas & _ACCUSED or over & _WORRIES
    if is_deplored and standing not in ("denied", "suspended"):
        return "status_report"
    if _is_withheld(frame.chain):
        return "status_report"
    begin = frame.anchor.idx
    if frame.rule.kind in _BUILT and _CIVIL.search(facts.doc.text, max(0, begin - _NEAR), begin + _NEAR):
        return "out_of_domain"
    if any(p.token.lemma_.lower() == "fail" and not p.is_negated for p in frame.chain.predicates):
        return "status_report"
    if standing == "called_for" and not voice.speaker and voice.voice != "official_text" and not _is_demanded(frame):
        return "no_authority"
    if voice.binds_nobody and (standing not in _FACTS or voice.is_own_act):
        return "prediction" if standing == "planned" else "no_authority"
    if roles.is_former and standing not in _FACTS:
        return "no_authority"
    if _HISTORY.search(facts.doc.text) and standing in ("completed", "agreed", "suspended"):
        return "history"
    actors = {*roles.parties, *roles.counterparts}
    if frame.rule.needs_partner and len(actors) < 2 and not _is_group(actors):
        return "vague"
    if aside := find_aside(frame, roles, standing, voice):
        return aside
    if takes_two(frame) and is_alone(roles) and not _joins(frame):
        return "vague"
    return _find_missing(frame, roles, standing, facts)


def _joins(frame: Frame) -> bool:
    """ "Joined the European Sky Shield Initiative": one alone joins those who have it."""
    named = frame.trigger.instrument
    return named is not None and not named.is_generic and "join" in frame.chain.lemmas


_NEAR = 60
_BUILT = ("capability", "technology_cooperation")
_CIVIL = re.compile(r"\b(?:space telescope|NASA-led|Moon base|astronauts?|space station|Artemis)\b", re.IGNORECASE)
"""Of civil space, which is outside the contract."""
_TOLD = frozenset("confirm comment disclose elaborate verify".split())


def _is_withheld(chain: Chain) -> bool:
    """ "Declined to confirm the deployment", "would not comment on it": nothing is said of it."""
    outer = [p.group for p in chain.predicates[1:]]
    telling = [(p.is_negated, p.token.lemma_.lower()) for p in chain.predicates]
    return any(
        lemma in _TOLD and (is_negated or outer[place : place + 1] == ["deny"])
        for place, (is_negated, lemma) in enumerate(telling)
    )


def _is_demanded(frame: Frame) -> bool:
    """Whether somebody demands it, and the text does not only find that it should be so."""
    demanding = ("want", "like", "need", "tell", "expect", "ask")
    return any(
        p.group == "call" or (p.token.lemma_.lower() in demanding and p.modality != "obliged")
        for p in frame.chain.predicates
    )


def _find_missing(frame: Frame, roles: Roles, standing: str, facts: Facts) -> str | None:
    if not has_figure(frame, standing, facts):
        return "vague"
    is_mutual = len(roles.parties) > 1 and frame.rule.kind in ("mutual_defence", "logistics_support")
    is_collective = frame.rule.kind == "mutual_defence" and _is_group({*roles.parties})
    is_collective = is_collective or (is_mutual and frame.rule.roles != "join" and is_joint(frame.chain))
    if frame.rule.roles in _TWO_SIDED and not roles.counterparts and not is_collective:
        return "vague"
    return None


def _is_group(actors: set[str]) -> bool:
    return not all(map(is_state, actors))
