"""Ingest one source: list its items, keep the bytes, then read what no batch holds yet into a batch of documents.

Rows in = rows out + repeats + rejected: every text or figure that a reader found is a row, a repeat of a row that an
earlier batch holds, or a rejection. One bad item or one failing reader is a rejection, not the end of the night.
"""

import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pipeline.errors import PipelineError
from pipeline.home.batches import list_batches, read_notes, read_rows, read_table, write_batch
from pipeline.home.ledger import make_run_id
from pipeline.night.crawling import crawl_source
from pipeline.settings import Settings
from schemas.documents import DOCUMENTS
from schemas.indicators import FIGURE_KEY, INDICATORS
from schemas.raw import Problem, ReadResult
from schemas.stages import DOCUMENTS_STAGE
from sources.catalogue import Source
from sources.fetch import FetchError, Item, list_items, read_item
from sources.reading import read_fetch
from sources.snapshots import Fetch, SnapshotError, fetch_row, store_fetch
from sources.web.crawl import COSTLY, LIST_CUT
from sources.window import Window, widen_source
from transforms.documents.documents import make_documents, part_shared
from transforms.identity import make_id
from transforms.indicators import make_indicators
from transforms.rejections import make_rejection

Row = dict[str, Any]
Maker = Callable[..., tuple[list[Row], list[Row]]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be fetched. Its id is known to its batch, so that it is reported once."""

    failure_id: str
    problem: Problem


def ingest(
    settings: Settings, source: Source, at: datetime, run_id: str = "", window: Window | None = None
) -> dict[str, Any]:
    """Ingest one source, further back where a window says so; returns its counts and the fetches that it lists now."""
    if window is not None:
        source = widen_source(source, window)
    if source.entry_points:
        fetches, failures = fetch_addresses(settings, source, at, run_id or make_run_id(at), window)
    else:
        fetches, failures = fetch_items(settings, source, at)
    notes = read_notes(settings.home, source.source_id)
    known = {name for note in notes for name in (*note["fetch_ids"], *note["failure_ids"])}
    new = [fetch for fetch in fetches if fetch.fetch_id not in known]
    new_failures = [failure for failure in failures if failure.failure_id not in known]
    chunks = [new[i : i + settings.batch_size] for i in range(0, len(new), settings.batch_size)]
    if not chunks and new_failures:
        chunks = [[]]
    counts = [
        make_batch(settings, source, chunk, new_failures if number == 0 else []) for number, chunk in enumerate(chunks)
    ]
    return {
        "source_id": source.source_id,
        "items": len(fetches) + len(failures),
        "fetch_ids": [fetch.fetch_id for fetch in fetches],
        "unanswered": count_unanswered(source, failures),
        "cut": sum(failure.problem.rule == LIST_CUT for failure in failures),
        "seen": count_seen(settings, source.source_id, {fetch.fetch_id for fetch in fetches}),
        "new": {name: sum(count[name] for count in counts) for name in COUNTS},
    }


COUNTS = ("fetches", "records", "documents", "indicators", "repeats", "rejections")


def fetch_items(settings: Settings, source: Source, at: datetime) -> tuple[list[Fetch], list[Failure]]:
    """Fetch every item of a source, bytes first. What cannot be fetched is a failure; a refused write ends the step."""
    try:
        items = list_items(source, settings.root)
    except FetchError as error:
        return [], [_make_failure(source, source.location, "unreachable", error)]
    fetches: dict[str, Fetch] = {}
    failures = []
    for item in items:
        try:
            content = _read_within_limit(settings, item)
        except FetchError as error:
            failures.append(_make_failure(source, item.url, "unreadable", error))
            continue
        fetch = store_fetch(settings.home, source, item.url, content, item.media_type, at)
        fetches[fetch.fetch_id] = fetch
    return [fetches[name] for name in sorted(fetches)], failures


def count_unanswered(source: Source, failures: Iterable[Failure]) -> int:
    """Failures that another night may mend: a place where items are listed, or a server that did not answer."""
    places = {source.location, *(entry.url for entry in source.entry_points)}
    problems = [failure.problem for failure in failures if failure.problem.rule != LIST_CUT]
    return sum(problem.location in places or problem.rule in COSTLY | {"given_up"} for problem in problems)


def fetch_addresses(
    settings: Settings, source: Source, at: datetime, run_id: str, window: Window | None = None
) -> tuple[list[Fetch], list[Failure]]:
    """The same for a source of the web. What failed tonight and was fetched before still counts as listed."""
    outcomes = crawl_source(settings, source, run_id, at, window)
    fetches = {outcome.fetch.fetch_id: outcome.fetch for outcome in outcomes if outcome.fetch}
    failures = [
        _fail(source, Problem(outcome.url, error.rule, error.reason, error.remedy))
        for outcome in outcomes
        if (error := outcome.error)
    ]
    return [fetches[name] for name in sorted(fetches)], failures


def make_batch(settings: Settings, source: Source, fetches: list[Fetch], failures: list[Failure]) -> dict[str, int]:
    """Read some fetches of a source into one batch of documents; returns its counts."""
    ids = sorted([fetch.fetch_id for fetch in fetches] + [failure.failure_id for failure in failures])
    batch_id = make_id("b", source.source_id, *ids)
    rows: dict[str, list[Row]] = {"fetches": [], "documents": [], "indicators": [], "rejections": []}
    rows["rejections"] += [_reject(batch_id, source, "fetch", failure.problem) for failure in failures]
    found: dict[str, int] = {}
    records = costly = 0
    for fetch in fetches:
        result = _read(settings, source, fetch, costly)
        costly = costly + 1 if any(problem.rule == "too_costly" for problem in result.problems) else 0
        made = _make_rows(result, fetch_row(fetch, batch_id), asdict(source), batch_id)
        rows["fetches"].append(fetch_row(fetch, batch_id))
        rows["rejections"] += [_reject(batch_id, source, "read", problem) for problem in result.problems]
        for name, new in made.items():
            rows[name] += new
        found[fetch.fetch_id] = len(made["documents"]) + len(made["indicators"])
        records += len(result.records) + len(result.figures)
    repeats = _drop_repeats(settings, source.source_id, rows)
    counts = {"fetches": len(fetches), "records": records, "repeats": repeats}
    counts |= {name: len(rows[name]) for name in ("documents", "indicators", "rejections")}
    note = {
        "batch_id": batch_id,
        "source_id": source.source_id,
        "fetch_ids": [fetch.fetch_id for fetch in fetches],
        "failure_ids": [failure.failure_id for failure in failures],
        "found": found,
        "counts": counts,
    }
    write_batch(settings.home, DOCUMENTS_STAGE, batch_id, rows, note)
    return counts


def count_seen(settings: Settings, source_id: str, fetch_ids: set[str]) -> int:
    """Documents or figures that a source gives now: those of the fetches it lists, discarded batches left out."""
    live = set(list_batches(settings.home, DOCUMENTS_STAGE))
    notes = [note for note in read_notes(settings.home, source_id) if note["batch_id"] in live]
    return sum(count for note in notes for name, count in note["found"].items() if name in fetch_ids)


def _read_within_limit(settings: Settings, item: Item) -> bytes:
    try:
        status = item.path.stat()
    except OSError as error:
        raise FetchError(f"cannot read {item.url}: {error.strerror}: mend the link or remove it") from error
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # opening a pipe waits for ever
        raise FetchError(f"cannot read {item.url}: it is a pipe or a device: put a file in its place")
    size = status.st_size
    if size > settings.item_bytes_max:
        limit = f"{size:,} bytes, more than {settings.item_bytes_max:,}"
        raise FetchError(f"{item.url} is too large: {limit}: split it, or raise DEFCOOP_ITEM_BYTES_MAX")
    return read_item(item)


def _make_failure(source: Source, location: str, rule: str, error: FetchError) -> Failure:
    reason, _, remedy = str(error).rpartition(": ")
    return _fail(source, Problem(location, rule, reason or str(error), remedy))


def _fail(source: Source, problem: Problem) -> Failure:
    said = f"{problem.reason}: {problem.remedy}"
    return Failure(make_id("x", source.source_id, problem.location, problem.rule, said), problem)


def _read(settings: Settings, source: Source, fetch: Fetch, costly: int) -> ReadResult:
    try:
        return read_fetch(settings.home, source, fetch, costly)
    except SnapshotError:
        raise
    except Exception as error:  # a reader that fails on one item must not end the night
        reason, remedy = f"{type(error).__name__}: {error}", "report the item; its snapshot is kept"
        return ReadResult(problems=(Problem(fetch.url, "reader_failed", reason, remedy),))


def _make_rows(
    result: ReadResult, fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str
) -> dict[str, list[Row]]:
    documents, refused = _make("documents", make_documents, result.records, fetch, source, batch_id)
    indicators, refused_figures = _make("indicators", make_indicators, result.figures, fetch, source, batch_id)
    documents = part_shared(documents, result.records, fetch)
    return {"documents": documents, "indicators": indicators, "rejections": refused + refused_figures}


def _make(
    stage: str, maker: Maker, raw: Iterable[Any], fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str
) -> tuple[list[Row], list[Row]]:
    """Each text or figure by itself, so that one which breaks the transform is rejected alone."""
    rows: list[Row] = []
    rejected: list[Row] = []
    for record in raw:
        try:
            made, refused = maker([record], fetch, source, batch_id)
        except Exception as error:
            reason, remedy = f"{type(error).__name__}: {error}", "report the item; its snapshot is kept"
            problem = Problem(f"{fetch['url']} {record.location}", "transform_failed", reason, remedy)
            made, refused = [], [_reject(batch_id, source, stage, problem)]
        if len(made) + len(refused) != 1:
            what = f"{stage} of {fetch['url']}: 1 row in, {len(made)} out and {len(refused)} rejected"
            raise PipelineError(what, "mend the transform: no row may vanish")
        rows += made
        rejected += refused
    return rows, rejected


def _reject(batch_id: str, source: Source | Mapping[str, Any], stage: str, problem: Problem) -> Row:
    source_id = source.source_id if isinstance(source, Source) else source["source_id"]
    found = (problem.location, problem.rule, problem.reason, problem.remedy, problem.original)
    return make_rejection(batch_id, source_id, stage, *found)


def _drop_repeats(settings: Settings, source_id: str, rows: dict[str, list[Row]]) -> int:
    """Leave out rows that an earlier batch of the source holds, or that stand twice in this one; returns how many."""
    live = set(list_batches(settings.home, DOCUMENTS_STAGE))
    batches = [note["batch_id"] for note in read_notes(settings.home, source_id) if note["batch_id"] in live]
    seen_documents = {
        (name,)
        for batch_id in (batches if rows["documents"] else [])
        for name in read_table(settings.home, DOCUMENTS_STAGE, batch_id, DOCUMENTS, ["document_id"])[0].to_pylist()
    }
    before = len(rows["documents"]) + len(rows["indicators"])
    rows["documents"] = _keep_first(rows["documents"], lambda row: (row["document_id"],), seen_documents)
    rows["indicators"] = _keep_changes(
        rows["indicators"], _read_figures(settings, batches if rows["indicators"] else [])
    )
    rows["rejections"] = _keep_first(rows["rejections"], lambda row: (row["rejection_id"],), set())
    return before - len(rows["documents"]) - len(rows["indicators"])


def _read_figures(settings: Settings, batch_ids: list[str]) -> list[Row]:
    return [row for name in batch_ids for row in read_rows(settings.home, DOCUMENTS_STAGE, name, INDICATORS)]


def _keep_changes(rows: list[Row], known: list[Row]) -> list[Row]:
    """The figures that say something else than what was known of the same just before they were fetched."""
    current: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in sorted(known, key=_fetched_at):
        current[_figure_key(row)] = _figure_content(row)
    kept = []
    for row in rows:
        key, content = _figure_key(row), _figure_content(row)
        if current.get(key) != content:
            current[key] = content
            kept.append(row)
    return kept


def _fetched_at(row: Mapping[str, Any]) -> str:
    """When a figure was fetched, to sort by; batches of before that was noted come first."""
    return row["recorded_from"].isoformat() if row.get("recorded_from") else ""


def _figure_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in FIGURE_KEY)


def _figure_content(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("share_of_gdp_pct", "is_estimate", "is_highly_uncertain", "note"))


def _keep_first(rows: list[Row], key: Callable[[Row], tuple[Any, ...]], seen: set[tuple[Any, ...]]) -> list[Row]:
    kept = []
    for row in rows:
        if key(row) not in seen:
            seen.add(key(row))
            kept.append(row)
    return kept
