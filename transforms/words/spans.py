"""What of an ordered list lies within a stretch of a text, in logarithmic time."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Spanned)


def items_within(items: Sequence[Item], start: int, end: int, slack: int = 0) -> list[Item]:
    """Those of some items, sorted by their start, that begin and end in `start:end`; `slack` may stand over the end."""
    found = []
    for index in range(bisect_left(items, start, key=lambda item: item.start), len(items)):
        if items[index].start >= end:
            break
        if items[index].end <= end + slack:
            found.append(items[index])
    return found
