"""Write the site of a published file into a folder: pages, the data of the table of commitments, style and scripts."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from schemas.contract import Table
from schemas.stages import ALL_TABLES
from schemas.terms import load_terms
from warehouse.questions import list_questions
from warehouse.reading import open_warehouse
from warehouse.site import pages
from warehouse.site.budget import describe_budget
from warehouse.site.pairs import SHOWN_OF_PAIR, Pair, describe_pair, list_by_pair, list_pairs
from warehouse.site.reading import Grouped, Row, read_prints, read_rows, stream_rows
from warehouse.site.texts import render_text
from warehouse.site.wording import say_quantity
from warehouse.site.writer import HERE, Writer, make_key

PART = 5_000
"""Commitments in one part of the table's data."""
DETAILS = ("evidence", "history", "decisions")
"""Queries whose rows stand on the page of a commitment."""
METHOD = (
    "Publishers' texts are kept as they came, under the hash of their bytes. Rules find the sentences in which "
    "states promise something, and make a record of each. Records that speak of one thing become one commitment, whose "
    "standing follows from what the texts say, one after the other. An audit looks at every row before anything is "
    "published, and what people decide overrules the machine."
)
COLUMNS = (
    "commitment_id", "kind", "parties", "counterparts", "standing", "instrument", "quantity", "due_end_on",
    "last_seen_on", "documents_count", "evidence_text", "domains", "year",
)  # fmt: skip


def write_site(
    published: Path, folder: Path, changes: Sequence[Row], counts: Mapping[str, int] | None, before: Path | None = None
) -> int:
    """Write all pages; returns how many were made. `changes` are rows of a diff with the version before, `counts` their
    number by kind. The folder must be there and empty. What is as it was in the site `before` is linked from there."""
    for name in ("c", "a", "p", "data"):
        (folder / name).mkdir()
    for path in sorted((HERE / "static").iterdir()):
        shutil.copyfile(path, folder / path.name)
    writer = Writer(folder, before)
    with open_warehouse(published) as con:
        commitments, actors = read_rows(con, "commitments"), read_rows(con, "actors")
        pairs = list_by_pair(commitments)
        known = {row["commitment_id"] for row in commitments}
        names = {row["actor_id"]: row["name"] for row in actors}
        writer.globals(names, known, pairs)
        keys = {row["commitment_id"]: _key_of(row, names) for row in commitments}
        contradictions = read_rows(con, "contradictions")
        tonight = pages.describe_tonight(con, changes, counts, contradictions)
        writer.write("index.html", "tonight.html", latest=commitments[:4], **tonight)
        writer.write("sources.html", "sources.html", **tonight)
        budget = describe_budget(con, known, writer.draw)
        writer.write("budget.html", "budget.html", **budget)
        regions = {row["actor_id"]: row["region"] for row in actors}
        latest = tonight["summary"]["latest_on"]
        writer.write("sharing.html", "sharing.html", **pages.describe_sharing(con, regions, latest))
        writer.write("training.html", "training.html", **pages.describe_training(con, writer.draw))
        _write_actors(writer, actors, commitments, budget, keys)
        _write_pairs(writer, pairs, keys)
        _write_table(writer, commitments, regions, tonight["summary"]["commitments_count"])
        _write_commitments(writer, con, commitments, keys, pairs, pages.list_disputes(contradictions))
    writer.write("questions.html", "questions.html", questions=list_questions())
    writer.write("dictionary.html", "dictionary.html", tables=_list_tables(), terms=load_terms())
    _write_texts(writer)
    writer.close()
    return writer.made_count


def _key_of(row: Row, names: Mapping[str, str]) -> str:
    """What a row of a commitment shows, with the names of its actors."""
    return make_key(row, [names.get(actor) for actor in (*row["parties"], *row["counterparts"])])


def _write_actors(
    writer: Writer, actors: Sequence[Row], commitments: Sequence[Row], budget: Row, keys: Mapping[str, str]
) -> None:
    charts = {country["id"]: country for country in budget["countries"]}
    by_actor = pages.list_by_actor(commitments)
    for actor in actors:
        name = actor["actor_id"]
        rows, chart = by_actor[name], charts.get(name)
        key = make_key(actor, [keys[row["commitment_id"]] for row in rows], chart and (chart["svg"], chart["key"]))
        writer.write_changed(f"a/{name}.html", key, "actor.html", partial(pages.describe_actor, actor, rows, chart))
    writer.write("actors.html", "actors.html", actors=actors)


def _write_pairs(writer: Writer, pairs: Mapping[Pair, Sequence[Row]], keys: Mapping[str, str]) -> None:
    for pair, rows in pairs.items():
        key = make_key(pair, len(rows), [keys[row["commitment_id"]] for row in rows[:SHOWN_OF_PAIR]])
        writer.write_changed(f"p/{pair[0]}-{pair[1]}.html", key, "pair.html", partial(describe_pair, pair, rows))


def _write_texts(writer: Writer) -> None:
    writer.write("accuracy.html", "text.html", title="Accuracy", lead="", texts=[render_text("accuracy.md")])
    method = [render_text(name, 1) for name in ("extraction.md", "policy.md")]
    writer.write("method.html", "text.html", title="Method", lead=METHOD, texts=method)


def _write_table(writer: Writer, commitments: Sequence[Row], regions: Mapping[str, str | None], all_count: int) -> None:
    """The page of all commitments, and its data in parts that the page loads one after the other."""
    parts = [commitments[start : start + PART] for start in range(0, len(commitments), PART)]
    names = []
    for number, part in enumerate(parts):
        rows = [[_plain(row | {"quantity": say_quantity(row)}, name) for name in COLUMNS] for row in part]
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        names.append(writer.write_data(f"data/commitments-{number:03}", f"defcoop.add({content});\n"))
    writer.write(
        "commitments.html", "commitments.html",
        parts=names, total=len(commitments), all_count=all_count, regions=regions, together=pages.STAGES_OF,
    )  # fmt: skip


def _write_commitments(
    writer: Writer,
    con: duckdb.DuckDBPyConnection,
    commitments: Sequence[Row],
    keys: Mapping[str, str],
    pairs: Mapping[Pair, Sequence[Row]],
    disputes: Mapping[str, Sequence[Row]],
) -> None:
    """Only what is new to the site is read in full; of the rest, a hash of its rows."""
    ids = sorted(keys)
    prints = [read_prints(con, name, ids) for name in DETAILS]
    whole = {
        row["commitment_id"]: make_key(
            keys[row["commitment_id"]],
            [found.get(row["commitment_id"]) for found in prints],
            [pair in pairs for pair in list_pairs(row)],
            disputes.get(row["commitment_id"]),
        )
        for row in commitments
    }
    changed = [name for name in ids if not writer.is_as_before(f"c/{name}.html", whole[name])]
    groups = {name: Grouped(stream_rows(con, name, changed)) for name in DETAILS}
    rows = {row["commitment_id"]: row for row in commitments}
    for name in ids:

        def describe(name: str = name) -> Row:
            own = {"row": rows[name], "disputes": disputes.get(name, []), "reasons": pages.REASONS}
            return own | {kind: group.take(name) for kind, group in groups.items()}

        writer.write_changed(f"c/{name}.html", whole[name], "commitment.html", describe)


def _list_tables() -> Iterator[Table]:
    yield from sorted(ALL_TABLES, key=lambda table: table.name)


def _plain(row: Row, name: str) -> Any:
    value = row[name]
    return value.isoformat() if isinstance(value, date) else value
