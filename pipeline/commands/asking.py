"""The commands that ask the published file in other ways than by name: `sql`, its shell, `ui`, and `export`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.console import (
    STATE,
    Format,
    Verbose,
    check_format,
    open_warehouse,
    print_result,
    read_parameters,
)
from pipeline.errors import PipelineError


def sql(
    statement: Annotated[
        str | None, typer.Argument(help="One SQL statement; the warehouse is read-only. None: a shell.")
    ] = None,
    form: Format = "table",
    verbose: Verbose = False,
) -> None:
    """Ask the published warehouse in SQL; without a statement a shell that completes tables and columns.

    Example: defcoop sql "select * from budget_share_trend" --format csv

    On a terminal the shell keeps its history in the home folder, and pages what does not fit. Otherwise it runs the
    statements that it is given, each ended by a semicolon. Each statement opens the file for itself alone: a night is
    never kept waiting, and what it publishes is asked from the next statement on.
    """
    STATE["verbose"] = verbose
    from pipeline.output import FORMATS

    path = open_warehouse()
    check_format(form, FORMATS)
    if statement is None:
        from pipeline.commands.shell import run_script, run_shell
        from pipeline.settings import load_settings

        if sys.stdin.isatty() and sys.stdout.isatty():
            run_shell(path, load_settings().home / "sql_history", form)
        elif not run_script(path, sys.stdin.read(), form):
            raise SystemExit(1)
        return
    from warehouse.query import query

    print_result(query(path, statement, {}), form)


def ui(
    is_install: Annotated[
        bool, typer.Option("--install", help="Fetch DuckDB's extension from the internet first.")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """Open DuckDB's own interface on the published warehouse, read-only, where its extension is there.

    It is served on this machine and loads its pages from the internet. It keeps the version that it was opened on.

    Example: defcoop ui
    """
    STATE["verbose"] = verbose
    path = open_warehouse()
    from pipeline.commands.shell import open_interface

    open_interface(path, is_install=is_install)


def export(
    question: Annotated[str, typer.Argument(help="The question; see `defcoop ask --list`.")],
    parameters: Annotated[list[str] | None, typer.Argument(help="Its parameters, as name=value.")] = None,
    is_xlsx: Annotated[bool, typer.Option("--xlsx", help="As a workbook of Excel.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; its name is the question's.")] = None,
    verbose: Verbose = False,
) -> None:
    """Write the answer to a named question as a workbook, with a sheet that says what it is and of which version.

    Example: defcoop export --xlsx exercises

    No cell is a formula, whatever a text begins with. All tables lie as CSV and Parquet in the folder of exports.
    """
    STATE["verbose"] = verbose
    if not is_xlsx:
        raise PipelineError("no form is named", "use --xlsx; for CSV use `defcoop ask QUESTION --format csv`")
    open_warehouse()
    from pipeline.commands.workbook import export_answer
    from pipeline.settings import load_settings

    path = out or Path(f"{question}.xlsx")
    count = export_answer(load_settings(), question, read_parameters(parameters or []), path)
    print(f"{path}: {count:,} rows")
