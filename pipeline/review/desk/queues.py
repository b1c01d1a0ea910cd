"""What lies on the desk: the queue, what of it is judged, and what another reviewer judged that wants a second look.

Nothing is kept but the files of decisions: what waits, what is done and who agrees is read from them at every look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pipeline.review.decided import PENDING, list_decisions
from pipeline.review.decisions import read_folder
from pipeline.settings import Settings
from schemas.decisions import NOT_SAME, SAME, UNDO
from transforms.decisions.agreement import Agreement, Seen, is_judgement, measure_agreement
from transforms.decisions.judging import find_undone
from transforms.identity import make_id
from warehouse.reviewing import list_queue, list_shown

Row = dict[str, Any]
_OTHER = "other "
FIRST, SECOND = "first", "second"
LONGEST = 1000
"""Most commitments of a queue that the desk shows."""
SHOWN = ("commitment_id", "kind", "parties", "counterparts", "standing", "evidence_text")


@dataclass(frozen=True, slots=True)
class Ask:
    """What the address asks for beside a page: which queue, of what, whose decisions are looked at a second time, and
    whether single keys are heard."""

    queue: str = FIRST
    kind: str = ""
    actor: str = ""
    source: str = ""
    by: str = ""
    keys: str = "on"


def read_ask(given: Mapping[str, str]) -> Ask:
    """What the address asks for; what it does not say has its default."""
    found = {name: given[name] for name in Ask.__dataclass_fields__ if given.get(name)}
    return Ask(**found | {"queue": SECOND if found.get("queue") == SECOND else FIRST})


def write_link(root: str, ask: Ask, path: str, **changes: str | Sequence[str]) -> str:
    """The address of a page, with what is asked for now and these changes; further values are appended."""
    usual = asdict(Ask())
    said = {name: value for name, value in {**asdict(ask), **changes}.items() if value and value != usual.get(name)}
    return f"{root}{path}" + (f"?{urlencode(said, doseq=True)}" if said else "")


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions of the files that nobody took back, what each was about, and who judged which commitment.

    `pairs` has by commitment those that somebody held against it, and who did; a pair that is one by now is none.
    """

    live: list[Row]
    seen: dict[str, Seen]
    judges: dict[str, list[str]]
    pairs: dict[str, dict[str, list[str]]]

    def is_open(self, commitment_id: str, reviewer: str, by: str = "") -> bool:
        """Whether another reviewer, or this other one, judged something of a commitment that the reviewer has not."""
        told = [self.judges.get(commitment_id, []), *self.pairs.get(commitment_id, {}).values()]
        return any(reviewer not in judges and (by in judges if by else judges) for judges in told)


def read_judged(settings: Settings) -> Judged:
    """Read the files. Raises `PipelineError` where their folder is gone."""
    written, _ = read_folder(settings)
    undone = find_undone(written)
    states = {row["decision_id"]: row["state"] for row in list_decisions(settings)}
    live = [
        {**row, "state": states[row["decision_id"]]}
        for row in written
        if row["decision_id"] not in undone and row["verdict"] != UNDO
    ]
    live.sort(key=lambda row: (row["decided_at"], row["decision_id"]))
    asked = {row["decision_id"]: (row["target_id"], row["decided_at"]) for row in live}
    others = {f"{_OTHER}{row['decision_id']}": (row["value"], row["decided_at"]) for row in live if _is_pair(row)}
    shown = list_shown(settings.published, asked | others) if asked else {}
    found = {name: Seen(commitment_id, row) for name, (commitment_id, row) in shown.items()}
    judged = Judged(live, {name: about for name, about in found.items() if name in asked}, {}, {})
    for row in live:
        about, other = found.get(row["decision_id"]), found.get(f"{_OTHER}{row['decision_id']}")
        if about and is_judgement(row, about):
            judged.judges.setdefault(about.commitment_id, []).append(row["reviewer_name"])
        elif about and other and about.commitment_id != other.commitment_id:
            known = judged.pairs.setdefault(about.commitment_id, {})
            known.setdefault(other.commitment_id, []).append(row["reviewer_name"])
    return judged


def _is_pair(row: Row) -> bool:
    return row["verdict"] in (SAME, NOT_SAME)


def list_rows(settings: Settings, ask: Ask, reviewer: str, judged: Judged) -> list[Row]:
    """The queue that is asked for; `is_done` says of each commitment whether its judgement waits for the next night, or
    in a second look whether this reviewer has given one."""
    if ask.queue == SECOND:
        return _list_second(ask, reviewer, judged)
    given = {name: value for name in ("kind", "actor", "source") if (value := getattr(ask, name))}
    file = settings.published.stat()
    rows = _read_queue(settings.published, (file.st_ino, file.st_mtime_ns), tuple(given.items()))
    return [{**row, "is_done": row["commitment_id"] in judged.judges} for row in rows]


@lru_cache(maxsize=8)
def _read_queue(path: Path, file: tuple[int, int], given: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    """The rows of the published queue: the same as long as no night has replaced the file."""
    found = list_queue(path, {**dict(given), "limit": str(LONGEST)})
    return tuple(dict(zip(found.columns, row, strict=True)) for row in found.rows)


def _list_second(ask: Ask, reviewer: str, judged: Judged) -> list[Row]:
    """What others judged, in an order of chance that stays: as far as one comes with it, it is a fair sample."""
    latest = {about.commitment_id: about.row for about in judged.seen.values()}
    rows = []
    for name in sorted(judged.judges.keys() | judged.pairs.keys(), key=lambda name: make_id("", name)):
        row = latest[name]
        fits = ask.kind in ("", row["kind"]) and ask.source in ("", row["source_id"])
        fits = fits and (not ask.actor or ask.actor in (*row["parties"], *row["counterparts"]))
        told = {who for judges in (judged.judges.get(name, []), *judged.pairs.get(name, {}).values()) for who in judges}
        if fits and (ask.by in told if ask.by else told - {reviewer}):
            shown = {column: row[column] for column in SHOWN}
            is_done = not judged.is_open(name, reviewer, ask.by)
            rows.append({**shown, "score": None, "reasons": [], "is_done": is_done})
    return rows[:LONGEST]


def find_place(rows: Sequence[Row], commitment_id: str) -> tuple[str | None, str | None]:
    """The commitment before in the queue, and the next one that nobody judged: behind this one, else from the front."""
    names = [row["commitment_id"] for row in rows]
    place = names.index(commitment_id) if commitment_id in names else -1
    open_rows = [row["commitment_id"] for row in (*rows[place + 1 :], *rows[: max(place, 0)]) if not row["is_done"]]
    return names[place - 1] if place > 0 else None, open_rows[0] if open_rows else None


def find_last(live: Sequence[Row], reviewer: str) -> list[Row]:
    """What this reviewer decided last and waits for the next night: one row, or those of one correction."""
    own = [row for row in live if row["reviewer_name"] == reviewer and row["state"] == PENDING]
    return [row for row in own if row["decided_at"] == own[-1]["decided_at"]]


def compare_reviewers(judged: Judged) -> list[Agreement]:
    """How far reviewers agree, column by column."""
    return measure_agreement(judged.live, judged.seen)
