"""The page of information sharing in a browser: network, matrix and list are those of the day that is asked for."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from playwright.sync_api import Page

from tests.browsing import wait_until_shown
from tests.samples_world import SamplesNight
from warehouse.query import ask, query

Pairs = dict[tuple[str, str], set[str]]


@pytest.fixture
def address(samples_night: SamplesNight) -> str:
    return (samples_night.home / "site" / "current" / "sharing.html").as_uri()


@pytest.fixture(scope="module")
def days(samples_night: SamplesNight) -> list[str]:
    """Days on which something changed, and the days before them; a day before all, and one after."""
    statement = """
        select distinct changed_on from commitment_history
        where field = 'standing' and recorded_to is null
            and commitment_id in (select commitment_id from information_sharing_lines)
    """
    changed = [row[0] for row in query(samples_night.warehouse, statement).rows]
    found = {day - timedelta(days=back) for day in changed for back in (0, 1)} | {date(1990, 1, 1), date(2040, 1, 1)}
    return [day.isoformat() for day in sorted(found)]


def ask_pairs(night: SamplesNight, day: str) -> Pairs:
    """The lines of each pair that the question finds in force on a day."""
    statement = "select distinct unnest(parties || counterparts) from information_sharing_lines"
    found: Pairs = {}
    for (actor,) in query(night.warehouse, statement).rows:
        answer = ask(night.warehouse, "lines_in_force_on", {"actor_a": actor, "day": day})
        for row in (dict(zip(answer.columns, values, strict=True)) for values in answer.rows):
            for pair in combinations(sorted({*row["parties"], *row["counterparts"]}), 2):
                found.setdefault(pair, set()).add(row["commitment_id"])
    return found


def read_matrix(page: Page) -> dict[tuple[str, str], int]:
    """What each pair's number in the matrix is, where one is shown; both halves say the same."""
    cells = page.eval_on_selector_all(
        "#matrix td[data-lines]",
        "cells => cells.map(({dataset, firstChild}) => [dataset.a, dataset.b, firstChild.checkVisibility()"
        " ? Number(firstChild.textContent) : 0])",
    )
    shown = {(a, b): count for a, b, count in cells}
    assert sorted((a, b, count) for a, b, count in cells) == sorted(
        (*pair, n) for pair, n in shown.items() for _ in "12"
    )
    return {pair: count for pair, count in shown.items() if count}


def read_network(page: Page) -> dict[tuple[str, str], int]:
    """What the title of each bow says, where it is drawn."""
    bows = page.eval_on_selector_all(
        "#network .edge",
        "bows => bows.filter((bow) => getComputedStyle(bow).display !== 'none')"
        ".map((bow) => [bow.dataset.a, bow.dataset.b, bow.querySelector('title').textContent])",
    )
    return {(a, b): int(title.rpartition(":")[2].split()[0]) for a, b, title in bows}


def list_rows(page: Page) -> set[str]:
    """The lines of the list that can be seen."""
    return set(
        page.eval_on_selector_all("#lines tbody tr", "rows => rows.filter((row) => !row.hidden).map((row) => row.id)")
    )


def test_network_and_matrix_are_what_the_question_finds_on_each_day(
    page: Page, address: str, samples_night: SamplesNight, days: list[str]
) -> None:
    most = 0
    for day in days:
        page.goto(f"{address}#on={day}")
        asked = {pair: len(lines) for pair, lines in ask_pairs(samples_night, day).items()}
        wait_until_shown(page, read_matrix, asked)
        assert read_network(page) == asked, day
        most = max(most, *asked.values(), 0)
    assert most > 1


def test_a_number_of_the_matrix_leads_to_the_lines_that_it_counts_and_back(
    page: Page, address: str, samples_night: SamplesNight
) -> None:
    day = "2023-12-31"
    asked = ask_pairs(samples_night, day)
    page.goto(f"{address}#on={day}")
    every = list_rows(page)
    for pair, lines in asked.items():
        cell = page.locator(f"#matrix td[data-a='{pair[0]}'][data-b='{pair[1]}'] a").first
        with page.expect_navigation():
            cell.click()
        assert page.url.endswith(f"#on={day}&actor={pair[0]}&with={pair[1]}")
        wait_until_shown(page, list_rows, lines)
        page.go_back()
        wait_until_shown(page, list_rows, every)
    page.locator("#matrix td a:visible").first.click()
    page.locator("#lines tbody tr:visible a[href^='c/']").first.click()
    assert page.locator("mark").first.inner_text()


def test_a_bow_of_the_network_leads_to_the_same_lines(page: Page, address: str, samples_night: SamplesNight) -> None:
    page.goto(f"{address}#on=2023-12-31")
    with page.expect_navigation():
        page.locator("#network .edge[data-a='JPN'][data-b='KOR']").dispatch_event("click")
    wait_until_shown(page, list_rows, ask_pairs(samples_night, "2023-12-31")["JPN", "KOR"])


def test_the_slider_goes_by_months_with_the_keyboard_and_says_the_day(
    page: Page, address: str, samples_night: SamplesNight
) -> None:
    page.goto(f"{address}#on=2024-03-31")
    page.focus("#month")
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("#on=2024-02-29")
    assert page.inner_text("#shown") == page.get_attribute("#month", "aria-valuetext") == "29 February 2024"
    assert "29 February 2024" in page.inner_text("#said")
    assert page.input_value("#day") == "2024-02-29"
    page.keyboard.press("End")
    ((latest,),) = query(samples_night.warehouse, "select latest_on from latest_moment").rows
    assert page.url.endswith(f"#on={latest}")
    page.keyboard.press("Home")
    assert len(list_rows(page)) == 1


def test_a_day_can_be_written_and_its_address_shared(page: Page, address: str, days: list[str]) -> None:
    page.goto(address)
    page.fill("#day", days[3])
    assert page.url.endswith(f"#on={days[3]}")
    shown, shared = list_rows(page), page.url
    page.goto("about:blank")
    page.goto(shared)
    assert page.input_value("#day") == days[3]
    assert list_rows(page) == shown


def test_buttons_lead_from_change_to_change(page: Page, address: str, days: list[str]) -> None:
    page.goto(f"{address}#on={days[0]}")
    assert page.is_disabled("#earlier")
    met = []
    while page.is_enabled("#later"):
        page.click("#later")
        met.append(page.input_value("#day"))
    assert met == sorted(met)
    assert {*met} < {*days}
    page.click("#earlier")
    assert page.input_value("#day") == met[-2]


@pytest.mark.parametrize("asked", ["#on=2024-13-45", "#on=<script>", "#year=x", "#actor=JPN&with=JPN", "#on=", "#%"])
def test_an_address_that_says_nothing_shows_the_latest_day(
    page: Page, address: str, samples_night: SamplesNight, asked: str
) -> None:
    page.goto(address + asked)
    ((latest,),) = query(samples_night.warehouse, "select latest_on from latest_moment").rows
    assert page.input_value("#day") == str(latest)
    assert page.locator("#lines tbody tr:visible").count() > 0
