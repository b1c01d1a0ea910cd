"""How news words what states do: arrivals and passages, meetings to come, contracts, and who has no part in it."""

import pytest

from tests.readings import describe_all, read_claims

SENTENCES = """
Three Dutch frigates passed through the Taiwan Strait on Monday. | completed force_deployment NLD
Two Russian corvettes crossed the English Channel on Sunday. | completed force_deployment RUS
The French carrier Charles de Gaulle has entered the Red Sea. | completed force_deployment FRA
The frigate HMCS Toronto returned home on Friday after a six-month deployment in the Mediterranean. | completed \
force_deployment CAN
The frigate HMS Kent departed the Black Sea on Friday after two weeks. | completed force_deployment GBR
The last French soldiers left Chad in January. | suspended force_deployment FRA > TCD
The two carriers of the US Navy are conducting routine operations in the Western Pacific. | under_way \
force_deployment USA
Two Royal Navy warships shadowed a Russian submarine through the North Sea. | completed force_deployment GBR
British Typhoon jets were launched yesterday after Russian aircraft were seen near UK air space. | completed \
force_deployment GBR
Putin ordered Russian troops into eastern Ukraine. | agreed force_deployment RUS > UKR
Peru ordered 180 tanks from South Korea. | agreed capability PER > KOR
The incident led to Chile and Peru deploying additional forces along the frontier. | completed force_deployment CHL PER
Iraq's prime minister called on the United States to withdraw its forces from the country. | called_for \
force_deployment USA > IRQ
More than 50,000 US service members were operating across the Middle East, the command said. | under_way \
force_deployment USA
The Peruvian congress authorised the use of the armed forces in Haiti. | agreed force_deployment PER > HTI
Chile and Peru announced the establishment of a rotational presence of Spanish submarines in Peru from 2029. | \
planned force_deployment ESP > CHL PER
North Korea blasted South Korea for conducting a joint military exercise with the United States. | completed \
joint_training KOR USA
North Korea intensified its criticism of South Korea for carrying out the joint military exercise with the United \
States. | completed joint_training KOR USA
North Korea fired shells near the border, prompting South Korea to hold live-fire drills. | completed joint_training KOR
A two-day military exercise began on Friday conducted by the Indian and Russian navies. | under_way joint_training \
IND RUS
South Korea and the United States were to wrap up their joint exercise later in the day. | under_way \
joint_training KOR USA
Japan and Australia held a joint exercise that ended on Monday. | completed joint_training AUS JPN
China launched new military drills off the coast on Monday. It said later that the drills had been successfully \
concluded. | completed joint_training CHN
Integrated exercises by strike groups of the US Navy are underway in the Philippine Sea. | under_way joint_training USA
US President Donald Trump will meet Chinese President Xi Jinping on the sidelines of the summit next week to discuss \
nuclear arms. | planned consultation CHN USA
The two Koreas will resume talks between their generals next month. | planned consultation KOR PRK
The visit comes ahead of a meeting of the NATO defence ministers next week. | planned consultation NATO
India's defence minister will visit Japan in June for 2+2 talks. | planned consultation IND JPN
A new ad hoc NATO committee has been set up to discuss the crisis. | in_force consultation NATO
The U.S. Army awarded Lockheed Martin a $410 million contract to produce rocket launchers. | agreed capability USA
Poland will introduce military training for all adult men. | planned capability POL
Romania joined the European Sky Shield Initiative. | completed industrial_cooperation ROU
Russia will use Iran's military bases for its jets. | planned access_and_status RUS > IRN
Finland opened its airspace to US B-52 bombers for the first time. | in_force access_and_status FIN > USA
Iran has supplied Russia with hundreds of missiles, according to US officials. | completed arms_transfer IRN > RUS
The Pentagon announced a new $400 million package of military aid for Ukraine, including artillery rounds. | planned \
arms_transfer USA > UKR
Germany and France have contributed significant weaponry, but Ukraine is asking for tanks. | completed arms_transfer \
DEU FRA > UKR
Only three NATO members have hit the 2 percent target, including Estonia, Greece and Poland. | completed budget_share \
EST GRC POL
The United States emphasised the importance of India sending troops to Mali. | called_for force_deployment IND > MLI
The amendment provides for the exchange of classified information between the United Kingdom and the United States \
under the 1958 Agreement. | agreed information_sharing GBR USA
Spain confirmed it will not buy F-35 jets. | denied capability ESP
France ruled out sending troops to Ukraine, a ministry spokesman confirmed. | denied force_deployment FRA > UKR
Norway and Sweden are holding a joint exercise. The drills come a week after the summit concluded. | under_way \
joint_training NOR SWE
South Korea and the United States agreed to end the annual joint exercise. | suspended joint_training KOR USA
NATO leaders will meet in Washington in July to discuss Ukraine. | planned consultation NATO
The United States will send weapons to the Syrian opposition. | planned arms_transfer USA > SYR
Norway will buy five frigates, to be built on the Clyde. | planned capability NOR
Turkey launched the first of four frigates for its patrol missions in May. | completed capability TUR
Germany is providing Ukraine with the tanks it announced in January. | under_way arms_transfer DEU > UKR
Any Russian attack on a NATO member country would be seen as an attack on the alliance. | in_force mutual_defence NATO
The EU committed on Friday to sending 500 troops to the tumultuous Central African Republic. | agreed \
force_deployment EU > CAF
About 1,000 German soldiers have remained at a military base near Mazar-i-Sharif. | under_way force_deployment DEU > AFG
Some firms gain: Anduril will provide Poland with missiles. | planned capability POL
"""

SILENT = """
The Pentagon declined to confirm the deployment of Marines to Syria.
Preparations for an exercise of Chile and Peru are underway.
The joint exercise of Chile and Peru began in the 1980s.
Chile will buy a drone for the Moon base.
Chile and Peru will meet the challenge of the alliance with more troops.
Taiwan will meet China's military pressure with resolve.
US Defense Secretary Pete Hegseth visited Japan in May for security talks.
Talks between the navies of Chile and Peru ended, and live-fire exercises begin in an area held by Taiwan.
The United Kingdom exercised an option to leave the treaty on nuclear weapons.
"""


@pytest.mark.parametrize(("text", "expected"), read_claims(SENTENCES), ids=lambda cell: str(cell)[:60])
def test_a_wording_of_the_news_gives_its_record(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


@pytest.mark.parametrize("text", SILENT.strip().splitlines())
def test_what_only_sounds_alike_gives_none(text: str) -> None:
    assert describe_all(text) == []
