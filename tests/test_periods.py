"""Spans of the calendar; both ends belong to them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fiscal_years import CALENDAR_YEAR, find_fiscal_rule
from schemas.terms import list_terms
from tests.marks import read_rows
from transforms.words.periods import (
    Period,
    day_of,
    fiscal_year_of,
    join_periods,
    make_day,
    make_decade,
    make_fiscal_year,
    make_month,
    make_quarter,
    make_season,
    make_year,
    narrow_period,
    period_of,
    shift_days,
    shift_months,
    start_fiscal_year,
    take_quarter,
    take_week,
    week_of,
)

DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))

# country | label | first day | last day
FISCAL_YEARS = """
JPN | 2027 | 2027-04-01 | 2028-03-31
USA | 2027 | 2026-10-01 | 2027-09-30
GBR | 2027 | 2026-04-01 | 2027-03-31
AUS | 2027 | 2026-07-01 | 2027-06-30
DEU | 2027 | 2027-01-01 | 2027-12-31
"""

# precision of the whole | part | first day | last day
PARTS = """
month | early | 2024-02-01 | 2024-02-15
month | first half | 2024-02-01 | 2024-02-15
month | mid | 2024-02-11 | 2024-02-20
month | second half | 2024-02-16 | 2024-02-29
year | early | 2024-01-01 | 2024-04-30
year | mid | 2024-05-01 | 2024-08-31
year | late | 2024-09-01 | 2024-12-31
year | second half | 2024-07-01 | 2024-12-31
decade | early | 2020-01-01 | 2023-12-31
decade | second half | 2025-01-01 | 2029-12-31
week | early | 2024-02-26 | 2024-03-03
"""


def days(period: Period) -> tuple[str, str]:
    return str(period.start_on), str(period.end_on)


@pytest.mark.parametrize("row", read_rows(FISCAL_YEARS), ids=lambda row: row[0])
def test_a_fiscal_year_is_its_countrys(row: tuple[str, ...]) -> None:
    period = make_fiscal_year(int(row[1]), find_fiscal_rule(row[0]))
    assert days(period) == row[2:]
    assert period.precision == "fiscal_year"


@pytest.mark.parametrize("row", read_rows(PARTS), ids=lambda row: " ".join(row[:2]))
def test_a_part_is_cut_from_the_whole(row: tuple[str, ...]) -> None:
    whole = make_decade(2024) if row[0] == "decade" else period_of(date(2024, 2, 29), row[0])
    assert days(narrow_period(whole, row[1])) == row[2:]


def test_the_calendar_decides_what_a_day_is() -> None:
    assert days(make_day(2024, 2, 29)) == ("2024-02-29", "2024-02-29")
    with pytest.raises(ValueError, match="day"):
        make_day(2023, 2, 29)
    with pytest.raises(ValueError, match="month"):
        make_month(2024, 13)


def test_whole_periods_have_both_ends() -> None:
    assert days(make_month(2023, 2)) == ("2023-02-01", "2023-02-28")
    assert days(make_quarter(2024, 4)) == ("2024-10-01", "2024-12-31")
    assert days(make_year(2024)) == ("2024-01-01", "2024-12-31")
    assert days(make_decade(2030)) == ("2030-01-01", "2039-12-31")
    assert days(week_of(date(2024, 7, 17))) == ("2024-07-15", "2024-07-21")


def test_winter_runs_into_the_next_year_in_the_north_and_not_in_the_south() -> None:
    assert days(make_season(2024, "winter")) == ("2024-12-01", "2025-02-28")
    assert days(make_season(2024, "winter", southern=True)) == ("2024-06-01", "2024-08-31")
    assert days(make_season(2024, "fall")) == days(make_season(2024, "autumn"))


def test_the_last_week_of_a_month_ends_with_it() -> None:
    july = make_month(2024, 7)
    assert days(take_week(july, -1)) == ("2024-07-25", "2024-07-31")
    assert days(take_week(july, 1)) == ("2024-07-01", "2024-07-07")
    assert take_week(make_year(2024), 1) == make_year(2024)


def test_a_quarter_of_a_fiscal_year_counts_from_its_start() -> None:
    assert days(take_quarter(start_fiscal_year(2024, find_fiscal_rule("JPN")), 1)) == ("2024-04-01", "2024-06-30")
    assert take_quarter(make_month(2024, 7), 1) == make_month(2024, 7)


def test_periods_join_forwards_only() -> None:
    assert join_periods(make_year(2024), make_year(2026)) == Period(date(2024, 1, 1), date(2026, 12, 31), "year")
    assert join_periods(make_year(2026), make_year(2024)) is None


@given(DAYS, st.integers(-600, 600))
def test_months_on_and_back_keep_the_month(on: date, months: int) -> None:
    back = shift_months(shift_months(on, months), -months)
    assert (back.year, back.month) == (on.year, on.month)
    assert back.day <= on.day


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_a_period_holds_its_day_and_the_next_begins_behind_it(on: date, unit: str) -> None:
    period = period_of(on, unit)
    assert period.start_on <= on <= period.end_on
    assert period.precision in list_terms("precisions")
    assert shift_days(period.start_on, unit, 1) == shift_days(period.end_on, "day", 1)


@given(DAYS, st.sampled_from([None, "JPN", "USA", "AUS"]))
def test_the_fiscal_year_of_a_day_holds_it(on: date, country: str | None) -> None:
    period = fiscal_year_of(on, find_fiscal_rule(country))
    assert period.start_on <= on <= period.end_on


def test_the_calendar_year_is_the_rule_where_no_other_is_known() -> None:
    assert find_fiscal_rule(None) == find_fiscal_rule("XXX") == CALENDAR_YEAR
    assert day_of(date(2024, 7, 17)).precision == "day"
