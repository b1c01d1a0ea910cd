"""What the model says of the sentences of a text, window by window."""

from collections.abc import Mapping

from transforms.english.scene import Scene
from transforms.learned.model import Judgement, Model, judge_window, make_window
from transforms.learned.stand_ins import split_window
from transforms.learned.windows import list_spans
from transforms.rule_book import load_pattern
from transforms.words.spans import items_within

_DEFENCE = load_pattern("defence")
ENOUGH = 4
"""Different words of defence from which a text in which no rule triggers is judged at all."""


def speaks_of_defence(text: str) -> bool:
    """Whether a text has enough words of defence to be judged though no rule triggers in it."""
    return len({found[0].lower() for found in _DEFENCE.finditer(text)}) >= ENOUGH


def judge_sentences(model: Model, scene: Scene) -> Mapping[int, tuple[Judgement, ...]]:
    """By the number of a sentence, what it likely says; sentences that say nothing are left out."""
    found: dict[int, tuple[Judgement, ...]] = {}
    for span in list_spans(scene.sentences):
        there = scene.sentences[span.start : span.last + 1]
        bounds = there[0].start, there[-1].end
        mentions = items_within(scene.mentions, *bounds)
        if not mentions or not _DEFENCE.search(scene.text, *bounds):
            continue  # nobody could be bound, or to nothing of ours
        pieces = list(split_window(scene.text, *bounds, mentions))
        judged = [(s.start, s.end) for s in scene.sentences[span.first : span.last + 1]]
        told = judge_window(model, make_window(model.tokenizer, pieces), judged)
        found |= {span.first + n: judgements for n, judgements in enumerate(told) if judgements}
    return found
