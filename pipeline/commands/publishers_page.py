"""The list of publishers as one page of Markdown, written from a catalogue."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from schemas.registers import load_actors
from sources.catalogue import Source

INTRODUCTION = """# Publishers

Written by `defcoop sources publishers` (`make docs`) from `sources/catalogue/`; do not edit it by hand.

What the grades say is in [policy.md](policy.md), how a publisher is added in [sources.md](sources.md)."""
NO_COUNTRY = "No one country"
HEAD = """| source | publisher, and its grade | way in | text | asked | seen to work |
|---|---|---|---|---|---|"""


def write_publishers(sources: Iterable[Source]) -> str:
    """The whole page: how many of what, then a table for each country."""
    names = {actor.actor_id: actor.name for actor in load_actors()}
    placed = sorted((names.get(source.country or "", NO_COUNTRY), source.source_id, source) for source in sources)
    placed.sort(key=lambda row: row[0] == NO_COUNTRY)
    parts = [INTRODUCTION, _count([source for _, _, source in placed])]
    for name, rows in groupby(placed, key=lambda row: row[0]):
        lines = "\n".join(_describe(source) for _, _, source in rows)
        parts.append(f"## {name}\n\n{HEAD}\n{lines}")
    return "\n\n".join(parts) + "\n"


def _count(sources: Sequence[Source]) -> str:
    kinds = Counter(entry.kind for source in sources for entry in source.entry_points)
    kept = sum(source.retention.text == "keep" for source in sources)
    seen = sum(source.verification is not None and source.verification.status == "verified" for source in sources)
    ways = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    return (
        f"{len(sources)} sources, {seen} of them seen to work. Ways in: {ways}. Texts: {kept} are kept, "
        f"{len(sources) - kept} dropped after the extraction, except for a quotation."
    )


def _describe(source: Source) -> str:
    known = source.verification
    seen = f"{known.status}, {known.on.isoformat()} ([page]({known.relied_on}))" if known else "not noted"
    why = f": {source.reliability_reason}" if source.reliability_reason else ""
    publisher = f"[{source.publisher}]({source.url})" if source.url else source.publisher
    cells = (
        f"`{source.source_id}`",
        f"{publisher}, {source.reliability_grade}{why}",
        "<br>".join(_list_ways(source)),
        source.retention.text,
        source.schedule,
        seen,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _list_ways(source: Source) -> Iterator[str]:
    """The kind and the host of each entry point; without one, the folder."""
    for entry in source.entry_points:
        yield f"{entry.kind} at {urlsplit(entry.url).netloc}"
    if not source.entry_points:
        yield f"folder {source.location}"
