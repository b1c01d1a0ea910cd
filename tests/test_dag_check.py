"""A DAG file with an error: its name and its reason are told once, the other files are read, mending it is told."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.alerts.incidents import list_incidents
from pipeline.alerts.watch import watch
from pipeline.dag_check import WHOLE, find_broken
from pipeline.home import ledger
from pipeline.settings import load_settings
from tests.listeners import Mailbox
from tests.small_world import ROOT, write

BROKEN = '"""A dag of airflow that is not there yet."""\n\nimport nothing_of_this_name\n'


@pytest.fixture
def dags(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "dags", tmp_path / "dags"))


def test_every_file_with_an_error_is_named_with_its_reason(dags: Path) -> None:
    write(dags / "other.py", BROKEN)
    write(dags / "half.py", '"""A dag of airflow."""\ndef (\n')
    assert find_broken(dags) == {
        "half.py": "SyntaxError: invalid syntax",
        "other.py": "ModuleNotFoundError: No module named 'nothing_of_this_name'",
    }


def test_a_file_that_ends_its_reader_is_told_of_as_well(dags: Path) -> None:
    write(dags / "other.py", '"""A dag of airflow."""\nimport os\nos._exit(3)\n')
    assert find_broken(dags) == {WHOLE: "reading the files ended with code 3: no message"}


def test_it_is_told_once_and_so_is_its_end(
    dags: Path, tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"HOME": tmp_path / "home", "DAGS": dags, "ALERT_EMAIL_TO": "duty@example.org", "SMTP_HOST": "127.0.0.1"}
    for name, value in (given | {"SMTP_PORT": box.port, "NOW": "2026-03-01T02:00:00Z"}).items():
        monkeypatch.setenv(f"DEFCOOP_{name}", str(value))
    monkeypatch.delenv("AIRFLOW_CONN_SMTP_DEFAULT", raising=False)
    settings = load_settings()
    ledger.start_night(settings, "night-1")
    ledger.write_entry(settings, "night-1", "outcome", {"outcome": "published"})
    write(dags / "other.py", BROKEN)
    for hour in (1, 2):
        assert not watch(settings.model_copy(update={"now": settings.clock() + timedelta(hours=hour)}))
    ((subject, body),) = box.mails
    assert subject == "defcoop: DAG file other.py cannot be read"
    for words in (str(dags / "other.py"), "ModuleNotFoundError", "nothing_of_this_name", "docs/runbook.md#dag"):
        assert words in body
    (dags / "other.py").unlink()
    assert watch(settings.model_copy(update={"now": settings.clock() + timedelta(hours=3)}))
    assert box.mails[1][0] == "defcoop: all clear: DAG file other.py cannot be read"
    assert [incident.kind for incident in list_incidents(settings)] == ["dag"]
