"""The rules of extraction: each finds its example as no other does, and leaves its counter-example alone.

A broken one says what to mend.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from evaluation.dead_rules import find_stand_ins
from schemas.registers import load_actors
from schemas.terms import list_terms
from transforms import rule_book
from transforms.english.extraction import extract_document
from transforms.rule_book import RuleError, load_domains, load_predicates, load_rules

PUBLISHED = date(2025, 6, 1)
WRITTEN = Path(rule_book.__file__).parent / "rules"
SOUND: dict[str, object] = {
    "id": "capability.carts",
    "match": "carts?",
    "verbs": "buy",
    "roles": "own",
    "example": {"text": "Spain will buy carts.", "parties": ["ESP"], "standing": "planned"},
    "counter": "Carts are old.",
}
NUMBERED = range(len(load_rules()))


def name_rule(number: int) -> str:
    return load_rules()[number].rule_id


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that stands for the folder of rules."""
    (tmp_path / "words.yml").write_text("cart: carts?\n", encoding="utf-8")
    monkeypatch.setattr(rule_book, "_FOLDER", tmp_path)
    load_rules.cache_clear()
    yield tmp_path
    load_rules.cache_clear()


def write_rules(folder: Path, *rows: dict[str, object]) -> None:
    (folder / "kind_carts.yml").write_text(yaml.safe_dump({"rules": [*rows]}), encoding="utf-8")


@pytest.mark.parametrize("number", NUMBERED, ids=name_rule)
def test_a_rule_finds_its_example(number: int) -> None:
    rule = load_rules()[number]
    records, _ = extract_document(rule.example.text, PUBLISHED)
    found = [(r.parties, r.counterparts, r.standing) for r in records if r.kind == rule.kind]
    wanted = (tuple(sorted(rule.example.parties)), tuple(sorted(rule.example.counterparts)), rule.example.standing)
    assert found == [wanted]


@pytest.mark.parametrize("number", NUMBERED, ids=name_rule)
def test_a_rule_leaves_its_counter_example_alone(number: int) -> None:
    rule = load_rules()[number]
    records, _ = extract_document(rule.counter.text, PUBLISHED)
    assert not [r for r in records if r.kind == rule.kind]


@pytest.mark.parametrize("number", NUMBERED, ids=name_rule)
def test_a_rule_matches_the_words_of_its_example(number: int) -> None:
    """Another rule of the kind may stand in for it, but the example must be about what the rule says."""
    rule = load_rules()[number]
    assert rule.match.search(rule.example.text)
    assert rule.near is None or rule.near.search(rule.example.text)
    assert rule.unless is None or not rule.unless.search(rule.example.text)


@pytest.mark.parametrize("number", NUMBERED, ids=name_rule)
def test_a_rule_earns_its_place(number: int) -> None:
    """Without a rule its example is not found: otherwise the rule is dead, and can go."""
    assert find_stand_ins(load_rules()[number]) == ()


def test_a_rule_that_repeats_another_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = load_rules()[0]
    twin = replace(rule, rule_id=f"{rule.kind}.twin")
    monkeypatch.setattr(rule_book, "load_rules", lambda: (*load_rules(), twin))
    assert find_stand_ins(rule) == (twin.rule_id,)


def test_ids_are_unique() -> None:
    ids = [rule.rule_id for rule in load_rules()]
    assert len(ids) == len(set(ids))


def test_every_kind_has_rules() -> None:
    assert {rule.kind for rule in load_rules()} == set(list_terms("kinds"))


def test_every_domain_has_words() -> None:
    assert set(load_domains()) == set(list_terms("domains"))


def test_examples_speak_the_words_of_the_contract() -> None:
    actors = {actor.actor_id for actor in load_actors()}
    for rule in load_rules():
        assert rule.example.standing in list_terms("standings"), rule.rule_id
        assert {*rule.example.parties, *rule.example.counterparts} <= actors, rule.rule_id
        assert set(rule.domains) <= set(list_terms("domains")), rule.rule_id


def test_no_word_says_two_things_of_how_binding_something_is() -> None:
    loaded = yaml.safe_load((WRITTEN / "predicates.yml").read_text(encoding="utf-8"))
    for part in ("nouns", "adjectives"):
        words = [word for group in loaded[part].values() for word in set(group.split())]
        assert sorted(words) == sorted(set(words)), part
    assert load_predicates().verbs["sign"] == "agree"


@pytest.mark.parametrize("text", ["the " * 300, "military joint " * 80, "3 percent of its " * 70, "Aa-" * 400])
def test_patterns_come_to_an_end_on_long_repetitions(text: str) -> None:
    """A pattern that backtracks without bound would not; no sentence that is read is longer."""
    assert {rule.rule_id for rule in load_rules() if rule.match.search(text)} < {r.rule_id for r in load_rules()}


BROKEN = [
    ({"match": "(carts"}, ["kind_carts.yml", "capability.carts", "mend it"]),
    ({"match": "{wagon}"}, ["kind_carts.yml", "capability.carts", "wagon"]),
    ({"unless": "[a-"}, ["kind_carts.yml", "capability.carts", "mend it"]),
    ({"id": "barter.carts"}, ["kind_carts.yml", "barter.carts", "unknown"]),
    ({"roles": "everybody"}, ["kind_carts.yml", "capability.carts", "everybody", "unknown"]),
    ({"colour": "red"}, ["kind_carts.yml", "capability.carts", "colour", "give"]),
]


@pytest.mark.parametrize(("change", "words"), BROKEN, ids=lambda cell: str(cell)[:40])
def test_a_broken_rule_is_named_with_its_file_and_a_remedy(
    folder: Path, change: dict[str, object], words: list[str]
) -> None:
    write_rules(folder, {**SOUND, **change})
    with pytest.raises(RuleError) as caught:
        load_rules()
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_rule_without_an_example_is_refused(folder: Path) -> None:
    write_rules(folder, {key: value for key, value in SOUND.items() if key != "example"})
    with pytest.raises(RuleError, match=r"kind_carts\.yml, rule capability\.carts: keys are .*: give"):
        load_rules()


def test_an_id_that_is_used_twice_is_refused(folder: Path) -> None:
    write_rules(folder, SOUND, SOUND)
    with pytest.raises(RuleError, match=r"used twice: \['capability\.carts'\]: rename one"):
        load_rules()


def test_words_in_braces_stand_for_their_group(folder: Path) -> None:
    write_rules(folder, {**SOUND, "match": "old {cart}"})
    (rule,) = load_rules()
    assert rule.match.search("two old carts")
    assert not rule.match.search("two oldcarts")
