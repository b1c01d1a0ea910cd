"""The site in a browser, as a person uses it: filter, move the slider, follow a number to its sentence, download."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.hostile_pages import SCRIPT, write_hostile_site
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
    "c",
    "commitments",
    "sources",
    "accuracy",
    "method",
    "questions",
    "dictionary",
)


NARROWED = ":root:has(#only:not([hidden]))"
"""The page of lines once it shows those of a chosen pair: until then its first row may be one that is about to go."""
JOURNEYS = (
    ("index", "#brief-overdue a", "section[aria-labelledby='overdue'] td:first-child a"),
    ("index", "#brief-contradicted a", ".pair h3 a[href^='c/']"),
    ("index", "#brief-new ~ ul a[href^='c/']"),
    ("budget", "#EST svg a[href^='c/']"),
    ("budget", "#EST .gap a"),
    ("budget", "figure.big svg a[href^='#']", "#EST .gap a"),
    ("sharing", "#matrix td a:visible", f"{NARROWED} #lines tbody tr:visible a[href^='c/']"),
    ("sharing", "#network .edge:not(.off)", f"{NARROWED} #lines tbody tr:visible a[href^='c/']"),
    ("training", "figure svg a", "#table tbody a"),
    ("training", "#years td a", "#table tbody a"),
    ("training", "#by-domain td a", "#table tbody a"),
    ("training", "#by-region td a", "#table tbody a"),
    ("training", "#pairs td.number a", "#table tbody a"),
    ("training", "#calendar a[href^='c/']"),
    ("actors", "ul.columns a", "tbody a[href^='../c/']"),
    ("a/JPN", "ul.chips a", "tbody a[href^='../c/']"),
    ("a/JPN", "svg.timeline a"),
    ("a/EST", "figure.one svg a[href^='../c/']"),
    ("p/JPN-USA", "svg.timeline a"),
    ("p/JPN-USA", "tbody a[href^='../c/']"),
    ("commitments", "#table tbody a"),
    ("c", "p a[href^='../p/']", "tbody a[href^='../c/']"),
    ("c", "a[href='#disputed']"),
)
"""What a person clicks, from page to page, until a sentence is there."""
SCHEMES = ("light", "dark")


@pytest.fixture
def site(samples_night: SamplesNight) -> str:
    return (samples_night.home / "site" / "current").as_uri()


def find_address(night: SamplesNight, name: str, folder: Path | None = None) -> str:
    """The address of a page; `c` is a commitment of two parties about which texts disagree."""
    if name == "c":
        statement = """
            select commitment_id from contradictions join current_commitments using (commitment_id)
            order by len(current_commitments.parties || counterparts) desc, commitment_id
        """
        name = f"c/{query(night.warehouse, statement).rows[0][0]}"
    return f"{(folder or night.home / 'site' / 'current').as_uri()}/{name}.html"


def follow(page: Page, link: Locator, *, is_mark: bool = False) -> None:
    """Click a link, and be where it leads; a mark of a drawing may lie under another one."""
    with page.expect_navigation():
        link.dispatch_event("click") if is_mark else link.click()


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
    follow(page, number)
    assert count_rows(page) == count
    page.locator("#table tbody a").first.click()
    assert page.locator("mark").first.inner_text()
    page.go_back()
    page.go_back()
    assert page.url.endswith("training.html")
    planned = "select list_sort(list(commitment_id)) from joint_training where stage = 'planned'"
    follow(page, page.locator("p a[href$='standing=planned']"))
    assert (
        page.evaluate("found.map(item => item.commitment_id).sort()")
        == query(samples_night.warehouse, planned).rows[0][0]
    )
    page.goto(f"{tmp_path.as_uri()}/sharing.html")
    assert "The latest 3 lines are here" in page.inner_text(".lead")
    assert page.locator("#lines tbody tr").count() == 3


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


@pytest.mark.parametrize("journey", JOURNEYS, ids=" ".join)
def test_a_number_or_mark_is_followed_to_its_sentence_and_back(
    page: Page, samples_night: SamplesNight, journey: tuple[str, ...]
) -> None:
    start, *clicks = journey
    page.goto(find_address(samples_night, start))
    address = page.url
    for click in clicks:
        follow(page, page.locator(click).first, is_mark="svg" in click or "network" in click)
    assert page.locator("mark").first.inner_text()
    for _ in clicks:
        page.go_back()
    assert page.url.split("#")[0] == address.split("#")[0]


def test_every_page_opens_from_the_menu_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    labels = page.locator("nav a").all_inner_texts()
    assert len(labels) == 11
    for label in labels[1:]:
        follow(page, page.get_by_role("link", name=label, exact=True).first)
        assert page.locator("nav [aria-current]").inner_text() == label
        assert page.locator("h1").is_visible()
        page.go_back()
        assert page.locator("nav [aria-current]").inner_text() == labels[0]


def test_the_skip_link_and_the_menu_are_reached_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/sources.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/budget.html")


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


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_fault_for_who_cannot_see_or_point(
    browser: Browser, samples_night: SamplesNight, name: str, scheme: str
) -> None:
    with open_to_axe(browser, scheme) as opened:
        opened.goto(find_address(samples_night, name))
        assert list_faults(opened) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_opens_on_a_page_has_no_serious_fault_either(
    browser: Browser, samples_night: SamplesNight, scheme: str
) -> None:
    with open_to_axe(browser, scheme) as opened:
        opened.goto(find_address(samples_night, "budget"))
        opened.locator("figure.big select").first.select_option("JPN")
        opened.locator("#EST summary").click()
        assert list_faults(opened) == []
        opened.goto(find_address(samples_night, "sharing") + "#on=2023-12-31&actor=JPN&with=KOR")
        assert opened.locator("#only").is_visible()
        assert list_faults(opened) == []


@contextmanager
def open_to_axe(browser: Browser, scheme: str) -> Iterator[Page]:
    """A page whose console is not looked at: axe asks for the style sheet as data, which the policy forbids, loudly."""
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        yield opened


def list_faults(page: Page) -> list[str]:
    """Serious faults that axe-core finds, contrast among them."""
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_or_dark_as_its_reader_likes(page: Page, samples_night: SamplesNight, name: str) -> None:
    page.goto(find_address(samples_night, name))
    light = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for what in ("background", "color"):
            colour = page.evaluate(f"getComputedStyle(document.body).{what}.match(/\\d+/g).slice(0, 3).map(Number)")
            light[scheme, what] = sum(colour) / 765
    assert light["light", "background"] > 0.9 > 0.3 > light["light", "color"]
    assert light["dark", "color"] > 0.7 > 0.2 > light["dark", "background"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(page: Page, samples_night: SamplesNight, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(find_address(samples_night, name))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_words_run_nothing_and_widen_nothing(page: Page, samples_night: SamplesNight, tmp_path: Path) -> None:
    hostile = write_hostile_site(samples_night, tmp_path)
    page.set_viewport_size({"width": 390, "height": 800})
    for name in PAGES:
        page.goto(find_address(samples_night, name, hostile))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    page.goto(find_address(samples_night, "commitments", hostile))
    page.fill("#text", "alert")
    assert count_rows(page) > 50
    assert SCRIPT in page.locator("#table tbody q").first.inner_text()
    page.locator("#table tbody a").first.click()
    assert SCRIPT in page.locator("mark").first.inner_text()


def test_the_menu_keeps_its_rows(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    for width, rows in ((1400, 1), (1200, 2), (900, 2)):
        page.set_viewport_size({"width": width, "height": 800})
        links = [link.bounding_box() for link in page.locator("nav a").all()]
        assert len({round(box["y"] + box["height"], -1) for box in links if box}) == rows, width
