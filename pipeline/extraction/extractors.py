"""Which extractor reads: the rules with the small model, the rules alone, or a language model behind an endpoint."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.errors import PipelineError
from pipeline.home.batches import read_rows, write_batch
from pipeline.settings import Settings, load_settings
from schemas.documents import DOCUMENTS
from schemas.extractors import EXTRACTORS, LOCAL
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE

Rows = list[dict[str, Any]]
Extract = Callable[[Sequence[dict[str, Any]]], tuple[Rows, Rows, Rows]]

REFUSED = ("too_costly", "extractor_died", "extractor_failed")
"""Why a document could not be read to its end: each is logged, with its id."""
LOG = logging.getLogger("defcoop")


def choose_extractor(name: str, settings: Settings | None = None) -> Extract:
    """From rows of `documents` to rows of `mentions`, `candidates` and `rejections`. Raises `PipelineError`."""
    from transforms.extractors import find_extractor
    from transforms.mentions import make_mentions

    if name not in EXTRACTORS:
        raise PipelineError(f"no extractor {name!r}", f"use one of: {', '.join(EXTRACTORS)}")
    if name in LOCAL:
        return lambda documents: make_mentions(documents, find_extractor(name))
    from pipeline.extraction.endpoint import make_endpoint
    from pipeline.extraction.llm import ask_documents

    settings = settings or load_settings()
    home, endpoint = settings.home, make_endpoint(settings)
    return lambda documents: make_mentions(documents, ask_documents(home, endpoint, documents))


def choose_bounded(settings: Settings) -> Extract:
    """The extractor of a night: one document that never ends, or kills its process, is rejected alone."""
    if settings.extractor == "llm":
        return choose_extractor(settings.extractor, settings)
    from pipeline.extraction.isolation import extract_apart

    return lambda documents: extract_apart(documents, settings.document_seconds_max, settings.extractor)


def extract_batch(settings: Settings, batch_id: str) -> dict[str, int]:
    """Extract one batch of documents into its batch of mentions; returns its counts."""
    documents = read_rows(settings.home, DOCUMENTS_STAGE, batch_id, DOCUMENTS)
    mentions, candidates, rejections = choose_bounded(settings)(documents)
    for row in rejections:
        if row["rule"] in REFUSED:
            said = "extract %s: document %s is refused: %s"
            LOG.warning(said, batch_id, row["location"], row["reason"], extra={"document": row["location"]})
    strangers = {row["document_id"] for row in mentions} - {row["document_id"] for row in documents}
    if strangers:
        raise PipelineError(
            f"batch {batch_id}: mentions of unknown documents {sorted(strangers)}", "mend the extractor"
        )
    rows = {"mentions": mentions, "candidates": candidates, "rejections": rejections}
    counts = {"documents": len(documents), **{name: len(found) for name, found in rows.items()}}
    write_batch(settings.home, MENTIONS_STAGE, batch_id, rows, {"batch_id": batch_id, "counts": counts})
    return counts
