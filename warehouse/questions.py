"""Questions that have a name: one SQL file each in `questions/`, its parameters as `$name`.

A header line `Parameter: name = default (meaning)` declares a parameter; all values are texts, and the SQL casts them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.errors import QueryError, WarehouseError
from warehouse.reading import Result, query, suggest
from warehouse.scripts import Script, load_scripts

_PARAMETER = re.compile(r"^(\w+) = (.*?)(?: \((.+)\))?$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question, with its default."""

    name: str
    default: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.name}={self.default}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it answers, its parameters, and its statement."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    statement: str


@cache
def list_questions() -> tuple[Question, ...]:
    """All questions, sorted by name. Raises `WarehouseError` for a parameter that is not well declared."""
    return tuple(_make_question(script) for script in load_scripts("questions"))


def ask(path: Path, name: str, parameters: Mapping[str, Any] | None = None) -> Result:
    """Ask a question; a parameter that is not given has its default.

    Raises `QueryError` for an unknown question or parameter, or a value that does not fit.
    """
    question = find_question(name)
    given = dict(parameters or {})
    known = {parameter.name: parameter.default for parameter in question.parameters}
    for unknown in sorted(given.keys() - known.keys()):
        raise QueryError(f"question {name} has no parameter {unknown!r}: it has {', '.join(known) or 'none'}")
    values = {key: str(given.get(key, default)) for key, default in known.items()}
    try:
        return query(path, question.statement, values)
    except QueryError as error:
        shown = ", ".join(f"{key}={value}" for key, value in values.items())
        raise QueryError(f"question {name} with {shown}: {error}") from error


def find_question(name: str) -> Question:
    """The question of this name. Raises `QueryError` with the known names where there is none."""
    for question in list_questions():
        if question.name == name:
            return question
    raise QueryError(f"no question {name!r}: ask one of {suggest(name, [known.name for known in list_questions()])}")


def _make_question(script: Script) -> Question:
    parameters = tuple(_make_parameter(script, text) for text in script.list_values("Parameter"))
    used = set(re.findall(r"\$(\w+)", script.statement))
    if used != {parameter.name for parameter in parameters}:
        raise WarehouseError(
            f"questions/{script.name}.sql uses {sorted(used)}: declare each as `Parameter: name = value`"
        )
    return Question(script.name, script.description, parameters, script.statement)


def _make_parameter(script: Script, text: str) -> Parameter:
    found = _PARAMETER.match(text)
    if not found:
        raise WarehouseError(f"questions/{script.name}.sql: parameter {text!r}: write it as `name = default (meaning)`")
    return Parameter(found[1], found[2], found[3] or "")
