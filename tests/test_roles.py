"""Who is bound and towards whom: the grammar of a sentence, the sentence before it, what the kind makes of a side."""

import pytest

from tests.marks import read_lines, read_rows
from tests.readings import describe, read, read_claims

# text | kind and sides, parties before `>`, counterparts behind; `;` between records
ACTIVE_AND_PASSIVE = """
Japan and France will hold a joint exercise. | joint_training FRA JPN
Japan will hold a joint exercise with France. | joint_training FRA JPN
A joint exercise will be held by Japan and France. | joint_training FRA JPN
A joint exercise between Japan and France will be held in May. | joint_training FRA JPN
A joint exercise of the Japanese and French navies took place in May. | joint_training FRA JPN
French and Japanese troops held a joint exercise. | joint_training FRA JPN
Japan, together with France and India, will hold a joint exercise. | joint_training FRA IND JPN
Japan will host a joint exercise with France and India. | joint_training FRA IND JPN
Japan is to take part in a joint exercise led by France. | joint_training FRA JPN
Japan joined France in a joint exercise off Hokkaido. | joint_training FRA JPN
Japan agreed with France to hold a joint exercise. | joint_training FRA JPN
Japan and France, along with India, agreed to hold a joint exercise. | joint_training FRA IND JPN
Together with Chile, Peru held a naval exercise. | joint_training CHL PER
Egypt signed a military intelligence-sharing agreement with Jordan. | information_sharing EGY JOR
An intelligence-sharing agreement was signed by Egypt and Jordan. | information_sharing EGY JOR
Egypt's defence minister met his Jordanian counterpart and they agreed to share intelligence. | \
information_sharing EGY JOR
"""

GIVERS_AND_RECEIVERS = """
Together with Denmark, Norway will deliver twelve howitzers to Ukraine. | arms_transfer DNK NOR > UKR
Norway will supply Ukraine with artillery shells. | arms_transfer NOR > UKR
Norway will supply artillery shells to Ukraine. | arms_transfer NOR > UKR
Ukraine will receive artillery shells from Norway. | arms_transfer NOR > UKR
Artillery shells will be supplied to Ukraine by Norway. | arms_transfer NOR > UKR
Ukraine was promised artillery shells by Norway. | arms_transfer NOR > UKR
Norway and Denmark pledged to send howitzers to Ukraine. | arms_transfer DNK NOR > UKR
Norway's delivery of howitzers to Ukraine was completed in May. | arms_transfer NOR > UKR
Sweden agreed to sell Brazil 36 Gripen fighters. | arms_transfer SWE > BRA
The United States approved the sale of Javelin missiles to Ireland. | arms_transfer USA > IRL
Brazil will buy 36 Gripen fighters from Sweden. | capability BRA > SWE
Brazil will buy 36 fighter jets. | capability BRA
Chile and Peru signed a pact on defence. The MoU covers joint production of drones. | mutual_defence CHL PER; \
industrial_cooperation CHL PER
Albania and Chile signed a declaration on defence. The document foresees joint exercises. | mutual_defence ALB CHL; \
joint_training ALB CHL
Navantia signed a contract with Chile to supply 20 rocket launchers. | capability CHL
Navantia won a contract from Chile for two frigates. | capability CHL
Navantia signed a deal to supply two frigates to Chile. | capability CHL
Spanish shipbuilder Navantia won a contract to build two frigates for Chile. | capability CHL > ESP
Kenya received 20 million dollars in Foreign Military Financing in 2021. | third_party_support USA > KEN
Peru gifted two fast interceptor craft to Kenya. | arms_transfer PER > KEN
Peru will give Kenya maritime security equipment for its coast guard. | third_party_support PER > KEN
Chile has ordered two frigates from the United Kingdom. | capability CHL > GBR
Morocco decided to acquire Turkish drones. | capability MAR > TUR
Poland pledged an aid package of military vehicles and fuel for Moldova. | third_party_support POL > MDA
Spain will train Ukrainian soldiers in Toledo. | third_party_support ESP > UKR
The EU agreed on a military aid package for Armenia worth 10 million euros. | third_party_support EU > ARM
Iceland will contribute 5 million dollars to a fund for military support to Ukraine. | third_party_support ISL > UKR
"""

HOSTS = """
There will be no Chinese base in Peru, the president said. | access_and_status PER > CHN
Peru has agreed to let Kenyan drones fly from its air base. | access_and_status PER > KEN
Patrol craft of Chile and Peru may now enter each other's waters. | access_and_status CHL PER
American warships will be repaired at Indian yards. | logistics_support IND USA
Germany will station a brigade in Lithuania. | force_deployment DEU > LTU
Lithuania will host a German brigade. | force_deployment DEU > LTU
A German brigade will be stationed in Lithuania. | force_deployment DEU > LTU
The United States will deploy a Patriot battery to Qatar. | force_deployment USA > QAT
Australia sent a frigate to the Red Sea. | force_deployment AUS
A Dutch frigate called at a Vietnamese port on Monday. | force_deployment NLD > VNM
Two Australian destroyers docked in Fiji. | force_deployment AUS > FJI
British and Canadian warships transited the Taiwan Strait. | force_deployment CAN GBR
Norway will pull 900 soldiers out of NATO ally Estonia. | force_deployment NOR > EST
Norway sent 900 soldiers to shore up Malian army units. | force_deployment NOR > MLI
Norway sent 900 soldiers to defend positions seized from Peru. | force_deployment NOR
Chile launched military drills off the coast of Peru. | joint_training CHL
Chile will hold a naval exercise near its border with Peru. | joint_training CHL
The Philippines will give the United States access to four bases. | access_and_status PHL > USA
The Philippines will allow American forces to use the airfield. | access_and_status PHL > USA
The Philippines and the United States signed a visiting forces agreement. | access_and_status PHL USA
A joint exercise of Kenya and the United Kingdom will be held in Uganda. | joint_training GBR KEN
"""

JOINERS = """
Brazil is open to concluding an information security agreement with Kenya. | information_sharing BRA > KEN
NATO invited Bosnia to become a member of the alliance. | mutual_defence NATO > BIH
Sweden joined NATO in March 2024. | mutual_defence SWE > NATO
Finland's accession to NATO was completed in April 2023. | mutual_defence FIN > NATO
Bosnia plans to join NATO. | mutual_defence BIH > NATO
The United States reaffirmed its commitment to defend the Philippines under the mutual defense treaty. | \
mutual_defence USA > PHL
The United Kingdom signed a security guarantee for Sweden. | mutual_defence GBR > SWE
Russia and Belarus signed a mutual defence treaty. | mutual_defence BLR RUS
Finland signed a bilateral security agreement with Ukraine. | mutual_defence FIN UKR
Ireland joined a NATO cyber defence exercise. | joint_training IRL NATO
Austria will take part in a joint exercise with NATO. | joint_training AUT NATO
"""

LISTS = """
Germany, Spain and other countries will send fighter jets to Australia for a joint exercise. | \
force_deployment DEU ESP > AUS; joint_training DEU ESP
Twelve nations, including Chile, Peru and Brazil, will take part in a naval exercise. | joint_training BRA CHL PER
All NATO members except Hungary agreed to hold a joint air exercise. | joint_training NATO
Chile, Peru, Colombia and Ecuador will hold a naval exercise. | joint_training CHL COL ECU PER
Besides Chile, Peru and Brazil will take part in the naval exercise. | joint_training BRA CHL PER
The US, Japan, and South Korea agreed to share missile warning data. | information_sharing JPN KOR USA
Chile and Peru, but not Bolivia, will take part in a naval exercise. | joint_training CHL PER
Estonia, Latvia and Lithuania each pledged to spend 5 percent of GDP on defence. | budget_share EST LTU LVA
The exercise will involve troops from Chile, Peru and Brazil. | joint_training BRA CHL PER
"""

PAIRS = """
A Japan-Philippines reciprocal access agreement was signed in July. | access_and_status JPN PHL
A Franco-German agreement on the joint development of a tank was signed. | industrial_cooperation DEU FRA
The US-Japan-South Korea trilateral exercise was held in June. | joint_training JPN KOR USA
The Polish-Lithuanian-Ukrainian brigade will hold a joint exercise in Poland. | joint_training LTU POL UKR
A UK–Norway agreement on joint maritime patrols was signed. | force_deployment GBR NOR
The Indo-French naval exercise will take place in May. | joint_training FRA IND
A Sino-Russian joint air patrol took place on Tuesday. | force_deployment CHN RUS
"""

POSSESSIVES = """
Canada's plan to buy submarines was published on Monday. | capability CAN
Canada's defence minister announced the purchase of twelve submarines. | capability CAN
Ottawa announced the purchase of twelve submarines. | capability CAN
The Canadian government announced the purchase of twelve submarines. | capability CAN
Italy's pledge to raise its defence spending to 2 percent of GDP was repeated by its prime minister. | budget_share ITA
The decision of the Swedish parliament to raise defence spending to 3.5 percent of GDP is final. | budget_share SWE
The Royal Thai Army will hold a joint exercise with the Singapore Army. | joint_training SGP THA
Prime Minister Keir Starmer pledged to raise defence spending to 2.5 percent of GDP. | budget_share GBR
"""

ADDRESSEES = """
The United States told Japan to spend 3.5 percent of GDP on defence. | budget_share JPN
Latvia's president told NATO to station a division in Latvia. | force_deployment NATO > LVA
Slovakia asked Germany to station a Patriot battery in Slovakia. | force_deployment DEU > SVK
Ukraine urged France to deliver Mirage fighters. | arms_transfer FRA > UKR
Spain told NATO that it would deploy six fighter jets to Romania. | force_deployment ESP > ROU
Turkey informed Russia that it would hold a joint exercise with Azerbaijan. | joint_training AZE TUR
India promised Vietnam to supply patrol boats. | arms_transfer IND > VNM
"""

ALL = ACTIVE_AND_PASSIVE + GIVERS_AND_RECEIVERS + HOSTS + JOINERS + LISTS + PAIRS + POSSESSIVES + ADDRESSEES


@pytest.mark.parametrize(("text", "expected"), read_claims(ALL), ids=lambda cell: cell if isinstance(cell, str) else "")
def test_a_sentence_gives_each_side_its_role(text: str, expected: list[str]) -> None:
    assert sorted(describe(record) for record in read(text)) == expected


# the record of the last sentence; those before it only say who is meant
CONTEXT = """
Chile's foreign minister met his Peruvian counterpart in Lima. The two sides agreed to share intelligence. | \
information_sharing CHL PER
Talks between Kenya and Tanzania ended on Friday. Both countries will hold a joint naval exercise in May. | \
joint_training KEN TZA
Talks between Kenya and Tanzania ended on Friday. They will hold a joint naval exercise in May. | joint_training KEN TZA
Portugal published its defence plan on Monday. It will buy six frigates. | capability PRT
Portugal's defence minister spoke in Porto. The country will buy six frigates, he said. | capability PRT
President Emmanuel Macron spoke in Brest. He announced that France would send a frigate to the Gulf. | \
force_deployment FRA
The prime ministers of Japan and Australia met in Perth. The two leaders agreed to share satellite intelligence. | \
information_sharing AUS JPN
Bulgaria and Romania met in Sofia. The two neighbours signed an agreement on intelligence sharing. | \
information_sharing BGR ROU
Oman and Qatar have been close for years. Their navies will hold a joint exercise in May. | joint_training OMN QAT
The leaders of Japan, South Korea and the United States met. The three countries agreed to share missile warning data. \
| information_sharing JPN KOR USA
Russia warned Moldova on Monday. Denmark's prime minister replied. "We will send a frigate to the Black Sea," she \
said. | force_deployment DNK
AUKUS was founded in 2021. Peru signed nothing. The government will raise its defence budget by 4 billion dollars. | \
budget_amount PER
NATO leaders met in The Hague. The alliance will station a brigade in Latvia. | force_deployment NATO > LVA
"""


@pytest.mark.parametrize(
    ("text", "expected"), read_claims(CONTEXT), ids=lambda cell: cell if isinstance(cell, str) else ""
)
def test_a_word_that_points_back_finds_its_actors(text: str, expected: list[str]) -> None:
    assert sorted(describe(record) for record in read(text)) == expected


TITLE = "Joint Statement of Chile and Peru"
WE = """
We will hold a joint naval exercise in May. | joint_training CHL PER
We agreed to share intelligence on the Pacific. | information_sharing CHL PER
Our navies will hold a joint exercise in May. | joint_training CHL PER
Both sides decided to exchange liaison officers. | personnel_exchange CHL PER
"We agreed to share intelligence on the Pacific," the Chilean defence minister said. | information_sharing CHL PER
Chile will send two liaison officers to Peru. | personnel_exchange CHL > PER
We will train Ecuadorian soldiers. | third_party_support CHL PER > ECU
"""


@pytest.mark.parametrize(("text", "expected"), read_rows(WE), ids=lambda cell: cell)
def test_we_of_a_joint_statement_are_its_signatories(text: str, expected: str) -> None:
    assert [describe(record) for record in read(text, "statement", TITLE)] == [expected]


@pytest.mark.parametrize(("text", "expected"), read_rows(WE), ids=lambda cell: cell)
def test_the_heading_of_a_joint_statement_names_its_signatories(text: str, expected: str) -> None:
    assert [describe(record) for record in read(f"{TITLE}¶¶{text}", "statement")] == [expected]


QUOTED_WE = """
"We will send a frigate to the Red Sea," the Greek defence minister said. | force_deployment GRC
"We will send a frigate to the Red Sea," said Nikos Dendias, Greece's defence minister, in Paris. | force_deployment GRC
"We have decided to send a frigate," the Greek prime minister told reporters in Berlin. | force_deployment GRC
Greece's defence minister said: "We will not send troops to Ukraine." | force_deployment GRC > UKR
Speaking after Russia's exercise, the Greek defence minister said: "We will buy four frigates." | capability GRC
"""


@pytest.mark.parametrize(("text", "expected"), read_rows(QUOTED_WE), ids=lambda cell: cell)
def test_we_of_a_quote_is_the_speakers_state(text: str, expected: str) -> None:
    assert [describe(record) for record in read(text)] == [expected]


BYSTANDERS = """
Unlike Russia, Norway will hold a joint exercise with Sweden.
Norway will hold a joint exercise with Sweden near the Russian border.
As tensions with Russia rise, Norway will hold a joint exercise with Sweden.
Norway will hold a joint exercise with Sweden, the Russian news agency TASS reported.
Norway will hold a joint exercise with Sweden to deter Russia.
Norway will hold a joint exercise with Sweden, which prompted protests from Russia.
Russia said nothing when Norway announced a joint exercise with Sweden.
Norway will hold a joint exercise with Sweden after Russia closed a strait to fishing.
Norway will hold a joint exercise with Sweden, a day after Moscow gave Belarus a warning.
"""


@pytest.mark.parametrize("text", read_lines(BYSTANDERS))
def test_who_is_only_mentioned_is_not_bound(text: str) -> None:
    assert [describe(record) for record in read(text)] == ["joint_training NOR SWE"]


@pytest.mark.parametrize("text", ["The two sides agreed to share intelligence.", "They will hold a joint exercise."])
def test_nobody_is_bound_where_nobody_is_named(text: str) -> None:
    assert read(text) == []


def test_actors_are_sorted_and_on_one_side_only() -> None:
    for text, _ in read_claims(ALL):
        for record in read(text):
            assert list(record.parties) == sorted(set(record.parties))
            assert list(record.counterparts) == sorted(set(record.counterparts))
            assert not set(record.parties) & set(record.counterparts)


STATES = (
    "AUS=Australia BRA=Brazil CAN=Canada CHL=Chile CZE=Czechia DNK=Denmark EGY=Egypt EST=Estonia FRA=France "
    "DEU=Germany GRC=Greece IND=India IDN=Indonesia ISR=Israel ITA=Italy JPN=Japan KEN=Kenya LTU=Lithuania "
    "NLD=the_Netherlands NOR=Norway PHL=the_Philippines POL=Poland KOR=South_Korea TUR=Turkey GBR=the_United_Kingdom "
    "USA=the_United_States"
)
NAMES = dict(pair.replace("_", " ").split("=") for pair in STATES.split())

# the two states of each sentence are any two: text | kind | standing | who is party, of one and other
ANY_STATES = """
{One} and {other} will hold a joint exercise in May. | joint_training | planned | both
{One} will hold a joint exercise with {other} in May. | joint_training | planned | both
{One} agreed to share intelligence on missiles with {other}. | information_sharing | agreed | any
{One} has delivered 20 howitzers to {other}. | arms_transfer | completed | one
{One} will deploy a battalion to {other}. | force_deployment | planned | one
{One} urged {other} to spend 3 percent of GDP on defence. | budget_share | called_for | other
{One} refused to deploy a battalion to {other}. | force_deployment | denied | one
{One} terminated its defence pact with {other}. | mutual_defence | suspended | any
{One} and {other} are negotiating an agreement on intelligence sharing. | information_sharing | proposed | both
"""
CODES = list(NAMES)
PAIRS_OF_STATES = [(code, CODES[(k + 7) % len(CODES)]) for k, code in enumerate(CODES)]


@pytest.mark.parametrize(("one", "other"), PAIRS_OF_STATES)
@pytest.mark.parametrize(("text", "kind", "standing", "who"), read_rows(ANY_STATES), ids=lambda cell: cell)
def test_a_sentence_is_read_the_same_for_every_state(
    text: str, kind: str, standing: str, who: str, one: str, other: str
) -> None:
    name = NAMES[one]
    (record,) = read(text.format(One=name[0].upper() + name[1:], other=NAMES[other]))
    assert (record.kind, record.standing) == (kind, standing)
    parties = {"one": [one], "other": [other]}.get(who, sorted((one, other)))
    assert who == "any" or list(record.parties) == parties
    assert {one, other} >= {*record.parties, *record.counterparts}
