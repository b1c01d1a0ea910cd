"""The second extractor: asks a model about documents, keeps what it answered, and leaves the reading to transforms."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from pipeline.extraction.answers import keep_answer, recall_answer
from pipeline.extraction.endpoint import Endpoint, Reply, complete
from transforms.extractors import ENGLISH, Extractor
from transforms.model.llm_prompt import VERSION, Chunk, cut_chunks, halve_chunk, make_request
from transforms.model.llm_reading import CONFIDENCE, Answer, read_answers, read_document_scene
from transforms.words.segments import Sentence

LOG = logging.getLogger("defcoop")
Document = Mapping[str, Any]
Ask = Callable[[str, dict[str, Any]], Reply]


def ask_documents(home: Path, endpoint: Endpoint, documents: Sequence[Document]) -> Extractor:
    """An extractor that holds a model's answers on some documents. Raises `PipelineError` where it gives none."""
    asked = [document for document in documents if document["language"] in ENGLISH]
    with httpx.Client() as client:

        def ask(text_sha256: str, request: dict[str, Any]) -> Reply:
            kept = recall_answer(home, text_sha256, request)
            if kept is not None:
                return kept
            reply = complete(client, endpoint, request)
            path = keep_answer(home, text_sha256, request, reply)
            LOG.debug("llm: asked %s, kept as %s", request["model"], path.name)
            return reply

        answers = {document["document_id"]: _ask_document(document, endpoint.model, ask) for document in asked}
    return Extractor(
        f"{VERSION}:{endpoint.model}",
        lambda document: read_answers(document, answers[document["document_id"]]),
        CONFIDENCE,
    )


def _ask_document(document: Document, model: str, ask: Ask) -> list[Answer]:
    sentences = read_document_scene(document).sentences
    text_sha256 = hashlib.sha256(document["text"].encode()).hexdigest()
    return [
        answer
        for chunk in cut_chunks(sentences)
        for answer in _ask_chunk(chunk, sentences, lambda part: ask(text_sha256, make_request(model, document, part)))
    ]


def _ask_chunk(chunk: Chunk, sentences: Sequence[Sentence], ask: Callable[[Chunk], Reply]) -> Iterator[Answer]:
    """The answer on a stretch; where it was too long to be ended, those on its parts."""
    reply = ask(chunk)
    parts = halve_chunk(sentences, chunk) if reply.is_cut else []
    if not parts:
        yield Answer(chunk, reply.content)
    for part in parts:
        yield from _ask_chunk(part, sentences, ask)
