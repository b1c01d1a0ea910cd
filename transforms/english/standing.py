"""How binding a thing is, from the predicates that govern it: tense, negation, condition and force before kind.

The innermost predicate says whether it was, is or will be done; each outer one strengthens or weakens that. The rules
are those of the record contract ("will" is planned, "agreed to" agreed, "commit to exploring" proposed).
"""

from dataclasses import dataclass

from spacy.tokens import Token

from transforms.english.adjectives import tells_of_paper, weigh_adjectives
from transforms.english.demands import LAWS, call_for, wants_of_another
from transforms.english.listings import read_permission
from transforms.english.predicates import Chain, Predicate, list_tail
from transforms.english.reversals import (
    REVIVED,
    binds_itself,
    hinders,
    is_dropped,
    is_void,
    revives,
    rules_out,
    threatens,
)
from transforms.english.telling import TELLING, is_news, only_tells
from transforms.english.tenses import time_gerund
from transforms.rule_book import load_predicates

_DONE = {
    "future": "planned", "would": "planned", "past": "completed", "present": "under_way", "progressive": "under_way",
    "participle": "completed",
}  # fmt: skip
_OPEN = ("infinitive", "gerund", "bare")
_TRANSPARENT = ("report", "welcome", "enable", "attempt")
_OVERRULING = ("plan", "agree", "call", "deny", "suspend", "begin")
"""Groups that overrule what only a noun said: "announced the establishment" is planned."""
_GOING_ON = ("continue", "maintain", "sustain", "go", "carry")
_FACTS = ("completed", "in_force", "suspended")
_ASKED = frozenset("request proposal offer bid invitation".split())
"""What stays open until somebody agrees to it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing, or the reason why there is none; `is_explicit` where a predicate of the sentence gave it."""

    value: str | None
    reason: str | None = None
    is_explicit: bool = True


def decide_standing(anchor: Token, chain: Chain, outer: str | None = None) -> Standing:
    """The standing of what `anchor` names. `outer` is the standing that a lead-in gives to the points below it."""
    if chain.is_hypothetical or anchor.doc.text.rstrip(' ”"').endswith("?"):
        return Standing(None, "hypothetical")
    if any(t.lower_ in ("why", "how") for t in anchor.doc[:1]):
        return Standing(None, "evaluation")
    if hinders(chain):
        return Standing(None, "request")
    value, eased, explicit, is_weak = None, None, False, True
    for number, (below, predicate) in enumerate(zip((None, *chain.predicates), chain.predicates, strict=False)):
        if below is not None and binds_itself(predicate, below):
            value = eased
        elif below is not None and is_news(predicate, below):
            value = "planned" if value == "under_way" else value
            continue
        elif below is not None and only_tells(predicate, below):
            continue
        if _only_begins(predicate, below):
            continue
        if revives(chain, number):
            value, explicit, is_weak = REVIVED.get(predicate.tense, "in_force"), True, False
            continue
        eased = value
        if predicate.group == "agree" and below is not None and below.tense == "noun" and below.group == "propose":
            value = None if below.token.lemma_.lower() in _ASKED else value
        is_overruled = is_weak and value not in ("proposed", "denied") and _overrules(predicate, value)
        step = _apply(predicate, None if is_overruled else value)
        if step.value == "maybe":
            is_said = any(p.group == "report" for p in chain.predicates)
            step = Standing("proposed") if is_said else Standing(None, "hypothetical")
        is_against = value in ("denied", "suspended") or (below is not None and below.group == "suspend")
        if step.reason or (predicate.group == "call" and is_against):
            return Standing(None, step.reason or "request")
        if step.value is not None and step.value != value:
            explicit, is_weak = True, predicate.tense == "noun"
        value = step.value if step.value is not None else value
    value = weigh_adjectives(anchor, chain, _weigh_tail(anchor, chain, value, is_weak))
    value = "suspended" if value in ("proposed", "planned", "agreed") and is_dropped(anchor) else value
    if value is None or (outer and not _has_finite(chain)):
        value = outer or value
    if value is None and _is_headline(chain):
        value = "planned"
    if value is None and any(p.group == "welcome" for p in chain.predicates):
        value = "under_way"
    return Standing(value, None, explicit) if value else Standing(None, "vague")


def _only_begins(predicate: Predicate, below: Predicate | None) -> bool:
    """ "Rumours began from the announcement of a plan": what begins is not what the plan is about."""
    is_far = below is not None and below.tense == "noun" and below.group in ("plan", "propose", "report")
    return is_far and predicate.group == "begin" and below is not None and below.token.dep_ == "pobj"


def _is_headline(chain: Chain) -> bool:
    """ "Norway to send tanks", where the parse hangs the infinitive on the name."""
    last = chain.predicates[-1] if chain.predicates else None
    if last is not None and last.tense == "bare" and last.token.i == 0 and len(chain.predicates) > 1:
        return chain.predicates[-2].tense == "infinitive"  # a name that the parse takes for a verb
    if last is None or last.tense != "infinitive" or last.token.dep_ not in ("acl", "relcl", "advcl", "xcomp"):
        return False
    return last.token.head.dep_ == "ROOT" and last.token.head.pos_ in ("PROPN", "NOUN")


def _overrules(predicate: Predicate, value: str | None) -> bool:
    if value == "agreed" and predicate.token.lemma_.lower() in TELLING:
        return False  # "announced the signature of"
    return predicate.group in _OVERRULING and predicate.tense not in _OPEN


def _has_finite(chain: Chain) -> bool:
    return any(p.tense in ("past", "present", "future", "would", "progressive") for p in chain.predicates)


def _apply(predicate: Predicate, inner: str | None) -> Standing:
    """What a predicate makes of the standing of what it governs."""
    if predicate.tense == "counterfactual" or threatens(predicate):
        return Standing(None, "hypothetical")
    if predicate.group == "judge":
        return Standing(None, "evaluation")
    if wants_of_another(predicate):
        return Standing("called_for") if inner != "denied" else Standing(None, "request")
    if is_void(predicate) or (predicate.token.lemma_.lower() in ("fail", "failure") and inner is not None):
        return Standing(None, "status_report")
    if inner is None and tells_of_paper(predicate):
        return Standing("agreed")
    if predicate.group in _TRANSPARENT:
        return _pass_through(predicate, inner)
    if predicate.modality == "obliged":
        return Standing(inner if inner in _FACTS else "called_for")
    if predicate.modality == "possible":
        return _weaken(predicate, inner)
    if predicate.is_negated:
        return _negate(predicate, inner)
    return Standing(_STEPS[predicate.group](predicate, inner))


def _pass_through(predicate: Predicate, inner: str | None) -> Standing:
    if predicate.group == "enable" and predicate.is_negated:
        is_past = predicate.tense in ("past", "participle")
        return Standing(None, "status_report") if is_past else Standing("denied")
    if inner is None and predicate.is_letting and predicate.tense not in _OPEN:
        return Standing(_DONE.get(predicate.tense))
    if inner is None and predicate.modality == "obliged":
        return Standing("called_for")
    return Standing(inner)


def _weaken(predicate: Predicate, inner: str | None) -> Standing:
    if inner in _FACTS or inner in ("agreed", "proposed", "denied"):
        return Standing(inner)
    if predicate.group == "propose":
        return Standing("proposed")
    words = {c.lower_ for c in predicate.token.lefts if c.dep_ == "aux"}
    if words & {"may", "can"} and (allowed := read_permission(predicate.token.doc.text)):
        return Standing(allowed)
    return Standing("maybe") if words & {"may", "might", "could"} else Standing(None, "hypothetical")


def _negate(predicate: Predicate, inner: str | None) -> Standing:
    if predicate.group == "call":
        return Standing(None, "request")
    if predicate.group in ("suspend", "deny"):
        return Standing(None, "status_report")
    if any(t.lower_ == "whether" for c in predicate.token.rights for t in c.lefts):
        return Standing("proposed")  # "has not decided whether to"
    if predicate.token.lemma_.lower() == "have" and inner == "denied":
        return Standing("denied")  # "said it had no plans to"
    if predicate.group in ("do", "begin", "continue", "enforce") and predicate.tense in ("past", "participle"):
        return Standing("denied") if rules_out(predicate.token) else Standing(None, "status_report")
    is_lifted = inner == "denied" and any(c.dep_ == "neg" for c in predicate.token.children)
    is_open = any(t.lower_ == "yet" for t in predicate.token.children)
    if is_open or inner == "suspended" or (is_lifted and predicate.token.lemma_ == "be"):
        return Standing(None, "status_report")  # "is not opposed to", "is not yet signed"
    return Standing("denied")


def _do(predicate: Predicate, inner: str | None) -> str | None:
    if inner is None and predicate.tense == "infinitive" and predicate.token.dep_ == "ROOT":
        return "planned"  # a headline: "Norway to send tanks"
    if inner is None and predicate.tense == "noun" and predicate.token.lemma_.lower() in ("conclusion", "completion"):
        return "completed"
    if inner is None and predicate.tense == "gerund" and (told := time_gerund(predicate.token)):
        return told
    if inner in (*_FACTS, "agreed", "denied", "called_for", "proposed", "planned"):
        return inner
    return _DONE.get(predicate.tense, inner)


def _agree(predicate: Predicate, inner: str | None) -> str | None:
    ended = [
        c
        for c in predicate.token.children
        if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in ("negotiation", "talk")
    ]
    if ended and predicate.token.lemma_.lower() == "conclude" and predicate.tense in ("past", "participle"):
        return "agreed"
    if inner in ("proposed", "denied", "suspended", "completed", "in_force", "called_for"):
        return inner
    if predicate.tense in ("future", "would"):
        return "proposed" if predicate.token.lemma_.lower() == "vote" else "planned"
    if predicate.tense in ("infinitive", "gerund", "bare"):
        return inner
    return "agreed"


def _plan(predicate: Predicate, inner: str | None) -> str | None:
    return inner if inner in ("proposed", "denied", "suspended", "completed", "in_force", "called_for") else "planned"


def _propose(predicate: Predicate, inner: str | None) -> str | None:
    return inner if inner in ("completed", "denied", "suspended", "in_force") else "proposed"


def _deny(predicate: Predicate, inner: str | None) -> str | None:
    return "denied"


def _suspend(predicate: Predicate, inner: str | None) -> str | None:
    objects = [c for c in predicate.token.rights if c.dep_ == "dobj"]
    is_reversal = any(c.lemma_.lower() in load_predicates().nouns for c in objects)
    if inner == "suspended" and is_reversal:
        return "in_force"  # "suspended its decision to end it"
    if inner in ("denied", "agreed", "planned", "under_way"):
        return "suspended"
    if predicate.tense in _OPEN:
        return inner
    return {"future": "planned", "would": "planned", "progressive": "under_way"}.get(predicate.tense, "suspended")


def _enforce(predicate: Predicate, inner: str | None) -> str | None:
    if predicate.token.dep_ == "acl" and predicate.token.head.lemma_.lower() in LAWS:
        return "in_force"  # "a law requiring it to spend"
    if inner in ("agreed", "denied", "proposed", "suspended"):
        return inner if inner != "agreed" else "in_force"
    if predicate.tense in ("past", "present", "participle", "noun"):
        return "in_force"
    return {"future": "planned", "would": "planned", "progressive": "under_way"}.get(predicate.tense, inner)


def _continue(predicate: Predicate, inner: str | None) -> str | None:
    if inner in ("proposed", "denied"):
        return inner
    if predicate.tense in ("future", "would") and predicate.token.lemma_ not in _GOING_ON:
        return "planned"
    return inner if predicate.tense in _OPEN else "under_way"


def _begin(predicate: Predicate, inner: str | None) -> str | None:
    if inner in ("proposed", "denied", "suspended"):
        return inner
    return {"past": "under_way", "present": "under_way", "progressive": "under_way", "participle": "under_way",
            "future": "planned", "would": "planned"}.get(predicate.tense, inner)  # fmt: skip


_STEPS = {
    "do": _do, "agree": _agree, "plan": _plan, "propose": _propose, "call": call_for, "deny": _deny,
    "suspend": _suspend, "enforce": _enforce, "continue": _continue, "begin": _begin,
}  # fmt: skip


_SIGNING = frozenset("sign ink conclude strike initial".split())


def _weigh_tail(anchor: Token, chain: Chain, value: str | None, is_weak: bool) -> str | None:
    """A relative clause about an agreement speaks of it more plainly than the verb that only names it."""
    is_only_named = is_weak and all(p.tense == "noun" or p.group == "do" for p in chain.predicates)
    for predicate in list_tail(anchor):
        has_object = any(c.dep_ == "dobj" for c in predicate.token.rights)
        is_told = predicate.tense in ("past", "present", "participle") and not (predicate.is_negated or has_object)
        if value == "completed" and predicate.token.lemma_.lower() in ("end", "conclude", "finish"):
            return value  # "held a drill that ended on Friday": nothing was broken off
        if is_told and predicate.group in ("enforce", "suspend") and value not in ("denied", "proposed", "planned"):
            return _STEPS[predicate.group](predicate, None)
        gives = is_only_named and predicate.group == "enable" and predicate.tense == "present"
        if gives and value in (None, "agreed"):
            return "in_force"  # "would follow the pact, which lets soldiers stay": what a pact gives now binds now
        if predicate.token.lemma_ == "announce" and predicate.tense == "past" and value is None:
            return "planned"  # "the help that Chile announced this week"
        is_signed = predicate.group == "agree" and predicate.token.lemma_.lower() in _SIGNING
        is_open = value in ("proposed", "planned", "under_way") or (is_weak and value == "in_force")
        if is_told and predicate.group == "agree" and (value is None or (is_signed and is_open)):
            return "agreed"
    return value
