"""The command line: what it prints, how it fails, how fast it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.reading import LocalDocument, make_document_row, read_path
from pipeline.output import render
from tests.conftest import Extract
from tests.small_world import ROOT, make_world, run, write

TEXT = """Baltic drill agreed
Published: 2025-02-04

Estonia and Latvia agreed to hold a joint military exercise in 2026, the Estonian defence ministry said.
"""
HTML = """<html><head><title>Page</title><meta property="article:published_time" content="2025-02-04"></head>
<body><nav>Home</nav><article><h1>Baltic drill agreed</h1><p>Estonia and Latvia agreed to hold a joint military
exercise in 2026, the Estonian defence ministry said on Tuesday. The drill is to bring together the land forces of
both countries, and it is to be held near their common border.</p></article></body></html>"""
NEVER = ("airflow", "great_expectations", "duckdb")


def test_extract_prints_one_line_a_document_with_its_evidence(tmp_path: Path, extract: Extract) -> None:
    done = extract(str(write(tmp_path / "drill.txt", TEXT)))
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    document = json.loads(line)
    assert (document["document_id"], document["published_on"]) == ("drill", "2025-02-04")
    (record,) = [record for record in document["records"] if record["kind"] == "joint_training"]
    assert record["parties"] == ["EST", "LVA"]
    assert record["standing"] == "agreed"
    assert record["due_on"] == {"start": "2026-01-01", "end": "2026-12-31", "precision": "year"}
    assert "joint military exercise" in record["evidence"][0]["text"]


def test_a_record_has_the_fields_of_the_contract(tmp_path: Path, extract: Extract) -> None:
    document = json.loads(extract(str(write(tmp_path / "drill.txt", TEXT))).stdout)
    assert list(document) == ["document_id", "published_on", "records"]
    assert set(document["records"][0]) >= set(
        "kind parties counterparts standing quantity announced_on due_on effective_on domains instrument place "
        "evidence speaker act voice condition confidence".split()
    )


def test_offsets_point_into_the_given_text(tmp_path: Path, extract: Extract) -> None:
    text = "Intro.\n\nEstonia and Latvia agreed to hold a joint military exercise in 2026."
    given = [{"id": "one", "published_on": "2025-02-04", "title": "Drill", "text": text, "language": "en"}]
    path = write(tmp_path / "documents.jsonl", "\n".join(json.dumps(document) for document in given) + "\n")
    document = json.loads(extract(str(path)).stdout)
    assert document["document_id"] == "one"
    spans: list[dict[str, Any]] = [span for record in document["records"] for span in record["evidence"]]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def write_lines(tmp_path: Path, *lines: dict[str, Any] | bytes) -> str:
    path = tmp_path / "documents.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return str(path)


SAID = "Estonia and Latvia agreed to hold a joint military exercise in 2026."
POLISH = "Polska i Holandia przeprowadzą w przyszłym roku wspólne ćwiczenia, poinformowało ministerstwo obrony."


def test_a_line_that_cannot_be_read_is_one_error_and_the_others_go_on(tmp_path: Path, extract: Extract) -> None:
    good = {"id": "good", "published_on": "2025-02-04", "text": SAID}
    lines: list[dict[str, Any] | bytes] = [
        b"{broken", b'{"text": "\xff"}', {"id": "bare"}, {**good, "published_on": "2025-02-30"}, {**good, "text": " "},
        {**good, "document_type": "poem"}, {**good, "id": "polish", "text": POLISH}, good,
    ]  # fmt: skip
    done = extract(write_lines(tmp_path, *lines))
    assert done.returncode == 1
    assert [json.loads(line)["document_id"] for line in done.stdout.splitlines()] == ["good"]
    errors = done.stderr.splitlines()
    assert all(line.startswith("error: ") and " — " in line for line in errors)
    said = ["not JSON", "not UTF-8", "no text", "no day", "is empty", "'poem'", "polish: the text is in 'pl'"]
    assert [word in line for word, line in zip(said, errors, strict=True)] == [True] * len(said)


def test_who_publishes_a_line_and_what_it_is_reach_the_extractor(tmp_path: Path) -> None:
    text = "We will hold a joint military exercise with Latvia in 2026."
    given = {"id": "1", "published_on": "2025-02-04", "text": text, "publisher": "Estonian Ministry of Defence"}
    path = write_lines(tmp_path, {**given, "title": "Statement of the ministry", "document_type": "statement"})
    (found, *others) = read_path(Path(path), None)
    assert isinstance(found, LocalDocument)
    assert others == []
    row = make_document_row(found)
    assert (row["publisher"], row["document_type"]) == ("Estonian Ministry of Defence", "statement")
    assert (row["title"], row["language"]) == ("Statement of the ministry", "en")


def test_a_text_that_is_not_normal_is_cited_as_normalised(tmp_path: Path, extract: Extract) -> None:
    given = {"id": "1", "published_on": "2025-02-04", "text": "\r\n" + SAID.replace(" ", "\u00a0")}
    document = json.loads(extract(write_lines(tmp_path, given)).stdout)
    (span,) = [span for record in document["records"] for span in record["evidence"]]
    assert SAID[span["start"] : span["end"]] == span["text"]


def test_a_page_is_read_without_its_navigation(tmp_path: Path, extract: Extract) -> None:
    document = json.loads(extract(str(write(tmp_path / "page.html", HTML))).stdout)
    assert [record["parties"] for record in document["records"] if record["kind"] == "joint_training"] == [
        ["EST", "LVA"]
    ]


def test_a_day_of_publication_can_be_given(tmp_path: Path, extract: Extract) -> None:
    path = write(tmp_path / "plain.txt", "Estonia and Latvia agreed to hold a joint military exercise this year.")
    refused = extract(str(path))
    assert refused.returncode == 1
    assert "--published" in refused.stderr
    document = json.loads(extract(str(path), "--published", "2025-02-04").stdout)
    assert document["published_on"] == "2025-02-04"


def test_a_bad_file_is_one_line_and_the_others_go_on(tmp_path: Path, extract: Extract) -> None:
    good = write(tmp_path / "drill.txt", TEXT)
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    done = extract(str(folder), str(tmp_path / "missing.txt"), str(good))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert all(line.startswith("error: ") and " — " in line for line in errors)
    assert "missing.txt" in errors[1]


def test_extract_can_print_a_table(tmp_path: Path, extract: Extract) -> None:
    done = extract(str(write(tmp_path / "drill.txt", TEXT)), "--format", "table")
    assert "joint_training" in done.stdout
    assert "EST, LVA" in done.stdout


def test_extract_leaves_the_heavy_things_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "drill.txt", TEXT)
    code = (
        "import sys; from pipeline.cli import app; app(['extract', sys.argv[1]], standalone_mode=False);"
        f"print([name for name in {NEVER} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_help_needs_none_of_the_heavy_things() -> None:
    code = "import sys; import pipeline.cli; print([n for n in sys.argv[1:] if n in sys.modules])"
    command = [sys.executable, "-c", code, *NEVER, "pandas", "pyarrow", "spacy", "trafilatura"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["nightly", "extract", "sql", "ask", "explain", "discard"])
def test_help_has_an_example(command: str, tmp_path: Path) -> None:
    done = run({"DEFCOOP_HOME": str(tmp_path)}, command, "--help")
    assert done.returncode == 0
    assert f"Example: defcoop {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("sql", "select 1"), ("explain", "c-1"), ("ask", "nothing")],
    ids=lambda arguments: arguments[0],
)
def test_without_a_warehouse_the_remedy_is_a_night(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(make_world(tmp_path), *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("error: no warehouse at ")
    assert "defcoop nightly" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_unknown_format_is_named_with_the_known_ones(tmp_path: Path) -> None:
    done = run(make_world(tmp_path), "sources", "--format", "xml")
    assert done.returncode == 1
    assert done.stderr == "error: no format 'xml' — use one of: table, json, csv\n"


def test_sources_lists_the_catalogue_for_machines_too(tmp_path: Path) -> None:
    rows = json.loads(run(make_world(tmp_path), "sources", "--format", "json").stdout)
    assert [row["source"] for row in rows] == ["gazette", "wire", "yearbook"]
    assert run(make_world(tmp_path), "sources", "--format", "csv").stdout.startswith("source,title,format,")


def test_a_table_is_aligned_and_keeps_one_line_a_row() -> None:
    shown = render(("name", "count"), [("a\nb", 1), ("ccc", 20), ("", None)], "table")
    assert shown.splitlines() == ["name  count", "----  -----", "a b       1", "ccc      20"]


def test_csv_quotes_what_must_be_quoted() -> None:
    assert render(("a", "b"), [('say "x", y', [1, 2])], "csv") == 'a,b\n"say ""x"", y","1, 2"'


def test_json_keeps_types() -> None:
    assert json.loads(render(("a", "b"), [(1.5, None)], "json")) == [{"a": 1.5, "b": None}]
