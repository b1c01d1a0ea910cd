"""The registers of `vocabulary/`: states, organisations, memberships, office holders, exercises, agreements.

They are closed lists, read once. Every loader gives frozen rows in the order of its file, except that
`load_actors` is sorted by id. A malformed register is a mistake of ours and raises `RegisterError`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "vocabulary"


class RegisterError(ValueError):
    """A register contradicts itself or its shape; the message names the file, the entry and the remedy."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or an organisation and the words that stand for it.

    `territory_of` is the owner of a territory ("none" where it is disputed): a territory is a place, never an actor.
    `region` is where a state lies, None for an organisation and for Antarctica. Source: United Nations, standard M49.
    """

    actor_id: str
    name: str
    actor_type: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    territory_of: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership; both days inclusive, `left_on` None while it lasts."""

    organisation_id: str
    member_id: str
    joined_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office for which actor; both days inclusive, `left_on` None while it lasts.

    A monarch has no surname: "Charles" alone is anybody.
    """

    actor_id: str
    office: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]
    took_on: date
    left_on: date | None
    is_household_name: bool

    def is_held_on(self, day: date) -> bool:
        """Whether the office was held on this day."""
        return self.took_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A named agreement, programme, exercise series or mechanism.

    `parties` are fixed parties, or an exercise's regular participants (`is_series`); `is_generic` where several
    pairs of states have one of the same name (an ACSA, a status-of-forces agreement).
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    domains: tuple[str, ...]
    is_generic: bool
    is_series: bool
    host: str | None = None


@cache
def load_actors() -> tuple[Actor, ...]:
    """All states, territories and organisations, sorted by id."""
    states, names = read_register("states"), read_register("forces")
    _expect(set(names) <= set(states), "forces", sorted(set(names) - set(states)), "use ids of states.yml")
    regions = {state: region for region, group in read_register("regions").items() for state in group}
    _expect(set(regions) <= set(states), "regions", sorted(set(regions) - set(states)), "use ids of states.yml")
    extra = {actor_id: {**names.get(actor_id, {}), "region": regions.get(actor_id)} for actor_id in states}
    found = [_make_state(actor_id, {**row, **extra[actor_id]}) for actor_id, row in states.items()]
    found += [_make_organisation(actor_id, row) for actor_id, row in read_register("organisations").items()]
    return tuple(sorted(found, key=lambda actor: actor.actor_id))


@cache
def load_memberships() -> tuple[Membership, ...]:
    """Who belonged to what, from when to when."""
    found = tuple(
        _make_membership(organisation_id, member_id, days)
        for organisation_id, row in read_register("organisations").items()
        for member_id, days in row.get("members", {}).items()
    )
    known = {actor.actor_id for actor in load_actors()}
    strangers = sorted({member.member_id for member in found} - known)
    _expect(not strangers, "organisations", strangers, "use ids of states.yml")
    return found


@cache
def members_on(organisation_id: str, day: date) -> frozenset[str]:
    """Members of an organisation on a day; empty where its members are not kept."""
    return frozenset(
        row.member_id
        for row in load_memberships()
        if row.organisation_id == organisation_id
        and row.joined_on <= day
        and (row.left_on is None or day <= row.left_on)
    )


@cache
def load_offices() -> tuple[Office, ...]:
    """Heads of state and government, defence and foreign ministers, heads of organisations."""
    return tuple(
        _make_office(actor_id, office, row)
        for actor_id, offices in read_register("leaders").items()
        for office, rows in offices.items()
        for row in rows
    )


@cache
def load_instruments() -> tuple[Instrument, ...]:
    """Agreements, programmes and mechanisms, then exercise series."""
    agreements = (_make_instrument(name, row, False) for name, row in read_register("agreements").items())
    exercises = (_make_instrument(name, row, True) for name, row in read_register("exercises").items())
    return (*agreements, *exercises)


@cache
def load_sites() -> Mapping[str, tuple[str, ...]]:
    """Towns, ports and bases by the state on whose soil they are, its capitals among them."""
    sites = {state: tuple(names) for state, names in read_register("sites").items()}
    capitals = {actor.actor_id: actor.capitals for actor in load_actors()}
    return {state: (*sites.get(state, ()), *capitals.get(state, ())) for state in {*sites, *capitals}}


@cache
def load_places() -> Mapping[str, tuple[str, ...]]:
    """Names that contain an actor's name and are none: seas, wars, newspapers; by sort."""
    return {sort: tuple(names) for sort, names in read_register("places").items()}


@cache
def load_shared_names() -> frozenset[str]:
    """Names of institutions that several states have; one counts only in a text that names its state otherwise."""
    return frozenset(name for names in read_register("shared_names").values() for name in names)


@cache
def load_former_states() -> Mapping[str, tuple[str, ...]]:
    """Names of states that no longer exist, by what became of them."""
    return {state: tuple(names) for state, names in read_register("former_states").items()}


def read_register(name: str) -> dict[str, Any]:
    """One file of `vocabulary/`, as it stands. Raises `RegisterError` where it is no mapping."""
    path = _FOLDER / f"{name}.yml"
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    _expect(isinstance(loaded, dict), name, type(loaded).__name__, "write a mapping of ids")
    return dict(loaded)


def _expect(is_right: bool, name: str, found: object, remedy: str) -> None:
    if not is_right:
        raise RegisterError(f"register vocabulary/{name}.yml is wrong at {found}: {remedy}")


def _make_state(actor_id: str, row: Mapping[str, Any]) -> Actor:
    lists = {
        key: tuple(row.get(key, ())) for key in ("aliases", "demonyms", "capitals", "metonyms", "forces", "ministries")
    }
    territory_of, region = row.get("territory_of"), row.get("region")
    return Actor(actor_id, row["name"], "state", territory_of=territory_of, region=region, **lists)


def _make_organisation(actor_id: str, row: Mapping[str, Any]) -> Actor:
    return Actor(
        actor_id,
        row["name"],
        "organisation",
        aliases=tuple(row.get("aliases", ())),
        metonyms=tuple(row.get("organs", ())),
        groups=tuple(row.get("group", ())),
        anaphors=tuple(row.get("anaphors", ())),
    )


def _make_membership(organisation_id: str, member_id: str, days: date | list[date]) -> Membership:
    joined_on, left_on = (days, None) if isinstance(days, date) else (days[0], days[1])
    return Membership(organisation_id, member_id, joined_on, left_on)


def _make_office(actor_id: str, office: str, row: list[Any]) -> Office:
    _expect(2 <= len(row) <= 4, "leaders", [actor_id, office, row], "write [names, first day, last day, household?]")
    written, took_on, left_on, flag = (*row, None, None)[:4]
    parts = [_split_name(name) for name in written.split(" / ")]
    full = [surname for name, surname in parts if not name.startswith(("King ", "Queen "))]
    names, surnames = tuple(name for name, _ in parts), (*full, *map(_drop_article, full))
    return Office(actor_id, office, names, tuple(dict.fromkeys(surnames)), took_on, left_on, flag == "household")


def _split_name(written: str) -> tuple[str, str]:
    """Name and surname of a name whose surname is written in capitals: `XI Jinping`, `Ursula VON DER LEYEN`."""
    words = written.split()
    capital = [word for word in words if word == word.upper() and len(word) > 1 and not word.endswith(".")]
    _expect(bool(capital), "leaders", written, "write the surname in capitals")
    plain = {word: _capitalise(word) for word in capital}
    surname = " ".join(plain.values())
    return " ".join(plain.get(word, word) for word in words), surname


_PARTICLES = {"VON": "von", "DER": "der", "DE": "de", "LA": "la", "VAN": "van", "DEN": "den", "BIN": "bin", "AL": "al"}


def _drop_article(surname: str) -> str:
    """`Assad` for `al-Assad`."""
    return surname[3:] if surname.startswith(("al-", "el-")) else surname


def _capitalise(word: str) -> str:
    if word in _PARTICLES:
        return _PARTICLES[word]
    if word.startswith(("AL-", "EL-")):
        return word[:3].lower() + _capitalise(word[3:])
    if word.startswith("MC"):
        return "Mc" + word[2:].capitalize()
    return "-".join(part.capitalize() for part in word.split("-"))


def _make_instrument(name: str, row: Mapping[str, Any], is_series: bool) -> Instrument:
    return Instrument(
        name,
        tuple(row.get("aliases", ())),
        row.get("kind", "joint_training"),
        tuple(sorted(row.get("parties", ()))),
        tuple(sorted(row.get("domains", ()))),
        bool(row.get("generic", False)),
        is_series,
        row.get("host"),
    )


def list_names(actor: Actor) -> Iterator[str]:
    """Every name of an actor that is no demonym, capital, force or ministry."""
    yield actor.name
    yield from actor.aliases
