"""How commitments may go is data, and the data leaves no pair of standings out."""

import pytest

from schemas import lives
from schemas.lives import find_day_field, find_kind, find_rule, load_kinds, load_transitions, load_weighing
from schemas.registers import RegisterError, read_register
from schemas.terms import list_terms


def test_every_kind_has_a_life() -> None:
    assert [row.kind for row in load_kinds()] == list(list_terms("kinds"))
    assert {row.life for row in load_kinds()} == set(list_terms("lives"))


def test_every_pair_of_standings_of_every_life_has_one_rule() -> None:
    standings = list_terms("standings")
    pairs = [(row.life, row.standing, row.next_standing) for row in load_transitions()]
    every = {(life, old, new) for life in list_terms("lives") for old in standings for new in standings if old != new}
    assert (len(pairs), set(pairs)) == (len(every), every)


@pytest.mark.parametrize("life", list_terms("lives"))
def test_no_way_onward_leads_back(life: str) -> None:
    onward = {
        (row.standing, row.next_standing) for row in load_transitions() if (row.life, row.rule) == (life, "onward")
    }
    reached = {start: {start} for start, _ in onward}
    for _ in list_terms("standings"):
        for old, new in onward:
            reached[old] |= {new} | reached.get(new, set())
    assert all(old not in reached.get(new, ()) for old, new in onward)


@pytest.mark.parametrize(
    ("kind", "old", "new", "rule"),
    [
        ("access_and_status", "proposed", "agreed", "onward"),
        ("access_and_status", "agreed", "in_force", "onward"),
        ("access_and_status", "in_force", "suspended", "fresh"),
        ("access_and_status", "suspended", "in_force", "fresh"),
        ("access_and_status", "in_force", "agreed", "look_back"),
        ("joint_training", "planned", "under_way", "onward"),
        ("joint_training", "under_way", "completed", "onward"),
        ("joint_training", "planned", "denied", "fresh"),
        ("joint_training", "completed", "denied", "contradiction"),
        ("joint_training", "suspended", "agreed", "renewed"),
        ("joint_training", "agreed", "agreed", "repeat"),
    ],
)
def test_the_ways_that_the_contract_names(kind: str, old: str, new: str, rule: str) -> None:
    assert find_rule(kind, old, new) == rule


def test_only_training_is_held_when_it_has_begun() -> None:
    assert [row.kind for row in load_kinds() if row.is_done_when_begun] == ["joint_training"]


def test_what_is_delivered_piece_by_piece_is_a_deed() -> None:
    assert all(row.life == "deed" for row in load_kinds() if row.is_in_parts)
    assert find_kind("arms_transfer").is_in_parts


def test_every_standing_has_the_date_that_begins_it() -> None:
    fields = {standing: find_day_field(standing) for standing in list_terms("standings")}
    assert set(fields.values()) == {"announced", "effective"}
    assert (fields["agreed"], fields["in_force"]) == ("announced", "effective")


def test_no_voice_is_both_official_and_weak() -> None:
    assert not load_weighing().official_voices & load_weighing().weak_voices


@pytest.mark.parametrize(
    ("rules", "what"),
    [
        ({"onward": ["agreed"]}, "bond, called_for: completed, denied, in_force"),
        ({"sideways": ["agreed"]}, "no rule 'sideways': use one of onward"),
        ({"onward": [*list_terms("standings")[:8], "agreed"], "fresh": ["agreed"]}, "bond, called_for: called_for"),
    ],
)
def test_a_gap_in_the_rules_is_named(monkeypatch: pytest.MonkeyPatch, rules: dict[str, list[str]], what: str) -> None:
    whole = read_register("lives")
    whole["lives"]["bond"]["called_for"] = rules
    monkeypatch.setattr(lives, "_read_lives", lambda: whole)
    with pytest.raises(RegisterError, match=what):
        load_transitions.__wrapped__()
