"""Copies: a wire report that ten papers print is one piece of evidence, not ten.

The promise: the answer depends on the set of documents, not on their order; the earliest one is the original, and an
original repeats nothing. A text is compared with those of the last months only: who prints it again a year later says
it again. Only fingerprints are compared, so that no text is read again.

A text that is alike, or that is a cut form of an earlier one, repeats it. A longer text that holds an earlier one (a
paper adds its own paragraphs to a wire report) repeats nothing as a whole, but shares its independence group: what both
say is said once.

What surprises: alike is not enough. A statement made every year, or to every partner, shares its boilerplate; so two
texts that each have a figure, or an actor's name, which the other lacks are two documents. Versions of one document
repeat each other by nature; they are no copies, and of one group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from transforms.documents.fingerprints import Fingerprint, estimate_containment, estimate_likeness, find_fingerprint

ALIKE = 0.75
"""Least share of word runs that two texts have in common, of those that either has."""
CONTAINED, OVERLAPPING = 0.9, 0.35
"""Least share of the runs of the shorter text that stand in the longer one; least likeness of the two for that."""
REPRINTED_WITHIN = timedelta(days=92)
"""A later text is no copy."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a document shares with an earlier one: its words as a whole (`is_copy`), or those of the earlier one."""

    document_id: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Documents that others may repeat, by id, by the hash of their words, and by the bands of their sketches."""

    rows: dict[str, tuple[Row, Fingerprint]]
    exact: dict[tuple[str, str], list[str]]
    bands: dict[tuple[str, int, bytes], list[str]]
    wanted: frozenset[tuple[str, int, bytes]]


def find_duplicates(documents: Sequence[Row], since: date = date.min) -> dict[str, str]:
    """Ids of documents that repeat an earlier one of the same language -> id of that one, which repeats none.

    What documents published before `since` repeat is known: it stands in their `duplicate_of`.
    """
    return {name: found.document_id for name, found in find_repeats(documents, since).items() if found.is_copy}


def find_repeats(documents: Sequence[Row], since: date = date.min) -> dict[str, Repeat]:
    """The same with the documents that hold an earlier one among their own words."""
    ordered = sorted(documents, key=lambda row: (row["published_on"], row["document_id"]))
    read = [(row, found) for row in ordered if (found := find_fingerprint(row)) is not None]
    wanted = frozenset(key for row, found in read if row["published_on"] >= since for key in _list_keys(row, found))
    index = _Index({}, {}, {}, wanted)
    repeats: dict[str, Repeat] = {}
    for row, fingerprint in read:
        if row["published_on"] < since:
            is_original = row.get("duplicate_of") is None
        else:
            repeat = _find_repeat(row, fingerprint, index)
            is_original = repeat is None or not repeat.is_copy
            if repeat is not None:
                repeats[row["document_id"]] = repeat
        if is_original:
            _add(row, fingerprint, index)
    return repeats


def find_groups(
    documents: Iterable[Row], repeats: Mapping[str, Repeat], firsts: Mapping[str, str], since: date = date.min
) -> dict[str, str]:
    """Independence group by document: the earliest text that it shares words with, over any number of steps.

    `firsts` leads from later versions of a document to its first one. The groups of documents published before `since`
    are known: they stand in their `independence_group`.
    """
    known = {row["document_id"]: row for row in documents}
    steps = {**{name: found.document_id for name, found in repeats.items()}, **firsts}
    ends = {name: row.get("independence_group") or name for name, row in known.items() if row["published_on"] < since}
    return {name: _follow(name, steps, ends) for name in known}


def _follow(name: str, steps: Mapping[str, str], ends: Mapping[str, str]) -> str:
    way = [name]
    while (following := steps.get(way[-1])) is not None:
        if following in way:  # versions whose days run backwards: the smallest id of the circle stands for it
            return min(way[way.index(following) :])
        way.append(following)
    return ends.get(way[-1], way[-1])


def _list_keys(row: Row, fingerprint: Fingerprint) -> list[tuple[str, int, bytes]]:
    return [(row["language"], *band) for band in fingerprint.list_bands()]


def _add(row: Row, fingerprint: Fingerprint, index: _Index) -> None:
    name = row["document_id"]
    index.rows[name] = row, fingerprint
    index.exact.setdefault((row["language"], fingerprint.exact), []).append(name)
    for key in _list_keys(row, fingerprint):
        if key in index.wanted:
            index.bands.setdefault(key, []).append(name)


def _find_repeat(row: Row, fingerprint: Fingerprint, index: _Index) -> Repeat | None:
    """The earliest one of the last months with the same words, else the earliest that is alike, else that it holds."""
    earliest = row["published_on"] - REPRINTED_WITHIN
    for name in index.exact.get((row["language"], fingerprint.exact), ()):
        if _may_repeat(row, index.rows[name][0], earliest):
            return Repeat(name, True)
    near = {name for key in _list_keys(row, fingerprint) for name in index.bands.get(key, ())}
    found = [
        repeat
        for name in near
        if _may_repeat(row, index.rows[name][0], earliest)
        and (repeat := _compare(fingerprint, name, index.rows[name][1])) is not None
    ]
    return min(
        found,
        key=lambda repeat: (not repeat.is_copy, index.rows[repeat.document_id][0]["published_on"], repeat.document_id),
        default=None,
    )


def _may_repeat(row: Row, other: Row, earliest: date) -> bool:
    is_version = row.get("series_id") is not None and row.get("series_id") == other.get("series_id")
    return other["published_on"] >= earliest and not is_version


def _compare(ours: Fingerprint, name: str, theirs: Fingerprint) -> Repeat | None:
    likeness = estimate_likeness(ours, theirs)
    if likeness >= ALIKE:
        is_same = all(mine <= other or other <= mine for mine, other in _pair_telling(ours, theirs))
        return Repeat(name, True) if is_same else None
    if likeness < OVERLAPPING or estimate_containment(ours, theirs, likeness) < CONTAINED:
        return None
    is_shorter = ours.runs_count < theirs.runs_count
    pairs = _pair_telling(ours, theirs) if is_shorter else _pair_telling(theirs, ours)
    return Repeat(name, is_shorter) if all(inner <= outer for inner, outer in pairs) else None


def _pair_telling(one: Fingerprint, other: Fingerprint) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return (one.figures, other.figures), (one.names, other.names)
