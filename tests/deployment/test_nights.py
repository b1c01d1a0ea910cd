"""Nights through the real scheduler on its own executor: a task that hangs, a broken DAG, broken batches.

The night is that of the small world; `test_workers.py` has that of the samples.
"""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.deployment.compose import AIRFLOW
from tests.deployment.processes import list_family, wait_until
from tests.deployment.reader import read_report, reading
from tests.deployment.servers import dump_postgres
from tests.deployment.small_nights import SOUND, hash_night_by_hand, make_root, spend_night, tell_of_alerts
from tests.deployment.world import BROKEN_DAG, DAGS, NIGHT, Deployment, deploy
from tests.listeners import Hook, Mailbox, open_hook, open_link, open_mailbox, serve
from tests.small_world import FIGURES, write
from warehouse.query import hash_tables

SECONDS = 420
HANGS_AFTER = 45
BROKEN = '"""A dag of airflow that is not there yet."""\n\nimport nothing_of_this_name\n'


@dataclass(frozen=True)
class World:
    """A deployment, the tables that its night has by hand, who is told of what, and what a reader saw throughout."""

    deployment: Deployment
    root: Path
    expected: dict[str, str]
    box: Mailbox
    hook: Hook
    report: Path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A deployment after two nights that were due together; in the first of them a task hung."""
    folder = tmp_path_factory.mktemp("world")
    root = make_root(folder / "root")
    expected = hash_night_by_hand(root, folder / "by-hand", "--direct")
    (folder / "web").mkdir()
    with open_mailbox() as box, open_hook() as hook, serve(folder / "web") as address:
        dotenv = tell_of_alerts(folder, box.port, hook.url) | {"DEFCOOP_BASE_URL": f"{address}/home"}
        dotenv |= {"DEFCOOP_TASK_HOURS": str(HANGS_AFTER / 3600)}
        with deploy("LocalExecutor", root, BROKEN, **dotenv) as deployment:
            (folder / "web" / "home").symlink_to(deployment.home)
            with reading(deployment.published, folder / "reader") as report:
                spend_nights(deployment)
                yield World(deployment, root, expected, box, hook, report)


def spend_nights(deployment: Deployment) -> None:
    """Two nights, started together; the extraction of the first is suspended where it is at work."""
    for night_id in (NIGHT, f"{NIGHT}-again"):
        deployment.client.start_night(night_id)
    hung: list[psutil.Process] = []

    def is_at_work() -> bool:
        family = list_family(deployment.running["scheduler"].popen.pid)
        hung[:] = [process for process in family if "pipeline.extraction.worker" in read_command(process)]
        return bool(hung)

    wait_until("a batch is extracted", is_at_work, SECONDS)
    hung[0].suspend()
    deployment.client.wait_for_end("publish_warehouse", 2, SECONDS)


def read_command(process: psutil.Process) -> list[str]:
    """The arguments of a process; none where it has ended."""
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def test_each_dag_ran_once_a_night_started_by_the_one_before(world: World) -> None:
    assert world.deployment.client.list_dags() == DAGS
    for name in ("ingest_documents", "extract_commitments", "publish_warehouse"):
        runs = world.deployment.client.list_runs(name)
        assert list(runs.values()) == ["success"] * 2, name
    assert all(run_id.startswith("asset_triggered") for run_id in runs)


def test_the_task_that_hung_was_ended_and_tried_again(world: World) -> None:
    client = world.deployment.client
    runs = client.list_runs("extract_commitments")
    tries = {task["try_number"] for run_id in runs for task in client.list_tasks("extract_commitments", run_id)}
    assert max(tries) == 2
    logs = (world.deployment.home / "airflow" / "logs").rglob("attempt=1.log")
    timed_out = [path for path in logs if "AirflowTaskTimeout" in path.read_text(encoding="utf-8")]
    assert [path for path in timed_out if "extract_batch" in str(path)]


def test_the_warehouse_is_that_of_one_night_by_hand(world: World) -> None:
    assert hash_tables(world.deployment.published) == world.expected


def test_what_a_night_reports_in_the_ui_leads_to_its_audit_page(world: World) -> None:
    values = " ".join(world.deployment.client.list_values("publish_warehouse"))
    (address,) = set(re.findall(rf"http://[^\s\"\\]+/home/audits/{NIGHT}\.html", values))
    with urllib.request.urlopen(address) as answer:
        assert NIGHT in answer.read().decode()


def test_a_dag_file_with_an_error_stops_no_other_and_is_told_of_once(world: World) -> None:
    client = world.deployment.client
    (error,) = client.list_import_errors().items()
    assert (error[0].endswith(BROKEN_DAG), "nothing_of_this_name" in error[1]) == (True, True)
    for count in (1, 2):
        client.start("watch_nights")
        assert client.wait_for_end("watch_nights", count, SECONDS) == ["success"] * count
    subject = f"defcoop: DAG file {BROKEN_DAG} cannot be read"
    assert [subject for subject, _ in world.box.mails] == [subject]
    assert [call.content["subject"] for call in world.hook.calls] == [subject]


def test_ten_broken_batches_in_a_row_are_one_mail_and_one_call_with_a_link_that_opens_and_their_end_one_all_clear(
    world: World,
) -> None:
    client = world.deployment.client
    before = world.deployment.published.read_bytes()
    told = len(world.box.mails), len(world.hook.calls)
    for year in range(2014, 2024):
        write(world.root / "yearbook" / "shares.csv", FIGURES + f"LVA,{year},200,Small Yearbook,2025\n")
        assert spend_night(client, f"night-broken-{year}") == SOUND | {"publish_warehouse": "failed"}
        assert world.deployment.published.read_bytes() == before
    ((subject, mail),) = world.box.mails[told[0] :]
    (call,) = world.hook.calls[told[1] :]
    for said in (mail, call.content["body"], open_link(mail)):
        for words in ("indicators.share_of_gdp_pct.between", "country_id=LVA", "share_of_gdp_pct=200", "yearbook"):
            assert words in said
        assert "country_id=EST" not in said
    shown = world.deployment.run("defcoop", "alerts", "show", *call.content["incidents"]).stdout
    batch_ids = set(re.findall(r"b-[0-9a-f]{20}(?= of yearbook)", shown))
    assert len(batch_ids) == 10
    write(world.root / "yearbook" / "shares.csv", FIGURES)
    for batch_id in batch_ids:
        world.deployment.run("defcoop", "discard", batch_id, "--reason", "a misprint")
    assert spend_night(client, "night-mended") == SOUND
    clear = f"defcoop: all clear: {subject.removeprefix('defcoop: ')}"
    assert [subject for subject, _ in world.box.mails[told[0] :]] == [subject, clear]
    assert [call.content["occasion"] for call in world.hook.calls[told[1] :]] == ["opened", "healed"]


def test_a_reader_saw_nothing_but_sound_versions(world: World) -> None:
    seen = read_report(world.report)
    assert (seen.faults, seen.versions <= 2) == ([], True)
    assert seen.looks > 10


def test_no_secret_is_in_xcom_parameters_the_database_logs_or_arguments(world: World) -> None:
    deployment = world.deployment
    secrets = deployment.list_secrets()
    assert len(secrets) == 8
    logs = [*(deployment.folder / "log").iterdir(), *(deployment.home / "airflow" / "logs").rglob("*.log")]
    assert len(logs) > 40
    places = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in logs}
    for dag_id in DAGS:
        values = deployment.client.list_values(dag_id)
        assert len(values) > 3 or dag_id == "backfill_source"  # nobody has started it
        places |= {f"{dag_id} {number}": value for number, value in enumerate(values)}
    places["the database"] = dump_postgres(deployment.services["postgres"], deployment.ports["postgres"])
    assert "source_id" in places["the database"]
    families = [one for name in (*AIRFLOW, "postgres") for one in list_family(deployment.running[name].popen.pid)]
    places |= {f"arguments of {one.pid}": " ".join(read_command(one)) for one in families}
    left = [path for path in deployment.home.rglob("*") if path.is_file() and path.suffix != ".log"]
    places |= {str(path): path.read_bytes().decode("utf-8", "replace") for path in left}
    assert [(name, place) for name, secret in secrets.items() for place, text in places.items() if secret in text] == []
