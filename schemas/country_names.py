"""States by the names that tables of statistics write: `Korea, South`, `Congo, Dem. Rep.`, `Slovak Republic*`.

The names are those of the actor register; this module only undoes what tables do to them: what comes after a comma is
moved to the front, `Rep.` is written out, footnote marks, accents, `the` and `of` are left out.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache

from schemas.registers import list_names, load_actors, load_former_states

_FOOTNOTE = re.compile(r"(?:\s*(?:[*†‡§¶‖]|(?<!\d)\d{1,2}(?!\d)|\(\w\)))+\s*$")
_LENGTH_MAX = 200
"""Characters; what is longer names no state, and is not worth a long look."""
_WORD = re.compile(r"\w+")
_WRITTEN_OUT = {"rep": "republic", "dem": "democratic", "saint": "st", "ft": "former"}
_LEFT_OUT = frozenset("the of and".split())
_OF_SEVERAL = frozenset({("america",), ("congo",), ("korea",)})
"""What people say for one state and tables for two, or for a continent."""


def find_state(written: str) -> str | None:
    """The id of the state that a table's row is about; None for a region, a group, or a state that is gone."""
    if is_former_state(written):
        return None
    ids = _load_ids_by_name().get(_simplify(written), frozenset())
    return next(iter(ids)) if len(ids) == 1 else None


def is_former_state(written: str) -> bool:
    """Whether the name is that of a state which no longer exists."""
    return _simplify(written) in _load_former_names()


@cache
def load_state_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes of states and territories, and that of Kosovo."""
    states = (actor.actor_id for actor in load_actors() if actor.actor_type == "state")
    return frozenset(code for code in states if len(code) == 3)


def is_state(actor_id: str) -> bool:
    """Whether an actor is a state by the registers, whatever the length of its id: JEF and GCC are none."""
    return actor_id in load_state_codes()


@cache
def _load_ids_by_name() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for actor in load_actors():
        if actor.actor_id in load_state_codes():
            for name in list_names(actor):
                found[_simplify(name)].add(actor.actor_id)
    return {name: frozenset(ids) for name, ids in found.items() if name not in _OF_SEVERAL}


@cache
def _load_former_names() -> frozenset[tuple[str, ...]]:
    return frozenset(_simplify(name) for names in load_former_states().values() for name in names)


def _simplify(written: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in the order of speech."""
    first, _, rest = _FOOTNOTE.sub("", written.strip()[:_LENGTH_MAX]).partition(",")
    plain = unicodedata.normalize("NFKD", f"{rest} {first}".casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace(".", "")
    words = (_WRITTEN_OUT.get(word, word) for word in _WORD.findall(letters.replace("'", "").replace("’", "")))
    return tuple(word for word in words if word not in _LEFT_OUT)
