"""Dates that hang on the day of publication: today, last week, within two years, six months ago, by year-end."""

import re
from datetime import date, timedelta

from transforms.words.date_words import (
    ANY_MONTH,
    COUNT,
    MONTH,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Anchor,
    Reading,
    S,
    make_rule,
    read_month,
)
from transforms.words.numbers import parse_number
from transforms.words.periods import (
    Period,
    day_of,
    fiscal_year_of,
    make_month,
    make_season,
    period_of,
    shift_days,
    week_of,
)

_NEAR_DAYS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
_LONGEST = {"day": 400, "week": 160, "month": 120, "year": 50, "decade": 5}


def _squeeze(text: str) -> str:
    return " ".join(text.lower().split())


def _step(match: re.Match[str]) -> int:
    return _STEPS[_squeeze(match["step"]).split()[-1]]


def _read_near_day(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((day_of(anchor.on + timedelta(days=_NEAR_DAYS[_squeeze(match["word"]).removeprefix("the ")])),))


def _read_part_of_day(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((day_of(anchor.on),))


def _read_weekday(match: re.Match[str], anchor: Anchor) -> Reading | None:
    back = timedelta(days=(anchor.on.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7)
    last = anchor.on - back
    return Reading((day_of(last), day_of(last + timedelta(days=7))) if back else (day_of(last),))


def _read_stepped_weekday(match: re.Match[str], anchor: Anchor) -> Reading | None:
    day, step = WEEKDAYS[match["weekday"].lower()], _step(match)
    if step == 0:
        return Reading((day_of(week_of(anchor.on).start_on + timedelta(days=day)),))
    if step < 0:
        return Reading((day_of(anchor.on - timedelta(days=(anchor.on.weekday() - day - 1) % 7 + 1)),))
    return Reading((day_of(anchor.on + timedelta(days=(day - anchor.on.weekday() - 1) % 7 + 1)),))


def _read_weekday_of_week(match: re.Match[str], anchor: Anchor) -> Reading | None:
    day = WEEKDAYS[match["weekday"].lower()]
    return Reading((day_of(week_of(shift_days(anchor.on, "week", _step(match))).start_on + timedelta(days=day)),))


def _read_weekend(match: re.Match[str], anchor: Anchor) -> Reading | None:
    saturday = week_of(anchor.on).start_on + timedelta(days=5)
    if anchor.on.weekday() < 5:
        saturday -= timedelta(days=7)
    weeks = (saturday, saturday + timedelta(days=7))
    return Reading(tuple(Period(day, day + timedelta(days=1), "day") for day in weeks))


def _read_stepped_unit(match: re.Match[str], anchor: Anchor) -> Reading | None:
    unit, step = match["unit"].lower(), _step(match)
    if unit == "weekend":
        saturday = week_of(shift_days(anchor.on, "week", step)).start_on + timedelta(days=5)
        return Reading((Period(saturday, saturday + timedelta(days=1), "day"),))
    if unit == "week" and step == 0 and anchor.on.weekday() == 6:  # to many the week begins on Sunday
        return Reading((week_of(anchor.on), week_of(anchor.on + timedelta(days=1))))
    first = anchor.on.replace(day=1) if unit in ("month", "quarter", "year", "decade") else anchor.on
    return Reading((period_of(shift_days(first, unit, step), unit),))


def _read_stepped_fiscal(match: re.Match[str], anchor: Anchor) -> Reading | None:
    on = shift_days(anchor.on.replace(day=1), "year", _step(match))
    return Reading((fiscal_year_of(on, anchor.fiscal_rule),))


def _pick_step(choices: list[Period], step: int, anchor: Anchor) -> Period | None:
    """Of periods a year apart: the last one that is over, the one of this year, or the first to come."""
    if step < 0:
        return next((p for p in reversed(choices) if p.end_on < anchor.on), None)
    if step > 0:
        return next((p for p in choices if p.start_on > anchor.on), None)
    current = [p for p in choices if p.start_on <= anchor.on <= p.end_on]
    return current[0] if current else next((p for p in choices if p.start_on.year == anchor.on.year), None)


def _read_stepped_season(match: re.Match[str], anchor: Anchor) -> Reading | None:
    years = range(anchor.on.year - 2, anchor.on.year + 3)
    name = match["season"].lower()
    picked = _pick_step([make_season(year, name, anchor.is_southern) for year in years], _step(match), anchor)
    return Reading((picked,)) if picked else None


def _read_stepped_month(match: re.Match[str], anchor: Anchor) -> Reading | None:
    years = range(anchor.on.year - 2, anchor.on.year + 3)
    month = read_month(match["month"])
    picked = _pick_step([make_month(year, month) for year in years], _step(match), anchor)
    return Reading((picked,)) if picked else None


def _read_year_beginning(match: re.Match[str], anchor: Anchor) -> Reading | None:
    """ "The fiscal year starting in April": the next one, unless the words say that it has begun."""
    month = read_month(match["month"])
    has_begun = match["verb"].lower() in ("started", "began")
    year = int(match["year"]) if match["year"] else anchor.on.year
    first = date(year, month, 1)
    if not match["year"] and (first <= anchor.on) != has_begun:
        first = date(year - 1 if has_begun else year + 1, month, 1)
    return Reading((Period(first, shift_days(first, "year", 1) - timedelta(days=1), "fiscal_year"),))


def _read_month_of_year(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((make_month(anchor.on.year + _step(match), read_month(match["month"])),))


def _read_season_of_year(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((make_season(anchor.on.year + _step(match), match["season"].lower(), anchor.is_southern),))


def _read_this_unit(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((period_of(anchor.on, match["unit"].lower()),))


def _read_within_unit(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((period_of(anchor.on, match["unit"].lower()),), "due")


def _read_year_end(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((period_of(anchor.on, "year"),))


def _count(match: re.Match[str]) -> int | None:
    words = match["count"]
    count = 1 if not words or words.lower() in ("a", "an") else int(parse_number(words))
    return count if 0 < count <= _LONGEST[match["unit"].lower()] else None


def _read_window_ahead(match: re.Match[str], anchor: Anchor) -> Reading | None:
    count, unit = _count(match), match["unit"].lower()
    if count is None:
        return None
    return Reading((Period(anchor.on, shift_days(anchor.on, unit, count), unit),), "due")


def _read_window_back(match: re.Match[str], anchor: Anchor) -> Reading | None:
    count, unit = _count(match), match["unit"].lower()
    return Reading((Period(shift_days(anchor.on, unit, -count), anchor.on, unit),)) if count else None


def _read_point_ahead(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return _read_point(match, anchor, 1)


def _read_point_back(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return _read_point(match, anchor, -1)


def _read_point(match: re.Match[str], anchor: Anchor, sign: int) -> Reading | None:
    count, unit = _count(match), match["unit"].lower()
    if count is None:
        return None
    return Reading((period_of(shift_days(anchor.on, unit, sign * count), "year" if unit == "decade" else unit),))


_NOT_A_VERB = r"(?<!will )(?<!would )(?<!shall )(?<!may )(?<!could )(?<!can )(?<!to )(?<!that )(?<!which )"
"""Before "last ten days" that is a verb: "will last ten days"."""
_STEP = r"(?P<step>(?:this )?coming|upcoming|last|past|previous|this|current|next)"
_UP_TO = rf"(?:{COUNT}{S}?(?:to|or|-){S}?)?"
"""The lower end of "four to five years", whose end is what counts."""
_A_COUNT = rf"{_UP_TO}(?P<count>{COUNT}|an?)"
_UNITS = rf"(?P<unit>{UNIT})"
_NOT_A_SUPERLATIVE = r"(?<!time )(?<!first )(?<!once )(?<!most )(?<!twice )(?<!times )(?<![a-z]est )"

RULES = (
    make_rule(
        rf"(?<!of )(?<!ago )\b(?P<word>(?:the{S})?day before yesterday|(?:the{S})?day after tomorrow|yesterday|"
        rf"tomorrow|tonight|today)\b"
        rf"(?!'s{S}(?:world|threat|security|challenge|environment|geopolit|era|warfare|battlefield|youth|force)|"
        rf"{S}than\b)",
        _read_near_day,
    ),
    make_rule(r"\b(?:earlier this day|this (?:morning|afternoon|evening))\b", _read_part_of_day),
    make_rule(rf"\b(?P<weekday>{WEEKDAY})\b(?!{S}(?:Times|Mail|Telegraph)\b)", _read_weekday),
    make_rule(rf"\b{_STEP}{S}(?P<weekday>{WEEKDAY})\b", _read_stepped_weekday),
    make_rule(
        rf"\b(?P<weekday>{WEEKDAY}),?{S}(?:of{S})?(?P<step>last|this|next|the{S}(?:previous|same|following)){S}week\b",
        _read_weekday_of_week,
    ),
    make_rule(rf"\b(?:over|at|on|during|this{S}past){S}(?P<core>the{S}weekend)\b", _read_weekend),
    make_rule(
        rf"\b{_STEP}{S}(?P<unit>weekend|week|month|quarter|year|decade)\b(?!{S}of\b|-|{S}(?:and|or){S}a{S}half)",
        _read_stepped_unit,
    ),
    make_rule(rf"\b{_STEP}{S}(?:fiscal|financial|budget){S}year\b", _read_stepped_fiscal),
    make_rule(
        rf"\b{_A_COUNT}-(?P<unit>year)\b(?=(?:,?{S}[\w-]+){{0,4}}?{S}(?:plan|package|budget|program|programme|fund)\b)",
        _read_window_ahead,
    ),
    make_rule(
        rf"\b(?:fiscal|financial|budget){S}year(?:{S}[12][0-9]{{3}})?,?{S}(?:(?:that|which){S})?"
        rf"(?P<verb>start(?:ing|s|ed)|beginn?(?:ing|s)|began|will{S}(?:start|begin)){S}(?:in|on|from){S}"
        rf"(?P<month>{ANY_MONTH})(?:{S}1(?:st)?\b)?(?:,?{S}(?P<year>{YEAR}))?",
        _read_year_beginning,
    ),
    make_rule(rf"\b{_STEP}{S}(?P<season>{SEASON})\b", _read_stepped_season),
    make_rule(rf"\b{_STEP}{S}(?P<month>{MONTH})\b", _read_stepped_month),
    make_rule(
        rf"\b(?P<month>{MONTH})(?:,?{S}(?:of{S})?)(?:the{S})?(?P<step>last|this|next|previous|same|current){S}year\b",
        _read_month_of_year,
    ),
    make_rule(rf"\b(?P<season>{SEASON})(?:{S}(?:of{S})?)(?P<step>last|this|next){S}year\b", _read_season_of_year),
    make_rule(
        rf"\b(?:end|close|course|remainder|rest|half|quarter|part|beginning|start|middle|week|later|earlier|"
        rf"early|late|out)"
        rf"{S}(?:of|in){S}(?P<core>the{S}(?P<unit>month|quarter|year|decade|week))\b(?!{S}(?:of|[12][0-9]{{3}})\b)",
        _read_this_unit,
    ),
    make_rule(
        rf"\bwithin{S}(?P<core>(?:the|this){S}(?:current{S})?(?P<unit>week|month|quarter|year|decade))\b",
        _read_within_unit,
    ),
    make_rule(
        rf"\b(?:year-end|year'?s{S}end|end-of-year|year{S}end|end{S}of{S}year)\b(?!{S}[12][0-9]{{3}})", _read_year_end
    ),
    make_rule(
        rf"\b(?:over|within|in|during|across|for|throughout){S}(?P<core>the{S}(?:next|coming)"
        rf"(?:{S}{_UP_TO}(?P<count>{COUNT}))?{S}{_UNITS}(?(count)s?))\b",
        _read_window_ahead,
    ),
    make_rule(rf"\b(?:the{S})?(?:next|coming){S}{_UP_TO}(?P<count>{COUNT}){S}{_UNITS}s?\b", _read_window_ahead),
    make_rule(
        rf"{_NOT_A_VERB}\b(?:the{S})?(?:last|past|previous){S}(?P<count>{COUNT}){S}{_UNITS}s?\b", _read_window_back
    ),
    make_rule(
        rf"\b(?:within|inside|in{S}the{S}course{S}of)(?:{S}the)?{S}(?P<core>{_A_COUNT}{S}{_UNITS}s?)\b",
        _read_window_ahead,
    ),
    make_rule(
        rf"(?<!for )(?<!in )(?<!at )(?<!than )(?<!with )(?<!within )(?<!spanning )(?<!lasting )(?<!from )"
        rf"(?<!after )(?<!just )(?<!well )(?<!lasted )(?<!of )(?<!by )(?<!took )"
        rf"\bover(?:{S}a)?(?:{S}the{S}(?:course|space){S}of)?{S}(?P<core>{_A_COUNT}[ -]{_UNITS}s?(?:{S}period)?)"
        rf"\b(?!{S}(?:ago|old|of|after|since|later|before|earlier)\b|-)",
        _read_window_ahead,
    ),
    make_rule(
        rf"{_NOT_A_SUPERLATIVE}\bin{S}(?P<core>{_A_COUNT}{S}{_UNITS}s?(?:'{S}time)?)\b(?!{S}(?:of|ago|and)\b|-)",
        _read_point_ahead,
    ),
    make_rule(rf"(?P<count>\b(?:{COUNT}|an?)){S}{_UNITS}s?{S}from{S}(?:now|today)\b", _read_point_ahead),
    make_rule(
        rf"\b(?:over|in|during|within|across|for|throughout){S}(?P<core>the{S}(?:last|past|previous)"
        rf"(?:{S}{_UP_TO}(?P<count>{COUNT}))?{S}{_UNITS}(?(count)s?))\b(?!{S}of\b)",
        _read_window_back,
    ),
    make_rule(rf"(?<![\w.,-]){_A_COUNT}{S}{_UNITS}s?{S}ago\b", _read_point_back),
)
