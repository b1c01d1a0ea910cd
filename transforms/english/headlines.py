"""Headlines in the words of a sentence, so that the parser reads them: "X, Y to ink pact" as "X and Y will sign pact".

Each word stands for one word, so that the parse of these words is the parse of the headline's own.
"""

from collections.abc import Sequence

_LONGEST = 24
_VERBS = {
    "ink": "conclude", "inks": "concludes", "seal": "conclude", "seals": "concludes", "eye": "seek", "eyes": "seeks",
    "hike": "raise", "hikes": "raises", "up": "raise", "ups": "raises", "okay": "approve", "okays": "approves",
    "clear": "approve", "clears": "approves", "slam": "criticise", "slams": "criticises", "axe": "cancel",
    "axes": "cancels", "triple": "raise", "triples": "raises", "double": "raise", "doubles": "raises",
    "mull": "consider", "mulls": "considers", "stage": "hold", "stages": "holds", "plan": "intend", "plans": "intends",
    "pledge": "promise", "pledges": "promises", "vow": "promise", "vows": "promises", "tap": "choose",
    "taps": "chooses", "near": "approach", "nears": "approaches", "drop": "abandon", "drops": "abandons",
    "top": "exceed", "tops": "exceeds", "boost": "raise", "boosts": "raises", "back": "support", "backs": "supports",
}  # fmt: skip
"""Verbs of headlines that the parser takes for nouns, and what it takes for a verb instead."""


_AFTER_TO = frozenset("hike ink axe eye mull".split())
"""Those that it takes for nouns behind "to" as well, in any sentence: "to massively hike spending"."""


def reword_headline(words: Sequence[str]) -> list[str]:
    """The words of a line with those of a headline replaced one by one; the same words where it is none."""
    reworded = [_VERBS.get(w, w) if w in _AFTER_TO and _is_after_to(words, n) else w for n, w in enumerate(words)]
    end = _find_names_end(words)
    is_line = bool(words) and len(words) <= _LONGEST and words[-1][-1] not in '.!?:;”"'
    if not is_line or end in (0, len(words)):
        return reworded
    is_to = words[end] == "to"
    verb = end + is_to + (is_to and words[min(end + 1, len(words) - 1)].endswith("ly"))
    is_known = is_to or words[min(verb, len(words) - 1)] in _VERBS or words[verb + 1 : verb + 2] == ["record"]
    if verb >= len(words) or not (is_known or "," in words[:end]):
        return reworded
    if is_to:
        reworded[end] = "will"
    reworded[verb] = _VERBS.get(words[verb], words[verb])
    reworded[verb + 1 : verb + 2] = ["large" if w == "record" else w for w in words[verb + 1 : verb + 2]]
    if is_to and words[:end].count(",") == 1 and not {"and", "&"} & {*words[:end]}:
        reworded[words.index(",")] = "and"
    return reworded


def _is_after_to(words: Sequence[str], place: int) -> bool:
    before = place - 1 - words[place - 1].endswith("ly")
    return before > 0 and words[before] == "to"


def _find_names_end(words: Sequence[str]) -> int:
    """How many words at the beginning only name somebody: "India, Oman", "US and South Korea"."""
    end = 0
    while end < len(words) and (words[end][0].isupper() or (end and words[end] in ("and", "&", ",", "’s", "'s"))):
        end += 1
    return end
