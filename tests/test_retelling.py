"""What a text tells twice is one record; at another stage, of others, or of another number it is another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from transforms.english.extraction import draft_document
from transforms.english.retelling import tells_again
from transforms.english.scene import read_scene
from transforms.rule_book import load_pattern
from transforms.words.quantity_mention import QuantityMention

RECORD = draft_document(read_scene("Chile will send two frigates to the Gulf.", date(2025, 6, 1))).records[0]
TWO_FRIGATES = QuantityMention(0, 1, 2, None, "units", None, None)


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"standing": "agreed"}, True),
        ({"standing": "under_way"}, False),
        ({"standing": "denied"}, False),
        ({"counterparts": ("OMN",)}, True),
        ({"parties": ("CHL", "PER")}, True),
        ({"parties": ("PER",)}, False),
        ({"parties": ("PER",), "counterparts": ("CHL",)}, True),
        ({"kind": "joint_training"}, False),
        ({"quantity": None}, True),
        ({"quantity": replace(TWO_FRIGATES, value=3.0)}, False),
        ({"quantity": replace(TWO_FRIGATES, value=300.0, unit="personnel")}, True),
    ],
)
def test_the_same_told_again_has_the_actors_the_stage_and_the_number(change: Mapping[str, Any], is_same: bool) -> None:
    record = replace(RECORD, quantity=TWO_FRIGATES)
    other = replace(record, **change)
    assert tells_again(other, record) is tells_again(record, other) is is_same


@pytest.mark.parametrize(
    ("change", "is_same"),
    [({"standing": "denied"}, True), ({"parties": ("PER",)}, False), ({"kind": "joint_training"}, False)],
)
def test_who_only_points_to_its_actors_tells_again_at_any_stage(change: Mapping[str, Any], is_same: bool) -> None:
    assert tells_again(replace(RECORD, **change), RECORD, is_pointing=True) is is_same


@pytest.mark.parametrize(
    ("opening", "is_pointing"),
    [
        ("It lasts until Friday.", True),
        ("Both had been agreed in May.", True),
        ("The three-day drill is taking place off Jeju.", True),
        ("Those troops will leave in June.", True),
        ("This year Chile will send two frigates.", False),
        ("That day Peru signed.", False),
        ("Both Chile and Peru agreed to buy jets.", False),
        ("It emerged that Chile had bought jets.", False),
        ("The British troops will leave.", False),
        ("Chile will end the exercise.", False),
    ],
)
def test_a_sentence_points_back_by_how_it_opens(opening: str, is_pointing: bool) -> None:
    assert bool(load_pattern("pointing").match(opening)) is is_pointing
