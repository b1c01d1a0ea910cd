"""What a document is beside others: a copy, a version, one of a group that counts as one source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from transforms.documents.duplicates import find_groups, find_repeats
from transforms.documents.versions import order_versions

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """The columns of `documents` that other documents decide; who stands alone is a group of its own."""

    duplicate_of: str | None
    independence_group: str
    version: int
    superseded_by: str | None


def find_links(documents: Sequence[Row], since: date = date.min) -> dict[str, Link]:
    """The links of all documents that were published since a day, and of the other versions of these.

    `documents` must hold those of the months before that day, and all versions of what was published since. What links
    the others is known: it stands in their rows.
    """
    recent = {row["document_id"] for row in documents if row["published_on"] >= since}
    series = {row["series_id"] for row in documents if row["document_id"] in recent} - {None}
    judged = [row for row in documents if row["document_id"] in recent or row["series_id"] in series]
    versions = order_versions(judged)
    firsts = {name: version.first for name, version in versions.items() if version.number > 1}
    repeats = find_repeats(documents, since)
    groups = find_groups(documents, repeats, firsts, since)
    links = {}
    for row in judged:
        name = row["document_id"]
        found = repeats.get(name)
        copied = (found.document_id if found and found.is_copy else None) if name in recent else row["duplicate_of"]
        links[name] = Link(copied, groups[name], versions[name].number, versions[name].superseded_by)
    return links


def read_link(row: Row) -> Link:
    """What links a document as it is known; a document of which nothing is known stands alone."""
    group = row.get("independence_group") or row["duplicate_of"] or row["document_id"]
    return Link(row["duplicate_of"], group, row.get("version") or 1, row.get("superseded_by"))
