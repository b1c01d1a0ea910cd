"""The words that stand for actors, gathered from the registers into one trie."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.registers import Actor, Office, list_names, load_actors, load_offices, load_places
from transforms.words.phrases import Trie

PREFIXES = frozenset(
    "Sino Indo Russo Franco Anglo Dano Italo Greco Fil Nippo Turko Germano Finno Hispano Belgo".split()
)

_ENGLISH_WORDS = frozenset({"No", "To"})  # surnames that count in a full name only


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase stands for: an actor in a form, a place (no actor), or office holders."""

    form: str
    actor_id: str = ""
    offices: tuple[Office, ...] = ()


@cache
def load_lexicon() -> Trie[Sense]:
    """All phrases with their senses; of two senses of one phrase the first given counts."""
    return Trie((*_list_place_senses(), *_list_actor_senses(), *_list_leader_senses()))


def _list_place_senses() -> Iterator[tuple[str, Sense]]:
    place = Sense("place")
    for names in load_places().values():
        yield from ((name, place) for name in names)
    for actor in load_actors():
        if actor.territory_of:
            yield from ((name, place) for name in list_names(actor))


def _list_actor_senses() -> Iterator[tuple[str, Sense]]:
    for actor in load_actors():
        if not actor.territory_of:
            yield from _list_senses_of(actor)


def _list_senses_of(actor: Actor) -> Iterator[tuple[str, Sense]]:
    is_state = actor.actor_type == "state"
    yield from ((name, Sense("name" if is_state else "organisation", actor.actor_id)) for name in list_names(actor))
    yield from ((word, Sense("prefix" if word in PREFIXES else "demonym", actor.actor_id)) for word in actor.demonyms)
    plain = (
        ("capital", actor.capitals),
        ("metonym" if is_state else "organisation", actor.metonyms),
        ("force", actor.forces),
        ("ministry", actor.ministries),
        ("group", actor.groups),
        ("anaphor", actor.anaphors),
    )
    for form, words in plain:
        yield from ((word, Sense(form, actor.actor_id)) for word in words)


def _list_leader_senses() -> Iterator[tuple[str, Sense]]:
    full: dict[str, list[Office]] = {}
    short: dict[str, list[Office]] = {}
    for office in load_offices():
        for name in office.names:
            full.setdefault(name, []).append(office)
        for surname in (name for name in office.surnames if name not in _ENGLISH_WORDS):
            short.setdefault(surname, []).append(office)
    yield from ((name, Sense("leader", offices=tuple(offices))) for name, offices in full.items())
    yield from ((name, Sense("surname", offices=tuple(offices))) for name, offices in short.items())
