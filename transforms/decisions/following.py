"""Decisions on mentions of texts that their publisher has replaced: where what was judged stands in the newest version.

The promise: a decision holds for the mention of the newest version that has the same evidence, kind and actors; where
there is none, its target has vanished. What surprises: several mentions may have all that in common, as two numbers in
one sentence do; then the one that is alike in the most other columns is taken, of these the one that stands nearest.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas.decisions import MENTION_FIELDS

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Texts:
    """What is known of texts: by id of a document the version that follows it, if any; and the mentions of some."""

    read_following: Callable[[set[str]], Mapping[str, str | None]]
    read_mentions: Callable[[set[str]], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Followed:
    """Mention of a replaced text -> the id of the one that stands for it now, or none; and the rows of these."""

    heirs: dict[str, str | None]
    mentions: dict[str, Row]


def follow_mentions(mentions: Iterable[Row], texts: Texts) -> Followed:
    """What stands for each of these mentions now; those of texts that nobody has replaced are not in it."""
    given = list(mentions)
    newest = _find_newest({row["document_id"] for row in given}, texts)
    replaced = [row for row in given if row["document_id"] in newest]
    there = texts.read_mentions({newest[row["document_id"]] for row in replaced}) if replaced else ()
    likely: dict[tuple[object, ...], list[Row]] = {}
    for row in there:
        likely.setdefault(_say_what(row, row["document_id"]), []).append(row)
    heirs: dict[str, str | None] = {}
    found: dict[str, Row] = {}
    for row in replaced:
        alike = likely.get(_say_what(row, newest[row["document_id"]]), [])
        heir = min(alike, key=lambda other, row=row: _measure(row, other), default=None)  # type: ignore[misc]
        heirs[row["mention_id"]] = heir["mention_id"] if heir else None
        if heir:
            found[heir["mention_id"]] = heir
    return Followed(heirs, found)


def _find_newest(document_ids: set[str], texts: Texts) -> dict[str, str]:
    """The newest version of each of these texts that has been replaced."""
    following: dict[str, str | None] = {}
    wanted = document_ids
    while wanted:
        found = texts.read_following(wanted)
        following |= {name: found.get(name) for name in wanted}
        wanted = {later for later in found.values() if later} - following.keys()
    return {name: _walk(name, following) for name in document_ids if following[name]}


def _walk(document_id: str, following: Mapping[str, str | None]) -> str:
    while (later := following.get(document_id)) is not None:
        document_id = later
    return document_id


def _say_what(row: Row, document_id: str) -> tuple[object, ...]:
    said = row["evidence_sha256"] or row["evidence_text"]
    return document_id, said, row["kind"], tuple(row["parties"]), tuple(row["counterparts"])


def _measure(row: Row, other: Row) -> tuple[int, int, str]:
    """How far two mentions that say the same are apart."""
    differing = sum(row[name] != other[name] for name in MENTION_FIELDS)
    return differing, abs(row["evidence_start"] - other["evidence_start"]), other["mention_id"]
