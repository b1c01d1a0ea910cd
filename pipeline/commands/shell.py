"""The shell of `defcoop sql`: statements of one or more lines, completed, paged, each on a connection of its own."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import duckdb

from pipeline.errors import PipelineError
from pipeline.output import print_rows, render, render_table
from warehouse.completion import Names, complete, read_names
from warehouse.errors import QueryError
from warehouse.reading import READ_ONLY, Result, query

SHOWN_MAX = 10_000
"""Rows that the shell shows of an answer."""
HELP = """A statement ends with a semicolon. Tab completes. Ctrl+C drops a statement, Ctrl+D ends.
  .tables          tables and views
  .columns TABLE   columns of one
  .format FORMAT   table, json or csv
  .help            this"""
TABLES = """
    select table_name as name, comment from duckdb_tables() where not internal
    union all select view_name, comment from duckdb_views() where not internal order by all
"""
COLUMNS = "select column_name, data_type, comment from duckdb_columns() where table_name = $name order by column_index"
Say = Callable[[str], Any]


def run_script(path: Path, text: str, form: str) -> bool:
    """Run statements one by one and print each answer; returns whether all went well. The first that fails ends it."""
    for statement in split_statements(text):
        try:
            result = query(path, statement)
        except QueryError as error:
            click.echo(f"error: {error}", err=True)
            return False
        print_rows(result.columns, result.rows, form)
    return True


def split_statements(text: str) -> list[str]:
    """The statements of a text; a text that cannot be parsed stands as one, so that its error is told when it runs."""
    try:
        return [found.query for found in duckdb.extract_statements(text)]
    except duckdb.Error:
        return [text]


def run_shell(path: Path, history: Path, form: str) -> None:
    """Read statements from the terminal until it is closed."""
    session, names = _open_session(path, history), {"form": form}
    click.echo(f"{path} ({READ_ONLY.partition(';')[0]}); .help helps")
    while True:
        try:
            text = session.prompt().strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text.rstrip(";") in (".quit", ".exit"):
            return
        if text:
            names["form"] = _answer(path, text, names["form"])


def _answer(path: Path, text: str, form: str) -> str:
    """Run what was typed; returns the format from now on."""
    word, _, rest = text.rstrip(";").partition(" ")
    try:
        if word == ".format":
            if rest not in ("table", "json", "csv"):
                raise QueryError(f"no format {rest!r}: use table, json or csv")
            return rest
        if word == ".help":
            click.echo(HELP)
        elif word == ".tables":
            _show(query(path, TABLES), form)
        elif word == ".columns":
            _show(query(path, COLUMNS, {"name": rest}), form)
        elif word.startswith("."):
            raise QueryError(f"no command {word}: .help lists them")
        else:
            for statement in split_statements(text):
                started = time.monotonic()
                _show(query(path, statement, most=SHOWN_MAX + 1), form, time.monotonic() - started)
    except QueryError as error:
        click.echo(f"error: {error}", err=True)
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    return form


def _show(result: Result, form: str, seconds: float | None = None) -> None:
    rows = result.rows[:SHOWN_MAX]
    page = render_table(result.columns, rows, None) if form == "table" else render(result.columns, rows, form)
    size = shutil.get_terminal_size()
    lines = page.splitlines()
    if len(lines) >= size.lines - 2 or max(map(len, lines), default=0) > size.columns:
        os.environ.setdefault("LESS", "-FRSX")  # long lines are scrolled to, not wrapped
        click.echo_via_pager(page + "\n")
    else:
        click.echo(page)
    more = f", the first {SHOWN_MAX:,} of more" if len(result.rows) > SHOWN_MAX else ""
    took = f" in {seconds:.2f} s" if seconds is not None else ""
    click.echo(f"{len(rows):,} rows{more}{took}", err=True)


def _open_session(path: Path, history: Path) -> Any:
    """A session of prompt_toolkit: history in a file that only its owner reads, completion, Enter that ends a line or a
    statement."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.application import get_app
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.history import FileHistory

    known = _Known(path)

    class Complete(Completer):
        """Names of the published file."""

        def get_completions(self, document: Any, complete_event: Any) -> Any:
            word, found = complete(document.text_before_cursor, document.text, known.read())
            return (Completion(name, -len(word)) for name in found)

    history.touch(mode=0o600)
    return PromptSession(
        "defcoop> ",
        history=FileHistory(str(history)),
        completer=Complete(),
        complete_while_typing=False,
        multiline=Condition(lambda: not is_whole(get_app().current_buffer.text)),
        prompt_continuation="     ...> ",
    )


def is_whole(text: str) -> bool:
    """Whether Enter runs what is typed: a statement with its semicolon, a command, or nothing."""
    typed = text.strip()
    return not typed or typed.endswith(";") or typed.startswith(".")


class _Known:
    """The names of the published file, read again once a night has replaced it."""

    def __init__(self, path: Path) -> None:
        self._path, self._inode, self._names = path, -1, Names({}, ())

    def read(self) -> Names:
        inode = self._path.stat().st_ino
        if inode != self._inode:
            self._inode, self._names = inode, read_names(self._path)
        return self._names


def open_interface(path: Path, *, is_install: bool) -> None:
    """Serve DuckDB's interface until it is interrupted. Raises `PipelineError` where its extension is not there."""
    with duckdb.connect() as con:
        try:
            if is_install:
                con.execute("install ui")
            con.execute("set autoinstall_known_extensions = false")
            con.execute("load ui")
            con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as defcoop (read_only)")
            con.execute("use defcoop")
            ((address,),) = con.execute("call start_ui()").fetchall()
        except duckdb.Error as error:
            what = f"DuckDB's interface cannot be opened: {str(error).splitlines()[0]}"
            remedy = (
                "where the internet can be reached, run `defcoop ui --install` once; `defcoop sql` needs no extension"
            )
            raise PipelineError(what, remedy) from error
        click.echo(f"{address}; Ctrl+C ends it")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return
