"""Decisions on an article that is changed: they hold for the same sentence in the new version, or are told of."""

from pathlib import Path

import pytest

from schemas.decisions import APPLIED, SUPERSEDED, VANISHED
from tests.decision_files import MENTIONS, Row, decide, judge, states, write_file
from tests.kept_nights import build, finish, open_world
from tests.test_corrections import ask, publish
from transforms.decisions.following import Texts, follow_mentions
from transforms.decisions.judging import Targets

BUDGET = "The Estonian government has decided to raise its defence spending to {} percent of GDP by 2027."
ACCESS = "Japan and the Philippines signed a reciprocal access agreement, the Japanese foreign ministry said."
MORE = "The minister spoke to reporters in the capital on Tuesday."
CURRENT = "select * exclude (recorded_from) from commitments where recorded_to is null order by commitment_id"
STATES = "select verdict, state, mention_id = target_id from decisions order by decided_at"
FAILED = "select check_name from validations where not is_passed and check_name like 'integrity.%' and run_id = '{}'"


def test_a_decision_holds_where_its_sentence_stands_in_the_new_version_and_has_vanished_where_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = open_world(tmp_path, monkeypatch)
    publish(world, monkeypatch, 0, ("talks", f"{BUDGET.format('5.4')} {ACCESS}"))
    told = "select kind, mention_id from mentions join documents using (document_id) where url = 'gazette/talks.txt'"
    names = {str(kind): str(mention_id) for kind, mention_id in ask(world, told)}
    decided = [
        decide("reject", names["budget_share"]),
        decide("correct", names["access_and_status"], "standing=in_force", at=1),
    ]
    world.decisions_folder.mkdir(exist_ok=True)
    (world.decisions_folder / "anna.csv").write_bytes(write_file(decided))
    found = "select kind, standing, review from commitments where mention_id in (select mention_id from evidence " \
            "where url = 'gazette/talks.txt') and recorded_to is null order by kind"  # fmt: skip
    publish(world, monkeypatch, 1, ("talks", f"{MORE} {BUDGET.format('5.4')} {ACCESS}"))
    assert ask(world, found) == [("access_and_status", "in_force", "corrected")]
    assert ask(world, STATES) == [("reject", APPLIED, False), ("correct", APPLIED, False)]
    shown = "select standing, corrected_columns from corrected_mentions semi join decisions using (mention_id)"
    assert ask(world, f"{shown} where kind = 'access_and_status'") == [("in_force", ["standing"])]
    assert ask(world, FAILED.format("night-1")) == []
    publish(world, monkeypatch, 2, ("talks", f"{MORE} {BUDGET.format('4.5')} {ACCESS}"))
    assert [kind for kind, *_ in ask(world, found)] == ["access_and_status", "budget_share"]
    assert ask(world, STATES) == [("reject", VANISHED, None), ("correct", APPLIED, False)]
    assert ask(world, FAILED.format("night-2")) == [("integrity.decision_has_its_target",)]
    by_night = ask(world, CURRENT)
    world.published.unlink()
    monkeypatch.setenv("DEFCOOP_NOW", "2026-03-09T02:00:00+00:00")
    build("night-9")
    finish("night-9")
    contents = [row[1:] for row in ask(world, CURRENT)]
    assert sorted(contents, key=repr) == sorted((row[1:] for row in by_night), key=repr)


ONE, TWO, OTHER = MENTIONS["m-100"], MENTIONS["m-200"], MENTIONS["m-500"]


def follow(*mentions: Row, later: dict[str, str], there: list[Row]) -> dict[str, str | None]:
    asked = Texts(
        lambda names: {name: later.get(name) for name in names},
        lambda names: [row for row in there if row["document_id"] in names],
    )
    return follow_mentions(mentions, asked).heirs


def stand(mention: Row, name: str, document_id: str, **changes: object) -> Row:
    return {**mention, "mention_id": name, "document_id": document_id, **changes}


def test_what_stands_for_a_mention_is_looked_for_in_the_newest_version_alone() -> None:
    later = {"d-100": "d-101", "d-101": "d-102"}
    between = stand(ONE, "m-101", "d-101")
    assert follow(ONE, later=later, there=[between]) == {"m-100": None}
    assert follow(ONE, later=later, there=[between, stand(ONE, "m-102", "d-102")]) == {"m-100": "m-102"}
    assert follow(OTHER, later=later, there=[between]) == {}


@pytest.mark.parametrize("changes", [{"kind": "capability"}, {"parties": ["NOR"]}, {"evidence_sha256": "0" * 64}])
def test_another_kind_other_actors_or_other_words_are_another_record(changes: Row) -> None:
    assert follow(ONE, later={"d-100": "d-101"}, there=[stand(ONE, "m-101", "d-101", **changes)]) == {"m-100": None}


def test_of_several_records_of_one_sentence_the_one_that_says_the_same_is_taken() -> None:
    there = [
        stand(ONE, "m-101", "d-101", quantity_value=5.0, quantity_unit="units"),
        stand(ONE, "m-102", "d-101"),
        stand(ONE, "m-103", "d-101", evidence_start=ONE["evidence_start"] + 900),
    ]
    assert follow(ONE, later={"d-100": "d-101"}, there=there) == {"m-100": "m-102"}


def aim(heirs: dict[str, str | None]) -> Targets:
    new = {name: stand(ONE, name, "d-101") for name in ("m-101", "m-201")}
    return Targets({**MENTIONS, **new}, None, {"m-101": "c-100"}, heirs)


def test_a_later_decision_on_the_new_mention_goes_before_one_that_was_passed_on() -> None:
    rows = [decide("accept", "m-100"), decide("reject", "m-101", at=1)]
    judged = judge(rows, aim({"m-100": "m-101"}))
    assert states(judged) == {rows[0]["decision_id"]: SUPERSEDED, rows[1]["decision_id"]: APPLIED}
    assert judged.in_force.rejected_mentions == {"m-101"}
    assert [(row["target_id"], row["mention_id"], row["commitment_id"]) for row in judged.rows] == [
        ("m-100", "m-101", "c-100"), ("m-101", "m-101", "c-100"),
    ]  # fmt: skip


def test_a_pair_follows_both_its_mentions_and_is_none_where_one_stands_for_both() -> None:
    row = decide("not_same", "m-100", value="m-200")
    judged = judge([row], aim({"m-100": "m-201", "m-200": "m-101"}))
    assert judged.in_force.cannot_link == {("m-101", "m-201")}
    assert [(row["mention_id"], row["other_mention_id"]) for row in judged.rows] == [("m-101", "m-201")]
    for other in ("m-101", None):
        assert list(states(judge([row], aim({"m-100": "m-101", "m-200": other}))).values()) == [VANISHED]
