"""Loading a resolution: whole, or only what new mentions touch. Both ways lead to the same warehouse."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.commitments import TABLES
from schemas.derived import TABLES as DERIVED_TABLES
from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.resolution import ALIASES, DUPLICATES, SCOPE
from tests.warehouse_world import (
    AT,
    TRAINING,
    Row,
    load_references,
    make_commitment,
    make_document,
    make_link,
    make_mention,
    resolve,
)
from warehouse.build import insert_rows, load_commitments
from warehouse.errors import LoadError
from warehouse.migrate import migrate_tables
from warehouse.views import create_views

State = dict[str, str]
Claim = tuple[str, int, list[str], str]
Said = dict[str, Claim]
DOCUMENT = make_document(1, TRAINING)
NAMES = ("c-100", "c-200", "c-300")
STATES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("proposed", "agreed", "completed")))


@contextmanager
def open_empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        migrate_tables(con)
        create_views(con)
        load_references(con)
        insert_rows(con, DOCUMENTS, to_arrow(DOCUMENTS, [make_document(n, TRAINING) for n in (1, 2, 3)]))
        yield con


def load(
    con: duckdb.DuckDBPyConnection,
    state: State,
    day: int,
    scope: Sequence[str] | None = None,
    *,
    duplicates: dict[str, str | None] | None = None,
    aliases: dict[str, str] | None = None,
    claims: Mapping[str, Row] | None = None,
    days: Mapping[str, int] | None = None,
) -> None:
    """Load commitments of these standings, on a day: all there are, or a delta about a scope. `claims` is what else
    some of them say, and `days` on which day of a month they were read of last."""
    pairs = []
    for name, standing in state.items():
        said = (claims or {}).get(name, {})
        mention = make_mention(1, DOCUMENT, TRAINING, **{"mention_id": f"m-{name}", "standing": standing, **said})
        seen = {"last_seen_on": date(2025, 2, days[name])} if days else {}
        pairs.append((make_commitment(name, mention, **seen), [mention]))
    tables = resolve(pairs)
    tables[DUPLICATES.name] = to_arrow(DUPLICATES, [make_link(a, b) for a, b in (duplicates or {}).items()])
    if scope is not None:
        tables[SCOPE.name] = to_arrow(SCOPE, [{"commitment_id": name} for name in scope])
    if aliases is not None:
        rows = [{"alias_id": a, "commitment_id": b, "reason": "merged"} for a, b in aliases.items()]
        tables[ALIASES.name] = to_arrow(ALIASES, rows)
    with TemporaryDirectory() as folder:
        for name, data in tables.items():
            pq.write_table(data, Path(folder) / f"{name}.parquet")
        load_commitments(con, Path(folder), AT + timedelta(days=day))


def dump(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    tables = (*TABLES, *DERIVED_TABLES)
    return {table.name: con.execute(f"from {table.name} order by all").fetchall() for table in tables}


def current(con: duckdb.DuckDBPyConnection) -> State:
    return dict(con.execute("select commitment_id, standing from commitments where recorded_to is null").fetchall())


@settings(max_examples=6)
@given(st.lists(STATES, min_size=1, max_size=3))
def test_deltas_lead_where_whole_resolutions_lead(states: list[State]) -> None:
    with open_empty() as whole, open_empty() as parts:
        before: State = {}
        for day, state in enumerate(states):
            load(whole, state, day)
            touched = [name for name in NAMES if state.get(name) != before.get(name)]
            load(parts, {name: state[name] for name in touched if name in state}, day, scope=touched)
            assert dump(parts) == dump(whole)
            before = state


SIDES = st.sampled_from((["DNK", "NOR"], ["DNK"], ["NATO"]))
CLAIMS = st.tuples(st.sampled_from(("agreed", "denied")), st.integers(1, 4), SIDES, st.sampled_from("ab"))
FIRST = st.fixed_dictionaries(dict.fromkeys(NAMES, CLAIMS))
CHANGED = st.dictionaries(st.sampled_from(NAMES), st.none() | CLAIMS, min_size=1, max_size=2)
"""What each says on the first night; and what one or two say on a later one, or that they are said no more."""


@settings(max_examples=20)
@given(FIRST, st.lists(CHANGED, min_size=1, max_size=3))
def test_denials_are_held_against_the_nearest_affirmations_whatever_a_delta_lists(
    first: Said, nights: list[dict[str, Claim | None]]
) -> None:
    with open_empty() as whole, open_empty() as parts:
        said: Said = {}
        changes: list[Mapping[str, Claim | None]] = [first, *nights]
        for day, changed in enumerate(changes):
            said = {name: claim for name, claim in {**said, **changed}.items() if claim}
            state = {name: standing for name, (standing, *_) in said.items()}
            claims = {
                name: {"parties": parties, "instrument": "ACSA", "mention_id": f"m-{name}-{letter}"}
                for name, (_, _, parties, letter) in said.items()
            }
            days = {name: on for name, (_, on, *_) in said.items()}
            load(whole, state, day, claims=claims, days=days)
            listed = {name: state[name] for name in changed if name in state}
            load(parts, listed, day, list(changed), claims=claims, days=days)
            assert dump(parts) == dump(whole)


def test_a_nearer_affirmation_takes_the_place_of_another_under_a_denial_that_nobody_touched() -> None:
    claims = {name: {"instrument": "ACSA"} for name in NAMES}
    days = {"c-100": 1, "c-200": 4, "c-300": 3}
    with open_empty() as con:
        load(con, {"c-100": "agreed", "c-200": "denied"}, 0, claims=claims, days=days)
        load(con, {"c-300": "agreed"}, 1, ["c-300"], claims=claims, days=days)
        found = con.execute("select commitment_id, mention_id_a, mention_id_b from contradiction_pairs").fetchall()
        assert found == [("c-300", "m-c-300", "m-c-200")]


def test_a_denial_stands_against_an_affirmation_until_that_is_withdrawn() -> None:
    claims = {name: {"instrument": "ACSA"} for name in NAMES}
    with open_empty() as con:
        load(con, {"c-100": "agreed", "c-200": "denied"}, 0, claims=claims, days={"c-100": 1, "c-200": 3})
        found = con.execute("select commitment_id, mention_id_a, mention_id_b from contradiction_pairs").fetchall()
        assert found == [("c-100", "m-c-100", "m-c-200")]
        load(con, {}, 1, scope=["c-100"])
        assert dump(con)["contradiction_pairs"] == []


@settings(max_examples=3)
@given(STATES, STATES)
def test_a_delta_that_is_loaded_again_changes_nothing(before: State, after: State) -> None:
    with open_empty() as con:
        load(con, before, 0)
        load(con, after, 1, scope=NAMES)
        once = dump(con)
        load(con, after, 1, scope=NAMES)
        load(con, after, 2, scope=NAMES)
        assert dump(con) == once


def test_a_delta_says_nothing_of_what_it_does_not_list() -> None:
    with open_empty() as con:
        load(con, {"c-100": "proposed", "c-200": "agreed"}, 0)
        load(con, {"c-100": "completed"}, 1, scope=["c-100"])
        assert current(con) == {"c-100": "completed", "c-200": "agreed"}
        assert con.execute("select count(*) from commitment_evidence").fetchall() == [(2,)]


def test_a_listed_commitment_without_a_row_is_withdrawn() -> None:
    with open_empty() as con:
        load(con, {"c-100": "proposed", "c-200": "agreed"}, 0)
        load(con, {}, 1, scope=["c-100"])
        assert current(con) == {"c-200": "agreed"}
        for table in ("commitment_parties", "commitment_evidence"):
            assert con.execute(f"select distinct commitment_id from {table}").fetchall() == [("c-200",)]
        open_steps = "select commitment_id from commitment_history where recorded_to is null"
        assert con.execute(open_steps).fetchall() == [("c-200",)]


def test_a_row_outside_of_the_scope_of_its_delta_is_refused() -> None:
    with open_empty() as con, pytest.raises(LoadError, match=r"2 rows were resolved and 1 are current: .*scope"):
        load(con, {"c-100": "proposed", "c-200": "agreed"}, 0, scope=["c-100"])


def list_marks(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute("select document_id, duplicate_of from documents order by all").fetchall()


def test_a_delta_marks_only_the_documents_that_it_lists() -> None:
    with open_empty() as con:
        load(con, {}, 0, duplicates={"d-200": "d-100", "d-300": "d-100"})
        load(con, {}, 1, scope=[], duplicates={"d-200": None})
        assert list_marks(con) == [("d-100", None), ("d-200", None), ("d-300", "d-100")]
        assert con.execute("select sum(duplicates_count) from documents_seen").fetchall() == [(1,)]
        load(con, {}, 2)
        assert list_marks(con) == [("d-100", None), ("d-200", None), ("d-300", None)]


def test_an_alias_keeps_its_moment_and_may_lead_elsewhere() -> None:
    with open_empty() as con:
        load(con, {"c-100": "agreed"}, 0, aliases={"c-old": "c-100"})
        load(con, {"c-200": "agreed"}, 1, aliases={"c-old": "c-200", "c-100": "c-200"})
        load(con, {"c-200": "agreed"}, 2)
        found = con.execute("select alias_id, commitment_id, recorded_at from commitment_aliases order by all")
        assert found.fetchall() == [("c-100", "c-200", AT + timedelta(days=1)), ("c-old", "c-200", AT)]


def test_an_alias_that_leads_to_two_commitments_is_refused() -> None:
    twice = [{"alias_id": "c-old", "commitment_id": name, "reason": "merged"} for name in ("c-100", "c-200")]
    with open_empty() as con, TemporaryDirectory() as name:
        folder = Path(name)
        for table, data in {**resolve([]), ALIASES.name: to_arrow(ALIASES, twice)}.items():
            pq.write_table(data, folder / f"{table}.parquet")
        with pytest.raises(LoadError, match="alias c-old leads to two commitments"):
            load_commitments(con, folder, AT)


def list_links(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many pairs of mentions contradict each other, and by how many links."""
    statement = "select count(distinct (mention_id_a, mention_id_b)), count(distinct link) from contradiction_pairs"
    ((pairs, links),) = con.execute(statement).fetchall()
    return pairs, links


def test_a_pair_that_two_links_hold_together_stands_until_both_are_gone() -> None:
    days = {"c-100": 1, "c-200": 3}
    claims = {
        "c-100": {"instrument": "ACSA", "parties": ["EU", "NATO"]},
        "c-200": {"instrument": "ACSA", "parties": ["DNK"]},
    }
    with open_empty() as con:
        load(con, {"c-100": "agreed", "c-200": "denied"}, 0, claims=claims, days=days)
        assert list_links(con) == (1, 2)
        for day, (parties, expected) in enumerate(((["NATO"], (1, 1)), (["EU"], (1, 1)), (["JPN"], (0, 0))), 1):
            changed = claims | {"c-100": {"instrument": "ACSA", "parties": parties}}
            load(con, {"c-100": "agreed"}, day, ["c-100"], claims=changed, days=days)
            assert list_links(con) == expected
