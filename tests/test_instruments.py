"""Named agreements, programmes and exercises in running text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import find_bracketed, read_lines, read_rows
from transforms.words.instruments import find_instruments

# text with the mention in brackets | name | kind | parties
KNOWN = """
The [ACSA] came into force. | ACSA | logistics_support | -
The [Acquisition and Cross-Servicing Agreement] came into force. | ACSA | logistics_support | -
They signed a [reciprocal access agreement]. | RAA | access_and_status | -
The [GSOMIA] was kept. | GSOMIA | information_sharing | -
The [Global Combat Air Programme] flies on. | GCAP | industrial_cooperation | GBR ITA JPN
It joins [AUKUS Pillar II]. | AUKUS Pillar II | technology_cooperation | AUKUS
It draws on [SAFE] loans. | SAFE | industrial_cooperation | EU
[Article 5] was invoked. | Article 5 | mutual_defence | NATO
The [Washington Declaration] stands. | Washington Declaration | consultation | KOR USA
The [New START treaty] lapsed. | New START | information_sharing | RUS USA
[Freedom Edge] began. | Freedom Edge | joint_training | JPN KOR USA
[Talisman Sabre 2025] began. | Talisman Sabre | joint_training | AUS USA
[RIMPAC 24] began. | RIMPAC | joint_training | USA
Exercise [STEADFAST DEFENDER] began. | Steadfast Defender | joint_training | NATO
The [Breeze 2024] exercise began. | Breeze | joint_training | BGR
[Zapad-2025] began. | Zapad | joint_training | BLR RUS
"""

UNKNOWN = """
Exercise [Steel Fist] began. | Steel Fist
The drill "[Blue Shield]" began. | Blue Shield
The exercises called “[Sea Wolf]” began. | Sea Wolf
The "[Iron Hand]" joint military exercise began. | Iron Hand
"""

NONE = """
The crew of the MH-53 Sea Dragon trained.
A breeze blew and the arrow flew.
The Orion spacecraft flew.
A safe place.
Exercise Director Smith spoke.
The exercise began in the north.
Exercise The Big began.
Aurora Borealis was seen during the exercise.
They upgraded their ties to a Comprehensive Strategic Partnership.
A new start.
"""


@pytest.mark.parametrize("row", read_rows(KNOWN), ids=lambda row: row[0])
def test_a_registered_instrument_is_found(row: tuple[str, ...]) -> None:
    text, (span,) = find_bracketed(row[0])
    (found,) = find_instruments(text)
    assert (text[found.start : found.end], found.name, found.kind) == (span, *row[1:3])
    assert found.parties == tuple(row[3].replace("-", "").split())


@pytest.mark.parametrize("row", read_rows(UNKNOWN), ids=lambda row: row[0])
def test_an_exercise_that_the_text_names_is_found(row: tuple[str, ...]) -> None:
    text, (span,) = find_bracketed(row[0])
    (found,) = find_instruments(text)
    assert (text[found.start : found.end], found.name, found.kind, found.parties) == (
        span,
        row[1],
        "joint_training",
        (),
    )


@pytest.mark.parametrize("text", read_lines(NONE))
def test_a_common_word_is_no_instrument(text: str) -> None:
    assert find_instruments(text) == []


def test_an_agreement_of_several_pairs_is_generic() -> None:
    (found,) = find_instruments("The ACSA stands.")
    assert found.is_generic
    (found,) = find_instruments("The GCAP stands.")
    assert not found.is_generic


SOUP = st.sampled_from(
    'Exercise exercise drill ACSA Breeze Arrow SAFE loans Talisman Sabre 2025 24-2 “Sea Wolf” " ’ called named Iron '
    "Hand joint military Article 5 Freedom Shield Ulchi . , \n - İ".split(" ")
)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.lists(SOUP, max_size=14).map(" ".join))
def test_any_text_gives_sorted_mentions_inside_it(text: str) -> None:
    previous = 0
    for mention in find_instruments(text):
        assert previous <= mention.start < mention.end <= len(text)
        previous = mention.end
