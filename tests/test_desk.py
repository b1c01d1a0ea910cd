"""The review desk: who may reach it, what a form does, and that nothing that was decided is lost."""

import random
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import httpx
import psutil
import pytest

from pipeline.review import deciding
from pipeline.review.decisions import read_folder
from pipeline.review.desk import items
from pipeline.review.desk.guard import find_refusal, list_hosts
from pipeline.settings import Settings
from tests.desk_world import OpenDesk, open_desk
from tests.small_world import run
from tests.warehouse_world import make_world

BEN = deciding.Reviewer("Ben Ode", "it reads so")
TOKEN = "a" * 43
HOSTS = list_hosts(8000)
OWN = [("host", "127.0.0.1:8000")]


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A published warehouse of three commitments with five mentions, and no decision yet."""
    world, resolution = make_world(tmp_path / "home")
    world.build(resolution)
    world.publish()
    return Settings(home=tmp_path / "home", now=datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def environment(home: Settings) -> dict[str, str]:
    return {"DEFCOOP_HOME": str(home.home), "DEFCOOP_NOW": "2026-03-02T09:00:00Z"}


@pytest.fixture
def desk(environment: dict[str, str]) -> Iterator[OpenDesk]:
    with open_desk(environment) as opened:
        yield opened


def list_written(home: Settings) -> list[tuple[str, str]]:
    rows, rejections = read_folder(home)
    assert rejections == []
    return sorted((row["verdict"], row["target_id"]) for row in rows)


def fill(desk: OpenDesk, item: str, verdict: str, **more: str) -> dict[str, str]:
    """The form of an item as its page has it, with a verdict."""
    found = re.search(r'name="seen" value="([^"]+)"', httpx.get(f"{desk.url}item/{item}").text)
    assert found
    return {"item": item, "seen": found[1].replace("&#43;", "+"), "verdict": verdict, "target": item, **more}


def send(desk: OpenDesk, form: dict[str, str], **headers: str) -> httpx.Response:
    return httpx.post(f"{desk.url}decide", data=form, headers=headers)


@pytest.mark.parametrize(
    ("method", "path", "headers", "is_refused"),
    [
        ("GET", f"/{TOKEN}/", OWN, False),
        ("GET", f"/{TOKEN}/", [("host", "LOCALHOST:8000")], False),
        ("POST", f"/{TOKEN}/decide", [*OWN, ("origin", "http://127.0.0.1:8000")], False),
        ("POST", f"/{TOKEN}/decide", [*OWN, ("sec-fetch-site", "same-origin")], False),
        ("GET", "/", OWN, True),
        ("GET", f"/{TOKEN[:-1]}/", OWN, True),
        ("GET", f"/{TOKEN}a/", OWN, True),
        ("GET", f"/x/{TOKEN}/", OWN, True),
        ("GET", f"/?token={TOKEN}", OWN, True),
        ("GET", "/é/", OWN, True),
        ("GET", f"/{TOKEN}/", [], True),
        ("GET", f"/{TOKEN}/", [("host", "desk.example.org:8000")], True),
        ("GET", f"/{TOKEN}/", [("host", "127.0.0.1:8001")], True),
        ("GET", f"/{TOKEN}/", [*OWN, ("host", "desk.example.org")], True),
        ("POST", f"/{TOKEN}/decide", [*OWN, ("origin", "http://desk.example.org")], True),
        ("POST", f"/{TOKEN}/decide", [*OWN, ("origin", "null")], True),
        ("POST", f"/{TOKEN}/decide", [*OWN, ("sec-fetch-site", "cross-site")], True),
        ("PUT", f"/{TOKEN}/decide", [*OWN, ("origin", "https://127.0.0.1:8000")], True),
    ],
)  # fmt: skip
def test_only_who_has_the_address_and_comes_from_the_desk_passes(
    method: str, path: str, headers: list[tuple[str, str]], is_refused: bool
) -> None:
    assert (find_refusal(method, path, headers, TOKEN, HOSTS) is not None) == is_refused


def test_a_second_process_cannot_look_or_write_without_the_token(home: Settings, desk: OpenDesk) -> None:
    url = httpx.URL(desk.url)
    form = fill(desk, "c-300", "accept")
    for path in ("/decide", f"/{'x' * 43}/decide", url.path[:-2] + "/decide", url.path.swapcase() + "decide"):
        assert httpx.post(url.copy_with(path=path), data=form).status_code == 403
        assert httpx.get(url.copy_with(path=path)).status_code == 403
    assert httpx.get(desk.url, headers={"Host": "desk.example.org"}).status_code == 403
    assert send(desk, form, Origin="http://desk.example.org").status_code == 403
    assert not home.decisions_folder.exists()
    assert send(desk, form).status_code == 303
    assert list_written(home) == [("accept", "c-300")]


def test_the_desk_listens_to_this_machine_alone_and_each_has_another_token(
    desk: OpenDesk, environment: dict[str, str]
) -> None:
    listening = [one for one in psutil.Process(desk.process.pid).net_connections() if one.status == psutil.CONN_LISTEN]
    assert [one.laddr.ip for one in listening] == ["127.0.0.1"]
    with open_desk(environment) as other:
        tokens = {httpx.URL(one.url).path for one in (desk, other)}
        assert len(tokens) == 2
        assert all(len(token) > 40 for token in tokens)


def test_every_answer_forbids_what_a_page_does_not_need(desk: OpenDesk) -> None:
    pages = ("", "item/c-300", "decided", "agreement", "desk.js", "style.css", "item/c-301", "nothing", "../wrong")
    for path in pages:
        found = httpx.get(f"{desk.url}{path}").headers
        assert "default-src 'none'" in found["content-security-policy"]
        assert "unsafe" not in found["content-security-policy"]
        assert found["cache-control"] == "no-store"
        assert found["x-frame-options"] == "DENY"


def test_what_is_decided_shows_at_once_as_pending_and_undo_takes_it_back(home: Settings, desk: OpenDesk) -> None:
    assert "0 of 3 judged" in httpx.get(desk.url).text
    done = send(desk, fill(desk, "c-300", "reject", reason="a commentator says it"))
    said = httpx.get(httpx.URL(desk.url).join(done.headers["location"])).text
    assert "1 of 3 judged" in said
    assert "reject by Anna Berg on c-300" in said
    assert "pending" in httpx.get(f"{desk.url}item/c-300").text
    assert "reject by Anna Berg" in run({"DEFCOOP_HOME": str(home.home)}, "review", "list", "--format", "json").stdout
    ((name, reason),) = [(row["decision_id"], row["reason"]) for row in read_folder(home)[0]]
    assert reason == "a commentator says it"
    assert httpx.post(f"{desk.url}undo", data={"decisions": name}).status_code == 303
    assert "0 of 3 judged" in httpx.get(desk.url).text
    assert list_written(home) == [("reject", "c-300"), ("undo", name)]
    assert "undone already" in httpx.post(f"{desk.url}undo", data={"decisions": name}).text


def test_a_correction_is_what_differs_and_is_taken_back_as_a_whole(home: Settings, desk: OpenDesk) -> None:
    form = fill(desk, "c-300", "correct")
    assert "nothing is corrected" in send(desk, form).text
    changed = {"c-300.due": "2027-06", "c-300.place": "Tokyo", "c-300.standing": "in_force"}
    assert send(desk, form | changed).status_code == 303
    rows = read_folder(home)[0]
    assert {row["field"]: row["value"] for row in rows} == {
        "due_start_on": "2027-06-01", "due_end_on": "2027-06-30", "due_precision": "month", "place": "Tokyo",
    }  # fmt: skip
    (names,) = set(re.findall(r'name="decisions" value="([^"]+)"', httpx.get(desk.url).text))
    taken_back = httpx.post(f"{desk.url}undo", data={"decisions": names}, follow_redirects=True)
    assert f"Taken back: {', '.join(names.split())}." in taken_back.text
    assert len([row for row in read_folder(home)[0] if row["verdict"] == "undo"]) == 4
    assert "0 of 3 judged" in httpx.get(desk.url).text


@pytest.mark.parametrize(
    ("verdict", "more", "words"),
    [
        ("correct", {"c-300.due": "soon"}, "is no year, month or day"),
        ("correct", {"c-300.standing": "done"}, "is no value of standing"),
        ("same", {}, "no other is named"),
        ("same", {"named": "c-300"}, "are one mention"),
        ("same", {"named": "c-999"}, "no commitment c-999: the nearest ids are"),
        ("praise", {}, "no verdict"),
        ("accept", {"target": "c-301"}, "no commitment c-301"),
        ("accept", {"seen": "2020-01-01T00:00:00+00:00"}, "it changed while you looked"),
    ],
)
def test_what_does_not_fit_is_said_beside_what_was_typed_and_nothing_is_written(
    home: Settings, desk: OpenDesk, verdict: str, more: dict[str, str], words: str
) -> None:
    done = send(desk, fill(desk, "c-300", verdict, reason="typed & kept", **more))
    assert done.status_code == 422
    assert words in done.text
    assert 'value="typed &amp; kept"' in done.text
    assert list_written(home) == []


def test_a_field_that_was_left_as_it_was_shown_corrects_nothing_when_a_night_has_changed_it(home: Settings) -> None:
    shown = {"c-300.place": "as it was", "c-300.place.was": "as it was"}
    assert items.list_corrections(home, "c-300", shown) == []
    assert items.list_corrections(home, "c-300", shown | {"c-300.place": "Rome"}) == ["place=Rome"]


def test_a_form_without_end_and_one_of_no_text_are_refused(home: Settings, desk: OpenDesk) -> None:
    assert httpx.post(f"{desk.url}decide", data={"reason": "x" * 300_000}).status_code == 413
    assert httpx.post(f"{desk.url}decide", content=b"reason=\xff\xfe").status_code == 422
    assert httpx.post(f"{desk.url}decide", data={}).status_code == 404
    assert list_written(home) == []


def test_a_second_look_hides_what_others_decided_until_one_has_judged(home: Settings, desk: OpenDesk) -> None:
    deciding.decide(home, "reject", "c-300", BEN)
    deciding.correct(home, "c-100", ["place=Oslo"], BEN)
    assert "0 of 2 judged a second time" in httpx.get(f"{desk.url}?queue=second").text
    for page in ("?queue=second", "item/c-300?queue=second"):
        shown = httpx.get(f"{desk.url}{page}").text
        assert "Ben Ode" not in re.sub("<option>.*?</option>", "", shown)  # whose work it is may be chosen
    form = fill(desk, "c-300", "accept")
    assert httpx.post(f"{desk.url}decide?queue=second", data=form).headers["location"].split("?")[0].endswith("c-100")
    assert "Ben Ode" in httpx.get(f"{desk.url}item/c-300?queue=second").text
    assert send(desk, fill(desk, "c-100", "accept")).status_code == 303
    printed = run({"DEFCOOP_HOME": str(home.home)}, "review", "agreement", "--format", "csv").stdout.splitlines()
    assert "Anna Berg,Ben Ode,record,2,1,0" in printed
    assert "Anna Berg,Ben Ode,place,1,0,0" in printed
    shown = httpx.get(f"{desk.url}agreement").text
    assert re.search(
        r'<td>record</td><td class="number">2</td><td class="number">1</td><td class="number">0.00</td>', shown
    )


def test_a_queue_that_is_done_or_empty_says_so(desk: OpenDesk) -> None:
    assert "Nothing waits here" in httpx.get(f"{desk.url}?queue=second").text
    for item in ("c-100", "c-200", "c-300"):
        done = send(desk, fill(desk, item, "accept"))
    assert "All of it is judged" in httpx.get(httpx.URL(desk.url).join(done.headers["location"])).text


def test_a_queue_that_a_night_publishes_anew_is_read_anew(home: Settings, desk: OpenDesk) -> None:
    assert "0 of 3 judged" in httpx.get(desk.url).text
    with duckdb.connect(str(home.published)) as con:  # nobody holds the file between two looks
        con.execute("update commitments set review = 'rejected' where commitment_id = 'c-300'")
    assert "0 of 2 judged" in httpx.get(desk.url).text


def test_a_decision_that_was_answered_is_on_disk_whatever_kills_the_desk(
    home: Settings, environment: dict[str, str]
) -> None:
    chance, answered = random.Random(7), 0
    for _ in range(3):
        with open_desk(environment) as desk:
            count = _send_until_killed(desk, chance.randint(3, 12))
        written, rejections = read_folder(home)
        assert rejections == []
        assert count >= 3
        assert answered + count <= len(written) <= answered + count + 1  # the last may be written and not answered
        answered = len(written)


def _send_until_killed(desk: OpenDesk, most: int) -> int:
    """Decisions that were answered before the desk was killed, in the middle of others."""
    form, count = fill(desk, "c-300", "accept"), 0
    with httpx.Client() as client:
        try:
            while True:
                done = client.post(f"{desk.url}decide", data=form | {"reason": f"number {count} " + "é" * 3000})
                assert done.status_code == 303
                count += 1
                if count == most:
                    threading.Timer(0.005, desk.process.kill).start()
        except httpx.TransportError:
            return count


def test_a_line_that_a_power_cut_tore_spoils_no_other(home: Settings, environment: dict[str, str]) -> None:
    with open_desk(environment) as desk:
        for item in ("c-300", "c-200"):
            assert send(desk, fill(desk, item, "accept")).status_code == 303
    (path,) = home.decisions_folder.glob("*.csv")
    path.write_bytes(path.read_bytes()[:-20])
    with open_desk(environment) as desk:
        assert send(desk, fill(desk, "c-100", "reject")).status_code == 303
    rows, rejections = read_folder(home)
    assert [row["target_id"] for row in rows] == ["c-300", "c-100"]
    assert len(rejections) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("review",), "nobody decides — give --reviewer NAME, or set DEFCOOP_REVIEWER"),
        (("review", "--reviewer", "Anna", "--port", "70000"), "65535"),
    ],
)
def test_a_desk_that_cannot_be_opened_says_why(
    environment: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    done = run(environment, *arguments)
    assert done.returncode != 0
    assert words in done.stderr


def test_a_port_that_is_taken_is_named(environment: dict[str, str], desk: OpenDesk) -> None:
    port = httpx.URL(desk.url).port
    done = run(environment, "review", "--reviewer", "Ben", "--port", str(port))
    assert (done.returncode, f"cannot listen on port {port}" in done.stderr) == (1, True)
