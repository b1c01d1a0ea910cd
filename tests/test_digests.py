"""Digests: what a night changed for those who asked for it, once, through their channel."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from pipeline.alerts.digests import load_subscriptions, write_digests
from pipeline.alerts.incidents import list_seen
from pipeline.alerts.telling import tell
from pipeline.errors import PipelineError
from pipeline.home import ledger
from pipeline.settings import Settings
from tests.kept_nights import NAMES
from tests.listeners import Hook, open_hook
from tests.small_world import write


@pytest.fixture
def hook() -> Iterator[Hook]:
    with open_hook() as found:
        yield found


@pytest.fixture
def desk(kept_nights: Settings, tmp_path: Path, hook: Hook) -> Settings:
    """A home of some nights, each of which pledges something new for Latvia, with a channel for subscribers."""
    shutil.copytree(kept_nights.home, tmp_path / "home", symlinks=True)
    write(tmp_path / "alerting.yml", yaml.safe_dump({"channels": {"desk": {"webhook": hook.url}}}))
    changes = {"home": tmp_path / "home", "alerting": tmp_path / "alerting.yml"}
    return kept_nights.model_copy(update=changes | {"subscriptions": tmp_path / "subscriptions.yml"})


def subscribe(settings: Settings, **given: object) -> None:
    assert settings.subscriptions is not None
    write(settings.subscriptions, yaml.safe_dump({"baltic": {"channel": "desk"} | given}))


def show(settings: Settings, night: str) -> None:
    """Make one of the kept nights the published one, and end it."""
    shutil.copyfile(settings.versions / f"{night}.duckdb", settings.published)
    write_digests(settings, night)
    tell(settings, night)


def test_the_first_night_of_a_subscription_only_notes_where_it_begins(desk: Settings, hook: Hook) -> None:
    subscribe(desk)
    show(desk, NAMES[2])
    assert hook.calls == []


def test_a_digest_tells_what_changed_with_its_sentence_and_only_once(desk: Settings, hook: Hook) -> None:
    subscribe(desk, actors=["LVA"])
    for night in (NAMES[2], NAMES[3], NAMES[3]):
        show(desk, night)
    (call,) = hook.calls
    assert call.content["occasion"] == "digest"
    assert call.content["subject"] == "defcoop: baltic: 1 new, 1 with another delivery"
    assert "budget_share by LVA" in call.content["body"]
    assert "5 percent of GDP by 2033" in call.content["body"]


def test_a_lost_night_loses_no_change(desk: Settings, hook: Hook) -> None:
    subscribe(desk, actors=["LVA"])
    for night in (NAMES[1], NAMES[3]):
        show(desk, night)
    (call,) = hook.calls
    assert call.content["subject"] == "defcoop: baltic: 2 new, 1 with another delivery"


@pytest.mark.parametrize(
    "asked", [{"actors": ["EST"]}, {"kinds": ["joint_training"]}, {"share_min": 5.5}, {"changes": ["withdrawn"]}]
)
def test_who_asks_for_something_else_hears_nothing(desk: Settings, hook: Hook, asked: dict[str, object]) -> None:
    subscribe(desk, **asked)
    for night in (NAMES[2], NAMES[3]):
        show(desk, night)
    assert hook.calls == []


def test_a_version_that_is_kept_no_more_is_answered_from_the_oldest_that_is(desk: Settings, hook: Hook) -> None:
    subscribe(desk)
    show(desk, NAMES[1])
    (desk.versions / f"{NAMES[1]}.duckdb").unlink()
    show(desk, NAMES[3])
    (call,) = hook.calls
    assert f"Since {NAMES[2]}" in call.content["body"]


def test_what_fell_due_without_evidence_is_told_on_the_night_it_does(desk: Settings, hook: Hook) -> None:
    subscribe(desk, changes=["overdue"])
    show(desk, NAMES[1])
    show(desk, NAMES[2])
    assert hook.calls == []  # nothing fell due between the two
    with duckdb.connect(str(desk.versions / f"{NAMES[2]}.duckdb")) as con:  # as if it were not due yet
        con.execute("update commitments set due_end_on = date '2099-12-31' where kind = 'joint_training'")
    show(desk, NAMES[3])
    (call,) = hook.calls
    assert call.content["subject"] == "defcoop: baltic: 1 overdue"
    assert "joint_training by LTU, POL (due 2025-07-31)" in call.content["body"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("baltic: {actors: [Atlantis]}", "baltic.actors: Value error, no actor 'Atlantis'"),
        ("baltic: {kinds: [picnic]}", "no kind 'picnic'"),
        ("baltic: {colour: red}", "baltic.colour"),
        ("- baltic", "no list of names"),
        ("baltic: [", "while parsing"),
    ],
)
def test_a_wrong_file_is_said_with_its_place_and_is_an_incident_of_a_good_night(
    desk: Settings, content: str, said: str
) -> None:
    assert desk.subscriptions is not None
    write(desk.subscriptions, content)
    with pytest.raises(PipelineError, match=said):
        load_subscriptions(desk)
    show(desk, NAMES[3])
    (incident,) = list_seen(desk, NAMES[3])
    assert incident.severity == "warning"
    assert [alert["occasion"] for alert in ledger.read_alerts(desk)] == ["opened"]
