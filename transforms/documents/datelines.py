"""Datelines: the place, and the news agency, that the first line of a report names before it begins.

`TOKYO, July 12 (Kyodo) — Japan and …`. What surprises: a place in plain letters, or before a hyphen or a colon, counts
only beside a day or an agency, for a sentence may begin with a name and a dash, and a line with a label.
"""

import re
from dataclasses import dataclass

LOOKED_AT = 200
"""Characters of the text in which a dateline must end."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-])*"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_DATELINE = re.compile(
    rf"\s*(?P<place>{_PLACE})(?P<region>, (?!{_DAY}){_PLACE})?(?P<day>,? {_DAY})?"
    r"(?:,? \((?P<agency>[^\W\d_][\w ./&’'-]{1,40})\))?,?\s*(?P<cut>[—–:]|--?)\s"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and agency as written; None for what is not named."""

    place: str | None = None
    agency: str | None = None


def find_dateline(text: str) -> Dateline:
    """The dateline that a text begins with, if it has one."""
    found = _DATELINE.match(text[:LOOKED_AT])
    if found is None:
        return Dateline()
    is_marked = found["day"] or found["agency"]
    is_shouted = found["place"].isupper() and len(found["place"]) > 2 and found["cut"] not in (":", "-")
    if not (is_shouted or (is_marked and found["place"][0].isupper())):
        return Dateline()
    agency = found["agency"]
    return Dateline(found["place"] + (found["region"] or ""), agency.strip() if agency else None)
