"""A quantity in a text, and percentages that leave out what they are a share of."""

import re
from dataclasses import dataclass, replace

from transforms.words.quantity_context import is_level

_AROUND = 120
_CARRIED = 500
_HIGHEST_SHARE = 10
"""No state spends more of its GDP on defence in peace; a higher percentage is of something else."""


@dataclass(frozen=True)
class QuantityMention:
    """A quantity in a text: character offsets, value, upper end of a range, unit of the record contract.

    `unit` is `percent_of_gdp`, `percent`, an ISO 4217 code, `personnel`, `units` or `events`; `basis` is `increase`
    or `decrease` where the number is a change; `qualifier` is `at_least`, `about`, `up_to`, `exactly` or None.
    """

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    basis: str | None
    qualifier: str | None


def share_the_base(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """A bare percentage beside a share of GDP is one too: "3.5% on core defence" after "5% of GDP"."""
    shared = sorted([*mentions, *_list_raised(text, mentions)], key=lambda mention: mention.start)
    for order in (range(1, len(shared)), range(len(shared) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            shared[index] = _share_with(text, shared[index], shared[index + step])
    return _carry_the_base(text, shared)


_RAISED = re.compile(r" to (?P<number>[0-9](?:\.[0-9]{1,2})?)(?= (?:in|by|from|for)\b|[.,;] |[.]?$)")


def _list_raised(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """The level that a share of GDP is raised to, where it stands without its unit: "from 1.2% of GDP to 1.9"."""
    behind = ((m, _RAISED.match(text, m.end)) for m in mentions if m.unit == "percent_of_gdp")
    return [
        replace(m, start=match.start("number"), end=match.end(), value=float(match["number"]), qualifier=None)
        for m, match in behind
        if match is not None
    ]


def _carry_the_base(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """A level without its object in a sentence soon after a share of GDP: "It spent 1.3% last year"."""
    carried: list[QuantityMention] = []
    last: QuantityMention | None = None
    for mention in mentions:
        is_bare = mention.unit == "percent" and mention.basis is None and mention.value <= _HIGHEST_SHARE
        if is_bare and last and mention.start - last.end < _CARRIED and is_level(text, mention.start, mention.end):
            mention = replace(mention, unit="percent_of_gdp")
        last = mention if mention.unit == "percent_of_gdp" else last
        carried.append(mention)
    return carried


def _share_with(text: str, mention: QuantityMention, other: QuantityMention) -> QuantityMention:
    if mention.unit != "percent" or mention.basis or other.unit != "percent_of_gdp" or mention.value > _HIGHEST_SHARE:
        return mention
    between = text[min(mention.end, other.end) : max(mention.start, other.start)]
    follows = text[mention.end : mention.end + 30].lower()
    if len(between) > _AROUND or re.search(r"[.;!?\n]", between) or re.match(r" of\b(?! (?:that|which|it)\b)", follows):
        return mention
    return replace(mention, unit="percent_of_gdp")
