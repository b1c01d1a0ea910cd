"""The cases of `resolution_cases.yml` beside what the resolution made of them: which mention, which commitment."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import yaml

from tests.conftest import ROOT

Row = Mapping[str, Any]
_BREAK = re.compile(r"(?<=[.!?])\s|\n")


@dataclass(frozen=True)
class Fragment:
    """Words of one sample that speak of the commitment of a case, and the standing that they give it."""

    case: str
    number: int
    location: str
    says: str
    standing: str


@dataclass(frozen=True)
class Case:
    """One commitment as a careful reader finds it in the samples."""

    name: str
    kinds: tuple[str, ...]
    actors: frozenset[str]
    level: float | None
    series: str | None
    told: tuple[Fragment, ...]
    history: tuple[str, ...]
    group: str

    @property
    def is_told_twice(self) -> bool:
        """Whether several documents tell of it; a reprint is no second one."""
        return len({fragment.location for fragment in self.told if "_reprint" not in fragment.location}) > 1


@dataclass(frozen=True)
class Resolved:
    """What a run made of the samples: texts by location, rows of mentions, and what they were resolved into."""

    documents: Mapping[str, Row]
    mentions: Sequence[Row]
    commitment_of: Mapping[str, str]
    standings: Mapping[str, tuple[str, ...]]
    """The standings of a commitment, in their order; the last is the present one."""


@dataclass(frozen=True)
class Score:
    """Pairs of sentences: joined rightly, joined at all, to be joined, and to be joined where both have a mention."""

    right: int
    joined: int
    wanted: int
    possible: int

    @property
    def precision(self) -> float:
        """Of the pairs that were joined, those that speak of one commitment."""
        return self.right / self.joined

    @property
    def recall(self) -> float:
        """Of the pairs that speak of one commitment and have a mention each, those that were joined."""
        return self.right / self.possible

    @property
    def strict_recall(self) -> float:
        """The same of all pairs: a sentence in which no mention was found is a pair lost."""
        return self.right / self.wanted


def load_cases() -> list[Case]:
    """The table, in its order."""
    rows = yaml.safe_load((ROOT / "tests" / "resolution_cases.yml").read_text(encoding="utf-8"))
    return [_make_case(row) for row in rows]


def _make_case(row: dict[str, Any]) -> Case:
    told = tuple(
        Fragment(row["name"], number, f"samples/inbox/{line['at']}", line["says"], line["standing"])
        for number, line in enumerate(row["told"])
    )
    return Case(
        name=row["name"],
        kinds=tuple(row["kind"]),
        actors=frozenset(row["actors"]),
        level=row.get("level"),
        series=row.get("series"),
        told=told,
        history=tuple(row["history"]),
        group=row.get("group", "first"),
    )


def find_mentions(cases: Iterable[Case], resolved: Resolved) -> dict[Fragment, Row]:
    """The mention of each fragment that has one of the right kind; a mention is of the fragment that it fits best."""
    by_document: dict[str, list[Row]] = {}
    for mention in resolved.mentions:
        by_document.setdefault(mention["document_id"], []).append(mention)
    fits: dict[Fragment, tuple[tuple[int, int], Row]] = {}
    for case in cases:
        for fragment in case.told:
            document = resolved.documents[fragment.location]
            given = [m for m in by_document.get(document["document_id"], ()) if _may_be(m, case)]
            found = max(((_fit(m, fragment, document), m) for m in given), key=lambda pair: pair[0], default=None)
            if found is not None and found[0] > (0, 0):
                fits[fragment] = found
    best: dict[str, tuple[int, int]] = {}
    for fit, mention in fits.values():
        best[mention["mention_id"]] = max(fit, best.get(mention["mention_id"], (0, 0)))
    return {fragment: mention for fragment, (fit, mention) in fits.items() if fit == best[mention["mention_id"]]}


def _may_be(mention: Row, case: Case) -> bool:
    return mention["kind"] in case.kinds and (case.level is None or mention["quantity_value"] in (None, case.level))


def _fit(mention: Row, fragment: Fragment, document: Row) -> tuple[int, int]:
    """3 where they share words, 2 where they share a sentence, 1 where it stands in the headline; and how much."""
    text, title = document["text"], document["title"]
    start = text.index(fragment.says)
    sentence = find_sentence(text, start, start + len(fragment.says))
    headline = (0, len(title) if text.startswith(title) else 0)
    shares = [_share(mention, span) for span in ((start, start + len(fragment.says)), sentence, headline)]
    return next(((3 - place, share) for place, share in enumerate(shares) if share > 0), (0, 0))


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """First and last character of the sentence around some words."""
    breaks = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return max(at for at in breaks if at <= start), min(at for at in breaks if at >= end)


def _share(mention: Row, span: tuple[int, int]) -> int:
    start, end = int(mention["evidence_start"]), int(mention["evidence_end"])
    return min(end, span[1]) - max(start, span[0])


def score_pairs(cases: Sequence[Case], resolved: Resolved) -> Score:
    """How often the resolution joins what the table joins."""
    found = find_mentions(cases, resolved)
    fragments = [fragment for case in cases for fragment in case.told]
    pairs = [(a, b, a in found and b in found) for a, b in combinations(fragments, 2)]
    joined = [(a, b) for a, b, is_found in pairs if is_found and _is_joined(found[a], found[b], resolved)]
    wanted = [is_found for a, b, is_found in pairs if a.case == b.case]
    return Score(sum(a.case == b.case for a, b in joined), len(joined), len(wanted), sum(wanted))


def _is_joined(left: Row, right: Row, resolved: Resolved) -> bool:
    return resolved.commitment_of[left["mention_id"]] == resolved.commitment_of[right["mention_id"]]


def list_strangers(cases: Sequence[Case], resolved: Resolved) -> list[Row]:
    """Mentions of the commitments of these cases that no fragment of the table quotes."""
    found = find_mentions(cases, resolved)
    quoted = {mention["mention_id"] for mention in found.values()}
    ids = {resolved.commitment_of[mention_id] for mention_id in quoted}
    others = (mention for mention in resolved.mentions if mention["mention_id"] not in quoted)
    return [mention for mention in others if resolved.commitment_of[mention["mention_id"]] in ids]


def list_standings(case: Case, resolved: Resolved) -> tuple[str, ...]:
    """The standings of the commitment that most mentions of a case lie in; none where it has no mention."""
    found = find_mentions([case], resolved)
    ids = [resolved.commitment_of[mention["mention_id"]] for mention in found.values()]
    return resolved.standings[max(ids, key=ids.count)] if ids else ()
