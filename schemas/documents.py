"""Tables of what was fetched and read: `sources`, `fetches`, `requests`, `documents`, `documents_seen`."""

from schemas.columns import BATCH_ID, DOCUMENT_ID, FETCH_ID, FIRST_DAY, ID, LAST_DAY, SHA256, SOURCE_ID
from schemas.contract import Column, Rule, Table
from schemas.terms import list_terms

SOURCES = Table(
    "sources",
    "A publisher as configured, with its reliability grade (NATO Admiralty scale) and licence.",
    (
        SOURCE_ID,
        Column("title", "text", "What people call it: its publisher, and which of its pages."),
        Column("publisher", "text", "Who publishes it."),
        Column("country_id", "text", "The publisher's state; null for an organisation.", True, references="actors"),
        Column("source_format", "text", "How it publishes.", allowed=list_terms("source_formats")),
        Column("document_type", "text", "What its documents are.", allowed=list_terms("document_types")),
        Column("is_official", "boolean", "Whether it speaks for a state or an organisation."),
        Column("reliability_grade", "text", "Reliability, A to F.", allowed=list_terms("reliability_grades")),
        Column("reliability_reason", "text", "Why it has this grade.", True),
        Column("language", "text", "Main language, ISO 639-1.", pattern=r"^[a-z]{2}$"),
        Column("licence", "text", "What its terms let us keep."),
        Column("is_redistributable", "boolean", "Whether they let us pass whole texts on."),
        Column("retention_text", "text", "What becomes of its texts.", allowed=list_terms("retentions")),
        Column("quote_chars_max", "integer", "Characters that may be quoted; null: no limit.", True, minimum=1),
        Column("url", "text", "Where it publishes, or the folder that stands for it.", True),
        Column("schedule", "text", "How often it is asked.", allowed=list_terms("schedules")),
        Column(
            "verification_status",
            "text",
            "Whether its entry points were seen to work; null for a folder.",
            True,
            allowed=list_terms("verifications"),
        ),
        Column(
            "trends_from",
            "date",
            "Its documents count in trends from this day of publication on; null while they count in none.",
            True,
            minimum=FIRST_DAY,
            maximum=LAST_DAY,
        ),
        Column("documents_min", "integer", "Fewer documents than this stop publication.", minimum=0),
        Column("documents_max", "integer", "More documents than this are reported.", minimum=1),
    ),
    key=("source_id",),
    floor=1,
)

FETCHES = Table(
    "fetches",
    "One fetched item: where it came from and the hash of its bytes.",
    (
        Column("fetch_id", "text", "A hash of source, url and content."),
        SOURCE_ID,
        BATCH_ID,
        Column("url", "text", "Where the bytes came from."),
        Column("sha256", "text", "Hash of the bytes; the name of the snapshot.", pattern=SHA256),
        Column("media_type", "text", "What the bytes claim to be.", True),
        Column("bytes_count", "integer", "Size in bytes.", minimum=0),
        Column("status", "text", "How the fetch ended.", allowed=("fetched",)),
        Column("retrieved_at", "timestamp", "When they were first fetched (UTC)."),
        Column("final_url", "text", "The address that redirects led to; null for an item of a folder.", True),
        Column("http_status", "integer", "What the server answered.", True, minimum=100, maximum=599),
        Column("etag", "text", "The server's mark of this version.", True),
        Column("last_modified", "text", "When the server says that it last changed, as written.", True),
        Column("duration_ms", "integer", "How long the request took, redirects included, pauses not.", True, minimum=0),
    ),
    key=("fetch_id",),
    floor=1,
)

REQUESTS = Table(
    "requests",
    "An address of the web that a night asked, and how that ended; loaded with the next night that publishes.",
    (
        SOURCE_ID,
        Column("run_id", "text", "The night that asked."),
        Column("url", "text", "What was asked."),
        Column("asked_at", "timestamp", "When (UTC)."),
        Column("status", "text", "How it ended.", allowed=list_terms("request_statuses")),
        Column("fetch_id", "text", "The fetched item that it gave, or gave before.", True),
        Column("http_status", "integer", "What the server answered.", True, minimum=100, maximum=599),
        Column("rule", "text", "Why it failed.", True),
        Column("final_url", "text", "The address that redirects led to.", True),
        Column("attempts_count", "integer", "How often it was tried.", minimum=0),
        Column("duration_ms", "integer", "How long it took, redirects included, pauses not.", minimum=0),
        Column("wire_bytes_count", "integer", "Bytes that came over the wire.", minimum=0),
    ),
    key=("source_id", "run_id", "url", "asked_at"),
)

DOCUMENTS = Table(
    "documents",
    "A distinct published text.",
    (
        DOCUMENT_ID,
        SOURCE_ID,
        BATCH_ID,
        FETCH_ID,
        Column("sha256", "text", "Hash of the snapshot that holds it.", pattern=SHA256),
        Column("url", "text", "Its address.", True),
        Column("title", "text", "Its title.", True),
        Column("publisher", "text", "Who published it."),
        Column("document_type", "text", "What it is.", allowed=list_terms("document_types")),
        Column("language", "text", "Language, ISO 639-1.", pattern=r"^[a-z]{2}$"),
        Column("published_on", "date", "Day of publication.", minimum=FIRST_DAY, maximum=LAST_DAY),
        Column("retrieved_at", "timestamp", "When it was first fetched (UTC)."),
        Column(
            "text",
            "text",
            "The normalised text; all offsets point into it. Null where its licence lets nobody keep it.",
            True,
            is_source_text=True,
        ),
        Column("duplicate_of", "text", "The earlier document that this one repeats.", True, references="documents"),
        Column("canonical_url", "text", "The address that names it, without what only tracks readers.", True),
        Column("published_at", "timestamp", "The moment of publication, where its zone is stated (UTC).", True),
        Column("published_zone", "text", "That zone, as stated.", True, pattern=r"^[+-]\d\d:\d\d$"),
        Column("dateline", "text", "The place that its first line names, as written.", True),
        Column("agency", "text", "The news agency that its first line credits, as written.", True),
        Column("series_id", "text", "All versions of one; a hash of source and address.", True, pattern=ID),
        Column("version", "integer", "Which version of the document, 1 for the first.", True, minimum=1),
        Column("superseded_by", "text", "The next version; null for the newest.", True, references="documents"),
        Column(
            "independence_group",
            "text",
            "The earliest document that it shares its words with, or itself: one group is one source.",
            True,
            references="documents",
        ),
        Column("text_sha256", "text", "Hash of the text (UTF-8); stays where the text goes.", True, pattern=SHA256),
        Column("text_length", "integer", "Characters of the text.", True, minimum=1, unit="characters"),
        Column("author", "text", "Who wrote it, as the publisher names them.", True),
        Column("modified_on", "date", "Day of its last change, as it states it.", True, minimum=FIRST_DAY),
        Column("notices", "text_list", "What it says of its own corrections and updates, as written.", True),
        Column(
            "anchors",
            "text_list",
            "Where pages and numbered paragraphs begin: `page:2:1034`, kind, number as written, offset into the text.",
            True,
        ),
        Column("fingerprint", "text", "What the search for copies keeps of its words.", True, is_exported=False),
    ),
    key=("document_id",),
    rules=(
        Rule("not_its_own_duplicate", "duplicate_of != document_id", "mend the duplicate search"),
        Rule("not_its_own_version", "superseded_by != document_id", "mend the search for versions"),
    ),
    floor=1,
)

DOCUMENTS_SEEN = Table(
    "documents_seen",
    "How many documents a source gave per day of publication: the denominator of every trend.",
    (
        SOURCE_ID,
        Column("published_on", "date", "Day of publication.", minimum=FIRST_DAY, maximum=LAST_DAY),
        Column("documents_count", "integer", "Documents, duplicates included.", minimum=1),
        Column("duplicates_count", "integer", "Of these, repeats of an earlier one and replaced versions.", minimum=0),
    ),
    key=("source_id", "published_on"),
    floor=1,
)

TABLES = (SOURCES, FETCHES, REQUESTS, DOCUMENTS, DOCUMENTS_SEEN)
