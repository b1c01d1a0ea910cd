"""Exchanges of people: who is sent to whom, to serve, to study and to liaise."""

import pytest

from tests.readings import describe_all, read_claims

SENT = """
Chile will send five cadets to the military academy of Spain next year. | planned personnel_exchange CHL > ESP
A Peruvian defence force member will be seconded to a naval school in Chile. | planned personnel_exchange PER > CHL
Officers from Oman attended the staff course at the Indian defence college. | completed personnel_exchange OMN > IND
Finland has posted a liaison officer to the United States Central Command. | completed personnel_exchange FIN > USA
Citizens of Fiji and New Zealand will serve in each other's armed forces. | planned personnel_exchange FJI NZL
Ghana and Senegal agreed on exchanges of instructors between their military academies. | \
agreed personnel_exchange GHA SEN
Chile and Peru agreed on cross-attendance at their military staff courses. | agreed personnel_exchange CHL PER
Ten Kenyan officers will enter the war college in Lima in May. | planned personnel_exchange KEN > PER
Two hundred cadets from Fiji have been offered places at the Indonesian military academy. | \
proposed personnel_exchange FJI > IDN
Six Nigerian instructors have been lent to Liberia to run its logistics school. | \
completed personnel_exchange NGA > LBR
Chile and Peru agreed on a yearly rotation of staff officers between their navies. | agreed personnel_exchange CHL PER
The pupils of the academy in Lima will take up places at a Kenyan school of music. | -
Oman offered music students from Chile a course at its college. | -
Students from Peru graduated from a school of cookery in Chile. | -
"""


@pytest.mark.parametrize(("text", "found"), read_claims(SENT))
def test_people_sent_to_serve_or_study(text: str, found: list[str]) -> None:
    assert describe_all(text) == found
