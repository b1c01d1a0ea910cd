"""Enumerations of actors: what one clause names side by side is one list, with its open end and its exceptions."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import find_bracketed, read_lines, read_rows
from transforms.words.actor_lists import find_actor_lists
from transforms.words.actors import find_actors

PUBLISHED = date(2024, 7, 17)

# text with the list in brackets | its actors
CLOSED = """
[Japan and France] will train. | FRA JPN
[Germany, France and Spain] will train. | DEU ESP FRA
Not only the [US and Canada but also France, the Netherlands, Turkey, and the UK] came. | CAN FRA GBR NLD TUR USA
Ministers from [Australia, Japan and the Philippines, as well as the US], signed. | AUS JPN PHL USA
[Japan, together with Australia and India], will train. | AUS IND JPN
A pact between [Japan and France] stands. | FRA JPN
The [US-Japan] alliance stands. | JPN USA
A [U.S.-Japan-ROK] exercise began. | JPN KOR USA
[Russian and Chinese] warships sailed. | CHN RUS
The [Japanese, South Korean and American chiefs of staff] met. | JPN KOR USA
The [UK's and France]'s ships sailed. | FRA GBR
[Poland, Estonia, Latvia, Lithuania, Finland and Norway] agreed. | EST FIN LTU LVA NOR POL
In Japan, [France and Italy] agreed. | FRA ITA
[Japan and the United Kingdom] signed it, and Italy will follow. | GBR JPN
The [EU and Japan] will meet. | EU JPN
"""

OPEN = """
[Germany, France, Spain, and other countries] will train. | DEU ESP FRA
[Japan and other countries] will train. | JPN
[Japan, France and several other nations] will train. | FRA JPN
[Poland and Romania, among others], agreed. | POL ROU
"""

NO_LISTS = """
Japan will train with France.
Signed by Japan, and France will ratify it.
Japan agreed. France did not.
In Japan, France agreed.
Japan
"""


def check(cells: tuple[str, ...], is_open: bool) -> None:
    text, (span,) = find_bracketed(cells[0])
    (found,) = find_actor_lists(find_actors(text, PUBLISHED), text)
    assert text[found.start : found.end] == span
    assert found.actor_ids == tuple(cells[1].split())
    assert found.is_open is is_open


@pytest.mark.parametrize("cells", read_rows(CLOSED), ids=lambda cells: cells[0])
def test_actors_side_by_side_are_a_list(cells: tuple[str, ...]) -> None:
    check(cells, is_open=False)


@pytest.mark.parametrize("cells", read_rows(OPEN), ids=lambda cells: cells[0])
def test_unnamed_others_open_a_list_and_add_no_actor(cells: tuple[str, ...]) -> None:
    check(cells, is_open=True)


@pytest.mark.parametrize("text", read_lines(NO_LISTS))
def test_what_a_clause_parts_is_no_list(text: str) -> None:
    assert find_actor_lists(find_actors(text, PUBLISHED), text) == []


def test_exceptions_are_kept_apart() -> None:
    text = "All NATO members except Hungary and Slovakia signed."
    (found,) = find_actor_lists(find_actors(text, PUBLISHED), text)
    assert (found.actor_ids, found.excluded) == (("NATO",), ("HUN", "SVK"))


def test_a_list_may_break_a_line_but_not_a_paragraph() -> None:
    for gap, count in ((" and\n", 1), (" and\n\n", 0)):
        text = f"Japan{gap}France agreed."
        assert len(find_actor_lists(find_actors(text, PUBLISHED), text)) == count


SOUP = st.sampled_from(
    "Japan France US NATO Tokyo , and ; - except other countries will has the in In . \n by".split(" ")
)


@settings(max_examples=100, deadline=None)
@given(st.lists(SOUP, max_size=18).map(" ".join))
def test_lists_are_sorted_and_inside_the_text(text: str) -> None:
    previous = 0
    for found in find_actor_lists(find_actors(text, PUBLISHED), text):
        assert previous <= found.start < found.end <= len(text)
        assert list(found.actor_ids) == sorted(set(found.actor_ids))
        previous = found.end
