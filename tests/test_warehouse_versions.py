"""Two clocks: at every past moment the warehouse answers as it would have answered then."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.commitments import COMMITMENTS
from schemas.ddl import create_table
from schemas.frames import to_arrow
from schemas.resolution import RESOLVED_TABLES
from tests.warehouse_world import AT, TRAINING, make_commitment, make_document, make_mention
from warehouse.errors import LoadError
from warehouse.scripts import load_scripts
from warehouse.versions import Resolved, record_rows, refuse_the_past
from warehouse.views import create_view

STANDINGS = ("proposed", "agreed", "completed")
State = dict[str, str]
MENTION = make_mention(1, make_document(1, TRAINING), TRAINING)
STATES = st.dictionaries(st.sampled_from(("c-100", "c-200", "c-300")), st.sampled_from(STANDINGS))


@contextmanager
def open_empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        con.execute(create_table(COMMITMENTS))
        (as_of,) = [script for script in load_scripts("views") if script.name == "commitments_as_of"]
        create_view(con, as_of)
        yield con


def resolved(state: State) -> pa.Table:
    rows = [make_commitment(name, MENTION, standing=standing) for name, standing in state.items()]
    return to_arrow(RESOLVED_TABLES[0], rows)


def record(con: duckdb.DuckDBPyConnection, states: Sequence[State]) -> list[datetime]:
    moments = [AT + timedelta(days=number) for number in range(len(states))]
    for moment, state in zip(moments, states, strict=True):
        record_one(con, resolved(state), moment)
    return moments


def record_one(con: duckdb.DuckDBPyConnection, rows: pa.Table, moment: datetime) -> None:
    con.register("rows_resolved", rows)
    record_rows(con, COMMITMENTS, Resolved("from rows_resolved"), moment)


def answer(con: duckdb.DuckDBPyConnection, moment: datetime) -> list[tuple[Any, ...]]:
    statement = "select commitment_id, standing from commitments_as_of($at) order by all"
    return con.execute(statement, {"at": moment}).fetchall()


@settings(max_examples=15, deadline=None)
@given(st.lists(STATES, min_size=1, max_size=6))
def test_every_past_moment_is_answered_as_it_was_then(states: list[State]) -> None:
    with open_empty() as con:
        for moment, state in zip(record(con, states), states, strict=True):
            assert answer(con, moment) == sorted(state.items())
            assert answer(con, moment + timedelta(hours=23)) == sorted(state.items())
        assert answer(con, AT - timedelta(seconds=1)) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(STATES, min_size=1, max_size=6))
def test_recording_the_same_again_changes_nothing(states: list[State]) -> None:
    with open_empty() as con:
        moments = record(con, states)
        before = con.execute("from commitments order by all").fetchall()
        record_one(con, resolved(states[-1]), moments[-1])
        record_one(con, resolved(states[-1]), moments[-1] + timedelta(days=9))
        assert con.execute("from commitments order by all").fetchall() == before


def list_versions(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("select standing, recorded_from, recorded_to from commitments order by recorded_from").fetchall()


def test_a_change_closes_the_old_row_at_the_moment_that_opens_the_new_one() -> None:
    with open_empty() as con:
        first, second = record(con, [{"c-100": "proposed"}, {"c-100": "agreed"}])
        assert list_versions(con) == [("proposed", first, second), ("agreed", second, None)]


def test_an_unchanged_commitment_keeps_its_row() -> None:
    with open_empty() as con:
        first, _ = record(con, [{"c-100": "proposed"}, {"c-100": "proposed"}])
        assert list_versions(con) == [("proposed", first, None)]


def test_a_commitment_that_no_text_gives_any_more_is_closed_and_can_come_back() -> None:
    with open_empty() as con:
        first, second, third = record(con, [{"c-100": "agreed"}, {}, {"c-100": "agreed"}])
        assert list_versions(con) == [("agreed", first, second), ("agreed", third, None)]


def test_a_second_resolution_of_the_same_moment_replaces_the_first() -> None:
    with open_empty() as con:
        record_one(con, resolved({"c-100": "proposed"}), AT)
        record_one(con, resolved({"c-100": "agreed"}), AT)
        assert list_versions(con) == [("agreed", AT, None)]


def test_the_past_is_not_rewritten() -> None:
    with open_empty() as con:
        record_one(con, resolved({"c-100": "proposed"}), AT)
        with pytest.raises(LoadError, match="already recorded at 2026-03-01 02:00:00 UTC, later than 2026-02-28"):
            refuse_the_past(con, AT - timedelta(days=1))


def test_two_commitments_of_one_id_are_refused() -> None:
    twice = pa.concat_tables([resolved({"c-100": "proposed"}), resolved({"c-100": "agreed"})])
    with open_empty() as con, pytest.raises(LoadError, match="share a key"):
        record_one(con, twice, AT)
