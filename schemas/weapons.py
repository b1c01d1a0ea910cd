"""Weapons that texts call by their name, and whose industry makes them (`vocabulary/weapons.yml`)."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "vocabulary" / "weapons.yml"
SORTS = ("arm", "craft")


@cache
def load_weapons() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Name -> its sort and the ids of the states whose industry makes it."""
    loaded = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        name.replace("_", " "): (sort, tuple(makers.split()))
        for sort in SORTS
        for makers, names in loaded[sort].items()
        for name in names.split()
    }


@cache
def weapon_names(*sorts: str) -> str:
    """A pattern of the names of some sorts: with their capitals, a plural and a model number."""
    names = sorted((name for name, (sort, _) in load_weapons().items() if sort in sorts), key=len, reverse=True)
    return rf"(?-i:(?:{'|'.join(re.escape(name) for name in names)})s?(?:[ -]\d(?:[A-Z]\w*)?)?)"


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<name>{weapon_names(*SORTS)})(?![\w-])")


def find_weapons(text: str) -> frozenset[str]:
    """The weapons that a text names; one with a longer name ("F-35A") by the shorter one as well."""
    names = {match["name"] for match in _any_name().finditer(text)}
    return frozenset(known for name in names for known in load_weapons() if name.startswith(known))


def find_makers(text: str) -> frozenset[str]:
    """The makers of all weapons that a text names."""
    return frozenset(maker for known in find_weapons(text) for maker in load_weapons()[known][1])
