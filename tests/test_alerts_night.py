"""Alerts of whole nights: a broken batch is one mail and one call with a link that opens, its end one all-clear."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.alerts.incidents import RUNS_KEPT, list_incidents
from pipeline.alerts.watch import watch_nights
from pipeline.run import run_night
from pipeline.settings import Settings, load_settings
from tests.listeners import Hook, Mailbox, open_link, serve
from tests.small_world import FIGURES, NOW, make_world, run, write

BROKEN = "LVA,2024,200,Small Yearbook,2025\n"


@pytest.fixture
def world(tmp_path: Path, box: Mailbox, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A world of three sources; its home is served on the web, and its alerts go by mail and to a webhook."""
    environment = make_world(tmp_path)
    channels = {"duty": {"email": ["duty@example.org"]}, "hook": {"webhook": hook.url}}
    routes = [{"severity": severity, "channels": ["duty", "hook"]} for severity in ("critical", "warning")]
    write(tmp_path / "alerting.yml", yaml.safe_dump({"channels": channels, "routes": routes}))
    (tmp_path / "home").mkdir()
    with serve(tmp_path / "home") as address:
        environment |= {
            "DEFCOOP_ALERTING": str(tmp_path / "alerting.yml"),
            "DEFCOOP_SMTP_HOST": "127.0.0.1",
            "DEFCOOP_SMTP_PORT": str(box.port),
            "DEFCOOP_BASE_URL": address,
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("AIRFLOW_CONN_SMTP_DEFAULT", raising=False)
        yield environment


def break_figures(world: dict[str, str], *rows: str) -> None:
    write(Path(world["DEFCOOP_ROOT"]) / "yearbook" / "shares.csv", FIGURES + "".join(rows))


def later(world: dict[str, str], days: int) -> dict[str, str]:
    return world | {"DEFCOOP_NOW": (datetime.fromisoformat(NOW) + timedelta(days=days)).isoformat()}


def test_a_broken_batch_is_one_mail_and_one_call_with_its_rows_and_a_link_that_opens(
    world: dict[str, str], box: Mailbox, hook: Hook
) -> None:
    break_figures(world, BROKEN)
    done = run(world, "nightly", "--direct")
    assert (done.returncode, "refused" in done.stdout) == (1, True), done.stderr
    ((_, mail),) = box.mails
    (call,) = hook.calls
    page = open_link(mail)
    for said in (mail, call.content["body"], page):
        for words in ("indicators.share_of_gdp_pct.between", "country_id=LVA", "share_of_gdp_pct=200", "yearbook"):
            assert words in said
        assert "country_id=EST" not in said
    break_figures(world)
    waiting = re.findall(r"b-[0-9a-f]{20}(?= of yearbook)", call.content["body"])
    for batch_id in waiting:
        assert run(world, "discard", batch_id, "--reason", "a misprint").returncode == 0
    for day in (1, 2):
        done = run(later(world, day), "nightly", "--direct")
        assert done.returncode == 0, done.stdout + done.stderr
    assert [subject for subject, _ in box.mails][1:] == [
        "defcoop: all clear: audit failed: indicators.share_of_gdp_pct.between"
    ]
    assert [call.content["occasion"] for call in hook.calls] == ["opened", "healed"]


def test_ten_broken_batches_in_a_row_are_one_incident(
    world: dict[str, str], box: Mailbox, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFCOOP_REMIND_DAYS", "30")
    for day in range(10):
        break_figures(world, f"LVA,{2000 + day},200,Small Yearbook,2025\n")
        monkeypatch.setenv("DEFCOOP_NOW", later(world, day)["DEFCOOP_NOW"])
        assert run_night(load_settings(), direct=True)[1] == "refused"
    assert (len(box.mails), len(hook.calls)) == (1, 1)
    (incident,) = list_incidents(load_settings())
    assert incident.nights == 10
    assert "Rows: 10 failed of" in incident.body


def test_where_the_home_is_not_served_the_link_leads_to_the_file(world: dict[str, str], box: Mailbox) -> None:
    break_figures(world, BROKEN)
    assert run(world | {"DEFCOOP_BASE_URL": ""}, "nightly", "--direct").returncode == 1
    assert "country_id=LVA" in open_link(box.mails[0][1])


def test_a_night_that_stays_away_for_a_month_is_one_small_incident(world: dict[str, str], box: Mailbox) -> None:
    settings: Settings = load_settings()
    first_look = settings.clock() - timedelta(hours=settings.night_hours_max + 1)
    assert watch_nights(settings.model_copy(update={"now": first_look}))
    for hour in range(24 * 30):
        at = settings.clock() + timedelta(hours=hour)
        watch_nights(settings.model_copy(update={"now": at, "remind_days": 365}))
    (incident,) = list_incidents(settings)
    assert (incident.nights, len(incident.runs)) == (720, RUNS_KEPT + 1)
    assert (incident.runs[0], incident.runs[-1]) == ("watch-20260301T020000Z", "watch-20260331T010000Z")
    assert len(box.mails) == 1
