"""How good the extraction is, on stdout, as Markdown. Run by `make evaluate`; writes nothing."""

import argparse
import sys
from pathlib import Path

from evaluation.gold import ANSWERS, DOCUMENTS, judge_files, split_parts
from evaluation.report import render_report
from pipeline.errors import PipelineError
from schemas.extractors import DEFAULT, EXTRACTORS


def main() -> None:
    """Judge the project's own texts, or another set in the same form, and print the report."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--documents", type=Path, help="a .jsonl with a text a line")
    parser.add_argument(
        "--answers", type=Path, default=ANSWERS, help="the right records: a folder of <id>.json, or a .jsonl"
    )
    parser.add_argument("--extractor", default=DEFAULT, choices=EXTRACTORS, help="%(choices)s")
    arguments = parser.parse_args()
    try:
        documents = (arguments.documents,) if arguments.documents else DOCUMENTS
        judged = judge_files(documents, arguments.answers, arguments.extractor)
    except PipelineError as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(render_report(split_parts(judged)))


if __name__ == "__main__":
    main()
