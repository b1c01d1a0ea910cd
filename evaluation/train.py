"""Learn the model of likelihood from the texts of `evaluation/training/`, and write its weights. Run by `make train`.

`--measure` learns from two thirds of the texts, writes nothing, and prints what the rules find in the last third alone
and together with the model.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from evaluation.scores import Judged, judge, score
from evaluation.training_texts import TrainingText, read_texts
from schemas.terms import list_terms
from transforms.english import extraction
from transforms.likelihood.features import Word, list_features, split_words
from transforms.likelihood.model import WEIGHTS, Model, save_model
from transforms.rule_book import Shortlist, list_all
from transforms.words.actors import find_actors
from transforms.words.spans import items_within

SEEN_IN = 2
"""Sentences that a feature must stand in to be counted."""
INVERSE_REGULARISATION = 10.0


def train(texts: Sequence[TrainingText]) -> Model:
    """Learn a model: a logistic regression a kind over tf-idf, the rare answer weighing as much as the common one."""
    sentences, answers = [], []
    for text in texts:
        mentions = find_actors(text.text, text.published_on)
        for number, (start, end) in enumerate(text.spans):
            actors = [(m.start - start, m.end - start) for m in items_within(mentions, start, end)]
            sentences.append(split_words(text.text[start:end], actors))
            answers.append(text.list_kinds(number))
    counter = TfidfVectorizer(analyzer=_name_features, min_df=SEEN_IN, sublinear_tf=True, dtype=np.float64)
    rows = counter.fit_transform(sentences)
    kinds = tuple(kind for kind in list_terms("kinds") if any(kind in said for said in answers))
    fitted = [_fit(rows, np.array([kind in said for said in answers])) for kind in kinds]
    return Model(
        kinds,
        {name: place for place, name in enumerate(counter.get_feature_names_out())},
        counter.idf_.astype(np.float32),
        np.column_stack([one.coef_[0] for one in fitted]).astype(np.float32),
        np.array([one.intercept_[0] for one in fitted], np.float32),
    )


def _name_features(words: Sequence[Word]) -> list[str]:
    return [feature.name for feature in list_features(words)]


def _fit(rows: object, is_said: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> LogisticRegression:
    return LogisticRegression(C=INVERSE_REGULARISATION, class_weight="balanced", max_iter=1000).fit(rows, is_said)


def measure(texts: Sequence[TrainingText]) -> str:
    """What is found in the texts that are held out: by the rules alone, and with a model of the others."""
    held_out = [text for text in texts if text.is_held_out]
    model = train([text for text in texts if not text.is_held_out])
    with mock.patch.object(extraction, "load_model", lambda: model):
        judged = {
            "rules alone": [_judge(text, list_all()) for text in held_out],
            "with the model": [_judge(text) for text in held_out],
        }
    lines = []
    for name, texts_of in judged.items():
        for level in ("found", "record"):
            reached = score(texts_of, level)
            lines.append(f"{name}, {level}: P {reached.precision:.3f} R {reached.recall:.3f} F1 {reached.f1:.3f}\n")
    return "".join(lines)


def _judge(text: TrainingText, listed: Shortlist | None = None) -> Judged:
    records, _ = extraction.extract_document(text.text, text.published_on, listed=listed)
    found = [
        {
            "kind": record.kind,
            "parties": record.parties,
            "counterparts": record.counterparts,
            "standing": record.standing,
            "evidence": [text.text[record.start : record.end]],
        }
        for record in records
    ]
    return judge(text.text_id, "article", text.list_answers(), found)


def main() -> None:
    """Write the weights, or measure."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.train", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure on a third, write nothing")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the file to write")
    arguments = parser.parse_args()
    texts = read_texts()
    if arguments.measure:
        sys.stdout.write(measure(texts))
    else:
        save_model(train(texts), arguments.weights)


if __name__ == "__main__":
    main()
