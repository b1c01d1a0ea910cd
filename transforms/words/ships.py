"""Ships that a text names in full once, and then by their name alone: "USS Carl Vinson", then "Carl Vinson"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from transforms.words.actor_lists import Mention

PREFIXES = frozenset(
    "USS USNS USCGC HMS HMAS HMCS HMNZS INS JS BRP FGS HNLMS ROKS HDMS HNoMS HSwMS ESPS TCG ORP KRI HTMS".split()
)
"""What navies put before the names of their ships."""
_FLEET = 40
"""As many ships of one text are known by their names, so that a list of thousands costs no more."""
_NAME = re.compile(
    r" (?P<name>[A-Z][\w’-]+(?: (?!(?:Carrier|Strike|Amphibious|Ready|Expeditionary)\b)(?:de |of )?"
    r"(?:[A-Z]\.|[A-Z][\w’-]+)){0,2})"
)
_TITLE = re.compile(
    r"\b(?:President|General|Gen\.|Admiral|Adm\.|Mr\.|Mrs\.|Ms\.|Senator|Governor|Queen|King|Prince|Princess|"
    r"named after|statue of|in|at|near) $"
)
_PERSON = re.compile(r" (?:said|told|was (?:an?|born)|is an?)\b")


def find_ships(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, str]]:
    """Start, end and actor of ships that are named without what their navy puts before the name.

    `mentions` stand in the order of the text and do not overlap.
    """
    named: dict[str, str] = {}
    for mention in mentions:
        match = _NAME.match(text, mention.end)
        if text[mention.start : mention.end] in PREFIXES and match and len(named) < _FLEET:
            named.setdefault(match["name"], mention.actor_id)
    if not named:
        return
    starts = [mention.start for mention in mentions]
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{names})\b", text):
        before = text[max(0, match.start() - 16) : match.start()]
        is_full = before.rstrip().rpartition(" ")[2] in PREFIXES
        place = bisect_left(starts, match.end()) - 1
        is_taken = place >= 0 and mentions[place].end > match.start()
        is_bare = " " not in match[0] and not before.lower().endswith("the ")  # "Texas", not "the Texas"
        is_other = bool(_TITLE.search(before) or _PERSON.match(text, match.end()))
        if not (is_full or is_taken or is_bare or is_other):
            yield match.start(), match.end(), named[match[0]]
