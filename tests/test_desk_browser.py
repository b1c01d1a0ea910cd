"""The desk in a browser, by keyboard alone: twenty decisions, the night that applies them, and all taken back."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.review.decisions import read_folder
from pipeline.settings import Settings
from tests.desk_world import OpenDesk, open_desk
from tests.samples_world import SamplesNight
from tests.small_world import run
from tests.warehouse_world import make_world
from warehouse.query import query

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
CURRENT = """
    select * exclude (recorded_from) from commitments where recorded_to is null order by commitment_id
"""
"""All that is known now, with the ids: what was joined and is parted again has its own."""
LOST = """
    select commitment_id from commitments
    where commitment_id not in (select commitment_id from commitments where recorded_to is null)
        and commitment_id not in (select alias_id from commitment_aliases)
"""
"""Former ids that lead nowhere."""
PLACE = 9
"""Presses of Tab from the first column of a commitment to its place."""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain, nor ask for anything that is not of this machine."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda asked: said.append(asked.url) if urlsplit(asked.url).hostname != "127.0.0.1" else None)
    opened.set_default_timeout(60_000)
    yield opened
    context.close()
    assert said == []


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A published warehouse of three commitments, of which one is told by a publisher who means ill."""
    world, resolution = make_world(tmp_path / "home")
    world.build(resolution)
    world.publish()
    with duckdb.connect(str(tmp_path / "home" / "warehouse" / "defcoop.duckdb")) as con:
        con.execute(
            "update documents set title = $title, url = 'javascript:alert(1)'", {"title": SCRIPT + "\u202ex" * 999}
        )
        con.execute("update commitments set instrument = $script, evidence_text = $script", {"script": SCRIPT})
        con.execute("update mentions set speaker = $script, place = $script", {"script": '"' + SCRIPT})
    return {"DEFCOOP_HOME": str(tmp_path / "home")}


@pytest.fixture
def desk(environment: dict[str, str]) -> Iterator[OpenDesk]:
    with open_desk(environment) as opened:
        yield opened


def press(page: Page, *keys: str) -> None:
    """Press keys; the last one leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def name_item(page: Page) -> str:
    return page.url.split("/item/")[1].split("?")[0]


def correct_place(page: Page, place: str) -> None:
    page.keyboard.press("c")
    for _ in range(PLACE):
        page.keyboard.press("Tab")
    assert "place" in (page.evaluate("document.activeElement.id") or "")
    page.keyboard.press("Control+a")
    page.keyboard.type(place)
    press(page, "Enter")


def compare(page: Page, key: str, touched: set[str]) -> None:
    """Say of one that has something like it that the two are, or are not, the same; go on to the next."""
    while True:
        other = page.locator("input[name=other]:checked")
        names = {name_item(page), *([other.get_attribute("value") or ""] if other.count() else [])}
        if len(names) == 2 and not names & touched:
            break
        press(page, "j")
    touched |= names
    press(page, key)
    assert name_item(page) in names
    press(page, "j")


def decide_twenty(page: Page) -> None:
    touched: set[str] = set()
    press(page, "j")
    for keys in (["a"] * 8, ["r"] * 4):
        for key in keys:
            touched.add(name_item(page))
            press(page, key)
    for place in ("Narvik", "Kiruna", "Rovaniemi"):
        touched.add(name_item(page))
        correct_place(page, place)
    touched.add(name_item(page))
    page.keyboard.press("1")
    assert page.locator("input[name=target]:checked").get_attribute("value", timeout=5_000)
    press(page, "a")
    if page.url.split("?")[0].endswith(tuple(touched)):
        press(page, "j")
    for key in ("s", "s", "n", "n"):
        compare(page, key, touched)


def test_twenty_decisions_by_keyboard_are_applied_by_the_next_night_and_undone_by_the_one_after(
    page: Page, samples_night: SamplesNight, tmp_path: Path
) -> None:
    shutil.copytree(samples_night.home, tmp_path / "home", symlinks=True)
    settings = Settings(home=tmp_path / "home")
    environment = {"DEFCOOP_HOME": str(settings.home)}
    before = query(settings.published, CURRENT).rows
    with open_desk(environment) as desk:
        page.goto(desk.url)
        decide_twenty(page)
        page.keyboard.press("w")
        page.keyboard.type("a slip of the finger")
        page.keyboard.press("Escape")
        press(page, "r")
        press(page, "u")
        assert "undone=" in page.url
    rows, rejections = read_folder(settings)
    assert rejections == []
    counts = Counter(row["verdict"] for row in rows)
    assert counts == {"accept": 9, "reject": 5, "correct": 3, "same": 2, "not_same": 2, "undo": 1}
    assert len({row["decided_at"] for row in rows}) == 22
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    states = "select state, count(*) from decisions where verdict <> 'undo' group by all order by all"
    assert query(settings.published, states).rows == [("applied", 20), ("undone", 1)]
    assert query(settings.published, CURRENT).rows != before
    with open_desk(environment) as desk:
        page.goto(f"{desk.url}decided")
        for _ in range(20):
            page.locator("tr:not(:has-text('undo by')) button[aria-label^='Undo v-']").first.focus()
            press(page, "Enter")
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    assert query(settings.published, states).rows == [("undone", 21)]
    assert query(settings.published, CURRENT).rows == before
    assert query(settings.published, LOST).rows == []


def test_what_a_publisher_wrote_is_shown_as_text(page: Page, desk: OpenDesk) -> None:
    for name in ("", "item/c-300"):
        page.goto(f"{desk.url}{name}")
        assert page.title() != "taken"
        assert page.locator("img").count() == 0
    assert "<script>" in page.inner_text("main")
    assert page.locator("a[href^='javascript']").count() == 0
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_keys_are_words_while_one_writes_and_can_be_turned_off(
    page: Page, desk: OpenDesk, environment: dict[str, str]
) -> None:
    settings = Settings(home=Path(environment["DEFCOOP_HOME"]))
    page.goto(f"{desk.url}item/c-300")
    page.keyboard.press("w")
    page.keyboard.type("arsnu")
    assert page.input_value("#reason") == "arsnu"
    page.goto(f"{desk.url}item/c-300?keys=off")
    for key in "arjs":
        page.keyboard.press(key)
    page.locator("button[value=accept]").focus()
    press(page, "Enter")
    assert "keys=off" in page.url
    assert [row["verdict"] for row in read_folder(settings)[0]] == ["accept"]


def test_a_key_that_is_pressed_twice_decides_once(page: Page, desk: OpenDesk, environment: dict[str, str]) -> None:
    page.goto(f"{desk.url}item/c-300")
    with page.expect_navigation():
        page.evaluate("""() => { for (let i = 0; i < 5; i += 1)
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "a", bubbles: true})); }""")
    page.wait_for_load_state()
    assert len(read_folder(Settings(home=Path(environment["DEFCOOP_HOME"])))[0]) == 1


def test_a_refused_decision_is_announced_and_what_was_typed_stays(page: Page, desk: OpenDesk) -> None:
    page.on("response", lambda answer: None)
    page.goto(f"{desk.url}item/c-300")
    page.fill("[id='c-300.place']", "Tokyo Bay")
    page.fill("#named", "c-300")
    page.route("**/decide*", lambda route: route.fulfill(response=route.fetch(), status=200))  # no noise of a 422
    with page.expect_navigation():
        page.locator("button[value=same]").click()
    assert "are one mention" in page.inner_text("[role=alert]")
    assert page.input_value("[id='c-300.place']") == "Tokyo Bay"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["", "item/c-300", "decided", "agreement", "?queue=second"])
def test_no_page_of_the_desk_has_a_serious_fault_for_who_cannot_see_or_point(
    browser: Browser, desk: OpenDesk, name: str, scheme: str
) -> None:
    form: dict[str, str | float | bool] = {"item": "c-200", "verdict": "accept", "target": "c-200"}
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        opened = context.new_page()
        opened.goto(f"{desk.url}item/c-200", timeout=60_000)
        seen = re.search(r'name="seen" value="([^"]+)"', opened.content())
        assert seen
        context.request.post(f"{desk.url}decide", form=form | {"seen": seen[1].replace("&#43;", "+")})
        opened.goto(f"{desk.url}{name}")
        found = Axe().run(opened)
        bad = [
            f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        assert bad == []
