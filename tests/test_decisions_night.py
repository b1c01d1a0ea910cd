"""Decisions in whole nights, in processes of their own: taken from files, applied, reported, never dropped."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.decision_files import Row, decide, write_file
from tests.small_world import make_world, run
from warehouse.query import query


@dataclass
class Nights:
    """A world whose nights follow each other, each a day later."""

    environment: dict[str, str]
    folder: Path
    day: int = 1
    printed: str = field(default="", repr=False)

    def run(self) -> str:
        """Run the next night; returns its outcome."""
        self.day += 1
        now = {"DEFCOOP_NOW": f"2026-03-{self.day:02}T02:00:00+00:00"}
        done = run(self.environment | now, "nightly", "--direct")
        self.printed = done.stdout + done.stderr
        assert done.returncode == 0, self.printed
        return done.stdout.split()[1].rstrip(":")

    def write(self, name: str, rows: list[Row], more: bytes = b"") -> None:
        """Write a reviewer's file."""
        (self.folder / "decisions").mkdir(exist_ok=True)
        (self.folder / "decisions" / name).write_bytes(write_file(rows) + more)

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the published warehouse."""
        return query(Path(self.environment["DEFCOOP_HOME"]) / "warehouse" / "defcoop.duckdb", statement).rows

    def find(self, table: str, kind: str) -> str:
        """The id of the mention or commitment of this kind."""
        ((found,),) = self.ask(f"select {table[:-1]}_id from {table} where kind = '{kind}' and 'JPN' in parties")
        return str(found)

    def states(self) -> list[tuple[Any, ...]]:
        """Verdict and state of every decision, in the order of their moments."""
        return self.ask("select verdict, state from decisions order by decided_at, decision_id")


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A world after one night; nobody writes into it."""
    environment = make_world(tmp_path_factory.mktemp("world"))
    assert run(environment, "nightly", "--direct").returncode == 0
    return environment


@pytest.fixture
def nights(first_night: dict[str, str], tmp_path: Path) -> Nights:
    shutil.copytree(first_night["DEFCOOP_HOME"], tmp_path / "home", symlinks=True)
    return Nights(first_night | {"DEFCOOP_HOME": str(tmp_path / "home")}, tmp_path)


def test_a_new_decision_alone_makes_a_night_publish_and_the_next_one_finds_nothing_new(nights: Nights) -> None:
    nights.write("anna.csv", [decide("accept", nights.find("mentions", "access_and_status"))])
    assert (nights.run(), nights.states()) == ("published", [("accept", "applied")])
    assert nights.run() == "unchanged"


def test_a_line_with_a_typo_is_a_rejection_and_the_rest_loads(nights: Nights) -> None:
    mention_id = nights.find("mentions", "access_and_status")
    nights.write("anna.csv", [decide("accept", mention_id)], b"v-1,acept,m-1,,,Anna,2026-03-01T09:00:00Z,so\n")
    assert nights.run() == "published"
    rejections = "select location, rule, source_id from rejections where stage = 'decisions'"
    assert nights.ask(rejections) == [("decisions/anna.csv#line-3", "wrong_decision_id", "decisions")]
    assert nights.states() == [("accept", "applied")]
    nights.write("anna.csv", [decide("accept", mention_id)])
    assert (nights.run(), nights.ask(rejections)) == ("published", [])


def test_a_decision_without_its_target_is_kept_and_warned_of(nights: Nights) -> None:
    nights.write("anna.csv", [decide("reject", "c-0123456789abcdef0123")])
    assert (nights.run(), nights.states()) == ("published", [("reject", "target_vanished")])
    assert "warning: integrity.decision_has_its_target" in nights.printed


def test_a_line_that_was_deleted_is_kept_and_warned_of(nights: Nights) -> None:
    nights.write("anna.csv", [decide("accept", nights.find("mentions", "access_and_status"))])
    nights.run()
    nights.write("anna.csv", [])
    assert (nights.run(), nights.states()) == ("published", [("accept", "line_missing")])
    assert "warning: integrity.decision_has_its_target" in nights.printed


def test_a_folder_that_is_gone_ends_the_night_where_it_held_decisions(nights: Nights) -> None:
    nights.write("anna.csv", [decide("accept", nights.find("mentions", "access_and_status"))])
    nights.run()
    (nights.folder / "decisions").rename(nights.folder / "elsewhere")
    done = run(nights.environment | {"DEFCOOP_NOW": "2026-03-09T02:00:00+00:00"}, "nightly", "--direct")
    assert (done.returncode, "no folder of decisions" in done.stderr) == (1, True)
    assert nights.states() == [("accept", "applied")]


def test_a_folder_that_is_set_and_not_there_ends_the_night_and_nothing_is_forgotten(nights: Nights) -> None:
    away = nights.environment | {"DEFCOOP_DECISIONS": str(nights.folder / "away")}
    done = run(away | {"DEFCOOP_NOW": "2026-03-02T02:00:00+00:00"}, "nightly", "--direct")
    assert done.returncode == 1
    assert "no folder of decisions" in done.stderr
    (nights.folder / "away").mkdir()
    done = run(away | {"DEFCOOP_NOW": "2026-03-03T02:00:00+00:00"}, "nightly", "--direct")
    assert (done.returncode, "unchanged" in done.stdout) == (0, True)


CURRENT = """
    select c.* exclude (recorded_from, recorded_to), list_sort(list(e.mention_id)) as mentions
    from commitments c join commitment_evidence e using (commitment_id)
    where recorded_to is null group by all order by c.commitment_id
"""
FAILED = "select check_name, details from validations where not is_passed and check_name like 'integrity.%'"


def test_what_people_decide_is_so_the_next_night_and_is_not_once_it_is_undone(nights: Nights) -> None:
    before = nights.ask(CURRENT)
    access = nights.find("mentions", "access_and_status")
    budget = nights.ask("select mention_id from mentions where kind = 'budget_share'")[0][0]
    one, other = (row[0] for row in nights.ask("select mention_id from mentions where kind = 'joint_training'"))
    rows = [
        decide("correct", access, "standing=in_force"),
        decide("reject", budget, at=1),
        decide("same", one, value=other, at=2),
    ]
    nights.write("anna.csv", rows)
    assert nights.run() == "published"
    assert nights.states() == [("correct", "applied"), ("reject", "applied"), ("same", "applied")]
    assert nights.ask(FAILED) == []
    kinds = "select kind, standing, review, mentions_count from current_commitments order by kind"
    assert nights.ask(kinds) == [
        ("access_and_status", "in_force", "corrected", 1), ("joint_training", "agreed", None, 2),
    ]  # fmt: skip
    assert nights.ask("select standing from mentions where kind = 'access_and_status'") == [("agreed",)]
    assert nights.ask("select count(*) from mentions") == [(4,)]
    assert "decisions   3: 3 applied" in nights.printed
    assert nights.run() == "unchanged"
    fresh = replace(nights, environment=nights.environment | {"DEFCOOP_HOME": str(nights.folder / "fresh")})
    assert fresh.run() == "published"
    assert fresh.ask(CURRENT) == nights.ask(CURRENT)
    undone = [decide("undo", row["decision_id"], at=9, by="Ben Ode") for row in rows]
    nights.write("ben.csv", undone)
    assert nights.run() == "published"
    assert nights.ask(CURRENT) == before
    assert nights.ask(FAILED) == []


def test_a_commitment_that_was_merged_is_split_again_by_the_later_decision(nights: Nights) -> None:
    one, other = (row[0] for row in nights.ask("select mention_id from mentions where kind = 'joint_training'"))
    before = nights.ask(CURRENT)
    nights.write("anna.csv", [decide("same", one, value=other)])
    nights.run()
    nights.write("ben.csv", [decide("not_same", one, value=other, at=1, by="Ben Ode")])
    assert nights.run() == "published"
    assert nights.states() == [("same", "superseded"), ("not_same", "applied")]
    assert nights.ask(CURRENT) == before
    assert nights.ask(FAILED) == []


def test_a_commitment_is_accepted_corrected_and_rejected(nights: Nights) -> None:
    names = dict(nights.ask("select kind || parties[1], commitment_id from commitments"))
    rows = [
        decide("accept", names["access_and_statusJPN"]),
        decide("correct", names["joint_trainingLTU"], "delivery=delivered", at=1),
        decide("correct", names["joint_trainingLTU"], "standing=completed", at=1),
        decide("correct", names["joint_trainingDNK"], "quantity_value=5", at=1),
        decide("reject", names["budget_shareEST"], at=2),
    ]
    nights.write("anna.csv", rows)
    assert nights.run() == "published"
    found = nights.ask(
        "select parties[1], standing, delivery, review from commitments where recorded_to is null order by 1"
    )
    assert found == [
        ("DNK", "agreed", "not_assessed", None), ("EST", "agreed", "not_assessed", "rejected"),
        ("JPN", "agreed", "not_assessed", "accepted"), ("LTU", "completed", "delivered", "corrected"),
    ]  # fmt: skip
    assert nights.ask("select parties[1] from current_commitments order by 1") == [("DNK",), ("JPN",), ("LTU",)]
    assert [state for _, state in nights.states()].count("refused") == 1
    assert nights.ask("select rule from rejections where stage = 'decisions'") == [("correction_does_not_fit",)]
    assert nights.ask(FAILED) == []
    history = "select review, recorded_to is null from commitments where parties[1] = 'EST' order by recorded_from"
    assert nights.ask(history) == [(None, False), ("rejected", True)]
