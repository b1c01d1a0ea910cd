"""The rules of the languages read on the surface: each finds its example and leaves its counter-example alone."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from schemas.terms import list_terms
from transforms.rule_book import RuleError
from transforms.surface import surface_book
from transforms.surface.surface import extract_surface
from transforms.surface.surface_book import LANGUAGES, load_book

PUBLISHED = date(2025, 6, 1)
KINDS = {"budget_share", "information_sharing", "joint_training"}
RULES = [(language, rule) for language in LANGUAGES for rule in load_book(language).rules]
NUMBERED = pytest.mark.parametrize("number", range(len(RULES)), ids=lambda number: RULES[number][1].rule_id)


@NUMBERED
def test_a_rule_finds_its_example(number: int) -> None:
    language, rule = RULES[number]
    records, _ = extract_surface(rule.example.text, PUBLISHED, language=language)
    found = [(r.parties, r.standing) for r in records if r.kind == rule.kind]
    assert found == [(tuple(sorted(rule.example.parties)), rule.example.standing)]
    assert rule.match.search(rule.example.text)


@NUMBERED
def test_a_rule_leaves_its_counter_example_alone(number: int) -> None:
    language, rule = RULES[number]
    assert extract_surface(rule.counter.text, PUBLISHED, language=language)[0] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_frames_for_the_three_kinds(language: str) -> None:
    book = load_book(language)
    assert {rule.kind for rule in book.rules} == KINDS
    assert set(book.domains) <= set(list_terms("domains"))
    assert set(book.acts) <= set(list_terms("acts"))


def test_ids_are_unique() -> None:
    ids = [rule.rule_id for _, rule in RULES]
    assert len(ids) == len(set(ids))


BROKEN = [
    ({"match": "(carts"}, "mend it"),
    ({"match": "{wagon}"}, "mend it"),
    ({"roles": "everybody"}, "unknown"),
    ({"id": "barter.carts"}, "unknown"),
    ({"verbs": "fliegen"}, "table of verbs does not have 'fliegen'"),
    ({"colour": "rouge"}, "give"),
]


@pytest.mark.parametrize(("change", "words"), BROKEN, ids=lambda cell: str(cell)[:40])
def test_a_broken_rule_says_what_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], words: str
) -> None:
    loaded = yaml.safe_load((surface_book._FOLDER / "fr.yml").read_text(encoding="utf-8"))
    loaded["rules"][0].update(change)
    (tmp_path / "fr.yml").write_text(yaml.safe_dump(loaded), encoding="utf-8")
    monkeypatch.setattr(surface_book, "_FOLDER", tmp_path)
    load_book.cache_clear()
    with pytest.raises(RuleError, match=words):
        load_book("fr")
    load_book.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["le " * 300, "exercice naval " * 80, "3 % de son " * 70, "gemeinsame Übung " * 80])
def test_patterns_come_to_an_end_on_long_repetitions(language: str, text: str) -> None:
    assert extract_surface(text, PUBLISHED, language=language)[0] == []
