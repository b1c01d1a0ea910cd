"""How much a text speaks of: shares of GDP, per cent, money, people, things, events, with their qualifiers.

The promise: mentions are sorted, do not overlap and span the qualifier, the number and its unit. What surprises:
"double" is an increase of 100 per cent; "dozens" is no number; "F-35", "Article 5" and "155 mm" are no counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.weapons import weapon_names
from transforms.words.numbers import SCALES, parse_number
from transforms.words.quantity_context import (
    find_basis,
    find_qualifier,
    is_designation,
    is_share_of_gdp,
    match_gdp,
)
from transforms.words.quantity_mention import QuantityMention, share_the_base
from transforms.words.quantity_words import (
    FLAGS,
    count_pattern,
    currency_patterns,
    number_pattern,
    sign_codes,
    single_pattern,
)
from transforms.words.typography import fold_typography

_AROUND = 120
_GROUPED = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_MULTIPLIED = re.compile(
    r"\b(?:(?P<double>doubl(?:e|es|ed|ing))|(?P<triple>(?:tripl|trebl)(?:e|es|ed|ing))|"
    r"(?P<quadruple>quadrupl(?:e|es|ed|ing))"
    r"|(?P<half>halv(?:e|es|ed|ing))|(?P<fold>two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})[- ]?fold)\b"
    r"(?![- ](?:standard|digit|check|tap|agent|hull|track|whammy|blow|edged|act|down|entente|lock|barrel|"
    r"taxation|room))",
    FLAGS,
)
_MULTIPLES = {
    "double": (100.0, "increase"),
    "triple": (200.0, "increase"),
    "quadruple": (300.0, "increase"),
    "half": (50.0, "decrease"),
}
_BY_A_PART = re.compile(
    r"\bby (?:(?:more than|over|about|around|nearly|almost|at least) )?(?:(?P<half>(?:a |one )?half)|"
    r"(?:an?|one)[ -](?P<third>third)|(?P<thirds>two[ -]thirds)|(?:an?|one)[ -](?P<quarter>quarter)|"
    r"(?:an?|one)[ -](?P<fifth>fifth)|(?:an?|one)[ -](?P<tenth>tenth))\b",
    FLAGS,
)
_PARTS = {"half": 50.0, "third": 33.3, "thirds": 66.7, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_BROKEN = {"half": 0.5, "quarter": 0.25}
_CROWD_MIN = 50
"""From how many on "forces" and "participants" are people."""
# "24 F-16 fighters" are aircraft, "24 fighters" may be people.
_CRAFT = re.compile(rf"\b(?:[A-Z][A-Za-z/]{{0,4}}-?\d[\w-]*|{weapon_names('craft')})")
_MACHINES = re.compile(r"\b(?:multi-?role|stealth|jet|air[- ]superiority|generation) fighters?\b", FLAGS)
_FORCE_OF = re.compile(
    r"\b(?:(?:brigade|force|contingent|battle ?group|division|battalion|army|garrison|detachment) of|"
    r"station(?:s|ed|ing)?) (?:[a-z]+ ){0,3}$|"
    r"\b(?:number of (?:[a-z]+ )?(?:troops|soldiers|personnel|servicemen|reservists)|contingent|garrison|detachment|"
    r"battle ?group|brigade)(?: [^.;,]{1,40})? (?:by|to) $",
    FLAGS,
)
_YEAR_BEFORE = re.compile(r"\b(?:in|by|since|until|till|before|after|during|from) $", FLAGS)
_OR_MORE = re.compile(r"\+| or (?:more|so)(?= )| plus(?= )", FLAGS)
_RUPEES = {
    "PKR": re.compile(r"\b(?:Pakistan|Pakistani|Islamabad)\b(?!.{0,60}\bIndia)"),
    "LKR": re.compile(r"\b(?:Sri Lankan?|Colombo)\b"),
}
_CONVERTED = re.compile(r",? ?(?:\((?:or |i\.e\. |equivalent to |worth )?|or )", FLAGS)
_JOINED_LINE = re.compile(r"(?<!\n)\n(?=[a-z])")


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    value: float
    value_max: float | None
    code: str | None
    is_percent: bool
    is_scaled: bool
    text: str


def find_quantities(text: str) -> list[QuantityMention]:
    """The quantities of a text, in its order, none overlapping another. Raises nothing; linear in the text's length."""
    folded = _JOINED_LINE.sub(" ", fold_typography(_GROUPED.sub(",", text)))
    found = [*_scan_numbers(folded), *_scan_multiples(folded), *_scan_parts(folded), *_scan_singles(folded)]
    kept: list[QuantityMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return share_the_base(
        folded, [m for m, before in zip(kept, [None, *kept], strict=False) if not _is_same(folded, before, m)]
    )


def _is_same(text: str, before: QuantityMention | None, mention: QuantityMention) -> bool:
    """Whether a sum only says the one before it in another currency: "9 trillion yen ($60 billion)"."""
    if before is None or not (before.unit.isupper() and mention.unit.isupper() and before.unit != mention.unit):
        return False
    return bool(_CONVERTED.fullmatch(text[before.end : mention.start]))


def _scan_numbers(text: str) -> Iterator[QuantityMention]:
    pattern, position = number_pattern(), 0
    while match := pattern.search(text, position):
        mention, position = None, match.end("number")
        for number in _read_numbers(text, match):
            mention = _measure(text, number)
            if mention:
                yield mention
                position = max(position, mention.end)
                break


def _read_numbers(text: str, match: re.Match[str]) -> Iterator[_Number]:
    """The range that a match may be, then its first number alone."""
    if is_designation(text, match.start(), match["number"]):
        return
    code = sign_codes().get(match["sign"]) if match["sign"] else None
    scale = _factor(match["scale"])
    value = _value(match["number"])
    before = text[max(0, match.start() - 12) : match.start()].lower()
    if match["upper"] and _is_range(match, before):
        upper_scale = _factor(match["upper_scale"])
        low = _scale_up(value, scale or (upper_scale if not match["percent"] else None))
        high = _scale_up(_value(match["upper"]), upper_scale)
        if low < high:
            is_percent = bool(match["percent"] or match["upper_percent"])
            yield _Number(
                match.start(), match.end(), low, high, code, is_percent, bool(scale or upper_scale), match["number"]
            )
    end = match.end("percent") if match["percent"] else match.end("scale") if match["scale"] else match.end("number")
    yield _Number(
        match.start(), end, _scale_up(value, scale), None, code, bool(match["percent"]), bool(scale), match["number"]
    )


def _is_range(match: re.Match[str], before: str) -> bool:
    word = match["to"].strip()
    if match["percent"] and match["upper_scale"] and not match["upper_percent"]:
        return False  # "by 6% to 8.7 trillion yen" is a rise and what it leads to
    if word == "and":
        return before.endswith("between ")
    return word != "to" or not before.endswith("from ")


def _value(text: str) -> float:
    lowered = text.lower()
    if lowered.startswith("half"):
        return 0.5
    whole, _, part = re.sub(r"[ -]+", " ", lowered).partition(" and a ")
    if part in _BROKEN:
        return parse_number(whole) + _BROKEN[part]
    return 1.0 if lowered in ("a", "an") else parse_number(text)


def _scale_up(value: float, factor: float | None) -> float:
    """The product as it is written: 8.7 trillion is 8,700,000,000,000 and no fraction less."""
    return float(Decimal(str(value)) * Decimal(str(factor or 1)))


def _factor(scale: str | None) -> float | None:
    if not scale:
        return None
    return SCALES.get(scale.strip(" -").lower(), 1.0)


def _measure(text: str, number: _Number) -> QuantityMention | None:
    if number.code:
        return _finish(text, number, number.end, _pick_rupee(text, number) if number.code == "INR" else number.code)
    if number.is_percent:
        return _measure_percent(text, number)
    return _measure_money(text, number) or _measure_count(text, number)


def _pick_rupee(text: str, number: _Number) -> str:
    """Whose rupees "Rs" are: those of the country that is named beside them."""
    around = text[max(0, number.start - _AROUND) : number.end + _AROUND]
    return next((code for code, pattern in _RUPEES.items() if pattern.search(around)), "INR")


def _measure_percent(text: str, number: _Number) -> QuantityMention:
    gdp = match_gdp(text, number.end)
    if gdp:
        return _finish(text, number, gdp, "percent_of_gdp")
    basis = find_basis(text, number.start, number.end)
    if basis is None and is_share_of_gdp(text, number.start, number.end, number.value):
        return _finish(text, number, number.end, "percent_of_gdp")
    return replace(_finish(text, number, number.end, "percent"), basis=basis)


def _measure_money(text: str, number: _Number) -> QuantityMention | None:
    for code, pattern, needs_scale, near in currency_patterns():
        match = pattern.match(text, number.end)
        if not match or (needs_scale and not number.is_scaled):
            continue
        if near is None or near.search(text, max(0, number.start - _AROUND), match.end() + _AROUND):
            return _finish(text, number, match.end(), code)
    return None


def _measure_count(text: str, number: _Number) -> QuantityMention | None:
    if _may_be_a_year(text, number) or not (number.value_max or number.value).is_integer():
        return None
    more = _OR_MORE.match(text, number.end)
    end = more.end() if more else number.end
    match = count_pattern().match(text, end)
    if not match:
        return _measure_force(text, number)
    if match["crowd"] and number.value < _CROWD_MIN:
        return None
    if number.text.lower() == "one" and (
        text.startswith(" of", end) or text[max(0, number.start - 3) : number.start].lower() == "no "
    ):
        return None
    named = match["personnel"] and (_CRAFT.search(match.group()) or _MACHINES.search(match.group()))
    is_craft = match["designation"] or named
    unit = "personnel" if match["strong"] or match["crowd"] else "units" if is_craft else str(match.lastgroup)
    return _finish(text, number, match.end(), unit)


def _measure_force(text: str, number: _Number) -> QuantityMention | None:
    is_force = number.value >= 50 and _FORCE_OF.search(text[max(0, number.start - 80) : number.start])
    return _finish(text, number, number.end, "personnel") if is_force else None


def _may_be_a_year(text: str, number: _Number) -> bool:
    if not (len(number.text) == 4 and number.text.isdigit() and 1900 <= number.value <= 2100):
        return False
    return number.value % 50 != 0 or bool(_YEAR_BEFORE.search(text[max(0, number.start - 12) : number.start]))


def _finish(text: str, number: _Number, end: int, unit: str) -> QuantityMention:
    start, end, qualifier = find_qualifier(text, number.start, number.end, end)
    return QuantityMention(start, end, _round(number.value), _round_or_none(number.value_max), unit, None, qualifier)


def _round(value: float) -> float:
    return round(value, 6)


def _round_or_none(value: float | None) -> float | None:
    return None if value is None else _round(value)


def _scan_multiples(text: str) -> Iterator[QuantityMention]:
    for match in _MULTIPLIED.finditer(text):
        value, basis = _read_multiple(match)
        if value <= 0:
            continue
        start, end, qualifier = find_qualifier(text, match.start(), match.end(), match.end())
        yield QuantityMention(start, end, value, None, "percent", basis, qualifier)


def _scan_parts(text: str) -> Iterator[QuantityMention]:
    """ "cut by half", "grow by a quarter"."""
    for match in _BY_A_PART.finditer(text):
        name = str(match.lastgroup)
        basis = find_basis(text, match.start(name), match.end())
        if basis:
            yield QuantityMention(match.start(name), match.end(), _PARTS[name], None, "percent", basis, None)


def _scan_singles(text: str) -> Iterator[QuantityMention]:
    for match in single_pattern().finditer(text):
        yield QuantityMention(match.start(), match.end(), 1.0, None, "units", None, None)


def _read_multiple(match: re.Match[str]) -> tuple[float, str]:
    if match["fold"]:
        return 100 * (parse_number(match["fold"]) - 1), "increase"
    return _MULTIPLES[str(match.lastgroup)]
