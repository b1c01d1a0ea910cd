"""The README is true: what it shows runs, on a warehouse of the samples, and prints what it says that it prints."""

import re
import shlex
from pathlib import Path

import pytest

from tests.samples_world import SamplesNight
from tests.small_world import run

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\$ (?:\.venv/bin/)?(defcoop .+)\n((?:(?!\$ |```).*\n)*)", README, re.M)
SERVES = ("defcoop review", "defcoop ui")
"""Commands that go on until they are stopped; tests of their own run them."""
MENTIONED = [
    command for command in re.findall(r"`(defcoop [^`]+)`", README) if "BATCH" not in command and command not in SERVES
]


def run_shown(samples_night: SamplesNight, command: str) -> str:
    done = run(samples_night.environment, *shlex.split(command)[1:])
    assert done.returncode == 0, f"{done.stderr}: run the command and show what it prints now"
    return done.stdout


def test_the_readme_shows_more_than_a_handful() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command[:40] for command, _ in SHOWN])
def test_a_command_of_the_readme_prints_what_it_shows(samples_night: SamplesNight, command: str, output: str) -> None:
    printed = run_shown(samples_night, command).replace(samples_night.environment["DEFCOOP_HOME"], "data")
    found = [mask(line) for line in printed.splitlines()]
    assert [line for line in map(mask, output.splitlines()) if line not in found] == []


def mask(line: str) -> str:
    """A line without what differs from run to run: moments, and how wide columns are for their sake."""
    return " ".join(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|night-\w+|-{3,}", "·", line).split())


@pytest.mark.parametrize("command", MENTIONED)
def test_a_command_that_the_readme_mentions_runs(samples_night: SamplesNight, command: str) -> None:
    run_shown(samples_night, command)


def test_two_commands_lead_to_the_first_trend() -> None:
    (first, *_) = re.findall(r"```console\n(.*?)```", README, re.S)
    commands = [line for line in first.splitlines() if line.startswith("$ ")]
    assert len(commands) == 2
    assert commands[0] == "$ make nightly"
    assert "budget_share_trend" in commands[1]
