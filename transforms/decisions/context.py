"""A piece of evidence as a person reads it: in its sentence, between the one before and the one after."""

from typing import NamedTuple

from transforms.words.segments import split_sentences


class Context(NamedTuple):
    """The sentence before; what the sentences of the evidence say before it, the evidence, what they say after it; the
    sentence after. Empty where there is none."""

    before: str
    lead: str
    words: str
    tail: str
    after: str


def mark_context(text: str, start: int, end: int) -> Context:
    """`text[start:end]` in its sentences, between their neighbours."""
    sentences = split_sentences(text)
    inside = [place for place, sentence in enumerate(sentences) if sentence.start < end and start < sentence.end]
    if not inside:
        return Context("", "", text[start:end], "", "")
    first, last = inside[0], inside[-1]
    before = sentences[first - 1] if first else None
    after = sentences[last + 1] if last + 1 < len(sentences) else None
    return Context(
        text[before.start : before.end] if before else "",
        text[min(sentences[first].start, start) : start],
        text[start:end],
        text[end : max(sentences[last].end, end)],
        text[after.start : after.end] if after else "",
    )


def find_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence before, the sentences that hold `text[start:end]`, the sentence after; empty where there is none."""
    found = mark_context(text, start, end)
    return found.before, found.lead + found.words + found.tail, found.after
