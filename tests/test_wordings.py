"""The many words in which the press tells one kind of commitment: each sentence gives one record, and only that."""

import pytest

from tests.readings import describe_all, read_claims

SENTENCES = """
The navies of Chile and Peru are engaged in a week-long exercise off Callao. | under_way joint_training CHL PER
Exercise Blue Condor was conducted at a training range in Chile with troops from Peru and Chile in 2019. | \
completed joint_training CHL PER
Greek and Egyptian forces are drilling together in the Mediterranean this week. | under_way joint_training EGY GRC
Greek and Egyptian warships wrapped up three days of manoeuvres on Thursday. | completed joint_training EGY GRC
A Japanese destroyer and a Philippine patrol ship exercised together in the Sulu Sea on Tuesday. | completed \
joint_training JPN PHL
Some 3,000 soldiers from Poland and Germany will train side by side in Pomerania in May. | planned \
joint_training DEU POL
Around 3,000 troops from Poland and Germany are taking part in the drills, which run until 21 March. | under_way \
joint_training DEU POL
Thailand and the United States will kick off their annual war games next week. | planned joint_training THA USA
Special forces of Indonesia and Australia rehearsed hostage rescue in Java last month. | completed \
joint_training AUS IDN
The Brazilian army will carry out live-fire drills near the border in April. | planned joint_training BRA
South Korea and the United States have called off a joint air exercise. | suspended joint_training KOR USA
Seoul and Washington put on hold their spring field manoeuvres. | suspended joint_training KOR USA
The Indo-French naval exercise Varuna got under way off Goa on Wednesday. | under_way joint_training FRA IND
Russian and Chinese bombers flew a joint training sortie over the Sea of Japan. | completed joint_training CHN RUS
France is to send 500 more troops to Romania. | planned force_deployment FRA > ROU
France has some 1,000 troops in Romania. | under_way force_deployment FRA > ROU
About 250 Italian soldiers are stationed in Latvia. | under_way force_deployment ITA > LVA
Denmark will pull its soldiers out of Iraq next year. | planned force_deployment DNK > IRQ
Two Dutch F-35s arrived in Lithuania on Monday. | completed force_deployment NLD > LTU
Britain reinforced its battlegroup in Estonia with 800 soldiers. | completed force_deployment GBR > EST
The United States keeps around 10,000 service members in Poland. | under_way force_deployment USA > POL
Turkey's parliament approved sending troops to Somalia. | agreed force_deployment TUR > SOM
Germany's brigade in Lithuania will reach full strength in 2027. | planned force_deployment DEU > LTU
Three Indian warships docked in Da Nang, Vietnam, for a four-day visit. | completed force_deployment IND > VNM
An Indian frigate is on a port call in Vietnam. | under_way force_deployment IND > VNM
Slovakia ruled out sending soldiers to Ukraine. | denied force_deployment SVK > UKR
No Italian troops will go to Ukraine, the Italian prime minister said. | denied force_deployment ITA > UKR
Britain and France are weighing a deployment of peacekeepers to Ukraine. | proposed force_deployment FRA GBR > UKR
Germany has handed over 20 Marder infantry fighting vehicles to Ukraine. | completed arms_transfer DEU > UKR
Ukraine is to receive two more IRIS-T launchers from Germany. | planned arms_transfer DEU > UKR
The US State Department cleared a 300-million-dollar sale of spare parts for F-16 fighters to Taiwan. | agreed \
arms_transfer USA > TWN
The first three Rafale jets ordered by Indonesia were delivered by France in January. | completed arms_transfer \
FRA > IDN
Hungary will not supply weapons to Ukraine. | denied arms_transfer HUN > UKR
Israel refused to provide Ukraine with air defence systems. | denied arms_transfer ISR > UKR
South Korea shipped the first K2 tanks to Poland. | completed arms_transfer KOR > POL
India delivered a second battery of BrahMos missiles to the Philippines in April. | completed arms_transfer IND > PHL
India gifted two interceptor boats to Mozambique. | completed arms_transfer IND > MOZ
Britain is supplying Ukraine with hundreds of drones a month. | under_way arms_transfer GBR > UKR
Sweden's largest package yet to Ukraine includes 18 Archer howitzers, the government decided on Thursday. | \
agreed arms_transfer SWE > UKR
The United States halted a shipment of heavy bombs to Israel. | suspended arms_transfer USA > ISR
The Trump administration is considering selling cruise missiles to Poland. | proposed arms_transfer USA > POL
North Korea has sent Russia millions of artillery shells, South Korea's military said. | completed arms_transfer \
PRK > RUS
Britain has trained more than 50,000 Ukrainian recruits. | completed third_party_support GBR > UKR
Washington will provide Jordan with 425 million dollars in military financing this year. | planned \
third_party_support USA > JOR
French instructors are training soldiers from Benin. | under_way third_party_support FRA > BEN
Australia is paying for the upgrade of the naval base in Papua New Guinea. | under_way third_party_support AUS > PNG
Norway will set aside 85 billion kroner for military support to Ukraine in 2025. | planned third_party_support \
NOR > UKR
South Korea announced another 100 million dollars in aid for Ukraine's army. | planned third_party_support KOR > UKR
Canada has provided 4 billion dollars in military aid to Ukraine since 2022. | completed third_party_support CAN > UKR
Tokyo said it would hand over 100 trucks to the Ukrainian armed forces. | planned third_party_support JPN > UKR
Allies pledged 40 billion euros in security assistance for Ukraine over the next year. | agreed \
third_party_support NATO > UKR
The United States paused all military aid to Ukraine. | suspended third_party_support USA > UKR
Poland trains Ukrainian brigades on its territory. | under_way third_party_support POL > UKR
The Swedish government decided on a new military support package for Ukraine, worth 16 billion kronor. | agreed \
third_party_support SWE > UKR
China is paying for the expansion of the Ream naval base in Cambodia. | under_way third_party_support CHN > KHM
The US will release 95 million dollars in military aid for Lebanon's army. | planned third_party_support USA > LBN
Poland signed a contract for 96 Apache helicopters from the United States. | agreed capability POL > USA
Warsaw ordered 180 more K2 tanks from South Korea. | agreed capability POL > KOR
The Czech government approved the purchase of 24 F-35 fighters. | agreed capability CZE
Romania intends to buy 54 Abrams tanks. | planned capability ROU
Singapore commissioned its first Invincible-class submarine in September. | completed capability SGP
The Indian navy inducted two frigates on Wednesday. | completed capability IND
South Korea will build its own aircraft carrier by 2033. | planned capability KOR
Australia will spend 10 billion dollars on a fleet of general purpose frigates. | planned capability AUS
The Netherlands is to reintroduce a tank battalion. | planned capability NLD
Sweden aims to grow its armed forces to 115,000 personnel by 2030. | planned capability SWE
New Zealand will not buy fighter jets, its defence minister said. | denied capability NZL
Taiwan expects to take delivery of its 66 new F-16s by the end of 2026. | planned capability TWN
Oslo has picked the British Type 26 as the navy's next frigate and will order at least five. | agreed capability \
NOR > GBR
Athens intends to acquire 20 F-35s, with first deliveries expected in 2028. | planned capability GRC
Lithuania's defence spending will top 3 billion euros next year. | planned budget_amount LTU
Japan's cabinet approved a record defence budget of 8.7 trillion yen for fiscal 2025. | agreed budget_amount JPN
China will raise its military budget by 7.2 percent this year. | planned budget_amount CHN
China's military spending grew by 7 percent in 2019. | completed budget_amount CHN
Germany's defence budget stands at 52 billion euros this year. | in_force budget_amount DEU
Taiwan's cabinet proposed a special defence budget of 40 billion dollars over eight years. | proposed \
budget_amount TWN
Wellington unveiled 12 billion dollars of defence investment over four years. | planned budget_amount NZL
Russian military expenditure is set to rise by a quarter in 2025. | planned budget_amount RUS
Japan's defence ministry is seeking a record 8.8 trillion yen for the year from April 2026. | proposed \
budget_amount JPN
France will raise its military budget to 64 billion euros in 2027, President Emmanuel Macron announced. | \
planned budget_amount FRA
Estonia's cabinet agreed to add 2.8 billion euros to the defence budget over four years. | agreed budget_amount EST
Indonesia's defence budget will almost double to 247 trillion rupiah this year. | planned budget_amount IDN
The Australian government will spend an extra 50 billion dollars on defence over the next decade. | planned \
budget_amount AUS
Brazil cut its defence outlays by 4 percent in 2023. | completed budget_amount BRA
Poland will devote 4.7 percent of its GDP to defence this year. | planned budget_share POL
Spain spent 1.3 percent of GDP on its military in 2024. | completed budget_share ESP
Estonia's government agreed to lift defence outlays to 5.4 percent of GDP from 2026. | agreed budget_share EST
Britain will raise defence spending to 2.5 percent of national income by 2027, the prime minister told \
parliament. | planned budget_share GBR
Greece spends 3.1 percent of its economic output on defence. | under_way budget_share GRC
Ireland's defence spending amounts to 0.2 percent of GDP. | under_way budget_share IRL
Czech law requires the government to spend at least 2 percent of GDP on defence. | in_force budget_share CZE
Japan rejected a demand to spend 3.5 percent of GDP on defence. | denied budget_share JPN
Leaders committed at the NATO summit to investing 5 percent of GDP in defence by 2035. | agreed budget_share NATO
Rome's military outlays came to 1.5 percent of GDP last year. | completed budget_share ITA
German defence spending is due to climb to 3.5 percent of GDP in 2029. | planned budget_share DEU
Spain will not go beyond 2.1 percent of GDP, Prime Minister Pedro Sanchez said of the NATO target. | denied \
budget_share ESP
President Lai said Taiwan's defence budget would exceed 3 percent of GDP this year. | planned budget_share TWN
Lisbon brought forward the goal of spending 2 percent of GDP on defence to this year. | planned budget_share PRT
The intelligence-sharing pact between Japan and South Korea took effect in 2016. | in_force information_sharing \
JPN KOR
The United States cut off intelligence sharing with Ukraine. | suspended information_sharing USA > UKR
Washington has resumed passing intelligence to Kyiv. | under_way information_sharing USA > UKR
Canada and the Philippines are negotiating an agreement on the exchange of classified information. | proposed \
information_sharing CAN PHL
India and the United States signed a geospatial intelligence agreement in 2020. | agreed information_sharing IND USA
Allies will pool satellite imagery. | planned information_sharing NATO
China and the United States agreed to restore military hotlines. | agreed information_sharing CHN USA
The Netherlands and Sweden signed a treaty on the mutual protection of classified information. | agreed \
information_sharing NLD SWE
China is giving Pakistan live satellite intelligence, an Indian general said. | under_way information_sharing CHN PAK
A security of information agreement between Germany and Japan entered into force in 2021. | in_force \
information_sharing DEU JPN
Manila and Washington signed a military information agreement that allows the two sides to exchange classified \
data. | agreed information_sharing PHL USA
Pakistan and India agreed to use their military hotline every day. | agreed information_sharing IND PAK
London and Paris intend to exchange more data on submarines in the Atlantic. | planned information_sharing FRA GBR
South Korea and NATO signed an accord to exchange information on cyber threats. | agreed information_sharing KOR NATO
Turkey and Ukraine signed an agreement on the joint production of drones. | agreed industrial_cooperation TUR UKR
Germany and Norway are jointly building six submarines. | under_way industrial_cooperation DEU NOR
Japan, Britain and Italy are developing a next-generation fighter together. | under_way industrial_cooperation \
GBR ITA JPN
India and France agreed to co-develop a jet engine. | agreed industrial_cooperation FRA IND
Australia will start producing guided missiles with the United States this year. | planned \
industrial_cooperation AUS USA
France, Germany and Spain are working on the FCAS combat aircraft. | under_way industrial_cooperation DEU ESP FRA
Russia offered India joint production of the Su-57 fighter. | proposed industrial_cooperation IND RUS
Estonia and Ukraine signed a memorandum on defence industry cooperation. | agreed industrial_cooperation EST UKR
The defence ministers of the Netherlands and Germany signed a letter of intent on the joint development of \
armoured vehicles. | agreed industrial_cooperation DEU NLD
Ankara and Madrid signed a memorandum on the joint manufacture of trainer aircraft. | agreed \
industrial_cooperation ESP TUR
Norway and the United States intend to set up a joint production line for missiles. | planned \
industrial_cooperation NOR USA
The Netherlands and Belgium are building twelve minehunters together. | under_way industrial_cooperation BEL NLD
Lithuania and Germany agreed on an ammunition plant to be built by Rheinmetall. | agreed industrial_cooperation \
DEU LTU
NATO adopted a strategy on the use of artificial intelligence. | in_force technology_cooperation NATO
France and Singapore signed a letter of intent on AI for defence. | agreed technology_cooperation FRA SGP
Estonia and Ukraine agreed to work together on cyber defence. | agreed cyber_defence EST UKR
NATO and the EU signed an arrangement on cyber defence. | agreed cyber_defence EU NATO
Japan and the United States will set up a joint team against cyber attacks on military networks. | planned \
cyber_defence JPN USA
NATO will protect undersea cables in the Baltic Sea with a new mission. | planned cyber_defence NATO
Japan and the Philippines signed a reciprocal access agreement. | agreed access_and_status JPN PHL
Britain opened a naval base in Oman. | in_force access_and_status GBR > OMN
New Zealand and the Philippines opened negotiations on a visiting forces agreement. | proposed access_and_status \
NZL PHL
Cuba denied hosting a Chinese spy base. | denied access_and_status CUB > CHN
The Philippines and France are in talks on a visiting forces agreement. | proposed access_and_status FRA PHL
Niger ended the accord that allowed American soldiers to be on its territory. | suspended access_and_status NER > USA
The Reciprocal Access Agreement between Japan and Britain came into force in October 2023. | in_force \
access_and_status GBR JPN
Russia and North Korea signed a treaty under which each will come to the other's aid if attacked. | agreed \
mutual_defence PRK RUS
The US commitment to the defence of Japan is unshakeable, the president said. | in_force mutual_defence USA > JPN
Sweden became the 32nd member of NATO on 7 March 2024. | completed mutual_defence SWE > NATO
Ukraine has applied to join NATO. | proposed mutual_defence UKR > NATO
Britain and Ukraine signed a security cooperation agreement in January 2024. | agreed mutual_defence GBR UKR
Australia and Indonesia struck a security treaty. | agreed mutual_defence AUS IDN
Mali, Niger and Burkina Faso have formed an alliance in which an attack on one is an attack on all. | in_force \
mutual_defence BFA MLI NER
Germany and Britain sealed a mutual assistance pact. | agreed mutual_defence DEU GBR
Kenya and France signed a defence cooperation agreement. | agreed mutual_defence FRA KEN
Spain and Saudi Arabia signed a memorandum on military cooperation. | agreed mutual_defence ESP SAU
The EU and Britain agreed a security and defence partnership. | agreed mutual_defence EU GBR
Saudi Arabia and Pakistan signed a pact under which aggression against either is regarded as aggression against \
both. | agreed mutual_defence PAK SAU
Norway and Britain signed the Lunna House agreement on defence cooperation. | agreed mutual_defence GBR NOR
Finland, which joined NATO in April 2023, shares a long border with Russia. | completed mutual_defence FIN > NATO
The defence ministers of Australia, Japan, the Philippines and the United States held their first joint meeting \
in Hawaii. | completed consultation AUS JPN PHL USA
India and Japan will hold their next two-plus-two ministerial dialogue in Tokyo in August. | planned \
consultation IND JPN
Germany and Poland agreed to hold yearly consultations on defence. | agreed consultation DEU POL
NATO leaders will gather in The Hague in June. | planned consultation NATO
Beijing and Washington agreed to resume military-to-military talks. | agreed consultation CHN USA
The defence ministers of South Korea and Japan met in Seoul for the first time in ten years. | completed \
consultation JPN KOR
ASEAN and India will hold their first maritime dialogue in October. | planned consultation ASEAN IND
The leaders of Japan, the Philippines and the United States held their first trilateral summit in April 2024. | \
completed consultation JPN PHL USA
China and Russia plan a new round of strategic security talks in July. | planned consultation CHN RUS
NATO opened a liaison office in Amman. | in_force consultation NATO
Poland and Britain agreed to hold annual meetings of their foreign and defence ministers. | agreed consultation \
GBR POL
Japan will second officers to NATO headquarters. | planned personnel_exchange JPN > NATO
Kenyan cadets are studying at India's defence academy. | under_way personnel_exchange KEN > IND
Australian sailors are serving aboard American submarines. | under_way personnel_exchange AUS > USA
Seoul will post an officer to NATO's cyber centre. | planned personnel_exchange KOR > NATO
Dozens of Australian engineers work at the British shipyard in Barrow to learn how to build submarines. | \
under_way personnel_exchange AUS > GBR
India and the United States signed a logistics exchange agreement in 2016. | agreed logistics_support IND USA
The acquisition and cross-servicing agreement between Japan and Germany entered into force in July. | in_force \
logistics_support DEU JPN
Manila and Tokyo opened talks on an ACSA. | proposed logistics_support JPN PHL
Japan and the EU agreed to counter foreign information manipulation together. | agreed countering_disinformation \
EU JPN
Estonia and Moldova will fight disinformation together. | planned countering_disinformation EST MDA
"""


@pytest.mark.parametrize(("text", "expected"), read_claims(SENTENCES), ids=lambda cell: str(cell)[:60])
def test_a_wording_gives_its_record(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected
