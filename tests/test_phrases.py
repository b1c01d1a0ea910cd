"""Fixed phrases found in one pass: the longest wins, case and marks count as people use them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import mark, read_lines, strip_marks
from transforms.words.phrases import Trie, split_words
from transforms.words.typography import fold_typography

PHRASES = {
    "United States": "USA",
    "U.S.": "USA",
    "US": "USA",
    "Turkey": "TUR",
    "Korea": "KOR",
    "North Korea": "PRK",
    "Côte d'Ivoire": "CIV",
    "Guinea-Bissau": "GNB",
    "Guinea": "GIN",
    "Congo (Brazzaville)": "COG",
    "European allies": "NATO",
}
TRIE = Trie(PHRASES.items())

FOUND = """
The [USA United States] and the [USA U.S.] and the [USA US].
The [USA UNITED STATES] in capitals.
[PRK North Korea] is longer than [KOR Korea].
[GNB Guinea-Bissau], [GNB Guinea Bissau] and [GIN Guinea].
[CIV Côte d'Ivoire] and [CIV Côte d’Ivoire].
[COG Congo (Brazzaville)] has its bracket.
[NATO European allies], [NATO European Allies] and [NATO EUROPEAN ALLIES].
A pro-[TUR Turkey] vote.
The [USA U.S.].
"""

NOT_FOUND = """
They told us, and Us is no acronym.
A turkey, a pro-turkey vote, a Turkeys club and a Turkeyish one.
united states of mind.
The United. States of things.
The United, States.
"""


def find_marked(text: str) -> str:
    return mark(text, [(p.start, p.end, p.payload) for p in TRIE.find(text)])


@pytest.mark.parametrize("line", [*read_lines(FOUND), *read_lines(NOT_FOUND)])
def test_phrases_are_marked(line: str) -> None:
    assert find_marked(strip_marks(line)) == line


@pytest.mark.parametrize(
    ("gap", "count"), [("\n", 1), ("  ", 1), ("\u00a0", 1), (" \n ", 1), ("-", 1), ("\n\n", 0), (", ", 0)]
)
def test_a_phrase_may_break_a_line_but_not_a_paragraph(gap: str, count: int) -> None:
    assert len(list(TRIE.find(f"United{gap}States"))) == count


def test_the_first_of_two_senses_counts() -> None:
    (phrase,) = Trie([("Washington", "city"), ("Washington", "state")]).find("Washington")
    assert phrase.payload == "city"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_words_are_where_they_say(text: str) -> None:
    previous = 0
    for word in split_words(text):
        assert previous <= word.start < word.end <= len(text)
        assert text[word.start : word.end].casefold() == word.bare
        previous = word.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from([*PHRASES, " ", "-", "\n", ".", "x"])).map("".join))
def test_phrases_do_not_overlap(text: str) -> None:
    previous = 0
    for phrase in TRIE.find(text):
        assert previous <= phrase.start < phrase.end <= len(text)
        previous = phrase.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_typography(text)) == len(text)
    assert fold_typography("10\u202f000 – ‘％’") == "10 000 - '%'"
