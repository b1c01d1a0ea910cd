"""The runbook's own commands: a backup, the loss of everything, a restore, and all made anew from snapshots alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.again.rebuilding import rebuild
from pipeline.errors import PipelineError
from pipeline.settings import load_settings
from tests.small_world import FIGURES, ROOT, list_bytes, make_world, run, write
from warehouse.query import hash_tables, query

OF_THE_MACHINE = {"validations", "alerts", "requests"}
"""What runs found and told: it was never a snapshot."""
SWEDEN = "Drill\nPublished: 2025-05-02\n\nSweden and Norway will hold a joint drill in May 2026, the ministry said.\n"


def read_commands(heading: str) -> str:
    """The shell commands that the runbook gives under a heading."""
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", runbook, re.MULTILINE | re.DOTALL)
    return "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


def follow(heading: str, environment: dict[str, str], folder: Path) -> None:
    """Do what the runbook says, with a `defcoop` on the path that is this project."""
    command = write(folder / "bin" / "defcoop", f'#!/bin/sh\nexec "{sys.executable}" -m pipeline.cli "$@"\n')
    command.chmod(0o755)
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("DEFCOOP_", "AIRFLOW_"))}
    shell = machine | environment | {"PATH": f"{command.parent}:{machine['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-euc", read_commands(heading)], cwd=ROOT, env=shell, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def hash_content(path: Path) -> dict[str, str]:
    return {name: found for name, found in hash_tables(path).items() if name not in OF_THE_MACHINE}


def ask(path: Path, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in query(path, statement, {}).rows]


@pytest.fixture
def lived(tmp_path: Path) -> dict[str, str]:
    """A home of three nights: a new article, a corrected figure, and a person's decision."""
    folders = {"DEFCOOP_DECISIONS": str(tmp_path / "decisions"), "BACKUP": str(tmp_path / "backup")}
    environment = make_world(tmp_path) | folders
    for folder in folders.values():
        Path(folder).mkdir()
    assert run(environment, "nightly", "--direct").returncode == 0
    write(tmp_path / "gazette" / "sweden.txt", SWEDEN)
    environment["DEFCOOP_NOW"] = "2026-03-02T02:00:00+00:00"
    assert run(environment, "nightly", "--direct").returncode == 0
    path = Path(environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb"
    ((mention_id,),) = ask(path, "select min(mention_id) from mentions where kind = 'budget_share'")
    environment["DEFCOOP_NOW"] = "2026-03-02T09:00:00+00:00"
    accepted = run(environment, "review", "reject", mention_id, "--reason", "a test", "--reviewer", "Anna")
    assert accepted.returncode == 0, accepted.stderr
    write(tmp_path / "yearbook" / "shares.csv", FIGURES.replace("EST,2024,3.4", "EST,2024,3.5"))
    environment["DEFCOOP_NOW"] = "2026-03-03T02:00:00+00:00"
    assert run(environment, "nightly", "--direct").returncode == 0
    return environment


def test_backup_loss_restore_and_a_rebuild_from_snapshots_give_the_same_tables(
    lived: dict[str, str], tmp_path: Path
) -> None:
    home = Path(lived["DEFCOOP_HOME"])
    path = home / "warehouse" / "defcoop.duckdb"
    before, content = list_bytes(home / "warehouse"), hash_content(path)
    exports = list_bytes(home / "exports" / "current")
    assert ask(path, "select count(distinct recorded_from) from commitments") >= [(2,)]
    follow("Backup", lived, tmp_path)
    shutil.rmtree(home)
    shutil.rmtree(lived["DEFCOOP_DECISIONS"])
    follow("Restore", lived, tmp_path)
    assert list_bytes(home / "warehouse") == before
    follow("Rebuild from snapshots", lived, tmp_path)
    assert hash_content(path) == content
    assert set(list_bytes(home / "exports" / "current")) == set(exports)
    done = run(lived, "nightly", "--direct")
    assert (done.returncode, "unchanged" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_home_that_holds_more_than_snapshots_is_not_rebuilt(
    lived: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in lived.items():
        monkeypatch.setenv(name, value)
    before = list_bytes(Path(lived["DEFCOOP_HOME"]) / "warehouse")
    with pytest.raises(PipelineError, match="holds more than snapshots"):
        rebuild(load_settings())
    assert list_bytes(Path(lived["DEFCOOP_HOME"]) / "warehouse") == before
