"""Versions by name, and what a night's summary says of what it changed."""

import json
import re
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.home.changes import WORDS, describe_changes, find_version
from pipeline.settings import Settings
from tests.kept_nights import KEPT, NAMES
from tests.small_world import run
from warehouse.diff import CHANGES


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("current", "night-3"), ("previous", "night-2"), ("night-1", "night-1"), ("2026-03-03", "night-2"),
        ("2027-01-01", "night-3"),
    ],
)  # fmt: skip
def test_a_version_has_an_id_a_day_and_a_place_in_time(kept_nights: Settings, name: str, found: str) -> None:
    assert find_version(kept_nights, name).version_id == found


@pytest.mark.parametrize("name", ["night-0", "2026-02-01", "yesterday"])
def test_a_version_that_is_not_kept_is_named_with_those_that_are(kept_nights: Settings, name: str) -> None:
    with pytest.raises(PipelineError, match=rf"no version '{name}' is kept — use one of: .*night-3, night-2, night-1"):
        find_version(kept_nights, name)


def test_the_summary_says_what_the_night_changed(kept_nights: Settings) -> None:
    text = "\n".join(describe_changes(kept_nights))
    assert "changed     since night-2: 1 new" in text
    assert "budget_share by LVA" in text
    assert "raise its defence spending to 5 percent" in text


def test_the_summary_of_the_first_night_says_that_all_is_new(kept_nights: Settings, tmp_path: Path) -> None:
    first = kept_nights.model_copy(update={"home": tmp_path})
    first.published.parent.mkdir()
    first.published.write_bytes(kept_nights.published.read_bytes())
    (line,) = describe_changes(first)
    found = re.fullmatch(r"changed     all is new: (\d+) new, 3 figures new", line)
    assert found
    told = json.loads(run({"DEFCOOP_HOME": str(tmp_path)}, "diff", "--format", "json").stdout)
    assert [row["change"] for row in told] == ["added"] * int(found[1]) + ["figure_added"] * 3


def test_both_are_commands(kept_nights: Settings) -> None:
    environment = {"DEFCOOP_HOME": str(kept_nights.home)}
    listed = json.loads(run(environment, "versions", "--format", "json").stdout)
    assert [(row["version"], row["current"], row["exported"]) for row in listed] == [
        (name, name == NAMES[-1], True) for name in NAMES[: -KEPT - 1 : -1]
    ]
    assert all(Path(row["path"]).exists() for row in listed)
    told = json.loads(run(environment, "diff", "night-1", "--format", "json").stdout)
    added = [row["url"] for row in told if row["change"] == "added"]
    assert sorted(added) == ["gazette/latvia-2.txt", "gazette/latvia-3.txt"]
    unknown = run(environment, "diff", "night-0")
    assert (unknown.returncode, unknown.stderr[:38]) == (1, "error: no version 'night-0' is kept — ")


def test_every_kind_of_change_has_its_words() -> None:
    assert tuple(WORDS) == CHANGES
