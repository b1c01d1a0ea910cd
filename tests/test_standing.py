"""How binding a sentence makes a commitment: tense, modality, negation, who wants it, what is no promise."""

import pytest

from tests.marks import read_lines, read_rows
from tests.readings import read, read_all

# text | kind; each text holds that one record and no other
IN_FORCE = """
The reciprocal access agreement between Australia and Japan entered into force in August 2023. | access_and_status
A status of forces agreement between Australia and the Philippines has been in force since 2012. | access_and_status
The acquisition and cross-servicing agreement between Canada and Japan took effect in 2019. | logistics_support
Estonia and Latvia have established a hotline for sharing radar data. | information_sharing
Lithuania's parliament passed a law that sets defence spending at 3 percent of GDP. | budget_share
The Danish parliament has adopted a budget that puts defence spending at 3 percent of GDP. | budget_share
Germany and Singapore have launched a defence policy dialogue. | consultation
The United States is committed to defending every inch of NATO territory. | mutual_defence
Under their mutual defense treaty, the United States is obliged to defend the Philippines. | mutual_defence
The intelligence-sharing agreement between Greece and Cyprus came into effect on 2 June. | information_sharing
France and Spain are bound by a mutual defence treaty. | mutual_defence
The Chilean parliament has extended the deployment of Chilean troops in Haiti for 18 months. | force_deployment
"""

UNDER_WAY = """
Germany is stationing a brigade in Lithuania. | force_deployment
Poland spends 4.7 percent of GDP on defence. | budget_share
The Netherlands is providing F-16 fighters to Ukraine. | arms_transfer
British and Indian troops are taking part in a joint exercise in Rajasthan. | joint_training
Italy, Japan and the United Kingdom are jointly developing a fighter jet. | industrial_cooperation
France will continue to train Ukrainian soldiers. | third_party_support
U.S. Marines continue to rotate through Darwin. | force_deployment
The United States currently stations 28,500 troops in South Korea. | force_deployment
A Canadian frigate is patrolling the South China Sea. | force_deployment
Norway keeps supplying air defence missiles to Ukraine. | arms_transfer
A joint exercise of Thailand and the United States is under way near Chonburi. | joint_training
Estonia and Finland have been sharing radar data since March. | information_sharing
"""

COMPLETED = """
Chile hosted the Will to Prevail 2025 naval exercises with Peru and Brazil in March. | joint_training
The recent deployment of a Spanish battalion to Latvia is a step forward. | force_deployment
A Canadian frigate transited the Taiwan Strait last week. | force_deployment
Australia and Indonesia held a joint exercise in East Java in November. | joint_training
Denmark has delivered 19 F-16 fighters to Ukraine. | arms_transfer
Spain's defence spending reached 1.3 percent of GDP in 2024. | budget_share
Finland joined NATO in April 2023. | mutual_defence
Poland took delivery of 28 K2 tanks in December. | capability
South Korea sent 300 troops to South Sudan in 2013. | force_deployment
A German frigate made a port call in Tokyo in August. | force_deployment
Sweden has trained 1,000 Ukrainian soldiers. | third_party_support
The Indian and Vietnamese navies wrapped up a joint exercise on Monday. | joint_training
Forty howitzers were donated to Ukraine by Canada last year. | arms_transfer
"""

AGREED = """
The agreement between Chile and Peru provides for the exchange of intelligence. | information_sharing
Japan and the Philippines signed a reciprocal access agreement. | access_and_status
Estonia pledged to spend 5 percent of GDP on defence. | budget_share
Norway has decided to buy five frigates. | capability
Leaders of Poland and Sweden agreed to hold joint naval exercises in the Baltic Sea. | joint_training
Canada committed to spending 2 percent of GDP on defence. | budget_share
Greece and India agreed to share intelligence. | information_sharing
Denmark renewed its pledge to supply Ukraine with artillery shells. | arms_transfer
The Dutch cabinet approved the purchase of 46 Leopard 2 tanks. | capability
France and Indonesia struck a deal on the joint production of submarines. | industrial_cooperation
Belgium vowed to send four frigates to the Baltic Sea. | force_deployment
A memorandum on cyber defence was signed by Albania and Croatia. | cyber_defence
Agreement was reached between Kenya and Ethiopia on intelligence sharing. | information_sharing
France, Indonesia sign deal on joint submarine production | industrial_cooperation
"""

PLANNED = """
Italy will send a carrier strike group to the Pacific. | force_deployment
Germany plans to raise defence spending to 3.5 percent of GDP by 2029. | budget_share
Japan announced the establishment of a defence dialogue with Fiji. | consultation
Poland intends to buy 32 more F-35 fighters. | capability
South Korea and Australia are to hold a joint naval drill in August. | joint_training
The United Kingdom is set to deploy a frigate to the Red Sea. | force_deployment
The Philippines said it would give U.S. forces access to four more bases. | access_and_status
India and France are scheduled to hold a joint naval exercise in January. | joint_training
Norway to give Ukraine air defence missiles | arms_transfer
Latvia has announced plans to station a battalion in Estonia. | force_deployment
The deployment of a second Australian frigate to the Red Sea was announced on Monday. | force_deployment
Spain aims to spend 2 percent of GDP on defence by 2029. | budget_share
Sweden is preparing to send 600 soldiers to Latvia. | force_deployment
"""

PROPOSED = """
The United States approved a possible sale of twelve howitzers to Peru. | arms_transfer
Washington has approved the potential sale of Black Hawk helicopters to Portugal. | arms_transfer
The Philippines and France are negotiating a visiting forces agreement. | access_and_status
Canada is studying whether to buy submarines. | capability
Japan and Canada have opened talks on an information security agreement. | information_sharing
Brazil and Sweden agreed to start talks on the joint production of fighter jets. | industrial_cooperation
Australia and India committed to exploring the joint production of missiles. | industrial_cooperation
The White House asked Congress to approve $2 billion in military aid for Ukraine. | third_party_support
Denmark may send troops to Ukraine, its prime minister said. | force_deployment
The Netherlands is weighing the deployment of a frigate to the Red Sea. | force_deployment
Romania has proposed a joint exercise with Bulgaria in the Black Sea. | joint_training
Ministers from Turkey and Italy discussed the joint development of drones. | industrial_cooperation
Negotiations between Norway and Germany on the joint maintenance of submarines continue. | industrial_cooperation
Portugal is considering the purchase of F-35 fighters. | capability
Sweden and Japan are in talks on the joint development of radars. | industrial_cooperation
New Zealand has expressed interest in buying MH-60R helicopters. | capability
"""

CALLED_FOR = """
The United States urged Japan to raise defence spending to 3.5 percent of GDP. | budget_share
Kyiv called on Germany to supply Taurus missiles to Ukraine. | arms_transfer
Trump demanded that Spain spend 5 percent of GDP on defence. | budget_share
Taiwan should spend 10 percent of its GDP on defence, the U.S. secretary of defense said. | budget_share
Washington wants South Korea to send a destroyer to the Red Sea. | force_deployment
Lithuania is pressing NATO to station more air defence units in the Baltic region. | force_deployment
Berlin was urged by Warsaw to deliver Taurus missiles to Ukraine. | arms_transfer
NATO members must spend 3 percent of GDP on defence, Estonia's prime minister said. | budget_share
The United Kingdom asked Italy to deploy a destroyer to the Gulf. | force_deployment
Secretary General Mark Rutte told allies to spend more than 3 percent of GDP on defence. | budget_share
"""

DENIED = """
Hungary has no plans to send troops to Ukraine. | force_deployment
Hungary had no plans to send tanks to Ukraine, its foreign minister said. | arms_transfer
The chancellor ruled out sending German troops to Ukraine. | force_deployment
South Korea will not supply weapons to Ukraine. | arms_transfer
Italy refused to send troops to Ukraine. | force_deployment
New Zealand declined to take part in the exercise with Australia. | joint_training
Iran denied that it had supplied ballistic missiles to Russia. | arms_transfer
Switzerland does not intend to buy more F-35 fighters. | capability
Japan is not considering joint development of nuclear submarines with Australia. | industrial_cooperation
Spain rejected a demand to spend 5 percent of GDP on defence. | budget_share
No Polish soldiers will be sent to Ukraine. | force_deployment
Israel never agreed to deliver Patriot missiles to Ukraine, the foreign ministry said. | arms_transfer
Slovakia will neither send troops to Ukraine nor train Ukrainian soldiers. | force_deployment; third_party_support
"""

SUSPENDED = """
Russia suspended its military intelligence sharing with Norway. | information_sharing
South Korea terminated its military intelligence agreement with Japan. | information_sharing
The status of forces agreement between Niger and Germany has expired. | access_and_status
France has pulled its troops out of Niger. | force_deployment
The United States cancelled its joint exercise with Ethiopia. | joint_training
Germany halted deliveries of artillery shells to Ethiopia. | arms_transfer
Armenia has frozen its participation in CSTO exercises. | joint_training
Denmark ended its deployment of a frigate to the Red Sea. | force_deployment
Georgia pulled out of a joint naval exercise with Ukraine. | joint_training
Chad terminated its defence pact with France. | mutual_defence
A joint exercise of Egypt and Turkey was called off on Friday. | joint_training
"""

# text | why it holds no commitment
NOTHING = """
Serbia threatened to withdraw from the joint exercise with Bosnia unless the flag was removed. | a threat
Ankara will block the deployment of NATO troops unless its demands are met. | a threat
Germany stopped short of pledging Taurus missiles to Ukraine. | it was not pledged
Experts say that Canada should buy twelve submarines. | nobody speaks who could
Australia would be foolish to send troops to the Gulf. | a judgement
If Finland had sent troops to Estonia in 1939, history would have been different. | a counterfactual
Sweden's role in European security is vital. | a judgement
China urged Japan not to deploy missiles in Okinawa. | urging somebody not to act
Portugal and Brazil agreed to deepen their defence ties. | no object
Indonesia and Malaysia reaffirmed the importance of peace and stability. | a value
Analysts expect Taiwan to buy more Patriot missiles. | a prediction
"""


def rows(table: str, standing: str) -> list[tuple[str, str, str]]:
    return [(text, kind, standing) for text, kind in read_rows(table)]


CLAIMS = [
    *rows(IN_FORCE, "in_force"),
    *rows(UNDER_WAY, "under_way"),
    *rows(COMPLETED, "completed"),
    *rows(AGREED, "agreed"),
    *rows(PLANNED, "planned"),
    *rows(PROPOSED, "proposed"),
    *rows(CALLED_FOR, "called_for"),
    *rows(DENIED, "denied"),
    *rows(SUSPENDED, "suspended"),
]


@pytest.mark.parametrize(("text", "kinds", "standing"), CLAIMS, ids=lambda cell: cell)
def test_a_sentence_says_how_binding_it_is(text: str, kinds: str, standing: str) -> None:
    expected = [(kind, standing) for kind in kinds.split("; ")]
    assert sorted((record.kind, record.standing) for record in read(text)) == expected


@pytest.mark.parametrize(("text", "why"), read_rows(NOTHING), ids=lambda cell: cell)
def test_what_binds_nobody_is_no_record(text: str, why: str) -> None:
    assert read(text) == [], why


# one plain statement, turned: text | kind | standing
TURNED = """
Romania will send a battalion to Moldova. | planned
Romania sent a battalion to Moldova. | completed
Romania has sent a battalion to Moldova. | completed
Romania is sending a battalion to Moldova. | under_way
Romania agreed to send a battalion to Moldova. | agreed
Romania decided to send a battalion to Moldova. | agreed
Romania plans to send a battalion to Moldova. | planned
Romania announced that it would send a battalion to Moldova. | planned
Romania said it had sent a battalion to Moldova. | completed
Romania's defence ministry confirmed plans to send a battalion to Moldova. | planned
Romania is considering sending a battalion to Moldova. | proposed
Romania has offered to send a battalion to Moldova. | proposed
Romania is in talks about sending a battalion to Moldova. | proposed
Romania was asked to send a battalion to Moldova. | called_for
The United States urged Romania to send a battalion to Moldova. | called_for
Romania should send a battalion to Moldova, the U.S. president said. | called_for
Romania will not send a battalion to Moldova. | denied
Romania won't send a battalion to Moldova. | denied
Romania refused to send a battalion to Moldova. | denied
Romania ruled out sending a battalion to Moldova. | denied
Romania has no intention of sending a battalion to Moldova. | denied
Romania denied having sent a battalion to Moldova. | denied
Romania withdrew its battalion from Moldova. | suspended
Romania halted the deployment of a battalion to Moldova. | suspended
Romania to send a battalion to Moldova | planned
Romania sends a battalion to Moldova | under_way
Romania, which will send a battalion to Moldova, borders Ukraine. | planned
A battalion will be sent to Moldova by Romania. | planned
A battalion was sent to Moldova by Romania. | completed
Romania's decision to send a battalion to Moldova was welcomed. | agreed
Romania's plan to send a battalion to Moldova was welcomed. | planned
Romania's refusal to send a battalion to Moldova was criticised. | denied
Romania's pledge to send a battalion to Moldova was welcomed. | agreed
Romania's parliament approved the deployment of a battalion to Moldova. | agreed
"""


@pytest.mark.parametrize(("text", "standing"), read_rows(TURNED), ids=lambda cell: cell)
def test_the_turn_of_a_sentence_turns_the_standing_alone(text: str, standing: str) -> None:
    (record,) = read(text)
    assert (record.kind, record.parties, record.standing) == ("force_deployment", ("ROU",), standing)


NOT_PROMISED = """
Romania threatened to send a battalion to Moldova.
Romania stopped short of sending a battalion to Moldova.
Romania has yet to send a battalion to Moldova.
Romania would have sent a battalion to Moldova.
Romania could have sent a battalion to Moldova.
Why Romania should send a battalion to Moldova
Would Romania send a battalion to Moldova?
Commentators believe that Romania will send a battalion to Moldova.
A professor urged Romania to send a battalion to Moldova.
The opposition said it would send a battalion to Moldova if it won Romania's election.
"""


@pytest.mark.parametrize("text", read_lines(NOT_PROMISED))
def test_what_is_threatened_imagined_or_guessed_is_no_record(text: str) -> None:
    assert read(text) == []


# text | standing; several clauses, the last of which decides
OUTCOMES = """
The German frigate was due to visit Shanghai in May, but the visit was cancelled. | suspended
Norway was due to deliver the missiles to Ukraine in May but has postponed the delivery. | planned
Italy had planned to send a frigate to the Gulf but decided against it. | denied
Once opposed to it, Austria now plans to buy F-35 fighters. | planned
Spain, which had long hesitated, sent ten tanks to Ukraine in April. | completed
"""


@pytest.mark.parametrize(("text", "standing"), read_rows(OUTCOMES), ids=lambda cell: cell)
def test_the_latest_word_decides(text: str, standing: str) -> None:
    assert {record.standing for record in read(text)} == {standing}


# a day to come makes the present tense a plan, and a day gone by makes it none
PRESENT_TENSE = """
A joint exercise of Oman and Kuwait begins on 1 July. | planned
Oman and Kuwait hold a joint exercise next week. | planned
Oman and Kuwait are holding a joint exercise this week. | under_way
Oman and Kuwait are holding a joint exercise next month. | planned
A joint exercise of Oman and Kuwait ended on 6 June. | completed
Oman and Kuwait hold a joint exercise every year. | under_way
Oman and Kuwait will have held three joint exercises by 2027. | planned
Oman and Kuwait would hold a joint exercise in August, the Omani defence ministry said. | planned
"""


@pytest.mark.parametrize(("text", "standing"), read_rows(PRESENT_TENSE), ids=lambda cell: cell)
def test_the_date_decides_what_the_present_tense_means(text: str, standing: str) -> None:
    (record,) = read(text)
    assert (record.kind, record.parties, record.standing) == ("joint_training", ("KWT", "OMN"), standing)


# text | reason of the candidate that is kept
REASONS = """
Kenya will send troops to Haiti, analysts predict. | prediction
Experts said Kenya should send troops to Haiti. | no_authority
The former Kenyan defence minister promised to send troops to Haiti. | no_authority
Kenya would have sent troops to Haiti. | hypothetical
Would Kenya send troops to Haiti? | hypothetical
"""


@pytest.mark.parametrize(("text", "reason"), read_rows(REASONS), ids=lambda cell: cell)
def test_what_triggered_is_kept_with_its_reason(text: str, reason: str) -> None:
    records, candidates = read_all(text)
    assert records == []
    assert [candidate.reason for candidate in candidates if candidate.kind == "force_deployment"] == [reason]
