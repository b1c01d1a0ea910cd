"""What an extractor is: it reads one row of `documents` and gives records, candidates and what had to be refused.

There are three behind this one face: the rules, the rules with a small learned model beside them, and a language model
whose answers are checked against the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from transforms.english.extraction import VERSION, Draft, draft_document
from transforms.english.learned import complete_draft
from transforms.english.scene import read_scene
from transforms.learned.model import has_model, load_model
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
    if document["language"] in surface_book.LANGUAGES:
        given = document["text"], document["published_on"], document["title"] or "", document["publisher"] or ""
        return Reading(*extract_surface(*given, document["document_type"], language=document["language"]), [])
    draft = _draft(document)
    return Reading(draft.records, draft.candidates, [])


def read_with_model(document: Document) -> Reading:
    """The same, and in English what the learned model adds and doubts, where it is installed."""
    model = load_model()
    if model is None or document["language"] in surface_book.LANGUAGES:
        return read_by_rules(document)
    return Reading(*complete_draft(_draft(document), model, document["document_type"]), [])


def _draft(document: Document) -> Draft:
    given = document["text"], document["published_on"], document["title"] or "", document["publisher"] or ""
    return draft_document(read_scene(*given), document["document_type"])


RULES = Extractor(
    VERSION, read_by_rules, {"explicit": 0.6, "inferred": 0.5, "weak": 0.4}, (*ENGLISH, *surface_book.LANGUAGES)
)
"""Its confidences are what judged records of real news were worth by tier, see docs/accuracy.md."""
LEARNED = replace(RULES, version=f"{VERSION}+learned-3", read=read_with_model)


def find_extractor(name: str) -> Extractor:
    """`rules` or `learned`; where the model is not installed the rules, and rows say that they alone read. Raises
    `KeyError` for another name."""
    return {"rules": RULES, "learned": LEARNED if has_model() else RULES}[name]
