"""An exercise that a text tells of in several sentences: who takes part, how many, until when; and what is another."""

from datetime import date

import pytest

from tests.marks import read_rows
from tests.readings import describe, describe_all, read, read_claims

TOLD = """
Peru and Chile will hold a naval exercise off Arica from 14 July. Some 900 sailors will take part in the drills. | \
joint_training CHL PER | 900 | -
Peru and Chile began a naval exercise on Monday. The manoeuvres, which involve 1,200 sailors, will \
last until 20 June. | joint_training CHL PER | 1200 | 2025-06-20
Kenya started hosting a military exercise on Monday. Participating countries include Ghana, Rwanda and Uganda. | \
joint_training GHA KEN RWA UGA | - | -
Ghana and Togo began a joint military exercise. The Ghanaian army is training with Togo in the drills. | \
joint_training GHA TGO | - | -
Oman launched a naval exercise on Tuesday. It was a hot day. The exercise, set to run through 25 June, is \
held in Muscat. | joint_training OMN | - | 2025-06-25
Malta and Cyprus will hold an exercise for their navies. Greek, Italian and French ships will join the exercise. | \
joint_training CYP FRA GRC ITA MLT | - | -
"""

OTHERS = """
Peru and Chile will hold a naval exercise in July. Peru and Brazil will hold another naval exercise in December. | 2
Peru and Chile held a naval exercise in May 2022. Peru and Chile will hold a naval exercise in July. | 2
Kenya and Ghana are holding a naval drill. Kenya withdrew from the drill with Rwanda. | 2
Kenya ruled out sending troops to Chad. "We will not send troops to Chad," said the Kenyan president. | 1
Kenya and Ghana signed a status of forces agreement. The agreement was signed by the ministers of Kenya and Ghana. | 1
"""


@pytest.mark.parametrize("row", read_rows(TOLD), ids=lambda row: row[0][:60])
def test_an_exercise_is_told_in_several_sentences(row: tuple[str, ...]) -> None:
    text, expected, count, end = row
    (record,) = read(text)
    due = record.times.due
    assert describe(record) == expected
    assert (record.quantity.value if record.quantity else None) == (None if count == "-" else float(count))
    assert end == "-" or (due is not None and due.end_on == date.fromisoformat(end))


@pytest.mark.parametrize("row", read_rows(OTHERS), ids=lambda row: row[0][:60])
def test_what_is_said_again_is_one_and_what_is_new_another(row: tuple[str, ...]) -> None:
    text, number = row
    assert len(read(text)) == int(number)


AREAS = """
Italy and Ghana agreed to cooperate in military training. | agreed joint_training GHA ITA
Peru and Kenya will strengthen their defence cooperation, including education and training for their armed forces. | \
planned joint_training KEN PER
Chile and Peru welcomed closer cooperation in the areas of training and exercises between their armed forces. | \
under_way joint_training CHL PER
Peru and Kenya will strengthen their cooperation in the training of nurses. | -
"""


@pytest.mark.parametrize(("text", "found"), read_claims(AREAS))
def test_training_may_be_an_area_of_cooperation(text: str, found: list[str]) -> None:
    assert describe_all(text) == found
