"""Actors of a parsed sentence in groups: an enumeration is one group, a single name another, "they" one to resolve.

Enumerations come from the surface: a small parser reads "In the second half of July, Germany, France" as one list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.english.bystanders import is_opponent, is_side
from transforms.rule_book import load_pattern
from transforms.words.actor_lists import ActorList
from transforms.words.actors import ActorMention
from transforms.words.spans import items_within


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named side by side in a sentence, offsets within it; `form` is that of the first."""

    start: int
    end: int
    actor_ids: tuple[str, ...]
    form: str
    is_former: bool = False
    is_open: bool = False


_PREPOSITION = load_pattern("preposition")


def group_actors(
    text: str, mentions: Sequence[ActorMention], lists: Sequence[ActorList], start: int, end: int
) -> list[Group]:
    """The groups of the sentence at `text[start:end]` that may take part; mentions and lists hold text offsets."""
    inside = items_within(mentions, start, end)
    spans = items_within(lists, start, end, slack=1)
    groups = [_make_list_group(found, inside, start) for found in spans]
    single = [m for m in inside if not any(found.start <= m.start < found.end for found in spans)]
    groups += [Group(m.start - start, m.end - start, (m.actor_id,), m.form, m.is_former) for m in single]
    sentence = text[start:end]
    taking = [g for g in groups if not is_opponent(sentence, g.start, g.end) and not is_side(sentence, g.start, g.end)]
    spelled = {g.start for g in taking if _is_spelled_out(sentence, g, taking)}
    return sorted((g for g in taking if g.start not in spelled), key=lambda group: group.start)


_SPELLING = re.compile(r"(?: \([A-Z]{2,8}\)|\))?,? ?[—–:(-] ?(?:the )?$")


def _is_spelled_out(sentence: str, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a list behind an organisation says which of its members are meant: "five Nordic states — A, B and C"."""
    if group.form not in ("organisation", "group"):
        return False
    lists = [g for g in groups if len(g.actor_ids) > 1 and group.end <= g.start < group.end + 20]
    return any(_SPELLING.match(sentence[group.end : g.start]) for g in lists)


def _make_list_group(found: ActorList, mentions: Sequence[ActorMention], start: int) -> Group:
    parts = [m for m in mentions if found.start <= m.start < found.end]
    form = parts[0].form if parts else "name"
    former = bool(parts) and all(m.is_former for m in parts)
    return Group(found.start - start, found.end - start, found.actor_ids, form, former, found.is_open)


def find_preposition(text: str, group: Group) -> str:
    """The preposition that governs a group on the surface, lower case; empty where there is none, and "beside" where
    the name only says whose coast or border is near: nobody takes part by that."""
    before = text[max(0, group.start - 70) : group.start]
    if _BESIDE.search(before):
        return "beside"
    match = _PREPOSITION.search(before)
    is_listed = text[group.end :].lstrip(",").startswith((" and ", " or "))
    if match is None and group.form == "name" and not is_listed and (town := _TOWN.search(before)):
        return town["where"].lower()
    return match.group(1).lower() if match else ""


_BESIDE = re.compile(
    r"\b(?:off|along|near|close to|on|around|towards?) (?:the |its |their |our )?(?:[\w-]+ )?"
    r"(?:coasts?|coastlines?|shores?|borders?|boundary|frontiers?) (?:of|with) (?:the |neighbou?ring )?$",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"\b(?P<where>in|at|near|to|from|outside) (?:the )?(?:[A-Z][\w’'-]+[ -]){0,2}[A-Z][\w’'-]+(?:,| \() ?$"
)
"""Before a state: the town in it that a preposition governs."""


def group_tokens(doc: Doc, group: Group) -> list[Token]:
    """The tokens of a group."""
    span = doc.char_span(group.start, min(group.end, len(doc.text)), alignment_mode="expand")
    return list(span) if span is not None else []


def is_agent(tokens: Sequence[Token], scope: set[int]) -> bool:
    """Whether a group behind "by" does the thing itself and describes no place of it."""
    by = next((t.head for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "by"), None)
    return by is None or (by.head.i in scope and by.head.dep_ not in ("acl", "relcl")) or by.head.head.i in scope


def pick_actors(around: Sequence[tuple[Group, str]], positions: Sequence[str]) -> list[str]:
    """The actors of the groups that stand in some positions."""
    return [name for group, position in around if position in positions for name in group.actor_ids]


_CONTENT = ("NOUN", "PROPN", "VERB", "NUM", "ADJ", "AUX")


def head_token(doc: Doc, start: int, end: int) -> Token | None:
    """The syntactic head of a stretch of a sentence."""
    span = doc.char_span(start, min(end, len(doc.text)), alignment_mode="expand")
    if span is None or not len(span):
        return None
    words = [t for t in span if t.pos_ in _CONTENT and (not span.start <= t.head.i < span.end or t.head == t)]
    root = words[-1] if words else span.root
    return root.head if root.dep_ in ("nummod", "quantmod") and root.head.pos_ in ("NOUN", "PROPN") else root
