"""`defcoop sql` as a shell, its completion, `defcoop ui` and `defcoop export`: what they show, and what they refuse."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import httpx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.commands.shell import is_whole, split_statements
from tests.small_world import ROOT, run, start
from tests.warehouse_world import make_world
from warehouse.completion import Names, complete, read_names
from warehouse.errors import QueryError
from warehouse.reading import Result
from warehouse.workbook import FORMULA_STARTS, ROWS_MAX, read_cell, write_workbook

NAMES = Names(
    {"commitments": ["commitment_id", "kind"], "documents": ["document_id", "kind_of"]}, ("commitments_as_of",)
)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A published warehouse of three commitments."""
    world, resolution = make_world(tmp_path / "home")
    world.build(resolution)
    world.publish()
    return {"DEFCOOP_HOME": str(tmp_path / "home"), "DEFCOOP_NOW": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("select * from com", ["commitments", "commitments_as_of("]),
        ("select * from commitments join doc", ["documents"]),
        ("select * from commitments, doc", ["documents"]),
        ("select d.| from documents d", ["document_id", "kind_of"]),
        ("select documents.doc| from documents", ["document_id"]),
        ("select k| from documents", ["kind_of"]),
        ("SELECT comm| FROM commitments", ["commitment_id", "commitments"]),
        ("select kind from commitments where ki", ["kind"]),
        ("select x.", []),
    ],
)
def test_what_may_follow_is_offered(typed: str, first: list[str]) -> None:
    before, _, after = typed.partition("|")
    assert complete(before, before + after, NAMES)[1][: len(first) or None] == first


def test_every_table_and_column_of_the_file_can_be_completed(environment: dict[str, str]) -> None:
    names = read_names(Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb")
    assert "commitment_id" in names.tables["commitments"]
    assert "budget_share_trend" in names.tables
    assert "commitments_as_of" in names.macros


@given(st.text(max_size=40), st.text(max_size=40))
def test_completion_offers_what_begins_as_typed_whatever_is_typed(before: str, after: str) -> None:
    word, found = complete(before, before + after, NAMES)
    assert before.endswith(word)
    assert all(name.lower().startswith(word.lower()) for name in found)


def test_a_statement_ends_with_its_semicolon_and_may_hold_one_in_a_text() -> None:
    assert [is_whole(text) for text in ("select 1", "select 1;", ".tables", "")] == [False, True, True, True]
    assert [text.strip() for text in split_statements("select ';'; select 2")] == ["select ';';", "select 2"]
    assert split_statements("selct 1; x") == ["selct 1; x"]


def pipe(environment: dict[str, str], text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Give the shell statements that no terminal types."""
    command = [sys.executable, "-m", "pipeline.cli", "sql", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, input=text, capture_output=True, text=True, timeout=120
    )


def test_statements_that_are_piped_are_run_one_by_one(environment: dict[str, str]) -> None:
    done = pipe(environment, "select 1 as a; select 2 as b;", "--format", "csv")
    assert (done.returncode, done.stdout.split()) == (0, ["a", "1", "b", "2"])
    done = pipe(environment, "select 1 as a; drop table commitments; select 2 as b;", "--format", "csv")
    assert (done.returncode, done.stdout.split()) == (1, ["a", "1"])
    assert "the published warehouse is read-only" in done.stderr


def type_into_shell(environment: dict[str, str], *typed: str) -> str:
    """Type into the shell at a terminal of its own; each text waits for the prompt before it. The end is typed until it
    is heard: while an answer is printed nobody listens."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.environ.update({**environment, "TERM": "xterm", "PAGER": "cat", "PROMPT_TOOLKIT_NO_CPR": "1"})
        os.execv(sys.executable, [sys.executable, "-m", "pipeline.cli", "sql"])
    shown, until = "", time.monotonic() + 240
    for text in typed:
        shown += read_until(terminal, "defcoop>")
        os.write(terminal, text.encode())
    shown += read_until(terminal, "defcoop>")
    while (ended := os.waitpid(process, os.WNOHANG)) == (0, 0):
        if time.monotonic() > until:
            os.kill(process, signal.SIGKILL)
        with suppress(OSError):  # closed by the other side
            os.write(terminal, b"\x04")
        shown += read_until(terminal, "\0", 2)
    assert os.waitstatus_to_exitcode(ended[1]) == 0, shown
    return shown


def read_until(terminal: int, mark: str, seconds: float = 120) -> str:
    """What the terminal shows until a mark, or until it is closed, or for some seconds."""
    shown, end = "", time.monotonic() + seconds
    while mark not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            try:
                found = os.read(terminal, 65_536)
            except OSError:  # closed by the other side
                break
            if not found:
                break
            shown += found.decode("utf-8", "replace")
    return shown


def test_the_shell_completes_answers_remembers_and_keeps_nobody_waiting(environment: dict[str, str]) -> None:
    path = Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"
    shown = type_into_shell(environment, "select count(*) as the_count from commitments;\r", ".tables\r", "selct;\r")
    assert "the_count" in shown
    assert "budget_share_trend" in shown
    assert "error:" in shown
    history = path.parent.parent / "sql_history"
    assert "the_count" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0
    with duckdb.connect(str(path)) as con:  # a writer is let in
        con.execute("create table mine (a int)")


def test_ui_says_plainly_where_the_extension_is_not(environment: dict[str, str]) -> None:
    done = run({**environment, "HOME": environment["DEFCOOP_HOME"]}, "ui")
    assert done.returncode == 1
    assert done.stderr.startswith("error: DuckDB's interface cannot be opened: ")
    assert "`defcoop sql` needs no extension" in done.stderr
    assert done.stderr.count("\n") == 1


def has_interface() -> bool:
    """Whether DuckDB's extension lies on this machine; nothing is fetched."""
    with duckdb.connect() as con:
        try:
            con.execute("set autoinstall_known_extensions = false")
            con.execute("load ui")
        except duckdb.Error:
            return False
    return True


@pytest.mark.skipif(not has_interface(), reason="DuckDB's extension for its interface is not installed")
def test_ui_is_served_where_the_extension_is_and_ends_on_request(environment: dict[str, str]) -> None:
    home = {"HOME": os.environ["HOME"], "BROWSER": "true"}  # the extension lies there; no browser is opened
    with start(environment | home, "ui") as process:
        assert process.stdout
        told = process.stdout.readline()
        address = re.search(r"http://localhost:\d+/", told)
        assert address, process.communicate()
        assert httpx.get(f"{address[0]}info").headers["x-duckdb-version"].startswith("v")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (0, "")


def test_an_answer_is_a_workbook_that_says_what_it_is(environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "answer.xlsx"
    done = run(environment, "export", "--xlsx", "commitments_of", "actor=Japan", "--out", str(out))
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(out)
    answer, about = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
    assert book.sheetnames == ["commitments_of", "about"]
    assert f"{len(answer) - 1} rows" in done.stdout
    assert len(answer) > 1
    said = {str(row[0]): row[1] for row in about}
    assert said["question"] == "commitments_of"
    assert said["version of the warehouse"] == "night-1"
    assert said["written at (UTC)"] == datetime(2026, 3, 2, 9)
    assert "Japan" in {value for name, value in said.items() if name.startswith("actor")}
    assert "'JPN'" in str(said["statement"])
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "overdue"), "no form is named — use --xlsx"),
        (("export", "--xlsx", "overdu"), "no question 'overdu': ask one of overdue"),
        (("export", "--xlsx", "overdue", "x"), "parameter 'x' has no value"),
        (("export", "--xlsx", "overdue", "--out", "/nowhere/at/all.xlsx"), "cannot use /nowhere"),
    ],
)
def test_what_cannot_be_exported_is_one_error(
    environment: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    done = run(environment, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert words in done.stderr


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_text_of_the_web_becomes_a_formula(start: str, tmp_path: Path) -> None:
    text = f'{start}HYPERLINK("https://example.org","x")'
    write_workbook(tmp_path / "a.xlsx", "a", Result((text,), [(text,), (["-1", "b"],)]), {text: text})
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value not in ("what", "value")]
        assert cells
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.quotePrefix for cell in cells)


def test_numbers_days_and_moments_stay_what_they_are_and_texts_that_no_cell_holds_are_mended(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 1, 2, tzinfo=UTC)
    row = (-1, 2.5, date(2026, 3, 1), moment, None, True, "a\x00b", "x" * 40_000, ["JPN", "NATO"], float("nan"))
    columns = tuple(f"c{number}" for number in range(len(row)))
    write_workbook(tmp_path / "a.xlsx", "a" * 40, Result(columns, [row]), {})
    (found,) = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True))
    assert found[:3] == (-1, 2.5, datetime(2026, 3, 1))
    assert found[3:7] == (datetime(2026, 3, 1, 2), None, True, "a b")
    assert len(str(found[7])) == 32_767
    assert found[8:] == ("JPN, NATO", "nan")


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="read the Parquet files"):
        write_workbook(tmp_path / "a.xlsx", "a", Result(("a",), [(1,)] * (ROWS_MAX + 1)), {})
    assert not (tmp_path / "a.xlsx").exists()


@given(st.text(max_size=50))
def test_any_text_fits_a_cell(text: str) -> None:
    assert isinstance(read_cell(text), str)
