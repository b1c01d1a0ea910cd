"""Questions that have a name: one SQL file each in `questions/`, its parameters as `$name`, typed by its header.

An `Example: name=value name=value` line gives the parameters with which a question is shown, where the defaults would
show little.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.errors import QueryError, WarehouseError
from warehouse.parameters import Parameter, Value, check_listed, declare_parameter, read_value, write_literal
from warehouse.reading import Result, open_warehouse, run, suggest
from warehouse.scripts import Script, load_scripts

_USED = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it answers, its parameters, an example of them, and its statement."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    statement: str


@cache
def list_questions() -> tuple[Question, ...]:
    """All questions, sorted by name. Raises `WarehouseError` for a parameter that is not well declared."""
    return tuple(make_question("questions", script) for script in load_scripts("questions"))


def ask(path: Path, name: str, parameters: Mapping[str, Any] | None = None) -> Result:
    """Ask a question; a parameter that is not given has its default.

    Raises `QueryError` for an unknown question or parameter, or a value that does not fit.
    """
    return ask_question(path, find_question(name), parameters)


def ask_question(path: Path, question: Question, parameters: Mapping[str, Any] | None = None) -> Result:
    """Ask a question that is at hand. Raises as `ask`."""
    values = read_parameters(question, parameters or {})
    with open_warehouse(path) as con:
        try:
            checked = {one.name: check_listed(con, one, values[one.name]) for one in question.parameters}
            return run(con, question.statement, checked)
        except QueryError as error:
            raise QueryError(f"question {question.name}: {error}") from error


def find_question(name: str) -> Question:
    """The question of this name. Raises `QueryError` with the known names where there is none."""
    for question in list_questions():
        if question.name == name:
            return question
    raise QueryError(f"no question {name!r}: ask one of {suggest(name, [known.name for known in list_questions()])}")


def read_parameters(question: Question, given: Mapping[str, Any]) -> dict[str, Value]:
    """The values of all parameters as the statement needs them. Raises `QueryError` where one does not fit."""
    known = [parameter.name for parameter in question.parameters]
    for unknown in sorted(given.keys() - set(known)):
        raise QueryError(f"question {question.name} has no parameter {unknown!r}: it has {', '.join(known) or 'none'}")
    try:
        return {one.name: read_value(one, given.get(one.name, one.default)) for one in question.parameters}
    except QueryError as error:
        raise QueryError(f"question {question.name}: {error}") from error


def write_statement(question: Question, given: Mapping[str, Any]) -> str:
    """The statement with its values in place, as any DuckDB client runs it. Raises as `read_parameters`."""
    values = read_parameters(question, given)
    return _USED.sub(lambda found: write_literal(values[found[1]]), question.statement)


def describe_question(question: Question, given: Mapping[str, Any]) -> str:
    """What a question answers, what its parameters mean and may be, and its SQL. Raises as `read_parameters`."""
    lines = [f"{question.name}: {question.description}", ""]
    lines += [f"  {line}" for one in question.parameters for line in _describe_parameter(one)]
    return "\n".join([*lines, "", write_statement(question, given) + ";"])


def _describe_parameter(parameter: Parameter) -> list[str]:
    sort = "one of a list" if "|" in parameter.type else parameter.type
    also = f" or {parameter.open_word}" if parameter.open_word else ""
    line = f"{parameter.name} ({sort}{also}), {parameter.default} unless told: {parameter.meaning}"
    return [line, f"  {', '.join(parameter.values)}"] if parameter.values else [line]


def make_question(folder: str, script: Script) -> Question:
    """The question of a script. Raises `WarehouseError` for a parameter that is not well declared."""
    place = f"{folder}/{script.name}.sql"
    parameters = tuple(declare_parameter(place, text) for text in script.list_values("Parameter"))
    used = set(_USED.findall(script.statement))
    if used != {parameter.name for parameter in parameters}:
        raise WarehouseError(f"{place} uses {sorted(used)}: declare each as `Parameter: name type = default (meaning)`")
    example = dict(pair.split("=", 1) for pair in script.value("Example").split())
    question = Question(script.name, script.description, parameters, example, script.statement)
    try:
        read_parameters(question, example)
    except QueryError as error:
        raise WarehouseError(f"{place}: example: {error}") from error
    return question
