"""A second look: what others judged, as items to judge, without what they decided; so agreement arises by use."""

import re
from pathlib import Path

import httpx
import pytest

from pipeline.review import deciding
from pipeline.review.desk.queues import list_rows, read_ask, read_judged
from pipeline.settings import Settings
from tests.desk_world import OpenDesk, open_desk
from tests.small_world import run
from tests.warehouse_world import make_world

BEN, CARA = deciding.Reviewer("Ben Ode", "it reads so"), deciding.Reviewer("Cara Dee", "it reads so")


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A published warehouse of three commitments, of which others have judged two and a pair."""
    world, resolution = make_world(tmp_path / "home")
    world.build(resolution)
    world.publish()
    settings = Settings(home=tmp_path / "home")
    deciding.decide(settings, "reject", "c-300", BEN)
    deciding.decide(settings, "accept", "c-100", CARA)
    deciding.compare(settings, "not_same", "c-100", "c-200", BEN)
    return settings


def list_open(home: Settings, **asked: str) -> set[str]:
    ask = read_ask({"queue": "second", **asked})
    return {row["commitment_id"] for row in list_rows(home, ask, "Anna Berg", read_judged(home)) if not row["is_done"]}


def judge(desk: OpenDesk, item: str, verdict: str, **more: str) -> httpx.Response:
    """Judge what the page of a second look shows, as it is filled in."""
    page = httpx.get(f"{desk.url}item/{item}?queue=second").text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    other = re.search(r'name="other" value="([^"]+)" checked', page)
    assert seen
    form = {"item": item, "seen": seen[1].replace("&#43;", "+"), "verdict": verdict, "other": other[1] if other else ""}
    return httpx.post(f"{desk.url}decide?queue=second", data=form | more)


def test_a_second_reviewer_gets_items_and_no_decision_and_agreement_arises_by_use(home: Settings) -> None:
    environment = {"DEFCOOP_HOME": str(home.home)}
    with open_desk(environment) as desk:
        shown = httpx.get(f"{desk.url}?queue=second").text
        assert "0 of 2 judged a second time" in shown
        assert "Ben Ode" not in re.sub(r"<option.*?</option>", "", shown)
        page = httpx.get(f"{desk.url}item/c-100?queue=second").text
        assert "others judged this pair" in page
        assert not any(word in page for word in ("Ben Ode", "Cara Dee", "it reads so"))
        assert judge(desk, "c-300", "reject").status_code == 303
        assert judge(desk, "c-100", "accept").status_code == 303
        assert "Cara Dee" not in httpx.get(f"{desk.url}item/c-100?queue=second").text  # the pair is not judged yet
        assert judge(desk, "c-100", "not_same").status_code == 303
        assert "Cara Dee" in httpx.get(f"{desk.url}item/c-100?queue=second").text
        assert "2 of 2 judged a second time" in httpx.get(f"{desk.url}?queue=second").text
    printed = run(environment, "review", "agreement", "--format", "csv").stdout.splitlines()
    assert "Anna Berg,Ben Ode,record,1,1," in printed
    assert "Anna Berg,Cara Dee,standing,1,1," in printed
    assert "Anna Berg,Ben Ode,same,1,1," in printed


def test_one_of_the_others_can_be_chosen(home: Settings) -> None:
    assert list_open(home) == {"c-100", "c-300"}
    assert list_open(home, by="Cara Dee") == {"c-100"}
    assert list_open(home, by="Ben Ode", kind="no kind") == set()
    deciding.decide(home, "accept", "c-100", deciding.Reviewer("Anna Berg", "so"))
    assert list_open(home, by="Cara Dee") == set()
    assert list_open(home, by="Ben Ode") == {"c-100", "c-300"}


def test_the_order_of_a_second_look_says_nothing_of_when_or_how_it_was_judged(home: Settings) -> None:
    def order() -> list[str]:
        rows = list_rows(home, read_ask({"queue": "second"}), "Anna Berg", read_judged(home))
        return [row["commitment_id"] for row in rows]

    before = order()
    (home.decisions_folder / "ben-ode.csv").unlink()
    (home.decisions_folder / "cara-dee.csv").unlink()
    for name in ("c-300", "c-100"):
        deciding.decide(home, "accept", name, CARA)
    assert order() == before


def test_the_command_line_lists_what_others_judged_without_what_they_decided(home: Settings) -> None:
    environment = {"DEFCOOP_HOME": str(home.home)}
    done = run(environment, "review", "list", "--second", "--reviewer", "Anna Berg", "--format", "csv")
    assert sorted(line.split(",")[0] for line in done.stdout.splitlines()[1:]) == ["c-100", "c-300"]
    assert not any(word in done.stdout for word in ("Ben Ode", "reject", "it reads so"))
    assert "nobody decides" in run(environment, "review", "list", "--second").stderr
