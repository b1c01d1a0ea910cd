"""Writing decisions down: checked against the published warehouse and all files, then appended to the reviewer's own.

What surprises: a decision is never dated before one that is known, so that on a machine whose clock is slow it still
comes after what its reviewer saw.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import PipelineError
from pipeline.home.files import sync_path
from pipeline.review.decisions import find_targets, read_folder
from pipeline.settings import Settings
from schemas.decisions import CORRECT, CORRECTABLE, NOT_SAME, SAME, UNDO
from schemas.values import ValueRefused
from transforms.commitments.breaches import find_breach
from transforms.decisions.judging import find_undone, judge_decisions, list_targets
from transforms.decisions.reading import Problem, check_field, check_value, parse_correction, read_header
from transforms.decisions.shorthand import expand_corrections
from transforms.decisions.writing import HEADER, clean_text, make_decision, name_file, write_line
from warehouse.reading import open_warehouse
from warehouse.reviewing import find_target, list_evidence

Row = dict[str, Any]
_HERE = "this decision"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and why."""

    name: str
    reason: str


def name_reviewer(settings: Settings, name: str | None, reason: str | None) -> Reviewer:
    """Who decides, as given or as set. Raises `PipelineError` where a name or a reason is lacking."""
    who, why = clean_text(name or settings.reviewer), clean_text(reason or "")
    if not who:
        raise PipelineError("nobody decides", "give --reviewer NAME, or set DEFCOOP_REVIEWER")
    if not why:
        raise PipelineError("no reason is given", "say why: --reason WHY")
    return Reviewer(who, why)


def record(settings: Settings, verdict: str, arguments: Sequence[str], reviewer: Reviewer) -> list[Row]:
    """Write a decision down; returns its rows, one a corrected column.

    Raises `PipelineError` or `QueryError` that says what does not fit and what would.
    """
    if verdict == CORRECT:
        return correct(settings, arguments[0], arguments[1:], reviewer)
    if verdict == UNDO:
        return undo(settings, arguments[0], reviewer)
    if verdict in (SAME, NOT_SAME):
        return compare(settings, verdict, arguments[0], arguments[1], reviewer)
    return decide(settings, verdict, arguments[0], reviewer)


def decide(settings: Settings, verdict: str, target_id: str, reviewer: Reviewer) -> list[Row]:
    """Accept or reject a mention or a commitment."""
    target = find_target(settings.published, target_id)
    return _write(settings, reviewer, [(verdict, _name(target_id, target), None, None)])


def correct(settings: Settings, target_id: str, pairs: Sequence[str], reviewer: Reviewer) -> list[Row]:
    """Correct columns of a mention or a commitment, given as `column=value`."""
    target = find_target(settings.published, target_id)
    name = _name(target_id, target)
    try:
        written = expand_corrections(pairs)
    except ValueRefused as error:
        raise PipelineError(str(error), error.remedy) from error
    for field, text in written.items():
        _check(check_field, name, field)
        _check(check_value, name, field, text)
    if name.startswith("c-"):
        values = {field: parse_correction(name, field, text) for field, text in written.items()}
        if breach := find_breach(CORRECTABLE["c"][0], {**target, **values}, values):
            raise PipelineError(f"{name}: {breach[0]}", breach[1])
    return _write(settings, reviewer, [(CORRECT, name, field, text or None) for field, text in written.items()])


def compare(settings: Settings, verdict: str, one_id: str, other_id: str, reviewer: Reviewer) -> list[Row]:
    """Say that two mentions, or two commitments, are the same or are not.

    A commitment stands for its first mention: its id may one day be an alias of another.
    """
    one, other = (_find_first_mention(settings.published, name) for name in (one_id, other_id))
    if one == other:
        raise PipelineError(f"{one_id} and {other_id} are one mention, {one}", "name two")
    return _write(settings, reviewer, [(verdict, one, None, other)])


def undo(settings: Settings, decision_id: str, reviewer: Reviewer) -> list[Row]:
    """Take a decision back. Raises `PipelineError` for one that no file holds, or that is taken back already."""
    return undo_all(settings, [decision_id], reviewer)


def undo_all(settings: Settings, decision_ids: Sequence[str], reviewer: Reviewer) -> list[Row]:
    """Take decisions back that were taken together: all or none. Raises as `undo`."""
    rows, _ = read_folder(settings)
    known, undone = {row["decision_id"] for row in rows}, find_undone(rows)
    for name in decision_ids:
        if name not in known:
            raise PipelineError(f"no decision {name!r}", "see `defcoop review list --decided` for the ids")
        if name in undone:
            raise PipelineError(f"decision {name} is undone already", "undo that undo, or decide again")
    return _write(settings, reviewer, [(UNDO, name, None, None) for name in decision_ids])


def find_file(settings: Settings, reviewer: Reviewer) -> Path:
    """The file of a reviewer."""
    return settings.decisions_folder / name_file(reviewer.name)


def _name(target_id: str, target: Mapping[str, Any]) -> str:
    """The id under which the target is known now: of an alias the commitment that it became."""
    return target_id if target_id.startswith("m-") else str(target["commitment_id"])


def _check(check: Callable[..., None], *arguments: Any) -> None:
    try:
        check(*arguments)
    except Problem as problem:
        raise PipelineError(problem.reason, problem.remedy) from problem


def _find_first_mention(published: Path, target_id: str) -> str:
    target = find_target(published, target_id)
    if target_id.startswith("m-"):
        return target_id
    return str(list_evidence(published, str(target["commitment_id"]))[0]["mention_id"])


def _write(
    settings: Settings, reviewer: Reviewer, decided: Sequence[tuple[str, str, str | None, str | None]]
) -> list[Row]:
    """Append decisions that were taken together, after a look at what they come to beside all others."""
    path = find_file(settings, reviewer)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open_file(path) as (file, order):
        known, _ = read_folder(settings)
        moment = _date_after(known, settings.clock())
        rows = [
            make_decision(verdict, target_id, reviewer.name, moment, reviewer.reason, field, value)
            for verdict, target_id, field, value in decided
        ]
        _refuse_what_does_not_fit(settings, known, rows)
        file.write("".join(write_line(row, order) + "\n" for row in rows).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_path(path.parent)  # a new file is there after a power cut where its name is
    return rows


@contextmanager
def _open_file(path: Path) -> Iterator[tuple[BinaryIO, Sequence[str]]]:
    """A reviewer's file at its end, held by this process, and the order of its columns.

    Raises `PipelineError` where its header is none of ours.
    """
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        content = file.read()
        if not content.strip():
            file.truncate(0)
            content = f"{HEADER}\n".encode()
            file.write(content)
        try:
            order = read_header(content.removeprefix(b"\xef\xbb\xbf").split(b"\n")[0])
        except Problem as problem:
            raise PipelineError(f"{path}: {problem.reason}", problem.remedy) from problem
        if not content.endswith(b"\n"):
            file.write(b"\n")
        yield file, order


def _date_after(known: Sequence[Mapping[str, Any]], now: datetime) -> datetime:
    latest: datetime = max((row["decided_at"] + timedelta(microseconds=1) for row in known), default=now)
    return max(now, latest)


def _refuse_what_does_not_fit(settings: Settings, known: Sequence[Row], rows: Sequence[Row]) -> None:
    """Raises `PipelineError` where a night would refuse one of the rows beside all others that are known."""
    located = [*known, *({**row, "location": _HERE} for row in rows)]
    with open_warehouse(settings.published) as con:
        judged = judge_decisions(located, find_targets(con, list_targets(located), with_commitments=False))
    for rejection in judged.rejections:
        if rejection["location"] == _HERE:
            raise PipelineError(rejection["reason"], rejection["remedy"])
