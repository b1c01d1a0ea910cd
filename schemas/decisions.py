"""What reviewers decide: the columns of a file of decisions, the table made of all files, what may be corrected.

A file of decisions is CSV, one decision a line, and is only ever appended to: two people write two files.
"""

from schemas.columns import ID
from schemas.commitments import COMMITMENTS
from schemas.contract import Column, Table
from schemas.mentions import MENTIONS

ACCEPT, REJECT, CORRECT, SAME, NOT_SAME, UNDO = VERDICTS = ("accept", "reject", "correct", "same", "not_same", "undo")
APPLIED, UNDONE, SUPERSEDED, VANISHED, MISSING, REFUSED = STATES = (
    "applied",
    "undone",
    "superseded",
    "target_vanished",
    "line_missing",
    "refused",
)

_WRITTEN = (
    Column("decision_id", "text", "A hash of the rest of the line.", pattern=r"^v-[0-9a-f]{20}$"),
    Column("verdict", "text", "What was decided.", allowed=VERDICTS),
    Column("target_id", "text", "The mention or commitment that it is about; of an undo the decision.", pattern=ID),
    Column("field", "text", "The column that it corrects.", True),
    Column("value", "text", "The corrected value, null for none; or the mention that is the same or not.", True),
    Column("reviewer_name", "text", "Who decided."),
    Column("decided_at", "timestamp", "When (UTC)."),
    Column("reason", "text", "Why."),
)

DECISION_FILE = Table("decision_file", "A decision as a reviewer's file holds it.", _WRITTEN, key=("decision_id",))
"""The lines of `decisions/*.csv`; no table of the warehouse."""

DECISIONS = Table(
    "decisions",
    "A reviewer's decision: attributed, with its reason, never edited in place.",
    (
        *_WRITTEN,
        Column("location", "text", "File and line."),
        Column("commitment_id", "text", "The commitment that its target is, or is evidence of, now.", True),
        Column(
            "mention_id",
            "text",
            "The mention it holds for now: of a replaced text, that of the newest.",
            True,
        ),
        Column("other_mention_id", "text", "The other mention of a pair, likewise.", True),
        Column("is_undone", "boolean", "Whether it was taken back."),
        Column(
            "state",
            "text",
            "What became of it: superseded by a later decision that says otherwise; its target or its line is no "
            "longer there; refused with a row of `rejections`.",
            allowed=STATES,
        ),
    ),
    key=("decision_id",),
)

_SAID = (
    "standing",
    *(f"quantity_{part}" for part in ("value", "value_max", "unit", "basis", "qualifier")),
    *(f"{name}_{part}" for name in ("announced", "due", "effective") for part in ("start_on", "end_on", "precision")),
    "domains",
    "instrument",
    "place",
)
MENTION_FIELDS = ("kind", "parties", "counterparts", *_SAID, "speaker", "act", "voice", "condition")
"""Columns of a mention that a person may correct."""
COMMITMENT_FIELDS = (*_SAID, "delivery")
"""Columns of a commitment that a person may correct. Its kind and actors follow from its mentions."""

CORRECTABLE: dict[str, tuple[Table, tuple[str, ...]]] = {
    "m": (MENTIONS, MENTION_FIELDS),
    "c": (COMMITMENTS, COMMITMENT_FIELDS),
}
"""First letter of a target's id -> its table, and the columns that may be corrected."""
