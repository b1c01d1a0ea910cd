"""Dates that the text names itself: days, months, quarters, seasons, years, fiscal years, decades, and ranges of them.

A date without a year gives one reading a year; `dates.py` chooses among them.
"""

import re
from dataclasses import replace

from transforms.words.date_words import (
    ANY_MONTH,
    DAY,
    MONTH,
    PLAIN_MONTH,
    SEASON,
    WEEKDAY,
    YEAR,
    Anchor,
    Reading,
    S,
    make_rule,
    read_day,
    read_each_year,
    read_month,
)
from transforms.words.periods import (
    Period,
    join_periods,
    make_day,
    make_decade,
    make_fiscal_year,
    make_month,
    make_quarter,
    make_season,
    make_year,
    narrow_period,
    start_fiscal_year,
)

_NO_WORD_BEFORE = r"(?<![\w.,/:$£€¥#+-])"
_NO_NUMBER_AFTER = r"(?![\w%°/]|[.,:][0-9]|-[0-9])"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY},?{S}(?:the{S})?)?"
_YEAR_AFTER = rf"(?:(?:,{S}?|{S}|{S}of{S})(?P<year>{YEAR})(?![,.]?[0-9]))"
_TO = rf"(?:{S}?-{S}?|{S}(?:to|through|thru|until|till|and){S})"


def _read_day_date(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, day = read_month(match["month"]), read_day(match["day"])
    if match["year"]:
        return Reading((make_day(int(match["year"]), month, day),))
    return read_each_year(lambda year: make_day(year, month, day), anchor)


def _read_day_range(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, first, last = read_month(match["month"]), read_day(match["day"]), read_day(match["last"])
    if first >= last:
        return None

    def build(year: int) -> Period:
        return Period(make_day(year, month, first).start_on, make_day(year, month, last).end_on, "day")

    reading = Reading((build(int(match["year"])),)) if match["year"] else read_each_year(build, anchor)
    return replace(reading, role="on") if reading else None


def _read_month(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month = read_month(match["month"])
    if match.groupdict().get("year"):
        return Reading((make_month(int(match["year"]), month),))
    return read_each_year(lambda year: make_month(year, month), anchor)


def _read_iso(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((make_day(int(match["year"]), int(match["month"]), int(match["day"])),))


def _read_slashes(match: re.Match[str], anchor: Anchor) -> Reading | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first <= 12 and second <= 12 and first != second:  # 07/12/2024 is July to some and December to others
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return Reading((make_day(year, month, day),))


def _read_iso_month(match: re.Match[str], anchor: Anchor) -> Reading | None:
    year, month = int(match["year"]), int(match["month"])
    if month > year % 100:  # 2010-12 may be a span of years as well as a month
        return None
    return Reading((make_month(year, month),))


def _read_quarter(match: re.Match[str], anchor: Anchor) -> Reading | None:
    quarter = int(match["quarter"])
    if match["year"]:
        return Reading((make_quarter(int(match["year"]), quarter),))
    return read_each_year(lambda year: make_quarter(year, quarter), anchor)


def _read_half(match: re.Match[str], anchor: Anchor) -> Reading | None:
    part = "first half" if match["half"] == "1" else "second half"
    return Reading((narrow_period(make_year(int(match["year"])), part),))


def _read_season(match: re.Match[str], anchor: Anchor) -> Reading | None:
    name = match["season"].lower()
    if match.groupdict().get("year"):
        return Reading((make_season(int(match["year"]), name, anchor.is_southern),))
    return read_each_year(lambda year: make_season(year, name, anchor.is_southern), anchor)


def _read_year(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((make_year(int(match["year"])),))


def _read_decade(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return Reading((make_decade(int(match["year"])),))


def _expand_year(digits: str, century_of: int = 2000) -> int:
    return int(digits) if len(digits) == 4 else century_of - century_of % 100 + int(digits)


def _read_fiscal(match: re.Match[str], anchor: Anchor) -> Reading | None:
    first = _expand_year(match["year"])
    if not match["last"]:
        return Reading((make_fiscal_year(first, anchor.fiscal_rule),))
    last = _expand_year(match["last"], first)
    if last == first + 1:
        return Reading((start_fiscal_year(first, anchor.fiscal_rule),))
    joined = join_periods(make_fiscal_year(first, anchor.fiscal_rule), make_fiscal_year(last, anchor.fiscal_rule))
    return Reading((joined,)) if joined else None


def _read_double_year(match: re.Match[str], anchor: Anchor) -> Reading | None:
    first = int(match["year"])
    last = _expand_year(match["last"], first)
    if last == first + 1 and (anchor.fiscal_rule.month, anchor.fiscal_rule.day) != (1, 1):
        return Reading((start_fiscal_year(first, anchor.fiscal_rule),))
    joined = join_periods(make_year(first), make_year(last)) if last > first else None
    return Reading((joined,)) if joined else None


def _read_year_range(match: re.Match[str], anchor: Anchor) -> Reading | None:
    joined = join_periods(make_year(int(match["year"])), make_year(int(match["last"])))
    return Reading((joined,)) if joined else None


_BEFORE_NAMED_MONTH = (
    rf"\b(?:in|by|since|until|till|of|during|before|after|through|from|to|last|next|this|late|early|mid|for|"
    rf"between|and|end|coming|throughout|the|half)(?:{S}|-)"
)
_NOT_A_YEAR = (
    rf"(?!{S}(?:[a-z]+{S})?(?:troops|soldiers|personnel|sailors|marines|airmen|people|men|women|staff|officers|"
    rf"civilians|tons|tonnes|kilomet|km\b|miles|nautical|met(?:er|re)s|rounds|shells|missiles|tanks|vehicles|drones|"
    rf"aircraft|jets|kilograms|kg\b|pounds|euros|dollars|hours|hrs|gmt\b|utc\b|local{S}time|zulu|feet|percent|"
    rf"per{S}cent))"
)
_NOT_NUMBERED = (
    r"(?<!no )(?<!no\. )(?<!some )(?<!nearly )(?<!than )(?<!resolution )(?<!resolutions )(?<!unscr )(?<!article )"
    r"(?<!vision )(?<!agenda )(?<!horizon )(?<!usd )(?<!eur )(?<!gbp )(?<!aud )(?<!jpy )(?<!article )(?<!section )"
    r"(?<!directive )(?<!flight )(?<!order )(?<!room )(?<!page )(?<!additional )(?<!another )"
)
_FISCAL_WORD = rf"(?:FY|(?:fiscal|financial){S}years?|fiscal|JFY){S}?'?"
_FISCAL_LABEL = rf"(?P<year>{YEAR}|[0-9]{{2}}(?![0-9.,%]))"

RULES = (
    make_rule(rf"\b{_WEEKDAY_BEFORE}(?P<month>{ANY_MONTH}){S}(?:the{S})?(?P<day>{DAY}){_YEAR_AFTER}?", _read_day_date),
    make_rule(
        rf"(?<![\w.,/$£€¥-]){_WEEKDAY_BEFORE}(?P<day>{DAY}){S}(?:of{S})?(?P<month>{ANY_MONTH})(?!\w){_YEAR_AFTER}?",
        _read_day_date,
    ),
    make_rule(
        rf"\b{_WEEKDAY_BEFORE}(?P<month>{ANY_MONTH}){S}(?P<day>{DAY}){_TO}(?:the{S})?(?P<last>{DAY})"
        rf"(?!{S}{ANY_MONTH}\b){_YEAR_AFTER}?",
        _read_day_range,
    ),
    make_rule(
        rf"(?<![\w.,/$£€¥-])(?P<day>{DAY}){_TO}(?:the{S})?(?P<last>{DAY}){S}(?:of{S})?(?P<month>{ANY_MONTH})(?!\w)"
        rf"{_YEAR_AFTER}?",
        _read_day_range,
    ),
    make_rule(rf"\b(?P<month>{ANY_MONTH})(?:,?{S}(?:of{S})?|-)(?P<year>{YEAR})(?![\w%]|[.,][0-9])", _read_month),
    make_rule(rf"\b(?P<month>{PLAIN_MONTH})(?![\w-]|{S}[0-9])", _read_month),
    make_rule(rf"\b(?P<month>{PLAIN_MONTH})(?=-(?!{S}?[0-9]))", _read_month),
    make_rule(rf"{_BEFORE_NAMED_MONTH}(?P<core>(?P<month>{MONTH}))(?![\w']|{S}[0-9])(?!{S}on\b)", _read_month),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9-])", _read_iso),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})/(?P<month>[01]?[0-9])/(?P<day>[0-3]?[0-9])(?![\w/])", _read_iso),
    make_rule(
        rf"{_NO_WORD_BEFORE}(?P<day>[0-3]?[0-9])\.{S}?(?P<month>[01]?[0-9])\.{S}?(?P<year>{YEAR})(?!\w|\.[0-9])",
        _read_iso,
    ),
    make_rule(
        rf"{_NO_WORD_BEFORE}(?P<first>[0-3]?[0-9])/(?P<second>[0-3]?[0-9])/(?P<year>{YEAR})(?![\w/])", _read_slashes
    ),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})年(?P<month>[01]?[0-9])月(?P<day>[0-3]?[0-9])日", _read_iso),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2]){_NO_NUMBER_AFTER}", _read_iso_month),
    make_rule(rf"\bQ(?P<quarter>[1-4])(?:,?{S}(?:of{S})?|/|-|')?(?P<year>{YEAR})?(?!\w)", _read_quarter),
    make_rule(rf"(?<!\w)(?P<year>{YEAR})(?:{S}|-)?Q(?P<quarter>[1-4])(?!\w)", _read_quarter),
    make_rule(rf"\bH(?P<half>[12])(?:{S}(?:of{S})?)(?P<year>{YEAR})(?!\w)", _read_half),
    make_rule(
        rf"\b(?P<season>{SEASON})(?:,?{S}(?:of{S})?)(?P<year>{YEAR})(?:-[0-9]{{2}}(?![0-9]))?(?!\w)", _read_season
    ),
    make_rule(
        rf"\b(?:in|by|during|before|until|since|of){S}(?:the{S})?(?P<core>(?P<season>spring|summer|autumn|"
        rf"winter))(?!\w|{S}of{S})",
        _read_season,
    ),
    make_rule(rf"\b(?:in|by|during){S}the{S}(?P<core>(?P<season>fall))(?!\w|{S}of{S})", _read_season),
    make_rule(rf"{_NO_WORD_BEFORE}{_NOT_NUMBERED}(?P<year>{YEAR}){_NO_NUMBER_AFTER}{_NOT_A_YEAR}", _read_year),
    make_rule(rf"(?<=\bmid-)(?P<year>{YEAR}){_NO_NUMBER_AFTER}", _read_year),
    make_rule(rf"(?:\bend|\bearly|\blate)-(?P<core>(?P<year>{YEAR})){_NO_NUMBER_AFTER}", _read_year),
    make_rule(r"(?<![\w$£€])(?P<year>(?:19|20)[0-9]0)'?s(?!\w)", _read_decade),
    make_rule(rf"\b{_FISCAL_WORD}{_FISCAL_LABEL}(?:(?:-|/)(?P<last>{YEAR}|[0-9]{{2}}(?![0-9])))?(?!\w)", _read_fiscal),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})(?:-|/)(?P<last>[0-9]{{2}}){_NO_NUMBER_AFTER}", _read_double_year),
    make_rule(
        rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})(?:-|/)(?P<last>{YEAR}){S}(?:fiscal|financial|budget){S}year",
        _read_double_year,
    ),
    make_rule(rf"{_NO_WORD_BEFORE}(?P<year>{YEAR})-(?P<last>{YEAR}){_NO_NUMBER_AFTER}", _read_year_range),
)
