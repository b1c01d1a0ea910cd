"""Which words a text must hold for a pattern to match it at all: the cheap question before the dear one.

A regular expression of many alternatives is tried at every place of a sentence; most sentences lack every word that
it could begin to match. The words are read off the parsed pattern, so that nobody has to keep a second list. This is
the prefilter of Google's RE2 (`FilteredRE2`) and of Russ Cox, "Regular Expression Matching with a Trigram Index".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SHORTEST = 1
"""Characters; a single one still tells: few sentences hold the hyphen of "F-16"."""

_START, _MANY = 4, 1000
"""First letters by which words are told apart before they are looked for, and how many words that is worth."""

Needed = frozenset[str]


def find_needed(pattern: re.Pattern[str]) -> Needed:
    """Case-folded strings, one of which stands in every text that the pattern matches; empty where nothing is needed.

    The promise: a text that holds none of them does not match. What the reading does not know, it asks nothing of.
    """
    return _read_sequence(parser.parse(pattern.pattern, pattern.flags)) or frozenset()


def hold_words(folded: str, words: Needed) -> Needed:
    """Those of the words that a case-folded text holds, also inside longer ones."""
    if len(words) < _MANY:
        return frozenset([word for word in words if word in folded])
    by_start = _sort_by_start(words)
    starts = {folded[place : place + _START] for place in range(len(folded) - _START + 1)}
    asked = [by_start[""], *(by_start[start] for start in by_start.keys() & starts)]
    return frozenset([word for group in asked for word in group if word in folded])


@lru_cache(maxsize=4)
def _sort_by_start(words: Needed) -> Mapping[str, Sequence[str]]:
    """The words by their first letters, so that only those are looked for whose first letters a text has; short ones
    by none."""
    by_start: dict[str, list[str]] = defaultdict(list, {"": []})
    for word in words:
        by_start[word[:_START] if len(word) >= _START else ""].append(word)
    return by_start


def may_match(held: Needed, needed: Iterable[Needed]) -> bool:
    """Whether the held words have one of each set; nothing is asked by an empty set."""
    return all(not words or not words.isdisjoint(held) for words in needed)


def _read_sequence(sequence: Iterable[tuple[Any, Any]]) -> Needed | None:
    best: Needed | None = None
    run = ""
    for op, argument in sequence:
        if op is ops.LITERAL:
            run += chr(argument).casefold()
            continue
        best = _choose(_choose(best, _take(run)), _read_item(op, argument))
        run = ""
    return _choose(best, _take(run))


def _take(run: str) -> Needed | None:
    return frozenset([run]) if len(run) >= _SHORTEST else None


def _read_item(op: Any, argument: Any) -> Needed | None:
    """What a group, a choice, a repetition or a look around needs; other items need nothing that is known."""
    if op is ops.SUBPATTERN:
        return _read_sequence(argument[3])
    if op is ops.BRANCH:
        return _join([_read_sequence(branch) for branch in argument[1]])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and argument[0] >= 1:
        return _read_sequence(argument[2])
    if op is ops.ASSERT:
        return _read_sequence(argument[1])
    return None


def _join(branches: Sequence[Needed | None]) -> Needed | None:
    known = [branch for branch in branches if branch is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


def _choose(one: Needed | None, other: Needed | None) -> Needed | None:
    """The set that fewer texts hold: the one whose shortest word is longer, else the smaller."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))
