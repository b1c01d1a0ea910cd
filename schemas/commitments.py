"""Tables of what mentions speak of together: `commitments` and their parties, evidence and history; `actors`."""

from dataclasses import replace

from schemas.columns import (
    ACTOR_ID,
    COMMITMENT_ID,
    ID,
    KIND,
    MENTION_ID,
    RECORDED_FROM,
    RECORDED_TO,
    STANDING,
    all_period_columns,
    quantity_columns,
)
from schemas.contract import Column, Rule, Table
from schemas.rules import OF_COMMITMENTS
from schemas.terms import list_terms

REVIEWS = ("accepted", "corrected", "rejected")

BEST_EVIDENCE = (
    Column("mention_id", "text", "The mention that proves it best: of its standing now, sure, early.", True),
    Column("evidence_text", "text", "The words of that mention.", True),
    Column("document_id", "text", "The document that they stand in.", True),
    Column("title", "text", "Its title.", True),
    Column("url", "text", "Its address.", True),
    Column("published_on", "date", "Its day of publication.", True),
    Column("source_id", "text", "Its source.", True),
)
"""Kept with each version, so that an old answer still shows its sentence and a query needs no join for it."""

COMMITMENTS = Table(
    "commitments",
    "What mentions speak of together, in versions: one current row a commitment, closed rows for what we knew before.",
    (
        COMMITMENT_ID,
        Column("block_id", "text", "The block of mentions that it was resolved in; mentions of two are not compared."),
        KIND,
        Column("parties", "text_list", "Who is bound, sorted."),
        Column("counterparts", "text_list", "With or towards whom, sorted."),
        STANDING,
        Column("delivery", "text", "Whether it was kept.", allowed=list_terms("deliveries")),
        *quantity_columns(),
        *all_period_columns(),
        Column("domains", "text_list", "Domains, sorted.", allowed=list_terms("domains")),
        Column("instrument", "text", "The named agreement, exercise, programme or line.", True),
        Column("series_id", "text", "The series that it is an instance of, as a yearly exercise is; else null.", True),
        Column("instance", "text", "Which of the series: its month, as 2024-06, or its year; null if undated.", True),
        Column("place", "text", "Where.", True),
        Column(
            "bound_on",
            "date",
            "In the world: since when it is more than called for or proposed; null where it never was.",
            True,
        ),
        Column("first_seen_on", "date", "Publication day of the earliest evidence."),
        Column("last_seen_on", "date", "Publication day of the latest evidence."),
        Column("mentions_count", "integer", "Mentions, repeats in near-duplicate documents not counted.", minimum=1),
        Column("documents_count", "integer", "Documents, near-duplicates not counted.", minimum=1),
        Column("confidence", "number", "Of the surest of its mentions of the best tier.", minimum=0, maximum=1),
        Column("tier", "text", "Of the surest of its mentions of the best tier.", allowed=list_terms("tiers")),
        Column("review", "text", "What a person decided on it; null where nobody has.", True, allowed=REVIEWS),
        *BEST_EVIDENCE,
        RECORDED_FROM,
        RECORDED_TO,
    ),
    key=("commitment_id", "recorded_from"),
    rules=(
        Rule("seen_in_order", "first_seen_on <= last_seen_on", "mend the resolution of mentions"),
        *OF_COMMITMENTS,
    ),
    floor=1,
)

COMMITMENT_PARTIES = Table(
    "commitment_parties",
    "One actor in one role of one commitment, as of now.",
    (COMMITMENT_ID, ACTOR_ID, Column("role", "text", "In which role.", allowed=list_terms("roles"))),
    key=("commitment_id", "actor_id", "role"),
    floor=1,
)

COMMITMENT_EVIDENCE = Table(
    "commitment_evidence",
    "One mention of one commitment, as of now.",
    (
        COMMITMENT_ID,
        MENTION_ID,
        Column("is_independent", "boolean", "False where the document repeats an earlier one."),
        Column(
            "reading",
            "text",
            "What it did to the standing; null where it is not independent.",
            True,
            allowed=list_terms("readings"),
        ),
        Column("contradicts_id", "text", "The mention that it contradicts, or that outweighs it.", True, pattern=ID),
        Column("contradicts_in", "text", "In what.", True, allowed=("standing", "quantity", "due")),
    ),
    key=("commitment_id", "mention_id"),
    floor=1,
)

COMMITMENT_HISTORY = Table(
    "commitment_history",
    "Each change of standing, quantity, date or delivery, in the order of the world: old, new, when it happened, was "
    "reported and learned, from which mention.",
    (
        COMMITMENT_ID,
        Column("step", "integer", "1 for the first.", minimum=1),
        Column("field", "text", "What changed.", allowed=("standing", "quantity", "due", "effective", "delivery")),
        Column("old_value", "text", "Before; null where nothing was known.", True),
        Column("new_value", "text", "After."),
        Column("changed_on", "date", "In the world: the last day on which it can have happened."),
        Column(
            "changed_precision",
            "text",
            "How exactly a text dates it; null where none does.",
            True,
            allowed=list_terms("precisions"),
        ),
        Column("dated_by", "text", "The mention that dates it; null where none does.", True, pattern=ID),
        Column("reported_on", "date", "Publication day of the mention that brought it."),
        replace(MENTION_ID, references=None),  # of a row that is closed the mention may be gone
        RECORDED_FROM,
        RECORDED_TO,
    ),
    key=("commitment_id", "step", "recorded_from"),
    rules=(Rule("changed_by_its_report", "changed_on <= reported_on", "mend the resolution of mentions"),),
    floor=1,
)

KINDS = Table(
    "kinds",
    "What can be promised, and how a commitment of the kind goes.",
    (
        KIND,
        Column("description", "text", "What it holds."),
        Column("life", "text", "Whether it is a bond that lasts or a deed that is done.", allowed=list_terms("lives")),
        Column("is_done_when_begun", "boolean", "Whether what has begun counts as held, as of an exercise."),
        Column("is_in_parts", "boolean", "Whether it is delivered piece by piece."),
    ),
    key=("kind",),
    floor=len(list_terms("kinds")),
)

TRANSITIONS = Table(
    "transitions",
    "What it means that a text says one standing of a commitment that stands at another.",
    (
        Column("life", "text", "Of which kinds.", allowed=list_terms("lives")),
        STANDING,
        Column("next_standing", "text", "What the text says.", allowed=list_terms("standings")),
        Column("rule", "text", "What it means.", allowed=list_terms("transition_rules")),
    ),
    key=("life", "standing", "next_standing"),
    floor=144,
)

COMMITMENT_ALIASES = Table(
    "commitment_aliases",
    "An id that a commitment had before, or would have if its texts had come in another order.",
    (
        Column("alias_id", "text", "The id that is no longer used.", pattern=ID),
        COMMITMENT_ID,
        Column("reason", "text", "Why there are two ids.", allowed=("merged", "same_content")),
        Column("recorded_at", "timestamp", "When we came to know it (UTC)."),
    ),
    key=("alias_id",),
)

ACTORS = Table(
    "actors",
    "States and organisations with their names.",
    (
        ACTOR_ID,
        Column("name", "text", "English short name."),
        Column("actor_type", "text", "What it is.", allowed=list_terms("actor_types")),
        Column("aliases", "text_list", "Other names."),
        Column("region", "text", "Where a state lies; null for an organisation.", True, allowed=list_terms("regions")),
    ),
    key=("actor_id",),
    floor=200,
)

ACTOR_MEMBERSHIPS = Table(
    "actor_memberships",
    "Who belonged to which organisation, from when to when.",
    (
        Column("organisation_id", "text", "The organisation."),
        Column("member_id", "text", "The member."),
        Column("joined_on", "date", "First day of membership."),
        Column("left_on", "date", "Last day of membership; null while it lasts.", True),
    ),
    key=("organisation_id", "member_id", "joined_on"),
    floor=32,
)

TABLES = (
    COMMITMENTS,
    COMMITMENT_PARTIES,
    COMMITMENT_EVIDENCE,
    COMMITMENT_HISTORY,
    COMMITMENT_ALIASES,
    KINDS,
    TRANSITIONS,
    ACTORS,
    ACTOR_MEMBERSHIPS,
)
