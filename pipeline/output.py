"""What the command line prints: tables for people, JSON lines and CSV for machines."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

FORMATS = ("table", "json", "csv")
CELL_WIDTH = 60


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> str:
    """Rows in one of the formats: `table`, `json` (one array of objects), `csv` (with a header)."""
    if form == "json":
        return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, default=_plain)
    if form == "csv":
        return _render_csv(columns, rows)
    return render_table(columns, rows, None if sys.stdout.isatty() else CELL_WIDTH)


def render_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = CELL_WIDTH) -> str:
    """An aligned table with a header; numbers stand right. Long cells are cut at `width`, where one is given."""
    cells = [[_shorten(_show(value), width) for value in row] for row in rows]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    is_number = [
        bool(rows) and all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(columns))
    ]
    lines = [list(columns), ["-" * size for size in widths], *cells]
    return "\n".join(
        "  ".join(
            cell.rjust(size) if right else cell.ljust(size)
            for cell, size, right in zip(line, widths, is_number, strict=True)
        ).rstrip()
        for line in lines
    )


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows; on a terminal a table is fitted to its width."""
    if form == "table" and sys.stdout.isatty():
        _print_rich(columns, rows)
    else:
        print(render(columns, rows, form))


def _print_rich(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="ellipsis")
    for row in rows:
        table.add_row(*(Text(_show(value)) for value in row))
    Console().print(table)


def _render_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_show(value) for value in row] for row in rows)
    return buffer.getvalue().rstrip("\n")


def _show(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_show(item) for item in value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(_plain(value)).split()) if not isinstance(value, str) else " ".join(value.split())


def _shorten(text: str, width: int | None) -> str:
    return text if width is None or len(text) <= width else text[: width - 1] + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
