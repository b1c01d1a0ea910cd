"""What a night tells machines: JSON lines with ids, metrics by StatsD where Airflow sends its own; a row for people."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.alerts.faults import alert_failed_task
from pipeline.alerts.incidents import list_incidents
from pipeline.home.ledger import read_entry
from pipeline.settings import load_settings
from tests.small_world import FIGURES, make_world, run, write

SENTENCE = "Norway and Denmark agreed to hold a joint military exercise with Sweden in {} after talks in Oslo. "


@pytest.fixture
def statsd() -> Iterator[tuple[socket.socket, dict[str, str]]]:
    """A server that takes metrics, and the settings by which Airflow sends its own there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        names = {"ON": "True", "HOST": "127.0.0.1", "PORT": str(server.getsockname()[1]), "PREFIX": "desk"}
        yield server, {f"AIRFLOW__METRICS__STATSD_{name}": value for name, value in names.items()}


def receive(server: socket.socket, count: int) -> dict[str, str]:
    found = [server.recv(4096).decode().split(":") for _ in range(count)]
    return {name.removeprefix("desk.defcoop."): value for name, value in found}


def test_a_night_sends_its_metrics_and_logs_json_with_ids(
    tmp_path: Path, statsd: tuple[socket.socket, dict[str, str]]
) -> None:
    server, metrics = statsd
    environment = make_world(tmp_path) | metrics
    environment |= {"DEFCOOP_LOG_FORMAT": "json", "DEFCOOP_DOCUMENT_SECONDS_MAX": "2"}
    endless = "".join(SENTENCE.format(2027 + number % 40) for number in range(12_000))
    write(tmp_path / "gazette" / "poison.txt", f"Poison\nPublished: 2025-03-01\n\n{endless}\n")
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stderr
    found = receive(server, 8)
    assert {name: found[name] for name in ("documents", "new_documents", "rejections", "lag_seconds")} == {
        "documents": "5|g", "new_documents": "5|g", "rejections": "2|g", "lag_seconds": "0|g"
    }  # fmt: skip
    assert int(found["commitments"].removesuffix("|g")) > 0
    assert found["nights.published"] == "1|c"
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {line["run"] for line in lines} == {"night-20260301T020000Z"}
    assert {line.get("source") for line in lines} >= {"gazette", "wire", "yearbook"}
    (refused,) = [line for line in lines if "document" in line]
    assert refused["document"].startswith("d-")
    assert refused["level"] == "warning"


def test_one_row_says_whether_tonight_was_good_and_a_refused_night_is_counted(
    tmp_path: Path, statsd: tuple[socket.socket, dict[str, str]]
) -> None:
    server, metrics = statsd
    environment = make_world(tmp_path)
    assert run(environment, "nightly", "--direct").returncode == 0
    assert read_verdict(environment) == ("good", "4 documents, 1 rejection, 0 warnings of the audit")
    late = environment | {"DEFCOOP_NOW": "2026-03-02T05:00:00Z"}
    assert read_verdict(late)[1].startswith("it began 27 hours ago, and one is due every 26")
    write(tmp_path / "yearbook" / "shares.csv", FIGURES + "LVA,2024,200,Small Yearbook,2025\n")
    assert run(late | metrics, "nightly", "--direct").returncode == 1
    assert receive(server, 8)["nights.refused"] == "1|c"
    state, why = read_verdict(late)
    assert (state, why.split(";")[:2]) == ("not good", ["it was refused", " 1 incidents are open: defcoop alerts list"])


def test_a_task_that_fails_for_good_ends_the_night_that_its_event_names_and_counts_it_once(
    tmp_path: Path, statsd: tuple[socket.socket, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, metrics = statsd
    for name, value in (metrics | {"DEFCOOP_HOME": str(tmp_path / "home")}).items():
        monkeypatch.setenv(name, value)
    context = {
        "run_id": "asset_triggered__1",
        "triggering_asset_events": {"documents": [SimpleNamespace(extra={"night_id": "night-1"})]},
        "ti": SimpleNamespace(task_id="extract_batch", map_index=1),
        "exception": OSError(28, "No space left on device"),
    }
    for _ in range(2):
        alert_failed_task(context)
    settings = load_settings()
    assert read_entry(settings, "night-1", "outcome") == {"outcome": "failed"}
    assert [incident.runs for incident in list_incidents(settings)] == [("night-1",)]
    assert receive(server, 3)["nights.failed"] == "1|c"
    server.settimeout(0.2)
    with pytest.raises(TimeoutError):
        server.recv(4096)


def read_verdict(environment: dict[str, str]) -> tuple[str, str]:
    (row, *_) = json.loads(run(environment, "status", "--format", "json").stdout)
    assert row["what"] == "tonight"
    return row["state"], row["note"]


def test_each_task_of_a_night_is_told_as_lineage_events_where_a_file_is_set(tmp_path: Path) -> None:
    file = tmp_path / "lineage.jsonl"
    transport = {"type": "file", "log_file_path": str(file), "append": True}
    environment = make_world(tmp_path) | {"AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport)}
    done = run(environment, "nightly")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    dags = {"ingest_documents", "extract_commitments", "publish_warehouse"}
    seen = {(event["job"]["name"], event["eventType"]) for event in events}
    tasks = {name for name, _ in seen if "." in name}
    assert {name.partition(".")[0] for name in tasks} == dags
    assert {(name, "COMPLETE") for name in tasks | dags} | {(name, "START") for name in tasks} <= seen
    nights = [event["run"]["facets"]["airflow"]["dagRun"]["conf"] for event in events if "." in event["job"]["name"]]
    assert nights == [{"night_id": "night-20260301T020000Z"}] * len(nights)
