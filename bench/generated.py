"""Generated rows of any number, written as the Parquet files of batches and resolutions, without a row in Python.

`generated.sql` says what is true of document k, mention i and commitment c; here it is only written. The skews are
those of real news: few actors take part in most, recent commitments are spoken of more, a few sources write most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.ddl import quote_text
from schemas.registers import load_actors, load_instruments, load_sites
from schemas.resolution import DUPLICATES, SCOPE
from schemas.stages import STAGE_TABLES
from schemas.terms import list_terms

MACROS = Path(__file__).with_suffix(".sql")
MENTIONS_A_DOCUMENT = 5
MENTIONS_A_COMMITMENT = 3
SOURCES = tuple(f"source-{number:03}" for number in range(1, 121))
GREAT = ("USA", "UKR", "RUS", "CHN", "NATO", "JPN", "DEU", "FRA", "GBR", "KOR", "POL", "TWN", "EU", "PRK", "ISR", "IND")


@dataclass(frozen=True)
class Scale:
    """How much is generated: commitments, in how many batches, and the mentions of one night more."""

    commitments: int
    batches: int = 20
    night_mentions: int = 10_000

    @property
    def documents(self) -> int:
        """A whole number of batches, so that the next document begins a new one."""
        return self.batches * self.batch_documents

    @property
    def mentions(self) -> int:
        return self.documents * MENTIONS_A_DOCUMENT

    @property
    def batch_documents(self) -> int:
        return -(-self.commitments * MENTIONS_A_COMMITMENT // (MENTIONS_A_DOCUMENT * self.batches))


def open_generator(scale: Scale, folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection that knows the macros; what does not fit into its memory goes to the folder."""
    con = duckdb.connect()
    con.execute("set TimeZone = 'UTC'; set preserve_insertion_order = false; set memory_limit = '5GB'")
    con.execute(f"set temp_directory = {quote_text(str(folder / 'spilled'))}")
    actors = [actor.actor_id for actor in load_actors() if actor.territory_of is None]
    lists: dict[str, Sequence[str]] = {
        "actors": [*GREAT, *(name for name in actors if name not in GREAT)],
        "instruments": [instrument.name for instrument in load_instruments()],
        "places": sorted({site for sites in load_sites().values() for site in sites}),
        "sources": SOURCES,
        **{name: list_terms(name) for name in ("kinds", "domains", "acts", "voices")},
    }
    for name, items in lists.items():
        con.execute(f"set variable {name} = [{', '.join(quote_text(item) for item in items)}]")
    con.execute(f"set variable base_documents = {scale.documents}")
    con.execute(f"set variable batch_documents = {scale.batch_documents}")
    con.execute(MACROS.read_text(encoding="utf-8"))
    return con


def write_batches(con: duckdb.DuckDBPyConnection, home: Path, scale: Scale, low: int, high: int) -> list[str]:
    """Write documents from `low` to `high`, and their mentions, as batches of a home; returns the ids of these."""
    names = []
    for start in range(low, high, scale.batch_documents):
        end = min(start + scale.batch_documents, high)
        ((name,),) = con.execute(f"select batch_of({start})").fetchall()
        con.execute(f"create or replace temp view numbers as from numbered({start}, {end})")
        con.execute("create or replace temp table said as from sentences_of('numbers')")
        for stage, tables in STAGE_TABLES.items():
            for table in tables:
                extra = f", {quote_text(stage)}" if table.name == "rejections" else ""
                rows = f"from {table.name}_rows('said', {start}, {end}{extra})"
                _write(con, rows, home / "stages" / stage / name / f"{table.name}.parquet")
        names.append(name)
    con.execute("drop table said")
    return names


def write_resolution(con: duckdb.DuckDBPyConnection, folder: Path, mentions: int, first: int = 0) -> None:
    """Write what mentions below a number say together: of all commitments, or only of those that mentions from `first`
    on touch."""
    con.execute(f"create or replace temp table summed as from summed_below({mentions}, {first})")
    con.execute("create or replace temp view known as from facts_of('summed')")
    con.execute("create or replace temp view firsts as select *, 3 * c as i from summed")
    statements = RESOLVED | {DUPLICATES.name: REPEATS} | ({SCOPE.name: TOUCHED} if first else {})
    for name, statement in statements.items():
        filled = statement.format(mentions=mentions, first=first, low=first // 5, high=mentions // 5)
        _write(con, filled, folder / f"{name}.parquet")
    con.execute("drop view known; drop view firsts; drop table summed")


def _write(con: duckdb.DuckDBPyConnection, statement: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"copy ({statement}) to {quote_text(str(file))} (format parquet, compression zstd)")


TOUCHED = "select make_key('c', c) as commitment_id from summed"
REPEATS = """
    select make_key('d', k) as document_id, make_key('d', k - 1) as duplicate_of
    from range({low}, {high}) t(k) where is_repeat(k)
"""
RESOLVED = {
    "commitments": """
        select make_key('c', c) as commitment_id, kind, parties, counterparts, now as standing,
            if(now = 'completed', 'delivered', 'not_assessed') as delivery, value as quantity_value,
            unit as quantity_unit, due as due_start_on, end_of(due) as due_end_on,
            if(due is null, null, 'year') as due_precision, since as effective_start_on, since as effective_end_on,
            if(since is null, null, 'day') as effective_precision, domains, instrument,
            if(kind = 'joint_training' and instrument is not null, make_key('s', instrument), null) as series_id,
            if(kind = 'joint_training' and instrument is not null, cast(year(said_on) as varchar), null) as instance,
            place, said_on as first_seen_on, day_of(last_i // 5) as last_seen_on,
            greatest(heard, 1) as mentions_count, greatest(heard, 1) as documents_count, sureness as confidence, tier,
            cast(null as varchar) as review, make_key('m', i) as mention_id, sentence as evidence_text,
            make_key('d', i // 5) as document_id, 'Session ' || i // 5 || ' on defence' as title,
            'https://' || source_of(i // 5) || '.example.org/' || i // 5 as url, said_on as published_on,
            source_of(i // 5) as source_id,
            make_key('k', kind || array_to_string(list_sort(list_concat(parties, counterparts)), ',')) as block_id
        from (
            select *, if(next_i < 0, first_standing, last_standing) as now, if(next_i < 0, null, effective) as since
            from sentences_of('firsts')
        )
    """,
    "commitment_parties": """
        select make_key('c', c) as commitment_id, unnest(parties) as actor_id, 'party' as role from known
        union all select make_key('c', c), unnest(counterparts), 'counterpart' from known
    """,
    "commitment_evidence": """
        select make_key('c', c) as commitment_id, make_key('m', i) as mention_id,
            not is_repeat(i // 5) as is_independent
        from evidence_below({mentions}, {first})
    """,
    "commitment_history": """
        select make_key('c', c) as commitment_id, unnest(steps, recursive := true)
        from (
            select c, list_filter([
                {{'step': 1, 'field': 'standing', 'old_value': null, 'new_value': first_standing,
                    'changed_on': said_on, 'reported_on': said_on, 'mention_id': make_key('m', 3 * c)}},
                {{'step': 2, 'field': 'due', 'old_value': null, 'new_value': cast(due as varchar),
                    'changed_on': said_on, 'reported_on': said_on, 'mention_id': make_key('m', 3 * c)}},
                {{'step': if(due is null, 2, 3), 'field': 'standing', 'old_value': first_standing,
                    'new_value': if(next_i < 0 or last_standing = first_standing, null, last_standing),
                    'changed_on': day_of(next_i // 5), 'reported_on': day_of(next_i // 5),
                    'mention_id': make_key('m', next_i)}}
            ], lambda s: s.new_value is not null) as steps
            from known
        )
    """,
}
