"""What the extraction reads in a few sentences, in the short form in which tables of claims state it."""

from datetime import date

from tests.marks import read_rows
from transforms.english.extraction import extract_document
from transforms.records import Candidate, Record

PUBLISHED = date(2025, 6, 11)
"""A Wednesday; the day on which the texts of the tables are published."""


def read_all(text: str, document_type: str = "article", title: str = "") -> tuple[list[Record], list[Candidate]]:
    """Records and rejected candidates of a text, a `¶` of which is a line break."""
    return extract_document(text.replace("¶", "\n"), PUBLISHED, title, "", document_type)


def read(text: str, document_type: str = "article", title: str = "") -> list[Record]:
    """The records of a text."""
    return read_all(text, document_type, title)[0]


def describe(record: Record) -> str:
    """Kind, parties and counterparts, as in `joint_training FRA JPN > AUS`."""
    sides = [" ".join(names) for names in (record.parties, record.counterparts) if names]
    return f"{record.kind} {' > '.join(sides)}"


def describe_all(text: str, document_type: str = "article") -> list[str]:
    """The records of a text with their standing, sorted: `agreed joint_training FRA JPN`."""
    return sorted(f"{record.standing} {describe(record)}" for record in read(text, document_type))


def read_claims(table: str) -> list[tuple[str, list[str]]]:
    """Lines `text | record; record`, as texts and their sorted records; `-` stands for none."""
    return [
        (text, sorted(part.strip() for part in found.split(";") if part != "-")) for text, found in read_rows(table)
    ]
