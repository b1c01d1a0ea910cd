"""The rules of the languages that are read on the surface (`rules/fr.yml`, `rules/de.yml`).

A rule has an id, an example that it must find and a counter-example that it must not, as the rules for English have.
`{share}` in a match is a share of GDP; `{inf}`, `{pres}` and the like are the forms of the verbs that the rule names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.terms import list_terms
from transforms.rule_book import Example, RuleError

LANGUAGES = ("de", "fr")
ROLES = ("mutual", "join", "own")
_FOLDER = Path(__file__).parent.parent / "rules"
_REQUIRED = {"id", "match", "verbs", "roles", "unless", "example", "counter"}
_BRACES = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class SurfaceRule:
    """A trigger of one kind; `tenses` say what the forms of its verbs mean, in the order in which they count.

    `near` and `unless` are tested on the sentence. `roles`: all take part (`mutual`), one says that it takes part
    (`join`), or the subject does it alone (`own`).
    """

    rule_id: str
    kind: str
    match: re.Pattern[str]
    roles: str
    near: re.Pattern[str] | None
    unless: re.Pattern[str]
    tenses: Mapping[str, re.Pattern[str]]
    example: Example
    counter: Example


@dataclass(frozen=True, slots=True)
class SurfaceBook:
    """All that one language's file says."""

    language: str
    rules: tuple[SurfaceRule, ...]
    predicates: Mapping[str, re.Pattern[str]]
    must: re.Pattern[str]
    future_in_past: bool
    patterns: Mapping[str, re.Pattern[str]]
    quantities: Mapping[str, re.Pattern[str]]
    number: str
    numbers: Mapping[str, int]
    counts: Mapping[str, int]
    dates: Mapping[str, re.Pattern[str]]
    months: tuple[str, ...]
    seasons: Mapping[str, str]
    weekdays: tuple[str, ...]
    domains: Mapping[str, re.Pattern[str]]
    acts: Mapping[str, re.Pattern[str]]


@cache
def load_book(language: str) -> SurfaceBook:
    """The rules of a language of `LANGUAGES`. Raises `RuleError`."""
    path = _FOLDER / f"{language}.yml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    words = {"number": rf"(?:\d+(?:,\d+)?|{'|'.join(loaded['numbers'])})", "gap": loaded["patterns"]["gap"]}
    words["share"] = words["number"] + loaded["quantities"]["percent"] + loaded["quantities"]["gdp"]
    forms = {name: "|".join(_list_forms(loaded, name)) for name in ("inf", *loaded["columns"])}
    dates = loaded["dates"]
    times = {
        "month": "(?:" + "|".join(dates["months"]) + ")",
        "season": "(?:" + "|".join(dates["seasons"]) + ")",
        "year": r"(?:19|20)\d\d",
    }
    return SurfaceBook(
        language,
        tuple(_make_rule(path.name, row, loaded, words) for row in loaded["rules"]),
        _compile_all(loaded["predicates"], {**words, **forms}),
        _compile(rf"\b(?:{loaded['must']})\b", {}),
        bool(loaded["future_in_past"]),
        {name: _compile(pattern, words) for name, pattern in loaded["patterns"].items()},
        {name: _compile(pattern, words) for name, pattern in loaded["quantities"].items()},
        words["number"],
        loaded["numbers"],
        loaded["counts"],
        {name: _compile(pattern, times) for name, pattern in dates.items() if isinstance(pattern, str)},
        tuple(dates["months"]),
        dates["seasons"],
        tuple(dates["weekdays"]),
        {name: _compile(pattern, {}) for name, pattern in loaded["domains"].items()},
        {name: _compile(pattern, {}) for name, pattern in loaded["acts"].items()},
    )


def _list_forms(loaded: Mapping[str, Any], column: str, verbs: str | None = None) -> list[str]:
    """The forms of one column of the table of verbs; the infinitive is the name of its row."""
    names = verbs.split() if verbs is not None else [*loaded["verbs"]]
    if column == "inf":
        return names
    place = loaded["columns"].index(column)
    return [loaded["verbs"][name].split(" / ")[place] for name in names]


def _make_rule(file: str, row: Mapping[str, Any], loaded: Mapping[str, Any], words: Mapping[str, str]) -> SurfaceRule:
    where = f"{file}, rule {row.get('id')}"
    if not _REQUIRED <= set(row) <= _REQUIRED | {"near"}:
        raise RuleError(f"{where}: keys are {sorted(row)}: give {sorted(_REQUIRED)}, and `near` where it is needed")
    kind = str(row["id"]).split(".")[0]
    if kind not in list_terms("kinds") or row["roles"] not in ROLES:
        raise RuleError(f"{where}: kind {kind!r} or roles {row['roles']!r} is unknown: spell it as the lists do")
    try:
        forms = {name: "|".join(_list_forms(loaded, name, row["verbs"])) for name in ("inf", *loaded["columns"])}
    except KeyError as error:
        raise RuleError(f"{where}: the table of verbs does not have {error}: add it or spell it right") from error
    example = row["example"]
    return SurfaceRule(
        row["id"],
        kind,
        _compile(rf"(?<!\w)(?:{row['match']})", words),
        row["roles"],
        _compile(row["near"], {}) if "near" in row else None,
        _compile(row["unless"], {}),
        _compile_all(loaded["tenses"], {**words, **forms}),
        Example(example["text"], tuple(example["parties"]), (), example["standing"]),
        Example(row["counter"]),
    )


def _compile_all(patterns: Mapping[str, str], words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Patterns of whole words."""
    return {name: _compile(rf"(?<![\w-])(?:{pattern})(?!\w)", words) for name, pattern in patterns.items()}


def _compile(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(_BRACES.sub(lambda match: words[match.group(1)], pattern))
    except (re.error, KeyError) as error:
        raise RuleError(f"pattern {pattern!r}: {error}: mend it") from error
