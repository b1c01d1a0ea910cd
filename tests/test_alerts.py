"""Alerts: one message an incident, through channels that may be down, until a good night says that it is over."""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from pipeline.alerts import faults as alerts
from pipeline.alerts import incidents
from pipeline.alerts.channels import load_alerting
from pipeline.alerts.incidents import CRITICAL, WARNING, list_incidents, list_pressing, list_seen
from pipeline.alerts.sending import SMTP_CONNECTION, sign
from pipeline.alerts.telling import find_channels, tell
from pipeline.alerts.watch import watch_nights
from pipeline.commands.handling import acknowledge_all, describe_incident, try_channels
from pipeline.errors import PipelineError, SourceFailed
from pipeline.home import ledger
from pipeline.settings import Settings, load_settings
from schemas.terms import list_terms
from tests.listeners import Hook, Mailbox
from tests.small_world import ROOT, write

SECRET = "whsec_" + base64.b64encode(b"a secret of the desk").decode()
NIGHT_1 = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home without channels, on the first night."""
    monkeypatch.setenv("DEFCOOP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DEFCOOP_NOW", NIGHT_1.isoformat())
    return load_settings()


@pytest.fixture
def desk(home: Settings, box: Mailbox, hook: Hook) -> Settings:
    """A home whose critical alerts go to a webhook and by mail, and its warnings by mail, not at night."""
    channels = {
        "hook": {"webhook": hook.url, "secret": SECRET, "fallback": "duty"},
        "duty": {"email": ["duty@example.org"]},
        "spare": {"url": f"json://127.0.0.1:{hook.url.split(':')[2]}"},
    }
    routes = [
        {"severity": "critical", "channels": ["hook", "duty"]},
        {"severity": "warning", "channels": ["duty"], "quiet": "22:00-07:00"},
    ]
    path = home.home.parent / "alerting.yml"
    write(path, yaml.safe_dump({"channels": channels, "routes": routes}))
    return home.model_copy(update={"alerting": path, "smtp_host": "127.0.0.1", "smtp_port": box.port})


def later(settings: Settings, **delta: float) -> Settings:
    return settings.model_copy(update={"now": settings.clock() + timedelta(**delta)})


def refuse(settings: Settings, run_id: str, check: str = "indicators.share_of_gdp_pct.between") -> None:
    """A night whose audit is refused, to its end."""
    failure = {
        "check_name": check, "table_name": "indicators", "failures_count": 1, "rows_count": 3,
        "details": "country_id=LVA, year=2030", "remedy": "correct the figure",
    }  # fmt: skip
    alerts.alert_failed_audit(settings, run_id, [failure], "Batches: b-1")
    tell(settings, run_id)


def end_well(settings: Settings, run_id: str) -> None:
    """A night that came to its end."""
    alerts.heal_after(settings, run_id)
    tell(settings, run_id)


def test_a_refused_night_is_one_mail_and_one_call_with_rows_and_remedy(
    desk: Settings, box: Mailbox, hook: Hook
) -> None:
    refuse(desk, "night-1")
    ((subject, body),) = box.mails
    assert subject == "defcoop: audit failed: indicators.share_of_gdp_pct.between"
    for words in ("country_id=LVA", "correct the figure", "night-1", "How bad: critical", "Published: nothing yet"):
        assert words in body
    assert "docs/runbook.md#audit" in body
    (call,) = hook.calls
    assert call.content["body"] in body.replace("&#x27;", "'")
    assert call.content["severity"] == CRITICAL


def test_a_webhook_is_signed_so_that_its_owner_can_verify_it(desk: Settings, hook: Hook) -> None:
    refuse(desk, "night-1")
    (call,) = hook.calls
    signed = f"{call.headers['webhook-id']}.{call.headers['webhook-timestamp']}.{call.body}"
    digest = hmac.new(b"a secret of the desk", signed.encode(), hashlib.sha256).digest()
    assert call.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert int(call.headers["webhook-timestamp"]) == int(NIGHT_1.timestamp())


def test_a_signature_is_that_of_the_standard() -> None:
    """The example of Standard Webhooks 1.0."""
    secret, message_id, stamp = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330"
    assert sign(secret, message_id, stamp, '{"test": 2432232314}') == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_ten_refused_nights_in_a_row_are_one_incident_and_one_message(desk: Settings, box: Mailbox, hook: Hook) -> None:
    for number in range(6):
        refuse(later(desk, days=number), f"night-{number}")
    assert (len(box.mails), len(hook.calls)) == (1, 1)
    (incident,) = list_incidents(desk)
    assert (incident.nights, incident.opened_at) == (6, NIGHT_1.isoformat())


def test_who_is_told_twice_has_waited_for_the_days_that_are_set(desk: Settings, box: Mailbox) -> None:
    for number in range(10):
        refuse(later(desk, days=number), f"night-{number}")
    assert [subject.split(":")[1].strip() for subject, _ in box.mails] == ["audit failed", "still there"]
    assert "seen by 8 runs" in box.mails[1][1]


def test_a_night_that_fails_in_another_way_is_told(desk: Settings, box: Mailbox) -> None:
    refuse(desk, "night-1")
    refuse(later(desk, days=1), "night-2", "commitments.parties.not_null")
    assert box.mails[1][0] == "defcoop: changed: audit failed: commitments.parties.not_null"
    assert len(list_incidents(desk)) == 1


def test_what_is_healed_is_told_once_and_comes_back_as_another_incident(
    desk: Settings, box: Mailbox, hook: Hook
) -> None:
    refuse(desk, "night-1")
    for number in (2, 3):
        end_well(later(desk, days=number), f"night-{number}")
    assert [subject for subject, _ in box.mails][1:] == [
        "defcoop: all clear: audit failed: indicators.share_of_gdp_pct.between"
    ]
    assert [call.content["occasion"] for call in hook.calls] == ["opened", "healed"]
    refuse(later(desk, days=4), "night-4")
    assert [incident.state for incident in list_incidents(desk)] == ["healed", "open"]
    assert len(hook.calls) == 3


def test_a_night_heals_only_the_sources_that_it_looked_at(desk: Settings, box: Mailbox) -> None:
    for source_id in ("gazette", "wire"):
        error = SourceFailed(source_id, "cannot use it", "give permission")
        alerts.alert_failed_step(desk, "night-1", f"ingest_source {source_id}", error)
    tell(desk, "night-1")
    ((subject, body),) = box.mails
    assert subject == "defcoop: 2 sources could not be read: gazette, wire"
    assert body.count("cannot use it") == 2
    next_night = later(desk, days=1)
    ledger.write_entry(next_night, "night-2", "ingest-wire", {"source_id": "wire"})
    end_well(next_night, "night-2")
    assert {i.scope: i.state for i in list_incidents(desk)} == {"gazette": "open", "wire": "healed"}


def test_many_batches_that_fail_in_one_night_are_one_message(desk: Settings, box: Mailbox) -> None:
    for number in range(10):
        alerts.alert_failed_step(desk, "night-1", f"extract_batch [{number}]", RuntimeError(f"batch {number}"))
        tell(desk, "night-1")
    assert [subject for subject, _ in box.mails] == ["defcoop: task extract_batch failed"]
    (incident,) = list_seen(desk, "night-1")
    assert all(f"batch {number}" in incident.body for number in range(10))


def test_a_silence_that_people_know_of_presses_nobody(desk: Settings) -> None:
    for run_id in ("night-1", "night-2"):
        alerts.report_incident(desk, run_id, "coverage", "wire", WARNING, "defcoop: wire is silent", "since March")
        alerts.report_incident(desk, run_id, "export", "", WARNING, "defcoop: export failed", "Remedy: free space")
    assert {i.kind for i in list_pressing(desk, "night-1")} == {"coverage", "export"}
    assert [i.kind for i in list_pressing(desk, "night-2")] == ["export"]


def test_a_warning_that_becomes_critical_is_told_again(desk: Settings, box: Mailbox) -> None:
    noon = later(desk, hours=10)
    for run_id, severity in (("night-1", WARNING), ("night-2", CRITICAL), ("night-3", CRITICAL)):
        alerts.report_incident(noon, run_id, "coverage", "wire", severity, "defcoop: wire is silent", "since March")
        tell(noon, run_id)
    assert [subject for subject, _ in box.mails] == [
        "defcoop: wire is silent", "defcoop: became critical: wire is silent"
    ]  # fmt: skip


def test_a_warning_waits_until_the_quiet_hours_are_over_and_a_critical_alert_does_not(
    desk: Settings, box: Mailbox
) -> None:
    alerts.report_incident(desk, "night-1", "export", "", WARNING, "defcoop: export failed", "Remedy: free space")
    refuse(desk, "night-1")
    assert [subject.split(":")[1] for subject, _ in box.mails] == [" audit failed"]
    tell(later(desk, hours=4.9), "watch-1")
    assert len(box.mails) == 1
    tell(later(desk, hours=5), "watch-2")
    assert [subject for subject, _ in box.mails][1:] == ["defcoop: export failed"]


def test_who_has_it_in_hand_is_not_reminded_and_hears_of_the_end(desk: Settings, box: Mailbox) -> None:
    refuse(desk, "night-1")
    (incident,) = list_incidents(desk)
    with pytest.raises(PipelineError, match="nobody says so"):
        acknowledge_all([incident.incident_id], None, "the publisher knows")
    incidents.acknowledge(desk, incident, "A. Analyst", "the publisher knows")
    for number in range(1, 20):
        refuse(later(desk, days=number), f"night-{number + 1}")
    assert len(box.mails) == 1
    assert "A. Analyst: the publisher knows" in describe_incident(incident.incident_id)
    end_well(later(desk, days=21), "night-22")
    assert "all clear" in box.mails[1][0]


def test_a_channel_that_fails_is_taken_over_and_is_itself_reported(desk: Settings, box: Mailbox, hook: Hook) -> None:
    hook.status = 503
    noon = later(desk, hours=10)
    refuse(noon, "night-1")
    subjects = sorted(subject for subject, _ in box.mails)
    assert subjects == [
        "defcoop: audit failed: indicators.share_of_gdp_pct.between", "defcoop: channel hook did not take a message"
    ]  # fmt: skip
    hook.status = 200
    end_well(later(noon, days=1), "night-2")
    assert "defcoop: all clear: channel hook did not take a message" in [subject for subject, _ in box.mails]


def test_a_channel_that_is_the_only_one_of_its_route_is_reported_by_its_fallback_and_tells_of_its_end(
    desk: Settings, box: Mailbox, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.alerting is not None
    channels = {"duty": {"email": ["duty@example.org"], "fallback": "hook"}, "hook": {"webhook": hook.url}}
    routes = [{"severity": severity, "channels": ["duty"]} for severity in ("critical", "warning")]
    write(desk.alerting, yaml.safe_dump({"channels": channels, "routes": routes}))
    refuse(desk.model_copy(update={"smtp_port": 9}), "night-1")
    said = ["audit failed: indicators.share_of_gdp_pct.between", "channel duty did not take a message"]
    assert [call.content["subject"] for call in hook.calls] == [f"defcoop: {subject}" for subject in said]
    monkeypatch.delenv(SMTP_CONNECTION)  # as in the next process
    end_well(later(desk, days=1), "night-2")
    assert [subject for subject, _ in box.mails] == [f"defcoop: all clear: {subject}" for subject in said]
    assert len(hook.calls) == 2


def test_what_no_channel_takes_waits_for_the_next_hour(
    desk: Settings, box: Mailbox, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.status = 500
    nowhere = desk.model_copy(update={"smtp_port": 9})
    refuse(nowhere, "night-1")
    assert all(alert["channels"] == ["log"] for alert in ledger.read_alerts(desk))
    hook.status = 200
    monkeypatch.delenv(SMTP_CONNECTION)  # as in the next process
    tell(later(desk, hours=10), "watch-1")
    assert "audit" in [i.kind for i in list_incidents(desk) if find_channels(desk, i) == ["log", "duty", "hook"]]
    assert sum("audit failed" in subject for subject, _ in box.mails) == 1


def test_no_secret_of_a_channel_is_in_what_is_said(
    desk: Settings, hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    hook.status = 403
    refuse(desk, "night-1")
    said = caplog.text + "".join(path.read_text() for path in desk.home.rglob("*.json"))
    assert "the webhook answered 403" in said
    assert "k3y-in-the-path" not in said
    assert SECRET not in said


def test_without_a_file_of_channels_mail_goes_to_the_recipients(home: Settings, box: Mailbox) -> None:
    recipients = {"alert_email_to": "duty@example.org", "smtp_host": "127.0.0.1", "smtp_port": box.port}
    refuse(home.model_copy(update=recipients), "night-1")
    assert len(box.mails) == 1


def test_a_broken_file_of_channels_is_an_incident_and_mail_still_goes_out(desk: Settings, box: Mailbox) -> None:
    assert desk.alerting is not None
    write(desk.alerting, "channels: {duty: {email: [a@example.org], webhook: 'https://hooks.example.org/k3y'}}\n")
    refuse(desk.model_copy(update={"alert_email_to": "duty@example.org"}), "night-1")
    assert sorted(subject for subject, _ in box.mails)[1] == "defcoop: the file of channels cannot be used"
    assert "k3y" not in "".join(body for _, body in box.mails)


DUTY = "channels: {duty: {email: [a@example.org]}}\nroutes: "


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("channels: {duty: {fax: '1'}}", "channels.duty.fax"),
        (DUTY + "[{severity: critical, channels: [room]}]", "no channel 'room'"),
        ("channels: {duty: {email: [a@example.org], fallback: room}}", "no channel 'room'"),
        (DUTY + "[{severity: warning, channels: [duty], quiet: late}]", "22:00-07:00"),
        (DUTY + "[{severity: warning, channels: [duty], zone: Mars}]", "Europe/Brussels"),
        ("channels: {duty: {url: 'json://${NO_SUCH_VARIABLE}'}}", "NO_SUCH_VARIABLE_FILE"),
        ("channels: [", "line"),
    ],
)
def test_a_wrong_file_of_channels_is_said_with_its_place(desk: Settings, content: str, said: str) -> None:
    assert desk.alerting is not None
    write(desk.alerting, content)
    with pytest.raises(PipelineError, match=re.escape(said)):
        load_alerting(desk)


def test_a_secret_comes_from_the_environment_or_from_a_file(
    desk: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.alerting is not None
    write(desk.alerting, "channels: {hook: {webhook: 'https://example.org/${PATH_KEY}', secret: '${SIGNING_KEY}'}}")
    monkeypatch.setenv("PATH_KEY", "k1")
    write(tmp_path / "secret", "k2\n")
    monkeypatch.setenv("SIGNING_KEY_FILE", str(tmp_path / "secret"))
    channel = load_alerting(desk).channels["hook"]
    assert channel.webhook.get_secret_value() == "https://example.org/k1"
    assert channel.secret.get_secret_value() == "k2"


def test_each_channel_can_be_tried(
    desk: Settings, box: Mailbox, hook: Hook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEFCOOP_ALERTING", str(desk.alerting))
    monkeypatch.setenv("DEFCOOP_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DEFCOOP_SMTP_PORT", str(box.port))
    assert try_channels([])
    assert re.findall(r"^\w+: sent$", capsys.readouterr().out, re.MULTILINE) == [
        "duty: sent",
        "hook: sent",
        "spare: sent",
    ]
    assert [len(box.mails), len(hook.calls)] == [1, 2]
    hook.status = 500
    assert not try_channels(["hook", "spare"])
    assert "hook: not sent: the webhook answered 500" in capsys.readouterr().out
    with pytest.raises(PipelineError, match="no channel 'room'"):
        try_channels(["room"])


def test_a_webhook_in_the_style_of_slack_gets_one_text(desk: Settings, hook: Hook) -> None:
    assert desk.alerting is not None
    content = {
        "channels": {"room": {"webhook": hook.url, "style": "slack"}},
        "routes": [{"severity": "critical", "channels": ["room"]}],
    }
    write(desk.alerting, json.dumps(content))
    refuse(desk, "night-1")
    (call,) = hook.calls
    assert list(call.content) == ["text"]
    assert call.content["text"].startswith("*defcoop: audit failed")


def test_a_night_that_never_ended_is_told_once_and_healed_by_the_next(desk: Settings, box: Mailbox) -> None:
    ledger.start_night(desk, "night-1")
    ledger.write_entry(desk, "night-1", "outcome", {"outcome": "unchanged"})
    assert watch_nights(later(desk, hours=25))
    stuck = later(desk, hours=24)
    ledger.start_night(stuck, "night-2")
    ledger.write_entry(stuck, "night-2", "outcome", {"outcome": "running"})
    for hours in (27, 28, 29):
        assert not watch_nights(later(desk, hours=hours))
    ((subject, body),) = box.mails
    assert subject == "defcoop: a night is missing"
    assert "The last that ended is night-1" in body
    ledger.write_entry(stuck, "night-2", "outcome", {"outcome": "published"})
    assert watch_nights(later(desk, hours=30))
    assert box.mails[1][0] == "defcoop: all clear: a night is missing"


def test_the_first_night_of_a_new_home_is_waited_for_from_the_first_look_on(desk: Settings, box: Mailbox) -> None:
    assert watch_nights(desk)
    assert watch_nights(later(desk, hours=25))
    assert not watch_nights(later(desk, hours=27))
    ((subject, body),) = box.mails
    assert subject == "defcoop: a night is missing"
    assert f"None has ended since {desk.clock():%Y-%m-%d %H:%M} UTC, the first look." in body


def test_a_first_look_of_a_clock_that_was_ahead_does_not_count(desk: Settings) -> None:
    assert watch_nights(later(desk, hours=1000))
    assert watch_nights(desk)
    assert not watch_nights(later(desk, hours=27))


def test_a_new_home_that_cannot_be_written_is_told_of_at_once(desk: Settings, box: Mailbox) -> None:
    (desk.home / "watch.json").mkdir(parents=True)
    assert not watch_nights(desk)
    assert "None has ended, and the home cannot be written." in box.mails[0][1]


def test_a_back_fill_is_no_night(desk: Settings, box: Mailbox) -> None:
    ledger.start_night(desk, "night-1")
    ledger.write_entry(desk, "night-1", "outcome", {"outcome": "published"})
    filled = later(desk, hours=26)
    ledger.start_night(filled, "backfill-wire-1")
    ledger.write_entry(filled, "backfill-wire-1", "window", {"source_id": "wire"})
    ledger.write_entry(filled, "backfill-wire-1", "outcome", {"outcome": "published"})
    assert not watch_nights(later(desk, hours=27))


def test_a_link_leads_to_the_audit_page_where_the_home_is_served(desk: Settings, box: Mailbox) -> None:
    write(desk.home / "audits" / "night-1.html", "<html></html>")
    refuse(desk.model_copy(update={"base_url": "https://defcoop.example.org/"}), "night-1")
    assert '<a href="https://defcoop.example.org/audits/night-1.html">' in box.mails[0][1]
    refuse(later(desk, days=1), "night-2", "another.check")
    assert "night-2.html" not in box.mails[1][1]


def test_every_kind_of_incident_has_its_entry_in_the_runbook() -> None:
    headings = re.findall(r"^## ([a-z]+)$", (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(list_terms("incident_kinds")) <= set(headings)
