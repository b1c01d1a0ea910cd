"""Windows of a text: some sentences that are judged together, with those before them that they speak on from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.words.segments import Sentence

WIDTH, BEFORE = 1000, 600
"""Characters of a window, and of what stands before the sentences that it judges."""
SENTENCES_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Span:
    """The sentences `first` to `last` of a text are judged, read from sentence `start` on."""

    start: int
    first: int
    last: int


def list_spans(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The windows of a text in order: every sentence is judged in one of them."""
    first = 0
    while first < len(sentences):
        start = last = first
        while _may_begin(sentences, start - 1, first):
            start -= 1
        while last + 1 < len(sentences) and sentences[last + 1].end - sentences[start].start < WIDTH:
            last += 1
        yield Span(start, first, last)
        first = last + 1


def _may_begin(sentences: Sequence[Sentence], start: int, first: int) -> bool:
    is_near = first - start <= SENTENCES_BEFORE
    return start >= 0 and is_near and sentences[first].end - sentences[start].start < BEFORE
