"""What the commands of `defcoop` share: options, the log, checks of what was typed, the published file."""

import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import PipelineError

LOG = logging.getLogger("defcoop")
STATE = {"verbose": False}

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the logs, and where an error comes from.")]
Format = Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")]


def start_log(verbose: bool) -> None:
    """Send the log to stderr, with what only a search for an error needs where it is asked for."""
    STATE["verbose"] = verbose
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_choose_formatter())
        LOG.addHandler(handler)
    LOG.propagate = False
    LOG.setLevel(logging.DEBUG if verbose else logging.INFO)


def _choose_formatter() -> logging.Formatter:
    """Lines for people, or JSON for machines where `DEFCOOP_LOG_FORMAT` says so."""
    from pipeline.settings import load_settings

    if load_settings().log_format == "plain":
        return logging.Formatter("%(message)s")
    from pipeline.observing import JsonLines

    return JsonLines()


def check_format(form: str, known: tuple[str, ...]) -> str:
    """The format, where it is known. Raises `PipelineError` with the known ones."""
    return check_choice("format", form, known)


def check_choice(what: str, given: str, known: tuple[str, ...]) -> str:
    """What was given, where it is known. Raises `PipelineError` with the known ones."""
    if given not in known:
        raise PipelineError(f"no {what} {given!r}", f"use one of: {', '.join(known)}")
    return given


def open_warehouse() -> Path:
    """The published file. Raises `PipelineError` where there is none yet."""
    from pipeline.settings import load_settings

    path = load_settings().published
    if not path.exists():
        raise PipelineError(f"no warehouse at {path}", "run `defcoop nightly` first, or set DEFCOOP_HOME")
    return path


def read_parameters(pairs: list[str]) -> dict[str, str]:
    """Name -> value of what was given as `name=value`. Raises `PipelineError` for a pair without a value."""
    for pair in pairs:
        if "=" not in pair:
            raise PipelineError(f"parameter {pair!r} has no value", "write it as name=value")
    return dict(pair.split("=", 1) for pair in pairs)


def print_result(result: Any, form: str) -> None:
    """Print what a query gave."""
    from pipeline.output import FORMATS, print_rows

    print_rows(list(result.columns), [tuple(row) for row in result.rows], check_format(form, FORMATS))
