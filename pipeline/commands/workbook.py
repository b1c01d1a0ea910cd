"""`defcoop export`: the answer to a named question as a file for people who work in a spreadsheet."""

import os
from collections.abc import Mapping
from pathlib import Path

from pipeline.settings import Settings
from warehouse.kept import read_version
from warehouse.questions import ask_question, find_question, write_statement
from warehouse.workbook import write_workbook

USE = "A copy: what is changed here changes nothing in the warehouse. Each id leads to its sentence: defcoop explain ID"


def export_answer(settings: Settings, name: str, given: Mapping[str, str], out: Path) -> int:
    """Write the answer into a workbook that is there whole or not at all; returns its rows. Raises as `ask`."""
    question = find_question(name)
    result = ask_question(settings.published, question, given)
    version = read_version(settings.published)
    asked = {one.name: given.get(one.name, one.default) for one in question.parameters}
    meanings = {one.name: one.meaning for one in question.parameters}
    about = {
        "question": question.name,
        "what it answers": question.description,
        **{f"{name} ({meanings[name]})": value for name, value in asked.items()},
        "rows": len(result.rows),
        "written at (UTC)": settings.clock(),
        "version of the warehouse": version.version_id,
        "published at (UTC)": version.published_at,
        "statement": write_statement(question, given),
        "use": USE,
    }
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    partial.touch()  # a folder that cannot be written to is told before anything is made
    try:
        write_workbook(partial, question.name, result, about)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return len(result.rows)
