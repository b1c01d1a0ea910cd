"""The patterns that quantities are made of, built from the vocabulary of currencies and countable nouns."""

import re
from functools import cache

from schemas.quantity_words import load_countables, load_currencies
from transforms.words.numbers import DIGITS, WORDS

FLAGS = re.IGNORECASE | re.ASCII
_LETTERS = "k|mn|mln|bn|bln|tn|trn|m|b|t"
_SCALE_WORDS = "lakh crore|lakh|crore|dozen|thousand|million|billion|trillion"
_SCALE = rf"(?:[ -]?(?:{_SCALE_WORDS}|mn|mln|mil|bn|bln|tn|trn)(?:[ ]crore)?\b|(?:{_LETTERS})\b)"
_BROKEN = r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)[ -]and[ -]a[ -](?:half|quarter)\b"
_NUMBER = rf"(?:half an?(?= (?:{_SCALE_WORDS})\b)|an?(?= (?:{_SCALE_WORDS})\b)|{DIGITS}|{_BROKEN}|\b{WORDS}\b)"
_PERCENT = r"(?:[ -]?(?:%|percentage points?\b|per ?cents?\b|pct\b))"


@cache
def number_pattern() -> re.Pattern[str]:
    """A number with its currency sign, scale and, where it is a range, its upper end."""
    signs = [re.escape(sign) for currency in load_currencies() for sign in currency.signs]
    codes = [currency.code for currency in load_currencies()]
    sign = rf"(?:{'|'.join(sorted(signs, key=len, reverse=True))}|(?:{'|'.join(codes)}))"
    return re.compile(
        rf"(?<![\w.,/:'$€£¥-])(?:(?P<sign>(?-i:{sign})) ?)?(?P<number>{_NUMBER})(?P<scale>{_SCALE})"
        rf"?(?P<percent>{_PERCENT})?"
        rf"(?:(?P<to> ?- ?| to | and | or )(?:(?-i:{sign}) ?)?(?P<upper>{_NUMBER})(?P<upper_scale>{_SCALE})"
        rf"?(?P<upper_percent>{_PERCENT})?)?"
        rf"(?![0-9])",
        FLAGS,
    )


@cache
def currency_patterns() -> tuple[tuple[str, re.Pattern[str], bool, re.Pattern[str] | None], ...]:
    """What follows a number of money: (code, pattern of the word, needs a scale, pattern of what must be near)."""
    rows: list[tuple[str, re.Pattern[str], bool, re.Pattern[str] | None]] = []
    for currency in load_currencies():
        near = re.compile(rf"\b(?:{'|'.join(currency.near)})\b") if currency.near else None
        for words, is_scaled, nearby in (
            (currency.shared, False, near),
            ((*currency.words, f"(?-i:{currency.code})"), False, None),
            (currency.scaled, True, None),
        ):
            if words:
                pattern = re.compile(rf"[ -]?(?:{'|'.join(words)})(?!\w)", FLAGS)
                rows.append((currency.code, pattern, is_scaled, nearby))
    return tuple(sorted(rows, key=lambda row: row[3] is None))


@cache
def sign_codes() -> dict[str, str]:
    """Currency sign or code -> ISO 4217 code."""
    return {sign: c.code for c in load_currencies() for sign in (*c.signs, c.code)}


@cache
def single_pattern() -> re.Pattern[str]:
    """ "A frigate", "another Patriot battery": one thing, whose noun no other noun follows."""
    words = load_countables()
    stop = rf"(?:{'|'.join(words['stops'])})(?![\w-])"
    return re.compile(
        rf"\b(?:an?|another)(?: (?!{stop})[\w.'/-]{{1,20}}){{0,5}}? (?:{'|'.join(words['single'])})"
        r"(?=[,.;)]|$| (?:to|from|for|in|at|on|into|by|and|with|through|that|which|named|called|off|near|"
        r"will|has|is|was)\b)",
        FLAGS,
    )


@cache
def count_pattern() -> re.Pattern[str]:
    """What follows a number of people, things or events: up to five adjectives and a noun, named by its group."""
    words = load_countables()
    nouns = {name: "|".join(sorted(words[name], key=len, reverse=True)) for name in ("events", "personnel", "units")}
    stop = rf"(?:(?:{'|'.join(words['stops'])})(?![\w-])|(?-i:[a-z]{{2,20}}[^su\W]s)(?![\w-])|National Security)"
    word = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{2,3}(?:\.[0-9]{1,2})?[ -]?mm|(?:[A-Za-z]\.){2,4}|[\w(][\w'/()-]{0,30})"
    nations = r"(?-i:[A-Z][A-Za-z.-]{1,20},? and [A-Z][A-Za-z.-]{2,20})"
    adjective = rf"(?!{stop})(?:{nations}|{word},?)"
    groups = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in nouns.items())
    return re.compile(
        rf"(?:(?: out)? of(?: (?:its|their|the|our|his))? [0-9]{{1,3}}(?:,[0-9]{{3}})*| of (?:its|their|the|our|his)"
        rf"| more| further)?(?: {adjective}){{0,5}}? (?:{groups})(?![\w-])"
        rf"(?: (?:{nouns['units']})(?![\w-])){{0,2}}"
        rf"|(?: {adjective}){{0,4}}? (?P<crowd>forces|participants)(?![\w-])"
        rf"|(?P<strong>-(?:strong|soldier|troop|(?:member|person)(?= (?:brigade|battalion|force|contingent|unit|"
        rf"division|detachment)))\b)"
        rf"|(?: {adjective}){{0,2}}? (?P<designation>(?-i:[A-Z][A-Za-z]{{0,5}}-?[0-9]{{1,3}}[A-Z]{{0,2}})"
        rf"(?:s(?![\w-])|(?=[,;)]|\.?$| (?:and|for|to|in|from|by) )))",
        FLAGS,
    )
