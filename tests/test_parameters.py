"""Parameters of questions have types: what fits is read, what does not is refused with what would."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.registers import load_actors
from schemas.terms import list_terms
from tests.warehouse_world import make_world
from warehouse.errors import WarehouseError
from warehouse.parameters import declare_parameter, list_types, read_value, write_literal
from warehouse.query import QueryError, ask, describe_question, find_question, list_questions


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    world.build(resolution)
    return world.publish()


def read(sort: str, text: object, default: str = "any") -> Any:
    return read_value(declare_parameter("here", f"it {sort} or any = {default} (what it is)"), text)


@pytest.mark.parametrize(
    ("sort", "written", "value"),
    [
        ("actor", "jpn", "JPN"),
        ("actor", "Japan", "JPN"),
        ("actor", "south korea", "KOR"),
        ("actor", "North Atlantic Treaty Organization", "NATO"),
        ("state", "Britain", "GBR"),
        ("kind", "Joint training", "joint_training"),
        ("standing", "in-force", "in_force"),
        ("held|planned", "Held", "held"),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("date", date(2024, 2, 29), date(2024, 2, 29)),
        ("moment", "2024-02-29", datetime(2024, 2, 29, tzinfo=UTC)),
        ("moment", "2024-02-29 06:30", datetime(2024, 2, 29, 6, 30, tzinfo=UTC)),
        ("year", 2024, 2024),
        ("limit", "5", 5),
        ("number", "2.5", 2.5),
        ("text", "100%", "100%"),
        ("kind", "any", None),
        ("date", None, None),
    ],
)
def test_a_value_that_fits_is_read_as_its_type(sort: str, written: object, value: object) -> None:
    assert read(sort, written) == value


@pytest.mark.parametrize(
    ("sort", "written", "said"),
    [
        ("actor", "NATOO", r"no such actor: did you mean NATO.*\? write an id .* or an English name, or any"),
        ("actor", "Japn", r"did you mean JPN \(Japan\)"),
        ("actor", "qqqq", r"no such actor: write an id of the table actors"),
        ("state", "NATO", r"no such state: "),
        ("kind", "joint_trainin", r"not in the list: did you mean joint_training"),
        ("kind", "zzz", r"use one of budget_share, budget_amount, .*mutual_defence, or any"),
        ("held|planned", "off", r"not in the list: use one of held, planned"),
        ("date", "2024/3/1", r"no day: write it as YYYY-MM-DD, as 2024-03-01"),
        ("date", "2024-02-30", r"day is out of range|day .* must be in range"),
        ("date", "soon", r"no day: write it as YYYY-MM-DD, as 2026-01-31"),
        ("moment", "yesterday", r"no moment: write it as YYYY-MM-DD or YYYY-MM-DD HH:MM"),
        ("year", "24", r"not between 1900 and 2100"),
        ("year", "2024.5", r"no whole number"),
        ("limit", "0", r"not between 1 and 1000000"),
        ("number", "2,5 %", r"no number: write it with a decimal point, as 2.5"),
        ("number", "nan", r"no number"),
        ("commitment", "m-100", r"it begins with c-"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(sort: str, written: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        read(sort, written)


def test_a_value_is_needed_where_no_word_stands_for_all() -> None:
    with pytest.raises(QueryError, match="it=any: no such actor"):
        read_value(declare_parameter("here", "it actor = JPN (who)"), "any")


def test_every_actor_is_known_by_its_id_and_by_its_names() -> None:
    written = [(name, actor.actor_id) for actor in load_actors() for name in (actor.actor_id, actor.name)]
    assert [(name, actor) for name, actor in written if read("actor", name) != actor] == []


def test_every_term_of_the_record_contract_may_be_asked_for() -> None:
    assert [read("kind", kind) for kind in list_terms("kinds")] == list(list_terms("kinds"))


@given(st.text(max_size=12), st.sampled_from([*list_types(), "held|planned"]))
def test_no_value_breaks_the_reading(text: str, sort: str) -> None:
    try:
        read(sort, text)
    except QueryError as error:
        assert str(error).startswith("it=")


LITERALS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_characters="\0", codec="utf-8")),
    st.integers(-(2**31), 2**31),
    st.floats(0, 1e9),
    st.dates(),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)


@given(LITERALS)
def test_a_literal_says_what_the_value_is(value: Any) -> None:
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        assert con.execute(f"select {write_literal(value)} is not distinct from $1", [value]).fetchall() == [(True,)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("actor = JPN (who)", r"here: parameter .*: write it as `name type = default \(meaning\)`"),
        ("actor actor = JPN", r"write it as"),
        ("actor person = JPN (who)", r"here: no type 'person': use one of actor, commitment, "),
        ("actor actor = JPNN (who)", r"here: default of actor=JPNN: no such actor"),
    ],
)
def test_a_parameter_that_is_not_well_declared_is_named(line: str, said: str) -> None:
    with pytest.raises(WarehouseError, match=said):
        declare_parameter("here", line)


def test_a_source_may_be_written_by_a_part_of_its_name(path: Path) -> None:
    assert [row[0] for row in ask(path, "refused_rows", {"source": "gaz"}).rows] == ["gazette", "gazette"]
    with pytest.raises(
        QueryError, match=r"question refused_rows: source=gazet-te: no such source: did you mean gazette"
    ):
        ask(path, "refused_rows", {"source": "gazet-te"})


def test_a_question_explains_its_parameters_and_shows_sql_to_paste() -> None:
    told = describe_question(find_question("commitments_of"), {"actor": "Norway"})
    assert told.startswith("commitments_of: What has an actor promised")
    assert "kind (kind or any), any unless told: what is promised\n    budget_share, budget_amount, " in told
    assert "actor_id = 'NOR'" in told
    assert "null is null or kind = null" in told


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_parameter_has_a_type_and_a_meaning(question: Any) -> None:
    assert all(parameter.type and parameter.meaning for parameter in question.parameters)
