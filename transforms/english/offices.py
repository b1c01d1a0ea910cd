"""Who holds an office, and of which body: surnames beside an office, "the leaders" after "NATO leaders"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from schemas.country_names import is_state
from transforms.words.actors import ActorMention

_OFFICES = frozenset("leaders ministers ambassadors".split())
_BARE = _OFFICES | {"the", "these", "all", "its", "s"}
_BEHIND = re.compile(r"(?:[’']s?)? (?P<office>\w+)")


def find_body(tokens: set[str], texts: Iterable[tuple[str, Sequence[ActorMention]]]) -> tuple[str, ...]:
    """The organisation whose leaders or ministers some text has named first, where a phrase says no more than that."""
    offices = tokens & _OFFICES
    for text, mentions in texts if offices and tokens <= _BARE else ():
        for mention in (m for m in mentions if not is_state(m.actor_id)):
            behind = _BEHIND.match(text, mention.end)
            words = {behind["office"] if behind else "", text[mention.start : mention.end].split()[-1]}
            if words & offices:
                return (mention.actor_id,)
    return ()


_NAME_BESIDE = re.compile(r",? (?:(?:[A-Z][\w’'-]+|[A-Z]\.) ){1,3}([A-Z][\w’'-]+)")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+ ([A-Z][\w’'-]+), (?:the )?$")


def list_surnames(text: str, start: int, end: int) -> Iterator[str]:
    """The surnames that stand in, behind or before a mention of an office."""
    last = text[start:end].split()[-1].removesuffix("'s").removesuffix("’s")
    beside, before = _NAME_BESIDE.match(text, end), _NAME_BEFORE.search(text[max(0, start - 60) : start])
    yield from (name for name in (last, beside and beside[1], before and before[1]) if name and name.istitle())
