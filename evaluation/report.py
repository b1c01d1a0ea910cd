"""The figures as a page of Markdown: a summary, a section a part, and what went wrong where it may be read."""

from collections.abc import Iterator, Mapping, Sequence

from evaluation.confusions import list_confusions
from evaluation.gold import name_part
from evaluation.matching import LEVELS
from evaluation.scores import (
    Judged,
    Score,
    count_false_alarms,
    find_intervals,
    score,
    score_kinds,
    score_reliability,
    score_slots,
)

SHOWN_WITH_TEXT = "k"
"""How the only parts begin whose sentences are ever printed: the others are to stay unread."""

Parts = Mapping[str, Sequence[Judged]]


def render_report(parts: Parts) -> str:
    """The whole page."""
    sections = [_render_part(name, parts[name]) for name in sorted(parts)]
    wrong = [_render_confusions(name, parts[name]) for name in sorted(parts) if name.startswith(SHOWN_WITH_TEXT)]
    return "\n\n".join(["# Evaluation of the extraction", render_summary(parts), *sections, *wrong]) + "\n"


def render_summary(parts: Parts) -> str:
    """One table: precision, recall and F1 of each part at each level, with their intervals."""
    rows = [
        (
            name_part(name),
            str(len(parts[name])),
            str(_count_required(parts[name])),
            level,
            *_render_score(parts[name], level),
        )
        for name in sorted(parts)
        for level in LEVELS
    ]
    return render_table(("part", "documents", "records", "level", "precision", "recall", "F1"), rows)


def _count_required(documents: Sequence[Judged]) -> int:
    return sum(len(document.required) for document in documents)


def _render_part(name: str, documents: Sequence[Judged]) -> str:
    blocks = (_render_alarms, _render_types, _render_slots, _render_kinds, _render_reliability)
    return "\n\n".join([f"## The {name_part(name)} part", *(render(documents) for render in blocks)])


def _render_alarms(documents: Sequence[Judged]) -> str:
    alarms, empty = count_false_alarms(documents)
    ratio = f"{alarms / empty:.2f}" if empty else "none to count"
    return f"False alarms per document without a commitment: {ratio} ({alarms} in {empty})."


def _render_types(documents: Sequence[Judged]) -> str:
    head = ("document type", "documents", "records", "level", "precision", "recall", "F1")
    return "With 90 % intervals from drawing the documents anew:\n\n" + render_table(head, list(_list_types(documents)))


def _list_types(documents: Sequence[Judged]) -> Iterator[Sequence[str]]:
    for name in sorted({document.document_type for document in documents}):
        group = [document for document in documents if document.document_type == name]
        for level in LEVELS:
            yield name, str(len(group)), str(_count_required(group)), level, *_render_score(group, level)


def _render_score(documents: Sequence[Judged], level: str) -> list[str]:
    figures, intervals = score(documents, level), find_intervals(documents, level)
    values = {"precision": figures.precision, "recall": figures.recall, "f1": figures.f1}
    return [f"{value:.2f} ({intervals[name][0]:.2f}–{intervals[name][1]:.2f})" for name, value in values.items()]


def _render_slots(documents: Sequence[Judged]) -> str:
    slots = score_slots(documents)
    table = render_table(tuple(slots), [tuple(f"{value:.2f}" for value in slots.values())])
    return f"Right slots, as a share of the records that were found:\n\n{table}"


def _render_kinds(documents: Sequence[Judged]) -> str:
    rows = [(kind, *_render_counts(figures)) for kind, figures in score_kinds(documents).items()]
    head = ("kind", "to be found", "found", "right", "precision", "recall", "F1")
    return "By kind, at level found:\n\n" + render_table(head, rows)


def _render_counts(figures: Score) -> tuple[str, ...]:
    counts = (str(figures.expected), str(figures.found), str(figures.right))
    return *counts, f"{figures.precision:.2f}", f"{figures.recall:.2f}", f"{figures.f1:.2f}"


def _render_reliability(documents: Sequence[Judged]) -> str:
    levels = [f"precision, {level}" for level in LEVELS]
    by_tier = [
        (row["tier"], str(row["records"]), *(f"{row[name]:.2f}" for name in ("confidence", *LEVELS)))
        for row in score_reliability(documents, "tier")
    ]
    by_confidence = [
        (f"{row['confidence']:.2f}", str(row["records"]), *(f"{row[level]:.2f}" for level in LEVELS))
        for row in score_reliability(documents, "confidence")
    ]
    tables = (
        render_table(("stated confidence", "records", *levels), by_confidence),
        render_table(("tier", "records", "stated confidence", *levels), by_tier),
    )
    return "Reliability, what a stated confidence was worth:\n\n" + "\n\n".join(tables)


def _render_confusions(name: str, documents: Sequence[Judged]) -> str:
    rows = list_confusions(documents)
    head = ("what", "document", "detail", "sentence")
    return f"## What went wrong in the {name_part(name)} part\n\n" + render_table(head, rows)


def render_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [f"| {' | '.join(_escape(cell) for cell in line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|")
