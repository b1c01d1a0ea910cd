"""From the bytes of reviewers' files to decisions: every line is a decision, a repeat of one, or a rejection.

The promise: a line that is wrong is rejected alone, with its file and number. What surprises: a line stands for
itself, so that a quotation mark that is never closed spoils one line and not the rest of the file; and a line whose id
is not the hash of its content is refused, for a decision is taken back by another one, never edited.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from schemas.decisions import ACCEPT, CORRECT, CORRECTABLE, DECISION_FILE, NOT_SAME, REJECT, SAME, UNDO
from schemas.registers import load_actors
from schemas.values import ValueRefused, parse_value
from transforms.decisions.writing import HEADER, clean_text, make_decision
from transforms.rejections import make_rejection

Row = dict[str, Any]
STAGE = "decisions"
"""Stage, source and batch of the rejections of decisions: they come with no batch of documents."""
_NAMES = DECISION_FILE.column_names
_PREFIXES = {ACCEPT: "mc", REJECT: "mc", CORRECT: "mc", SAME: "m", NOT_SAME: "m", UNDO: "v"}
_WHATS = {"m": "mention (m-…)", "c": "commitment (c-…)", "v": "decision (v-…)"}


class Problem(Exception):
    """Why a line is no decision: the rule that it breaks, the reason, and what to do."""

    def __init__(self, rule: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.rule, self.reason, self.remedy = rule, reason, remedy


def reject(location: str, problem: Problem, original: str | None = None) -> Row:
    """A row of `rejections` for a line of a file of decisions."""
    return make_rejection(STAGE, STAGE, STAGE, location, problem.rule, problem.reason, problem.remedy, original)


def read_files(files: Mapping[str, bytes]) -> tuple[list[Row], list[Row]]:
    """The decisions of some files by name, each with its `location`, and the rejections of their other lines.

    A line that stands twice counts once.
    """
    decisions: dict[str, Row] = {}
    rejections: list[Row] = []
    for name in sorted(files):
        for row in _read_file(name, files[name]):
            if "rejection_id" in row:
                rejections.append(row)
            else:
                decisions.setdefault(row["decision_id"], row)
    return list(decisions.values()), rejections


def _read_file(name: str, content: bytes) -> Iterator[Row]:
    """The decisions and the rejections of one file."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    try:
        order = tuple(read_header(lines[0]))
    except Problem as problem:
        if content.strip():
            yield reject(f"{name}#line-1", problem, lines[0].decode("utf-8", "replace"))
        return
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        location = f"{name}#line-{number}"
        try:
            yield {**_read_line(line, order), "location": location}
        except Problem as problem:
            yield reject(location, problem, line.decode("utf-8", "replace"))


def read_header(line: bytes) -> list[str]:
    """The columns of a file in its own order. Raises `Problem` where they are others than the declared ones."""
    remedy = f"begin the file with {HEADER}"
    try:
        order = [cell.strip() for cell in _split(line)]
    except Problem as problem:
        raise Problem("wrong_header", problem.reason, remedy) from problem
    if sorted(order) != sorted(_NAMES):
        raise Problem("wrong_header", f"the columns are {', '.join(order)}; no line of the file was read", remedy)
    return order


def _split(line: bytes) -> list[str]:
    try:
        text = line.decode("utf-8").rstrip("\r")
        return next(csv.reader([text], strict=True), [])
    except UnicodeDecodeError as error:
        raise Problem("undecodable", f"the line is no UTF-8: {error.reason}", "save the file as UTF-8") from error
    except csv.Error as error:
        raise Problem("malformed_line", f"the line is no CSV: {error}", "mend its quotation marks") from error


@lru_cache(maxsize=50_000)  # the desk reads the same lines again at every look
def _read_line(line: bytes, order: tuple[str, ...]) -> Mapping[str, Any]:
    """The decision of a line. Raises `Problem` for the first thing that is wrong with it."""
    cells = _split(line)
    if len(cells) != len(order):
        remedy = "write one decision a line, and put a text that holds a comma in quotation marks"
        raise Problem("wrong_length", f"{len(cells)} values for {len(order)} columns", remedy)
    written = {name: clean_text(cell) for name, cell in zip(order, cells, strict=True)}
    row = {column.name: _parse(column.name, written[column.name]) for column in DECISION_FILE.columns}
    _check_target(row["verdict"], row["target_id"])
    _check_field(row)
    return _check_id(row)


def _parse(name: str, text: str) -> Any:
    if name == "decision_id" and not text:
        return None
    try:
        return parse_value(DECISION_FILE.column(name), text)
    except ValueRefused as error:
        rule = f"no_{name}" if not text else f"wrong_{name}"
        raise Problem(rule, str(error), error.remedy) from error


def _check_target(verdict: str, target_id: str) -> None:
    prefixes = _PREFIXES[verdict]
    if target_id[:2] not in [f"{prefix}-" for prefix in prefixes]:
        right = " or ".join(_WHATS[prefix] for prefix in prefixes)
        remedy = f"`{verdict}` takes the id of a {right}"
        if verdict in (SAME, NOT_SAME):
            remedy += f"; `defcoop review {verdict.replace('_', '-')}` finds the mentions of commitments"
        raise Problem("wrong_target_id", f"{target_id!r} is no target of `{verdict}`", remedy)


def _check_field(row: Row) -> None:
    """Only a correction has a field, and only a correction and a pair have a value."""
    verdict, field, value = row["verdict"], row["field"], row["value"]
    if verdict == CORRECT:
        check_field(row["target_id"], field)
        check_value(row["target_id"], field, value)
    elif field is not None:
        raise Problem("wrong_field", f"`{verdict}` corrects no column, and names {field!r}", "leave the field empty")
    elif verdict in (SAME, NOT_SAME):
        _check_target(verdict, value or "")
        if value == row["target_id"]:
            raise Problem("wrong_value", f"{value} is compared with itself", "name two mentions")
    elif value is not None:
        raise Problem("wrong_value", f"`{verdict}` takes no value, and has {value!r}", "leave the value empty")


def check_field(target_id: str, field: str | None) -> None:
    """Raises `Problem` where a person may not correct this column of the target."""
    _, fields = CORRECTABLE[target_id[0]]
    if field in fields:
        return
    remedy = f"correct one of: {', '.join(fields)}"
    if target_id[0] == "c" and field in CORRECTABLE["m"][1]:
        remedy = f"correct it on the mentions of the commitment; on itself {remedy}"
    raise Problem("wrong_field", f"{field!r} is no column that can be corrected of {target_id}", remedy)


def check_value(target_id: str, field: str, text: str | None) -> None:
    """Raises `Problem` where the text is no value of the column."""
    try:
        parse_correction(target_id, field, text)
    except ValueRefused as error:
        raise Problem("wrong_value", str(error), error.remedy) from error


def parse_correction(target_id: str, field: str, text: str | None) -> Any:
    """The value that a correction gives a column of its target. Raises `ValueRefused`."""
    value = parse_value(CORRECTABLE[target_id[0]][0].column(field), text)
    if field in ("parties", "counterparts"):
        strangers = sorted(set(value) - {actor.actor_id for actor in load_actors()})
        if strangers:
            raise ValueRefused(f"unknown actors {', '.join(strangers)}", "use ids of the table actors, as JPN or NATO")
    return value


def _check_id(row: Row) -> Row:
    """The row with its id. A line that a person wrote without one gets it."""
    made = make_decision(**{name: value for name, value in row.items() if name != "decision_id"})
    if row["decision_id"] not in (None, made["decision_id"]):
        what = f"the line was changed after {row['decision_id']} was decided"
        remedy = "restore the line; to change a decision, undo it and decide again"
        raise Problem("changed_line", what, remedy)
    return made
