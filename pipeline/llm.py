"""The second extractor: asks a model about documents, keeps what it answered, and leaves the reading to transforms.

An answer is kept under the hash of the whole request (text, instructions, schema, model), so that reading a document
again asks nobody and gives the same; the key is no part of it.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from pipeline.endpoint import Endpoint, Reply, complete
from pipeline.files import read_json, write_json
from transforms.extractors import ENGLISH, Extractor
from transforms.model.llm_prompt import VERSION, Chunk, cut_chunks, halve_chunk, make_request
from transforms.model.llm_reading import CONFIDENCE, Answer, read_answers, read_document_scene
from transforms.words.segments import Sentence

LOG = logging.getLogger("defcoop")
Document = Mapping[str, Any]
Ask = Callable[[dict[str, Any]], Reply]


def ask_documents(home: Path, endpoint: Endpoint, documents: Sequence[Document]) -> Extractor:
    """An extractor that holds a model's answers on some documents. Raises `PipelineError` where it gives none."""
    asked = [document for document in documents if document["language"] in ENGLISH]
    with httpx.Client() as client:

        def ask(request: dict[str, Any]) -> Reply:
            return _recall(home, request) or _keep(home, request, complete(client, endpoint, request))

        answers = {document["document_id"]: _ask_document(document, endpoint.model, ask) for document in asked}
    return Extractor(
        f"{VERSION}:{endpoint.model}",
        lambda document: read_answers(document, answers[document["document_id"]]),
        CONFIDENCE,
    )


def _ask_document(document: Document, model: str, ask: Ask) -> list[Answer]:
    sentences = read_document_scene(document).sentences
    return [
        answer
        for chunk in cut_chunks(sentences)
        for answer in _ask_chunk(chunk, sentences, lambda part: ask(make_request(model, document, part)))
    ]


def _ask_chunk(chunk: Chunk, sentences: Sequence[Sentence], ask: Callable[[Chunk], Reply]) -> Iterator[Answer]:
    """The answer on a stretch; where it was too long to be ended, those on its parts."""
    reply = ask(chunk)
    parts = halve_chunk(sentences, chunk) if reply.is_cut else []
    if not parts:
        yield Answer(chunk, reply.content)
    for part in parts:
        yield from _ask_chunk(part, sentences, ask)


def _name_file(home: Path, request: Mapping[str, Any]) -> Path:
    name = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    return home / "answers" / name[:2] / f"{name}.json"


def _recall(home: Path, request: Mapping[str, Any]) -> Reply | None:
    """The reply that was kept; a file that cannot be read is as good as none."""
    try:
        kept = read_json(_name_file(home, request))
        return Reply(str(kept["content"]), bool(kept["is_cut"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(home: Path, request: Mapping[str, Any], reply: Reply) -> Reply:
    path = _name_file(home, request)
    LOG.debug("llm: asked %s, kept as %s", request["model"], path.name)
    write_json(path, {"model": request["model"], "content": reply.content, "is_cut": reply.is_cut})
    return reply
