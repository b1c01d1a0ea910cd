"""The model of likelihood: how it counts words, what it adds to the rules, and what it learns from."""

from datetime import date
from pathlib import Path

import pytest

from evaluation.train import train
from evaluation.training_texts import TEXTS, TrainingText, read_texts
from schemas.terms import list_terms
from transforms.english import extraction
from transforms.english.extraction import extract_document
from transforms.likelihood.features import list_features, split_words
from transforms.likelihood.model import load_model, save_model
from transforms.rule_book import list_all

PUBLISHED = date(2025, 6, 1)
LEARNED = read_texts()


def make_text(number: int, sentence: str, *kinds: str) -> TrainingText:
    records = tuple({"kind": kind, "evidence": [0]} for kind in kinds)
    return TrainingText(f"t-{number}", PUBLISHED, sentence, ((0, len(sentence)),), records)


SMALL = [
    *(
        make_text(n, f"{one} and Chile will hold naval drills.", "joint_training")
        for n, one in enumerate(("Peru", "Kenya", "Malta"))
    ),
    *(
        make_text(n, f"{one} will buy twelve howitzers.", "capability")
        for n, one in enumerate(("Peru", "Kenya", "Malta"), 3)
    ),
    *(make_text(n, f"Bakers of {one} sell more bread.") for n, one in enumerate(("Peru", "Kenya", "Malta"), 6)),
]


def test_an_actor_is_one_word_and_so_is_a_number() -> None:
    words = split_words("New Zealand bought 1,200 rifles", [(0, 11)])
    assert [word.text for word in words] == ["actor", "bought", "num", "rifles"]
    assert (words[2].start, words[2].end) == (19, 24)


def test_a_sentence_is_counted_by_words_stems_and_neighbours() -> None:
    names = [feature.name for feature in list_features(split_words("Kenya deploys soldiers", [(0, 5)]))]
    assert names == ["=actor", "=deploys", "=soldiers", "actor", "deplo", "soldi", "actor deplo", "deplo soldi"]


def test_it_is_the_same_whichever_state_is_named() -> None:
    model = load_model()
    assert model is not None
    one = model.weigh(split_words("Peru will send frigates to Malta", [(0, 4), (27, 32)]))
    other = model.weigh(split_words("New Zealand will send frigates to Fiji", [(0, 11), (34, 38)]))
    assert one == other


def test_it_learns_which_words_say_what() -> None:
    model = train(SMALL)
    drills = split_words("Malta will hold drills", [(0, 5)])
    odds = model.weigh(drills)
    assert odds["joint_training"] > 0 > odds["capability"]
    strongest = model.find_strongest(drills, "joint_training").tolist()
    assert drills[strongest.index(max(strongest))].text in ("hold", "drills")


def test_words_that_it_never_read_say_nothing() -> None:
    model = train(SMALL)
    assert model.weigh([]) == model.weigh(split_words("zzyzx", []))


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    model, words = train(SMALL), split_words("Malta will hold naval drills", [(0, 5)])
    save_model(model, tmp_path / "weights.npz")
    read = load_model(tmp_path / "weights.npz")
    assert read is not None
    assert read.weigh(words) == pytest.approx(model.weigh(words), abs=0.02)


def test_the_shipped_model_knows_every_kind() -> None:
    model = load_model()
    assert model is not None
    assert set(model.kinds) == set(list_terms("kinds"))


def test_without_weights_the_rules_stand_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load_model(tmp_path / "none.npz") is None
    monkeypatch.setattr(extraction, "load_model", lambda: None)
    for text in [one.text for one in LEARNED[:60]]:
        assert extract_document(text, PUBLISHED) == extract_document(text, PUBLISHED, listed=list_all())


def test_what_it_adds_stands_where_rules_found_nothing() -> None:
    added = 0
    for text in LEARNED[::40]:
        known, _ = extract_document(text.text, text.published_on, listed=list_all())
        records, _ = extract_document(text.text, text.published_on)
        for record in (record for record in records if record.rule_id.endswith(".likely")):
            added += 1
            assert record.parties
            assert not [one for one in known if one.start < record.end and record.start < one.end]
    assert added > 0


def test_texts_that_it_learns_from_are_sound() -> None:
    assert len({text.text_id for text in LEARNED}) == len(LEARNED)
    for text in LEARNED:
        for record in text.records:
            assert record["kind"] in list_terms("kinds"), text.text_id
            assert record["standing"] in list_terms("standings"), text.text_id
            assert record["parties"], text.text_id
            assert all(0 <= number < len(text.spans) for number in record["evidence"]), text.text_id


def test_they_hold_no_sentence_of_the_texts_that_measure() -> None:
    gold = (TEXTS.parent.parent / "tests/gold/documents.jsonl").read_text(encoding="utf-8")
    sentences = [text.text[slice(*span)] for text in LEARNED for span in text.spans if span[1] - span[0] >= 40]
    sentences = [sentence for sentence in sentences if sentence.endswith(".")]
    assert [sentence for sentence in sentences if sentence in gold] == []
