"""Sentences in words that the parser reads: what it takes for a particle or a number put as what it knows.

Each word stands for one word, so that the parse of these words is the parse of the sentence's own.
"""

from collections.abc import Iterator, Sequence

from transforms.english.headlines import reword_headline

_EVENTS = frozenset("exercise exercises drill drills patrol patrols visit visits".split())
"""Nouns that the parser takes for verbs where "off" follows: "the exercise off Guam ended"."""
_NUMBERS = frozenset("two three four five six".split())
_OBJECTS = frozenset("a an the to that on their its".split())
_PAST = frozenset("began held met made took gave struck sent agreed".split())
_SIGNED = {
    "put": "signed", "puts": "signs", "putting": "signing", "set": "signed", "sets": "signs", "lent": "signed",
    "lend": "sign", "affixed": "signed", "affix": "sign", "appended": "signed", "gave": "signed", "added": "signed",
    "traded": "signed", "exchanged": "signed", "placed": "signed", "applied": "signed", "fixed": "signed",
}  # fmt: skip
"""Light verbs, as the verb that they stand for where a pen or a name is their object."""
_STROKES = frozenset("name names signature signatures pen pens ink initials autograph autographs seal seals".split())
_BARE = frozenset("to will shall would may should must not".split())
""""Put" behind one of these is no past form."""


def reword(words: Sequence[str]) -> list[str]:
    """The words of a sentence or headline with those replaced that the parser takes for others."""
    found = reword_headline(words)
    for place, word in _replace(words):
        found[place] = word
    return found


def _replace(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, word in enumerate(words[1:-1], 1):
        before, after = words[place - 1], words[place + 1]
        if word == "off" and after[0].isupper() and before in _EVENTS:
            yield place, "near"
        if word in _SIGNED and not _STROKES.isdisjoint(words[place + 1 : place + 4]):
            yield (
                place,
                _sign(words, place),
            )  # "put their names to the pact": a stroke of the pen has no verb of its own
        if word in _NUMBERS and before in ("The", "the") and _is_deed(words[place + 1 : place + 3]):
            yield place, "sides"  # "the two signed LEMOA": no two signed papers


def _sign(words: Sequence[str], place: int) -> str:
    is_bare = words[place] in ("put", "set") and not _BARE.isdisjoint(words[max(0, place - 2) : place])
    return "sign" if is_bare else _SIGNED[words[place]]


def _is_deed(words: Sequence[str]) -> bool:
    """Whether a past form with an object behind a bare number is what "the two" did."""
    if len(words) < 2 or not (words[0].endswith("ed") or words[0] in _PAST):
        return False
    return words[1] in _OBJECTS or words[1][0].isupper()
