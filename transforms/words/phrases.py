"""Finding many fixed phrases in a text in one pass: a trie over words, the longest phrase wins.

Words are runs of letters and digits. Between two words of a phrase the text may have white space or a hyphen where
the phrase has either; dots, apostrophes, commas and ampersands must stand where the phrase has them ("U.S.").
Case counts as people use it: see `_fits_case`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")
Payload_co = TypeVar("Payload_co", covariant=True)

_WORD = re.compile(r"[^\W_]+")
_PLAIN_GAP = re.compile(r"[ \t\u00a0\u202f]+(?:\r?\n)?[ \t]*|\r?\n[ \t]*|[-‐‑–]")
_MARKED_GAP = re.compile(r"\s?([.,'’&/+])\s?|\s?-\s?")
_MARKS = {"’": "'"}
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Payload_co]):
    """One phrase found: `text[start:end]` is as the text writes it, `written` as the register does."""

    start: int
    end: int
    written: str
    payload: Payload_co


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, bare (case folded) and as the key after another word (with the mark between them)."""

    start: int
    end: int
    bare: str
    key: str


class Trie(Generic[Payload]):
    """An immutable-after-building set of phrases."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._root: dict[str, Any] = {}
        for written, payload in entries:
            self._add(written, payload)

    def _add(self, written: str, payload: Payload) -> None:
        node = self._root
        words = split_words(written)
        for index, word in enumerate(words):
            node = node.setdefault(word.key if index else word.bare, {})
        shapes = tuple(written[word.start : word.end] for word in words)
        if shapes:
            node.setdefault("", []).append((shapes, written, payload))

    def find(self, text: str, words: list[Word] | None = None) -> Iterator[Phrase[Payload]]:
        """Phrases of the text in order, without overlap."""
        words = split_words(text) if words is None else words
        index, last = 0, len(words)
        while index < last:
            if words[index].bare in self._root and (found := self._match(text, words, index)):
                phrase, index = found
                yield phrase
            else:
                index += 1

    def _match(self, text: str, words: list[Word], start: int) -> tuple[Phrase[Payload], int] | None:
        node: dict[str, Any] | None = self._root[words[start].bare]
        best: tuple[Phrase[Payload], int] | None = None
        position = start
        while node is not None:
            for shapes, written, payload in node.get("", ()):
                if _fits_case(text, words[start : position + 1], shapes):
                    end = _close_phrase(text, words[position].end, written)
                    best = Phrase(words[start].start, end, written, payload), position + 1
                    break
            position += 1
            node = node.get(words[position].key) if position < len(words) else None
        return best


def split_words(text: str) -> list[Word]:
    """The words of a text."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        gap = text[end:start] if found else ""
        bare = match.group().casefold()
        found.append(Word(start, match.end(), bare, _mark(gap) + bare))
        end = match.end()
    return found


def _mark(gap: str) -> str:
    """The mark that a gap puts before the next word's key: nothing for white space and hyphens, "\\n" for a break."""
    if gap == " " or not gap or _PLAIN_GAP.fullmatch(gap):
        return ""
    if (marked := _MARKED_GAP.fullmatch(gap)) and (mark := marked.group(1)):
        return _MARKS.get(mark, mark)
    return "\n"


def _close_phrase(text: str, end: int, written: str) -> int:
    """The end including the last dot of "U.S." and the bracket of "Congo (Brazzaville)"."""
    return end + 1 if written.endswith((".", ")")) and text[end : end + 1] == written[-1] else end


def _fits_case(text: str, words: list[Word], shapes: tuple[str, ...]) -> bool:
    """Acronyms letter by letter; capitalised words capitalised, save after a hyphen; the rest in any case."""
    for index, (word, shape) in enumerate(zip(words, shapes, strict=True)):
        written = text[word.start : word.end]
        if written == shape:
            continue
        if shape.isupper() and 1 < len(shape) <= _LONGEST_ACRONYM:
            return False
        after_hyphen = index > 0 and text[word.start - 1] in "-‐‑–"
        if shape[0].isupper() and not written[0].isupper() and not after_hyphen:
            return False
        if not shape[0].isupper() and not (written.islower() or written.istitle() or written.isupper()):
            return False
    return True
