"""Documents for `defcoop extract`: files as a person has them, read by the same readers and rules as the night's.

Needs no warehouse and no Airflow. One bad file is one line on stderr; the others go on.
"""

import codecs
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.output import render_table
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


def extract_paths(paths: Sequence[Path], published: str | None, form: str) -> bool:
    """Print what the files state; returns whether all of them could be read."""
    day = _parse_day(published, "--published") if published else None
    is_clean = True
    for path in paths:
        for found in read_path(path, day):
            problems = [found] if isinstance(found, PipelineError) else print_document(found, form)
            for problem in problems:
                print(f"error: {' '.join(str(problem).split())}", file=sys.stderr)
                is_clean = False
    return is_clean


def print_document(document: LocalDocument, form: str) -> list[PipelineError]:
    """Print what one document states; returns the problems that the extractor had with it, instead of its line."""
    from transforms.mentions import make_mentions

    mentions, _, rejected = make_mentions([make_document_row(document)])
    if rejected:
        return [PipelineError(f"{document.document_id}: {row['reason']}", row["remedy"]) for row in rejected]
    records = [make_record(row) for row in sorted(mentions, key=lambda row: (row["evidence_start"], row["kind"]))]
    day = document.published_on.isoformat()
    if form == "jsonl":
        printed = {"document_id": document.document_id, "published_on": day, "records": records}
        print(json.dumps(printed, ensure_ascii=False), flush=True)
    else:
        print(f"{document.document_id} ({day}), {len(records)} records")
        rows = [(r["kind"], r["parties"], r["standing"], r["evidence"][0]["text"]) for r in records]
        print(render_table(("kind", "parties", "standing", "evidence"), rows), flush=True)
    return []


def make_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `mentions` in the nested form of the record contract."""
    kept = ("kind", "parties", "counterparts", "standing")
    more = ("domains", "instrument", "place", "speaker", "act", "voice", "condition", "confidence", "tier", "rule_id")
    evidence = {"start": row["evidence_start"], "end": row["evidence_end"], "text": row["evidence_text"]}
    return {
        **{name: row[name] for name in kept},
        "quantity": _make_quantity(row),
        **{f"{name}_on": _make_period(row, name) for name in ("announced", "due", "effective")},
        **{name: row[name] for name in more},
        "evidence": [evidence],
    }


def _make_quantity(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["quantity_value"] is None:
        return None
    optional = {name: row[f"quantity_{name}"] for name in ("value_max", "basis", "qualifier")}
    found = {name: value for name, value in optional.items() if value is not None}
    return {"value": row["quantity_value"], "unit": row["quantity_unit"], **found}


def _make_period(row: Mapping[str, Any], name: str) -> dict[str, str] | None:
    start, end = row[f"{name}_start_on"], row[f"{name}_end_on"]
    if start is None or end is None:
        return None
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": row[f"{name}_precision"]}


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
    from transforms.documents import normalise_text
    from transforms.languages import find_language

    given = _parse_line(where, line)
    day = published or _parse_day(given.get("published_on"), f"{where}: published_on")
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


def _parse_day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise PipelineError(f"{where}: {text!r} is no day", "write it as YYYY-MM-DD") from error


def _read_records(path: Path, content: bytes, published: date | None) -> Iterator[LocalDocument | PipelineError]:
    from sources.readers import read_records

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
    from transforms.documents import make_documents

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
