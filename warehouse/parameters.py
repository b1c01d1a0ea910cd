"""Parameters of questions: a type each, so that a value that does not fit is refused before anything is asked.

    Parameter: actor actor = JPN (who)
    Parameter: kind kind or any = any (what is promised)
    Parameter: stage held|planned or any = any (one of these)

`or any` makes a word stand for "no limit": the statement gets null. Closed lists come from `schemas/`; an actor may be
written by its id, its English name or another name of the register; sources, instruments and series are those that the
warehouse holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import duckdb

from schemas.columns import COMMITMENT_ID
from schemas.registers import Actor, list_names, load_actors, load_instruments
from schemas.terms import list_terms
from warehouse.errors import QueryError, WarehouseError
from warehouse.reading import suggest_near

Value = str | int | float | date | datetime | None

TERMS = {
    "kind": "kinds",
    "standing": "standings",
    "delivery": "deliveries",
    "domain": "domains",
    "reason": "rejected_candidates",
    "region": "regions",
}
"""Types whose values are a closed list of the vocabulary."""

LISTED = {
    "source": "select source_id from sources order by all",
    "instrument": "select distinct instrument from commitments where instrument is not null order by all",
    "series": "select distinct series from indicators order by all",
}
"""Types whose values are what the warehouse holds."""

_DECLARED = re.compile(r"^(\w+) ([\w|]+)(?: or (\w+))? = (.+?) \((.+)\)$")
_ID = re.compile(COMMITMENT_ID.pattern or "")
_YEARS = (1900, 2100)
_ROWS_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: its type, the word that stands for "no limit" if there is one, and its default."""

    name: str
    type: str
    open_word: str | None
    default: str
    meaning: str

    def __str__(self) -> str:
        sort = "choice" if "|" in self.type else self.type
        return f"{self.name}={self.default}" if sort == self.name else f"{self.name}:{sort}={self.default}"

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it may have, where they are a closed list; without the word for "no limit"."""
        return tuple(self.type.split("|")) if "|" in self.type else list_allowed(self.type)


def declare_parameter(place: str, text: str) -> Parameter:
    """Read a `Parameter:` line. Raises `WarehouseError` where it is not well formed or its default does not fit."""
    found = _DECLARED.match(text)
    if not found:
        raise WarehouseError(f"{place}: parameter {text!r}: write it as `name type = default (meaning)`")
    parameter = Parameter(*found.groups())
    if "|" not in parameter.type and parameter.type not in {*TERMS, *LISTED, *CONVERTERS}:
        raise WarehouseError(f"{place}: no type {parameter.type!r}: use one of {', '.join(list_types())}")
    try:
        read_value(parameter, parameter.default)
    except QueryError as error:
        raise WarehouseError(f"{place}: default of {error}") from error
    return parameter


def list_types() -> list[str]:
    """All types that a parameter may have, besides a list of values with `|`."""
    return sorted({*TERMS, *LISTED, *CONVERTERS})


def list_allowed(sort: str) -> tuple[str, ...]:
    """The values of a closed list of the vocabulary; empty for another type."""
    return list_terms(TERMS[sort]) if sort in TERMS else ()


def read_value(parameter: Parameter, given: object) -> Value:
    """The value of a parameter as the statement needs it. Raises `QueryError` that says what would fit."""
    text = "" if given is None else str(given).strip()
    if parameter.open_word and text.casefold() in {"", parameter.open_word}:
        return None
    try:
        if parameter.values:
            return _read_term(text, parameter.values)
        return CONVERTERS.get(parameter.type, _read_text)(text)
    except ValueError as error:
        also = f", or {parameter.open_word}" if parameter.open_word else ""
        raise QueryError(f"{parameter.name}={text}: {error}{also}") from None


def check_listed(con: duckdb.DuckDBPyConnection, parameter: Parameter, value: Value) -> Value:
    """The value as the warehouse writes it, for a type whose values the warehouse holds: by name, or a part of one.

    Raises `QueryError` with what it holds.
    """
    if parameter.type not in LISTED or not isinstance(value, str):
        return value
    if parameter.type == "instrument" and (known := _instruments().get(value.casefold())):
        return known
    held = [row[0] for row in con.execute(LISTED[parameter.type]).fetchall()]
    exact = [name for name in held if name.casefold() == value.casefold()]
    near = exact or [name for name in held if value.casefold() in name.casefold()]
    if len(near) == 1:
        return str(near[0])
    raise QueryError(f"{parameter.name}={value}: no such {parameter.type}: {suggest_near(value, near or held)}")


def write_literal(value: Value) -> str:
    """A value as it stands in SQL."""
    if value is None:
        return "null"
    if isinstance(value, datetime):
        return f"timestamptz '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    return str(value) if isinstance(value, int | float) else "'" + value.replace("'", "''") + "'"


def _read_term(text: str, allowed: tuple[str, ...]) -> str:
    word = text.casefold().replace(" ", "_").replace("-", "_")
    found = {value.casefold(): value for value in allowed}.get(word)
    if found is None:
        raise ValueError(f"not in the list: {suggest_near(word, list(allowed))}")
    return found


def _read_actor(text: str) -> str:
    found = _actors().get(text.casefold())
    if found is None:
        raise ValueError(f"no such actor: {_suggest_actor(text, _actors())}")
    return found


def _read_state(text: str) -> str:
    states = {name: actor for name, actor in _actors().items() if actor in _states()}
    found = states.get(text.casefold())
    if found is None:
        raise ValueError(f"no such state: {_suggest_actor(text, states)}")
    return found


def _suggest_actor(text: str, known: Mapping[str, str]) -> str:
    near = suggest_near(text.casefold(), list(known), most=3, rest=0)
    ids = dict.fromkeys(known[name] for name in near.removeprefix("did you mean ").split(", ") if name in known)
    shown = [one if _names()[one] == one else f"{one} ({_names()[one]})" for one in ids]
    hint = f"did you mean {' or '.join(shown)}? " if ids else ""
    return f"{hint}write an id of the table actors (JPN, NATO) or an English name"


def _read_date(text: str) -> date:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    raise ValueError(f"no day: write it as YYYY-MM-DD{_suggest_day(text)}")


def _suggest_day(text: str) -> str:
    parts = re.fullmatch(r"(\d{4})\D?(\d{1,2})?\D?(\d{1,2})?", text)
    if not parts:
        return ", as 2026-01-31"
    year, month, day = (int(part or 1) for part in parts.groups())
    try:
        return f", as {date(year, month, day).isoformat()}"
    except ValueError:
        return ", as 2026-01-31"


def _read_moment(text: str) -> datetime:
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(f"no moment: write it as YYYY-MM-DD or YYYY-MM-DD HH:MM{_suggest_day(text)}")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_integer(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,12}", text):
        raise ValueError("no whole number")
    if not low <= int(text) <= high:
        raise ValueError(f"not between {low} and {high}")
    return int(text)


def _read_number(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        near = text.replace(",", ".").rstrip("% ")
        hint = f", as {near}" if re.fullmatch(r"\d+(\.\d+)?", near) else ", as 2.5"
        raise ValueError(f"no number: write it with a decimal point{hint}")
    return float(text)


def _read_commitment(text: str) -> str:
    if not (text.startswith("c-") and _ID.match(text)):
        raise ValueError("no id of a commitment: it begins with c-, as every answer shows it")
    return text


def _read_text(text: str) -> str:
    if not text:
        raise ValueError("no text")
    return text


CONVERTERS: Mapping[str, Callable[[str], Value]] = {
    "actor": _read_actor,
    "commitment": _read_commitment,
    "date": _read_date,
    "days": lambda text: _read_integer(text, 0, 36_500),
    "integer": lambda text: _read_integer(text, 0, 10**9),
    "limit": lambda text: _read_integer(text, 1, _ROWS_MAX),
    "moment": _read_moment,
    "number": _read_number,
    "state": _read_state,
    "text": _read_text,
    "year": lambda text: _read_integer(text, *_YEARS),
}
"""How a value of each other type is read; each raises `ValueError` with what would fit."""


@cache
def _actors() -> Mapping[str, str]:
    """Ids of actors by id, name and other names, in lower case; an id wins over a name."""
    names = [(name, actor.actor_id) for actor in load_actors() for name in _list_written(actor)]
    ids = [(actor.actor_id, actor.actor_id) for actor in load_actors()]
    return {name.casefold(): actor_id for name, actor_id in [*names, *ids]}


def _list_written(actor: Actor) -> list[str]:
    return [name for name in list_names(actor) if len(name) > 1]


@cache
def _states() -> frozenset[str]:
    return frozenset(actor.actor_id for actor in load_actors() if actor.actor_type == "state")


@cache
def _names() -> Mapping[str, str]:
    return {actor.actor_id: actor.name for actor in load_actors()}


@cache
def _instruments() -> Mapping[str, str]:
    """Names of instruments by name and alias, in lower case."""
    return {
        name.casefold(): instrument.name
        for instrument in load_instruments()
        for name in (*instrument.aliases, instrument.name)
    }
