"""What changed between two published files: nothing is told twice, nothing is lost, a new id is no new commitment."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse_world import make_world
from warehouse.diff import CHANGES, CONTENT, count_all, count_changes, list_changes, open_diff

Change = tuple[str, str, str | None, str | None]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    world, resolution = make_world(tmp_path_factory.mktemp("world"))
    world.build(resolution)
    return world.publish().read_bytes()


@pytest.fixture
def files(published: bytes, tmp_path: Path) -> tuple[Path, Path]:
    """Two files that say the same; the second is there to be changed."""
    paths = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    for path in paths:
        path.write_bytes(published)
    return paths


def change(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)


def diff(old: Path | None, new: Path) -> list[Change]:
    """Kind, id, before and after of every change; the counts say the same."""
    with open_diff(old, new) as con:
        rows = list_changes(con).rows
        counts = count_changes(con)
    assert counts == {kind: n for kind in CHANGES if (n := sum(row[0] == kind for row in rows))}
    return [(row[0], row[1], row[3], row[4]) for row in rows]


def test_a_file_differs_in_nothing_from_itself(files: tuple[Path, Path]) -> None:
    assert diff(*files) == []


def test_from_nothing_all_is_new(files: tuple[Path, Path]) -> None:
    found = diff(None, files[0])
    assert [row[:2] for row in found if row[0] == "added"] == [("added", f"c-{n}00") for n in (1, 2, 3)]
    assert sum(row[0] == "figure_added" for row in found) == len(found) - 3 == 3
    assert count_all(files[0]) == {"added": 3, "figure_added": 3}


CASES: dict[str, tuple[str, list[Change]]] = {
    "a new commitment": (
        "insert into commitments select * replace ('c-900' as commitment_id) from commitments "
        "where commitment_id = 'c-200'",
        [("added", "c-900", None, "agreed, 2.0 percent_of_gdp, due 2024-12-31")],
    ),
    "one that no text supports any more": (
        "delete from commitments where commitment_id = 'c-300'", [("withdrawn", "c-300", "in_force", None)]),
    "one that was closed": (
        "update commitments set recorded_to = now() where commitment_id = 'c-300'",
        [("withdrawn", "c-300", "in_force", None)],
    ),
    "a standing": (
        "update commitments set standing = 'suspended' where commitment_id = 'c-300'",
        [("standing_changed", "c-300", "in_force", "suspended")],
    ),
    "a delivery": (
        "update commitments set delivery = 'delivered' where commitment_id = 'c-200'",
        [("delivery_changed", "c-200", "not_assessed", "delivered")],
    ),
    "other content": (
        "update commitments set quantity_value = 2.5, place = 'Oslo' where commitment_id = 'c-200'",
        [("corrected", "c-200", "quantity_value 2.0; place none", "quantity_value 2.5; place Oslo")],
    ),
    "two things at once": (
        "update commitments set standing = 'in_force', delivery = 'delivered' where commitment_id = 'c-200'",
        [("standing_changed", "c-200", "agreed", "in_force"),
         ("delivery_changed", "c-200", "not_assessed", "delivered")],
    ),
    "more evidence of the same": (
        "update commitments set mentions_count = 9, documents_count = 9, confidence = 1, last_seen_on = today()", []),
    "a figure that was corrected": (
        "update indicators set share_of_gdp_pct = 2.3 where country_id = 'NOR' and year = 2024",
        [("figure_changed", "NOR 2024 yearbook 2025", "share_of_gdp_pct 2.2", "share_of_gdp_pct 2.3")],
    ),
    "a figure that is gone": (
        "delete from indicators where country_id = 'DNK'",
        [("figure_withdrawn", "DNK 2024 yearbook 2025", "share_of_gdp_pct 1.9", None)],
    ),
    "a decision": (
        "insert into decisions by name select 'v-1' as decision_id, 'c-300' as target_id, 'c-300' as commitment_id, "
        "'accept' as verdict, 'A. Reader' as reviewer_name, 'read the text' as reason, 'applied' as state",
        [("decided", "v-1", None, "read the text")],
    ),
    "a decision that is undone already": (
        "insert into decisions by name select 'v-1' as decision_id, 'c-300' as target_id, 'c-300' as commitment_id, "
        "'accept' as verdict, 'A. Reader' as reviewer_name, 'read the text' as reason, 'undone' as state", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_once_with_what_was_before(files: tuple[Path, Path], case: str) -> None:
    statement, expected = CASES[case]
    change(files[1], statement)
    assert diff(*files) == expected


OPPOSITES = {"added": "withdrawn", "figure_added": "figure_withdrawn", "decided": "decision_undone"}
OPPOSITES |= {after: before for before, after in OPPOSITES.items()}


@pytest.mark.parametrize("case", CASES)
def test_the_other_way_round_the_opposite_is_told(files: tuple[Path, Path], case: str) -> None:
    change(files[1], CASES[case][0])
    turned = [(OPPOSITES.get(row[0], row[0]), *row[1:2], *row[:1:-1]) for row in diff(*files)]
    assert diff(files[1], files[0]) == sorted(turned, key=lambda row: (CHANGES.index(row[0]), row[1]))


RENAME = (
    "update commitments set commitment_id = 'c-050' where commitment_id = 'c-300'",
    "insert into commitment_aliases values ('c-300', 'c-050', 'renamed', now())",
)
MERGE = (
    "delete from commitments where commitment_id = 'c-300'",
    "insert into commitment_aliases values ('c-300', 'c-200', 'merged', now())",
)


def test_a_new_id_is_neither_a_loss_nor_a_gain(files: tuple[Path, Path]) -> None:
    change(files[1], *RENAME)
    assert diff(*files) == [("renamed", "c-050", "c-300", "c-050")]
    assert diff(files[1], files[0]) == [("renamed", "c-300", "c-050", "c-300")]


def test_a_renamed_commitment_is_compared_with_itself(files: tuple[Path, Path]) -> None:
    change(files[1], *RENAME, "update commitments set standing = 'suspended' where commitment_id = 'c-050'")
    assert diff(*files)[1:] == [("standing_changed", "c-050", "in_force", "suspended")]


def test_a_merge_is_no_loss_and_says_into_what(files: tuple[Path, Path]) -> None:
    change(files[1], *MERGE)
    assert diff(*files) == [("merged", "c-300", "c-300", "c-200")]


def test_two_that_both_got_the_id_of_a_third_are_one_rename_and_one_merge(files: tuple[Path, Path]) -> None:
    change(
        files[1],
        "delete from commitments where commitment_id = 'c-300'",
        "update commitments set commitment_id = 'c-050' where commitment_id = 'c-200'",
        "insert into commitment_aliases select unnest(['c-200', 'c-300']), 'c-050', 'merged', now()",
    )
    assert diff(*files) == [("merged", "c-300", "c-300", "c-050"), ("renamed", "c-050", "c-200", "c-050")]


def test_an_alias_of_an_id_that_is_still_in_use_leads_nowhere(files: tuple[Path, Path]) -> None:
    change(files[1], "insert into commitment_aliases values ('c-300', 'c-200', 'same_content', now())")
    assert diff(*files) == []


def test_a_change_shows_what_it_is_of_its_sentence_and_its_address(files: tuple[Path, Path]) -> None:
    values = "standing = 'suspended', evidence_text = 'They said so.', url = 'https://gazette.example.org/9'"
    change(files[1], f"update commitments set {values} where commitment_id = 'c-300'")
    with open_diff(*files) as con:
        ((_, _, about, _, _, words, url),) = list_changes(con).rows
    assert (about, words, url) == (
        "information_sharing by JPN with NATO", "They said so.", "https://gazette.example.org/9"
    )  # fmt: skip


def test_a_file_of_an_older_declaration_can_be_compared(files: tuple[Path, Path]) -> None:
    change(files[0], "drop table commitment_aliases", "alter table commitments drop column evidence_text")
    change(files[1], "update commitments set standing = 'suspended' where commitment_id = 'c-300'")
    assert diff(*files) == [("standing_changed", "c-300", "in_force", "suspended")]


def test_content_is_what_a_commitment_says_and_not_how_much_speaks_for_it() -> None:
    assert {"kind", "parties", "quantity_value", "due_end_on", "instrument", "place"} <= set(CONTENT)
    assert not {"standing", "delivery", "mentions_count", "confidence", "recorded_from", "url"} & set(CONTENT)
