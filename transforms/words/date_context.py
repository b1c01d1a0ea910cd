"""What the words around a date say of it: which part of the period, deadline or start, past or future."""

import re
from collections import deque
from datetime import date

from transforms.words.date_words import ORDINALS, S
from transforms.words.periods import Period, join_periods, narrow_period, take_quarter, take_week

_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "outset": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "first half": "first half",
    "second half": "second half",
    "latter half": "second half",
    "last half": "second half",
}
_ORDINAL = rf"(?P<nth>{'|'.join(ORDINALS)})"
_MODIFIER = re.compile(
    rf"(?:(?:the{S})?(?:very{S})?(?P<part>early|mid|late|(?:beginning|start|outset|middle|(?:first|second|"
    rf"latter|last){S}half)(?={S}of))"
    rf"|(?:the{S})?{_ORDINAL}{S}(?P<unit>quarter|week)(?={S}of|{S}in)"
    rf"|(?P<whole>(?:(?:the{S})?(?:very{S})?(?:end|close|course)(?:-|{S}of)|later(?:{S}in)?|earlier(?:{S}in)?))"
    rf"|(?:the{S})?(?P<rest>(?:rest|remainder){S}of))(?:-|{S})?(?:(?:of|in)(?:{S}|$))?(?:the{S})?$",
    re.IGNORECASE | re.ASCII,
)
_DUE = re.compile(
    rf"\b(?:by|until|till|before|no{S}later{S}than|not{S}later{S}than|through|thru|through{S}to|out{S}to|"
    rf"up{S}to|prior{S}to|"
    rf"deadline{S}(?:of|is|was)|deadline{S}for[a-z ]{{1,30}}|target{S}(?:date|year){S}(?:of|is)|goal{S}of|"
    rf"ending(?:{S}in)?|ends(?:{S}(?:in|on))?|"
    rf"expir(?:es|ing|e)(?:{S}(?:in|on))?|within|due(?:{S}(?:in|on))?|end)(?:{S}(?:at{S}least|around|about|"
    rf"approximately|roughly))?"
    rf"(?:{S}(?:the|about|around|fiscal|at{S}the{S}latest))?{S}?-?$",
    re.IGNORECASE | re.ASCII,
)
_SINCE = re.compile(
    rf"\b(?:since|from|(?:start|beginn|commenc)ing(?:{S}(?:in|on|from))?|(?:effective|with{S}effect)"
    rf"(?:{S}(?:from|on))?|as{S}(?:of|from))"
    rf"(?:{S}(?:about|around|at{S}least|as{S}early{S}as))?(?:{S}the)?{S}$",
    re.IGNORECASE | re.ASCII,
)
_DUE_AFTER = re.compile(
    rf"'?s?{S}(?:target|goal|deadline|end[- ]?date|timeline)\b|,?{S}at{S}the{S}latest\b", re.IGNORECASE | re.ASCII
)
_SINCE_AFTER = re.compile(rf"{S}on(?:wards?|{S}onwards)\b", re.IGNORECASE | re.ASCII)
_AT_THE_END = re.compile(rf"\bat{S}$", re.IGNORECASE | re.ASCII)
_FUTURE = (
    r"(?-i:will)|shall|won't|'ll|plan(?:s|ned|ning)?|scheduled?|schedules|intend(?:s|ed)?|intention|expected|expects|"
    r"slated|due|set to|aims?|"
    r"upcoming|forthcoming|next|would|to be|going to|ahead of|is to|are to|hopes? to|to (?:hold|host|take|visit|"
    r"begin|start|"
    r"launch|conduct|meet|deploy|send|join|sign|attend|travel|convene|complete|deliver|receive|participate|be)"
)
_STATES = (
    "armed|allied|combined|advanced|need|speed|proposed|so-called|skilled|unmanned|manned|classified|united|"
    "based|related|indeed|red"
)
_PAST = (
    rf"was|were|had|has|have|did|said|held|met|took|sent|came|went|began|won|made|gave|told|ago|after|since|led|saw|"
    rf"(?!(?:{_STATES})\b)(?-i:[a-z]{{2,14}}ed)"
)
_TENSE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b", re.IGNORECASE | re.ASCII)
_TO_BE_HELD = re.compile(
    r"\b(?:upcoming|forthcoming|next)\b[^,;.]{0,60}\b(?:held|hosted|organi[sz]ed|staged)\b[^,;.]*$", re.IGNORECASE
)
"""A participle that tells nothing of the tense: "during the upcoming talks held in July"."""
_TO_BE = re.compile(r"\bbe (?:[a-z]+ly )?$", re.IGNORECASE)
"""Before a participle: what "will be held" or "is to be signed" is still to come."""
_ANNOUNCED = re.compile(
    r"\b(?:announced|unveiled|outlined|revealed|presented|disclosed|confirmed|approved|set out|laid out) "
    r"(?:[\w’'-]+ ){0,2}$"
)
_CLAUSE_END = re.compile(r"[,:()]|\bthat\b|\bwhich\b|\band\b|\bbut\b")
_SENTENCE_END = re.compile(r"[;\n!?]|(?<![A-Z][a-z])(?<![A-Z])(?<!\b[A-Z][a-z]{2})\.(?=\s|$)")
_WINDOW = 160


def apply_modifier(before: str, period: Period, published_on: date) -> tuple[int, Period]:
    """How many characters before the date belong to it ("second half of", "late"), and the period they leave."""
    match = _MODIFIER.search(before)
    if not match:
        return 0, period
    length = len(before) - match.start()
    if not match["whole"] and period.precision == "day":
        return 0, period
    return length, _take_part(match, period, published_on)


def _take_part(match: re.Match[str], period: Period, published_on: date) -> Period:
    if match["part"]:
        return narrow_period(period, _PARTS[" ".join(match["part"].lower().split())])
    if match["nth"]:
        nth = ORDINALS[match["nth"].lower()]
        if match["unit"].lower() == "week":
            return take_week(period, nth)
        return take_quarter(period, nth if nth > 0 else 4)
    if match["rest"] and period.start_on <= published_on <= period.end_on:
        return Period(published_on, period.end_on, period.precision)
    return period


def find_role(before: str, mention: str, after: str) -> str:
    """Whether the words beside a date make it a deadline (`due`), a start (`since`) or neither (`on`)."""
    lowered = mention.lower().removeprefix("the ")
    if _DUE.search(before) or _DUE_AFTER.match(after):
        return "due"
    if _SINCE.search(before) or _SINCE_AFTER.match(after):
        return "since"
    if lowered.startswith(("end", "very end", "close")) and not _AT_THE_END.search(before):
        return "due"
    return "on"


def find_tense(before: str, after: str) -> str | None:
    """`future`, `past` or None, by the verb of the clause that is nearest to a date; then of the sentence."""
    left = _SENTENCE_END.split(before[-_WINDOW:])[-1]
    if _TO_BE_HELD.search(left):
        return "future"
    opens = max((match.end() for match in _CLAUSE_END.finditer(left)), default=0)
    last = deque((match for match in _TENSE.finditer(left) if not _is_noun(left, match)), maxlen=1)
    if last and last[0].start() >= opens:
        return "future" if _TO_BE.search(left[: last[0].start()]) else _name_tense(last[0])
    right = _SENTENCE_END.split(after[:_WINDOW])[0]
    closes = match.start() if (match := _CLAUSE_END.search(right)) else len(right)
    first = _TENSE.search(right)
    if first and (first.end() <= closes or not last):
        return _name_tense(first)
    if opens and _DUE.search(left):  # "which runs until June": the verb of another clause says nothing of it
        return None
    return _name_tense(last[0]) if last else None


def _is_noun(left: str, word: re.Match[str]) -> bool:
    """ "Unveiled plans to raise it on Tuesday": plans that somebody announced are a noun; the day may be either's."""
    return word[0].lower() == "plans" and bool(_ANNOUNCED.search(left[: word.start()]))


def _name_tense(match: re.Match[str]) -> str:
    return "future" if match["future"] else "past"


def pick_period(choices: tuple[Period, ...], tense: str | None, published_on: date) -> Period:
    """Of readings a year (or a week) apart, the one that the tense allows, else the nearest to publication."""
    if tense == "future":
        ahead = [p for p in choices if p.end_on >= published_on]
        return ahead[0] if ahead else choices[-1]
    if tense == "past":
        behind = [p for p in choices if p.start_on <= published_on]
        return behind[-1] if behind else choices[0]
    return min(choices, key=lambda p: (_gap_days(p, published_on), p.start_on))


def _gap_days(period: Period, on: date) -> int:
    return max((period.start_on - on).days, (on - period.end_on).days, 0)


def join_choices(first: tuple[Period, ...], last: tuple[Period, ...]) -> tuple[Period, ...]:
    """The ranges that two readings can make: each end with the latest start that does not lie behind it."""
    joined = []
    for end in last:
        starts = [start for start in first if start.start_on <= end.start_on and start.precision == end.precision]
        period = join_periods(starts[-1], end) if starts else None
        if period and (len(first) == 1 or (end.end_on - starts[-1].start_on).days < 366):
            joined.append(period)
    return tuple(joined)
