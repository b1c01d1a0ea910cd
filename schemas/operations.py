"""Tables of what happened: `runs`, `loads`, `validations`, `rejections`, `decisions`, `alerts`."""

from schemas.columns import BATCH_ID, RUN_ID
from schemas.contract import Column, Table
from schemas.decisions import DECISIONS
from schemas.terms import list_terms

RUNS = Table(
    "runs",
    "A nightly run that changed the warehouse.",
    (
        RUN_ID,
        Column("started_at", "timestamp", "When it began (UTC)."),
        Column("published_at", "timestamp", "When it built what it published (UTC).", True),
        Column("outcome", "text", "How it ended.", allowed=list_terms("outcomes")),
        Column("documents_count", "integer", "New documents.", minimum=0),
        Column("mentions_count", "integer", "New mentions.", minimum=0),
        Column("rejections_count", "integer", "New rejections.", minimum=0),
        Column("made_from", "text", "Hash of the batches, declarations and views that it published.", True),
        Column("resolved_with", "text", "Hash of what resolved its mentions; another one resolves all anew.", True),
        Column("decided_with", "text", "Hash of the reviewers' decisions that it applied.", True),
        Column("judged_by", "text", "Hash of the declarations and checks that every row of it has passed.", True),
    ),
    key=("run_id",),
    floor=1,
)

LOADS = Table(
    "loads",
    "A batch that has been loaded: what is listed here is never read again.",
    (
        BATCH_ID,
        Column("stage", "text", "Which stage of the batch.", allowed=("documents", "mentions")),
        RUN_ID,
        Column("rows_count", "integer", "Rows loaded from it, over all tables.", minimum=0),
    ),
    key=("batch_id", "stage"),
    floor=1,
    is_exported=False,
)

VALIDATIONS = Table(
    "validations",
    "A check of an audit that the published data passed, or that warned.",
    (
        RUN_ID,
        Column("check_name", "text", "Table, column and expectation, or the name of an integrity query."),
        Column("table_name", "text", "The table."),
        Column("severity", "text", "Whether failing stops publication.", allowed=list_terms("severities")),
        Column("is_passed", "boolean", "Whether it held."),
        Column("rows_count", "integer", "Rows looked at.", minimum=0),
        Column("failures_count", "integer", "Rows that failed.", minimum=0),
        Column("details", "text", "The first failing rows.", True),
        Column("remedy", "text", "What to do.", True),
        Column("unjudged_because", "text", "Why it could not be judged; null where it was.", True),
    ),
    key=("run_id", "check_name"),
    floor=1,
    is_exported=False,
)

REJECTIONS = Table(
    "rejections",
    "A row or item that broke its contract, with the reason, the original and where it came from.",
    (
        Column("rejection_id", "text", "A hash of where, rule and original."),
        BATCH_ID,
        Column("source_id", "text", "The source it came from."),
        Column(
            "stage",
            "text",
            "Which step refused it.",
            allowed=("fetch", "read", "documents", "mentions", "indicators", "decisions"),
        ),
        Column("location", "text", "File, entry, line or offset."),
        Column("rule", "text", "The rule that was broken."),
        Column("reason", "text", "What is wrong, in words."),
        Column("remedy", "text", "What to do."),
        Column("original", "text", "The original, cut at 2,000 characters.", True, is_source_text=True),
    ),
    key=("rejection_id",),
)

ALERTS = Table(
    "alerts",
    "Who was told what.",
    (
        Column("alert_id", "text", "A hash of its incidents and the occasion."),
        RUN_ID,
        Column("raised_at", "timestamp", "When (UTC)."),
        Column("occasion", "text", "Why people were told.", True, allowed=list_terms("occasions")),
        Column("incidents", "text_list", "Ids of the incidents that it tells of.", True),
        Column("severity", "text", "How bad.", allowed=list_terms("severities")),
        Column("subject", "text", "One line."),
        Column("body", "text", "Check, rows, run and remedy."),
        Column("channels", "text_list", "Where it was delivered."),
    ),
    key=("alert_id",),
    is_exported=False,
)

TABLES = (RUNS, LOADS, VALIDATIONS, REJECTIONS, DECISIONS, ALERTS)
