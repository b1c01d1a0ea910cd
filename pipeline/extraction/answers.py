"""What a language model answered, kept in the home: a folder a text, a file for each request.

The name of a file is the hash of the whole request (text, instructions, schema, model), so that reading a document
again asks nobody and gives the same; the key is no part of it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.extraction.endpoint import Reply
from pipeline.home.files import read_json, write_json


def recall_answer(home: Path, text_sha256: str, request: Mapping[str, Any]) -> Reply | None:
    """The reply that was kept; a file that cannot be read is as good as none."""
    try:
        kept = read_json(_name_file(home, text_sha256, request))
        return Reply(str(kept["content"]), bool(kept["is_cut"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def keep_answer(home: Path, text_sha256: str, request: Mapping[str, Any], reply: Reply) -> Path:
    """Keep a reply; returns its file."""
    path = _name_file(home, text_sha256, request)
    write_json(path, {"model": request["model"], "content": reply.content, "is_cut": reply.is_cut})
    return path


def forget_answers(home: Path, text_hashes: Iterable[str]) -> None:
    """Remove all replies on some texts, by the SHA-256 of these: they quote them."""
    for text_sha256 in text_hashes:
        shutil.rmtree(_name_folder(home, text_sha256), ignore_errors=True)


def _name_folder(home: Path, text_sha256: str) -> Path:
    return home / "answers" / text_sha256


def _name_file(home: Path, text_sha256: str, request: Mapping[str, Any]) -> Path:
    name = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    return _name_folder(home, text_sha256) / f"{name}.json"
