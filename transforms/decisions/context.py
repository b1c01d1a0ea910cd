"""A piece of evidence as a person reads it: in its sentence, between the one before and the one after."""

from transforms.words.segments import split_sentences


def find_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence before, the sentences that hold `text[start:end]`, the sentence after; empty where there is none."""
    sentences = split_sentences(text)
    inside = [place for place, sentence in enumerate(sentences) if sentence.start < end and start < sentence.end]
    if not inside:
        return "", text[start:end], ""
    first, last = inside[0], inside[-1]
    before = sentences[first - 1] if first else None
    after = sentences[last + 1] if last + 1 < len(sentences) else None
    said = text[min(sentences[first].start, start) : max(sentences[last].end, end)]
    return text[before.start : before.end] if before else "", said, text[after.start : after.end] if after else ""
