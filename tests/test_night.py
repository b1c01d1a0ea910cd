"""Whole nights, end to end, in processes of their own: the same again, killed anywhere, sabotaged, fed with rubbish."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.home.ledger import lock_home
from tests.listeners import Mailbox, open_mailbox
from tests.small_world import ARTICLES, FIGURES, ROOT, list_bytes, make_world, run, start, write, write_source
from warehouse.query import hash_tables, query

Environment = dict[str, str]
IMPOSSIBLE = """Latvia plans more
Published: 2025-04-01

Latvia will raise its defence spending to 200 percent of GDP by 2030, the defence ministry said.
"""


def published(environment: Environment) -> Path:
    return Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"


def exports(environment: Environment) -> Path:
    return Path(environment["DEFCOOP_HOME"]) / "exports"


def ask(environment: Environment, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in query(published(environment), statement, {}).rows]


@dataclass(frozen=True)
class Night:
    """An undisturbed night that others are compared with."""

    environment: Environment
    printed: str
    progress: str
    hashes: dict[str, str] = field(repr=False)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    environment = make_world(tmp_path_factory.mktemp("world"))
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    return Night(environment, done.stdout, done.stderr, hash_tables(published(environment)))


def test_a_night_publishes_what_the_sources_say(night: Night) -> None:
    rows = ask(night.environment, "select kind, list_sort(parties) from commitments order by all")
    assert ("joint_training", ["DNK", "NOR"]) in rows
    assert ("budget_share", ["EST"]) in rows
    assert ask(night.environment, "select count(*) from indicators") == [(3,)]


def test_a_night_says_what_it_did_and_where_it_lies(night: Night) -> None:
    for words in ("published", "joint_training", "4 documents", "undated", "3 sources", "defcoop sql"):
        assert words in night.printed
    assert str(published(night.environment)) in night.printed
    assert "ingest gazette" in night.progress


def test_every_row_that_came_in_is_a_row_or_a_rejection(night: Night) -> None:
    (documents,) = ask(night.environment, "select count(*) from documents")
    (rejections,) = ask(night.environment, "select count(*), min(location) from rejections where stage = 'documents'")
    assert documents[0] + rejections[0] == len(ARTICLES) + 2
    assert "undated.txt" in rejections[1]


def test_the_same_night_again_changes_nothing_and_says_so(night: Night) -> None:
    before = published(night.environment).read_bytes(), list_bytes(exports(night.environment))
    done = run(night.environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"}, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    assert "unchanged" in done.stdout
    assert (published(night.environment).read_bytes(), list_bytes(exports(night.environment))) == before


def test_through_airflow_the_night_gives_the_same_warehouse(night: Night, tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    done = run(environment, "nightly")
    assert done.returncode == 0, done.stderr
    assert hash_tables(published(environment)) == night.hashes
    assert list_bytes(exports(environment)) == list_bytes(exports(night.environment)) != {}
    assert "Traceback" not in done.stderr
    again = run(environment, "nightly")
    assert (again.returncode, "unchanged" in again.stdout) == (0, True), again.stderr


MOMENTS = (
    "snapshots/*/*",
    "stages/documents/b-*",
    "stages/mentions/b-*",
    "stages/commitments/c-*",
    "warehouse/next.duckdb",
)


def kill_when_there(environment: Environment, pattern: str) -> bool:
    """Start a night, kill it as soon as a file of this pattern is there; whether it was killed before its end."""
    home = Path(environment["DEFCOOP_HOME"])
    with start(environment, "nightly", "--direct") as process:
        while process.poll() is None and not any(home.glob(pattern)):
            time.sleep(0.002)
        process.kill()
    return process.returncode == -9


def test_killed_at_five_moments_the_night_ends_as_if_undisturbed(night: Night, tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    killed = [kill_when_there(environment, moment) for moment in MOMENTS]
    assert killed == [True] * len(MOMENTS)
    assert not published(environment).exists()
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    assert hash_tables(published(environment)) == night.hashes
    assert list_bytes(exports(environment)) == list_bytes(exports(night.environment))


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, Environment]]:
    with open_mailbox() as box:
        settings = {"DEFCOOP_SMTP_HOST": "127.0.0.1", "DEFCOOP_SMTP_PORT": str(box.port)}
        yield box, settings | {"DEFCOOP_ALERT_EMAIL_TO": "duty@example.org"}


def copy_world(night: Night, folder: Path) -> Environment:
    """The world of an undisturbed night, with its home, at another place."""
    environment = make_world(folder)
    home = Path(night.environment["DEFCOOP_HOME"])
    for path in home.rglob("*"):
        if path.is_file():
            target = Path(environment["DEFCOOP_HOME"]) / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"}


def test_figures_that_cannot_be_stop_the_dags_and_send_one_mail(
    night: Night, mailbox: tuple[Mailbox, Environment], tmp_path: Path
) -> None:
    box, mail_settings = mailbox
    environment = copy_world(night, tmp_path) | mail_settings
    before = published(environment).read_bytes()
    write(tmp_path / "yearbook" / "shares.csv", FIGURES + "LVA,2024,200,Small Yearbook,2025\n")
    done = run(environment, "nightly")
    expect_refusal(environment, done, before)
    expect_one_mail(box, "indicators", "share_of_gdp_pct", "LVA", "200", "yearbook")


def test_an_article_that_cannot_be_is_refused_until_a_person_takes_it_out(
    night: Night, mailbox: tuple[Mailbox, Environment], tmp_path: Path
) -> None:
    box, mail_settings = mailbox
    environment = copy_world(night, tmp_path) | mail_settings
    before = published(environment).read_bytes()
    write(tmp_path / "gazette" / "latvia.txt", IMPOSSIBLE)
    expect_refusal(environment, run(environment, "nightly", "--direct"), before)
    expect_one_mail(box, "mentions", "share_of_gdp_is_possible", "200 percent of GDP", "gazette")
    waiting = json.loads(run(environment, "status", "--format", "json").stdout)
    (batch,) = [row["id"] for row in waiting if row["what"] == "batch"]
    assert run(environment, "discard", batch, "--reason", "a misprint").returncode == 0
    done = run(environment | {"DEFCOOP_NOW": "2026-03-03T02:00:00Z"}, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    assert ask(environment, "select count(*) from mentions where quantity_value = 200") == [(0,)]


def test_a_figure_that_its_source_corrects_replaces_the_old_one_and_may_come_back(night: Night, tmp_path: Path) -> None:
    environment = copy_world(night, tmp_path)
    ((country, year, old),) = ask(environment, "select country_id, year, share_of_gdp_pct from indicators limit 1")
    path = tmp_path / "yearbook" / "shares.csv"
    write(path, FIGURES.replace(f"{country},{year},{old:g},", f"{country},{year},9.5,"))
    assert "9.5" in path.read_text()
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout
    where = f"where country_id = '{country}' and year = {year}"
    assert ask(environment, f"select share_of_gdp_pct from latest_indicators {where}") == [(9.5,)]
    columns = "share_of_gdp_pct, recorded_to is null"
    assert ask(environment, f"select {columns} from indicators {where} order by recorded_from") == [
        (old, False), (9.5, True),
    ]  # fmt: skip
    write(path, FIGURES)
    done = run(environment | {"DEFCOOP_NOW": "2026-03-03T02:00:00Z"}, "nightly", "--direct")
    assert done.returncode == 0, done.stdout
    assert ask(environment, f"select {columns} from indicators {where} order by recorded_from") == [
        (old, False), (9.5, False), (old, True),
    ]  # fmt: skip
    assert ask(environment, "select count(*) from indicators where recorded_to is null") == [(3,)]


def test_what_a_file_of_other_declarations_derived_is_made_anew(night: Night, tmp_path: Path) -> None:
    environment = copy_world(night, tmp_path)
    with duckdb.connect(str(published(environment))) as con:
        con.execute("update runs set judged_by = 'the checks of before'")
        con.execute("update mentions_by_voice set mentions_count = 99")
        con.execute("update commitment_days set agreed_on = '1900-01-01'")
    write(tmp_path / "gazette" / "chile.txt", IMPOSSIBLE.replace("Latvia", "Chile").replace("200 percent", "2 percent"))
    assert run(environment, "nightly", "--direct").returncode == 0
    assert ask(environment, "select sum(mentions_count) = (select count(*) from mentions) from mentions_by_voice") == [
        (True,)
    ]
    assert ask(environment, "select count(*) from commitment_days where agreed_on = '1900-01-01'") == [(0,)]


def test_a_source_below_its_minimum_is_refused_even_when_nothing_is_new(
    night: Night, mailbox: tuple[Mailbox, Environment], tmp_path: Path
) -> None:
    box, mail_settings = mailbox
    environment = copy_world(night, tmp_path) | mail_settings
    before = published(environment).read_bytes()
    write_source(tmp_path, "gazette", documents_min=50)
    expect_refusal(environment, run(environment, "nightly", "--direct"), before)
    expect_one_mail(box, "gazette", "50")


def expect_refusal(environment: Environment, done: subprocess.CompletedProcess[str], before: bytes) -> None:
    assert done.returncode == 1
    assert "refused" in done.stdout
    assert "Traceback" not in done.stderr
    assert published(environment).read_bytes() == before
    assert list((Path(environment["DEFCOOP_HOME"]) / "warehouse" / "failed").glob("*.duckdb"))


def expect_one_mail(box: Mailbox, *words: str) -> None:
    ((subject, body),) = box.mails
    assert "audit failed" in subject
    for word in (*words, "night-20260302T020000Z", "Remedy"):
        assert word in body


def test_bad_items_are_rejections_and_the_night_goes_on(night: Night, tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    (tmp_path / "gazette" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    write(tmp_path / "gazette" / "huge.html", "<html><body>" + "<p>Norway trains.</p>" * 2_500_000)
    write(tmp_path / "wire" / "empty.xml", "")
    write(tmp_path / "wire" / "page.xml", "<html><body>not a feed</body></html>")
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    found = dict(ask(environment, "select rule, location from rejections where stage in ('fetch', 'read')"))
    assert {"unreadable", "empty", "not_a_feed", "too_large"} <= set(found)
    assert "gone.txt" in found["unreadable"]


def test_a_pipe_in_a_source_is_a_rejection_and_keeps_nobody_waiting(night: Night, tmp_path: Path) -> None:
    environment = copy_world(night, tmp_path)
    os.mkfifo(tmp_path / "gazette" / "pipe.txt")
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    ((reason,),) = ask(environment, "select reason from rejections where location like '%pipe.txt'")
    assert "a pipe" in reason


@pytest.mark.parametrize("arguments", [("nightly", "--direct"), ("nightly",)], ids=["direct", "airflow"])
def test_a_source_that_fails_is_named_and_the_others_are_published(
    night: Night, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    environment = make_world(tmp_path)
    write_source(tmp_path, "gazette", documents_min=0)
    write(Path(environment["DEFCOOP_HOME"]) / "fetches" / "gazette", "a file where a folder should be")
    done = run(environment, *arguments)
    assert (done.returncode, "published" in done.stdout) == (1, True), done.stderr
    assert "source gazette: cannot use" in done.stderr
    assert "Traceback" not in done.stderr
    assert ask(environment, "select distinct source_id from documents") == [("wire",)]
    (alert,) = (Path(environment["DEFCOOP_HOME"]) / "alerts").iterdir()
    assert "gazette" in json.loads(alert.read_text())["body"]


LIMIT = ("bash", "-c", 'ulimit -f 2; exec "$@"', "bash")
"""No file above two kilobytes: what a full disk does to a night, without a disk of its own."""
CONTENT = ("documents", "mentions", "indicators", "rejections", "commitment_parties", "commitment_evidence")


def test_a_refused_write_is_one_clear_error_and_the_next_night_goes_on_from_there(night: Night, tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    command = [*LIMIT, sys.executable, "-m", "pipeline.cli", "nightly", "--direct"]
    machine = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, env=machine, capture_output=True, text=True, check=False)
    assert (done.returncode, "failed" in done.stdout) == (1, True), done.stderr
    assert all(words in done.stderr for words in ("source gazette: cannot write", "free space"))
    assert "Traceback" not in done.stderr
    assert list((Path(environment["DEFCOOP_HOME"]) / "snapshots").glob("*/*"))
    done = run(environment | {"DEFCOOP_NOW": "2026-03-02T02:00:00Z"}, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    hashes = hash_tables(published(environment))
    assert {name: hashes[name] for name in CONTENT} == {name: night.hashes[name] for name in CONTENT}


def test_a_broken_file_of_the_catalogue_stops_its_source_alone(night: Night, tmp_path: Path) -> None:
    environment = copy_world(night, tmp_path)
    write_source(tmp_path, "wire", colour="red")
    write(
        tmp_path / "gazette" / "sweden.txt",
        "Drill\nPublished: 2025-05-02\n\nSweden and Norway will hold a joint drill in May.\n",
    )
    done = run(environment, "nightly", "--direct")
    assert (done.returncode, "source wire" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert ask(environment, "select count(*) from sources where source_id = 'wire'") == [(1,)]
    assert ask(environment, "select count(*) from documents where source_id = 'gazette'") == [(3,)]


@pytest.mark.parametrize("arguments", [("nightly", "--direct"), ("sources",)])
def test_an_unknown_key_of_the_catalogue_is_one_clear_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    environment = make_world(tmp_path)
    write_source(tmp_path, "wire", colour="red")
    done = run(environment, *arguments)
    assert done.returncode == 1
    assert "wire.yml" in done.stderr
    assert "colour" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    environment = make_world(tmp_path) | {"DEFCOOP_HOME": str(write(tmp_path / "file", "") / "home")}
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write to the home folder")
    assert done.stderr.count("\n") == 1


def test_two_nights_on_one_home_exclude_each_other(tmp_path: Path) -> None:
    environment = make_world(tmp_path)
    home = Path(environment["DEFCOOP_HOME"])
    home.mkdir()
    with lock_home(home):
        done = run(environment, "nightly", "--direct")
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: another night is running on {home} (process {os.getpid()})")
    assert done.stderr.count("\n") == 1
