"""The hard cases and conventions of the record contract; each line of a table is a text and all its records."""

from datetime import date

import pytest

from tests.readings import describe_all, read, read_claims

# text | standing, kind and sides of each record, `;` between them; `-` for none
SHARES = """
The Belgian cabinet decided to lift military spending to 2.5% of GDP. | agreed budget_share BEL
"Allies must spend 4 percent of GDP on defence," the U.S. president said. | called_for budget_share NATO
Croatia's defence spending reached 2.1% of GDP last year. | completed budget_share HRV
Experts say Belgium should double its defence budget. | -
Belgium spends 1.3% of GDP on defence. | under_way budget_share BEL
"""

SHARING_AND_PEOPLE = """
Korea established a secure dedicated line with Canada for classified information. | \
in_force information_sharing KOR > CAN
Chile would strengthen its mechanism for sharing classified information with Peru and send officers to Peruvian \
military academies. | planned information_sharing CHL > PER; planned personnel_exchange CHL > PER
Chile and Peru agreed to exchange liaison officers. | agreed personnel_exchange CHL PER
Chile and Peru agreed to cooperate on cyber defence, space and joint training. | \
agreed cyber_defence CHL PER; agreed joint_training CHL PER; agreed technology_cooperation CHL PER
Chile and Peru agreed on a summit meeting on disinformation in May. | agreed consultation CHL PER
Chile and Peru will hold a cyber exercise. | planned joint_training CHL PER
Chile and Peru agreed to fight disinformation together. | agreed countering_disinformation CHL PER
"""

MOVEMENTS = """
Five countries sent ships through the Taiwan Strait, including Canada, the Netherlands and New Zealand. | \
completed force_deployment CAN NLD NZL
Greece and Spain will send fighter jets to India to hold a joint exercise with the Indian Air Force. | \
planned force_deployment ESP GRC > IND; planned joint_training ESP GRC IND
Slovakia has no plans to send troops to Ukraine. | denied force_deployment SVK > UKR
The United Kingdom will reorganise its forces stationed in Cyprus. | planned force_deployment GBR > CYP
Panama and the United States signed an agreement on the stationing of American troops in Panama. | \
agreed access_and_status PAN USA
"""

PACTS = """
Canada is considering joining AUKUS Pillar II. | proposed technology_cooperation CAN > AUKUS
Moldova threatened to withdraw from the defence pact with Romania unless it is amended. | -
Moldova withdrew from its defence pact with Romania. | suspended mutual_defence MDA > ROU
Finland, which joined NATO in April 2023, borders Russia. | completed mutual_defence FIN > NATO
Iran and Syria signed a mutual defence treaty. | agreed mutual_defence IRN SYR
Moldova and Romania signed a bilateral security agreement. | agreed mutual_defence MDA ROU
The United States will defend every inch of NATO territory. | in_force mutual_defence USA > NATO
The United States stands by its friends in Europe. | -
Moldova and Romania agreed to boost security cooperation. | -
"""

MEETINGS = """
Peru has invited neighbouring states to Lima in October for their first meeting on fighting disinformation. | \
planned consultation PER
The defence ministers of Chile and Peru met on Monday. | -
The defence ministers of Chile and Peru met on Monday for the first time. | completed consultation CHL PER
The defence ministers of Chile and Peru will meet in Lima next month. | planned consultation CHL PER
Chile and Peru established an annual meeting of their defence ministers. | in_force consultation CHL PER
"""

ARMS_AND_AID = """
Croatia will give Ukraine 30 tanks. | planned arms_transfer HRV > UKR
Croatia will give Ukraine an aid package worth 30 million euros. | planned third_party_support HRV > UKR
Croatia will train Ukrainian soldiers. | planned third_party_support HRV > UKR
Croatia will buy 50 tanks from Germany. | planned capability HRV > DEU
Croatia will buy 50 tanks. | planned capability HRV
Croatia is providing Ukraine with ammunition. | under_way arms_transfer HRV > UKR
Croatia will continue to supply Ukraine with ammunition. | under_way arms_transfer HRV > UKR
A Croatian company sold drones to a Japanese company. | -
Croatia sent mine clearance teams to Cambodia for humanitarian demining. | -
Croatia signed a trade agreement with Japan. | -
Croatia and Japan agreed to cooperate on critical minerals. | -
Police from Croatia and Slovenia will patrol the beaches together. | -
"""

STANDINGS = """
Belgium will send a frigate to the Gulf. | planned force_deployment BEL
Belgium pledged again to send a frigate to the Gulf. | agreed force_deployment BEL
Belgium and Spain committed to exploring the joint production of drones. | proposed industrial_cooperation BEL ESP
Belgium and Spain agreed to start talks on the joint production of drones. | proposed industrial_cooperation BEL ESP
Belgium is reviewing the deployment of its frigate to the Gulf. | proposed force_deployment BEL
Russia warned Belgium against sending troops to Ukraine. | -
Belgium will block the purchase of the drones unless its companies are involved. | -
"""

OWN_CAPABILITIES = """
Belgium and the Netherlands placed their navies under a joint command. | completed capability BEL NLD
The Joint Expeditionary Force will hold a naval exercise in the Baltic Sea. | planned joint_training JEF
AUKUS agreed to share submarine technology. | agreed technology_cooperation AUKUS
Belgium plans to double its stock of ammunition. | planned capability BEL
"""

ADVERSARIES = """
The United States accused Iran of supplying missiles to Russia. | -
China and Russia will hold a joint naval exercise in July. | planned joint_training CHN RUS
North Korea is trying to invade its neighbour, South Korea warned. | -
Russia and Belarus announced a joint exercise in September. | planned joint_training BLR RUS
China threatened to attack Taiwan. | -
"""

COMMENT = """
Germany plays a vital role in European security, experts believe. | -
Germany must unite with its neighbours. | -
Attacks on civilians cannot be tolerated, Germany's chancellor said. | -
In World War II, Germany signed a military pact with Italy. | -
Germany and Ghana have excellent ties. | -
The opposition in Germany promised to raise defence spending to 3 percent of GDP. | -
The report, which recalls that Germany sent a frigate to the Pacific in 2024, calls that a mistake. | \
completed force_deployment DEU
European allies agreed to share satellite intelligence. | agreed information_sharing NATO
"""

ALL = (
    SHARES
    + SHARING_AND_PEOPLE
    + MOVEMENTS
    + PACTS
    + MEETINGS
    + ARMS_AND_AID
    + STANDINGS
    + OWN_CAPABILITIES
    + ADVERSARIES
    + COMMENT
)
CASES = read_claims(ALL)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda cell: cell if isinstance(cell, str) else "")
def test_a_hard_case_is_read_by_the_contract(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


def test_an_alliance_is_that_of_its_text() -> None:
    text = "NATO leaders met in The Hague. The alliance agreed to share satellite intelligence."
    assert describe_all(text) == ["agreed information_sharing NATO"]
    text = "The U.S.-Japan alliance is being modernised. The alliance agreed to share satellite intelligence."
    assert "agreed information_sharing JPN USA" in describe_all(text)


def test_a_headline_and_its_lead_are_one_mention_with_the_fuller_evidence() -> None:
    text = "Croatia to buy 50 tanks from Germany\n\nCroatia will buy 50 Leopard tanks from Germany by 2030, it said."
    (record,) = read(text)
    assert (record.kind, record.parties, record.counterparts) == ("capability", ("HRV",), ("DEU",))
    assert "2030" in text[record.start : record.end]


def test_an_agreement_that_came_into_effect_is_in_force_since_that_day() -> None:
    text = "The Acquisition and Cross-Servicing Agreement of Italy and Japan, which came into effect on May 12, holds."
    (record,) = read(text)
    assert (record.kind, record.standing, record.instrument) == ("logistics_support", "in_force", "ACSA")
    assert record.times.effective is not None
    assert record.times.effective.start_on == date(2025, 5, 12)


def test_training_within_the_year_is_due_in_the_year_of_publication() -> None:
    (record,) = read("Italy and Japan agreed on joint training in the Mediterranean Sea within the year.")
    assert (record.kind, record.standing) == ("joint_training", "agreed")
    assert record.times.due is not None
    assert (record.times.due.start_on.year, record.times.due.end_on) == (2025, date(2025, 12, 31))
    assert record.place == "the Mediterranean Sea"


def test_a_demand_has_its_speaker() -> None:
    (record,) = read("Allies must spend 4 percent of GDP on defence, the U.S. president said.")
    assert (record.kind, record.parties, record.standing) == ("budget_share", ("NATO",), "called_for")
    assert (record.voice.voice, record.voice.speaker) == ("official_paraphrase", "the U.S. president")


def test_a_meeting_on_disinformation_is_a_consultation_of_that_domain() -> None:
    (record,) = read("Peru will host the first meeting of ASEAN and Chile on countering disinformation in September.")
    assert (record.kind, record.standing, record.domains) == ("consultation", "planned", ("information",))
    assert record.times.due is not None
    assert record.times.due.start_on == date(2025, 9, 1)


def test_over_five_years_is_due_five_years_on() -> None:
    (record,) = read("Poland will spend 20 billion zlotys on its defence budget over five years.")
    assert record.times.due is not None
    assert record.times.due.end_on.year == 2030


def test_a_total_and_its_part_are_two_records() -> None:
    records = read("Poland will buy 100 vehicles of war: Poland will buy 60 tanks and 40 howitzers.")
    assert {60, 40} <= {record.quantity.value for record in records if record.quantity}


def test_two_packages_for_one_receiver_are_two_records() -> None:
    text = "In March, Norway gave Ukraine 22 howitzers. In May, Norway gave Ukraine 8 tanks."
    found = [(record.kind, record.quantity.value if record.quantity else None) for record in read(text)]
    assert found == [("arms_transfer", 22), ("arms_transfer", 8)]


def test_a_bare_dollar_in_an_american_text_is_the_american_one() -> None:
    (record,) = read("The United States pledged $60 million in military aid to Moldova.")
    assert record.quantity is not None
    assert (record.quantity.value, record.quantity.unit) == (60_000_000, "USD")


def test_bullets_inherit_who_and_how() -> None:
    text = (
        "Chile and Peru agreed to:\n"
        "- hold a joint naval exercise in 2026;\n"
        "- exchange liaison officers;\n"
        "- share intelligence on the Pacific."
    )
    assert describe_all(text) == [
        "agreed information_sharing CHL PER",
        "agreed joint_training CHL PER",
        "agreed personnel_exchange CHL PER",
    ]


def test_a_clause_is_filtered_and_its_sentence_kept() -> None:
    text = "Germany will station a brigade in Lithuania, its largest deployment abroad since World War II."
    assert describe_all(text) == ["planned force_deployment DEU > LTU"]


def test_a_country_list_behind_a_time_is_no_part_of_the_time() -> None:
    text = "In the second half of July, Germany, Greece and Spain will hold a joint exercise."
    assert describe_all(text) == ["planned joint_training DEU ESP GRC"]
