"""Actors that a sentence names and that take no part: the adversary, the victim, the place, who is only talked about.

Read on the surface, a few words before and after the name.
"""

import re

from transforms.rule_book import load_pattern

_AGAINST_BEFORE = load_pattern("against_before")
_AGAINST_AFTER = load_pattern("against_after")
_MEMBER_AFTER = re.compile(
    r" (?:[A-Z]\w+ )?(?:member|ally|allies|candidate|summit|meeting|headquarters|standards?|conference|article|"
    r"integration|membership|enlargement|aspirations?|"
    r"declaration|dialogue|forum)\b(?! (?:states|countries|nations))",
    re.IGNORECASE,
)


_MEDIA_AFTER = re.compile(
    r"(?:[’']s)? (?:[\w-]+ ){0,2}(?:news agency|news outlet|newspapers?|dail(?:y|ies)|broadcasters?|media|"
    r"television|tabloid|weekly|TV)\b",
    re.IGNORECASE,
)


_SIDE_AFTER = load_pattern("side_after")
_SIDE_BEFORE = load_pattern("side_before")


_ALLY_BEFORE = re.compile(r"(?:, |\(|[—–] )(?:an? |the |its |fellow |another )(?:[\w-]+ )?$")
_ALLY_AFTER = re.compile(
    r" (?:[\w-]+ ){0,2}(?:ally|neighbou?r|rival|foe|partner|protectorate|satellite)\b(?! (?:and|of)\b)"
)


_SETTING_BEFORE = re.compile(
    r"\b(?:following|after|at|ahead of|during|since|before|sidelines of) "
    r"(?:the |a |this |its |last [\w’']+ )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
_SETTING_AFTER = re.compile(
    r"(?:[’']s?)? (?:[\w-]+ )?(?:summits?|headquarters|conference|ministerial)\b", re.IGNORECASE
)


def is_side(text: str, start: int, end: int) -> bool:
    """Whether a name only tells whose neighbour, ally or member another is: "NATO member Norway", "Peru's ally"."""
    before = text[max(0, start - 60) : start]
    if _SIDE_AFTER.match(text, end) or _SIDE_BEFORE.search(before):
        return True
    if _SETTING_BEFORE.search(before) and _SETTING_AFTER.match(text, end):
        return True  # "following the NATO summit, British troops were sent"
    return bool(_ALLY_BEFORE.search(before) and _ALLY_AFTER.match(text, end))  # "Peru, a Chilean ally, bought"


def is_opponent(text: str, start: int, end: int) -> bool:
    """Whether the actor at `text[start:end]` is what the deed is aimed at, or only the home of a newspaper."""
    if _MEDIA_AFTER.match(text, end):
        return True
    return bool(_AGAINST_BEFORE.search(text[max(0, start - 90) : start]) or _AGAINST_AFTER.match(text, end))


def is_attribute(text: str, end: int) -> bool:
    """Whether a name only describes another's thing: "a NATO member country", "the ASEAN summit"."""
    return bool(_MEMBER_AFTER.match(text, end))


_TOPIC = re.compile(r"\b(?:on|over|about|regarding|concerning|around|like) (?:the )?$", re.IGNORECASE)


def is_topic(text: str, start: int) -> bool:
    """Whether a name is what others speak of: "exchanged views on Iran"."""
    return bool(_TOPIC.search(text[max(0, start - 16) : start]))
