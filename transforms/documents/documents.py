"""Documents from texts as published: one row a text, or a rejection that says what is wrong with it.

The promise: a text that is already normal is not changed, so that offsets into it hold; typographic quotes and
dashes stay. What surprises: the id hashes what was published and by whom, not where it was found, so that the same
text at a second address of its publisher is the same document.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from schemas.raw import RawRecord
from transforms.documents.anchors import make_anchors
from transforms.documents.datelines import find_dateline
from transforms.documents.duplicates import find_duplicates
from transforms.documents.fingerprints import make_fingerprint
from transforms.documents.languages import find_language
from transforms.documents.publication_dates import Refusal, read_moment, read_publication_date
from transforms.documents.versions import find_address, list_shared, name_series
from transforms.identity import make_id
from transforms.rejections import make_rejection

__all__ = ["find_duplicates", "make_documents", "normalise_text", "part_shared"]

Row = dict[str, Any]
LETTERS_MIN = 20
_UNDECODED_SHARE = 0.02

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile("\n{3,}")


def normalise_text(text: str) -> str:
    """The text in NFC with plain spaces and line ends, without characters that nobody sees.

    Paragraphs are at most one empty line apart. Normalising a normal text gives the same text.
    """
    plain = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    plain = _SURROGATES.sub("\ufffd", _UNSEEN.sub("", _SPACES.sub(" ", plain)))
    lines = (line.rstrip(" ") for line in unicodedata.normalize("NFC", plain).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n ")


def make_documents(
    records: Sequence[RawRecord], fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str
) -> tuple[list[Row], list[Row]]:
    """Rows of `documents`, and rows of `rejections` for the texts that are none.

    `fetch` is the row of the item that holds the texts, `source` the row of its source.
    """
    rows, rejected = [], []
    for record in records:
        made = _make_document(record, fetch, source, batch_id)
        if isinstance(made, Refusal):
            found = (made.rule, made.reason, made.remedy, _describe(record))
            rejected.append(make_rejection(batch_id, source["source_id"], "documents", record.location, *found))
        else:
            rows.append(made)
    return rows, rejected


def part_shared(rows: Sequence[Row], records: Sequence[RawRecord], fetch: Mapping[str, Any]) -> list[Row]:
    """The documents of a fetch; what shares its address with another text of it is no version of anything."""
    shared = list_shared(records, fetch)
    return [{**row, "series_id": None} if row["canonical_url"] in shared else row for row in rows]


def _make_document(
    record: RawRecord, fetch: Mapping[str, Any], source: Mapping[str, Any], batch_id: str
) -> Row | Refusal:
    published_on = read_publication_date(record.published, fetch["retrieved_at"])
    if isinstance(published_on, Refusal):
        return published_on
    text = normalise_text(record.text)
    if (refusal := _refuse_text(text)) is not None:
        return refusal
    title = " ".join(normalise_text(record.title or "").split()) or None
    language = find_language(text, record.language, source["language"])
    if language is None:
        reason, remedy = "the text is in no language that can be named", "state its language in the source, as in `en`"
        return Refusal("unknown_language", reason, remedy)
    document_id = make_id("d", source["source_id"], title, published_on, text)
    return {
        "document_id": document_id,
        "source_id": source["source_id"],
        "batch_id": batch_id,
        "fetch_id": fetch["fetch_id"],
        "sha256": fetch["sha256"],
        "url": record.url or fetch["url"],
        "title": title,
        "publisher": record.publisher or source.get("publisher") or source["title"],
        "document_type": source["document_type"],
        "language": language,
        "published_on": published_on,
        "retrieved_at": fetch["retrieved_at"],
        "text": text,
        **_describe_page(record, text, fetch),
        **_describe_text(text, language, record.published, published_on),
        **_name_versions(document_id, record, fetch, source["source_id"]),
    }


def _describe_page(record: RawRecord, text: str, fetch: Mapping[str, Any]) -> Row:
    """Columns of what a publisher says beside a text. The day of a change that cannot be read is left out."""
    modified_on = read_publication_date(record.modified, fetch["retrieved_at"])
    notices = [line for notice in record.notices if (line := " ".join(normalise_text(notice).split()))]
    return {
        "author": " ".join(normalise_text(record.author or "").split()) or None,
        "modified_on": None if isinstance(modified_on, Refusal) else modified_on,
        "notices": notices or None,
        "anchors": make_anchors(text, record.text, record.anchors, normalise_text) or None,
    }


def _describe_text(text: str, language: str, published: str | None, published_on: date) -> Row:
    """Columns that are read off the text and its date, so that they stay where the text goes."""
    moment = read_moment(published, published_on)
    dateline = find_dateline(text)
    return {
        "published_at": moment[0] if moment else None,
        "published_zone": moment[1] if moment else None,
        "dateline": dateline.place,
        "agency": dateline.agency,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text_length": len(text),
        "fingerprint": make_fingerprint(text, language),
    }


def _name_versions(document_id: str, record: RawRecord, fetch: Mapping[str, Any], source_id: str) -> Row:
    """Columns of what a document is beside others, as long as nothing is known of them."""
    address = find_address(record, fetch)
    return {
        "canonical_url": address,
        "series_id": name_series(source_id, address, record.guid),
        "version": 1,
        "superseded_by": None,
        "duplicate_of": None,
        "independence_group": document_id,
    }


def _refuse_text(text: str) -> Refusal | None:
    if not text:
        return Refusal("no_text", "the item has no text", "look at the page: it may need a login, or be a picture")
    if text.count("\ufffd") > _UNDECODED_SHARE * len(text):
        reason = f"{text.count(chr(0xFFFD))} of {len(text)} characters could not be decoded"
        return Refusal("undecoded_text", reason, "save the item again as UTF-8")
    letters = sum(char.isalpha() for char in text[: 100 * LETTERS_MIN])
    if letters < LETTERS_MIN:
        reason = f"the text has {letters} letters, fewer than {LETTERS_MIN}"
        return Refusal("text_too_short", reason, "look at the page: its text may not have been found")
    return None


def _describe(record: RawRecord) -> str:
    """The record as it came, for a person who looks at the rejection."""
    return f"title: {record.title or ''}\npublished: {record.published or ''}\n\n{record.text}"
