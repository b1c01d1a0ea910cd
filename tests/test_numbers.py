"""Numbers as English writes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.marks import read_rows
from transforms.words.numbers import DIGITS, SCALES, WORDS, parse_number

NUMBERS = """
1,500 | 1500
1,000,000 | 1000000
1,50,000 | 150000
10 000 | 10000
2.5 | 2.5
3,5 | 3.5
0.75 | 0.75
seven | 7
eleven | 11
twenty-four | 24
twenty four | 24
ninety-nine | 99
a hundred | 100
one hundred and twenty | 120
nine hundred and ninety-nine | 999
"""


@pytest.mark.parametrize("row", read_rows(NUMBERS), ids=lambda row: row[0])
def test_a_number_is_read(row: tuple[str, ...]) -> None:
    assert re.fullmatch(f"{DIGITS}|{WORDS}", row[0])
    assert parse_number(row[0]) == float(row[1])


@pytest.mark.parametrize("text", ["dozens", "many", "one-eyed"])
def test_what_is_no_number_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a number word"):
        parse_number(text)


@given(st.integers(0, 10**9))
def test_thousands_may_be_marked_by_commas(value: int) -> None:
    assert parse_number(f"{value:,}") == parse_number(str(value)) == value


def test_scales_name_their_factors() -> None:
    assert SCALES["lakh"] * 100 == SCALES["crore"]
    assert SCALES["bn"] == SCALES["billion"] == 1e9
