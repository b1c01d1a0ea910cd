"""What changed between two published files: commitments, figures of real spending, decisions, each with its sentence.

A commitment is followed through its aliases: one that got another id is the same, and one that was merged into another
is no loss. What only brought more evidence of the same is no change. Both files are read where they lie, by sets.
"""

# ruff: noqa: S608 - names in statements come from the declarations
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.commitments import BEST_EVIDENCE, COMMITMENT_ALIASES, COMMITMENTS
from schemas.contract import Table
from schemas.ddl import SQL_TYPES, quote_name, quote_text
from schemas.decisions import DECISIONS
from schemas.documents import DOCUMENTS, FETCHES
from schemas.indicators import FIGURE_KEY, INDICATORS
from schemas.mentions import MENTIONS
from schemas.resolution import RECORDED
from warehouse.reading import Result, query

CHANGES = (
    "added", "withdrawn", "merged", "renamed", "standing_changed", "delivery_changed", "corrected", "figure_added",
    "figure_withdrawn", "figure_changed", "decided", "decision_undone",
)  # fmt: skip
"""Kinds of change, in the order in which they are shown."""
COLUMNS = ("change", "id", "about", "before", "after", "evidence_text", "url")
READ = (COMMITMENTS, COMMITMENT_ALIASES, INDICATORS, FETCHES, DECISIONS, MENTIONS, DOCUMENTS)
_WEIGHT = {"first_seen_on", "last_seen_on", "mentions_count", "documents_count", "confidence", "tier", "review"}
_EVIDENCE = {column.name for column in BEST_EVIDENCE}
CONTENT = [
    name for name in COMMITMENTS.column_names
    if name not in _WEIGHT | _EVIDENCE | set(RECORDED) | {"commitment_id", "standing", "delivery"}
]  # fmt: skip
"""What a commitment says beside its standing and delivery; not how much speaks for it."""
FIGURE = [name for name in INDICATORS.column_names if name not in {*INDICATORS.key, *RECORDED, "source_id", "batch_id"}]


_ASKED = """
    (len($kinds) = 0 or list_contains($kinds, kind)) and (len($actors) = 0 or list_has_any($actors, actors))
    and not coalesce(quantity_unit = 'percent_of_gdp' and quantity_value < $share_min, false)
"""


@contextmanager
def open_diff(old: Path | None, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view `changes` from one file to another; from none, all is new."""
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'UTC'")
        for side, path in (("old", old), ("new", new)):
            if path:
                con.execute(f"attach {quote_text(str(path))} as {side}_file (read_only)")
            for table in READ:
                con.execute(f"create view {side}_{table.name} as {_select(con, side, table)}")
        con.execute(f"create table aliases as {_ALIASES}")
        con.execute(f"create table touched as {_touch()}")
        con.execute(f"create view paired as {_PAIRED}")
        con.execute(f"create view changes as {_follow()} union all {_compare_figures()} union all {_list_decisions()}")
        yield con


def count_changes(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many changes there are of each kind that there are any of."""
    counts: dict[str, int] = dict(con.execute("select change, count(*) from changes group by change").fetchall())
    return {change: counts[change] for change in CHANGES if change in counts}


def count_all(new: Path) -> dict[str, int]:
    """The counts from nothing to a file, without making the rows."""
    with duckdb.connect(str(new), read_only=True) as con:
        counts = {
            "added": "commitments where recorded_to is null",
            "figure_added": "indicators where recorded_to is null",
            "decided": "decisions where state = 'applied'",
        }
        found = {
            change: con.execute(f"select count(*) from {rows}").fetchall()[0][0] for change, rows in counts.items()
        }
    return {change: count for change, count in found.items() if count}


def list_changes(con: duckdb.DuckDBPyConnection, limit: int | None = None) -> Result:
    """The changes, kind by kind; all of them, or the first."""
    order = f"list_position({list(CHANGES)}, change), id, before, after"
    cut = "" if limit is None else f" limit {limit:d}"
    rows = con.execute(f"select {', '.join(COLUMNS)} from changes order by {order}{cut}").fetchall()
    return Result(COLUMNS, rows)


def select_changes(
    con: duckdb.DuckDBPyConnection, kinds: Sequence[str], actors: Sequence[str], share_min: float | None
) -> Result:
    """Changes of commitments of some kinds, in which one of some actors has a part, of a least share of GDP (percent).

    An empty list means all; a commitment without a share has none that could be too small.
    """
    order = f"list_position({list(CHANGES)}, change), about, id, before, after"
    rows = con.execute(
        f"""
        with known as (
            select commitment_id, kind, parties || counterparts as actors, quantity_value, quantity_unit
            from new_commitments where recorded_to is null
            union all by name
            select commitment_id, kind, parties || counterparts as actors, quantity_value, quantity_unit
            from old_commitments where recorded_to is null and commitment_id not in (
                select commitment_id from new_commitments where recorded_to is null
            )
        )
        select {", ".join(COLUMNS)} from changes join known on commitment_id = id where {_ASKED} order by {order}
        """,
        {"kinds": list(kinds), "actors": list(actors), "share_min": share_min},
    ).fetchall()
    return Result(COLUMNS, rows)


def select_overdue(
    old: Path, new: Path, kinds: Sequence[str], actors: Sequence[str], share_min: float | None
) -> Result:
    """What the newer of two files says is overdue and the older did not, chosen as `select_changes` does."""
    statement = f"""
        select 'overdue' as change, commitment_id, {_name("o")} as about, null as before, 'due ' || due_end_on as after,
            evidence_text, url
        from (select *, parties || counterparts as actors from overdue_commitments) o
        where {_ASKED}
        order by due_end_on, commitment_id
    """
    asked = {"kinds": list(kinds), "actors": list(actors), "share_min": share_min}
    known = {row[1] for row in query(old, statement, asked).rows}
    return Result(COLUMNS, [row for row in query(new, statement, asked).rows if row[1] not in known])


def _select(con: duckdb.DuckDBPyConnection, side: str, table: Table) -> str:
    """The declared columns of a table of one file; null where it was made before they were declared."""
    statement = "select column_name from duckdb_columns() where database_name = ? and table_name = ?"
    present = {name for (name,) in con.execute(statement, [f"{side}_file", table.name]).fetchall()}
    columns = ", ".join(
        f"cast({quote_name(c.name) if c.name in present else 'null'} as {SQL_TYPES[c.type]}) as {quote_name(c.name)}"
        for c in table.columns
    )
    return f"select {columns} from {side}_file.{quote_name(table.name)}" if present else f"select {columns} where false"


_ALIASES = """
    with gone as (
        select alias_id, commitment_id, 1 as side from new_commitment_aliases
        where alias_id not in (select commitment_id from new_commitments where recorded_to is null)
        union all
        select alias_id, commitment_id, 2 as side from old_commitment_aliases
        where alias_id not in (select commitment_id from old_commitments where recorded_to is null)
    )
    from gone qualify row_number() over (partition by alias_id order by side, commitment_id) = 1
"""


def _touch() -> str:
    """Ids that are not on both sides with the same content, and what aliases lead to.

    Told by a hash of the content, so that the wide rows are joined for what changed alone.
    """
    compared = ", ".join(quote_name(name) for name in ("standing", "delivery", *CONTENT))
    sides = [
        f"select commitment_id, hash({compared}) as content from {side}_commitments where recorded_to is null"
        for side in ("old", "new")
    ]
    return f"""
        select commitment_id from (({sides[0]}) except ({sides[1]}))
        union select commitment_id from (({sides[1]}) except ({sides[0]}))
        union select commitment_id from aliases
    """


def _trace(side: str) -> str:
    """Current commitments of one file under the id that they have after all merges; the first of it is `heir_no` 1."""
    return f"""
        select c.*, coalesce(a.commitment_id, c.commitment_id) as final_id,
            row_number() over (
                partition by final_id order by c.commitment_id <> final_id, c.commitment_id
            ) as heir_no
        from {side}_commitments c left join aliases a on a.alias_id = c.commitment_id
        where c.recorded_to is null and c.commitment_id in (from touched)
    """


_PAIRED = f"""
    with before as ({_trace("old")}), after as ({_trace("new")})
    select o, n from before o full join after n on o.final_id = n.final_id and o.heir_no = 1 and n.heir_no = 1
"""


def _follow() -> str:
    """What became of commitments: several changes of one are several rows."""
    found = [
        _change("added", "o.commitment_id is null", "null", _say("n")),
        _change("merged", "n.commitment_id is null and o.heir_no > 1", "o.commitment_id", "o.final_id"),
        _change("withdrawn", "n.commitment_id is null and o.heir_no = 1", _say("o"), "null"),
        _change("renamed", "o.commitment_id <> n.commitment_id", "o.commitment_id", "n.commitment_id"),
        _change("standing_changed", "o.standing <> n.standing", "o.standing", "n.standing"),
        _change("delivery_changed", "o.delivery <> n.delivery", "o.delivery", "n.delivery"),
        _change("corrected", f"({_differ(CONTENT)})", _tell("o", CONTENT), _tell("n", CONTENT)),
    ]
    return f"""
        select unnest(list_filter([{", ".join(found)}], lambda x: x is not null), recursive := true)
        from paired
    """


def _change(change: str, condition: str, before: str, after: str) -> str:
    both = (
        ""
        if change in ("added", "merged", "withdrawn")
        else "o.commitment_id is not null and n.commitment_id is not null and "
    )
    return f"""
        case when {both}{condition} then {{
            'change': '{change}', 'id': coalesce(n.commitment_id, o.commitment_id),
            'about': coalesce({_name("n")}, {_name("o")}), 'before': cast({before} as varchar),
            'after': cast({after} as varchar), 'evidence_text': coalesce(n.evidence_text, o.evidence_text),
            'url': coalesce(n.url, o.url)
        }} end
    """


def _name(row: str) -> str:
    """What a commitment is, in a few words; null where there is none."""
    others = f"if(len({row}.counterparts) > 0, ' with ' || array_to_string({row}.counterparts, ', '), '')"
    return f"{row}.kind || ' by ' || array_to_string({row}.parties, ', ') || {others}"


def _say(row: str) -> str:
    """Standing, amount and time of a commitment."""
    return (
        f"concat_ws(', ', {row}.standing, {row}.quantity_value || ' ' || {row}.quantity_unit, "
        f"'due ' || {row}.due_end_on, {row}.instrument)"
    )


def _differ(names: list[str]) -> str:
    return " or ".join(f"o.{quote_name(name)} is distinct from n.{quote_name(name)}" for name in names)


def _tell(row: str, names: list[str]) -> str:
    """The values of one side where the two sides differ."""
    parts = (
        f"case when {_differ([name])} then '{name} ' || coalesce(cast({row}.{quote_name(name)} as varchar), 'none') end"
        for name in names
    )
    return f"concat_ws('; ', {', '.join(parts)})"


def _compare_figures() -> str:
    """Figures as they are known now. One that is on one side alone is told by its value."""
    key = ", ".join(quote_name(name) for name in FIGURE_KEY)
    return f"""
        select
            case when o.fetch_id is null then 'figure_added' when n.fetch_id is null then 'figure_withdrawn'
                else 'figure_changed' end as change,
            concat_ws(' ', {key}) as id, 'figure of ' || country_id || ' in ' || year as about,
            case when n.fetch_id is null then {_tell("o", FIGURE[:1])}
                when o.fetch_id is not null then {_tell("o", FIGURE)} end as before,
            case when o.fetch_id is null then {_tell("n", FIGURE[:1])}
                when n.fetch_id is not null then {_tell("n", FIGURE)} end as after,
            null as evidence_text, coalesce(f.url, g.url) as url
        from (from old_indicators where recorded_to is null) o
        full join (from new_indicators where recorded_to is null) n using ({key})
        left join new_fetches f on f.fetch_id = n.fetch_id
        left join old_fetches g on g.fetch_id = o.fetch_id
        where o.fetch_id is null or n.fetch_id is null or {_differ(FIGURE)}
    """


def _list_decisions() -> str:
    """Decisions that are applied now and were not, and the other way round."""
    return """
        select
            if(n.decision_id is null, 'decision_undone', 'decided') as change, decision_id as id,
            concat_ws(' ', coalesce(n.verdict, o.verdict), coalesce(n.target_id, o.target_id),
                'by ' || coalesce(n.reviewer_name, o.reviewer_name)) as about,
            o.reason as before, n.reason as after, coalesce(c.evidence_text, m.evidence_text) as evidence_text,
            coalesce(c.url, d.url) as url
        from (from old_decisions where state = 'applied') o
        full join (from new_decisions where state = 'applied') n using (decision_id)
        left join (from new_commitments where recorded_to is null) c
            on c.commitment_id = coalesce(n.commitment_id, o.commitment_id)
        left join new_mentions m on m.mention_id = coalesce(n.target_id, o.target_id)
        left join new_documents d on d.document_id = m.document_id
        where o.decision_id is null or n.decision_id is null
    """
