"""Ids are hashes of what makes a thing itself: the same everywhere, and different for different things."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.identity import make_id

PARTS = st.lists(st.text(st.characters(exclude_characters="\x1f")), min_size=1, max_size=4)


def test_an_id_is_the_same_on_every_machine() -> None:
    assert make_id("d", "wire", None, "2025-02-05", "text") == "d-fd9e226ba9a6608c7a7f"


@given(PARTS, PARTS)
def test_different_parts_give_different_ids(left: list[str], right: list[str]) -> None:
    assert (make_id("c", *left) == make_id("c", *right)) == (left == right)


def test_parts_do_not_run_into_each_other() -> None:
    assert make_id("c", "ab", "c") != make_id("c", "a", "bc")


def test_the_prefix_says_what_the_id_names() -> None:
    assert make_id("c", "x").removeprefix("c") == make_id("d", "x").removeprefix("d")


def test_a_lone_surrogate_has_an_id() -> None:
    assert make_id("m", "\ud800").startswith("m-")
