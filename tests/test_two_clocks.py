"""A document that turns up late changes the present, and not what would have been answered before it was known."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.commitments import COMMITMENT_HISTORY, COMMITMENTS
from schemas.ddl import create_table
from schemas.frames import to_arrow
from schemas.resolution import drop_recorded
from tests.small_claims import resolve
from tests.small_world import NOW, make_world, run, write
from tests.test_history import LINES
from tests.warehouse_world import AT
from warehouse.query import query
from warehouse.scripts import load_scripts
from warehouse.versions import Resolved, record_rows
from warehouse.views import create_view

MACROS = ("commitments_as_of", "commitment_history_as_of")
Rows = list[tuple[Any, ...]]

SIGNED = "2024-07-08 access_and_status JPN+PHL agreed instrument=RAA announced=2024-07-08 id=signed"
IN_FORCE = "2025-09-12 access_and_status JPN+PHL in_force instrument=RAA effective=2025-09-11 id=force"
PROPOSED = "2023-11-03 access_and_status JPN+PHL proposed instrument=RAA id=proposed"
ENDED = "2025-03-01 access_and_status JPN+PHL suspended instrument=RAA effective=2025-02-27 id=ended"


@contextmanager
def open_empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        for table in (COMMITMENTS, COMMITMENT_HISTORY):
            con.execute(create_table(table))
        for script in load_scripts("views"):
            if script.name in MACROS:
                create_view(con, script)
        yield con


def tell_nightly(con: duckdb.DuckDBPyConnection, nights: Sequence[Sequence[str]]) -> list[datetime]:
    """Record what is known after each night of all documents that have arrived by then."""
    known: list[str] = []
    moments = [AT + timedelta(days=number) for number in range(len(nights))]
    for moment, arrived in zip(moments, nights, strict=True):
        known += arrived
        resolution = resolve("\n".join(known))
        for table in (COMMITMENTS, COMMITMENT_HISTORY):
            con.register("rows_found", to_arrow(drop_recorded(table), getattr(resolution, table.name)))
            record_rows(con, table, Resolved("from rows_found"), moment)
    return moments


def ask_as_of(con: duckdb.DuckDBPyConnection, columns: str, macro: str, moment: datetime) -> Rows:
    return con.execute(f"select {columns} from {macro}($at) order by all", {"at": moment}).fetchall()


def list_standings(con: duckdb.DuckDBPyConnection, moment: datetime) -> list[str]:
    found = con.execute(
        "select new_value from commitment_history_as_of($at) where field = 'standing' order by step", {"at": moment}
    ).fetchall()
    return [value for (value,) in found]


def test_an_older_document_that_arrives_later_changes_the_history_of_now_alone() -> None:
    with open_empty() as con:
        before, after = tell_nightly(con, [[SIGNED, IN_FORCE], [PROPOSED, ENDED]])
        assert list_standings(con, before) == ["agreed", "in_force"]
        assert list_standings(con, before + timedelta(hours=23)) == ["agreed", "in_force"]
        assert list_standings(con, after) == ["proposed", "agreed", "suspended", "in_force"]
        columns = "standing, delivery, first_seen_on::varchar"
        assert ask_as_of(con, columns, MACROS[0], before) == [("in_force", "not_assessed", "2024-07-08")]
        assert ask_as_of(con, columns, MACROS[0], after) == [("in_force", "not_assessed", "2023-11-03")]


def test_an_older_document_that_arrives_later_may_change_the_standing_of_now() -> None:
    with open_empty() as con:
        before, after = tell_nightly(con, [[SIGNED], [ENDED]])
        found = [ask_as_of(con, "standing, delivery", MACROS[0], moment) for moment in (before, after)]
        assert found == [[("agreed", "not_assessed")], [("suspended", "stopped")]]


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whatever_arrives_later_leaves_every_earlier_answer_as_it_was(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["access_and_status", "joint_training"]))
    lines = [line.replace("KIND", kind) for line in data.draw(st.lists(LINES, min_size=2, max_size=6))]
    cut = data.draw(st.integers(1, len(lines) - 1))
    with open_empty() as con:
        (first,) = tell_nightly(con, [lines[:cut]])
        answered = [ask_as_of(con, "* exclude (recorded_to)", macro, first) for macro in MACROS]
    with open_empty() as con:
        moments = tell_nightly(con, [lines[:cut], lines[cut:]])
        assert [ask_as_of(con, "* exclude (recorded_to)", macro, moments[0]) for macro in MACROS] == answered
        assert all(len(ask_as_of(con, "*", macro, AT - timedelta(days=1))) == 0 for macro in MACROS)


OLDER = """Talks on access begin
Published: 2023-11-03

Japan and the Philippines agreed on Friday to start negotiations on a reciprocal access agreement.
"""


def test_so_does_a_night_that_finds_an_older_document(tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    assert run(environment, "nightly", "--direct").returncode == 0
    write(tmp_path / "gazette" / "older.txt", OLDER)
    later = {"DEFCOOP_NOW": "2026-03-02T02:00:00+00:00"}
    assert run(environment | later, "nightly", "--direct").returncode == 0
    published = tmp_path / "home" / "warehouse" / "defcoop.duckdb"

    def ask(statement: str) -> Rows:
        return query(published, statement).rows

    seen = "select first_seen_on, documents_count from commitments_as_of('{}') where kind = 'access_and_status'"
    steps = """
        select h.new_value from commitment_history_as_of('{0}') h join commitments_as_of('{0}') using (commitment_id)
        where kind = 'access_and_status' and field = 'standing' order by step
    """
    assert ask(seen.format(NOW)) == [(date(2025, 2, 5), 1)]
    assert ask(steps.format(NOW)) == [("agreed",)]
    assert ask(seen.format(later["DEFCOOP_NOW"])) == [(date(2023, 11, 3), 2)]
    assert ask(steps.format(later["DEFCOOP_NOW"])) == [("proposed",), ("agreed",)]
