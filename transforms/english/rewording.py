"""Sentences in words that the parser reads: what it takes for a particle or a number put as what it knows.

Each word stands for one word, so that the parse of these words is the parse of the sentence's own.
"""

from collections.abc import Iterator, Sequence

from transforms.english.headlines import reword_headline

_PHRASAL = frozenset(
    "kick kicks kicked kicking set sets setting take takes took taking taken call calls called calling cut cuts "
    "cutting break breaks broke broken ward wards warding warded fend fends fended fending hold holds held sell sells "
    "sold write wrote written pay pays paid put puts stand stands stood fight fights fought fighting lay lays laid "
    "start starts started drop drops dropped see saw go goes went gone finish finished round rounded show shows "
    "showed square squared tip tipped top topped lift lifts lifted trade traded send sends sent sign signs signed "
    "far well better".split()
)
"""Verbs that "off" belongs to; behind anything else it says where: "the exercise off Guam", "drills off Oman"."""
_NUMBERS = frozenset("two three four five six".split())
_OBJECTS = frozenset("a an the to that on their its".split())
_PAST = frozenset("began held met made took gave struck sent agreed".split())


def reword(words: Sequence[str]) -> list[str]:
    """The words of a sentence or headline with those replaced that the parser takes for others."""
    found = reword_headline(words)
    for place, word in _replace(words):
        found[place] = word
    return found


def _replace(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, word in enumerate(words[1:-1], 1):
        before, after = words[place - 1], words[place + 1]
        if word == "off" and after[0].isupper() and before.islower() and before not in _PHRASAL:
            yield place, "near"
        if word in _NUMBERS and before in ("The", "the") and _is_deed(words[place + 1 : place + 3]):
            yield place, "sides"  # "the two signed LEMOA": no two signed papers


def _is_deed(words: Sequence[str]) -> bool:
    """Whether a past form with an object behind a bare number is what "the two" did."""
    if len(words) < 2 or not (words[0].endswith("ed") or words[0] in _PAST):
        return False
    return words[1] in _OBJECTS or words[1][0].isupper()
