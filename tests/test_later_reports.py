"""How later texts speak of what earlier ones announced: by its body, by its parts, by its end; one claim a turn."""

import pytest

from tests.readings import PUBLISHED, describe, describe_all, read, read_claims

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
Chile agreed to raise its defence budget to 4 percent of GDP. Of this, 3 percent is to go to the armed forces. | \
agreed budget_share CHL; agreed budget_share CHL
Chile agreed to spend 4 percent of GDP on defence. At least 3.5 percent is to go to soldiers and weapons, and 0.5 \
percent to roads. | agreed budget_share CHL; agreed budget_share CHL; agreed budget_share CHL
Chile agreed to spend 4 percent of GDP on defence. Peru plans to spend 3 percent of GDP on defence. | \
agreed budget_share CHL; planned budget_share PER
Chile plans a fund for its army. It lifts defence spending above 3 percent of GDP. | planned budget_share CHL
Chile spent 2 percent of GDP on defence in 2023. Its budget for 2026 provides for 2.4 percent. | completed \
budget_share CHL; planned budget_share CHL
Chile will meet the targets of its army. According to its ministry this takes 2.1 percent of GDP for defence. | \
planned budget_share CHL
Poland plans to spend 4 percent of GDP on defence in 2026. This year's share is 3.9 percent, the highest in NATO. | \
planned budget_share POL; under_way budget_share POL
Kenya put the first part of its Israeli Barak system into service. | under_way capability KEN > ISR
Kenya put its Barak system into service. | completed capability KEN
India and Kenya concluded LEMOA in May. | agreed logistics_support IND KEN
France vacated its air base in Gabon in July. | suspended force_deployment FRA > GAB
France will hand its base in Gabon over to the Gabonese army. | planned force_deployment FRA > GAB
Peru and Chile signed an agreement that gives Lima satellite data on missiles and drones. | agreed \
information_sharing CHL PER
Peru will hold its largest naval exercise next week. Southern Star 2025 lasts until the end of September. | planned \
joint_training PER
Peru will hold its largest naval exercise next week. Southern Star 2023 was smaller. | planned joint_training PER
The ministry signed a contract with the Government of Peru today and decided to buy 40 Leopard tanks. | -
Kenya will cut development aid, from 0.5% to 0.3% of gross national income, to pay for its defence. | -
NATO ministers met in Prague with the American secretary of state. The ministers repeated that an attack on one is an \
attack on all. | in_force mutual_defence NATO
"""


@pytest.mark.parametrize(("text", "records"), read_claims(TURNS))
def test_a_later_text_tells_of_the_same_thing_in_another_way(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


def test_the_day_of_a_signature_is_not_that_of_the_effect() -> None:
    text = "The visiting forces agreement of Chile and Peru, which was signed on 8 July 2024, entered into force today."
    (record,) = read(text)
    assert record.times.effective is not None
    assert record.times.effective.start_on == PUBLISHED


def test_the_year_of_an_edition_says_less_than_a_day() -> None:
    (record,) = read("Peru said that Exercise Malabar 2025 ended off its coast on 3 June.")
    assert record.times.effective is not None
    assert record.times.effective.start_on.isoformat() == "2025-06-03"


def test_the_two_are_those_of_the_sentence_before() -> None:
    text = "France left its base in Chad. The defence agreement between the two had been terminated in November."
    assert describe(read(text, title="The French and the Americans leave")[-1]) == "mutual_defence FRA TCD"
