"""`defcoop extract`: each document of some files is read and printed; one that is bad ends no other."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.commands.comparing import print_comparison, tell_counts
from pipeline.commands.printing import Printed, print_records
from pipeline.commands.reading import LocalDocument, parse_day, read_path
from pipeline.errors import PipelineError
from pipeline.extraction.extractors import choose_extractor


def extract_paths(paths: Sequence[Path], published: str | None, form: str, extractor: str) -> bool:
    """Print what the files state; returns whether all of them could be read."""
    day = parse_day(published, "--published") if published else None
    show = _choose_printer(form, extractor)
    total: Counter[str] = Counter()
    is_clean = True
    for path in paths:
        for found in read_path(path, day):
            printed = Printed([found], {}) if isinstance(found, PipelineError) else show(found)
            total.update(printed.counts)
            for problem in printed.problems:
                print(f"error: {' '.join(str(problem).split())}", file=sys.stderr)
                is_clean = False
    if extractor == "both" and form == "table":
        print(f"in all: {tell_counts(total)}")
    return is_clean


def _choose_printer(form: str, extractor: str) -> Callable[[LocalDocument], Printed]:
    if extractor == "both":
        by_rules, by_llm = choose_extractor("rules"), choose_extractor("llm")
        return partial(print_comparison, form=form, by_rules=by_rules, by_llm=by_llm)
    return partial(print_records, form=form, extract=choose_extractor(extractor))
