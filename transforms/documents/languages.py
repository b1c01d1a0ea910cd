"""The language of a text: what its publisher states, unless the text clearly contradicts it.

What surprises: a text with as many small English words as English has is English without any model, so that the
model is loaded only for the others.
"""

import re
from functools import cache
from typing import Any

UNDETERMINED = "und"
SAMPLE_LENGTH = 4000
_SURE = 0.9
_LETTERS_MIN = 60
_ENGLISH_SHARE = 0.2
_WORDS_MIN = 12
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "the of and to in a an that is was for it with as his on be at by had are but from or have they which one you "
    "were all their there been if will who no more has its would about into than our these we this said".split()
)
_NOT_A_LANGUAGE = frozenset({"zxx", UNDETERMINED})
_ALIKE = (frozenset({"no", "nb", "nn", "da"}), frozenset({"id", "ms"}), frozenset({"hr", "bs", "sr"}))


def find_language(text: str, stated: str | None, usual: str | None) -> str | None:
    """ISO 639-1 code of a text.

    `stated` is what the item says of itself, `usual` the main language of its source. None where none of them is
    known and the text is in no language that has a code of two letters.
    """
    sample = text[:SAMPLE_LENGTH]
    if looks_english(sample):
        return "en"
    expected = read_code(stated) or read_code(usual)
    if expected is not None and sum(char.isalpha() for char in sample) < _LETTERS_MIN:
        return expected
    found, probability = _load_identifier().classify(sample)
    if found in _NOT_A_LANGUAGE or _are_alike(found, expected):
        return expected
    if expected is None or probability >= _SURE:
        return read_code(found) or expected
    return expected


def looks_english(text: str) -> bool:
    """Whether a fifth of the words are small English words, which no other language has so many of."""
    words = _WORD.findall(text.lower())
    return len(words) >= _WORDS_MIN and sum(word in _SMALL_WORDS for word in words) >= _ENGLISH_SHARE * len(words)


def read_code(written: str | None) -> str | None:
    """The two letters of a code such as `en`, `en-GB` or `EN_us`; None where there are none."""
    found = _CODE.match(written.strip()) if written else None
    return found[1].lower() if found else None


def _are_alike(found: str, expected: str | None) -> bool:
    return found == expected or any(found in group and expected in group for group in _ALIKE)


@cache
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
