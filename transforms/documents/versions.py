"""Versions: an article that its publisher changed is one document with two texts, and both are kept.

The promise: texts of one source under one address are versions of one document, in the order in which they were
fetched; only the newest is what the publisher says now. What surprises: an address that several texts of one fetch
share, or the front page of a site, names none of them, and such texts are documents of their own. So is a text of
another day that has nothing in common with the one before it: a page whose content moves on takes nothing back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from courlan import normalize_url

from schemas.raw import RawRecord
from transforms.documents.fingerprints import estimate_containment, estimate_likeness, find_fingerprint
from transforms.identity import make_id

Row = Mapping[str, Any]
_SCHEMES = ("http", "https")
_VARIANT = re.compile(r"^(?:amp|print|index|mobile|m)$", re.IGNORECASE)
_ALIKE, _CONTAINED = 0.1, 0.3
"""The share of runs of words that a text must share with the one before it to replace it; or of the shorter of them."""
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Version:
    """Which version a document is, 1 for the first that was fetched, and the next one, if any."""

    number: int
    superseded_by: str | None
    first: str


def find_address(record: RawRecord, fetch: Row) -> str | None:
    """The address that names a text: what its page calls canonical, else where it was fetched; None for an entry of a
    list without a link of its own. What only tracks readers, and the part behind `#`, is taken off.

    A page that calls quite another page its canonical one is named by where it was fetched: publishers put the address
    of a section there.
    """
    fetched = fetch.get("final_url") or fetch["url"]
    is_whole = record.location == fetch["url"]
    stated = _join(fetched, record.url)
    if not stated:
        return _clean(fetched) if is_whole else None
    is_kin = not is_whole or urlsplit(fetched).scheme not in _SCHEMES or _are_kin(urlsplit(stated), urlsplit(fetched))
    return _clean(stated if is_kin else fetched)


def _join(fetched: str, stated: str | None) -> str | None:
    """The address that a text states, as a whole one; None where it states none that can be read."""
    try:
        found = urljoin(fetched, stated) if stated and urlsplit(fetched).scheme in _SCHEMES else stated
        _ = urlsplit(found or "").port  # raises for what is no port
    except ValueError:
        return None
    return found


def name_series(source_id: str, address: str | None, guid: str | None) -> str | None:
    """The id that all versions of a document share; None where nothing names it."""
    if address is not None and _is_of_one(address):
        parts = urlsplit(address)
        host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
        return make_id("v", source_id, host, path, parts.query)
    return make_id("v", source_id, "guid", guid) if guid else None


def list_shared(records: Iterable[RawRecord], fetch: Row) -> set[str]:
    """Addresses that several texts of one fetch have: they name none of them."""
    counts = Counter(find_address(record, fetch) for record in records)
    return {address for address, count in counts.items() if address is not None and count > 1}


def order_versions(documents: Sequence[Row]) -> dict[str, Version]:
    """Which version each document is. Documents without a series are the first and only one."""
    series: dict[str, list[Row]] = {}
    for row in documents:
        series.setdefault(row.get("series_id") or row["document_id"], []).append(row)
    found: dict[str, Version] = {}
    for rows in series.values():
        for names in _part(sorted(rows, key=_order)):
            following = [*names[1:], None]
            for number, (name, after) in enumerate(zip(names, following, strict=True), 1):
                found[name] = Version(number, after, names[0])
    return found


def _part(rows: Sequence[Row]) -> list[list[str]]:
    """Ids of the texts of one address, each stretch of which is one document."""
    stretches: list[list[str]] = []
    for before, row in zip((None, *rows), rows, strict=False):
        if before is None or not _is_version(before, row):
            stretches.append([])
        stretches[-1].append(row["document_id"])
    return stretches


def _is_version(before: Row, after: Row) -> bool:
    """Whether a text replaces the one before it: it is of the same day, or has some of its words."""
    if before["published_on"] == after["published_on"]:
        return True
    one, other = find_fingerprint(before), find_fingerprint(after)
    if one is None or other is None:
        return True
    likeness = estimate_likeness(one, other)
    return likeness >= _ALIKE or estimate_containment(one, other, likeness) >= _CONTAINED


def _order(row: Row) -> tuple[Any, ...]:
    return row["retrieved_at"], row["published_on"], row["document_id"]


def _clean(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES:
        return address
    cleaned: str = normalize_url(parts._replace(fragment=""))
    return cleaned


def _is_of_one(address: str) -> bool:
    """Whether an address can name one text: not the front page of a site."""
    parts = urlsplit(address)
    return parts.scheme not in _SCHEMES or parts.path.strip("/") != "" or parts.query != ""


def _are_kin(stated: SplitResult, fetched: SplitResult) -> bool:
    """Whether the last part of the path that was fetched, without `amp` and the like, stands in the stated one."""
    ours, theirs = _list_segments(stated), _list_segments(fetched)
    return theirs[-1:] == ours[-1:] or (bool(theirs) and theirs[-1] in ours)


def _list_segments(parts: SplitResult) -> list[str]:
    segments = [_ENDING.sub("", segment).lower() for segment in parts.path.split("/") if segment]
    return [segment for segment in segments if not _VARIANT.match(segment)]
