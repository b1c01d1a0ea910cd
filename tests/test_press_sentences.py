"""Sentences as the press writes them: nested, attributed, with bystanders; and headlines. All records of each."""

import pytest

from tests.marks import read_lines
from tests.readings import describe_all, read_claims

SENTENCES = """
Speaking after talks in Oslo, Norwegian Prime Minister Jonas Gahr Støre said his government would buy at least five \
frigates from the United Kingdom, the largest defence purchase in the country's history. | planned capability NOR > GBR
The Netherlands, which has already given Ukraine 24 F-16s, will supply another 100 drones to Kyiv, Defence Minister \
Ruben Brekelmans said on Tuesday. | completed arms_transfer NLD > UKR; planned arms_transfer NLD > UKR
Poland's government agreed on Thursday to raise defence spending to 4.8 percent of GDP next year. | \
agreed budget_share POL
Despite pressure from Washington, South Korea has no plans to send lethal weapons to Ukraine, a foreign ministry \
spokesman told reporters in Seoul on Monday. | denied arms_transfer KOR > UKR
Japan's Maritime Self-Defense Force said a destroyer would take part in a two-week exercise with the Indian Navy in \
the Bay of Bengal from 20 June. | planned joint_training IND JPN
The Philippine and Japanese governments began formal negotiations on Monday on a reciprocal access agreement that \
would allow troops to train on each other's territory. | proposed access_and_status JPN PHL
France withdrew its last soldiers from Chad in January, ending a military presence that had lasted for more than six \
decades. | suspended force_deployment FRA > TCD
Australia said on Wednesday it will send air defence missiles to Ukraine and train Ukrainian soldiers in Britain. | \
planned arms_transfer AUS > UKR; planned third_party_support AUS > UKR
The U.S. State Department has approved the possible sale to Poland of 250 Javelin launchers for an estimated $78 \
million, the Pentagon said. | proposed arms_transfer USA > POL
Canada will raise the number of its troops in Latvia to 2,200 by 2026, the defence minister announced in Riga. | \
planned force_deployment CAN > LVA
Sweden's government on Monday asked parliament to approve an increase of 30 billion kronor in the defence budget. | \
proposed budget_amount SWE
Turkey, whose relations with Greece have long been tense, agreed with Athens to reopen a military hotline. | \
agreed information_sharing GRC TUR
At a meeting in Singapore, the defence ministers of Australia, Japan, the Philippines and the United States said they \
would carry out more joint patrols in the South China Sea. | planned force_deployment AUS JPN PHL USA
Moscow and Pyongyang signed a treaty in June 2024 that commits each side to come to the other's defence if it is \
attacked. | agreed mutual_defence PRK RUS
Spanish Prime Minister Pedro Sánchez rejected NATO's proposed target of 5 percent of GDP for defence spending. | \
denied budget_share ESP
Lithuania will spend 5 to 6 percent of GDP on defence from 2026, President Gitanas Nausėda told a news conference in \
Vilnius. | planned budget_share LTU
Berlin has ruled out delivering Taurus cruise missiles to Kyiv for now, a government spokesman said. | \
denied arms_transfer DEU > UKR
U.S. and South Korean forces will stage their annual Ulchi Freedom Shield exercise from 18 to 28 August, the two \
militaries said on Thursday. | planned joint_training KOR USA
Armenia said it had frozen its membership of the CSTO, the Russian-led alliance, and would pay no dues this year. | \
suspended mutual_defence ARM > CSTO
Hungary's foreign minister, Péter Szijjártó, said Budapest would not send troops to Ukraine. | \
denied force_deployment HUN > UKR
Chinese and Cambodian troops began their annual Golden Dragon exercise on Wednesday with about 900 Chinese soldiers \
and robot dogs. | under_way joint_training CHN KHM
The German frigate Baden-Württemberg and a supply ship sailed through the Taiwan Strait in September, the first such \
passage by German warships in 22 years. | completed force_deployment DEU
About 2,500 Rwandan soldiers and police are already stationed in Mozambique. | under_way force_deployment RWA > MOZ
More than 300 French soldiers will stay in Gabon. | planned force_deployment FRA > GAB
Tanzania, which has 300 soldiers in Mozambique under a separate agreement, praised the ceasefire. | \
under_way force_deployment TZA > MOZ
The last French soldiers left Niger in December 2023. | suspended force_deployment FRA > NER
Niger said it had revoked the agreement that allowed American soldiers to stay in the country. | \
suspended access_and_status NER USA
Chile's military budget will exceed 6 billion dollars next year. | planned budget_amount CHL
Last year's military spending by Chile and Peru was 7 billion dollars. | completed budget_amount CHL PER
Peru has spent 2 billion dollars to upgrade its air force. | completed budget_amount PER
Chile and Uruguay also signed a memorandum of understanding in the field of defence co-operation. | \
agreed mutual_defence CHL URY
Kenya and Ghana last week signed a military co-operation agreement. | agreed mutual_defence GHA KEN
Norway will help Moldova strengthen its cyber defences. | planned cyber_defence NOR > MDA
Finland helps Georgia to protect its networks against cyber attacks. | under_way cyber_defence FIN > GEO
The deal will see Kenya and Ghana share intelligence on armed groups. | planned information_sharing GHA KEN
Kenya to triple military spending | planned budget_amount KEN
Chile, Peru ink memorandum on defence cooperation | agreed mutual_defence CHL PER
Portugal, Malta to hold naval drills | planned joint_training MLT PRT
Portugal plans to massively hike defence spending. | planned budget_amount PRT
Malta and Cyprus will form an intelligence partnership. | planned information_sharing CYP MLT
We agreed to meet annually, the defence ministers of Australia and Fiji said. | agreed consultation AUS FJI
The Visiting Forces Agreement between the Philippines and the United States is in full force again: the president \
has withdrawn the notice of termination. | in_force access_and_status PHL USA
The agreement with Japan therefore stays in force, South Korea's foreign ministry said. | -
Romania's new government has promised to lift defence spending from 2.2 to 3.5 percent of GDP over three years, \
although economists doubt that it can afford it. | agreed budget_share ROU
Washington is weighing a request from Riyadh to sell Saudi Arabia 48 F-35 jets, two U.S. officials familiar with the \
matter said. | proposed arms_transfer USA > SAU
Bulgaria took part in the exercise Sea Breeze alongside Romania and Turkey in 2021. | \
completed joint_training BGR ROU TUR
Argentina's president, Javier Milei, announced the purchase of 24 used F-16 fighters from Denmark for about $300 \
million. | planned capability ARG > DNK
Mongolia and the United States concluded the exercise Khaan Quest on Friday. | completed joint_training MNG USA
Mongolia and the United States on Friday ended this year's Khaan Quest exercise. | completed joint_training MNG USA
Chile and Peru have completed a ten-day exercise at sea, the Chilean Navy said on Saturday. \
| completed joint_training CHL PER
Fiji formally notified France that it is terminating the Visiting Forces Agreement. \
| suspended access_and_status FJI > FRA
Egypt and Somalia signed a defence pact in August 2024, and Cairo has since sent two shipments of weapons to \
Mogadishu. | agreed mutual_defence EGY SOM; completed arms_transfer EGY > SOM
While Slovakia has stopped its military aid to Ukraine, the Czech Republic will deliver 1.5 million artillery shells \
to Kyiv this year. | planned arms_transfer CZE > UKR; suspended third_party_support SVK > UKR
Thailand, once a buyer of American jets, has chosen Sweden's Gripen and will buy twelve of the fighters by 2034. | \
planned capability THA > SWE
India, long a customer of Russia, signed a contract on Monday to buy 26 Rafale fighters from France. | \
agreed capability IND > FRA
Both houses of the Czech parliament have passed a law obliging the state to spend at least 2 percent of GDP on \
defence each year. | in_force budget_share CZE
The exercise, in which Finland, Norway and Sweden take part every two years, will be held in Lapland in March. | \
planned joint_training FIN NOR SWE
Ukraine signed ten-year security agreements with Latvia in April and with Estonia in June. | \
agreed mutual_defence EST LVA UKR
A month after it expelled French troops, Senegal said it would hold no further exercises with France. | \
denied joint_training FRA SEN
Serbia has bought French Rafale fighters, a deal that President Aleksandar Vučić called historic. | \
completed capability SRB > FRA
Denmark's parliament on Wednesday approved an agreement that gives U.S. troops access to Danish air bases. | \
in_force access_and_status DNK > USA
Chile signed a security pact with Peru that commits both countries to share radar data. | \
agreed information_sharing CHL PER; agreed mutual_defence CHL PER
The Omani parliament approved an accord that lets Kenyan officers train Omani pilots. | \
agreed third_party_support KEN > OMN
Chile and Peru signed an accord that would let Kenyan officers train Omani pilots. | -
Lima, Feb 28 The Chilean defence minister ruled out sending soldiers to Haiti. | denied force_deployment CHL > HTI
The vote came with Madrid withdrawing its 90-member unit from Iraq next year. | planned force_deployment ESP > IRQ
Norway will reduce its military detachment in Chad to 90 soldiers. | planned force_deployment NOR > TCD
A Spanish carrier group deployment to the North Atlantic is planned for May. | planned force_deployment ESP
A contingent of 90 soldiers of the Ghanaian army will take part in a naval drill with Togo in May. | \
planned joint_training GHA TGO
Kenya will buy 12 patrol boats made by the Swedish company Volvo. | planned capability KEN > SWE
Kenya will invest 12 million dollars in patrol boats and in Swedish companies. | planned capability KEN
Peru refuses to provide arms to Chile. | denied arms_transfer PER > CHL
Oman hopes to deploy three locally built frigates by 2030. | proposed capability OMN
The committee released the money for 12 howitzers for Kenya, the Chilean parliament said. | -
The opposition repeated its election pledge to raise Chile's defence budget to 2.5 percent of GDP by 2030. | -
Denmark proposed a supplemental defence package of 4 billion kroner. | proposed budget_amount DNK
The defence ministers of Chile, Peru and Oman held their first trilateral meeting on the sidelines of a summit in \
Kenya. | completed consultation CHL OMN PER
Chile signed an agreement with Peru on defence cooperation. | agreed mutual_defence CHL PER
Chile and Peru signed a Memorandum of Understanding (MoU) for defence cooperation. | agreed mutual_defence CHL PER
Chile and Peru signed on Tuesday a defence and military memorandum of cooperation. | agreed mutual_defence CHL PER
A draft memorandum between Chile and Peru on defence cooperation is under discussion. | proposed mutual_defence CHL PER
Chile deepened its ties with Peru by signing a defence pact. | agreed mutual_defence CHL PER
Peru and Chile pledged new military aid to help Moldova secure its borders. | agreed third_party_support CHL PER > MDA
The Kenyan president submitted a defence budget of 2 billion dollars to parliament. | proposed budget_amount KEN
The Peruvian frigate visited Darwin in May. | completed force_deployment PER > AUS
Norway announced it was withdrawing 250 soldiers from the UN peacekeeping mission in Mali. | \
planned force_deployment NOR > MLI
The first batch of five howitzers from France landed in Peru on Monday. | completed capability PER > FRA
A new batch of Turkish soldiers arrived in Qatar. | completed force_deployment TUR > QAT
The naval exercise, hosted by Chile, involves ships from Peru and Oman. | under_way joint_training CHL OMN PER
Chile started a naval exercise in May. The participating countries include Peru and Oman. | \
under_way joint_training CHL OMN PER
LIMA (Agencia / Diario - 28th February, 2025) Peru and Chile will hold a joint exercise. | \
planned joint_training CHL PER
Iceland, which has no army, will pay for the training of Ukrainian sailors, its foreign minister told parliament. | \
planned third_party_support ISL > UKR
"""

HEADLINES = """
Denmark to donate howitzers to Ukraine | planned arms_transfer DNK > UKR
Berlin approves Patriot missile delivery to Ukraine | agreed arms_transfer DEU > UKR
Philippines, Japan start talks on intelligence-sharing pact | proposed information_sharing JPN PHL
UK, Norway to patrol North Atlantic together | planned force_deployment GBR NOR
Australia, Fiji begin talks on defence treaty | proposed mutual_defence AUS FJI
Hungary won't send troops to Ukraine, foreign minister says | denied force_deployment HUN > UKR
Trump urges Taiwan to spend 10% of GDP on defence | called_for budget_share TWN
China, Laos to hold joint military drills in July | planned joint_training CHN LAO
Canada pledges 2% of GDP for defence by 2026 | agreed budget_share CAN
Paris rules out sending troops to Ukraine | denied force_deployment FRA > UKR
Greece considers buying F-35 jets | proposed capability GRC
India and Sri Lanka sign defence pact | agreed mutual_defence IND LKA
"""


@pytest.mark.parametrize(
    ("text", "expected"), read_claims(SENTENCES), ids=lambda cell: cell[:60] if isinstance(cell, str) else ""
)
def test_a_press_sentence_gives_all_its_records(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


@pytest.mark.parametrize(("text", "expected"), read_claims(HEADLINES), ids=lambda cell: str(cell))
def test_a_headline_is_a_sentence_in_short(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


IDLE = """
The two leaders discussed trade, migration and the war in Ukraine over dinner in Rome.
Relations between Ankara and Athens have improved since the earthquake of 2023.
NATO's secretary general praised Norway for its steadfast support of the alliance.
The minister said that peace in the Taiwan Strait was indispensable to the world.
Asked about troops, the chancellor said that he would not speculate.
Analysts in Seoul warned that North Korea could test another missile this year.
The general recalled how Polish pilots had fought over Britain in 1940.
"Our friendship with Japan is stronger than ever," the Australian prime minister said.
Protesters in Naples demanded that Italy leave NATO.
The frigate, built in Hamburg in 1996, is 139 metres long.
Nobody expects Switzerland to join NATO.
It remains unclear whether Colombia will buy the jets.
The author argues that Europe's armies are too small.
Sixty years after the treaty was signed, historians still argue over its meaning.
Malta's constitution makes the island a neutral state.
Chile will need to develop its own fighter jets.
Greece needs to buy more missiles, the Greek defence minister said.
Germany does not need to send troops to Kenya.
The deal will open the door for joint training between Chile and Peru.
"""


@pytest.mark.parametrize("text", read_lines(IDLE))
def test_a_sentence_about_defence_need_not_hold_a_commitment(text: str) -> None:
    assert describe_all(text) == []
