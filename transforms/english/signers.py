"""Who stands behind a document: "we" of a joint statement, of a ministry's text, of an alliance's declaration."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.country_names import is_state
from transforms.words.actor_lists import ActorList
from transforms.words.actors import ActorMention, find_actors

_JOINT_TITLE = re.compile(
    r"\b(?:joint|declaration|communiqu|statement by|leaders|readout|trilateral|bilateral|summit|quad|agreement|treaty)",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:readout|meeting|meets?|met|calls?|talks|summit|visits?|visiting|receives|welcomes|hosts) ?\b", re.IGNORECASE
)
_SIGNERS = re.compile(r"\b(?:by|from|between|among)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:on|regarding|about|concerning|following|marking|condemning|welcoming|after)\b", re.IGNORECASE
)
_WE_THE = re.compile(
    r"\W*(?:\d+\W+)?We, (?:the )?(?P<signers>.{10,800}?),? (?:gathered|assembled|convened|met|meeting|having|have)\b",
    re.DOTALL,
)
"""How a declaration begins that says at once who signs it."""
_FIRST = 600
"""Characters within which a list of actors is that of the signers."""


@dataclass(frozen=True)
class Opening:
    """What says who signs a text: its title, its first words, and the actors in it."""

    text: str
    title: str
    published_on: date
    mentions: Sequence[ActorMention]
    lists: Sequence[ActorList]


def is_joint(title: str) -> bool:
    """Whether a title is that of a statement of several."""
    return bool(_JOINT_TITLE.search(title))


def find_signatories(opening: Opening, publisher: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a joint title, else the publisher, else the first named."""
    if len(signers := _read_first_words(opening)) > 1:
        return signers
    named = _read_title(opening)
    if len(named) == 1 and _MEETING.search(opening.title) and publisher:
        return _distinct((*publisher[:1], *named))
    if len(named) < 2 and len(publisher) > 1:  # the ministries that publish it together
        return publisher
    organisations = [m.actor_id for m in opening.mentions[:6] if not is_state(m.actor_id)]
    first = tuple(organisations[:1]) or tuple(m.actor_id for m in opening.mentions[:1])
    if not is_joint(opening.title) and len(named) < 2:
        return publisher or named or first
    if len(named) > 1:
        return named
    listed = next((found.actor_ids for found in opening.lists if found.start < _FIRST), ())
    return listed or named or first


def _read_first_words(opening: Opening) -> tuple[str, ...]:
    """Those of "We, the ministers of A, B and C, have met"."""
    match = _WE_THE.match(opening.text)
    if match is None:
        return ()
    return _distinct(m.actor_id for m in opening.mentions if match.start("signers") <= m.start < match.end("signers"))


def _read_title(opening: Opening) -> tuple[str, ...]:
    """Whose statement it is: those behind "by" or "from", else those before "on"."""
    parts = _SIGNERS.split(opening.title, maxsplit=1)
    words = _SUBJECT.split(parts[-1], maxsplit=1)[0]
    signers = _distinct(m.actor_id for m in find_actors(words, opening.published_on))
    return signers or _distinct(m.actor_id for m in find_actors(opening.title, opening.published_on))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
