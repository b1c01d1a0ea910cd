"""Quantities in running text: value, unit, whether it is a change, and how exact the text is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.terms import list_terms
from tests.marks import find_bracketed, read_lines, read_rows
from transforms.words.quantities import find_quantities

# text with the mention in brackets | value or range | unit | basis | qualifier; `-` for none
SHARES = """
Japan will spend [2% of GDP]. | 2 | percent_of_gdp | - | -
It spends [at least 2 percent of its gross domestic product]. | 2 | percent_of_gdp | - | at_least
It spends between [3 and 3.5% of GDP]. | 3..3.5 | percent_of_gdp | - | -
It spends [2.5–3 percent of GDP]. | 2.5..3 | percent_of_gdp | - | -
It spends [3,5 % of GDP]. | 3.5 | percent_of_gdp | - | -
It spends [2% or more of GDP]. | 2 | percent_of_gdp | - | at_least
It spends [0.7 per cent of GNI]. | 0.7 | percent_of_gdp | - | -
It met the NATO guideline of [2%]. | 2 | percent_of_gdp | - | -
It will spend [2%] on defence. | 2 | percent_of_gdp | - | -
It raised its share of GDP to [5 percent]. | 5 | percent_of_gdp | - | -
It will increase defence spending to [3 percent of GDP]. | 3 | percent_of_gdp | - | -
Its economy grew by [2%]. | 2 | percent | increase | -
Defence spending will rise by [20%]. | 20 | percent | increase | -
A [10% cut] in troops. ~ 10% | 10 | percent | decrease | -
An increase of [0.2 percentage points]. | 0.2 | percent | increase | -
It took [5 percent] of the fleet. | 5 | percent | - | -
It will [double] its budget. | 100 | percent | increase | -
It will [more than double] its budget. | 100 | percent | increase | at_least
It will [triple] its fleet. | 200 | percent | increase | -
It will [halve] its force. | 50 | percent | decrease | -
It rose by a [third]. | 33.3 | percent | increase | -
It cut its force by [half]. | 50 | percent | decrease | -
A [ten-fold] rise. | 900 | percent | increase | -
"""

MONEY = """
It costs [$60 billion]. | 60000000000 | USD | - | -
It costs [$1.2bn]. | 1200000000 | USD | - | -
It costs [about $5 billion to $6 billion]. | 5000000000..6000000000 | USD | - | about
It costs [$5-6 billion]. | 5000000000..6000000000 | USD | - | -
It costs [A$368 billion]. | 368000000000 | AUD | - | -
It costs [NT$607 billion]. | 607000000000 | TWD | - | -
It costs [€100bn]. | 100000000000 | EUR | - | -
It costs [5 bn €]. | 5000000000 | EUR | - | -
It costs [£2.5 billion] a year. | 2500000000 | GBP | - | -
It costs [43 trillion yen]. | 43000000000000 | JPY | - | -
It costs [JPY 8.7 trillion]. | 8700000000000 | JPY | - | -
It costs [2 trillion won]. | 2000000000000 | KRW | - | -
It costs [Rs 1.5 lakh crore]. | 1500000000000 | INR | - | -
It costs [half a billion dollars]. | 500000000 | USD | - | -
Denmark gives [500 million kroner]. | 500000000 | DKK | - | -
It gives [500 million Norwegian kroner]. | 500000000 | NOK | - | -
It costs [9 trillion yen] ($60 billion). | 9000000000000 | JPY | - | -
It gives [500 million Danish crowns]. | 500000000 | DKK | - | -
A [17 billion-euro] package. | 17000000000 | EUR | - | -
"""

COUNTS = """
It sent [10,000 troops]. | 10000 | personnel | - | -
It sent [10 000 troops]. | 10000 | personnel | - | -
It sent [some 300 soldiers]. | 300 | personnel | - | about
It sent [up to 5,000 personnel]. | 5000 | personnel | - | up_to
It sent [20,000 to 30,000 troops]. | 20000..30000 | personnel | - | -
A [5,000-strong] brigade. | 5000 | personnel | - | -
A brigade of [4,800]. | 4800 | personnel | - | -
It sent [8,000 Polish soldiers]. | 8000 | personnel | - | -
It bought [eight F-16 fighters]. | 8 | units | - | -
It faced [300 foreign fighters]. | 300 | personnel | - | -
It bought [120 F-35s]. | 120 | units | - | -
It bought [six F-35A fighter jets]. | 6 | units | - | -
It bought [50 Leopard 2 tanks]. | 50 | units | - | -
It bought [50,000 155mm shells]. | 50000 | units | - | -
It bought [1.5 million artillery rounds]. | 1500000 | units | - | -
It bought [twenty-four howitzers]. | 24 | units | - | -
It bought [one hundred and twenty tanks]. | 120 | units | - | -
It bought [two dozen tanks]. | 24 | units | - | -
It bought [100 or more tanks]. | 100 | units | - | at_least
It bought [100+ tanks]. | 100 | units | - | at_least
It bought [exactly 12 jets]. | 12 | units | - | exactly
It bought [no fewer than 10 ships]. | 10 | units | - | at_least
It sent [two carrier strike groups]. | 2 | units | - | -
It sent [at least one brigade]. | 1 | units | - | at_least
It held [three exercises]. | 3 | events | - | -
It withdrew [5,000 of its 14,000 troops]. | 5000 | personnel | - | -
It bought [two more submarines]. | 2 | units | - | -
It bought [a second-hand frigate] from Chile. | 1 | units | - | -
It sent [another patrol boat]. | 1 | units | - | -
It bought [16 Black Hawks]. | 16 | units | - | -
It drew [2,000 Chilean and Peruvian troops]. | 2000 | personnel | - | -
It drew [some 9,000 participants]. | 9000 | personnel | - | about
It bought [four frigates] plus an option. | 4 | units | - | -
It made [ten port calls]. | 10 | events | - | -
In 2025 [500 troops] left. | 500 | personnel | - | -
It got [38 of 108 tanks]. | 38 | units | - | -
It sent [three out of its 11 aircraft carriers]. | 3 | units | - | -
It will get [ten highly manoeuvrable multirole fighters]. | 10 | units | - | -
It will raise the number of troops by [180,000]. | 180000 | personnel | - | -
"""

NONE = """
Article 5 was invoked.
Resolution 1701 and Pillar 2 stand.
F-35 jets and 155 mm shells.
Dozens of tanks and hundreds of troops.
A frigate programme and a tank battalion.
A 12-nation exercise, a 10-day drill, a 3-star general.
Thirty-two allies and six partners.
Over 2,000 km in 3 days.
Double-digit growth and double standards.
In 2024, 32 allies met on July 12.
The 5th Fleet and the 82nd Airborne.
No troops and zero ships.
11 people were killed.
"""


def read_value(text: str) -> tuple[float, float | None]:
    low, _, high = text.partition("..")
    return float(low), float(high) if high else None


def read_word(text: str) -> str | None:
    return None if text == "-" else text


@pytest.mark.parametrize("row", read_rows(SHARES + MONEY + COUNTS), ids=lambda row: row[0])
def test_a_quantity_is_read(row: tuple[str, ...]) -> None:
    marked, _, other = row[0].partition(" ~ ")
    text, (span,) = find_bracketed(marked)
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == (other or span)
    assert (found.value, found.value_max) == read_value(row[1])
    assert (found.unit, found.basis, found.qualifier) == (row[2], read_word(row[3]), read_word(row[4]))


@pytest.mark.parametrize("text", read_lines(NONE))
def test_what_counts_nothing_is_not_found(text: str) -> None:
    assert find_quantities(text) == []


def test_a_rise_and_what_it_leads_to_are_no_range() -> None:
    found = find_quantities("The budget rose by 6% to 8.7 trillion yen.")
    assert [(m.value, m.unit) for m in found] == [(6, "percent"), (8.7e12, "JPY")]


def test_a_total_and_its_parts_are_quantities_of_their_own() -> None:
    found = find_quantities("They will spend 5% of GDP: 3.5% on core defence and 1.5% on infrastructure.")
    assert [(m.value, m.unit) for m in found] == [(value, "percent_of_gdp") for value in (5.0, 3.5, 1.5)]


def test_a_rise_from_one_level_to_another_is_two_levels() -> None:
    found = find_quantities("It rose from 1.4% to 2% of GDP.")
    assert [(m.value, m.unit, m.basis) for m in found] == [(1.4, "percent_of_gdp", None), (2.0, "percent_of_gdp", None)]


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_special_spaces_group_digits(space: str) -> None:
    (found,) = find_quantities(f"It sent 10{space}000 troops.")
    assert found.value == 10000


SOUP = st.sampled_from(
    "2 3.5 % percent of GDP $ € US$ billion bn million 1,500 10 000 half a dozen troops tanks F-35s between and to - – "
    "at least up more than + double fold ten by from increase cut defence spending target kroner Denmark . , \n ２ ％ "
    "\u00a0 one hundred 99999999999999 0.0000001 yen".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(SOUP, max_size=14).map(" ".join) | st.lists(SOUP, max_size=9).map("".join))
def test_any_text_gives_sorted_mentions_with_possible_values(text: str) -> None:
    previous = 0
    for mention in find_quantities(text):
        assert previous <= mention.start < mention.end <= len(text)
        assert mention.value >= 0
        assert mention.value_max is None or mention.value < mention.value_max
        assert mention.unit in list_terms("units") or (len(mention.unit) == 3 and mention.unit.isupper())
        assert mention.qualifier is None or mention.qualifier in list_terms("qualifiers")
        previous = mention.end
