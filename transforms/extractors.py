"""What an extractor is: it reads one row of `documents` and gives records, candidates and what had to be refused.

There are two behind this one face: the rules, and a language model whose answers are checked against the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.english.extraction import VERSION, extract_document
from transforms.records import Candidate, Record
from transforms.surface import surface_book
from transforms.surface.surface import extract_surface

Document = Mapping[str, Any]
ENGLISH = ("en",)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an extractor was given and could not take, as a row of `rejections` will tell it."""

    rule: str
    reason: str
    remedy: str
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says."""

    records: list[Record]
    candidates: list[Candidate]
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A way to read documents of some languages, the version that its rows carry, and how sure it is by tier."""

    version: str
    read: Callable[[Document], Reading]
    confidence: Mapping[str, float]
    languages: tuple[str, ...] = ENGLISH


def read_by_rules(document: Document) -> Reading:
    """What the rules read: English with a parser, French and German on the surface."""
    given = document["text"], document["published_on"], document["title"] or "", document["publisher"] or ""
    if document["language"] in surface_book.LANGUAGES:
        found = extract_surface(*given, document["document_type"], language=document["language"])
    else:
        found = extract_document(*given, document["document_type"])
    return Reading(*found, [])


RULES = Extractor(
    VERSION, read_by_rules, {"explicit": 0.6, "inferred": 0.5, "weak": 0.4}, (*ENGLISH, *surface_book.LANGUAGES)
)
"""Its confidences are what judged records of real news were worth by tier, see docs/accuracy.md."""
