"""Steps and their files: written whole or not at all, named after what went in, told once."""

import json
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pyarrow.parquet as pq
import pytest

from pipeline import steps
from pipeline.alerts import faults as alerts
from pipeline.alerts.telling import tell
from pipeline.errors import AuditFailed, PipelineError
from pipeline.home import batches, files, ledger
from pipeline.night import ingest, publication
from pipeline.settings import Settings, load_settings
from schemas.documents import FETCHES
from schemas.mentions import MENTIONS
from schemas.operations import REJECTIONS
from schemas.stages import DOCUMENTS_STAGE, MENTIONS_STAGE
from sources.catalogue import load_source
from tests.small_world import ROOT, make_world, write, write_source
from warehouse.publish import publish

AT = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in make_world(tmp_path).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    return load_settings()


def ingest_one(settings: Settings, source_id: str) -> dict[str, Any]:
    return ingest.ingest(settings, load_source(settings.catalogue, source_id), AT)


def test_a_night_is_named_by_its_parameter_then_by_its_event_then_by_its_run() -> None:
    event = SimpleNamespace(extra={"night_id": "from-event"})
    context: dict[str, Any] = {"run_id": "manual__2026-01-01T00:00:00+00:00", "params": {"night_id": None}}
    assert steps.name_night(context) == "manual__2026-01-01T00-00-00-00-00"
    context["triggering_asset_events"] = {"documents": [SimpleNamespace(extra={}), event]}
    assert steps.name_night(context) == "from-event"
    context["params"] = {"night_id": "from-parameter"}
    assert steps.name_night(context) == "from-parameter"


def test_the_snapshot_is_there_before_the_batch_that_reads_it(world: Settings) -> None:
    entry = ingest_one(world, "gazette")
    assert len(list((world.home / "snapshots").glob("*/*"))) == entry["new"]["fetches"] == 3
    assert (entry["new"]["documents"], entry["new"]["rejections"], entry["seen"]) == (2, 1, 2)


def test_ingesting_again_makes_no_batch_and_still_counts_what_the_source_gives(world: Settings) -> None:
    first = ingest_one(world, "gazette")
    names = batches.list_batches(world.home, DOCUMENTS_STAGE)
    again = ingest_one(world, "gazette")
    assert batches.list_batches(world.home, DOCUMENTS_STAGE) == names
    assert set(again["new"].values()) == {0}
    assert again["seen"] == first["seen"]


def test_a_batch_has_the_same_id_and_bytes_in_another_home(world: Settings, tmp_path: Path) -> None:
    ingest_one(world, "gazette")
    other = world.model_copy(update={"home": tmp_path / "other"})
    ingest_one(other, "gazette")
    (name,) = batches.list_batches(world.home, DOCUMENTS_STAGE)
    for path in batches.batch_folder(world.home, DOCUMENTS_STAGE, name).iterdir():
        assert path.read_bytes() == (batches.batch_folder(other.home, DOCUMENTS_STAGE, name) / path.name).read_bytes()


def test_a_feed_that_grew_gives_only_what_is_new(world: Settings) -> None:
    assert ingest_one(world, "wire")["new"]["documents"] == 2
    path = world.root / "wire" / "feed.xml"
    entry = """<item><title>Third</title><guid>w3</guid><pubDate>Fri, 07 Mar 2025 09:00:00 +0000</pubDate>
    <description>Latvia hosts a third exercise with its neighbours in the autumn of the year.</description></item>"""
    path.write_text(path.read_text().replace("</channel>", entry + "</channel>"))
    second = ingest_one(world, "wire")
    assert (second["new"]["documents"], second["new"]["repeats"], second["seen"]) == (1, 2, 3)


def test_many_items_are_cut_into_batches(world: Settings) -> None:
    small = world.model_copy(update={"batch_size": 2})
    ingest_one(small, "gazette")
    assert len(batches.list_batches(world.home, DOCUMENTS_STAGE)) == 2


def test_an_item_that_cannot_be_read_is_reported_once(world: Settings) -> None:
    (world.root / "gazette" / "gone.txt").symlink_to(world.root / "nowhere")
    assert ingest_one(world, "gazette")["new"]["rejections"] == 2
    (name,) = batches.list_batches(world.home, DOCUMENTS_STAGE)
    rows = batches.read_rows(world.home, DOCUMENTS_STAGE, name, REJECTIONS)
    (row,) = [row for row in rows if row["stage"] == "fetch"]
    assert "gone.txt" in row["location"]
    assert row["remedy"]
    assert ingest_one(world, "gazette")["new"]["rejections"] == 0


def test_a_source_without_its_folder_is_a_rejection_and_seen_as_dry(world: Settings) -> None:
    (world.root / "wire" / "feed.xml").unlink()
    (world.root / "wire").rmdir()
    entry = ingest_one(world, "wire")
    assert (entry["seen"], entry["new"]["rejections"]) == (0, 1)


def test_an_item_above_the_limit_is_rejected_before_it_is_read(world: Settings) -> None:
    write(world.root / "gazette" / "huge.txt", "x" * 5000)
    entry = ingest_one(world.model_copy(update={"item_bytes_max": 4000}), "gazette")
    assert (entry["items"], entry["new"]["fetches"]) == (4, 3)


def test_a_batch_is_pending_until_it_is_extracted(world: Settings) -> None:
    steps.ingest_source("gazette", "night-1")
    (name,) = steps.list_pending_batches()
    steps.extract_batch(name)
    assert steps.list_pending_batches() == []
    assert batches.list_batches(world.home, MENTIONS_STAGE) == [name]


def test_a_batch_of_before_a_column_was_declared_is_joined_with_the_others(world: Settings) -> None:
    ingest_one(world, "gazette")
    ingest_one(world, "wire")
    names = batches.list_batches(world.home, DOCUMENTS_STAGE)
    path = batches.batch_folder(world.home, DOCUMENTS_STAGE, names[0]) / "fetches.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["etag"]), path)
    joined = batches.join_tables(world.home, DOCUMENTS_STAGE, names, FETCHES)
    assert joined.column_names == list(FETCHES.column_names)
    assert (joined.num_rows, joined["etag"].null_count) == (4, 4)


def test_an_unfinished_folder_is_no_batch_and_is_swept_away(tmp_path: Path) -> None:
    final = batches.batch_folder(tmp_path, DOCUMENTS_STAGE, "b-1")
    write(files.open_partial_folder(final) / "documents.parquet", "half")
    assert batches.list_batches(tmp_path, DOCUMENTS_STAGE) == []
    batches.write_batch(tmp_path, DOCUMENTS_STAGE, "b-1", {}, {"source_id": "s", "fetch_ids": [], "failure_ids": []})
    assert batches.list_batches(tmp_path, DOCUMENTS_STAGE) == ["b-1"]
    assert batches.read_rows(tmp_path, DOCUMENTS_STAGE, "b-1", FETCHES) == []


def test_a_discarded_batch_is_known_and_never_read_again(world: Settings) -> None:
    steps.ingest_source("gazette", "night-1")
    (name,) = steps.list_pending_batches()
    steps.extract_batch(name)
    steps.discard_batch(name, "of the wrong year", world)
    assert steps.list_pending_batches() == batches.list_batches(world.home, MENTIONS_STAGE) == []
    assert batches.read_discard(world.home, name)["reason"] == "of the wrong year"
    entry = ingest_one(world, "gazette")
    assert (entry["new"]["fetches"], entry["seen"]) == (0, 0)


@pytest.mark.parametrize(("batch", "reason", "said"), [("b-x", "why", "no batch 'b-x'"), ("b-x", " ", "no reason")])
def test_a_discard_needs_a_batch_and_a_reason(world: Settings, batch: str, reason: str, said: str) -> None:
    with pytest.raises(PipelineError, match=said):
        steps.discard_batch(batch, reason, world)


def test_a_failed_audit_names_checks_rows_run_and_remedy_once(world: Settings) -> None:
    failure = {
        "check_name": "indicators.share_of_gdp_pct.between", "table_name": "indicators", "failures_count": 1,
        "rows_count": 3, "details": "country_id=LVA", "remedy": "correct the figure",
    }  # fmt: skip
    alerts.alert_failed_audit(world, "night-1", [failure], "Batches: b-1")
    alerts.alert_failed_step(world, "night-1", "audit_candidate", AuditFailed("refused", "read the page"))
    tell(world, "night-1")
    (alert,) = ledger.read_alerts(world)
    for words in (failure["check_name"], "1 failed of 3", "country_id=LVA", "night-1", "correct the figure", "b-1"):
        assert str(words) in alert["body"]


def test_a_failed_task_names_itself_its_error_and_the_remedy(world: Settings) -> None:
    task = SimpleNamespace(task_id="ingest_source")
    alerts.alert_failed_task({"run_id": "r+1", "params": {}, "ti": task, "exception": ValueError("no such thing")})
    (alert,) = ledger.read_alerts(world)
    assert "ingest_source" in alert["subject"]
    assert "no such thing" in alert["body"]
    assert "Remedy" in alert["body"]


def test_a_task_that_could_not_begin_says_where_to_look_or_that_the_home_cannot_be_written(world: Settings) -> None:
    task = {"params": {}, "ti": SimpleNamespace(task_id="list_sources")}
    alerts.alert_failed_task(task | {"run_id": "r-1"})
    (alert,) = ledger.read_alerts(world)
    assert "the log of the scheduler says why" in alert["body"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEFCOOP_HOME", str(write(world.home / "a-file", "no folder")))
        assert "cannot write to the home folder" in str(alerts.find_error(load_settings()))


def test_the_first_step_of_a_night_fixes_its_beginning(world: Settings) -> None:
    later = world.model_copy(update={"now": datetime(2026, 3, 1, 3, tzinfo=UTC)})
    assert ledger.start_night(world, "night-1") == ledger.start_night(later, "night-1") == AT


def test_runs_are_listed_in_the_order_of_their_beginning(world: Settings) -> None:
    ledger.start_night(world, "b")
    ledger.start_night(world.model_copy(update={"now": datetime(2026, 2, 1, tzinfo=UTC)}), "z")
    assert ledger.list_runs(world) == ["z", "b"]


def test_a_home_is_held_by_one_night(tmp_path: Path) -> None:
    with ledger.lock_home(tmp_path), pytest.raises(PipelineError, match="another night"), ledger.lock_home(tmp_path):
        pass
    with ledger.lock_home(tmp_path):
        pass


HOLD = """
import sys
from pathlib import Path
from pipeline.home.ledger import lock_home, share_home
print("ready", flush=True)
with {"night": lock_home, "step": share_home}[sys.argv[1]](Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def hold(kind: str, home: Path) -> Iterator[IO[str]]:
    """Another process that is about to hold a home, for a night or for a step, meanwhile; what it says of that."""
    command = [sys.executable, "-c", HOLD, kind, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process.stdout


def test_steps_hold_a_home_together_and_no_night_by_hand_comes_in_between(tmp_path: Path) -> None:
    with hold("step", tmp_path) as first, hold("step", tmp_path) as second:
        assert [first.readline(), second.readline()] == ["held\n"] * 2
        with pytest.raises(PipelineError, match=r"another night .*tasks of a scheduler"), ledger.lock_home(tmp_path):
            pass


def test_a_step_waits_for_a_night_by_hand_but_not_for_its_own(tmp_path: Path) -> None:
    night = ExitStack()
    night.enter_context(ledger.lock_home(tmp_path))
    with hold("step", tmp_path) as other:
        with ledger.share_home(tmp_path):
            assert select.select([other], [], [], 1)[0] == []
        night.close()
        assert other.readline() == "held\n"


def test_a_json_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "x.json"
    files.write_json(path, {"n": 1})
    files.write_json(path, {"n": 2})
    assert json.loads(path.read_text()) == {"n": 2}
    assert [p.name for p in path.parent.iterdir()] == ["x.json"]


def test_a_missing_value_is_left_to_the_audit_which_names_the_row(world: Settings) -> None:
    steps.ingest_source("gazette", "night-1")
    (name,) = steps.list_pending_batches()
    steps.extract_batch(name)
    rows = {table.name: batches.read_rows(world.home, MENTIONS_STAGE, name, table) for table in (MENTIONS, REJECTIONS)}
    wrong = rows["mentions"][0]
    wrong["act"] = None
    shutil.rmtree(batches.batch_folder(world.home, MENTIONS_STAGE, name))
    batches.write_batch(world.home, MENTIONS_STAGE, name, rows, {"batch_id": name})
    steps.resolve_commitments()
    steps.validate_rows("night-1")
    findings = (ledger.read_entry(world, "night-1", "validations") or {})["findings"]
    (failed,) = [finding for finding in findings if not finding["is_passed"]]
    assert failed["check_name"] == "mentions.act.not_null"
    assert wrong["mention_id"] in failed["details"]


def test_killed_right_after_the_swap_the_next_night_finds_nothing_new(world: Settings) -> None:
    run_steps(world, "night-1")
    assert publication.is_unchanged(world)
    run_steps(world, "night-2")
    assert (ledger.read_entry(world, "night-2", "build") or {})["outcome"] == steps.UNCHANGED
    write_source(world.root, "wire", title="The wire under a new name")
    assert not publication.is_unchanged(world)


def test_a_candidate_that_another_run_has_built_is_neither_judged_nor_published(world: Settings) -> None:
    run_steps(world, "night-1")
    before = world.published.read_bytes()
    write_source(world.root, "wire", title="The wire under a new name")
    for run_id in ("night-2", "night-3"):
        for source_id in steps.list_sources():
            steps.ingest_source(source_id, run_id)
    steps.resolve_commitments()
    steps.build_candidate("night-2")
    steps.audit_candidate("night-2")
    steps.build_candidate("night-3")
    for step in (steps.audit_candidate, steps.publish_candidate):
        with pytest.raises(PipelineError, match="not what run night-2 has built: it is of run night-3"):
            step("night-2")
    assert world.published.read_bytes() == before
    steps.audit_candidate("night-3")
    assert (steps.publish_candidate("night-3"), steps.publish_candidate("night-3")) == (steps.PUBLISHED,) * 2
    with pytest.raises(PipelineError, match="not what run night-2 has built"):
        steps.publish_candidate("night-2")


def run_steps(settings: Settings, run_id: str) -> None:
    """A night up to the swap, and killed there: what comes after the rename is not done."""
    for source_id in steps.list_sources():
        steps.ingest_source(source_id, run_id)
    for batch_id in steps.list_pending_batches():
        steps.extract_batch(batch_id)
    steps.resolve_commitments()
    for step in (steps.validate_rows, steps.build_candidate, steps.audit_candidate):
        step(run_id)
    if settings.candidate.exists():
        publish(settings.candidate, settings.published)


def test_an_alert_that_cannot_be_kept_is_still_raised(world: Settings, caplog: pytest.LogCaptureFixture) -> None:
    write(world.home / "incidents", "a file where the folder should be")
    alerts.alert_failed_step(world, "night-1", "build_candidate", OSError(28, "No space left on device"))
    assert "defcoop: task build_candidate failed" in caplog.text
    assert "Remedy: free space" in caplog.text
    assert "alert not kept" in caplog.text


def test_a_source_that_fails_is_named_with_its_remedy(world: Settings) -> None:
    ingest_one(world, "gazette")
    sidecar = next(path for path in (world.home / "fetches" / "gazette").iterdir() if path.is_file())
    sidecar.write_text("{half")
    with pytest.raises(PipelineError, match=r"source gazette: .*cannot be read.* — "):
        steps.ingest_source("gazette", "night-1")
