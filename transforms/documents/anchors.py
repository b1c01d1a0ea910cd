"""Where pages and numbered paragraphs of a document begin, so that a citation can say "page 3, paragraph 12".

The promise: offsets point into the normalised text. Paragraphs are numbered where a text counts its own from 1 on, as
declarations do, at least three in a row; a number inside a paragraph, or a list that starts anew, counts nothing.
"""

import re
from collections.abc import Callable, Iterable

from schemas.raw import Anchor

_NUMBERED = re.compile(r"(?:^|\n)(?P<number>\d{1,3})[.)]\s+(?=\S)")
_COUNT_MIN = 3


def make_anchors(text: str, raw: str, anchors: Iterable[Anchor], normalise: Callable[[str], str]) -> list[str]:
    """Anchors as a document keeps them, `kind:number:offset`, by offset: those of its reader and its own numbers.

    `text` is the normalised form of `raw`, into which the offsets of `anchors` point; `normalise` leads from one to
    the other.
    """
    found = [(_move(text, raw, anchor.start, normalise), anchor.kind, anchor.number) for anchor in anchors]
    found += [(start, "paragraph", number) for start, number in _list_paragraphs(text)]
    return [f"{kind}:{number}:{start}" for start, kind, number in sorted(found, key=lambda one: (one[0], one[1]))]


def _move(text: str, raw: str, start: int, normalise: Callable[[str], str]) -> int:
    """The offset into the normalised text of the word that stands at an offset of the raw one."""
    place = len(normalise(raw[:start]))
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _list_paragraphs(text: str) -> list[tuple[int, str]]:
    """The longest run of paragraphs that count from 1 on."""
    runs: list[list[tuple[int, str]]] = []
    for match in _NUMBERED.finditer(text):
        number = int(match["number"])
        if number == 1:
            runs.append([])
        if (run := next((run for run in runs if len(run) == number - 1), None)) is not None:
            run.append((match.start("number"), match["number"]))
    longest = max(runs, key=len, default=[])
    return longest if len(longest) >= _COUNT_MIN else []
