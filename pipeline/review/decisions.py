"""Reviewers' decisions in a night: taken from their files once, so that all its steps see the same, then applied.

The files belong to the reviewers, who may write while a night runs: what it took lies in the home folder.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import PipelineError
from pipeline.home.files import read_json, write_json
from pipeline.settings import Settings
from schemas.decisions import MISSING
from transforms.decisions.following import Texts, follow_mentions
from transforms.decisions.judging import Judged, Targets, judge_decisions, list_targets
from transforms.decisions.reading import Problem, read_files, reject
from warehouse.decisions import (
    find_commitments,
    find_mentions,
    find_owners,
    list_mentions_of,
    list_recorded,
    read_following,
    record_decisions,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """The decisions that a night took, rejections of lines that are none, and a hash of both."""

    rows: list[Row]
    rejections: list[Row]
    digest: str


def take_decisions(settings: Settings, until: datetime | None = None) -> Taken:
    """Read the reviewers' files for this night, or what they held at an earlier moment.

    Raises `PipelineError` where the folder is not there, and one is set or the last night took decisions: to go on
    would be to forget what was decided.
    """
    rows, rejections = read_folder(settings)
    rows = [row for row in rows if until is None or row["decided_at"] <= until]
    content = {"rows": [{**row, "decided_at": row["decided_at"].isoformat()} for row in rows], "rejections": rejections}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    if read_taken(settings).digest != digest:
        write_json(_path(settings), {"digest": digest, **content})
    return Taken(rows, rejections, digest)


def read_taken(settings: Settings) -> Taken:
    """What the last night took; nothing where there was none."""
    path = _path(settings)
    if not path.exists():
        return Taken([], [], "")
    content = read_json(path)
    rows = [{**row, "decided_at": datetime.fromisoformat(row["decided_at"])} for row in content["rows"]]
    return Taken(rows, content["rejections"], content["digest"])


def _path(settings: Settings) -> Path:
    return settings.home / "decisions_taken.json"


def read_folder(settings: Settings) -> tuple[list[Row], list[Row]]:
    """The decisions of all files as they are now, and the rejections. Raises `PipelineError` as `take_decisions`."""
    folder = settings.decisions_folder
    if not folder.is_dir():
        if settings.decisions is None and not folder.exists() and not read_taken(settings).rows:
            return [], []
        raise PipelineError(f"no folder of decisions at {folder}", "bring it back, make it, or set DEFCOOP_DECISIONS")
    files: dict[str, bytes] = {}
    unread = []
    for path in sorted(folder.glob("*.csv")):
        name = f"{folder.name}/{path.name}"
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            problem = Problem("unreadable_file", f"the file cannot be read: {error.strerror}", "give permission")
            unread.append(reject(name, problem))
    rows, rejections = read_files(files)
    return rows, [*unread, *rejections]


def list_named(taken: Taken) -> set[str]:
    """Ids of the mentions and commitments that the decisions name."""
    return list_targets(taken.rows)


def aim_decisions(taken: Taken, mentions: Iterable[Mapping[str, Any]], texts: Texts) -> Targets:
    """What the decisions are about, for the resolution; `mentions` are at least those named that are there."""
    named = list_named(taken)
    known = {row["mention_id"]: row for row in mentions if row["mention_id"] in named}
    followed = follow_mentions(known.values(), texts)
    return Targets({**known, **followed.mentions}, heirs=followed.heirs)


def find_targets(con: duckdb.DuckDBPyConnection, named: set[str], *, with_commitments: bool = True) -> Targets:
    """What is there of these ids in a warehouse, and what stands now for the mentions of replaced texts.

    Without the rows of commitments every commitment is taken to be there, and every correction of one to fit.
    """
    mentions = find_mentions(con, named)
    texts = Texts(partial(read_following, con), partial(list_mentions_of, con))
    followed = follow_mentions(mentions.values(), texts)
    owners = find_owners(con, named | followed.mentions.keys())
    commitments = find_commitments(con, named) if with_commitments else None
    return Targets({**mentions, **followed.mentions}, commitments, owners, followed.heirs)


def judge_taken(con: duckdb.DuckDBPyConnection, taken: Taken) -> Judged:
    """What becomes of the decisions in a warehouse: a candidate whose commitments are loaded, or the published file."""
    return judge_decisions(taken.rows, find_targets(con, list_named(taken)))


def load_decisions(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Write what became of the decisions into a candidate whose commitments are loaded.

    A decision that was published and stands in no file any more keeps its row, which says so.
    """
    taken = read_taken(settings)
    judged = judge_taken(con, taken)
    present = {row["decision_id"] for row in judged.rows}
    missing = [row for row in list_recorded(con) if row["decision_id"] not in present]
    rows = [*judged.rows, *({**row, "state": MISSING, "is_undone": False} for row in missing)]
    record_decisions(con, rows, [*taken.rejections, *judged.rejections])
