"""The page of the named questions: what each answers, what it may be asked, and its answer on a warehouse."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.output import render_table
from warehouse.parameters import Parameter
from warehouse.query import Question, ask, list_questions

ROWS_SHOWN = 4
CELL_WIDTH = 36
INTRODUCTION = """# Questions

Written by `make docs` from `warehouse/questions/*.sql`; do not edit it by hand. The answers are those of the samples,
which were written for this project: they show what a question gives, not what the world did. What is due, overdue or
new is counted from the day of the latest run.

`defcoop ask NAME parameter=value …` asks one; `--format json` and `--format csv` are for machines. `defcoop ask NAME
--explain` prints what its parameters may be, and SQL that any DuckDB client runs on the published file: no question
needs an extension or our code. A value that does not fit is refused with what would. Every row about one commitment
has its id, a sentence that proves it and the address of the document; `defcoop explain ID` prints the whole chain. A
sum has an example."""


def write_questions_page(path: Path) -> str:
    """The whole page, of the warehouse file at this path. Raises `QueryError` where a question fails."""
    questions = list_questions()
    contents = [f"| [`{one.name}`](#{one.name}) | {_escape(one.description)} |" for one in questions]
    sections = ["\n".join(_describe(path, question)) for question in questions]
    table = "\n".join(["| question | what it answers |", "|---|---|", *contents])
    return "\n\n".join([INTRODUCTION, table, *sections]) + "\n"


def _describe(path: Path, question: Question) -> Iterator[str]:
    yield f"## {question.name}\n"
    yield f"{question.description}\n"
    yield from (_describe_parameter(parameter) for parameter in question.parameters)
    given = " ".join(f"{name}={value}" for name, value in question.example.items())
    yield f"\n```console\n$ defcoop ask {question.name} {given}".rstrip()
    found = ask(path, question.name, question.example)
    lines = render_table(found.columns, found.rows[:ROWS_SHOWN], CELL_WIDTH).splitlines()
    yield from lines
    more = len(found.rows) - ROWS_SHOWN
    yield f"… {more} more {'row' if more == 1 else 'rows'}\n```" if more > 0 else "```"


def _describe_parameter(parameter: Parameter) -> str:
    sort = "one of a list" if "|" in parameter.type else parameter.type
    also = f" or {parameter.open_word}" if parameter.open_word else ""
    values = f": {', '.join(f'`{value}`' for value in parameter.values)}" if "|" in parameter.type else ""
    return f"- `{parameter.name}` = {parameter.default} ({sort}{also}): {_escape(parameter.meaning)}{values}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
