"""Dates in running text: what they cover, and whether they are a deadline, a start or neither."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.words.dates import DateMention, find_dates

PUBLISHED = date(2024, 7, 17)  # a Wednesday

# text with the mention in brackets | first day | last day | precision | role
NAMED = """
The pact was signed on [July 12] in Oslo. | 2024-07-12 | 2024-07-12 | day | on
The pact was signed on [12 July 2023]. | 2023-07-12 | 2023-07-12 | day | on
The pact was signed on the [12th of July]. | 2024-07-12 | 2024-07-12 | day | on
The frigate sails on [August 3, 2025], they say. | 2025-08-03 | 2025-08-03 | day | on
The frigate sails on [Aug. 3, 2025]. | 2025-08-03 | 2025-08-03 | day | on
The frigate sails on [3 Sept 2025]. | 2025-09-03 | 2025-09-03 | day | on
The envoys met on [Friday, June 7]. | 2024-06-07 | 2024-06-07 | day | on
The envoys met on [Tuesday 4 June 2024]. | 2024-06-04 | 2024-06-04 | day | on
They will deliver it [no later than]~[31 December 2026]. | 2026-12-31 | 2026-12-31 | day | due
It has applied since [1 April 2022]. | 2022-04-01 | 2022-04-01 | day | since
Published [2024-07-12] in the gazette. | 2024-07-12 | 2024-07-12 | day | on
Published [12.07.2024] in the gazette. | 2024-07-12 | 2024-07-12 | day | on
Published [2024/07/12] in the gazette. | 2024-07-12 | 2024-07-12 | day | on
Published [07/22/2024] in the gazette. | 2024-07-22 | 2024-07-22 | day | on
Published [22/07/2024] in the gazette. | 2024-07-22 | 2024-07-22 | day | on
Published [05/05/2024] in the gazette. | 2024-05-05 | 2024-05-05 | day | on
Signed in Tokyo ([2024年7月12日]). | 2024-07-12 | 2024-07-12 | day | on
The treaty of [8 September 1951] stands. | 1951-09-08 | 1951-09-08 | day | on
On [June 13<sup>th</sup>, 2024] they signed. | 2024-06-13 | 2024-06-13 | day | on
The leap exercise opened on [February 29, 2024]. | 2024-02-29 | 2024-02-29 | day | on
Signed on [July 12] last. | 2024-07-12 | 2024-07-12 | day | on
Signed on [12 July 2024]. | 2024-07-12 | 2024-07-12 | day | on
MANILA, [MAY 2, 2024]: the ministers met. | 2024-05-02 | 2024-05-02 | day | on
The talks ran in [March 2023]. | 2023-03-01 | 2023-03-31 | month | on
The talks ran in [March of 2023]. | 2023-03-01 | 2023-03-31 | month | on
The talks will resume by [February 2028]. | 2028-02-01 | 2028-02-29 | month | due
A [May 2025] summit is planned. | 2025-05-01 | 2025-05-31 | month | on
The [October 2025] accord holds. | 2025-10-01 | 2025-10-31 | month | on
The ships arrive in [2027]. | 2027-01-01 | 2027-12-31 | year | on
It recalled its [2014] pledge. | 2014-01-01 | 2014-12-31 | year | on
It must reach the goal by [2035]. | 2035-01-01 | 2035-12-31 | year | due
It must reach the goal before [2030]. | 2030-01-01 | 2030-12-31 | year | due
Troops stay until at least [2028]. | 2028-01-01 | 2028-12-31 | year | due
The [2030] target was kept. | 2030-01-01 | 2030-12-31 | year | due
The mission runs through [2026]. | 2026-01-01 | 2026-12-31 | year | due
It has grown since [2022]. | 2022-01-01 | 2022-12-31 | year | since
It pays more from [2027]. | 2027-01-01 | 2027-12-31 | year | since
It pays more from [2027] onwards. | 2027-01-01 | 2027-12-31 | year | since
It rotates forces starting in [2026]. | 2026-01-01 | 2026-12-31 | year | since
It rotates forces beginning [2026]. | 2026-01-01 | 2026-12-31 | year | since
They arrive as early as [2027]. | 2027-01-01 | 2027-12-31 | year | on
The plan for [the 2030s] is open. ~ [2030s] | 2030-01-01 | 2039-12-31 | decade | on
Built in the [1990s]. | 1990-01-01 | 1999-12-31 | decade | on
They come in [the early 2030s]. | 2030-01-01 | 2033-12-31 | year | on
They come in [the late 2030s]. | 2036-01-01 | 2039-12-31 | year | on
They come in [the mid-2030s]. | 2033-01-01 | 2036-12-31 | year | on
Delivery is in [Q3 2025]. | 2025-07-01 | 2025-09-30 | quarter | on
Delivery is in [Q1 of 2026]. | 2026-01-01 | 2026-03-31 | quarter | on
Delivery is in [the third quarter of 2025]. | 2025-07-01 | 2025-09-30 | quarter | on
Delivery by [the last quarter of 2025]. | 2025-10-01 | 2025-12-31 | quarter | due
Delivery in [the first half of 2026]. | 2026-01-01 | 2026-06-30 | year | on
Delivery in [H2 2026]. | 2026-07-01 | 2026-12-31 | year | on
Delivery in [early 2026]. | 2026-01-01 | 2026-04-30 | year | on
Delivery by [mid-2026]. | 2026-05-01 | 2026-08-31 | year | due
Delivery by [late 2026]. | 2026-09-01 | 2026-12-31 | year | due
Delivery by [the end of 2025]. | 2025-01-01 | 2025-12-31 | year | due
Delivery before [end-2025]. | 2025-01-01 | 2025-12-31 | year | due
Training starts in [spring 2026]. | 2026-03-01 | 2026-05-31 | season | on
Training starts in [the winter of 2025]. ~ [winter of 2025] | 2025-12-01 | 2026-02-28 | season | on
Training starts in [autumn 2025]. | 2025-09-01 | 2025-11-30 | season | on
In [the second half of July], allies will fly there. | 2024-07-16 | 2024-07-31 | half_month | on
In [the first half of February 2025], they fly. | 2025-02-01 | 2025-02-15 | half_month | on
They meet in [early August]. | 2024-08-01 | 2024-08-15 | half_month | on
They meet in [mid-September 2024]. | 2024-09-11 | 2024-09-20 | half_month | on
They met in [late June]. | 2024-06-16 | 2024-06-30 | half_month | on
They meet in [the first week of August]. | 2024-08-01 | 2024-08-07 | week | on
They meet in [the last week of August 2024]. | 2024-08-25 | 2024-08-31 | week | on
"""

RANGES = """
The drill runs from [10 to 21 June 2024]. | 2024-06-10 | 2024-06-21 | day | on
The drill runs [June 10-21, 2024]. | 2024-06-10 | 2024-06-21 | day | on
The drill runs from [July 16 through 31]. | 2024-07-16 | 2024-07-31 | day | on
The drill runs between [July 16 and 31]. | 2024-07-16 | 2024-07-31 | day | on
The drill runs from [28 May to 3 June]. | 2024-05-28 | 2024-06-03 | day | on
The drill runs from [December 28, 2024 to January 4, 2025]. | 2024-12-28 | 2025-01-04 | day | on
The drill runs [June 30 - July 5, 2024]. | 2024-06-30 | 2024-07-05 | day | on
The drill runs from [June to August 2024]. | 2024-06-01 | 2024-08-31 | month | on
The drill runs between [March and May 2025]. | 2025-03-01 | 2025-05-31 | month | on
The budget for [2023–2027] grows. | 2023-01-01 | 2027-12-31 | year | on
The budget for [2023-27] grows. | 2023-01-01 | 2027-12-31 | year | on
Between [2023 and 2027] it grows. | 2023-01-01 | 2027-12-31 | year | on
From [2023 to 2027] it grows. | 2023-01-01 | 2027-12-31 | year | on
"""

RELATIVE = """
The cabinet decided [today]. | 2024-07-17 | 2024-07-17 | day | on
The cabinet decided [yesterday]. | 2024-07-16 | 2024-07-16 | day | on
The cabinet decides [tomorrow]. | 2024-07-18 | 2024-07-18 | day | on
The cabinet decided [this morning]. | 2024-07-17 | 2024-07-17 | day | on
The minister said on [Monday] that it stands. | 2024-07-15 | 2024-07-15 | day | on
The minister said on [Wednesday] that it stands. | 2024-07-17 | 2024-07-17 | day | on
The minister will sign it on [Friday]. | 2024-07-19 | 2024-07-19 | day | on
The minister signed it [last Thursday]. | 2024-07-11 | 2024-07-11 | day | on
The minister signs it [next Thursday]. | 2024-07-18 | 2024-07-18 | day | on
The minister signed it [last week]. | 2024-07-08 | 2024-07-14 | week | on
The ministers meet [this week]. | 2024-07-15 | 2024-07-21 | week | on
The ministers meet [next week]. | 2024-07-22 | 2024-07-28 | week | on
The ministers meet [next month]. | 2024-08-01 | 2024-08-31 | month | on
The ministers met [last month]. | 2024-06-01 | 2024-06-30 | month | on
The ministers meet [next quarter]. | 2024-10-01 | 2024-12-31 | quarter | on
Spending reached 2.1% [last year]. | 2023-01-01 | 2023-12-31 | year | on
The summit is [later this year]. | 2024-01-01 | 2024-12-31 | year | on
The summit was [earlier this year]. | 2024-01-01 | 2024-12-31 | year | on
The fleet comes [early next year]. | 2025-01-01 | 2025-04-30 | year | on
The fleet comes in [the second quarter of next year]. | 2025-04-01 | 2025-06-30 | quarter | on
The fleet comes [this summer]. | 2024-06-01 | 2024-08-31 | season | on
The fleet came [last winter]. | 2023-12-01 | 2024-02-29 | season | on
The fleet comes [next spring]. | 2025-03-01 | 2025-05-31 | season | on
In [August], Japan will send ships. | 2024-08-01 | 2024-08-31 | month | on
In [May], Japan sent ships. | 2024-05-01 | 2024-05-31 | month | on
Last year's drill was held in [November]. | 2023-11-01 | 2023-11-30 | month | on ~ skip:Last year
The drill is scheduled for [February]. | 2025-02-01 | 2025-02-28 | month | on
It stays until [June]. | 2024-06-01 | 2024-06-30 | month | due
They trained in [August last year]. | 2023-08-01 | 2023-08-31 | month | on
They trained in [March this year]. | 2024-03-01 | 2024-03-31 | month | on
They train in [January next year]. | 2025-01-01 | 2025-01-31 | month | on
They train [next March]. | 2025-03-01 | 2025-03-31 | month | on
They trained [last October]. | 2023-10-01 | 2023-10-31 | month | on
[This July], the city hosts them. | 2024-07-01 | 2024-07-31 | month | on
They agreed to train within [the year]. | 2024-01-01 | 2024-12-31 | year | due
They agreed to train by [year-end]. | 2024-01-01 | 2024-12-31 | year | due
They agreed to train by [the end of the year]. | 2024-01-01 | 2024-12-31 | year | due
They agreed to train by [the end of this month]. | 2024-07-01 | 2024-07-31 | month | due
They agreed to double it by [the end of the decade]. | 2020-01-01 | 2029-12-31 | decade | due
They agreed to double it over [the next decade]. | 2024-07-17 | 2034-07-17 | decade | due
They agreed to spend it over [five years]. | 2024-07-17 | 2029-07-17 | year | due
They agreed to spend it over [the next five years]. | 2024-07-17 | 2029-07-17 | year | due
They agreed to spend it over [the next year]. | 2024-07-17 | 2025-07-17 | year | due
They agreed to spend it over a [five-year period]. ~ [five-year period] | 2024-07-17 | 2029-07-17 | year | due
They agreed to send it within [two years]. | 2024-07-17 | 2026-07-17 | year | due
They agreed to approach it in [the course of ten years]. | 2024-07-17 | 2034-07-17 | year | due
They agreed to send it within [90 days]. | 2024-07-17 | 2024-10-15 | day | due
They agreed to send it in [the next six months]. | 2024-07-17 | 2025-01-17 | month | due
It arrives in [three months]. | 2024-10-01 | 2024-10-31 | month | on
It arrives in [two years' time]. | 2026-01-01 | 2026-12-31 | year | on
It arrived [six months ago]. | 2024-01-01 | 2024-01-31 | month | on
It arrived [a decade ago]. | 2014-01-01 | 2014-12-31 | year | on
It arrived [two weeks ago]. | 2024-07-01 | 2024-07-07 | week | on
They met over [the weekend]. | 2024-07-13 | 2024-07-14 | day | on
They met on [Thursday last week]. | 2024-07-11 | 2024-07-11 | day | on
It will grow over [the next four to five years]. | 2024-07-17 | 2029-07-17 | year | due
It will begin in [mid-March]. | 2025-03-11 | 2025-03-20 | half_month | on
The exercise will be held in [September]. | 2024-09-01 | 2024-09-30 | month | on
The exercise will be jointly held from [March 11 to 28]. | 2025-03-11 | 2025-03-28 | day | on
The pact is to be signed in [February]. | 2025-02-01 | 2025-02-28 | month | on
The frigate was delivered in [September]. | 2023-09-01 | 2023-09-30 | month | on
They will sign at the upcoming talks held in [March]. | 2025-03-01 | 2025-03-31 | month | on
It began in May with drills that run until [June 20]. | 2024-06-20 | 2024-06-20 | day | due ~ skip:May
It arrived [three days ago]. | 2024-07-14 | 2024-07-14 | day | on
Over [the past three years] it grew. | 2021-07-17 | 2024-07-17 | year | on
For [the rest of the year] it stays. | 2024-07-17 | 2024-12-31 | year | on
"""

FISCAL = """
JPN | The bill for [FY2027] passed. | 2027-04-01 | 2028-03-31 | fiscal_year | on
JPN | The bill for [fiscal 2027] passed. | 2027-04-01 | 2028-03-31 | fiscal_year | on
JPN | It reaches 2% by [fiscal year 2027]. | 2027-04-01 | 2028-03-31 | fiscal_year | due
JPN | The plan covers [FY2023-FY2027]. | 2023-04-01 | 2028-03-31 | fiscal_year | on
JPN | The bill for [this fiscal year] passed. | 2024-04-01 | 2025-03-31 | fiscal_year | on
USA | The bill for [FY2027] passed. | 2026-10-01 | 2027-09-30 | fiscal_year | on
USA | The bill for [FY 27] passed. | 2026-10-01 | 2027-09-30 | fiscal_year | on
USA | The bill for [the next fiscal year] passed. ~ [next fiscal year] | 2024-10-01 | 2025-09-30 | fiscal_year | on
USA | The bill for [the first quarter of FY2026] passed. | 2025-10-01 | 2025-12-31 | quarter | on
AUS | The budget for [2027-28] passed. | 2027-07-01 | 2028-06-30 | fiscal_year | on
AUS | The budget for [2027–28] passed. | 2027-07-01 | 2028-06-30 | fiscal_year | on
GBR | The budget for [2027/28] passed. | 2027-04-01 | 2028-03-31 | fiscal_year | on
CAN | The budget for [fiscal year 2026-27] passed. | 2026-04-01 | 2027-03-31 | fiscal_year | on
IND | The budget for [FY27] passed. | 2026-04-01 | 2027-03-31 | fiscal_year | on
NZL | The budget for [the 2026/27 financial year] passed. ~ [2026/27] | 2026-07-01 | 2027-06-30 | fiscal_year | on
JPN | It asked for more for the [fiscal year starting in April]. | 2025-04-01 | 2026-03-31 | fiscal_year | on
NZL | The [fiscal year that began on July 1] is long. | 2024-07-01 | 2025-06-30 | fiscal_year | on
DEU | The budget for [FY2027] passed. | 2027-01-01 | 2027-12-31 | fiscal_year | on
"""

NO_DATES = """
It sent 2,000 troops and 2000 soldiers.
It cited Resolution 2231 and Resolution 2024 of the council.
A unit of 1701 soldiers with F-35 jets and 5.56 rifles.
Article 5 was invoked.
Ministers may meet; May we hope so?
They march on. March with us!
The plan of February 30 fell through.
Signed on 31.02.2024, and on 2024-13-01.
The largest since World War II.
The sun rose for the second time.
Support will come in the coming weeks and in the next few months.
It is the first time in three years.
No such ship was built in over 50 years.
It served for over 20 years.
It was signed on 07/12/2024.
The year 1815 and the year 2150 lie outside.
It cost $2024 and USD 2025.
The decree no. 2024 stands.
The coming decades matter.
The challenges of today and the risks of tomorrow.
See https://example.org/2024/07/12/pact for more.
At 2030 GMT the guns fell silent.
A range of 2000 km and a load of 1950 kg.
Vision 2030 is a programme.
It is a fall in numbers, and a spring in the step.
"""


def find_bracketed(line: str) -> tuple[str, str]:
    """The text without its brackets, and the mention; behind `~` the mention where it differs from the brackets."""
    text, _, other = line.partition(" ~ ")
    text = text.replace("]~[", "@ ").replace("[no later than@ ", "no later than [")
    mention = (other or text).split("[")[1].split("]")[0]
    return text.replace("[", "").replace("]", ""), mention


def read_cases(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in table.strip().splitlines()]


def check(cells: tuple[str, ...], fiscal_country: str | None = None) -> None:
    text, mention = find_bracketed(cells[0])
    role, _, skip = cells[4].partition(" ~ skip:")
    found = [m for m in find_dates(text, PUBLISHED, fiscal_country) if not skip or text[m.start : m.end] != skip]
    read = [(text[m.start : m.end], str(m.start_on), str(m.end_on), m.precision, m.role) for m in found]
    assert read == [(mention, *cells[1:4], role)]


@pytest.mark.parametrize("cells", read_cases(NAMED), ids=lambda cells: cells[0])
def test_a_named_date_is_read(cells: tuple[str, ...]) -> None:
    check(cells)


@pytest.mark.parametrize("cells", read_cases(RANGES), ids=lambda cells: cells[0])
def test_a_range_is_one_mention(cells: tuple[str, ...]) -> None:
    check(cells)


@pytest.mark.parametrize("cells", read_cases(RELATIVE), ids=lambda cells: cells[0])
def test_a_relative_date_hangs_on_the_publication(cells: tuple[str, ...]) -> None:
    check(cells)


@pytest.mark.parametrize("cells", read_cases(FISCAL), ids=lambda cells: " ".join(cells[:2]))
def test_a_fiscal_year_is_its_countrys(cells: tuple[str, ...]) -> None:
    check(cells[1:], fiscal_country=cells[0])


@pytest.mark.parametrize("text", NO_DATES.strip().splitlines())
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


def test_seasons_turn_round_in_the_south() -> None:
    (mention,) = find_dates("The drill is in summer 2025.", PUBLISHED, southern=True)
    assert (mention.start_on, mention.end_on) == (date(2025, 12, 1), date(2026, 2, 28))


def test_a_year_and_the_next_are_one_span() -> None:
    (mention,) = find_dates("It will buy jets in 2026 and 2027.", PUBLISHED)
    assert (mention.start_on, mention.end_on) == (date(2026, 1, 1), date(2027, 12, 31))


def test_a_postponement_is_no_range() -> None:
    assert len(find_dates("Delivery was delayed from 2025 to 2027.", PUBLISHED)) == 2


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\n"])
def test_special_spaces_are_spaces(space: str) -> None:
    text = f"signed on 12{space}July{space}2024 there"
    assert find_dates(text, PUBLISHED) == [DateMention(10, 22, date(2024, 7, 12), date(2024, 7, 12), "day", "on")]


@pytest.mark.parametrize("dash", list("-‐‑‒–—−"))
def test_every_dash_makes_a_range(dash: str) -> None:
    (mention,) = find_dates(f"from June 10{dash}21, 2024", PUBLISHED)
    assert (mention.start_on.day, mention.end_on.day) == (10, 21)


def test_two_years_in_a_list_are_two_dates() -> None:
    assert [m.start_on.year for m in find_dates("missions in 2026 and 2028", PUBLISHED)] == [2026, 2028]


WORDS = st.sampled_from(
    "by until in on the May March July 12 31 2024 2027-28 FY end of next last year two weeks ago since Q3 - – to and "
    "second half fiscal Thursday spring , . \n ſunday İ ２０２４ 30 February 0 00 99 2100 2099s decade within "
    "over".split(" ")
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)),
    DAYS,
    st.sampled_from([None, "JPN", "USA"]),
)
def test_any_text_gives_sorted_spans_and_possible_periods(text: str, published_on: date, country: str | None) -> None:
    mentions = find_dates(text, published_on, country)
    previous = 0
    for mention in mentions:
        assert previous <= mention.start < mention.end <= len(text)
        assert mention.start_on <= mention.end_on
        previous = mention.end
