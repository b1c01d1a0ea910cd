"""`defcoop sources check`: ask the entry points of sources, read a sample, and say what broke.

The client, the readers and the transforms are those of a night; what they give lies in a folder of its own that is
removed, so that neither the home's fetches nor the warehouse learn of it.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.commands.source_faults import OK, Finding, explain_error, explain_problem, is_fault, join_findings
from pipeline.errors import PipelineError
from pipeline.night.crawling import make_client
from pipeline.settings import Settings
from schemas.raw import Problem, ReadResult
from sources.catalogue import CatalogueError, Source, list_source_ids, load_source
from sources.entry_points import ANY_HOST, EntryPoint
from sources.reading import read_fetch
from sources.snapshots import Fetch, fetch_row
from sources.web.client import Client
from sources.web.crawl import Outcome, Round, crawl
from transforms.documents.documents import make_documents
from transforms.indicators import make_indicators

SAMPLE = 3
"""Links of an entry point that are followed in a check."""
Row = dict[str, Any]


def choose_sources(settings: Settings, names: Sequence[str]) -> list[str]:
    """The sources that are named, or all. Raises `PipelineError` for a name that the catalogue does not have."""
    known = list_source_ids(settings.catalogue)
    unknown = sorted(set(names) - set(known))
    if unknown:
        what = f"no source {', '.join(unknown)} in {settings.catalogue}"
        raise PipelineError(what, "see `defcoop sources`, or set DEFCOOP_CATALOGUE")
    return list(names) or known


def check_source(settings: Settings, source_id: str, sample: int = SAMPLE) -> list[Finding]:
    """What one source gives now, an entry point after the other. Raises `PipelineError` where nobody says who asks."""
    try:
        source = load_source(settings.catalogue, source_id)
    except CatalogueError as error:
        reason, _, remedy = str(error).rpartition(": ")
        return [Finding(source_id, str(settings.catalogue), "file", reason, remedy)]
    if not source.entry_points:
        return [Finding(source_id, source.location, OK, "a folder: nothing of it is on the web")]
    at = settings.clock()
    findings: list[Finding] = []
    with closing(make_client(settings, source)) as client:
        for entry in source.entry_points:
            with tempfile.TemporaryDirectory(prefix="defcoop-check-") as folder:
                findings += check_entry(client, source, entry, at, Path(folder), sample)
    return findings


def check_entry(
    client: Client, source: Source, entry: EntryPoint, at: datetime, folder: Path, sample: int
) -> list[Finding]:
    """Each fault of an entry point once; where there is none, one line that says what it gave."""
    alone = narrow_source(source, entry, sample)
    outcomes = list(crawl(client, Round(folder, alone, at, folder / "requests.jsonl", {})))
    rows: list[Row] = []
    faults: list[Finding] = []
    for outcome in outcomes:
        made, found = _check_outcome(alone, entry.url, outcome, folder)
        rows += made
        faults += found
    faults += _check_rows(alone, entry, rows) if rows or not faults else []
    return join_findings(faults) or [Finding(source.source_id, entry.url, OK, _describe(outcomes, rows))]


def narrow_source(source: Source, entry: EntryPoint, sample: int) -> Source:
    """The source with one entry point and few links; the hosts of its other entry points stay open to it."""
    others = (urlsplit(other.url).netloc for other in source.entry_points)
    hosts = source.hosts if ANY_HOST in source.hosts else tuple(dict.fromkeys((*source.hosts, *others)))
    return replace(source, entry_points=(replace(entry, follow=min(entry.follow, sample)),), hosts=hosts)


def _check_outcome(source: Source, entry: str, outcome: Outcome, folder: Path) -> tuple[list[Row], list[Finding]]:
    """The rows that an address gives, and its faults."""
    name, url = source.source_id, outcome.url
    if outcome.error or outcome.fetch is None:
        return [], [explain_error(name, entry, url, outcome.error)] if outcome.error else []
    try:
        result = read_fetch(folder, source, outcome.fetch)
    except Exception as error:  # as in a night: a reader that fails on one item is a finding
        reason = f"{type(error).__name__}: {error}"
        result = ReadResult(problems=(Problem(url, "reader_failed", reason, "report the item"),))
    rows, refused = _make_rows(source, outcome.fetch, result)
    problems = [*result.problems, *(_to_problem(row) for row in refused)]
    return rows, [explain_problem(name, entry, url, problem) for problem in problems if is_fault(problem)]


def _make_rows(source: Source, fetch: Fetch, result: ReadResult) -> tuple[list[Row], list[Row]]:
    row, described = fetch_row(fetch, "b-check"), asdict(source)
    documents, refused = make_documents(result.records, row, described, "b-check")
    figures, refused_figures = make_indicators(result.figures, row, described, "b-check")
    return [*documents, *figures], [*refused, *refused_figures]


def _to_problem(row: Row) -> Problem:
    return Problem(*(row[name] for name in ("location", "rule", "reason", "remedy")))


def _check_rows(source: Source, entry: EntryPoint, rows: Sequence[Row]) -> Iterator[Finding]:
    """Faults that only the sample as a whole shows: nothing in it, or another language than the file says."""
    if not rows:
        said = "nothing of it became a text or a figure"
        yield Finding(source.source_id, entry.url, "text", said, "look at the address and at the links that it gives")
    languages = Counter(row["language"] for row in rows if "language" in row)
    if languages and (usual := languages.most_common(1)[0])[0] != source.language:
        said = f"{usual[1]} of {languages.total()} texts are in {usual[0]}, the file says {source.language}"
        yield Finding(source.source_id, entry.url, "language", said, f"set `language: {usual[0]}`, or another address")


def _describe(outcomes: Sequence[Outcome], rows: Sequence[Row]) -> str:
    """What an entry point gave, in words."""
    asked = f"{len(outcomes)} addresses asked" if len(outcomes) > 1 else "1 address asked"
    days = sorted(row["published_on"].isoformat() for row in rows if "published_on" in row)
    if not days:
        return f"{asked}, {len(rows)} figures"
    languages = ", ".join(sorted({row["language"] for row in rows}))
    period = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    return f"{asked}, {len(days)} texts of {period}, in {languages}"


def list_verified(settings: Settings, findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Sources that wholly work and are not noted as verified, each with the line to put into its file."""
    broken = {finding.source_id for finding in findings if not finding.is_ok}
    day = settings.clock().date().isoformat()
    for source_id in dict.fromkeys(finding.source_id for finding in findings):
        if source_id in broken:
            continue
        source = load_source(settings.catalogue, source_id)
        known = source.verification
        if source.entry_points and (known is None or known.status != "verified"):
            page = known.relied_on if known else source.url or source.entry_points[0].url
            yield source_id, f'verification: {{status: verified, on: {day}, relied_on: "{page}"}}'
