"""Triggers of each kind in a sentence, and the words that they hang on: from a match on the surface to a parsed frame.

The surface is the gate: only a sentence in which some rule matches is ever parsed, so the gate loses nothing that the
rules could find. The most specific frame wins: a trigger inside another's phrase is dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.english.actor_groups import head_token
from transforms.english.governing import find_own_deed, find_start, is_governed
from transforms.english.predicates import Chain, climb, climb_figure
from transforms.english.tellings import find_maker, is_about, is_in_clause_of
from transforms.english.tenses import is_verb
from transforms.rule_book import Rule, Shortlist, list_all, load_predicates, make_named_rule, shorten
from transforms.words.instruments import InstrumentMention

_BEATS = {
    ("personnel_exchange", "force_deployment"),
    ("personnel_exchange", "consultation"),
    ("arms_transfer", "capability"),
    ("information_sharing", "technology_cooperation"),
    ("joint_training", "force_deployment"),
    ("third_party_support", "budget_amount"),
    ("third_party_support", "personnel_exchange"),
    ("industrial_cooperation", "capability"),
    ("industrial_cooperation", "logistics_support"),
    ("force_deployment", "capability"),
    ("force_deployment", "access_and_status"),
    ("access_and_status", "mutual_defence"),
    ("information_sharing", "consultation"),
    ("budget_amount", "industrial_cooperation"),
    ("budget_amount", "capability"),
}
"""Of two kinds on the same words the first is the more specific."""
_SHIP = re.compile(r"ship|frigate|destroyer|submarine|carrier|corvette|vessel|minehunter|fleet", re.IGNORECASE)
_SERVICE = re.compile(
    r"exercis|drill|patrol|polic|mission|deter|reinforc|station|airspace|manoeuv|maneuv", re.IGNORECASE
)
_MACHINES = frozenset("aircraft plane helicopter jet vehicle tank boat vessel ship craft system unit".split())
"""What a name of a weapon may stand before: "six Gripen multi-role aircraft"."""
_WEAPON_KINDS = ("arms_transfer", "capability", "industrial_cooperation")
_EVENTS = frozenset("exercise drill manoeuvre maneuver".split())
_INSTRUMENT_ROLES = {"force_deployment": "send", "third_party_support": "support"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule's match at `start:end` of a sentence; of an instrument, where one is named there."""

    rule: Rule
    start: int
    end: int
    instrument: InstrumentMention | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with the word that it hangs on and the predicates that govern that."""

    trigger: Trigger
    anchor: Token
    chain: Chain

    @property
    def rule(self) -> Rule:
        """The rule that triggered."""
        return self.trigger.rule


def find_triggers(
    sentence: str, instruments: Sequence[InstrumentMention], listed: Shortlist | None = None, lead: str = ""
) -> list[Trigger]:
    """What triggers in a sentence, longest first at each place; nothing where nothing does.

    `listed` are the rules that may match in its document, all where they are not known; `lead` is the line that
    introduces a point of a list: what a rule asks to stand near may stand there.
    """
    found = [*_match_rules(sentence, listed or list_all(), lead), *_match_instruments(instruments)]
    kept: list[Trigger] = []
    for trigger in sorted(
        found, key=lambda t: (-(t.instrument is not None and not t.rule.verbs), -(t.end - t.start), t.start)
    ):
        if not any(_clash(trigger, other) for other in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: (t.start, t.end))


def _clash(one: Trigger, other: Trigger) -> bool:
    """Two triggers on the same words: of one kind the longer counts; of two kinds both may, where verbs decide."""
    if one.end <= other.start or other.end <= one.start:
        return False
    return not (one.rule.verbs or other.rule.verbs) or one.rule.rule_id == other.rule.rule_id


def _match_rules(sentence: str, listed: Shortlist, lead: str) -> Iterator[Trigger]:
    context = f"{lead} {sentence}" if lead else sentence
    for rule in shorten(listed, context).rules:
        first = rule.match.search(sentence)
        if (
            first is None
            or (rule.unless and rule.unless.search(sentence))
            or (rule.near and not rule.near.search(context))
        ):
            continue
        while first:
            name = "head" if "head" in rule.match.groupindex and first["head"] else 0
            yield Trigger(rule, *first.span(name))
            first = rule.match.search(sentence, max(first.end(), first.start() + 1))


def _match_instruments(instruments: Sequence[InstrumentMention]) -> Iterator[Trigger]:
    for mention in instruments:
        roles = _INSTRUMENT_ROLES.get(mention.kind, "mutual")
        yield Trigger(make_named_rule(mention.kind, roles), mention.start, mention.end, mention)


def build_frames(doc: Doc, triggers: Sequence[Trigger]) -> tuple[list[Frame], list[Frame]]:
    """Triggers with their anchors and predicates; those that their verbs do not govern are no frames.

    The second list holds frames that a more specific one on the same words replaces, in case that one comes to nothing.
    """
    frames = []
    for trigger in triggers:
        anchor = head_token(doc, trigger.start, trigger.end)
        anchor = _extend(anchor, trigger) if anchor is not None else None
        if anchor is None or (trigger.instrument is not None and not is_about(anchor, trigger.instrument)):
            continue
        is_figure = trigger.rule.kind == "budget_share"
        is_thing = trigger.instrument is None and trigger.rule.roles != "back" and not is_figure
        if is_thing and _belongs_to_another(anchor, trigger.end):
            continue
        if not trigger.rule.verbs or is_governed(trigger.rule, anchor):
            start = find_start(trigger.rule, find_maker(anchor) if trigger.instrument else anchor)
            frames.append(Frame(trigger, anchor, climb_figure(start) if is_figure else climb(start)))
        elif (deed := find_own_deed(trigger.rule, anchor)) is not None:
            frames.append(Frame(trigger, anchor, climb(deed)))
    kept = _keep_specific(frames)
    return kept, [frame for frame in frames if any((k.rule.kind, frame.rule.kind) in _BEATS for k in kept)]


def _extend(anchor: Token, trigger: Trigger) -> Token:
    """The noun that a trigger only begins: "F-35" of "F-35 fighters", where that would trigger too."""
    head = anchor.head
    is_part = anchor.dep_ in ("compound", "amod", "nmod") and head.pos_ in ("NOUN", "PROPN") and head.idx >= trigger.end
    is_model = head.pos_ == "PROPN" and anchor.pos_ == "PROPN" and head.i == anchor.i + 1  # "the S-400 Triumf"
    is_named = trigger.rule.kind in _WEAPON_KINDS and (head.lemma_.lower() in _MACHINES or is_model)
    if trigger.instrument is not None and trigger.instrument.is_series:
        is_event = head.lemma_.lower() in _EVENTS and head.dep_ in ("nsubj", "nsubjpass")
        return head if is_part and is_event else anchor  # "the Malabar exercise ended"
    return head if is_part and (is_named or trigger.rule.match.fullmatch(head.text)) else anchor


def _belongs_to_another(anchor: Token, end: int) -> bool:
    """Whether the anchor only describes another noun ("research institutions"); a pact is about what describes it."""
    head = anchor.head
    book = load_predicates()
    if anchor.dep_ not in ("compound", "amod", "nmod", "poss") or head.pos_ not in ("NOUN", "PROPN") or head.idx < end:
        return False
    lemma = head.lemma_.lower()
    return lemma not in book.containers and lemma not in book.nouns


def _keep_specific(frames: list[Frame]) -> list[Frame]:
    """Drop a frame whose anchor only tells what another frame's thing is about: "a meeting on disinformation"."""
    anchors = {frame.anchor.i: frame for frame in frames}
    kept = [f for f in frames if _find_holder(f, anchors) is None and not _is_called_otherwise(f, frames)]
    kept = [f for f in kept if not is_in_clause_of(f.rule.kind, f.anchor, [(k.rule.kind, k.anchor) for k in kept])]
    talked = {t.i for frame in kept for t in frame.anchor.ancestors}
    return _drop_twins([f for f in kept if not (_are_talks(f) and f.anchor.i in talked)])


def _is_called_otherwise(frame: Frame, frames: list[Frame]) -> bool:
    """ "A defence pact known as the Visiting Forces Agreement": its name says which kind it is."""
    if frame.rule.kind != "mutual_defence" or frame.trigger.instrument is not None:
        return False
    inside = {t.i for t in frame.anchor.subtree}
    return any(f.trigger.instrument and f.anchor.i in inside and f.rule.kind != "mutual_defence" for f in frames)


def _are_talks(frame: Frame) -> bool:
    """Talks on something are that thing, proposed, and no consultation of their own."""
    return frame.rule.kind == "consultation" and frame.anchor.lemma_.lower() in ("talk", "talks", "negotiation")


_ENDS = ("conj", "relcl", "appos", "advcl", "ccomp", "xcomp", "nsubj", "nsubjpass")


def _find_holder(frame: Frame, anchors: dict[int, Frame]) -> Frame | None:
    token = frame.anchor
    for _ in range(6):
        if token.head == token or token.dep_ in _ENDS:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX") and token.dep_ != "pcomp":
            return None
        other = anchors.get(token.i)
        if other is not None and other is not frame and _may_hold(other, frame):
            return other
    return None


def _may_hold(other: Frame, frame: Frame) -> bool:
    if frame.rule.kind == "budget_share" and other.rule.kind.startswith("budget"):
        return False  # "spending of 2 percent of GDP" is the share; of several shares none is part of another
    return not _is_container(other) and not _are_talks(other)


def _is_container(frame: Frame) -> bool:
    """A named agreement or a generic one holds other promises; it does not stand for them."""
    return frame.trigger.instrument is not None and not frame.trigger.instrument.is_series


def _drop_twins(frames: list[Frame]) -> list[Frame]:
    """One frame a kind and anchor: the one with the instrument, else the first."""
    best: dict[tuple[str, int], Frame] = {}
    for frame in frames:
        key = (frame.rule.kind, frame.anchor.i)
        if key not in best or _outdoes(frame, best[key]):
            best[key] = frame
    kinds = {(frame.anchor.i, frame.rule.kind) for frame in best.values()}
    trained = {f.anchor.i for f in best.values() if f.rule.kind == "joint_training" and not _is_teaching(f.anchor)}
    trained |= {p.token.i for f in best.values() if f.rule.kind == "cyber_defence" for p in f.chain.predicates[1:]}
    made = {p.token.i for f in best.values() if f.rule.kind == "industrial_cooperation" for p in f.chain.predicates[:1]}
    cleared = {f.anchor.i for f in best.values() if f.rule.roles == "clear"}
    taught = {p.token.i for f in best.values() if f.rule.kind == "third_party_support" for p in f.chain.predicates[:1]}
    kept = [
        frame
        for frame in best.values()
        if not (frame.rule.kind == "joint_training" and _is_teaching(frame.anchor) and frame.anchor.i in taught)
        and not any((strong, frame.rule.kind) in _BEATS and (frame.anchor.i, strong) in kinds for strong, _ in _BEATS)
        and not (frame.rule.kind == "third_party_support" and {p.token.i for p in frame.chain.predicates[:1]} & trained)
        and not (frame.rule.kind == "capability" and {p.token.i for p in frame.chain.predicates[:1]} & made)
        and not (frame.rule.roles in ("own", "for") and {p.token.i for p in frame.chain.predicates} & cleared)
    ]
    sent = {p.token.i for f in kept if f.rule.kind == "personnel_exchange" for p in f.chain.predicates[:1]}
    moved = [frame for frame in kept if not _is_sent_to_serve(frame, kinds) and not _is_their_task(frame, sent)]
    return sorted(moved, key=lambda f: (f.trigger.start, f.rule.rule_id))


def _is_teaching(verb: Token) -> bool:
    """ "Is training officers" teaches them, "is training with them" exercises."""
    return is_verb(verb) and any(c.dep_ == "dobj" for c in verb.rights)


def _outdoes(frame: Frame, other: Frame) -> bool:
    """A name before a common noun, and a rule whose verbs were found before one that asks for none."""
    if frame.trigger.instrument or other.trigger.instrument:
        return other.trigger.instrument is None
    return frame.rule.kind == "consultation" and bool(frame.rule.verbs) and not other.rule.verbs


def _is_their_task(frame: Frame, sent: set[int]) -> bool:
    """What people are sent to do is no promise of its own: "will send officers to take part in research"."""
    is_own_kind = frame.rule.kind in ("personnel_exchange", "joint_training", "force_deployment")
    return not is_own_kind and any(p.token.i in sent for p in frame.chain.predicates[1:])


def _is_sent_to_serve(frame: Frame, kinds: set[tuple[int, str]]) -> bool:
    """A ship that is sent goes there itself, and so do aircraft that go to exercise or patrol: no transfer of arms."""
    verbs = {p.token.lemma_.lower() for p in frame.chain.predicates[:1]}
    if frame.rule.kind != "arms_transfer" or not verbs & {"send", "dispatch", "deploy"}:
        return False
    is_own = (frame.anchor.i, "force_deployment") in kinds
    return is_own and bool(_SHIP.search(frame.anchor.text) or _SERVICE.search(frame.anchor.doc.text))
