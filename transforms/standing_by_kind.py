"""What a standing means for a kind, and in time: an exercise that opened is under way, one that begins soon planned."""

from datetime import date

from transforms.dates import DateMention
from transforms.predicates import Chain
from transforms.rule_book import load_predicates
from transforms.tenses import list_auxiliaries

_MADE = frozenset(
    "sign signing signature conclude conclusion agree ink "
    "reach pledge decide promise vow finalise finalize offer".split()
)
_OPENED = frozenset("begin start open kick launch commence".split())


_ENDED = frozenset("end conclude finish wrap close expire".split())


_WEAKER = ("agreed", "planned", "under_way")


def _is_soft(chain: Chain) -> bool:
    """What was "promoted" or "deepened" is not done by that."""
    soft = [p for p in chain.predicates[:3] if p.token.lemma_.lower() in load_predicates().soft]
    return any(p.tense in ("past", "participle") for p in soft)


def _has_ended(chain: Chain) -> bool:
    """ "The exercise ended", "concluded the exercise"; whoever ends a deployment stops it."""
    first = next(iter(chain.predicates), None)
    if first is None or first.token.lemma_.lower() not in _ENDED:
        return False
    return first.token.lemma_.lower() != "end" or not any(c.dep_ == "dobj" for c in first.token.rights)


def goes_on(chain: Chain, effective: DateMention | None) -> bool:
    """ "Has taken part since 1996": what began then is still done."""
    first = next(iter(chain.predicates), None)
    is_perfect = first is not None and any(c.lemma_ == "have" for c in list_auxiliaries(first.token))
    return is_perfect and effective is not None and effective.role == "since"


def is_to_come(chain: Chain, due: DateMention | None, published_on: date) -> bool:
    """ "Begins on 1 July", "are holding one next month": the date says that it is still to come."""
    first = next(iter(chain.predicates), None)
    is_present = first is not None and first.tense in ("present", "progressive") and first.group != "continue"
    return is_present and due is not None and due.role != "due" and due.start_on > published_on


def fit_standing(kind: str, value: str | None, chain: Chain) -> str | None:
    """What a standing means for a kind: a reaffirmed alliance is in force, an exercise that opened is under way."""
    lemmas = chain.lemmas
    is_ending = any(p.group == "suspend" for p in chain.predicates[:2])
    if value in _WEAKER and kind != "force_deployment" and is_ending:
        return "suspended"  # troops are moved out as they are moved in; anything else ends with the word
    if value == "completed" and not kind.startswith("budget") and _is_soft(chain):
        return None
    if kind == "mutual_defence" and value == "agreed" and not lemmas & _MADE:
        return "in_force"
    if kind == "mutual_defence" and value == "planned" and "defend" in lemmas:
        return "in_force"  # a guarantee binds from when it is given
    if kind in ("joint_training", "force_deployment") and value in ("suspended", "agreed") and _has_ended(chain):
        return "completed"
    if kind == "consultation" and value == "called_for" and "invite" in lemmas:
        return "planned"
    if kind in ("joint_training", "force_deployment") and value == "in_force":
        is_opened = any(p.token.lemma_.lower() in _OPENED and p.tense != "noun" for p in chain.predicates)
        return "under_way" if is_opened or kind == "force_deployment" else "completed"
    return value
