"""The rules of extraction as data (`rules/*.yml`): which words trigger which kind, and what predicates say.

A rule has an id, an example that it must find and a counter-example that it must not; a test runs every one of them.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.registers import list_names, load_actors
from schemas.terms import list_terms
from schemas.weapons import SORTS, weapon_names
from transforms.needed_words import Needed, find_needed, hold_words, may_match

_FOLDER = Path(__file__).parent / "rules"
_FLAGS = re.IGNORECASE
ROLES = (
    "mutual",
    "partner",
    "transfer",
    "receive",
    "own",
    "supplied",
    "for",
    "send",
    "join",
    "support",
    "back",
    "clear",
    "spend",
)


class RuleError(ValueError):
    """A rule does not say what it must; the message names the file, the rule and the remedy."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the actors and the standing that a rule must find in it; nothing for a counter-example."""

    text: str
    parties: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    standing: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger of one kind: `match` on the sentence, and where given the `verbs` that must govern what it matches.

    `roles` says how actors take part (see `transforms.english.roles`); `unless` and `near` are tested on the sentence.
    `about` is tested on the whole document. `needed` are the words without which what a rule asks for cannot be there.
    `is_moved` asks that the verbs move the thing itself (see `transforms.english.movement`); `is_dated` takes a thing
    of which nothing is said but the day on which it will be; with `is_ending` what the verbs say is the end of it; with
    `is_lasting` to be it is to be bound ("has been a member since"). With `is_done` a launch is done and founds nothing
    that stands; with `is_list` the thing holds others, which are still to be given; with `is_content`
    it is in a paper or plan told before, whose owner is its own; `is_named` is the rule of what a
    register names.
    """

    rule_id: str
    kind: str
    match: re.Pattern[str]
    roles: str
    verbs: frozenset[str]
    unless: re.Pattern[str] | None
    near: re.Pattern[str] | None
    domains: tuple[str, ...]
    needs_partner: bool
    is_moved: bool
    example: Example
    counter: Example
    needed: tuple[Needed, ...] = ()
    is_dated: bool = False
    is_ending: bool = False
    is_lasting: bool = False
    is_done: bool = False
    is_list: bool = False
    is_content: bool = False
    is_named: bool = False
    about: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class PredicateBook:
    """What governing words say: lemma -> class, for verbs, nouns, adjectives and fixed phrases."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    predicative: dict[str, str]
    phrases: dict[tuple[str, str], str]
    hypothetical: frozenset[str]
    joint: frozenset[str]
    object_control: frozenset[str]
    judging: frozenset[str]
    containers: frozenset[str]
    soft: frozenset[str]
    about: frozenset[str]
    dative: frozenset[str]


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules, in the order of their files and lines. Raises `RuleError`."""
    words = _read(_FOLDER / "words.yml") | {f"named_{sort}": weapon_names(sort) for sort in SORTS}
    words |= {"state": _name_states(), "country": _name_states(demonyms=False)}
    rules = [
        _make_rule(path.stem, row, words) for path in sorted(_FOLDER.glob("kind_*.yml")) for row in _read(path)["rules"]
    ]
    ids = [rule.rule_id for rule in rules]
    if len(ids) != len(set(ids)):
        raise RuleError(f"rule ids are used twice: {sorted({name for name in ids if ids.count(name) > 1})}: rename one")
    return tuple(rules)


def make_named_rule(kind: str, roles: str, name: str = "named") -> Rule:
    """The rule that stands for all that a register names of a kind, or the model: it matches nothing by itself."""
    nothing, none = re.compile("(?!)"), Example("")
    rule_id = f"{kind}.{name}"
    return Rule(rule_id, kind, nothing, roles, frozenset(), None, None, (), False, False, none, none, is_named=True)


def _name_states(demonyms: bool = True) -> str:
    """A pattern of what states, their people (unless told not to) and their capitals are called."""
    states = [actor for actor in load_actors() if actor.actor_type == "state"]
    named = {word for actor in states for word in (*list_names(actor), *actor.capitals)}
    words = named | {word for actor in states for word in actor.demonyms if demonyms}
    return rf"(?-i:(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))}))"


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The rules that may match in a text, and which of the words that rules need it holds."""

    rules: tuple[Rule, ...]
    words: frozenset[str]


@cache
def list_all() -> Shortlist:
    """All rules, with every word that one of them needs."""
    return Shortlist(load_rules(), frozenset().union(*(words for rule in load_rules() for words in rule.needed)))


def leave_out(rule: Rule) -> Shortlist:
    """All rules but one, to see what is found without it."""
    return Shortlist(tuple(other for other in load_rules() if other is not rule), list_all().words)


def shorten(listed: Shortlist, text: str) -> Shortlist:
    """Of the rules listed for a document, those that may match in this part of it: the others lack what they need."""
    words = hold_words(text.casefold(), listed.words)
    return Shortlist(tuple(rule for rule in listed.rules if may_match(words, rule.needed)), words)


@cache
def load_predicates() -> PredicateBook:
    """The words that say how binding something is."""
    loaded = _read(_FOLDER / "predicates.yml")
    phrases = {
        (first, rest): group
        for group, words in loaded["phrases"].items()
        for first, _, rest in (word.partition("_") for word in words.split())
    }
    lists = {
        name: frozenset(loaded[name].split())
        for name in ("hypothetical", "joint", "object_control", "judging", "containers", "soft", "about", "dative")
    }
    verbs, nouns, adjectives, predicative = (
        _invert(loaded[name]) for name in ("verbs", "nouns", "adjectives", "predicative")
    )
    return PredicateBook(verbs, nouns, adjectives, predicative, phrases, **lists)


def _invert(groups: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group, words in groups.items():
        for word in words.split():
            found.setdefault(word, group)
    return found


@cache
def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


_REQUIRED = {"id", "match", "roles", "example", "counter"}
_KNOWN = _REQUIRED | set(
    "verbs unless near about domains needs_partner is_moved is_dated is_ending is_lasting is_done is_list "
    "is_content".split()
)


def _make_rule(file: str, row: dict[str, Any], words: dict[str, str]) -> Rule:
    where = f"{file}.yml, rule {row.get('id')}"
    if not _REQUIRED <= set(row) <= _KNOWN:
        raise RuleError(f"{where}: keys are {sorted(row)}: give {sorted(_REQUIRED)}, and of the rest {sorted(_KNOWN)}")
    kind = str(row["id"]).split(".")[0]
    if kind not in list_terms("kinds") or row["roles"] not in ROLES:
        raise RuleError(f"{where}: kind {kind!r} or roles {row['roles']!r} is unknown: spell it as the lists do")
    example = row["example"]
    match = _compile(where, row["match"], words)
    near = _compile(where, row["near"], words, is_open=True) if "near" in row else None
    return Rule(
        row["id"],
        kind,
        match,
        row["roles"],
        frozenset(_list_verbs(where, row.get("verbs", ""), words)),
        _compile(where, row["unless"], words, is_open=True) if "unless" in row else None,
        near,
        tuple(row.get("domains", ())),
        bool(row.get("needs_partner", False)),
        bool(row.get("is_moved", False)),
        Example(
            example["text"],
            tuple(example.get("parties", ())),
            tuple(example.get("counterparts", ())),
            example["standing"],
        ),
        Example(row["counter"]),
        tuple(find_needed(pattern) for pattern in (match, near) if pattern is not None),
        bool(row.get("is_dated", False)),
        bool(row.get("is_ending", False)),
        bool(row.get("is_lasting", False)),
        bool(row.get("is_done", False)),
        bool(row.get("is_list", False)),
        bool(row.get("is_content", False)),
        about=_compile(where, row["about"], words, is_open=True) if "about" in row else None,
    )


def _list_verbs(where: str, verbs: str, words: dict[str, str]) -> list[str]:
    try:
        return _fill(verbs, words).split()
    except KeyError as error:
        raise RuleError(
            f"{where}: verbs name {error}, which words.yml does not have: add it or spell it right"
        ) from error


def _fill(text: str, words: dict[str, str]) -> str:
    """The text with `{name}` replaced by the words of that name, those filled first."""
    for _ in range(4):
        # a folded line of YAML leaves a space behind the bar that ended it
        text = re.sub(r"\{([a-z_]+)\}", lambda match: words[match.group(1)].replace("| ", "|"), text)
    return text


def _compile(where: str, pattern: str, words: dict[str, str], is_open: bool = False) -> re.Pattern[str]:
    """A pattern of whole words; an open one may end inside a word ("deploy" finds "deployed")."""
    end = "" if is_open else r"(?!\w)"
    try:
        return re.compile(rf"(?<![\w-])(?:{_fill(pattern, words)}){end}", _FLAGS)
    except (re.error, KeyError) as error:
        raise RuleError(f"{where}: pattern {pattern!r}: {error}: mend it") from error


@cache
def load_domains() -> dict[str, re.Pattern[str]]:
    """Domain -> the words that place a commitment in it."""
    return {name: re.compile(pattern, _FLAGS) for name, pattern in _read(_FOLDER / "domains.yml").items()}


@cache
def load_again(kind: str, names_only: bool) -> re.Pattern[str]:
    """A noun by which a text speaks again of a commitment of a kind, or of the things that it moves."""
    nouns = _read(_FOLDER / "again.yml")[kind]
    words = nouns["names"] if names_only else f"(?:{nouns['names']}|{nouns['things']})".replace("| ", "|")
    between = r"(?:(?!(?:of|to|in|for|with|and|on|at|by|from)\b)[\w’'\"“”-]+ ){0,5}?"
    known = rf"\b(?:the|this|these|that|those|its|their|both) {between}{words}"
    if names_only:
        return re.compile(rf"{known}\b", _FLAGS)
    again = (
        r"the (?:first|last|rest) of (?:these|them|the \w+)|^deliver(?:y|ies)|^(?:they|it) (?=will|is|are|should|runs)"
    )
    return re.compile(rf"(?:{known}|{again})\b", _FLAGS)


@cache
def load_pattern(name: str) -> re.Pattern[str]:
    """A pattern of `rules/patterns.yml`, where case does not count. Raises `KeyError` for an unknown name."""
    # a folded line leaves a space behind the bar that ended it; no pattern has one there of its own
    return re.compile(_read(_FOLDER / "patterns.yml")[name].replace("| ", "|"), _FLAGS)


@cache
def load_words(module: str, name: str) -> frozenset[str]:
    """A list of `rules/turns.yml`: the words by which a module tells a turn of phrase. Raises `KeyError` for none."""
    return frozenset(_read(_FOLDER / "turns.yml")[module][name].split())
