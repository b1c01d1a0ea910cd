"""The figures as a page of Markdown."""

from collections.abc import Sequence

from evaluation.confusions import list_confusions
from evaluation.gold import PARTS
from evaluation.matching import LEVELS
from evaluation.scores import (
    Judged,
    Score,
    count_false_alarms,
    find_intervals,
    score,
    score_kinds,
    score_slots,
    score_tiers,
)

SHOWN_WITH_TEXT = "k"
"""The only part whose sentences are ever printed: the others are to stay unread."""


def render_report(parts: dict[str, list[Judged]]) -> str:
    """The whole page: one section a part."""
    return "\n\n".join(_render_part(name, parts[name]) for name in sorted(parts)) + "\n"


def _render_part(name: str, documents: list[Judged]) -> str:
    required = sum(len(document.required) for document in documents)
    alarms, empty = count_false_alarms(documents)
    facts = f"{len(documents)} documents, {empty} of them without a commitment; {required} records to be found."
    blocks = [
        f"# {PARTS.get(name, name).capitalize()}\n\n{facts}",
        _render_levels(documents),
        f"False alarms per document without a commitment: {_ratio(alarms, empty)} ({alarms} in {empty}).",
        _render_slots(documents),
        _render_kinds(documents),
        _render_tiers(documents),
    ]
    if name == SHOWN_WITH_TEXT:
        blocks.append(_render_confusions(documents))
    return "\n\n".join(blocks)


def _render_levels(documents: Sequence[Judged]) -> str:
    types = sorted({document.document_type for document in documents})
    groups = {"all": list(documents)} | {t: [d for d in documents if d.document_type == t] for t in types}
    rows = [
        (name, str(len(group)), level, *_render_score(group, level))
        for name, group in groups.items()
        for level in LEVELS
    ]
    head = ("documents", "count", "level", "precision", "recall", "F1")
    return "With 90 % intervals from drawing the documents anew:\n\n" + render_table(head, rows)


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


def _render_tiers(documents: Sequence[Judged]) -> str:
    rows = [
        (row["tier"], str(row["records"]), *(f"{row[name]:.2f}" for name in ("confidence", *LEVELS)))
        for row in score_tiers(documents)
    ]
    head = ("tier", "records", "stated confidence", *(f"precision, {level}" for level in LEVELS))
    return "Reliability: what a stated confidence was worth:\n\n" + render_table(head, rows)


def _render_confusions(documents: Sequence[Judged]) -> str:
    rows = list_confusions(documents)
    return "What went wrong:\n\n" + render_table(("what", "document", "detail", "sentence"), rows)


def render_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_escape(cell) for cell in line)} |" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|")


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "none to count"
