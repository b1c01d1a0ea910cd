"""How later texts speak of what earlier ones announced: by its body, by its parts, by its end; one claim a turn."""

import pytest

from tests.readings import describe_all, read_claims

TURNS = """
The defence ministers of Germany, Spain, France and Italy signed a treaty that creates the agency which \
will manage the Eurodrone programme. | agreed industrial_cooperation DEU ESP FRA ITA
The organisation that runs the Global Combat Air Programme for Britain, Italy and Japan was formally \
established on Monday. | in_force industrial_cooperation GBR ITA JPN
Britain said the agency that manages the Global Combat Air Programme has moved to a larger building. | -
The Malabar exercise off Guam ended on Friday, the Indian navy said. | completed joint_training IND
The navies of Chile and Peru kicked off an exercise on Monday. | under_way joint_training CHL PER
Ministers of Kenya and Ghana met in Accra. The two signed a Visiting Forces Agreement on Monday. | agreed \
access_and_status GHA KEN
NATO's members will cut waste, will buy more shells, and pledge to spend 2 percent of GDP on defence by 2030. | \
agreed budget_share NATO; planned capability NATO
NATO's leaders met in Wales. The allies reaffirmed the pledge of 2014, which asks them to spend 2 percent of GDP on \
defence. | agreed budget_share NATO
"""


@pytest.mark.parametrize(("text", "records"), read_claims(TURNS))
def test_a_later_text_tells_of_the_same_thing_in_another_way(text: str, records: list[str]) -> None:
    assert describe_all(text) == records
