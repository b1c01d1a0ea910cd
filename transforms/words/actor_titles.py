"""Offices, ministries and services that make one mention with their state: "Japanese Prime Minister", "U.S. Navy".

The patterns are anchored and general English; no state is named in them.
"""

import re

_FLAGS = re.IGNORECASE
_DEFENCE = r"defen[cs]e"
_RANK = (
    r"(?:deputy|vice|acting|first|assistant|parliamentary|permanent|interim|outgoing|incoming|new|senior|"
    r"federal|state|former|then|ex)"
)
_PORTFOLIO = (
    rf"(?:national {_DEFENCE}|{_DEFENCE}|foreign|foreign affairs|external affairs|interior|home|armed forces|"
    rf"war|finance|navy|army|"
    r"air force|treasury|state|trade|industry|economy|security|national security)"
)
_TITLE = (
    rf"(?:{_RANK}[ -])*(?:prime ministers?|premiers?|presidents?(?:-elect)?|presidency|chancellors?|taoiseach|"
    rf"{_PORTFOLIO} (?:and \w+ )?(?:ministers?|secretar(?:y|ies))|(?:foreign|defen[cs]e|security|foreign policy|"
    rf"military|army|navy|nuclear) chiefs?|"
    rf"ministers? (?:of|for) (?:the )?(?:{_PORTFOLIO}|foreign affairs|external affairs)(?: and (?:trade|sports?|"
    rf"security|international cooperation|civil protection))?|"
    rf"secretar(?:y|ies) of (?:state|war|{_DEFENCE}|the (?:navy|army|air force))(?: for (?:{_PORTFOLIO}))?|"
    rf"secretar(?:y|ies)[- ]general|"
    rf"chiefs? of (?:the )?(?:{_DEFENCE}|general|naval|army|air|joint|military)?(?: |force)*staff|"
    rf"chairman of the joint chiefs of staff|chief of {_DEFENCE}(?: force)?|"
    r"chief cabinet secretary|national security advis[eo]rs?|(?:special )?(?:envoys?|representatives?)|"
    r"ambassadors?|kings?|queen|emperor|crown prince|"
    r"supreme (?:leader|commander)|(?:top )?(?:leaders?|diplomats?|generals?)|sultan|emir|high representatives?|"
    r"commission president|council president|commissioners?|"
    r"military committee chair(?:man)?|heads of state(?: and government)?|heads of government|spokes(?:man|"
    r"woman|person)|ministers?|chair)\b"
)
_MINISTRY = (
    rf"(?:(?:{_PORTFOLIO}|foreign trade|commerce) (?:ministr(?:y|ies)|departments?)|foreign office|"
    rf"(?:federal )?(?:ministr(?:y|ies)|departments?) (?:of|for) (?:the )?(?:{_PORTFOLIO}|foreign affairs|"
    rf"external affairs|commerce)(?: and (?:trade|international cooperation|civil protection))?|"
    r"(?:federal |national |central |coalition )?(?:governments?|parliaments?|cabinets?|congress|senate|"
    r"legislature|administration|house of representatives)|"
    rf"joint chiefs of staff|general staff|{_DEFENCE} staff|embassy|defen[cs]e headquarters)\b"
)
_SERVICE = (
    r"(?:(?:royal|special|joint|national|air|naval|armed|ground|land|maritime|marine|coastal|border|territorial|"
    r"home|space|rocket|aerospace|"
    r"expeditionary|self[- ]defen[cs]e|defen[cs]e|pacific|atlantic|strategic|and)[ -]){0,4}"
    r"(?:navy|navies|army|armies|air ?forces?|marine corps|marines|coast ?guards?|armed forces|"
    r"defen[cs]e forces?|special (?:operations )?forces|"
    r"space force|national guard|fleet|"
    r"militar(?:y|ies)(?=\s*(?:[,.;:)]|$|[’']s|(?:and|or|will|would|could|may|has|have|had|is|was|are|were|said|"
    r"says|to|in|on|at|with|for|from|by|that|which|who|also|"
    r"plans|announced|conducted|held|confirmed|began|agreed|can|cannot|as|during|near|of)\b)))(?![\w])"
)
_HEADS = (("leader", _TITLE), ("ministry", _MINISTRY), ("force", _SERVICE))
_FOLLOWING = tuple((form, re.compile(rf"(?:[’']s?)?[ \t\u00a0]+(?:{head})", _FLAGS)) for form, head in _HEADS)
_PRECEDING = tuple((form, re.compile(rf"\b(?:{head}) of (?:the )?$", _FLAGS)) for form, head in _HEADS)
_COURTESY = r"(?:mr|mrs|ms|dr|sir|gen|general|adm|admiral|lt|col|maj|vice|rear|king|queen|prince)\.?"
_BEFORE_PERSON = re.compile(rf"\b(?:{_COURTESY} |(?:{_TITLE})[ \t\u00a0,]+)+$", _FLAGS)
_TITLE_END = re.compile(
    r"(?:ministers?|premiers?|presidents?|elect|chancellors?|secretary|general|chief|staff|advis[eo]r|ambassador|king|"
    r"queen|emperor|prince|leader|"
    r"commander|representative|commissioner|chair|chairman|spokes\w+|affairs|defen[cs]e|state|war|mr|mrs|ms|dr|"
    r"sir|gen|adm|admiral|taoiseach|envoy|sultan|emir)\.?,? $",
    _FLAGS,
)
_FORMER = re.compile(r"\b(?:former|ex|then|late|one-time|erstwhile)[ -]?(?:the )?$", _FLAGS)
_FORMER_INSIDE = re.compile(r"\b(?:former|ex|then)[ -]", _FLAGS)
_ROYAL = re.compile(r"\bRoyal $")
_NAME_WORD = re.compile(
    r"[ \u00a0](?:(?:(?:Gen|Adm|Lt|Col|Dr|Maj|Capt|Cmdr|Vice|Rear|Sir|Lord|Admiral|General)\.? )*"
    r"(?:(?:von|van|de|der|den|la|bin|al|el|du|da|dos) )*)([A-Z][\w’'‑-]*\.?)(?![\w])"
)
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November "
    "December The In On At And But After Before As A An Joint Declaration Statement Summit Meeting".split()
)
_LONGEST_NAME = 4
_WINDOW = 90


def read_head(text: str, end: int) -> tuple[int, str] | None:
    """The end and form of an office, ministry or service that follows an actor's name or demonym at `end`."""
    if text[end : end + 1] not in ("’", "'", " ", "\t", "\u00a0"):
        return None
    return max(
        ((match.end(), form) for form, pattern in _FOLLOWING if (match := pattern.match(text, end))),
        default=None,
    )


def read_head_before(text: str, start: int) -> tuple[int, str] | None:
    """The start and form of an office, ministry or service that ends in "of" before an actor's name at `start`."""
    if not text[max(0, start - 8) : start].casefold().endswith((" of ", " of the ")):
        return None
    window = max(0, start - _WINDOW)
    found = [
        (window + match.start(), form) for form, pattern in _PRECEDING if (match := pattern.search(text[window:start]))
    ]
    return min(found, default=None)


def read_title_before(text: str, start: int) -> int | None:
    """Where the title or courtesy before a person's name begins; None where there is none."""
    if not _TITLE_END.search(text[max(0, start - 20) : start]):
        return None
    window = max(0, start - _WINDOW)
    match = _BEFORE_PERSON.search(text[window:start])
    return window + match.start() if match else None


def read_royal_before(text: str, start: int) -> int:
    """The start moved over "Royal"."""
    return start - 6 if _ROYAL.search(text[max(0, start - 7) : start]) else start


def says_former(text: str, start: int, end: int) -> bool:
    """Whether "former", "then-" or "ex-" stands before or inside the mention."""
    return bool(_FORMER.search(text[max(0, start - 14) : start]) or _FORMER_INSIDE.search(text[start:end]))


def read_unknown_name(text: str, end: int, barriers: frozenset[int]) -> int:
    """The end of the personal name that follows a title; a word that begins another mention stops it."""
    for _ in range(_LONGEST_NAME):
        match = _NAME_WORD.match(text, end)
        if not match or match.start(1) in barriers or match.group(1).rstrip(".’'s") in _NOT_NAMES:
            break
        end = match.end() - (2 if match.group(1).endswith(("’s", "'s")) else 0)
        if match.group(1).endswith("."):
            end -= 0 if len(match.group(1)) == 2 else 1
            if len(match.group(1)) != 2:
                break
    return end
