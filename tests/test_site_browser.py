"""The site in a browser, as a person uses it: filter, move the slider, follow a number to its sentence, download."""

import csv
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.samples_world import SamplesNight
from warehouse.query import query

PAGES = (
    "index",
    "budget",
    "sharing",
    "training",
    "actors",
    "a/JPN",
    "p/JPN-USA",
    "commitments",
    "sources",
    "accuracy",
    "method",
    "questions",
    "dictionary",
)


@pytest.fixture
def site(samples_night: SamplesNight) -> str:
    return (samples_night.home / "site" / "current").as_uri()


def count_rows(page: Page) -> int:
    return page.locator("#table tbody tr").count()


def test_a_filter_shows_what_sql_would_and_stands_in_the_address(
    page: Page, site: str, samples_night: SamplesNight
) -> None:
    page.goto(f"{site}/commitments.html")
    page.select_option("#actor", "JPN")
    page.select_option("#kind", "joint_training")
    statement = """
        select count(*) from current_commitments
        where kind = 'joint_training' and list_contains(parties || counterparts, 'JPN')
    """
    ((count,),) = query(samples_night.warehouse, statement).rows
    assert count_rows(page) == count > 0
    assert page.url.endswith("#actor=JPN&kind=joint_training")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert count_rows(page) == count


def test_words_filter_and_nothing_found_is_said(page: Page, site: str) -> None:
    page.goto(f"{site}/commitments.html")
    page.fill("#text", "reciprocal access")
    assert 0 < count_rows(page) < 30
    page.fill("#text", "no such words anywhere")
    assert page.inner_text("#count").startswith("0 of")


def test_what_is_shown_is_what_is_downloaded_and_no_cell_is_a_formula(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/commitments.html#standing=suspended")
    rows = count_rows(page)
    page.evaluate("all[0].instrument = '=1+1'; all[0].standing = 'suspended'; filter()")
    with page.expect_download() as found:
        page.click("#download")
    found.value.save_as(tmp_path / "shown.csv")
    with (tmp_path / "shown.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == rows + 1
    assert "'=1+1" in {line["instrument"] for line in lines}


def test_a_number_is_followed_to_its_sentence_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/budget.html")
    japan = page.locator("#JPN")
    japan.locator("summary").click()
    japan.locator("details a").first.click()
    assert page.locator("mark").first.inner_text()
    assert page.locator("article a").first.get_attribute("href", timeout=5_000)
    page.go_back()
    assert page.url.endswith("budget.html")


def test_one_country_stands_out_in_the_chart_of_all(page: Page, site: str) -> None:
    page.goto(f"{site}/budget.html")
    chart = page.locator("figure.big").first
    chart.locator("select").select_option("JPN")
    marks = chart.locator("[data-id].on")
    assert {mark.get_attribute("data-id") for mark in marks.all()} == {"JPN"}
    assert chart.locator("[data-id='USA']").first.evaluate("mark => getComputedStyle(mark).opacity") < "0.1"


def test_a_mark_of_a_chart_opens_the_figure_that_it_stands_for(page: Page, site: str) -> None:
    page.goto(f"{site}/budget.html")
    mark = page.locator("#JPN svg a").first
    place = str(mark.get_attribute("href"))
    assert not page.locator(place).is_visible()
    mark.dispatch_event("click")
    assert page.locator(place).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_fault_for_who_cannot_see_or_point(
    browser: Browser, site: str, name: str, scheme: str
) -> None:
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        opened = context.new_page()
        opened.goto(f"{site}/{name}.html", timeout=60_000)
        found = Axe().run(opened)
        bad = [
            f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        assert bad == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(page: Page, site: str, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_keeps_its_rows(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    for width, rows in ((1400, 1), (1200, 2), (900, 2)):
        page.set_viewport_size({"width": width, "height": 800})
        links = [link.bounding_box() for link in page.locator("nav a").all()]
        assert len({round(box["y"] + box["height"], -1) for box in links if box}) == rows, width
