"""Meetings: one that is only named counts where its words say when it is to come; talks that are held are held."""

from spacy.tokens import Token

from transforms.english.actor_groups import head_token
from transforms.english.predicates import Chain
from transforms.english.slots import Facts

_HELD = {"past": "completed", "future": "planned", "would": "planned", "progressive": "under_way"}
_REACH = 10


def weigh_meeting(
    anchor: Token, chain: Chain, standing: str | None, facts: Facts, is_governed: bool = True
) -> tuple[str | None, str | None]:
    """The standing of a meeting, or the reason why it is no record; what no verb holds must have its day."""
    if not is_governed:
        return ("planned", None) if _is_ahead(anchor, facts) else (None, "status_report")
    if any(p.group == "welcome" for p in chain.predicates) and chain.lemmas & {"host", "attend"}:
        return None, "status_report"  # "thanked him for hosting"
    if standing == "completed" and chain.lemmas & {"visit", "travel"}:
        return None, "status_report"  # "visited Japan for talks": a meeting that is only told of
    held = next(iter(chain.predicates), None)
    if standing == "proposed" and held is not None and held.token.lemma_.lower() == "hold":
        is_decided = any(p.group == "agree" and p.tense in ("past", "participle") for p in chain.predicates[1:])
        if is_decided and held.tense in ("future", "would"):
            return "agreed", None
        return _HELD.get(held.tense, standing), None  # whoever holds talks proposes nothing: the talks are the thing
    return standing, None


def _is_ahead(anchor: Token, facts: Facts) -> bool:
    """Whether the words of the meeting itself say that it is to come."""
    for mention in facts.dates:
        token = head_token(facts.doc, mention.start, mention.end)
        if (
            token is not None
            and mention.precision in ("day", "week", "month")
            and mention.start_on > facts.published_on
            and _hangs_on(token, anchor)
        ):
            return True
    return False


def _hangs_on(token: Token, anchor: Token) -> bool:
    for _ in range(_REACH):
        if token == anchor:
            return True
        if token.head == token:
            return False
        token = token.head
    return False
