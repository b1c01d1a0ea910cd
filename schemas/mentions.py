"""Tables of what single documents say: `mentions` and `candidates`."""

from schemas.columns import (
    BATCH_ID,
    DOCUMENT_ID,
    KIND,
    MENTION_ID,
    SHA256,
    STANDING,
    all_period_columns,
    quantity_columns,
)
from schemas.contract import Column, Rule, Table
from schemas.rules import OF_COMMITMENTS
from schemas.terms import list_terms

EVIDENCE = (
    Column("evidence_start", "integer", "Offset of the first character of the evidence.", minimum=0),
    Column("evidence_end", "integer", "Offset behind its last character.", minimum=1),
    Column("evidence_text", "text", "The evidence, verbatim from the document's text, cut to what may be quoted."),
    Column("evidence_sha256", "text", "Hash of the whole evidence (UTF-8).", True, pattern=SHA256),
)

MENTIONS = Table(
    "mentions",
    "A commitment as one document states it, with the offsets of its evidence.",
    (
        MENTION_ID,
        DOCUMENT_ID,
        BATCH_ID,
        KIND,
        Column("parties", "text_list", "Who is bound, sorted."),
        Column("counterparts", "text_list", "With or towards whom, sorted; empty where all are parties."),
        STANDING,
        *quantity_columns(),
        *all_period_columns(),
        Column("domains", "text_list", "Domains, sorted.", allowed=list_terms("domains")),
        Column("instrument", "text", "The named agreement, exercise, programme or line.", True),
        Column("place", "text", "Where, as the text says it.", True),
        *EVIDENCE,
        Column("speaker", "text", "Who said so, where the text attributes it.", True),
        Column("act", "text", "What the text does to the commitment.", allowed=list_terms("acts")),
        Column("voice", "text", "Who stands behind the words.", allowed=list_terms("voices")),
        Column("condition", "text", "The condition it hangs on, as the text says it.", True),
        Column(
            "confidence",
            "number",
            "How sure the extractor is: in English articles about the share of such records that was right.",
            minimum=0,
            maximum=1,
        ),
        Column("tier", "text", "How the actors and the standing were found.", allowed=list_terms("tiers")),
        Column("rule_id", "text", "The rule that found it."),
        Column("extractor_version", "text", "The version of the extractor."),
    ),
    key=("mention_id",),
    rules=(
        Rule(
            "evidence_has_length",
            "evidence_start < evidence_end",
            "the extractor gave an empty span: report the rule_id",
        ),
        *OF_COMMITMENTS,
        Rule("due_ends_after_it_starts", "not (due_start_on > due_end_on)", "check the date in the source"),
        Rule("has_a_party", "parties.str.len() > 0", "a commitment has an owner: report the rule_id"),
    ),
    floor=1,
)

CANDIDATES = Table(
    "candidates",
    "What triggered a rule and is no commitment, with its reason, so that recall can be audited.",
    (
        Column("candidate_id", "text", "A hash of document, offsets, kind and reason."),
        DOCUMENT_ID,
        BATCH_ID,
        KIND,
        Column("reason", "text", "Why it is none.", allowed=list_terms("rejected_candidates")),
        *EVIDENCE,
        Column("rule_id", "text", "The rule that triggered."),
        Column("extractor_version", "text", "The version of the extractor."),
    ),
    key=("candidate_id",),
)

TABLES = (MENTIONS, CANDIDATES)
