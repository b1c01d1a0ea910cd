"""What a record rests on: commitment, its mentions with their sentences, documents, snapshots, sources, in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryError
from warehouse.reading import open_warehouse, run

Row = dict[str, Any]
SHOWN = 20
KINDS = {
    "c": ("commitment", "commitments", "select * from commitments where commitment_id = $id order by recorded_from"),
    "m": ("mention", "mentions", "select * from mentions where mention_id = $id"),
    "d": ("document", "documents", "select * from documents where document_id = $id"),
    "f": ("fetch", "fetches", "select * from fetches where fetch_id = $id"),
}


def explain(path: Path, identifier: str) -> str:
    """The whole chain behind a commitment (`c-`), mention (`m-`), document (`d-`) or fetch (`f-`), as text.

    Raises `QueryError` for an id of no kind, or one that is not there.
    """
    kind, table, statement = KINDS.get(identifier.split("-")[0], ("", "", ""))
    if not kind or "-" not in identifier:
        raise QueryError(
            f"no id {identifier!r}: ids begin with c- (commitment), m- (mention), d- (document) or f- (fetch)"
        )
    with open_warehouse(path) as con:
        note, identifier = _follow_alias(con, identifier)
        rows = _select(con, statement, identifier)
        if not rows:
            remedy = f"the table {table} holds those that are there"
            raise QueryError(f"no {kind} {identifier}: {remedy}")
        describe = {"c": _describe_commitment, "m": _describe_mention, "d": _describe_document, "f": _describe_fetch}
        return "\n".join([*note, *describe[identifier[0]](con, rows)])


def _follow_alias(con: duckdb.DuckDBPyConnection, identifier: str) -> tuple[list[str], str]:
    """What a former id leads to, and a line that says so."""
    for row in _select(con, "select * from commitment_aliases where alias_id = $id", identifier):
        why = "the two turned out to be one" if row["reason"] == "merged" else "the same, named after an older text"
        return [f"{identifier} is {row['commitment_id']} now: {why}"], row["commitment_id"]
    return [], identifier


def _select(con: duckdb.DuckDBPyConnection, statement: str, identifier: str) -> list[Row]:
    found = run(con, statement, {"id": identifier})
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _describe_commitment(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> Iterator[str]:
    row = rows[-1]
    yield f"commitment {row['commitment_id']}"
    yield f"  {say_record(row)}"
    yield f"  delivery {row['delivery']}; confidence {row['confidence']:.2f} ({row['tier']})"
    yield f"  seen {row['first_seen_on']} to {row['last_seen_on']} in {row['documents_count']} documents"
    for version in rows:
        until = f"to {_moment(version['recorded_to'])}" if version["recorded_to"] else "until now"
        yield f"  recorded {_moment(version['recorded_from'])} {until}: {version['standing']}"
    if row["recorded_to"]:
        yield "  no text that is here now supports it"
    history = "select * from commitment_history where commitment_id = $id and recorded_to is null order by step"
    for step in _select(con, history, row["commitment_id"]):
        change = f"{step['old_value']} → {step['new_value']}" if step["old_value"] else step["new_value"]
        yield f"  step {step['step']}: {step['field']} {change} {_say_when(step)}, by {step['mention_id']}"
    evidence = """
        select m.*, e.is_independent, e.reading, e.contradicts_id
        from commitment_evidence e join mentions m using (mention_id) join documents d using (document_id)
        where e.commitment_id = $id order by d.published_on, m.mention_id
    """
    mentions = _select(con, evidence, row["commitment_id"])
    for mention in mentions[:SHOWN]:
        yield ""
        yield from _describe_mention(con, [mention])
    if len(mentions) > SHOWN:
        yield f"\n… and {len(mentions) - SHOWN} more mentions: the view `evidence` lists them all"


def _say_when(step: Row) -> str:
    """When it happened, as exactly as a text dates it, and when it was told where that is another day."""
    precision = step["changed_precision"] or "undated"
    when = f"on {step['changed_on']}" if precision == "day" else f"by {step['changed_on']} ({precision})"
    return when if step["reported_on"] == step["changed_on"] else f"{when}, told on {step['reported_on']}"


def _say_reading(mention: Row) -> str:
    if not mention.get("is_independent", True):
        return " (repeats an earlier document)"
    reasons = {"contradiction": "contradicts", "outweighed": "outweighed by"}
    reason = reasons.get(mention.get("reading") or "")
    return f" ({reason} {mention['contradicts_id']})" if reason else ""


def _describe_mention(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> Iterator[str]:
    row = rows[0]
    yield f"mention {row['mention_id']}{_say_reading(row)}"
    yield f"  {say_record(row)}"
    speaker = f", said by {row['speaker']}" if row["speaker"] else ""
    yield f"  {row['act']}, {row['voice']}{speaker}; confidence {row['confidence']:.2f} ({row['tier']})"
    yield f"  found by rule {row['rule_id']} of extractor {row['extractor_version']}"
    documents = _select(con, KINDS["d"][2], row["document_id"])
    place = _say_place(documents[0]["anchors"] or [], row["evidence_start"]) if documents else ""
    yield f"  characters {row['evidence_start']} to {row['evidence_end']} of {row['document_id']}{place}:"
    yield f"    “{row['evidence_text']}”"
    if "is_independent" not in row:
        owners = "select commitment_id from commitment_evidence where mention_id = $id order by all"
        for owner in _select(con, owners, row["mention_id"]):
            yield f"  evidence of {owner['commitment_id']}"
    yield from _describe_text(con, documents[0]) if documents else [f"  document {row['document_id']} is missing"]


def _say_place(anchors: list[str], offset: int) -> str:
    """The page and the numbered paragraph that an offset lies in, as far as a document has them."""
    parts = [anchor.split(":") for anchor in anchors]
    found = {kind: number for kind, number, start in parts if int(start) <= offset}
    return "".join(f", {kind} {number}" for kind, number in sorted(found.items()))


def _describe_document(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> Iterator[str]:
    yield from _describe_text(con, rows[0])
    mentions = "select * from mentions where document_id = $id order by evidence_start, mention_id"
    for row in _select(con, mentions, rows[0]["document_id"]):
        yield f"mention {row['mention_id']} [{row['evidence_start']}:{row['evidence_end']}] {say_record(row)}"
        yield f"    “{row['evidence_text']}”"


def _describe_text(con: duckdb.DuckDBPyConnection, row: Row) -> Iterator[str]:
    yield f"document {row['document_id']}"
    yield f"  {row['title'] or 'without a title'}"
    yield f"  {row['publisher']}, {row['published_on']}, {row['document_type']}, {row['language']}"
    yield f"  {row['url'] or 'without an address'}"
    if row["duplicate_of"]:
        yield f"  repeats {row['duplicate_of']}"
    if row["text"] is None:
        yield f"  its text may not be kept: SHA-256 {row['text_sha256']}, {row['text_length']:,} characters"
    if row["version"] and (row["version"] > 1 or row["superseded_by"]):
        yield f"  version {row['version']}" + (f", replaced by {row['superseded_by']}" if row["superseded_by"] else "")
    fetches = _select(con, KINDS["f"][2], row["fetch_id"])
    yield from _describe_snapshot(con, fetches[0]) if fetches else [f"  fetch {row['fetch_id']} is missing"]


def _describe_fetch(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> Iterator[str]:
    yield from _describe_snapshot(con, rows[0])
    documents = "select document_id, published_on, title from documents where fetch_id = $id order by all"
    for row in _select(con, documents, rows[0]["fetch_id"]):
        yield f"document {row['document_id']} {row['published_on']} {row['title'] or ''}".rstrip()


def _describe_snapshot(con: duckdb.DuckDBPyConnection, row: Row) -> Iterator[str]:
    yield f"snapshot {row['sha256']}"
    media_type = f", {row['media_type']}" if row["media_type"] else ""
    yield f"  fetch {row['fetch_id']} of {row['url']}"
    yield f"  fetched {_moment(row['retrieved_at'])}, {row['bytes_count']:,} bytes{media_type}"
    sources = _select(con, "select * from sources where source_id = $id", row["source_id"])
    if not sources:
        yield f"source {row['source_id']} is no longer in the catalogue"
    for source in sources:
        official = "official" if source["is_official"] else "not official"
        yield f"source {source['source_id']}: {source['title']}"
        yield f"  reliability {source['reliability_grade']}, {official}; licence: {source['licence']}"


def say_record(row: Row) -> str:
    """A commitment or a mention in one line."""
    parts = [row["kind"], "by", ", ".join(row["parties"])]
    parts += ["with", ", ".join(row["counterparts"])] if row["counterparts"] else []
    parts += [f"({row['instrument']})"] if row["instrument"] else []
    words = [" ".join(parts), row["standing"]]
    if row["quantity_value"] is not None:
        upper = f" to {row['quantity_value_max']:g}" if row["quantity_value_max"] is not None else ""
        qualifier = f"{row['quantity_qualifier']} " if row["quantity_qualifier"] else ""
        words.append(f"{qualifier}{row['quantity_value']:g}{upper} {row['quantity_unit']}")
    periods = [(name, row[f"{name}_start_on"], row[f"{name}_end_on"]) for name in ("announced", "due", "effective")]
    words += [f"{name} {start} to {end}" for name, start, end in periods if start]
    return ", ".join(words)


def _moment(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S} UTC"
