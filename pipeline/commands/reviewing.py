"""What `defcoop review list` and `show` print."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.output import print_rows
from pipeline.review.decided import COLUMNS, describe_decision, describe_pending, list_decisions, list_decisions_on
from pipeline.review.deciding import name_reviewer
from pipeline.review.desk.queues import SECOND, compare_reviewers, list_rows, read_ask, read_judged
from pipeline.review.desk.queues import SHOWN as SHOWN_OF_ROWS
from pipeline.settings import Settings, load_settings
from transforms.decisions.context import find_context
from warehouse.explain import say_record
from warehouse.reviewing import explain_queue, find_target, list_evidence, list_queue

Row = dict[str, Any]
SHOWN = 5


def print_queue(given: Mapping[str, str], form: str) -> None:
    """Print the queue; a row with a decision that waits for the next night names it."""
    settings = load_settings()
    found = list_queue(settings.published, given)
    pending = describe_pending(settings)
    place = found.columns.index("commitment_id")
    columns = [*found.columns[:2], "pending", *found.columns[2:]]
    print_rows(columns, [(*row[:2], pending.get(row[place]), *row[2:]) for row in found.rows], form)


def print_second(reviewer: str | None, given: Mapping[str, str], limit: int, form: str) -> None:
    """Print what others judged and the reviewer has not, without what they decided, in an order of chance."""
    settings = load_settings()
    name = name_reviewer(settings, reviewer, "a second look").name
    rows = list_rows(settings, read_ask({**given, "queue": SECOND}), name, read_judged(settings))
    waiting = [row for row in rows if not row["is_done"]][:limit]
    print_rows(SHOWN_OF_ROWS, [tuple(row[column] for column in SHOWN_OF_ROWS) for row in waiting], form)


def print_decisions(limit: int, form: str) -> None:
    """Print the decisions, the latest first."""
    rows = list_decisions(load_settings())[:limit]
    print_rows(COLUMNS, [tuple(row[name] for name in COLUMNS) for row in rows], form)


def print_agreement(form: str) -> None:
    """Print how far reviewers agree."""
    found = compare_reviewers(read_judged(load_settings()))
    columns = ("one", "other", "column", "both_judged", "alike", "kappa")
    rows = [
        (row.one, row.other, row.field, row.judged_count, row.agreed_count, row.kappa and round(row.kappa, 3))
        for row in found
    ]
    print_rows(columns, rows, form)


def describe_item(target_id: str) -> str:
    """A mention or a commitment as a reviewer needs it."""
    settings = load_settings()
    target = find_target(settings.published, target_id)
    name = target_id if target_id.startswith("m-") else str(target["commitment_id"])
    evidence = list_evidence(settings.published, name)
    names = {target_id, name, *(row["mention_id"] for row in evidence)}
    parts = [
        *_describe_commitment(settings, target_id, target),
        *(line for row in evidence[:SHOWN] for line in _describe_evidence(row)),
        *([f"\n… and {len(evidence) - SHOWN} more mentions: defcoop explain {name}"] if len(evidence) > SHOWN else []),
        *_describe_decisions(settings, names),
    ]
    return "\n".join(parts).strip()


def _describe_commitment(settings: Settings, target_id: str, target: Row) -> Iterator[str]:
    if target_id.startswith("m-"):
        return
    name = target["commitment_id"]
    yield f"commitment {name}" + (f", once {target_id}" if name != target_id else "")
    yield f"  {say_record(target)}"
    yield f"  delivery {target['delivery']}; confidence {target['confidence']:.2f} ({target['tier']})"
    yield f"  seen {target['first_seen_on']} to {target['last_seen_on']} in {target['documents_count']} documents"
    if target["review"]:
        yield f"  reviewed: {target['review']}"
    if waiting := explain_queue(settings.published, name):
        yield f"  in the queue with {waiting[0]:g}: {', '.join(waiting[1])}"


def _describe_evidence(row: Row) -> Iterator[str]:
    start = row["evidence_start"] - row["text_start"]
    before, said, after = find_context(row["text"], start, start + len(row["evidence_text"]))
    yield f"\nmention {row['mention_id']}" + (" (repeats an earlier document)" if row["duplicate_of"] else "")
    yield f"  {say_record(row)}"
    yield f"  {row['act']}, {row['voice']}; confidence {row['confidence']:.2f} ({row['tier']}), rule {row['rule_id']}"
    title, address = row["title"] or "without a title", row["url"] or "without an address"
    yield f"  {title}: {row['publisher']}, {row['published_on']}, {address}"
    lines = ((" ", before), (">", said), (" ", after))
    yield from (f"    {mark} {' '.join(text.split())}" for mark, text in lines if text)


def _describe_decisions(settings: Settings, names: set[str]) -> Iterator[str]:
    for number, row in enumerate(list_decisions_on(settings, names)):
        yield ("\ndecisions\n" if number == 0 else "") + f"  {row['decision_id']} {describe_decision(row)}"
        yield f"    on {row['target_id']}, {row['decided_at']:%Y-%m-%d %H:%M} UTC, {row['state']}: {row['reason']}"
