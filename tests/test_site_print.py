"""The site on paper: dark or light, it prints dark words on white, without menus, with nothing cut off."""

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.samples_world import SamplesNight
from tests.site_reading import read
from warehouse.site.writer import MENU

MILLIMETRE = 96 / 25.4
"""Pixels of a style sheet."""
PAPER = {"portrait": round((210 - 24) * MILLIMETRE), "landscape": round((297 - 24) * MILLIMETRE)}
"""What a page of A4 leaves between its margins."""
WIDE = ("commitments", "sources")
"""Pages that print in landscape."""
PAGES = (
    "index", "budget", "sharing", "training", "actors", "a/EST", "p/JPN-USA", "commitments", "sources", "accuracy",
    "method", "questions", "dictionary",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(samples_night: SamplesNight) -> Path:
    return samples_night.home / "site" / "current"


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    """All pages of one subject, an actor, a pair, and the commitment with most evidence."""
    most = max((site / "c").iterdir(), key=lambda path: path.stat().st_size)
    return [*PAGES, f"c/{most.stem}"]


def open_on_paper(page: Page, site: Path, name: str) -> None:
    """A page as it lays itself out for paper, for a reader who likes it dark."""
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": PAPER["landscape" if name in WIDE else "portrait"], "height": 1000})
    page.goto(f"{(site / name).as_uri()}.html")


def read_light(page: Page, selector: str, what: str) -> float:
    """How light a colour is, from 0 to 1; what is clear counts as white."""
    colour = page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{what}")
    red, green, blue, *clear = (float(part) for part in re.findall(r"[\d.]+", colour))
    return 1.0 if clear == [0] else (red + green + blue) / 765


def test_paper_is_white_and_words_are_dark(page: Page, site: Path, names: list[str]) -> None:
    for name in names:
        open_on_paper(page, site, name)
        assert read_light(page, "body", "backgroundColor") > 0.95, name
        assert read_light(page, "html", "backgroundColor") > 0.95, name
        assert read_light(page, "h1", "color") < 0.3, name
        for svg in page.locator("svg text").all()[:3]:
            assert svg.evaluate("one => getComputedStyle(one).fill.match(/\\d+/g).every(part => part < 140)"), name


def test_menus_and_forms_are_not_printed(page: Page, site: Path, names: list[str]) -> None:
    for name in names:
        open_on_paper(page, site, name)
        for left_out in page.locator("nav, form, button, select, input, summary, .skip").all():
            assert not left_out.is_visible(), name


def test_no_table_or_chart_is_wider_than_the_paper(page: Page, site: Path, names: list[str]) -> None:
    for name in names:
        open_on_paper(page, site, name)
        edge = page.evaluate("document.documentElement.clientWidth")
        script = (
            "(all, edge) => all.filter(one => one.getBoundingClientRect().right > edge + 1).map(one => one.outerHTML)"
        )
        assert page.eval_on_selector_all("table, svg, figure, pre, td, p", script, edge) == [], name
        hidden = "all => all.filter(one => getComputedStyle(one).overflowX !== 'visible').length"
        assert page.eval_on_selector_all(".wide", hidden) == 0, name


def test_no_row_is_cut_by_the_end_of_a_page(page: Page, site: Path) -> None:
    """Each row's first and last words stand on one page of the PDF."""
    page.goto((site / "commitments.html").as_uri())
    rows = page.eval_on_selector_all(
        "#table tbody tr", "rows => rows.map(row => [row.cells[6].textContent, row.cells[8].textContent])"
    )
    sheets = [squeeze(text) for text in print_page(page)]
    assert len(sheets) > 3
    for day, words in rows:
        assert any(squeeze(day) in sheet and squeeze(words) in sheet for sheet in sheets), words


def test_addresses_of_sources_are_printed(page: Page, site: Path, names: list[str]) -> None:
    name = names[-1]
    page.goto(f"{(site / name).as_uri()}.html")
    printed = squeeze("".join(print_page(page)))
    links = read(site / f"{name}.html").xpath("//article//a[contains(@rel, 'external')]/@href")
    assert links
    assert [link for link in links if squeeze(link) not in printed] == []
    labels = [label for group in MENU for _, label in group]
    assert squeeze("".join(labels[:3])) not in printed


def test_figures_that_a_reader_opened_are_printed(page: Page, site: Path) -> None:
    page.goto((site / "budget.html").as_uri())
    page.locator("#EST summary").click()
    page.emulate_media(media="print")
    assert page.locator("#EST table").first.is_visible()
    assert not page.locator("#JPN table").first.is_visible()


def print_page(page: Page) -> list[str]:
    """The text of each sheet that Chromium prints."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format="A4"))
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


def squeeze(text: str) -> str:
    """Text without spaces, hyphens at ends of lines and marks of quotation, which printing moves about."""
    return re.sub(r"[\s\x02\ufffe\u00ad\u201c\u201d\"-]", "", text)
