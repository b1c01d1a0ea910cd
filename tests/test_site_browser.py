"""The site in a browser, as a person uses it: filter, move the slider, follow a number to its sentence, download."""

import csv
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.samples_world import SamplesNight
from warehouse.query import query
from warehouse.site import write_site
from warehouse.site.reading import LIMITS

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


def list_found(page: Page, asked: str) -> list[str]:
    """The commitments that the table finds for an address."""
    script = """async asked => {
        const passed = new Promise(done => addEventListener('hashchange', done, {once: true}));
        location.hash = asked;
        await passed;
        return found.map(item => item.commitment_id).sort();
    }"""
    return [str(name) for name in page.evaluate(script, asked)]


def test_every_number_on_training_leads_to_the_rows_that_it_counts(
    page: Page, site: str, samples_night: SamplesNight
) -> None:
    page.goto(f"{site}/training.html")
    numbers = page.eval_on_selector_all(
        "a[href^='commitments.html#']:not(p a)",
        "links => links.map(link => [link.getAttribute('href').split('#')[1],"
        " Number((link.querySelector('title')?.textContent.split(': ')[1] ?? link.textContent).split(' ')[0])])",
    )
    assert len(numbers) > 50
    page.goto(f"{site}/commitments.html#kind=consultation")
    assert {asked: (count, len(list_found(page, asked))) for asked, count in numbers if count} == {
        asked: (count, count) for asked, count in numbers
    }
    for year, ids in query(samples_night.warehouse, "select year, commitment_ids from joint_training_by_year").rows:
        assert list_found(page, f"kind=joint_training&year={year}") == ids
    pairs = "select actor_a, actor_b, commitment_ids from joint_training_by_dyad order by exercises_count desc limit 9"
    for a, b, ids in query(samples_night.warehouse, pairs).rows:
        assert list_found(page, f"kind=joint_training&actor={a}&with={b}") == ids


def test_numbers_lead_to_rows_that_a_list_on_the_page_does_not_show(
    page: Page, samples_night: SamplesNight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "lines", 3)
    write_site(samples_night.warehouse, tmp_path, [], None)
    page.goto(f"{tmp_path.as_uri()}/training.html")
    number = page.locator("#years tbody tr").first.locator("td a").last
    count = int(number.inner_text())
    assert page.locator("h3[id^='y']").count() < page.locator("#years tbody tr").count()
    number.click()
    assert count_rows(page) == count
    page.locator("#table tbody a").first.click()
    assert page.locator("mark").first.inner_text()
    page.go_back()
    page.go_back()
    assert page.url.endswith("training.html")


def test_standings_are_taken_together_as_the_view_does(page: Page, site: str, samples_night: SamplesNight) -> None:
    page.goto(f"{site}/commitments.html")
    statement = "select stage, list_sort(list(commitment_id)) from joint_training group by stage"
    for stage, ids in query(samples_night.warehouse, statement).rows:
        page.select_option("#kind", "joint_training")
        page.select_option("#standing", stage)
        assert page.evaluate("found.map(item => item.commitment_id).sort()") == ids


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
