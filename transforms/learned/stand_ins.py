"""Text as the model reads it: names of states give way to a few stand-ins, so that no answer hangs on who is named.

The first state of a window is France wherever it is named, the second Japan, and so on; adjectives, capitals, leaders,
forces and ministries follow. What is said of Peru and Chile is so judged exactly as what is said of any other two.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.country_names import is_state
from transforms.words.actors import ActorMention

STATES = (
    ("France", "French", "Paris"), ("Japan", "Japanese", "Tokyo"), ("Brazil", "Brazilian", "Brasilia"),
    ("India", "Indian", "Delhi"), ("Germany", "German", "Berlin"), ("Canada", "Canadian", "Ottawa"),
    ("Norway", "Norwegian", "Oslo"), ("Kenya", "Kenyan", "Nairobi"), ("Chile", "Chilean", "Santiago"),
    ("Egypt", "Egyptian", "Cairo"),
)  # fmt: skip
"""Name, adjective and capital; with more states than these they come again."""
_OFFICE = re.compile(
    r"\b(prime minister|defen[cs]e minister|foreign minister|president|minister|chancellor|secretary|king|premier|emir|"
    r"crown prince|general|admiral|ambassador|commander|chief)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a window and the offsets of the text that it stands for; `actor_id` of a name, `number` its place in
    the order in which the window first names its actors, from 1."""

    words: str
    start: int
    end: int
    actor_id: str = ""
    number: int = 0


def split_window(
    text: str, start: int, end: int, mentions: Iterable[ActorMention], states: Sequence[int] = range(len(STATES))
) -> Iterator[Piece]:
    """The pieces of `text[start:end]` in order; `states` says in which order stand-ins are taken."""
    numbers: dict[str, int] = {}
    position = start
    for mention in mentions:
        if mention.start < position or mention.end > end:
            continue
        number = numbers.setdefault(mention.actor_id, len(numbers) + 1)
        if position < mention.start:
            yield Piece(text[position : mention.start], position, mention.start)
        words = text[mention.start : mention.end]
        if is_state(mention.actor_id):
            words = _stand_in(words, mention.form, STATES[states[(number - 1) % len(states)]])
        yield Piece(words, mention.start, mention.end, mention.actor_id, number)
        position = mention.end
    if position < end:
        yield Piece(text[position:end], position, end)


def _stand_in(words: str, form: str, state: tuple[str, str, str]) -> str:
    """What stands for a name of its form; words that name nobody ("the Alliance", "the ministry") stay."""
    name, adjective, capital = state
    if form in ("name", "demonym"):
        return name if form == "name" else adjective
    if form in ("capital", "metonym"):
        return capital
    if form == "leader":
        office = _OFFICE.search(words)
        return f"{adjective} {office[1].lower() if office else 'minister'}"
    if form == "force":
        return f"{adjective} {_WORD.findall(words)[-1].lower() if _WORD.search(words) else 'forces'}"
    return f"{adjective} defence ministry" if form == "ministry" else words
