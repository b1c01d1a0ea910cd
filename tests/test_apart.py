"""A part of a night in a process of its own: what it gives, what is said where it dies, and that it never outlives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.errors import PipelineError
from pipeline.night.apart import run_apart
from tests.small_world import ROOT


def test_what_a_part_gives_comes_back_and_it_ran_elsewhere() -> None:
    process, doubled = run_apart("double", lambda number: (os.getpid(), number * 2), 21)
    assert doubled == 42
    assert process != os.getpid()


def test_what_a_part_changed_in_memory_went_with_it() -> None:
    kept = {"of the parent"}
    assert run_apart("update", lambda: kept | {"of the part"}) == {"of the parent", "of the part"}
    run_apart("clear", kept.clear)
    assert kept == {"of the parent"}


def test_a_part_that_is_killed_is_told_of_by_its_name_and_signal() -> None:
    with pytest.raises(PipelineError, match=r"the process of extract ended by signal 9 \(Killed\)"):
        run_apart("extract", lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_a_part_ends_with_the_process_that_began_it(tmp_path: Path) -> None:
    told = tmp_path / "process"
    part = f"open({str(told)!r}, 'w').write(str(os.getpid())) and time.sleep(600)"
    code = f"import os, time; from pipeline.night.apart import run_apart; run_apart('sleep', lambda: {part})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:
        while not (told.exists() and told.read_text()):
            assert parent.poll() is None
            time.sleep(0.01)
        child = psutil.Process(int(told.read_text()))
        parent.kill()
    child.wait(60)
    assert not child.is_running()
