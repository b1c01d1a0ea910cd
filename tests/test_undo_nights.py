"""What people joined, parted or rejected and then took back: the ids and the contents are those of before."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.review.decisions import take_decisions
from pipeline.settings import Settings
from tests.decision_files import Row, decide, write_file
from tests.small_claims import make_mention
from tests.test_resolution_nights import (
    Told,
    make_home,
    read_aliases,
    read_contents,
    read_owners,
    spend_night,
)  # fmt: skip
from warehouse.query import query

CURRENT = """
    select * exclude (recorded_from, recorded_to) from commitments where recorded_to is null order by commitment_id
"""


def tell_few(chance: random.Random, count: int = 40) -> list[Told]:
    """Mentions, a document each, of so few things that many speak of one."""
    details = ("", "instrument=RAA", "instrument=Balikatan", "quantity=5units", "quantity=9units", "due=2025-03")
    lines = (
        f"{date(2024, 1, 1) + timedelta(days=chance.randrange(700))} {chance.choice(('joint_training', 'capability'))} "
        f"{chance.choice(('JPN+PHL', 'JPN', 'PHL+USA'))} {chance.choice(('planned', 'agreed', 'completed'))} "
        f"{chance.choice(details)} id={number:03} | {chance.choice(('tanks and howitzers', 'frigates'))}"
        for number in range(count)
    )
    return [make_mention(line, number) for number, line in enumerate(lines)]


def spend_decided_night(settings: Settings, number: int, decided: list[Row]) -> None:
    """A night with nothing new but what a reviewer's file holds."""
    settings.decisions_folder.mkdir(exist_ok=True)
    (settings.decisions_folder / "anna.csv").write_bytes(write_file(decided))
    take_decisions(settings)
    spend_night(settings, number, [])


def take_back(decided: list[Row]) -> list[Row]:
    return [*decided, *(decide("undo", row["decision_id"], at=9) for row in decided)]


def list_current(settings: Settings) -> list[tuple[object, ...]]:
    return query(settings.published, CURRENT).rows


def choose_decisions(settings: Settings, chance: random.Random) -> list[Row]:
    """Some pairs of one kind that are the same or are not, and some mentions that are wrong."""
    kinds: dict[str, list[str]] = {}
    for mention_id, kind in query(settings.published, "select mention_id, kind from mentions order by all").rows:
        kinds.setdefault(kind, []).append(mention_id)
    decided = [decide("reject", chance.choice(names), at=number) for number, names in enumerate(kinds.values())]
    for number in range(9):
        one, other = chance.sample(chance.choice(list(kinds.values())), 2)
        decided.append(decide(chance.choice(("same", "same", "not_same")), one, value=other, at=number))
    return decided


@pytest.mark.parametrize("seed", range(2, 4))
def test_what_is_undone_leaves_every_commitment_under_its_id(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    settings = make_home(tmp_path)
    told = tell_few(chance)
    documents = sorted({document["document_id"] for _, document in told})
    late = set(chance.sample(documents, len(documents) // 3))  # older evidence that came later renames nothing
    spend_night(settings, 1, [pair for pair in told if pair[1]["document_id"] not in late])
    spend_night(settings, 2, [pair for pair in told if pair[1]["document_id"] in late])
    accepted = [decide("accept", name) for name in sorted(set(read_owners(settings).values()))[::5]]
    spend_decided_night(settings, 3, accepted)
    contents, owners, aliases, rows = (
        read_contents(settings), read_owners(settings), read_aliases(settings), list_current(settings),
    )  # fmt: skip
    decided = choose_decisions(settings, chance)
    spend_decided_night(settings, 4, [*accepted, *decided])
    assert read_owners(settings) != owners
    spend_decided_night(settings, 5, [*accepted, *take_back(decided)])
    assert read_owners(settings) == owners
    assert (read_contents(settings), list_current(settings)) == (contents, rows)
    assert aliases.items() <= read_aliases(settings).items()


def test_what_a_join_parted_is_one_again_under_its_id(tmp_path: Path) -> None:
    """The first mention of a commitment is joined with another; the second, which proves it better, stays behind."""
    first = make_mention("2025-01-10 joint_training FIN+SWE proposed due=2025-09 id=first | an exercise", 1)
    better = make_mention("2025-01-20 joint_training FIN+SWE agreed due=2025-09 id=better | an exercise", 2)
    other = make_mention("2025-01-04 joint_training FIN+SWE agreed due=2026-03 id=other | an exercise", 3)
    settings = make_home(tmp_path)
    spend_night(settings, 1, [first, better, other])
    rows, owners = list_current(settings), read_owners(settings)
    assert owners["m-first"] == owners["m-better"]
    decided = [decide("same", "m-other", value="m-first"), decide("not_same", "m-other", value="m-better", at=1)]
    spend_decided_night(settings, 2, decided)
    assert [owners[name] == read_owners(settings)[name] for name in ("m-first", "m-better")] == [False, False]
    spend_decided_night(settings, 3, take_back(decided))
    assert (list_current(settings), read_owners(settings)) == (rows, owners)


def test_an_id_that_older_evidence_did_not_rename_is_there_again(tmp_path: Path) -> None:
    one = make_mention("2025-01-04 joint_training DNK+NOR agreed due=2025-06 id=one | an exercise", 1)
    late = make_mention("2025-02-01 joint_training FIN+SWE proposed due=2025-09 id=late | an exercise", 2)
    other = make_mention("2025-02-06 joint_training FIN+SWE agreed due=2025-09 id=other | an exercise", 3)
    settings = make_home(tmp_path)
    spend_night(settings, 1, [one, other])
    spend_night(settings, 2, [late])
    rows, owners, aliases = list_current(settings), read_owners(settings), read_aliases(settings)
    assert owners["m-late"] == owners["m-other"]
    decided = [decide("same", "m-one", value="m-other")]
    spend_decided_night(settings, 3, decided)
    assert len(set(read_owners(settings).values())) == 1
    spend_decided_night(settings, 4, take_back(decided))
    assert (list_current(settings), read_owners(settings)) == (rows, owners)
    assert aliases.items() <= read_aliases(settings).items()
    spend_decided_night(settings, 5, take_back(decided))
    assert (list_current(settings), read_owners(settings)) == (rows, owners)
