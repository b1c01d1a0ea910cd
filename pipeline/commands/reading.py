"""Documents for `defcoop extract`: files as a person has them, read by the same readers and rules as the night's.

Needs no warehouse and no Airflow. One bad file is one line on stderr; the others go on.
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from schemas.raw import RawRecord
from schemas.terms import list_terms

SOURCE: dict[str, Any] = {
    "source_id": "local",
    "title": "a file",
    "source_format": "text",
    "document_type": "article",
    "is_official": False,
    "reliability_grade": "F",
    "language": "en",
    "licence": "unknown",
    "url": None,
    "documents_min": 0,
    "documents_max": 1,
    "location": ".",
}
OPTIONAL_KEYS = ("id", "title", "language", "publisher", "document_type", "url")


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document to extract: normalised text, day of publication."""

    document_id: str
    published_on: date
    title: str
    text: str
    language: str
    publisher: str
    document_type: str
    url: str | None


def make_document_row(document: LocalDocument) -> dict[str, Any]:
    """A row of `documents` for a text that lies in no source."""
    return {**_make_fetch(Path(document.document_id)), **asdict(document), "duplicate_of": None}


def read_path(path: Path, published: date | None) -> Iterator[LocalDocument | PipelineError]:
    """The documents of one file, and an error for each that cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        yield PipelineError(f"{path}: {error.strerror}", "give the path of a readable file")
        return
    if path.suffix.lower() == ".jsonl":
        yield from _read_lines(path, content, published)
    else:
        yield from _read_records(path, content, published)


def _read_lines(path: Path, content: bytes, published: date | None) -> Iterator[LocalDocument | PipelineError]:
    for number, line in enumerate(content.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            try:
                yield _read_line(f"{path}:{number}", line, published, f"{path.stem}-{number}")
            except PipelineError as error:
                yield error


def _read_line(where: str, line: bytes, published: date | None, fallback_id: str) -> LocalDocument:
    from transforms.documents.documents import normalise_text
    from transforms.documents.languages import find_language

    given = _parse_line(where, line)
    day = published or parse_day(given.get("published_on"), f"{where}: published_on")
    text = normalise_text(given["text"])
    if not text:
        raise PipelineError(f"{where}: the text is empty", "give the text of the document, or leave the line out")
    said = {name: normalise_text(str(given[name])) for name in OPTIONAL_KEYS if given.get(name) is not None}
    return LocalDocument(
        said.get("id") or fallback_id,
        day,
        said.get("title", ""),
        text,
        find_language(text, said.get("language"), SOURCE["language"]) or "und",
        said.get("publisher", ""),
        _check_document_type(where, said.get("document_type") or SOURCE["document_type"]),
        said.get("url"),
    )


def _parse_line(where: str, line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PipelineError(f"{where}: not UTF-8: {error}", "save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise PipelineError(f"{where}: not JSON: {error}", "write one JSON object a line") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise PipelineError(f"{where}: no text", 'give {"id", "published_on", "text"} and where known "title"')
    return given


def _check_document_type(where: str, name: str) -> str:
    known = list_terms("document_types")
    if name not in known:
        raise PipelineError(f"{where}: no document_type {name!r}", f"use one of: {', '.join(known)}")
    return name


def parse_day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise PipelineError(f"{where}: {text!r} is no day", "write it as YYYY-MM-DD") from error


def _read_records(path: Path, content: bytes, published: date | None) -> Iterator[LocalDocument | PipelineError]:
    from sources.readers.records import read_records

    try:
        result = read_records(content, path.name)
    except Exception as error:  # one file that breaks its reader must not end the others
        yield PipelineError(f"{path}: {type(error).__name__}: {error}", "report the file")
        return
    for problem in result.problems:
        yield PipelineError(f"{path}: {problem.reason}", problem.remedy)
    for number, record in enumerate(result.records, 1):
        known = replace(record, published=published.isoformat()) if published else record
        yield from _make_documents(path, known, path.stem if len(result.records) == 1 else f"{path.stem}-{number}")


def _make_documents(path: Path, record: RawRecord, document_id: str) -> Iterator[LocalDocument | PipelineError]:
    from transforms.documents.documents import make_documents

    rows, rejected = make_documents([record], _make_fetch(path), SOURCE, "b-local")
    for row in rejected:
        is_date = "publi" in row["rule"]
        yield PipelineError(f"{path}: {row['reason']}", "give --published YYYY-MM-DD" if is_date else row["remedy"])
    for row in rows:
        kept = (row["published_on"], row["title"] or "", row["text"], row["language"])
        yield LocalDocument(document_id, *kept, "", row["document_type"], record.url)


def _make_fetch(path: Path) -> dict[str, Any]:
    return {
        "fetch_id": "f-local",
        "source_id": "local",
        "batch_id": "b-local",
        "url": path.name,
        "sha256": "0" * 64,
        "media_type": None,
        "bytes_count": 0,
        "status": "fetched",
        "retrieved_at": datetime.now(UTC),
    }
