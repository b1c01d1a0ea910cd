"""The gate: in which sentences of a document some rule triggers. The others are never parsed."""

from collections.abc import Iterator
from dataclasses import replace

from transforms.english.frames import Trigger, find_triggers
from transforms.english.scene import Scene
from transforms.rule_book import Shortlist, list_all, shorten
from transforms.words.instruments import InstrumentMention
from transforms.words.spans import items_within

_PLAIN = str.maketrans({"\n": " ", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})


def sentence_text(scene: Scene, number: int) -> str:
    """The words of a sentence on one line, with plain spaces and hyphens."""
    sentence = scene.sentences[number]
    return scene.text[sentence.start : sentence.end].translate(_PLAIN)


def gate_sentences(
    scene: Scene, instruments: list[InstrumentMention], listed: Shortlist | None = None
) -> Iterator[tuple[int, list[Trigger]]]:
    """The numbers of the sentences in which some rule triggers, with what triggers there: the others are not parsed."""
    organisations = {
        m.start for m in (scene.mentions if instruments else ()) if m.form in ("organisation", "group", "leader")
    }
    likely = _keep_spoken_of(shorten(listed or list_all(), scene.text), scene.text)
    for number, sentence in enumerate(scene.sentences):
        inside = [
            replace(m, start=m.start - sentence.start, end=m.end - sentence.start)
            for m in items_within(instruments, sentence.start, sentence.end)
            if m.start not in organisations
        ]
        lead = sentence_text(scene, sentence.lead) if sentence.lead is not None else ""
        triggers = find_triggers(sentence_text(scene, number), inside, likely, lead)
        if triggers:
            yield number, triggers


def _keep_spoken_of(listed: Shortlist, text: str) -> Shortlist:
    """The rules without those that ask for what the document does not speak of."""
    rules = tuple(rule for rule in listed.rules if rule.about is None or rule.about.search(text))
    return Shortlist(rules, listed.words)
