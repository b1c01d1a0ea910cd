"""Great Expectations over pandas frames: run the checks of a table, and say which rows failed.

Three things of this library are handled here: an expectation that could not be computed is a failure and never a
success; only the first failing rows are asked for, since asking for all takes for ever where most rows fail; and an
empty frame passes everything, so every result carries the number of rows that were looked at.
"""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from schemas.expectations import Check
from warehouse.findings import SHOWN_ROWS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check gave: whether it held, how many rows failed, which ones first, or why it could not be computed."""

    check: Check
    is_passed: bool
    failures_count: int
    failing: tuple[int, ...]
    error: str | None


def run_checks(checks: Sequence[Check], frame: pd.DataFrame) -> list[Outcome]:
    """Run checks over a frame whose index counts its rows; outcomes come in the order of the checks.

    An empty frame passes every check, which costs the library as long as a full one: it is not asked.
    """
    if frame.empty:
        return [Outcome(check, True, 0, (), None) for check in checks]
    with _quiet():
        gx, batches = _open_library()
        suite = gx.ExpectationSuite(name="checks", expectations=[_make(gx, check) for check in checks])
        batch = batches.get_batch(batch_parameters={"dataframe": frame})
        form = {"result_format": "SUMMARY", "partial_unexpected_count": SHOWN_ROWS}
        results = batch.validate(suite, result_format=form).results
    found = {result.expectation_config.meta["check"]: result for result in results}
    return [_read(check, found.get(check.name), len(frame)) for check in checks]


@cache
def _open_library() -> tuple[Any, Any]:
    """The library and a batch definition for frames; kept, since opening takes seconds."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("rows")
    return gx, asset.add_batch_definition_whole_dataframe("all")


@contextmanager
def _quiet() -> Iterator[None]:
    """The library warns about its own dependencies and logs what it returns anyway."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _make(gx: Any, check: Check) -> Any:
    kind = getattr(gx.expectations, check.expectation)
    return kind(**check.arguments, severity=check.severity, meta={"check": check.name})


def _read(check: Check, result: Any, rows_count: int) -> Outcome:
    if result is None:
        return Outcome(check, False, rows_count, (), "the check gave no result")
    error = next(_list_errors(result.exception_info or {}), None)
    if error is not None:
        return Outcome(check, False, rows_count, (), error)
    failing = tuple(int(index) for index in result.result.get("partial_unexpected_index_list") or ())
    count = int(result.result.get("unexpected_count", 0 if result.success else rows_count))
    return Outcome(check, bool(result.success), count, failing[:SHOWN_ROWS], None)


def _list_errors(info: Mapping[str, Any]) -> Iterator[str]:
    """Messages of exceptions: one record, or one for each metric that could not be computed."""
    records: Iterable[Any] = (info,) if "raised_exception" in info else info.values()
    for record in records:
        if record.get("raised_exception"):
            yield str(record.get("exception_message") or "an error without a message")
