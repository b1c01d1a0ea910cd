"""Texts with their right answers, and what the extraction finds in them: read and run as `defcoop extract` does it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.scores import Judged, judge
from pipeline.commands.printing import make_record
from pipeline.commands.reading import LocalDocument, make_document_row, read_path
from pipeline.errors import PipelineError
from pipeline.extraction.extractors import Extract, choose_extractor
from schemas.extractors import DEFAULT

GOLD = Path(__file__).resolve().parent.parent / "tests/gold"
DOCUMENTS = tuple(sorted(GOLD.glob("documents*.jsonl")))
"""English, and a file for each other language that is read."""
ANSWERS = GOLD / "answers"
PARTS = {"k": "known", "u": "unseen"}


def judge_files(paths: Sequence[Path], answers: Path, extractor: str = DEFAULT) -> list[Judged]:
    """Judge every document of some .jsonl that has an answer: a file `<id>.json` of a folder, or a line of a .jsonl.

    Raises `PipelineError` where a document cannot be read or none has an answer.
    """
    extract = choose_extractor(extractor)
    answered = _read_lines(answers) if answers.is_file() else {}
    judged = [
        judge(
            document.document_id,
            document.document_type,
            right,
            find_records(document, extract),
            document.language,
        )
        for documents in paths
        for document in _read_documents(documents)
        if (right := _find_answers(document.document_id, answers, answered)) is not None
    ]
    if not judged:
        listed = ", ".join(map(str, paths))
        raise PipelineError(
            f"{listed}: no document has an answer in {answers}",
            "name the answers <id>.json, or give a .jsonl of `id` and `records`",
        )
    return judged


def _read_documents(path: Path) -> Iterator[LocalDocument]:
    for document in read_path(path, None):
        if isinstance(document, PipelineError):
            raise document
        yield document


def _find_answers(
    document_id: str, answers: Path, answered: Mapping[str, list[dict[str, Any]]]
) -> list[dict[str, Any]] | None:
    path = answers / f"{document_id}.json"
    return read_answers(path) if answers.is_dir() and path.exists() else answered.get(document_id)


def _read_lines(path: Path) -> dict[str, list[dict[str, Any]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {row["id"]: row["records"] for row in rows}


def read_answers(path: Path) -> list[dict[str, Any]]:
    """The right records of one document."""
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["records"]
    return records


def find_records(document: LocalDocument, extract: Extract) -> list[dict[str, Any]]:
    """The records that the extraction finds. Raises `PipelineError` where the extractor breaks on the text."""
    mentions, _, rejected = extract([make_document_row(document)])
    for row in rejected:
        if row["rule"] == "extractor_failed":
            raise PipelineError(f"{document.document_id}: {row['reason']}", row["remedy"])
    return [make_record(row) for row in mentions]


def split_parts(documents: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The documents by part: what stands before the hyphen of an id, where that is a part; else "given".

    Those in another language than English are parts of their own: `k-fr` is what is known in French.
    """
    parts: dict[str, list[Judged]] = {}
    for document in documents:
        prefix, hyphen, _ = document.document_id.partition("-")
        part = prefix if hyphen and prefix in PARTS else "given"
        parts.setdefault(part if document.language == "en" else f"{part}-{document.language}", []).append(document)
    return parts


def name_part(part: str) -> str:
    """A part as readers see it: `k` is known, `u-de` is unseen, de."""
    name, hyphen, language = part.partition("-")
    return PARTS.get(name, name) + (f", {language}" if hyphen else "")
