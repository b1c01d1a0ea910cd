"""Who enters or leaves an alliance, to whom a state declares that it leaves a pact, who makes a trio whole."""

from collections.abc import Sequence

from spacy.tokens import Token

from schemas.country_names import is_state
from schemas.registers import members_on
from transforms.english.actor_groups import pick_actors
from transforms.english.dealings import Around, Assignment
from transforms.english.predicates import Chain
from transforms.english.sentences import Sentence
from transforms.english.subjects import Agents, add_subjects
from transforms.rule_book import Rule

_ADMITTING = frozenset("ratify approve support oppose back block endorse welcome admit add confirm veto delay".split())
"""What those do who are members already."""
_INVITING = frozenset("invite sign offer grant".split())
"""What an alliance itself does towards who enters."""
_NOTIFYING = frozenset("notify inform tell give".split())


_TRIO = 3


def complete_trio(parties: list[str], anchor: Token, sentence: Sentence) -> list[str]:
    """The three that the text named side by side, where two of them are said to hold a trilateral meeting."""
    if len(parties) != _TRIO - 1 or "trilateral" not in _list_before(anchor):
        return parties
    three = sentence.scene.resolve("trilateral", sentence.number, sentence.quoted)
    return [*three] if len(three) == _TRIO and set(parties) < set(three) else parties


def _list_before(anchor: Token) -> set[str]:
    return {token.lower_ for token in anchor.subtree if token.i < anchor.i}


def list_notified(chain: Chain, sentence: Sentence, parties: Sequence[str]) -> list[str]:
    """To whom a step is declared: "notified Japan that it was leaving the pact"."""
    told = [
        child
        for predicate in chain.predicates
        if predicate.token.lemma_.lower() in _NOTIFYING
        for child in predicate.token.rights
        if child.dep_ in ("dobj", "dative")
    ]
    groups = [g for g in sentence.groups if any(g.start <= t.idx < g.end for t in told)]
    return [name for group in groups for name in group.actor_ids if name not in parties]


def assign_join(r: Rule, anchor: Token, chain: Chain, s: Sentence, agents: Agents, around: Around) -> Assignment:
    """Who enters what: whose membership it is, before whoever ratifies, supports or refuses it."""
    targets = [name for group in s.groups if group.start <= anchor.idx < group.end for name in group.actor_ids]
    targets = targets or [n for g in s.groups for n in g.actor_ids if not is_state(n)]
    targets = targets[:1] or [*s.scene.resolve("the alliance", s.number)]
    verb = next((p for p in chain.predicates if p.tense != "noun"), None)
    if verb is not None and (verb.group == "deny" or verb.token.lemma_.lower() in _ADMITTING):
        beside = [g for g in s.groups if (g.start > verb.token.idx) is not verb.is_passive]
        admitted = [n for g in beside for n in g.actor_ids if n not in targets and is_state(n)]
        if verb.group == "deny" and admitted and agents.ids:
            return [], [], False  # who stands in the way of another binds nobody
        if admitted or verb.group != "deny":
            return admitted, targets, False
    inviters = Agents()
    for predicate in (p for p in chain.predicates if p.token.lemma_.lower() in _INVITING):
        add_subjects(predicate, s, inviters)
    if targets and targets == [*inviters.ids]:
        invited = [*agents.ids, *pick_actors(around, ("object", "patient", "for", "of", "to"))]
        invited = [n for n in invited if n not in targets]
        if invited:
            return targets, invited, False
    joiners = [name for name in pick_actors(around, ("object", "patient")) if name not in targets]
    joiners = joiners or [name for name in agents.ids if name not in targets]
    joiners = joiners or [
        n for n in pick_actors(around, ("of", "modifier", "subject", "for", "with")) if n not in targets
    ]
    return joiners, targets, not agents.ids


def drop_sums(parties: Sequence[str], sentence: Sentence) -> list[str]:
    """Parties without a group whose members are all named beside it: "the US, Britain and Australia ... AUKUS"."""
    named, day = {*parties}, sentence.scene.published_on
    return [name for name in parties if not (members := {*members_on(name, day)}) or not members <= named]
