"""Where pages and numbered paragraphs of a document begin, so that a citation can say them."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.raw import Anchor
from transforms.documents.anchors import make_anchors
from transforms.documents.documents import normalise_text


def number(text: str) -> list[str]:
    return make_anchors(normalise_text(text), text, (), normalise_text)


def test_paragraphs_that_count_from_one_on_are_anchors() -> None:
    text = "A declaration\n\n1. We met.\n\n2. We agreed to train together.\n\n3) We thank our hosts."
    assert number(text) == [f"paragraph:{n}:{text.index(f'{n}{mark}')}" for n, mark in ((1, "."), (2, "."), (3, ")"))]


def test_two_numbers_are_no_count_and_neither_is_a_number_inside_a_paragraph() -> None:
    assert number("1. We met.\n\n2. We agreed.") == []
    assert number("We met in room 1. We agreed.\n\nIt is No. 2. We left.\n\nThen 3. came.") == []


def test_a_list_inside_a_paragraph_that_starts_anew_does_not_break_the_count() -> None:
    text = "1. We met.\n\n2. We decided to:\n\n1. train\n\n3. We agreed.\n\n4. We left."
    assert [anchor.split(":")[1] for anchor in number(text)] == ["1", "2", "3", "4"]


def test_the_offset_of_a_page_points_to_the_same_word_in_the_normalised_text() -> None:
    raw = "First\u00a0page\u200b ends.\r\n\r\n\r\n\r\nSecond page\tbegins, e\u0301t\u00e9 and so on. Third page here."
    starts = [0, raw.index("Second"), raw.index("Third")]
    text = normalise_text(raw)
    anchors = make_anchors(text, raw, [Anchor("page", str(n + 1), at) for n, at in enumerate(starts)], normalise_text)
    places = [int(anchor.split(":")[2]) for anchor in anchors]
    assert [text[place:].split()[0] for place in places] == ["First", "Second", "Third"]


WORDS = st.text("ab \u00a0\u200b\t\ufeffe\u0301.", min_size=1, max_size=30).filter(
    lambda text: text.strip(" \u00a0\u200b\t\ufeff") != ""
)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_whatever_a_page_is_written_with_its_anchor_stands_at_its_beginning(pages: list[str]) -> None:
    marked = [f"PAGE{n} {page}" for n, page in enumerate(pages)]
    raw = "\n\n".join(marked)
    starts = [raw.index(f"PAGE{n} ") for n in range(len(pages))]
    text = normalise_text(raw)
    anchors = make_anchors(text, raw, [Anchor("page", str(n), at) for n, at in enumerate(starts)], normalise_text)
    for n, anchor in enumerate(sorted(anchors, key=lambda said: int(said.split(":")[2]))):
        assert text[int(anchor.split(":")[2]) :].startswith(f"PAGE{n}")
