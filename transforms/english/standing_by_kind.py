"""What a standing means for a kind, and in time: an exercise that opened is under way, one that begins soon planned."""

from collections.abc import Sequence, Set

from spacy.tokens import Token

from transforms.english.listings import is_paid_for, lists, shuts_out
from transforms.english.predicates import Chain, Predicate
from transforms.english.standing_of_budgets import fit_budget
from transforms.english.standing_of_forces import time_withdrawal
from transforms.english.tenses import list_auxiliaries
from transforms.rule_book import Rule, load_predicates
from transforms.words.dates import DateMention

_MADE = frozenset(
    "sign signing signature strike seal forge clinch conclude conclusion agree ink ratify ratification approve "
    "approval initial formalise formalize renew renewal extend reach pledge decide promise vow finalise finalize "
    "offer".split()
)
_ENTERED = frozenset("join accede enter become add admit accession entry welcome expand leave quit".split())
_STEPS = _ENTERED | frozenset(
    "apply application bid ratify ratification invite seek want pursue withdraw withdrawal freeze suspend approve sign "
    "vote submit endorse rule deny support urge aspire consider".split()
)
_BY = ("by", "on", "upon", "after")
_TREATED = frozenset("see defend regard treat consider view invoke trigger apply cover".split())
_OPENED = frozenset("begin start open kick launch commence".split())


LEGISLATURES = frozenset(
    "congress parliament senate lawmaker legislature bundestag diet knesset sejm mp riksdag assembly".split()
)
_PROLONGING = frozenset("extend prolong renew".split())
_PASSING = _PROLONGING | frozenset("approve adopt pass confirm endorse back vote authorise authorize".split())
_ENDED = frozenset("end conclude finish wrap wind wound close expire".split())


_BONDS = ("information_sharing", "logistics_support", "access_and_status", "mutual_defence")
_CONCLUDING = frozenset("complete conclude finalise finalize finish".split())
"""Of an agreement: what is completed is its making; "with BECA the set was completed"."""
_WEAKER = ("agreed", "planned", "under_way")


def _is_soft(chain: Chain) -> bool:
    """What was "promoted" or "deepened" is not done by that."""
    soft = [p for p in chain.predicates[:3] if p.token.lemma_.lower() in load_predicates().soft]
    return any(p.tense in ("past", "participle") for p in soft)


def _has_ended(kind: str, chain: Chain) -> bool:
    """ "The exercise ended", "concluded" or "ended this year's exercise"; whoever ends a deployment stops it."""
    first = next(iter(chain.predicates), None)
    if first is None or first.token.lemma_.lower() not in _ENDED:
        return False
    is_stopped = kind == "force_deployment" and any(c.dep_ == "dobj" for c in first.token.rights)
    return first.token.lemma_.lower() != "end" or not is_stopped


def _will_end(chain: Chain) -> bool:
    """ "The exercise will end on Friday": until then it is held."""
    first = next(iter(chain.predicates), None)
    is_end = first is not None and first.token.lemma_.lower() in _ENDED and first.tense == "future"
    return first is not None and is_end and not any(c.dep_ == "dobj" for c in first.token.rights)


_WINDING_UP = _ENDED - {"end", "close", "expire"}


def _winds_up(chain: Chain) -> bool:
    """ "Will conclude their drill", "were to wrap up their exercise": that one, which until then is held."""
    first = next(iter(chain.predicates), None)
    if (
        first is None
        or first.token.lemma_.lower() not in _WINDING_UP
        or any(p.group == "agree" for p in chain.predicates)
    ):
        return False
    is_coming = first.tense in ("future", "would", "infinitive")
    return is_coming and any(c.dep_ == "dobj" and c.tag_ == "NN" for c in first.token.rights)


def _closes(chain: Chain) -> bool:
    """A headline's "closes", "wraps up": over, unless it says on which day to come."""
    first = next(iter(chain.predicates), None)
    if first is None or first.tense != "present" or first.token.lemma_.lower() not in _ENDED - {"expire"}:
        return False
    return not any(c.dep_ == "npadvmod" or c.lower_ in ("on", "by", "until") for c in first.token.rights)


def has_finished(kind: str, chain: Chain) -> bool:
    """ "Have completed a ten-day exercise", "returned home after six months": what is over does not go on, whatever
    dates stand beside it."""
    first = next(iter(chain.predicates), None)
    if first is None or first.tense not in ("past", "participle"):
        return False
    lemma = first.token.lemma_.lower()
    if kind == "force_deployment":
        is_back = lemma == "return" and not any(c.dep_ == "dobj" for c in first.token.rights)
        return is_back or lemma in ("complete", "finish", "enter", "reach")
    return kind == "joint_training" and lemma in _ENDED | {"complete"}


def goes_on(kind: str, chain: Chain, effective: DateMention | None) -> bool:
    """ "Has taken part since 1996": what began then is still done; what was bought or added since is there."""
    if kind in ("budget_amount", "capability"):
        return False
    first = next(iter(chain.predicates), None)
    is_perfect = first is not None and any(c.lemma_ == "have" for c in list_auxiliaries(first.token))
    return is_perfect and effective is not None and effective.role == "since"


_PORTIONS = frozenset(
    "part batch element portion stage component instalment tranche lot battery shipment consignment".split()
)


_MOVED = frozenset("take receive get send ship deliver hand give donate transfer arrive land dispatch".split())
"""What is done to a part as a whole: who took a first shipment has taken it, and more may never come."""


def is_partial(kind: str, anchor: Token, chain: Chain) -> bool:
    """ "Put the first part of its system into service": what is done in part goes on."""
    if chain.lemmas & _MOVED:
        return False
    if kind not in ("capability", "arms_transfer") or anchor.dep_ != "pobj" or anchor.head.lower_ != "of":
        return False
    holder = anchor.head.head
    return holder.lemma_.lower() in _PORTIONS and any(c.lower_ in ("first", "initial") for c in holder.lefts)


def _fit_membership(value: str | None, chain: Chain, is_lasting: bool) -> str | None:
    """An invitation to an alliance and a ratified accession are agreed; to be its member or friend is no step."""
    first = next(iter(chain.predicates), None)
    if is_lasting and first is not None and first.token.lemma_ == "be" and not first.is_negated:
        return "in_force"
    if not chain.lemmas & _STEPS:
        return None  # "Norway, a member of NATO, will buy"
    if value == "called_for" and "invite" in chain.lemmas:
        return "agreed"
    if "ratify" in chain.lemmas and value in ("proposed", "in_force", "completed"):
        return "agreed"
    is_means = first is not None and first.tense == "gerund" and first.token.head.lower_ in _BY
    is_state = first is not None and first.token.lemma_ == "be"
    if is_means or (value == "denied" and (is_state or "ratify" in chain.lemmas)):
        return None
    if value == "under_way" and (first is None or first.tense != "progressive"):
        return None
    return value if value != "completed" or chain.lemmas & _ENTERED else None


def _fit_guarantee(value: str | None, lemmas: Set[str], chain: Chain) -> str | None:
    """A guarantee and a reaffirmed alliance are in force; a treaty that is only signed is agreed."""
    if value == "agreed" and not lemmas & _MADE:
        return "in_force"
    if value == "in_force" and lemmas & {"adopt", "adoption"}:
        return "agreed"  # whoever adopts a paper with another has agreed it
    if value == "planned" and lemmas & _TREATED:
        return "in_force"  # a guarantee binds from when it is given
    is_being = any(p.token.lemma_ == "be" for p in chain.predicates[:2])
    is_state = value == "under_way" or (value == "completed" and is_being)
    return "in_force" if is_state and not any(p.group == "propose" for p in chain.predicates) else value


_BY_LAW = frozenset({"access_and_status", "force_deployment", "budget_share", "budget_amount", "information_sharing"})


def _is_passed(kind: str, chain: Chain) -> bool:
    """ "The parliament has extended the mandate": what a legislature passes binds; new troops have still to be sent."""
    verbs = _PROLONGING if kind == "force_deployment" else _PASSING
    passing = [p for p in chain.predicates if p.token.lemma_.lower() in verbs and p.tense in ("past", "present")]
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in LEGISLATURES for p in passing for c in p.token.lefts)


_PAPERS = frozenset(
    "amendment agreement treaty pact memorandum mou deal contract accord arrangement protocol article document "
    "declaration roadmap statement understanding letter".split()
)
_WRITING = frozenset(
    "include provide cover envisage contain stipulate foresee call outline specify consolidate incorporate "
    "permit".split()
)
_STIPULATING = frozenset("provide envisage stipulate foresee".split())
"""Verbs that have a paper for their subject, also where that is only "it"."""


def _is_written(chain: Chain) -> bool:
    """ "The agreement provides for the exchange of": what a paper only says is agreed and not yet done."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if first is None or first.token.lemma_.lower() not in _WRITING or first.tense != "present":
        return False
    subjects = [c for c in first.token.lefts if c.dep_ == "nsubj"]
    if any(c.lower_ in ("which", "that") for c in subjects):
        subjects = [first.token.head, first.token.head.head.head]
    is_it = first.token.lemma_.lower() in _STIPULATING and any(c.lower_ == "it" for c in subjects)
    return is_it or any(c.lemma_.lower() in _PAPERS for c in subjects)


_SIGNED = frozenset({"sign", "ink", "conclude"})
_LEGAL = frozenset({"access_and_status", "logistics_support", "information_sharing"})
_HOLDING = frozenset("have grant give allow permit enable entitle maintain operate run".split())
_OWNED = frozenset({"have", "maintain", "operate", "run"})


def _is_held(chain: Chain) -> bool:
    """ "The agreement grants access", "has an agreement with": what a paper gives now binds now."""
    first = next((p for p in chain.predicates if p.tense != "noun"), None)
    if first is None or first.tense != "present" or first.token.lemma_.lower() not in _HOLDING:
        return False
    subjects = [c.lemma_.lower() for c in first.token.lefts if c.dep_ == "nsubj"]
    return first.token.lemma_.lower() in _OWNED or any(lemma in _PAPERS for lemma in subjects)


def _is_founded(chain: Chain) -> bool:
    """ "Set up a battle group", "the establishment of battle groups": what was set up stands."""
    first = next(iter(chain.predicates), None)
    return first is not None and first.token.lemma_.lower() in ("establish", "establishment", "set", "create", "form")


def _adds_forces(kind: str, chain: Chain) -> bool:
    """ "Reinforced its battle group with 800 soldiers": with what, is said."""
    first = next(iter(chain.predicates), None)
    is_deployed = kind == "force_deployment" and first is not None
    return is_deployed and first is not None and any(c.lower_ in ("with", "by") for c in first.token.rights)


def fit_standing(rule: Rule, value: str | None, chain: Chain, tail: Sequence[Predicate] = ()) -> str | None:
    """What a standing means for a kind: a reaffirmed alliance is in force, an exercise that opened is under way."""
    kind, lemmas = rule.kind, chain.lemmas
    if rule.is_ending and value in (*_WEAKER, "completed", "in_force"):
        value = "suspended"
    if value == "completed" and rule.is_named and kind in _BONDS and lemmas & _CONCLUDING:
        return "agreed"
    verb = next((p for p in chain.predicates if p.tense != "noun"), None)
    if kind == "joint_training" and value in (*_WEAKER, "suspended") and (_will_end(chain) or _winds_up(chain)):
        return "under_way"
    is_ending = any(p.group == "suspend" for p in (*chain.predicates[:2], *([verb] if verb else [])))
    if value in _WEAKER and kind != "force_deployment" and is_ending:
        return "suspended"  # troops are moved out as they are moved in; anything else ends with the word
    if value in ("agreed", "planned") and kind in _BY_LAW and _is_passed(kind, chain):
        return "in_force"
    if value == "under_way" and kind not in ("access_and_status", "mutual_defence") and _is_written(chain):
        return "agreed"
    if kind.startswith("budget"):
        return fit_budget(kind, value, chain)
    if value == "completed" and _is_soft(chain) and not _adds_forces(kind, chain):
        return None
    if value == "in_force" and kind in ("third_party_support", "arms_transfer") and lemmas & {"adopt", "adoption"}:
        return "agreed"  # who adopts a measure of aid has decided to give it
    if value == "in_force" and rule.is_done:
        return "completed"
    if value == "under_way" and kind == "capability" and is_paid_for(chain):
        return "planned"
    if value in ("under_way", None) and rule.is_list and lists(chain):
        return "planned"
    if value == "under_way" and kind in _LEGAL and _is_held(chain):
        return "in_force"
    if kind == "access_and_status" and value in ("completed", "under_way", "agreed") and shuts_out(chain):
        return "denied"
    if kind == "mutual_defence":
        said = lemmas | ({p.token.lemma_.lower() for p in tail} & _SIGNED)
        return (
            _fit_membership(value, chain, rule.is_lasting)
            if rule.roles == "join"
            else _fit_guarantee(value, said, chain)
        )
    if kind in ("joint_training", "force_deployment") and value in ("suspended", "agreed") and _has_ended(kind, chain):
        return "completed"
    if kind == "force_deployment" and value == "suspended":
        return time_withdrawal(chain)
    if kind in ("consultation", "joint_training") and value == "called_for" and "invite" in lemmas:
        return "planned"
    if kind == "joint_training" and value == "under_way" and _closes(chain):
        return "completed"
    if kind == "force_deployment" and value == "in_force" and verb is not None and verb.token.lemma_ == "pass":
        return "completed"  # ships pass a strait otherwise than a parliament a law
    if kind in ("joint_training", "force_deployment") and value == "in_force":
        is_opened = any(p.token.lemma_.lower() in _OPENED and p.tense != "noun" for p in chain.predicates)
        is_frame = any(p.tense == "noun" and p.group in ("plan", "agree") for p in chain.predicates)
        is_founded = _is_founded(chain) and not rule.needs_partner  # a state's own unit abroad is stationed there
        value = "in_force" if (is_frame and kind == "joint_training") or is_founded else "completed"
        return value if value == "in_force" else "under_way" if is_opened or kind == "force_deployment" else value
    return value
