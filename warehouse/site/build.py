"""Write the site of a published file into a folder: pages, the data of the table of commitments, style and scripts."""

import json
import shutil
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from pathlib import Path
from typing import Any

from schemas.contract import Table
from schemas.stages import ALL_TABLES
from schemas.terms import load_terms
from warehouse.questions import list_questions
from warehouse.reading import open_warehouse
from warehouse.site import pages
from warehouse.site.budget import describe_budget, place_of
from warehouse.site.pairs import describe_pair, list_by_pair
from warehouse.site.reading import Grouped, Row, read_rows, stream_rows
from warehouse.site.texts import render_text

HERE = Path(__file__).parent
PART = 5_000
"""Commitments in one part of the table's data."""
METHOD = (
    "Publishers' texts are kept as they came, under the hash of their bytes. Rules find the sentences in which "
    "states promise something, and make a record of each. Records that speak of one thing become one commitment, whose "
    "standing follows from what the texts say, one after the other. An audit looks at every row before anything is "
    "published, and what people decide overrules the machine."
)
COLUMNS = (
    "commitment_id", "kind", "parties", "counterparts", "standing", "instrument", "quantity", "due_end_on",
    "last_seen_on", "documents_count", "evidence_text",
)  # fmt: skip
MENU = (
    ("index", "Tonight"), ("budget", "Budget share"), ("sharing", "Information sharing"),
    ("training", "Joint training"), ("actors", "Actors"), ("commitments", "All commitments"), ("sources", "Sources"),
    ("accuracy", "Accuracy"), ("method", "Method"),
    ("questions", "Questions"), ("dictionary", "Dictionary"),
)  # fmt: skip


def write_site(published: Path, folder: Path, changes: Sequence[Row], counts: Mapping[str, int]) -> int:
    """Write all pages; returns how many. `changes` are rows of a diff with the version before, `counts` their number
    by kind. The folder must be there and empty."""
    for name in ("c", "a", "p", "data"):
        (folder / name).mkdir()
    for path in sorted((HERE / "static").iterdir()):
        shutil.copyfile(path, folder / path.name)
    writer = _Writer(folder)
    with open_warehouse(published) as con:
        commitments, actors = read_rows(con, "commitments"), read_rows(con, "actors")
        pairs = list_by_pair(commitments)
        known = {row["commitment_id"] for row in commitments}
        writer.globals({row["actor_id"]: row["name"] for row in actors}, known, pairs)
        tonight = pages.describe_tonight(con, changes, counts)
        writer.write("index.html", "tonight.html", latest=commitments[:4], **tonight)
        writer.write("sources.html", "sources.html", **tonight)
        budget = describe_budget(con, known)
        writer.write("budget.html", "budget.html", **budget)
        writer.write(
            "sharing.html",
            "sharing.html",
            **pages.describe_sharing(con, {row["actor_id"]: row["region"] for row in actors}),
        )
        writer.write("training.html", "training.html", **pages.describe_training(con))
        _write_actors(writer, actors, commitments, budget)
        for pair, rows in pairs.items():
            writer.write(f"p/{pair[0]}-{pair[1]}.html", "pair.html", **describe_pair(pair, rows))
        _write_table(writer, commitments, tonight["summary"]["commitments_count"])
        _write_commitments(
            writer, commitments, *(Grouped(stream_rows(con, name)) for name in ("evidence", "history", "decisions"))
        )
    writer.write("questions.html", "questions.html", questions=list_questions())
    writer.write("dictionary.html", "dictionary.html", tables=_list_tables(), terms=load_terms())
    _write_texts(writer)
    return writer.count


class _Writer:
    """Renders templates into files; everything that is shown is escaped."""

    def __init__(self, folder: Path) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.count = 0
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "words": _words,
            "safe_url": safe_url,
            "quantity": say_quantity,
            "day": _day,
            "place": place_of,
        }

    def globals(self, names: Mapping[str, str], known: Set[str], pairs: Container[tuple[str, str]]) -> None:
        """What every page knows: the menu, names of actors, the commitments and pairs that have a page, the terms."""
        self._environment.globals |= {
            "menu": MENU, "names": names, "known": known, "paired": pairs, "terms": load_terms(),
        }  # fmt: skip

    def write(self, name: str, template: str, **values: Any) -> None:
        """Write one page."""
        root = "../" * name.count("/")
        text = self._environment.get_template(template).render(page=name.removesuffix(".html"), root=root, **values)
        (self._folder / name).write_text(text, encoding="utf-8")
        self.count += 1

    def write_data(self, name: str, text: str) -> None:
        """Write a file of data."""
        (self._folder / name).write_text(text, encoding="utf-8")


def _write_actors(writer: _Writer, actors: Sequence[Row], commitments: Sequence[Row], budget: Row) -> None:
    charts = {country["id"]: country for country in budget["countries"]}
    by_actor = pages.list_by_actor(commitments)
    for actor in actors:
        name = actor["actor_id"]
        values = pages.describe_actor(actor, by_actor[name], charts.get(name))
        writer.write(f"a/{name}.html", "actor.html", **values)
    writer.write("actors.html", "actors.html", actors=actors)


def _write_texts(writer: _Writer) -> None:
    writer.write("accuracy.html", "text.html", title="Accuracy", lead="", texts=[render_text("accuracy.md")])
    method = [render_text(name, 1) for name in ("extraction.md", "policy.md")]
    writer.write("method.html", "text.html", title="Method", lead=METHOD, texts=method)


def _write_table(writer: _Writer, commitments: Sequence[Row], all_count: int) -> None:
    """The page of all commitments, and its data in parts that the page loads one after the other."""
    parts = [commitments[start : start + PART] for start in range(0, len(commitments), PART)]
    for number, part in enumerate(parts):
        rows = [[_plain(row | {"quantity": say_quantity(row)}, name) for name in COLUMNS] for row in part]
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        writer.write_data(f"data/commitments-{number:03}.js", f"defcoop.add({content});\n")
    writer.write("commitments.html", "commitments.html", parts=len(parts), total=len(commitments), all_count=all_count)


def _write_commitments(
    writer: _Writer, commitments: Sequence[Row], evidence: Grouped, history: Grouped, decisions: Grouped
) -> None:
    for row in sorted(commitments, key=lambda row: str(row["commitment_id"])):
        name = row["commitment_id"]
        found = {"evidence": evidence.take(name), "history": history.take(name), "decisions": decisions.take(name)}
        writer.write(f"c/{name}.html", "commitment.html", row=row, **found)


def _list_tables() -> Iterator[Table]:
    yield from sorted(ALL_TABLES, key=lambda table: table.name)


def _plain(row: Row, name: str) -> Any:
    value = row[name]
    return value.isoformat() if isinstance(value, date) else value


def _words(term: str) -> str:
    """A term as words."""
    return term.replace("_", " ")


def _day(value: date | datetime | None) -> str:
    """A day, or a dash."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return value.isoformat() if value else "–"


def safe_url(url: str | None) -> str | None:
    """An address that may be a link: of the web. Anything else is shown as text."""
    return url if url and url.startswith(("https://", "http://")) else None


def say_quantity(row: Row) -> str:
    """An amount with its unit, as short as a table wants it."""
    if row["quantity_value"] is None:
        return ""
    value = _say_number(row["quantity_value"])
    if row.get("quantity_value_max") is not None:
        value += f"–{_say_number(row['quantity_value_max'])}"
    unit = row["quantity_unit"] or ""
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {value}"
    if value == "1":
        unit = unit.removesuffix("s")
    return f"{value} % of GDP" if unit == "percent_of_gdp" else f"{value} {_words(unit)}".strip()


def _say_number(value: float) -> str:
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.6g}{word}"
    return f"{value:,.10g}"
