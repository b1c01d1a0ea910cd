"""Numbers as English writes them: 1,500, 2.5, twenty-four, one hundred and twenty, half a billion."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SMALL = "|".join(sorted(_UNITS[1:], key=len, reverse=True))
_ONES = "|".join(_UNITS[1:10])
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES})\b)?|(?:{_SMALL}))"

WORDS = rf"(?:(?:{_ONES}|a) hundred(?: and {_BELOW_HUNDRED}| {_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
"""Pattern of a number in words, one to nine hundred and ninety-nine."""

DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,4},[0-9]{3}(?:\.[0-9]{1,4})?"
    r"|[0-9]{1,3},[0-9]{1,2}|[0-9]{1,3}(?: [0-9]{3}){0,2} 000|[0-9]{1,12}(?:\.[0-9]{1,6})?)(?![0-9])"
)
"""Pattern of a number in figures, thousands marked by commas (lakhs too) or spaces, with a decimal point or comma."""

SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh crore": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "t": 1e12,
}
"""Scale word or letter -> factor."""

_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_WORD_SPLIT = re.compile(r"[ -]+")


def parse_number(text: str) -> float:
    """The value of what `WORDS` or `DIGITS` matched. Raises `ValueError` for anything else."""
    plain = text.strip().lower()
    if plain[:1].isdigit():
        if _DECIMAL_COMMA.fullmatch(plain):
            return float(plain.replace(",", "."))
        return float(plain.replace(",", "").replace(" ", ""))
    return float(_parse_words(plain))


def _parse_words(text: str) -> int:
    total = 0
    for word in _WORD_SPLIT.split(text):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in ("and", "a"):
            if word not in _VALUES:
                raise ValueError(f"not a number word: {word!r}; give what the patterns of this module match")
            total += _VALUES[word]
    return total
