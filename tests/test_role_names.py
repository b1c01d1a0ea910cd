"""Who is meant: groups that stay one actor, capitals, forces, houses and leaders that stand for a state."""

import pytest

from tests.marks import read_rows
from tests.readings import describe, read

# text | kind and sides, parties before `>`, counterparts behind
GROUPS = """
The Quad will hold a joint naval exercise in November. | joint_training QUAD
The G7 pledged to supply Ukraine with air defence missiles. | arms_transfer G7 > UKR
ASEAN and India held a joint naval exercise in 2023. | joint_training ASEAN IND
The African Union deployed troops to Somalia. | force_deployment AU > SOM
The SCO will hold a joint exercise in Kazakhstan. | joint_training SCO
The GCC agreed to share radar data. | information_sharing GCC
The European Union will supply Ukraine with artillery shells. | arms_transfer EU > UKR
The EU and Japan launched a security dialogue. | consultation EU JPN
NATO and Ukraine agreed to share intelligence. | information_sharing NATO UKR
NATO allies pledged to send air defence missiles to Ukraine. | arms_transfer NATO > UKR
The AUKUS partners will hold a joint exercise in Australia. | joint_training AUKUS
The CSTO will hold a joint exercise in Tajikistan. | joint_training CSTO
Kosovo plans to buy drones from Turkey. | capability XKX > TUR
Taiwan will buy 66 F-16 fighters from the United States. | capability TWN > USA
"""

STAND_INS = """
Downing Street said it would send a frigate to the Red Sea. | force_deployment GBR
The Kremlin announced a joint exercise with Belarus. | joint_training BLR RUS
The Bundeswehr will send 200 soldiers to Kosovo. | force_deployment DEU > XKX
The Élysée confirmed the delivery of Mirage fighters to Ukraine. | arms_transfer FRA > UKR
The Royal Navy will deploy a destroyer to the Gulf. | force_deployment GBR
The People's Liberation Army held a joint exercise with Pakistan's army. | joint_training CHN PAK
Paris and Rome agreed to share satellite intelligence. | information_sharing FRA ITA
Seoul will buy 20 F-35 fighters. | capability KOR
Ankara and Baku signed a defence pact. | mutual_defence AZE TUR
The Pentagon will deploy a Patriot battery to Israel. | force_deployment USA > ISR
The Japan Air Self-Defense Force will train with the Royal Australian Air Force. | joint_training AUS JPN
The Indian Navy sent a destroyer to the Gulf of Aden. | force_deployment IND
Macron announced that France would buy 20 Rafale fighters. | capability FRA
The Swedish and Finnish prime ministers agreed to share radar data. | information_sharing FIN SWE
The Polish cabinet decided to buy 32 helicopters. | capability POL
Polish soldiers will train in Germany with German soldiers. | joint_training DEU POL
The Dutch will deliver 24 F-16 fighters to Ukraine. | arms_transfer NLD > UKR
Britain and the Republic of Korea signed a military intelligence agreement. | information_sharing GBR KOR
"""

PLACES_ARE_NO_PARTIES = """
Meeting in Geneva, Chile and Peru agreed to share intelligence. | information_sharing CHL PER
In Washington, Chile and Peru agreed to share intelligence. | information_sharing CHL PER
Chile and Peru, both on the Pacific, agreed to share intelligence on Colombia's coast. | information_sharing CHL PER
At a summit in Brazil, Chile and Peru signed an intelligence-sharing agreement. | information_sharing CHL PER
Chile will buy American-made helicopters from Israel. | capability CHL > ISR
Chile and Peru signed an intelligence-sharing agreement modelled on that of Japan and Australia. | \
information_sharing CHL PER
Chile and Peru agreed to share intelligence on Chinese fishing fleets. | information_sharing CHL PER
Chile, which borders Argentina and Bolivia, will buy twelve helicopters. | capability CHL
Chile's ambassador to Mexico said Chile would buy twelve helicopters. | capability CHL
Chile will buy twelve helicopters, its defence minister told Spain's El País. | capability CHL
Chile and Peru will hold a joint exercise in Ecuador to prepare for a mission in Haiti. | joint_training CHL PER
"""

HELPERS = """
Denmark will finance 18 howitzers for Ukraine. | arms_transfer DNK > UKR
Norway and Sweden will jointly buy tanks. | capability NOR SWE
Norway will buy tanks together with Sweden. | capability NOR SWE
Norway and Germany agreed to buy the same frigates from Britain. | capability DEU NOR > GBR
Norway will send officers to Sweden's war college. | personnel_exchange NOR > SWE
Norway seconded an officer to NATO headquarters. | personnel_exchange NOR > NATO
Norway and Britain will train Ukrainian soldiers. | third_party_support GBR NOR > UKR
"""

ALL = GROUPS + STAND_INS + PLACES_ARE_NO_PARTIES + HELPERS


@pytest.mark.parametrize(("text", "expected"), read_rows(ALL), ids=lambda cell: cell)
def test_the_actors_of_a_sentence_are_those_that_it_means(text: str, expected: str) -> None:
    assert [describe(record) for record in read(text)] == [expected]
