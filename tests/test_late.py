"""A night that is late is told of while it runs; health checks say what is wrong; secrets are made once."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.alerts.faults import heal_after
from pipeline.alerts.incidents import list_incidents
from pipeline.alerts.late import SUBJECT, tell_late
from pipeline.alerts.watch import watch_nights
from pipeline.home.ledger import read_alerts, start_night, write_entry
from pipeline.settings import load_settings
from tests.deployment.processes import find_ports

RUN = {
    "dag_id": "extract_commitments",
    "dag_run_id": "asset_triggered__1",
    "queued_at": "2026-03-01T02:10:00Z",
    "conf": {"night_id": "night-1"},
}


def test_a_late_night_is_one_incident_that_its_end_heals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEFCOOP_HOME", str(tmp_path / "home"))
    settings = load_settings()
    for _ in range(2):
        asyncio.run(tell_late(context={"dag_run": RUN}))
    (incident,) = list_incidents(settings)
    assert (incident.kind, incident.severity, incident.subject) == ("night", "critical", SUBJECT)
    assert "extract_commitments" in incident.body
    assert len(read_alerts(settings)) == 1
    start_night(settings, "night-0")
    write_entry(settings, "night-0", "outcome", {"outcome": "published"})
    assert watch_nights(settings)
    assert [found.healed_at for found in list_incidents(settings)] == [None], "it still runs"
    heal_after(settings, "night-1")
    assert [found.healed_at is not None for found in list_incidents(settings)] == [True]


@pytest.mark.parametrize("part", ["scheduler", "nonsense"])
def test_a_part_that_gives_no_sign_is_not_well(part: str) -> None:
    address = f"http://127.0.0.1:{find_ports(1)[0]}/execution/"
    environment = {"PATH": "/usr/bin:/bin", "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": address}
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "pipeline.health", part]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "—" in done.stderr


def test_secrets_are_made_once_and_for_the_owner_alone(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "Makefile", tmp_path)
    first, second = (
        subprocess.run(["make", "secrets"], cwd=tmp_path, capture_output=True, text=True, check=False) for _ in range(2)
    )
    lines = (tmp_path / ".env").read_text(encoding="utf-8").splitlines()
    assert (first.returncode, second.returncode != 0) == (0, True)
    assert len({line.split("=", 1)[1] for line in lines}) == len(lines) == 7
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
