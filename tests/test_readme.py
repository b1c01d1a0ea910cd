"""The README is true: what it shows runs, on a warehouse of the samples, and prints what it says that it prints."""

import re
import shlex
from pathlib import Path

import pytest

from tests.samples_world import SamplesNight
from tests.small_world import run

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\$ (?:\.venv/bin/)?(defcoop .+)\n((?:(?!\$ |```).*\n)*)", README, re.M)
MENTIONED = [command for command in re.findall(r"`(defcoop [^`]+)`", README) if "BATCH" not in command]


def run_shown(samples_night: SamplesNight, command: str) -> str:
    done = run(samples_night.environment, *shlex.split(command)[1:])
    assert done.returncode == 0, f"{done.stderr}: run the command and show what it prints now"
    return done.stdout


def test_the_readme_shows_more_than_a_handful() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command[:40] for command, _ in SHOWN])
def test_a_command_of_the_readme_runs_and_has_the_shape_it_shows(
    samples_night: SamplesNight, command: str, output: str
) -> None:
    found = run_shown(samples_night, command).splitlines()
    shown = output.splitlines()
    if shown:
        assert found[0].split() == shown[0].split()


@pytest.mark.parametrize("command", MENTIONED)
def test_a_command_that_the_readme_mentions_runs(samples_night: SamplesNight, command: str) -> None:
    run_shown(samples_night, command)


def test_two_commands_lead_to_the_first_trend() -> None:
    (first, *_) = re.findall(r"```console\n(.*?)```", README, re.S)
    commands = [line for line in first.splitlines() if line.startswith("$ ")]
    assert len(commands) == 2
    assert commands[0] == "$ make nightly"
    assert "budget_share_trend" in commands[1]
