"""Typographic characters folded into plain ones, so that one pattern reads every publisher.

The promise: the folded text has the length of the original, so offsets hold in both.
"""

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f\u200b\u2060\ufeff"
)
_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032\uff07"
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_FOLDS = {
    **{ord(char): " " for char in _SPACES},
    **{ord(char): "-" for char in _DASHES},
    **{ord(char): "'" for char in _QUOTES},
    **_DIGITS,
    ord("％"): "%",
    ord("＄"): "$",
    ord("￥"): "¥",
    ord("，"): ",",
    ord("\r"): "\n",
}


def fold_typography(text: str) -> str:
    """The text with plain spaces, hyphens, apostrophes and digits, character for character."""
    return text.translate(_FOLDS)
