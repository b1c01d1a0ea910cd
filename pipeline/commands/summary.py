"""What a night did, in words that fit on a screen."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.alerts.incidents import list_seen
from pipeline.alerts.telling import find_channels
from pipeline.alerts.wording import say_count
from pipeline.home import ledger
from pipeline.night.ingest import COUNTS
from pipeline.output import render_table
from pipeline.settings import Settings
from schemas.terms import list_terms
from warehouse.findings import describe_count

COUNT_DOCUMENTS = """
    select count(*), count(duplicate_of), (select count(*) from mentions),
        (select count(*) from commitments where recorded_to is null),
        (select count(*) from indicators where recorded_to is null)
    from documents
"""
COUNT_KINDS = """
    select kind, standing, count(*) from commitments where recorded_to is null group by all order by all
"""
COUNT_REJECTIONS = """
    select source_id, rule, count(*), min(location) from rejections group by all order by 3 desc, 1, 2
"""
COUNT_UNREAD = """
    select d.language, count(*) from rejections r join documents d on r.location = d.document_id
    where r.rule = 'language_not_read' group by all order by 2 desc, 1
"""
COUNT_DECISIONS = "select state, count(*) from decisions group by all order by 2 desc, 1"
SHOWN_REJECTIONS = 12
SHOWN_RESTING = 5
FIRST_QUESTION = '"select * from budget_share_trend"'
OUTCOME_TEXTS = {
    "published": "published: the new warehouse replaced the old one",
    "unchanged": "unchanged: nothing new, no table was touched",
    "refused": "refused: the audit failed, the published warehouse stands",
    "failed": "failed: the night ended in an error, the published warehouse stands",
}


def summarise_night(settings: Settings, run_id: str, outcome: str) -> str:
    """The summary of a night, for a person."""
    said = OUTCOME_TEXTS.get(outcome, outcome)
    if not settings.published.exists():
        said = said.replace("the published warehouse stands", "nothing is published yet")
    lines = [f"{run_id} {said}", "", *_describe_night(settings, run_id)]
    if settings.published.exists():
        lines += _describe_warehouse(settings)
    if outcome == "published":
        lines += _describe_changes(settings)
    lines += _describe_places(settings, run_id, outcome)
    return "\n".join(lines)


def _describe_night(settings: Settings, run_id: str) -> Iterator[str]:
    entries = ledger.read_entries(settings, run_id, "ingest-")
    new = {name: sum(entry["new"][name] for entry in entries) for name in COUNTS}
    items = sum(entry["items"] for entry in entries)
    yield f"tonight     {len(entries)} sources, {items} items listed; new: {_join_counts(new)}"
    resting = [f"{entry['source_id']} ({entry['due_on']})" for entry in entries if "due_on" in entry]
    if resting:
        more = f" and {len(resting) - SHOWN_RESTING} more" if len(resting) > SHOWN_RESTING else ""
        yield f"not due     {len(resting)} sources: {', '.join(resting[:SHOWN_RESTING])}{more}"
    findings = (ledger.read_entry(settings, run_id, "audit") or {}).get("findings", [])
    if findings:
        failed = [finding for finding in findings if not finding["is_passed"]]
        critical = sum(finding["severity"] == "critical" for finding in failed)
        unjudged = sum(finding["unjudged_because"] is not None for finding in findings)
        more = f", {unjudged} not judged: see the audit page" if unjudged else ""
        warnings = say_count(len(failed) - critical, "warning")
        yield f"audit       {len(findings)} checks, {critical} failed, {warnings}{more}"
        for finding in failed[:10]:
            yield f"            {finding['severity']}: {finding['check_name']} ({describe_count(finding)})"


def _describe_changes(settings: Settings) -> Iterator[str]:
    from pipeline.home.changes import describe_changes

    try:
        yield from describe_changes(settings)
    except Exception as error:  # the night is done; what is wrong with an older version has its alert
        yield f"changed     unknown: {error}"
    yield ""


def _join_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing"


def _describe_warehouse(settings: Settings) -> list[str]:
    from warehouse.query import query

    documents, duplicates, mentions, commitments, figures = query(settings.published, COUNT_DOCUMENTS, {}).rows[0]
    kinds = query(settings.published, COUNT_KINDS, {}).rows
    rejections = query(settings.published, COUNT_REJECTIONS, {}).rows
    unread = query(settings.published, COUNT_UNREAD, {}).rows
    decisions = query(settings.published, COUNT_DECISIONS, {}).rows
    lines = [
        f"warehouse   {documents} documents ({duplicates} near-duplicates), {mentions} mentions, "
        f"{commitments} commitments, {figures} figures of real spending",
        *describe_unread([tuple(row) for row in unread]),
        *describe_decisions([tuple(row) for row in decisions]),
        "",
        _tabulate_kinds([tuple(row) for row in kinds]),
        "",
    ]
    if rejections:
        header = ("source", "rejected because", "rows", "first")
        lines += [render_table(header, [tuple(row) for row in rejections[:SHOWN_REJECTIONS]])]
        more = len(rejections) - SHOWN_REJECTIONS
        lines += [f"… and {more} more: defcoop ask refused_rows", ""] if more > 0 else [""]
    return lines


def describe_unread(found: list[tuple[Any, ...]]) -> Iterator[str]:
    """How many documents are in languages that no rule reads; nothing where there are none."""
    if found:
        listed = ", ".join(f"{count} {language}" for language, count in found)
        yield f"not read    {sum(count for _, count in found)} documents in other languages: {listed}"


def describe_decisions(found: list[tuple[Any, ...]]) -> Iterator[str]:
    """What became of the reviewers' decisions; nothing where there are none."""
    if found:
        listed = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in found)
        yield f"decisions   {sum(count for _, count in found)}: {listed} (defcoop review list --decided)"


def _tabulate_kinds(found: list[tuple[Any, ...]]) -> str:
    counts = {(kind, standing): count for kind, standing, count in found}
    standings = [name for name in list_terms("standings") if any(key[1] == name for key in counts)]
    kinds = [name for name in list_terms("kinds") if any(key[0] == name for key in counts)]
    rows: list[tuple[Any, ...]] = [
        (kind, *(counts.get((kind, s)) for s in standings), sum(counts.get((kind, s), 0) for s in standings))
        for kind in kinds
    ]
    return render_table(("commitments", *standings, "all"), rows)


def _describe_places(settings: Settings, run_id: str, outcome: str) -> Iterator[str]:
    if settings.published.exists():
        yield f"it lies in  {settings.published}"
        command = sys.argv[0] if Path(sys.argv[0]).name == "defcoop" else "defcoop"
        yield f"ask it      {command} ask --list"
        yield f"            {command} sql {FIRST_QUESTION}"
    if (settings.exports / "current").exists():
        yield f"exports     {settings.exports / 'current'}"
    if (settings.home / "site" / "current").exists():
        yield f"site        {settings.home / 'site' / 'current' / 'index.html'}"
    page = settings.home / "audits" / f"{run_id}.html"
    if page.exists():
        yield f"audit page  {page}"
    for incident in list_seen(settings, run_id):
        channels = find_channels(settings, incident)
        since = "" if incident.nights == 1 else f"; seen by {incident.nights} nights"
        yield f"alert       {incident.subject} ({', '.join(channels)}{since})"
