"""What the next sentences add to a commitment, and what they do not."""

import pytest

from tests.marks import read_rows
from tests.readings import read

# published on 11 June 2025; text | standing | `due` | value
ADDED = """
Chile and Peru began a joint exercise on Monday. The drills will run through June 28. | under_way | 2025-06-28 | -
Chile and Peru began a joint exercise on Monday. Some 900 soldiers are taking part. | under_way | - | 900
Chile and Peru will hold exercise Condor next week. The drills will last until 28 June. | planned | 2025-06-28 | -
Poland will buy tanks and howitzers from Sweden. The first tanks are to arrive this year. | planned | 2025-12-31 | -
Poland will buy 180 tanks from Sweden. Deliveries are expected to begin in 2027. | planned | 2027-12-31 | 180
Germany will send a brigade to Lithuania. The brigade is to be fully operational in 2027. | planned | 2027-12-31 | -
Germany will send a battalion to Lithuania. The unit will consist of 800 soldiers. | planned | - | 800
France has ordered 42 jets from Sweden. The first of these will be delivered in 2027. | agreed | 2027-12-31 | 42
Two Chilean ships arrived in Callao on Monday. The ships will leave on Friday. | under_way | 2025-06-13 | 2
Japan and Norway signed an access agreement. The pact will enter into force next year. | agreed | 2026-12-31 | -
"""

NOT_ADDED = """
Chile and Peru held a joint naval exercise in May. The exercise ended on 28 May. | completed | - | -
Chile and Peru will hold a joint exercise. More than 500 Chilean soldiers will take part. | planned | - | -
Chile and Peru will hold a joint exercise. The exercise will not run until 2027. | planned | - | -
Chile and Peru will hold a joint exercise. The president will stay in office until 2027. | planned | - | -
Poland will buy tanks from Sweden. A new parliament will be elected in 2027. | planned | - | -
"""


@pytest.mark.parametrize(("text", "standing", "due", "value"), read_rows(ADDED + NOT_ADDED), ids=lambda cell: cell[:60])
def test_the_next_sentences_add_an_end_and_a_number(text: str, standing: str, due: str, value: str) -> None:
    (record,) = read(text)
    found = record.times.due.end_on.isoformat() if record.times.due else "-"
    number = f"{record.quantity.value:g}" if record.quantity else "-"
    assert (record.standing, found, number) == (standing, due, value)


SAID_AGAIN = """
Chile and Peru kicked off their joint naval exercise on Monday. Chile and Peru decided to hold the exercise in May. | 1
Portugal ruled out sending troops to Mali. Portugal would not deploy combat troops to Mali, the minister said. | 1
Chile and Peru held a joint naval exercise last week. Chile and Peru will hold a joint exercise in September. | 2
"""


@pytest.mark.parametrize(("text", "count"), read_rows(SAID_AGAIN), ids=lambda cell: cell[:60])
def test_what_is_said_again_is_one(text: str, count: str) -> None:
    assert len(read(text)) == int(count)
