"""Which extractor reads: the rules, or a model behind an endpoint where one is asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.errors import PipelineError
from pipeline.settings import Settings, load_settings

Rows = list[dict[str, Any]]
Extract = Callable[[Sequence[dict[str, Any]]], tuple[Rows, Rows, Rows]]

EXTRACTORS = ("rules", "llm")


def choose_extractor(name: str, settings: Settings | None = None) -> Extract:
    """From rows of `documents` to rows of `mentions`, `candidates` and `rejections`. Raises `PipelineError`."""
    from transforms.mentions import make_mentions

    if name not in EXTRACTORS:
        raise PipelineError(f"no extractor {name!r}", f"use one of: {', '.join(EXTRACTORS)}")
    if name == "rules":
        return make_mentions
    from pipeline.endpoint import make_endpoint
    from pipeline.llm import ask_documents

    settings = settings or load_settings()
    home, endpoint = settings.home, make_endpoint(settings)
    return lambda documents: make_mentions(documents, ask_documents(home, endpoint, documents))
