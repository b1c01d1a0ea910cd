"""Who is meant and how it stands in the turns of phrase that the press and ministries use; one claim a turn."""

import pytest

from tests.readings import describe, describe_all, read_all, read_claims

PLAIN = """
Spain will send 40 drones to Moldova. It will also deliver more shells in May. | planned arms_transfer ESP > MDA; \
planned arms_transfer ESP > MDA
Moldova will receive four more radars this year, the Spanish defence minister said. | planned arms_transfer ESP > MDA
Britain left Chad. Norway announced that its last soldiers in Mali had withdrawn. | suspended force_deployment NOR > MLI
Peru's defence minister met his Chilean counterpart in Lima on Monday. The two ministers discussed the war in \
Ukraine. They agreed to hold a joint naval exercise next year. | agreed joint_training CHL PER
Kenya's and India's defence ministers met in Mombasa. They exchanged views on Iran and Yemen. They also agreed to \
share intelligence. | agreed information_sharing IND KEN
Norway and Poland condemned Russia's attack on Moldova. Both also pledged to send howitzers to Ukraine. | agreed \
arms_transfer NOR POL > UKR
Finland's parliament debated on Tuesday. It approved the purchase of 40 howitzers. | agreed capability FIN
Speaking in Riga, Canada's defence minister said Russia had attacked Ukraine again. She said her country would send \
200 more soldiers to Latvia. | planned force_deployment CAN > LVA
The Spanish government is worried about Russia. It will send a frigate to the Baltic Sea. | planned \
force_deployment ESP
Chile said on Friday that it was suspending its decision to end its intelligence-sharing agreement with Peru. | \
in_force information_sharing CHL > PER
Peru has reversed its decision to terminate the visiting forces agreement with Chile. | in_force access_and_status \
PER > CHL
Peru has taken a decision to terminate the visiting forces agreement with Chile. | suspended access_and_status PER > CHL
Kenya lifted the suspension of its defence cooperation agreement with Ghana. | in_force mutual_defence KEN > GHA
Kenya welcomed the suspension of its defence cooperation agreement with Ghana. | suspended mutual_defence KEN > GHA
The ministers of Chile and Peru agreed that the two sides should begin to negotiate an agreement on the protection of \
classified information. | proposed information_sharing CHL PER
Chile and Peru agreed that they should hold a joint naval exercise every year. | agreed joint_training CHL PER
Chile and Peru agreed that Russia should withdraw its troops from Ukraine. | -
Chile and Peru formalised their ties with a mutual defence pact. | agreed mutual_defence CHL PER
Chile on Friday wound up two weeks of naval exercises with Peru. | completed joint_training CHL PER
Exercise Steadfast Dart of NATO wraps up | completed joint_training NATO
NATO exercise Steadfast Dart ends on 30 June. | under_way joint_training NATO
Chile on Friday wound up three weeks of naval exercises with Peru. Pacific Wind takes place every two years. | \
completed joint_training CHL PER
Chile and Peru established a plan for joint naval exercises. | in_force joint_training CHL PER
The Chilean Senate has given its consent to the Reciprocal Access Agreement with Peru. | agreed access_and_status \
CHL > PER
The agreement between Chile and Peru concerning the reciprocal provision of supplies and services between their \
armed forces entered into force on 1 May 2024. | in_force logistics_support CHL PER
Peru no longer served as the host of the air base of the United States. | -
Canada will station about 2,200 people in Latvia by 2027. | planned force_deployment CAN > LVA
Chile is weighing the purchase of 12 frigates, local newspapers reported on Monday, citing defence ministry \
officials. | proposed capability CHL
Chile is weighing the purchase of 12 frigates, local newspapers reported on Monday, citing an opposition deputy. | -
Chile will not send troops to Mali, its president announced in May; Peru would be strong enough to help. | denied \
force_deployment CHL > MLI
Chilean and Peruvian officials met in Lima. It was agreed to hold a joint naval exercise in May. | agreed \
joint_training CHL PER
It was decided to hold a joint exercise every year, Chile and Peru said in a statement. | agreed joint_training CHL \
PER
The defence ministers of Chile and Peru met in Lima on Monday. The former will host a joint naval exercise in May. \
| planned joint_training CHL PER
Zelenskyy thanked Portugal for the recently announced military aid package for Ukraine. | planned \
third_party_support PRT > UKR
The secretary praised Japan for its decision to raise defence spending to 2 percent of GDP. | agreed budget_share JPN
Military drills between Chile and Peru began on Monday near Peru's border with Bolivia. | under_way joint_training \
CHL PER
Six members of the Collective Security Treaty Organisation (CSTO) — Russia, Belarus, Armenia, Kazakhstan, \
Tajikistan and Kyrgyzstan — will hold joint drills in June. | planned joint_training ARM BLR KAZ KGZ RUS TJK
Five Nordic countries — Denmark, Finland, Iceland, Norway and Sweden — agreed to share intelligence. | agreed \
information_sharing DNK FIN ISL NOR SWE
Three countries (Chile, Peru and Colombia) will hold a joint naval exercise in May. | planned joint_training CHL \
COL PER
The three leaders, of Chile, Peru and Colombia, agreed to share intelligence. | agreed information_sharing CHL COL PER
Chile's navy will hold a joint exercise with its Peruvian counterpart in May. | planned joint_training CHL PER
Chile's defence minister and her Peruvian counterpart agreed to share intelligence. | agreed information_sharing \
CHL PER
Chile and its neighbour Peru will hold a joint naval exercise. | planned joint_training CHL PER
Chile, Peru's neighbour, will buy 20 howitzers. | planned capability CHL
Chile, a long-standing ally of Peru, will buy 20 howitzers. | planned capability CHL
Norway, unlike Sweden, will not send troops to Mali. | denied force_deployment NOR > MLI
Like Sweden, Norway will send troops to Mali. | planned force_deployment NOR > MLI
While Germany is still debating, France will send 200 soldiers to Mali. | planned force_deployment FRA > MLI
France will send 200 soldiers to Mali, while Germany will provide 30 howitzers to Ukraine. | planned \
force_deployment FRA > MLI; planned arms_transfer DEU > UKR
France agreed to share intelligence with Spain, and Germany will buy 30 howitzers. | agreed information_sharing ESP \
FRA; planned capability DEU
After Russia sent troops to Mali, France withdrew its soldiers from Mali. | completed force_deployment RUS > MLI; \
suspended force_deployment FRA > MLI
Japan welcomed Australia's decision to buy 11 frigates from Japan. | agreed capability AUS > JPN
The ministers of Japan and Australia welcomed the conclusion of a reciprocal access agreement between Japan and the \
Philippines. | agreed access_and_status JPN PHL
Chile has started to deliver howitzers to Peru. | under_way arms_transfer CHL > PER
Chile resumed its military aid to Peru. | under_way third_party_support CHL > PER
Chile will resume its military aid to Peru. | planned third_party_support CHL > PER
Chile and Peru will resume joint exercises, which were suspended in 2023. | planned joint_training CHL PER
Chile suspended its military aid to Peru. | suspended third_party_support CHL > PER
Chile has put its military aid to Peru on hold. | suspended third_party_support CHL > PER
Chile's plan to send troops to Mali has been dropped. | suspended force_deployment CHL > MLI
Chile denied that it had sent troops to Mali. | denied force_deployment CHL > MLI
Chile denied having sent troops to Mali. | denied force_deployment CHL > MLI
Chile denied reports that it plans to send troops to Mali. | denied force_deployment CHL > MLI
Chile is not planning to send troops to Mali. | denied force_deployment CHL > MLI
Chile would not rule out sending troops to Mali. | -
Chile is set to send 200 troops to Mali. | planned force_deployment CHL > MLI
Chile is due to receive 20 howitzers from Peru in May. | planned arms_transfer PER > CHL
Chile is preparing to send 200 troops to Mali. | planned force_deployment CHL > MLI
Chile is in talks with Peru on an intelligence-sharing agreement. | proposed information_sharing CHL PER
Chile and Peru are close to signing an intelligence-sharing agreement. | proposed information_sharing CHL PER
Chile and Peru are expected to sign an intelligence-sharing agreement on Friday. | planned information_sharing CHL PER
Chile and Peru have yet to sign an intelligence-sharing agreement. | -
Chile and Peru signed on Friday an agreement to share intelligence. | agreed information_sharing CHL PER
Chile vowed to keep supplying Peru with howitzers. | agreed arms_transfer CHL > PER
Chile would send 200 troops to Mali, its president said. | planned force_deployment CHL > MLI
Chile could send 200 troops to Mali, its president said. | proposed force_deployment CHL > MLI
Chile may send 200 troops to Mali, an analyst said. | -
Chile said it was ready to send 200 troops to Mali. | planned force_deployment CHL > MLI
Chile is willing to send 200 troops to Mali. | planned force_deployment CHL > MLI
Chile offered to send 200 troops to Mali. | proposed force_deployment CHL > MLI
Chile has been training Peruvian soldiers since 2022. | under_way third_party_support CHL > PER
Chile has trained 500 Peruvian soldiers. | completed third_party_support CHL > PER
A Chilean frigate arrived in Callao on Monday for a port call. | completed force_deployment CHL > PER
Chile's parliament ratified an intelligence-sharing agreement with Peru. | agreed information_sharing CHL PER
Chile's parliament rejected a plan to send troops to Mali. | denied force_deployment CHL > MLI
The intelligence-sharing agreement between Chile and Peru expired in May. | suspended information_sharing CHL PER
The intelligence-sharing agreement between Chile and Peru, signed in 2020, was extended for five years. | agreed \
information_sharing CHL PER
Chile called on Peru to send troops to Mali. | called_for force_deployment PER > MLI
Peru should send troops to Mali, Chile's president said. | called_for force_deployment PER > MLI
Chile asked Peru to provide it with howitzers. | called_for arms_transfer PER > CHL
Chile to send troops to Mali | planned force_deployment CHL > MLI
Chile, Peru to hold joint naval exercise | planned joint_training CHL PER
Chile, Peru sign intelligence-sharing pact | agreed information_sharing CHL PER
Chile, Peru begin joint naval exercise | under_way joint_training CHL PER
Chile, Peru conclude joint naval exercise | completed joint_training CHL PER
Chile mulls sending troops to Mali | proposed force_deployment CHL > MLI
Chile sends troops to Mali | under_way force_deployment CHL > MLI
Chile halts military aid to Peru | suspended third_party_support CHL > PER
Chile approves purchase of 20 howitzers | agreed capability CHL
Chile vows to send troops to Mali | agreed force_deployment CHL > MLI
A joint naval exercise was held by Chile with Peru off Callao. | completed joint_training CHL PER
Peru is to be supplied with 20 howitzers by Chile. | planned arms_transfer CHL > PER
In cooperation with Peru, Chile will hold a joint naval exercise. | planned joint_training CHL PER
Chile, in coordination with NATO allies, will send troops to Mali. | planned force_deployment CHL > MLI
Chile will send troops to Mali after talks with Peru. | planned force_deployment CHL > MLI
At a NATO meeting in Brussels, Norway pledged to send howitzers to Ukraine. | agreed arms_transfer NOR > UKR
On the sidelines of the ASEAN summit, Japan and Vietnam agreed to share intelligence. | agreed information_sharing \
JPN VNM
Norway, a member of NATO, will buy 20 howitzers. | planned capability NOR
NATO member Norway will buy 20 howitzers. | planned capability NOR
EU and NATO member Estonia will buy 20 howitzers. | planned capability EST
Norway will buy 20 howitzers to meet NATO requirements. | planned capability NOR
Norway will buy 20 howitzers amid tensions with Russia. | planned capability NOR
Insurgents have attacked towns in Mozambique. About 2,500 Rwandan soldiers are stationed in the country. | \
under_way force_deployment RWA > MOZ
Niger's junta has turned to Russia. The last French troops left the country in December. | suspended \
force_deployment FRA > NER
Mali, Niger and Burkina Faso have left the bloc. French forces have withdrawn from all three countries. | suspended \
force_deployment FRA > BFA MLI NER
The war in Mali goes on. Chile will send 200 troops there. | planned force_deployment CHL > MLI
Germany will also withdraw its forces from Niger by the end of the year. | planned force_deployment DEU > NER
Germany is withdrawing its forces from Niger. | under_way force_deployment DEU > NER
Germany agreed to withdraw its forces from Niger. | agreed force_deployment DEU > NER
Germany decided to withdraw its forces from Niger. | agreed force_deployment DEU > NER
Germany began withdrawing its forces from Niger. | under_way force_deployment DEU > NER
Germany completed the withdrawal of its forces from Niger. | suspended force_deployment DEU > NER
Germany announced the withdrawal of its forces from Niger. | planned force_deployment DEU > NER
Germany plans to end its mission in Niger and to withdraw its soldiers by May. | planned force_deployment DEU > NER
Chile and Peru began a joint naval exercise on Monday. The exercise will last until 20 June. | under_way \
joint_training CHL PER
Chile and Peru will hold a joint naval exercise in July. About 1,200 soldiers will take part in the exercise. | \
planned joint_training CHL PER
Chile will buy 20 howitzers from Spain. The purchase is worth 90 million euros. | planned capability CHL > ESP
Chile and Peru signed an intelligence-sharing agreement. The agreement was signed by the two ministers in Lima. | \
agreed information_sharing CHL PER
Chile will not send troops to Mali, its president said. "We are not sending troops to Mali," he said. | denied \
force_deployment CHL > MLI
Chile will not send troops to Mali. It will not send soldiers to Mali, its defence minister added. | denied \
force_deployment CHL > MLI
Chile and Peru signed a reciprocal access agreement that would allow troops to train on each other's soil. | agreed \
access_and_status CHL PER
Chile and Peru signed a reciprocal access agreement allowing them to deploy forces on each other's soil. | agreed \
access_and_status CHL PER
The Baltic states will raise defence spending to 3 percent of GDP. | planned budget_share EST LTU LVA
Chile asked for 90 million dollars to buy 20 howitzers. | proposed capability CHL
Chile's defence ministry has restated the objective of spending 2 percent of GDP on defence. | planned budget_share \
CHL
US soldiers are stationed at Tapa, some 100 kilometres from the Russian border. | under_way force_deployment USA > EST
Chile and Peru will expand intelligence sharing in line with NATO standards. | planned information_sharing CHL PER
Chile will give Peru 20 howitzers, while Ecuador will give it 100 million dollars. | planned arms_transfer CHL > PER
Chile has been a member of the coalition since 2014. | -
Chile sent a frigate to the Gulf. It will stay there for six months. | completed force_deployment CHL
Two Chilean frigates arrived in Subic Bay on Monday for a port visit. | completed force_deployment CHL > PHL
A Chilean frigate arrived at the port of Colombo on Monday. | completed force_deployment CHL > LKA
Chile will send 200 soldiers to Warsaw in May. | planned force_deployment CHL > POL
Chilean soldiers are stationed at the base in Tapa. | under_way force_deployment CHL > EST
Neither Chile nor Peru will send troops to Mali. | denied force_deployment CHL PER > MLI
It is necessary to boost military aid to Mali, Chile's president said. | -
Chile is ready to send 200 troops to Mali. | planned force_deployment CHL > MLI
Chile's president spoke in Lima on Monday. According to him, Chile and Peru will hold joint exercises. | planned \
joint_training CHL PER
Chile said it had no plans to send troops to Mali. | denied force_deployment CHL > MLI
At the summit the alliance is expected to agree on a joint exercise with Georgia, NATO's secretary general said. | \
planned joint_training GEO NATO
NATO is expected to agree to a target of 3.5 percent of GDP for defence spending. | planned budget_share NATO
Ishiba and President Marcos agreed to start negotiations on an intelligence-sharing agreement. | proposed \
information_sharing JPN PHL
About 600 soldiers of the 1st Cavalry Division will rotate to Poland in October. | planned force_deployment USA > POL
In Chile, an intelligence-sharing agreement with Peru was approved by parliament. | agreed information_sharing CHL PER
The secretary thanked Chile's defence minister for his country's commitment of two percent of GDP to defence. | \
agreed budget_share CHL
The minister congratulated Peru for the recent announcement of its largest increase in defence spending in thirty \
years. | planned budget_amount PER
It is important for Chile to send troops to Mali. | -
Chile and Peru noted the need to hold more joint exercises. | -
Chile and Peru agreed on the need for more joint exercises. | agreed joint_training CHL PER
Chile was encouraged by the signing of an intelligence-sharing agreement between Peru and Ecuador. | agreed \
information_sharing ECU PER
Chile is not opposed to the deployment of troops to Mali. | -
The Chilean navy will take delivery of two frigates in 2027. It ordered them from Spain in 2022. | planned \
capability CHL
Chile is one of the countries that will send troops to Mali. | planned force_deployment CHL > MLI
Chile joined Peru in sending troops to Mali. | completed force_deployment CHL PER > MLI
Chile, whose president visited Peru last week, will send troops to Mali. | planned force_deployment CHL > MLI
Chile, which borders Peru, will send troops to Mali. | planned force_deployment CHL > MLI
Troops from Chile and Peru will be sent to Mali. | planned force_deployment CHL PER > MLI
Chilean and Peruvian troops will be sent to Mali under a NATO mandate. | planned force_deployment CHL PER > MLI
With the help of Peru, Chile will train 500 Malian soldiers. | planned third_party_support CHL > MLI
Chile is in talks with Peru on defence and will collaborate in supporting Ukraine and in cyber defence. | planned \
third_party_support CHL PER > UKR; planned cyber_defence CHL PER
Chile said that it was suspending its participation in the intelligence-sharing agreement with Peru. | suspended \
information_sharing CHL > PER
The agreement between Chile and Peru, which provides for the exchange of intelligence, will enter into force on 1 \
July. | agreed information_sharing CHL PER
The president of Chile told the parliament of Peru that his country would send troops to Mali. | planned \
force_deployment CHL > MLI
"We will send troops to Mali," Chile's president told reporters in Lima. | planned force_deployment CHL > MLI
"Peru will send troops to Mali," Chile's president told reporters. | planned force_deployment PER > MLI
"We will buy 20 howitzers," said Ana Soto, Chile's defence minister. | planned capability CHL
"We will buy 20 howitzers," Soto said after talks with Peru's president. | -
Peru's president met Chile's defence minister, Ana Soto. "We will buy 20 howitzers," Soto said. | planned \
capability CHL
Chile promised Peru 20 howitzers. | agreed arms_transfer CHL > PER
Chile has signed a contract with Spain for 20 howitzers. | agreed capability CHL > ESP
Chile and its allies will send troops to Mali. | planned force_deployment CHL > MLI
Chile, a key partner of NATO, agreed to share intelligence with Peru. | agreed information_sharing CHL PER
Chile agreed to Peru's request to share intelligence. | agreed information_sharing CHL PER
Chile accepted Peru's invitation to take part in a joint naval exercise. | agreed joint_training CHL PER
Chile invited Peru to take part in a joint naval exercise in May. | planned joint_training CHL PER
Chile has not yet decided whether to send troops to Mali. | proposed force_deployment CHL > MLI
Chile decided not to send troops to Mali. | denied force_deployment CHL > MLI
Chile postponed the delivery of howitzers to Peru until 2027. | planned arms_transfer CHL > PER
Chile will no longer send howitzers to Peru. | denied arms_transfer CHL > PER
Chile stopped sending howitzers to Peru. | suspended arms_transfer CHL > PER
"""

TITLE = "Joint Statement by the Defence Ministers of Chile and Peru"
JOINT = """
The ministers welcomed the conclusion of an intelligence-sharing agreement. | agreed information_sharing CHL PER
The ministers expressed their strong commitment to continuing to hold joint exercises. | agreed joint_training CHL PER
They look forward to holding a joint exercise in 2026. | planned joint_training CHL PER
The ministers reaffirmed their intention to share intelligence. | planned information_sharing CHL PER
The ministers affirmed the importance of sharing intelligence. | -
The ministers shared the intention to hold joint exercises every year. | planned joint_training CHL PER
The ministers directed their staffs to establish a hotline. | planned information_sharing CHL PER
The ministers expressed their determination to share intelligence. | agreed information_sharing CHL PER
The ministers condemned the transfer of missiles by Iran to Russia. | -
The ministers expressed grave concern over troop deployments by North Korea to Russia. | -
They expressed deep concern about Iran's transfer of drones to Russia. | -
The ministers expressed their appreciation for Peru's provision of training to Chilean soldiers. | under_way \
third_party_support PER > CHL
Chile expressed its support for Peru's plan to buy 20 howitzers. | planned capability PER
The ministers agreed that their navies would hold a joint exercise every year. | agreed joint_training CHL PER
Chile will host the next joint exercise in 2026. | planned joint_training CHL PER
The ministers announced the establishment of a defence policy dialogue. | planned consultation CHL PER
The ministers acknowledged the successful conclusion of the first joint naval exercise in May. | completed \
joint_training CHL PER
Our two countries have decided to share intelligence. | agreed information_sharing CHL PER
We are committed to sharing intelligence. | agreed information_sharing CHL PER
We intend to share intelligence. | planned information_sharing CHL PER
We will explore the possibility of sharing intelligence. | proposed information_sharing CHL PER
We stand ready to send troops to Mali. | planned force_deployment CHL PER > MLI
We call on all parties to stop sending weapons to Mali. | -
We ask Iran to halt its deliveries of drones to Russia. | -
We urge Japan to send troops to Mali. | called_for force_deployment JPN > MLI
We pledge: ¶- to hold a joint naval exercise every year;¶- to share intelligence. | agreed joint_training CHL PER; \
agreed information_sharing CHL PER
"""


@pytest.mark.parametrize(("text", "records"), read_claims(PLAIN))
def test_a_turn_of_phrase_says_who_and_how(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


@pytest.mark.parametrize(("text", "records"), read_claims(JOINT))
def test_a_joint_statement_speaks_for_its_signers(text: str, records: list[str]) -> None:
    found, _ = read_all(text, "statement", TITLE)
    assert sorted(f"{r.standing} {describe(r)}" for r in found) == records
