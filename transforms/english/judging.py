"""What the model says of the sentences of a text, window by window."""

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.english.scene import Scene
from transforms.learned.model import Judgement, Model, Window, judge_window, make_window
from transforms.learned.stand_ins import STATES, split_window
from transforms.learned.windows import Span, list_spans
from transforms.rule_book import load_pattern
from transforms.words.spans import items_within

_DEFENCE, _REPORTING = load_pattern("defence"), load_pattern("reporting")
ENOUGH = 4
"""Different words of defence from which a text in which no rule triggers is judged at all."""
WORDS_A_REPORT = 200
"""Words of a text to one of reporting, at the most, where it tells what others say."""


def speaks_of_defence(text: str) -> bool:
    """Whether a text has enough words of defence to be judged though no rule triggers in it."""
    return len({found[0].lower() for found in _DEFENCE.finditer(text)}) >= ENOUGH


def is_report(text: str) -> bool:
    """Whether a text tells what others say, as news does, and is no statement itself, whatever type it is filed as."""
    return len(_REPORTING.findall(text)) * WORDS_A_REPORT >= len(text.split())


def open_window(tokenizer: Any, scene: Scene, span: Span, states: Sequence[int] = range(len(STATES))) -> Window:
    """The word pieces of a window of a scene, with the stand-ins of states in this order."""
    bounds = scene.sentences[span.start].start, scene.sentences[span.last].end
    mentions = items_within(scene.mentions, *bounds)
    return make_window(tokenizer, list(split_window(scene.text, *bounds, mentions, states)))


def judge_sentences(model: Model, scene: Scene) -> Mapping[int, tuple[Judgement, ...]]:
    """By the number of a sentence, what it may say, perhaps nothing; sentences that are not judged are left out."""
    found: dict[int, tuple[Judgement, ...]] = {}
    for span in list_spans(scene.sentences):
        bounds = scene.sentences[span.start].start, scene.sentences[span.last].end
        if not items_within(scene.mentions, *bounds) or not _DEFENCE.search(scene.text, *bounds):
            continue  # nobody could be bound, or to nothing of ours
        judged = [(s.start, s.end) for s in scene.sentences[span.first : span.last + 1]]
        told = judge_window(model, open_window(model.tokenizer, scene, span), judged)
        found |= {span.first + n: judgements for n, judgements in enumerate(told) if judgements is not None}
    return found
